"""Lets a `model.py` complete its configuration, in an interpreter of its own."""

from __future__ import annotations

from ..api.model_config import ModelConfig
from ..channel import Channel
from .load import load_model_class


def complete_config(start: dict, channel: Channel) -> None:
    """Calls `auto_complete_config` if there is one and sends the configuration that it gives back."""
    model_class = load_model_class(start["path"])
    complete = getattr(model_class, "auto_complete_config", None)
    if complete is None:
        channel.send({"type": "completed", "config": start["config"]})
        return
    completed = complete(ModelConfig(start["config"]))
    if not isinstance(completed, ModelConfig):
        raise TypeError(
            f"auto_complete_config function in model '{start['config']['name']}' must return a valid pb.ModelConfig object."
        )
    channel.send({"type": "completed", "config": completed.as_dict()})
