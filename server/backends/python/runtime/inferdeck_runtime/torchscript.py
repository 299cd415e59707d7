"""TorchScript models on PyTorch."""

from __future__ import annotations

import numpy as np
import torch

from .channel import Channel
from .framework_host import FrameworkHost
from .torch_names import input_order, names_arguments, output_positions

_TRUE = ("1", "true", "on")


class TorchScriptHost(FrameworkHost):
    """A `model.pt` made by torch.jit.script or torch.jit.trace."""

    framework = "PyTorch"

    def __init__(self, start: dict, channel: Channel):
        super().__init__(channel)
        self._settings = start["parameters"]
        self._set_threads(start["threads"])
        self._model = _load(start["path"], start["args"]["model_name"])
        arguments = [argument for argument in self._model.forward.schema.arguments if argument.name != "self"]
        config = start["config"]
        self._takes_dict = len(arguments) == 1 and str(arguments[0].type) == "Dict[str, Tensor]"
        names = [tensor["name"] for tensor in config["input"]]
        self._by_name = names_arguments(names, [argument.name for argument in arguments])
        self._order = input_order(names)
        self._positions = output_positions([tensor["name"] for tensor in config["output"]])
        torch._C._jit_set_profiling_executor(self._flag("ENABLE_JIT_EXECUTOR", True))
        torch._C._jit_set_profiling_mode(self._flag("ENABLE_JIT_PROFILING", True))

    def _flag(self, key: str, otherwise: bool) -> bool:
        text = self._settings.get(key)
        return otherwise if text is None else text.lower() in _TRUE

    def _set_threads(self, share: int) -> None:
        torch.set_num_threads(int(self._settings.get("INTRA_OP_THREAD_COUNT", 0)) or share)
        inter = int(self._settings.get("INTER_OP_THREAD_COUNT", 0))
        if inter > 0:
            torch.set_num_interop_threads(inter)

    def run(self, inputs: dict[str, np.ndarray], wanted: list[str]) -> dict[str, np.ndarray]:
        given = {name: _to_torch(array) for name, array in inputs.items()}
        optimized = torch.jit.optimized_execution(not self._flag("DISABLE_OPTIMIZED_EXECUTION", False))
        gradients = torch.inference_mode() if self._flag("INFERENCE_MODE", True) else torch.no_grad()
        with optimized, gradients:
            result = self._call(given)
        return {name: _to_numpy(self._pick(result, name)) for name in wanted}

    def _call(self, given: dict):
        if self._takes_dict:
            return self._model(given)
        if self._by_name:
            return self._model(**given)
        return self._model(*[given[name] for name in self._order if name in given])

    def _pick(self, result, name: str):
        if isinstance(result, dict):
            return result[name]
        listed = result if isinstance(result, tuple) or _is_list_of_tensors(result) else (result,)
        position = self._positions[name]
        if position >= len(listed):
            raise ValueError(f"output '{name}' is number {position}, but the model gives {len(listed)} output(s)")
        return listed[position]


def _load(path: str, model_name: str):
    try:
        return torch.jit.load(path, map_location="cpu").eval()
    except RuntimeError as error:
        # The archive of torch.save has the same form, but no code in it.
        hint = (
            " It seems to hold weights only: save the whole model with torch.jit.script(model).save(...)."
            if "constants.pkl" in str(error)
            else ""
        )
        raise RuntimeError(f"failed to load model '{model_name}': {error}{hint}") from None


def _is_list_of_tensors(result) -> bool:
    return isinstance(result, list) and bool(result) and isinstance(result[0], torch.Tensor)


def _to_torch(array: np.ndarray):
    """Strings become a list, as TorchScript has no tensors of them."""
    if array.dtype == np.object_:
        return [element.decode() for element in array.reshape(-1)]
    return torch.from_numpy(array)


def _to_numpy(value) -> np.ndarray:
    if isinstance(value, torch.Tensor):
        return value.detach().cpu().contiguous().numpy()
    strings = np.empty(len(value), dtype=np.object_)
    strings[:] = [element.encode() for element in value]
    return strings
