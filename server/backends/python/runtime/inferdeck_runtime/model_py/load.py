"""Finds the class in a `model.py`."""

from __future__ import annotations

import importlib
import os
import sys

from ..api.model_folder import set_model_dir


def load_model_class(path: str):
    """The class in a `model.py` that runs it."""
    return load_module(path).TritonPythonModel


def load_module(path: str):
    """Imports `1/model.py` as `1.model`, with the model's and the version's folder searched for what it imports."""
    version_folder, filename = os.path.split(path)
    model_folder, version = os.path.split(version_folder)
    set_model_dir(version_folder)
    sys.path[:0] = [model_folder, version_folder]
    return importlib.import_module(f"{version}.{os.path.splitext(filename)[0]}")
