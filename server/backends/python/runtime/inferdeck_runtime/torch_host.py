"""What PyTorch models have in common, whatever form they are saved in."""

from __future__ import annotations

import numpy as np
import torch

from .channel import Channel
from .framework_host import FrameworkHost
from .placement import settle, wanted_gpu
from .torch_names import output_positions

_TRUE = ("1", "true", "on", "yes")


class TorchHost(FrameworkHost):
    """Calls the model without gradients and finds the wanted outputs in what it gives."""

    framework = "PyTorch"

    def __init__(self, start: dict, channel: Channel):
        super().__init__(channel)
        self._settings = start["parameters"]
        self._set_threads(start["threads"])
        self.runs_on = settle(start, "PyTorch with CUDA", torch.cuda.is_available())
        self._device = f"cuda:{wanted_gpu(start)}" if self.runs_on["device"] == "GPU" else "cpu"
        self._positions = output_positions([tensor["name"] for tensor in start["config"]["output"]])

    def _call(self, given: dict):
        """Calls the model with its inputs by name."""
        raise NotImplementedError

    def _flag(self, key: str, otherwise: bool) -> bool:
        text = self._settings.get(key)
        return otherwise if text is None else text.lower() in _TRUE

    def _set_threads(self, share: int) -> None:
        torch.set_num_threads(self._count("INTRA_OP_THREAD_COUNT", "NUM_THREADS") or share)
        inter = self._count("INTER_OP_THREAD_COUNT", "NUM_INTEROP_THREADS")
        if inter > 0:
            torch.set_num_interop_threads(inter)

    def _count(self, *keys: str) -> int:
        return next((int(self._settings[key]) for key in keys if key in self._settings), 0)

    def run(self, inputs: dict[str, np.ndarray], wanted: list[str]) -> dict[str, np.ndarray]:
        given = {name: self._to_torch(array) for name, array in inputs.items()}
        optimized = torch.jit.optimized_execution(not self._flag("DISABLE_OPTIMIZED_EXECUTION", False))
        gradients = torch.inference_mode() if self._flag("INFERENCE_MODE", True) else torch.no_grad()
        with optimized, gradients:
            result = self._call(given)
        return {name: _to_numpy(self._pick(result, name)) for name in wanted}

    def _to_torch(self, array: np.ndarray):
        """Strings become a list, as PyTorch has no tensors of them."""
        if array.dtype == np.object_:
            return [element.decode() for element in array.reshape(-1)]
        return torch.from_numpy(array).to(self._device)

    def _pick(self, result, name: str):
        if isinstance(result, dict):
            return result[name]
        listed = result if isinstance(result, tuple) or _is_list_of_tensors(result) else (result,)
        position = self._positions[name]
        if position >= len(listed):
            raise ValueError(f"output '{name}' is number {position}, but the model gives {len(listed)} output(s)")
        return listed[position]


def _is_list_of_tensors(result) -> bool:
    return isinstance(result, list) and bool(result) and isinstance(result[0], torch.Tensor)


def _to_numpy(value) -> np.ndarray:
    if isinstance(value, torch.Tensor):
        return value.detach().cpu().contiguous().numpy()
    strings = np.empty(len(value), dtype=np.object_)
    strings[:] = [element.encode() for element in value]
    return strings
