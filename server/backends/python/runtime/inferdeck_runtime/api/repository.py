"""Loading, unloading and asking after other models of the server."""

from __future__ import annotations

import base64

from .calls import control


def load_model(model_name: str, config: str = "", files: dict | None = None) -> None:
    """Loads a model, with a configuration and files that count instead of those on disk where they are given."""
    encoded = {path: base64.b64encode(content).decode() for path, content in (files or {}).items()}
    control("load", model=model_name, config=config, files=encoded)


def unload_model(model_name: str, unload_dependents: bool = False) -> None:
    control("unload", model=model_name, dependents=bool(unload_dependents))


def is_model_ready(model_name: str, model_version: str = "") -> bool:
    return bool(control("ready", model=model_name, version=str(model_version))["ready"])
