"""The official web app, unchanged, out of the official server image. `make web` runs it."""
