"""`pb_utils.Tensor`."""

from __future__ import annotations

import numpy as np

from ..channel import Parcel
from ..errors import TritonModelException
from ..tensors import BF16, array_of, datatype_of, head_of
from .datatypes import number_of


class Tensor:
    """A named array. Strings are object arrays of bytes."""

    def __init__(self, name: str, array: np.ndarray):
        if not isinstance(array, np.ndarray):
            raise TypeError(f"Tensor '{name}' needs a numpy array, got {type(array).__name__}.")
        self._name = str(name)
        self._array = array
        self._datatype = datatype_of(array.dtype)

    @classmethod
    def from_head(cls, head: dict, body: memoryview) -> Tensor:
        """A tensor as it came over the socket, without a copy."""
        return cls._of(head["name"], array_of(head, body), head["datatype"])

    @classmethod
    def _of(cls, name: str, array: np.ndarray, datatype: str) -> Tensor:
        tensor = cls.__new__(cls)
        tensor._name, tensor._array, tensor._datatype = name, array, datatype
        return tensor

    @staticmethod
    def from_dlpack(name: str, source) -> Tensor:
        """Takes anything that offers the DLPack protocol, or one of its capsules; what is on a GPU is copied off it."""
        if type(source).__name__ == "PyCapsule":
            return Tensor(name, np.from_dlpack(_Capsule(source)))
        if str(getattr(source, "dtype", "")) == "torch.bfloat16":
            import torch

            return Tensor._of(name, source.cpu().contiguous().view(torch.int16).numpy(), BF16)
        on_cpu = source.__dlpack_device__()[0] == 1
        return Tensor(name, np.from_dlpack(source if on_cpu else source.cpu()))

    def name(self) -> str:
        return self._name

    def as_numpy(self) -> np.ndarray:
        if self._datatype == BF16 and self._array.dtype.name != "bfloat16":
            raise TritonModelException(
                f"Tensor '{self._name}' is BF16, which numpy does not know. Use to_dlpack, for example with torch."
            )
        return self._array

    def triton_dtype(self) -> int:
        return number_of(self._datatype)

    def shape(self) -> list[int]:
        return list(self._array.shape)

    def is_cpu(self) -> bool:
        return True

    def to_dlpack(self):
        return self.__dlpack__()

    def __dlpack__(self, *, stream=None, **more):
        if self._datatype == "BYTES":
            raise TritonModelException("DLPack does not support string tensors.")
        return self._exportable().__dlpack__(**more)

    def __dlpack_device__(self):
        return (1, 0)

    def _exportable(self):
        """BF16 leaves through torch, since numpy cannot say what it is; the rest as it is, but writable."""
        if self._datatype == BF16:
            import torch

            return torch.from_numpy(self._array.view(np.int16)).view(torch.bfloat16)
        return self._array if self._array.flags.writeable else self._array.copy()

    def to_head(self, parcel: Parcel) -> dict:
        """Puts the tensor into a parcel for the server."""
        return head_of(self._name, self._array, parcel, self._datatype)


class _Capsule:
    """A bare DLPack capsule as an object that numpy takes."""

    def __init__(self, capsule):
        self._capsule = capsule

    def __dlpack__(self, **_):
        return self._capsule

    def __dlpack_device__(self):
        return (1, 0)
