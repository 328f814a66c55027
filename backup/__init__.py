"""A copy of a data folder that can be trusted, and the way back. `make backup` runs it."""
