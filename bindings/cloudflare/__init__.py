"""Bindings of a Worker: D1, R2, KV, Queues, Images.

`bindings.cloudflare.environment` opens them. Nothing is imported here, so that
`bindings.cloudflare.stage` runs where there is no JavaScript.
"""
