"""The way back in for whoever runs the server. `make new-password`, `make login-on` run it."""
