"""What runs inside a Python child process of the server: one model instance, spoken to over a local socket."""
