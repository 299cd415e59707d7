"""Runs a `model.py`."""
