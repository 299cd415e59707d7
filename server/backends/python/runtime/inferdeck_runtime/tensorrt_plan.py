"""TensorRT plans, with TensorRT 10 and NVIDIA's own Python bindings of CUDA."""

from __future__ import annotations

import numpy as np
import tensorrt as trt
from cuda.bindings import runtime as cuda

from .channel import Channel
from .framework_host import FrameworkHost
from .placement import wanted_gpu

_OTHER_VERSION = "Build the plan again on this machine, with this version: plans fit one version and one kind of GPU."


class TensorRtHost(FrameworkHost):
    """One execution context of a `model.plan`."""

    framework = "TensorRT"

    def __init__(self, start: dict, channel: Channel):
        super().__init__(channel)
        _check(cuda.cudaSetDevice(wanted_gpu(start) or 0))
        logger = trt.Logger(trt.Logger.WARNING)
        trt.init_libnvinfer_plugins(logger, "")
        with open(start["path"], "rb") as file:
            self._engine = trt.Runtime(logger).deserialize_cuda_engine(file.read())
        if self._engine is None:
            raise RuntimeError(f"TensorRT {trt.__version__} cannot read {start['path']}. {_OTHER_VERSION}")
        self._context = self._engine.create_execution_context()
        self._stream = _check(cuda.cudaStreamCreate())
        self._memory: dict[str, tuple[int, int]] = {}
        self.runs_on = {"device": "GPU", "provider": f"TensorRT {trt.__version__}", "remarks": []}

    def run(self, inputs: dict[str, np.ndarray], wanted: list[str]) -> dict[str, np.ndarray]:
        for name, array in inputs.items():
            self._give(name, np.ascontiguousarray(array))
        outputs = {name: self._place_for(name) for name in self._names(trt.TensorIOMode.OUTPUT)}
        if not self._context.execute_async_v3(self._stream):
            raise RuntimeError("the execution could not be enqueued")
        for name in wanted:
            self._copy(outputs[name].ctypes.data, self._memory[name][0], outputs[name].nbytes, "DeviceToHost")
        _check(cuda.cudaStreamSynchronize(self._stream))
        return {name: outputs[name] for name in wanted}

    def _names(self, mode) -> list[str]:
        names = [self._engine.get_tensor_name(index) for index in range(self._engine.num_io_tensors)]
        return [name for name in names if self._engine.get_tensor_mode(name) == mode]

    def _give(self, name: str, array: np.ndarray) -> None:
        if not self._context.set_input_shape(name, array.shape):
            raise ValueError(f"shape {list(array.shape)} of '{name}' lies outside the optimization profile of the plan")
        self._copy(self._reserve(name, array.nbytes), array.ctypes.data, array.nbytes, "HostToDevice")

    def _place_for(self, name: str) -> np.ndarray:
        array = np.empty(tuple(self._context.get_tensor_shape(name)), trt.nptype(self._engine.get_tensor_dtype(name)))
        self._reserve(name, array.nbytes)
        return array

    def _reserve(self, name: str, size: int) -> int:
        """Memory of the GPU for a tensor, kept from one batch to the next while it is large enough."""
        address, room = self._memory.get(name, (0, 0))
        if room < size:
            if address:
                _check(cuda.cudaFree(address))
            address = _check(cuda.cudaMalloc(max(size, 1)))
            self._memory[name] = (address, max(size, 1))
        self._context.set_tensor_address(name, int(address))
        return address

    def _copy(self, to: int, source: int, size: int, direction: str) -> None:
        kind = getattr(cuda.cudaMemcpyKind, f"cudaMemcpy{direction}")
        _check(cuda.cudaMemcpyAsync(to, source, size, kind, self._stream))


def _check(result):
    """The values behind the status of a call. Raises RuntimeError when it failed."""
    status, *values = result
    if int(status) != 0:
        raise RuntimeError(f"CUDA: {_check(cuda.cudaGetErrorString(status)).decode()}")
    return values[0] if values else None
