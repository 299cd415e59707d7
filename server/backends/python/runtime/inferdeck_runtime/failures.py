"""Exceptions as sentences."""

from __future__ import annotations

import traceback


def describe(error: BaseException) -> str:
    """The exception and below it where it came from, the innermost call first."""
    said = f"{type(error).__name__}: {error}"
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"  {frame.filename}({frame.lineno}): {frame.name}" for frame in reversed(frames)]
    return "\n".join([said, "", "At:", *places, ""]) if places else said


def missing_module(error: BaseException) -> str | None:
    """The top-level module that an import did not find."""
    if isinstance(error, ModuleNotFoundError) and error.name:
        return error.name.split(".")[0]
    return None
