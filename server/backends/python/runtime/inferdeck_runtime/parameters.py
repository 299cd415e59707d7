"""Parameters of requests and responses on the wire: JSON, but with integers that a double cannot hold as text."""

from __future__ import annotations

_SAFE = 2**53


def to_wire(parameters: dict) -> dict:
    return {key: _out(value) for key, value in parameters.items()}


def from_wire(parameters: dict) -> dict:
    return {key: int(value["integer"]) if isinstance(value, dict) else value for key, value in parameters.items()}


def _out(value):
    wide = isinstance(value, int) and not isinstance(value, bool) and abs(value) >= _SAFE
    return {"integer": str(value)} if wide else value
