"""TorchScript models on PyTorch."""

from __future__ import annotations

import torch

from .channel import Channel
from .torch_host import TorchHost
from .torch_names import input_order, names_arguments


class TorchScriptHost(TorchHost):
    """A `model.pt` made by torch.jit.script or torch.jit.trace."""

    def __init__(self, start: dict, channel: Channel):
        super().__init__(start, channel)
        self._model = _load(start["path"], start["args"]["model_name"], self._device)
        arguments = [argument for argument in self._model.forward.schema.arguments if argument.name != "self"]
        self._takes_dict = len(arguments) == 1 and str(arguments[0].type) == "Dict[str, Tensor]"
        names = [tensor["name"] for tensor in start["config"]["input"]]
        self._by_name = names_arguments(names, [argument.name for argument in arguments])
        self._order = input_order(names)
        torch._C._jit_set_profiling_executor(self._flag("ENABLE_JIT_EXECUTOR", True))
        torch._C._jit_set_profiling_mode(self._flag("ENABLE_JIT_PROFILING", True))

    def _call(self, given: dict):
        if self._takes_dict:
            return self._model(given)
        if self._by_name:
            return self._model(**given)
        return self._model(*[given[name] for name in self._order if name in given])


def _load(path: str, model_name: str, device: str):
    try:
        return torch.jit.load(path, map_location=device).eval()
    except RuntimeError as error:
        # The archive of torch.save has the same form, but no code in it.
        hint = (
            " It seems to hold weights only: save the whole model with torch.jit.script(model).save(...)."
            if "constants.pkl" in str(error)
            else ""
        )
        raise RuntimeError(f"failed to load model '{model_name}': {error}{hint}") from None
