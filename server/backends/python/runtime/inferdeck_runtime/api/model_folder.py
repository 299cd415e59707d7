"""Where the model lies that this process runs."""

from __future__ import annotations

_folder = ""


def set_model_dir(folder: str) -> None:
    global _folder
    _folder = folder


def get_model_dir() -> str:
    """The folder of the version, in which `model.py` lies."""
    return _folder
