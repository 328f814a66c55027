"""Putting the Worker on Cloudflare, and taking it down. `make deploy` runs it."""
