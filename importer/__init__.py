"""Takes a folder of photos in, through the API like any other client.

Only the standard library, and nothing of the server's: it works against any
server that speaks the same API, on this machine or far away.
"""
