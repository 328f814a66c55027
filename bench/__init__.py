"""What the local door costs: start-up, memory, CPU per request, uploads.

`python -m bench` serves from a temporary folder, measures the server process
from outside (`/proc`, so Linux) and rewrites the table of docs/performance.md.
CPU is user plus system time of the server; wall time of a shared machine says
little.
"""
