"""Tensors as the protocol carries them (little-endian, row-major; strings with a length before each) and as numpy arrays."""

from __future__ import annotations

import struct

import numpy as np

from .channel import Parcel

_LENGTH = struct.Struct("<I")

# The protocol's names in the order of their numbers, which begin at 1.
DATATYPES = (
    ("BOOL", np.bool_),
    ("UINT8", np.uint8),
    ("UINT16", np.uint16),
    ("UINT32", np.uint32),
    ("UINT64", np.uint64),
    ("INT8", np.int8),
    ("INT16", np.int16),
    ("INT32", np.int32),
    ("INT64", np.int64),
    ("FP16", np.float16),
    ("FP32", np.float32),
    ("FP64", np.float64),
    ("BYTES", np.object_),
)
BF16 = "BF16"
NUMPY_TYPES = dict(DATATYPES)
_DATATYPE_OF = {np.dtype(numpy_type): name for name, numpy_type in DATATYPES}


def datatype_of(dtype: np.dtype) -> str:
    """The protocol's name for elements of a numpy array. Raises TypeError where it has none."""
    if dtype.kind in "SU":
        return "BYTES"
    if dtype.name == "bfloat16":
        return BF16
    name = _DATATYPE_OF.get(dtype.newbyteorder("="))
    if name is None:
        raise TypeError(f"numpy type {dtype} cannot be carried by the inference protocol")
    return name


def array_of(head: dict, body: memoryview) -> np.ndarray:
    """A received tensor as an array over the received bytes. BF16 comes as its 16-bit patterns."""
    data = body[head["offset"] : head["offset"] + head["size"]]
    if head["datatype"] == "BYTES":
        return unpack_strings(data).reshape(head["shape"])
    dtype = np.uint16 if head["datatype"] == BF16 else NUMPY_TYPES[head["datatype"]]
    return np.frombuffer(data, dtype=dtype).reshape(head["shape"])


def head_of(name: str, array: np.ndarray, parcel: Parcel, datatype: str | None = None) -> dict:
    """Puts an array into a parcel and describes it for the head of the message."""
    array = np.asarray(array)
    datatype = datatype or datatype_of(array.dtype)
    data = pack_strings(array) if datatype == "BYTES" else _bytes_of(array)
    return {"name": name, "datatype": datatype, "shape": list(array.shape), **parcel.add(data)}


def _bytes_of(array: np.ndarray) -> memoryview | bytes:
    if array.size == 0:
        return b""
    plain = np.ascontiguousarray(array, dtype=array.dtype.newbyteorder("<"))
    return plain.reshape(-1).view(np.uint8).data


def pack_strings(array: np.ndarray) -> bytes:
    """Elements in row-major order, each behind its length."""
    parts = []
    for element in array.reshape(-1):
        data = element if isinstance(element, bytes) else str(element).encode()
        parts += (_LENGTH.pack(len(data)), data)
    return b"".join(parts)


def unpack_strings(data) -> np.ndarray:
    """The inverse: a flat array of bytes objects."""
    elements = []
    at = 0
    while at < len(data):
        (length,) = _LENGTH.unpack_from(data, at)
        at += _LENGTH.size
        elements.append(bytes(data[at : at + length]))
        at += length
    array = np.empty(len(elements), dtype=np.object_)
    array[:] = elements
    return array
