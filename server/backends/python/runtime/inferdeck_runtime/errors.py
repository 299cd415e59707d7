"""Errors that a model hands to its callers, with the kinds that the server knows."""

from __future__ import annotations

# By the number of the code.
_KINDS = (
    "unknown",
    "internal",
    "not-found",
    "invalid-argument",
    "unavailable",
    "unsupported",
    "already-exists",
    "cancelled",
)


class TritonError:
    """The reason why one request failed."""

    UNKNOWN, INTERNAL, NOT_FOUND, INVALID_ARG, UNAVAILABLE, UNSUPPORTED, ALREADY_EXISTS, CANCELLED = range(8)

    def __init__(self, message: str = "", code: int = INTERNAL):
        self._message = str(message)
        self._code = int(code)

    def message(self) -> str:
        return self._message

    def code(self) -> int:
        return self._code

    def __str__(self) -> str:
        return self._message


class TritonModelException(Exception):
    """Raised by a model that cannot go on, and by calls of other models that fail."""


def error_head(error: TritonError) -> dict:
    """An error as the server reads it."""
    code = error.code()
    kind = _KINDS[code] if 0 <= code < len(_KINDS) else "unknown"
    return {"kind": kind, "message": error.message()}


def error_from_head(head: dict) -> TritonError:
    """An error that the server reports."""
    return TritonError(head["message"], _KINDS.index(head["kind"]))
