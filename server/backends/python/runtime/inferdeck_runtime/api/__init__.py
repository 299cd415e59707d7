"""The parts of `triton_python_backend_utils`."""
