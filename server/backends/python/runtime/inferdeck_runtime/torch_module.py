"""PyTorch models as code: a `model.py` with a class of torch.nn.Module, and its weights in a `model.pt`."""

from __future__ import annotations

import inspect
import json
import os

import torch

from .channel import Channel
from .model_py.load import load_module
from .torch_host import TorchHost
from .torch_names import input_order, names_arguments

_COMPILE = "TORCH_COMPILE_OPTIONAL_PARAMETERS"


class TorchModuleHost(TorchHost):
    """Inputs go to `forward` by name where the names are its arguments, otherwise in the order of the configuration."""

    def __init__(self, start: dict, channel: Channel):
        super().__init__(start, channel)
        model = _module_class(load_module(start["path"]), start["path"])()
        _load_weights(model, os.path.splitext(start["path"])[0] + ".pt")
        model.eval().to(self._device)
        names = [tensor["name"] for tensor in start["config"]["input"]]
        self._by_name = names_arguments(names, list(inspect.signature(model.forward).parameters))
        self._order = input_order(names)
        self._model = self._compiled(model)

    def _compiled(self, model):
        """Compiled where the configuration asks for it and this PyTorch can."""
        if _COMPILE not in self._settings:
            return model
        if not hasattr(torch, "compile"):
            raise RuntimeError(f"{_COMPILE} needs PyTorch 2, this is {torch.__version__}.")
        return torch.compile(model, **json.loads(self._settings[_COMPILE]))

    def _call(self, given: dict):
        if self._by_name:
            return self._model(**given)
        return self._model(*[given[name] for name in self._order if name in given])


def _module_class(module, path: str):
    """The one class in the file that is a torch.nn.Module and no part of another there."""
    found = [
        member
        for _, member in inspect.getmembers(module, inspect.isclass)
        if issubclass(member, torch.nn.Module) and member.__module__ == module.__name__
    ]
    if len(found) > 1:
        found = [member for member in found if member.__name__ == "Model"] or found
    if len(found) != 1:
        names = ", ".join(member.__name__ for member in found) or "none"
        raise TypeError(
            f"{path} must have one class derived from torch.nn.Module, or call the one that is served Model; it has {names}."
        )
    return found[0]


def _load_weights(model, path: str) -> None:
    if os.path.exists(path):
        model.load_state_dict(torch.load(path, map_location="cpu"))
