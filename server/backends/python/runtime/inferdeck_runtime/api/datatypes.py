"""Datatypes by their number, by their name in a configuration, and as numpy types."""

from __future__ import annotations

import numpy as np

from ..tensors import BF16, DATATYPES, NUMPY_TYPES, datatype_of

_NUMBERS = {name: number for number, (name, _) in enumerate(DATATYPES, start=1)}
_NUMBERS[BF16] = len(DATATYPES) + 1
_NUMPY_BY_NUMBER = {_NUMBERS[name]: numpy_type for name, numpy_type in DATATYPES}


def number_of(datatype: str) -> int:
    """`FP32` to 11."""
    return _NUMBERS[datatype]


def triton_to_numpy_type(data_type: int):
    """11 to numpy.float32."""
    return _NUMPY_BY_NUMBER.get(int(data_type))


def numpy_to_triton_type(data_type) -> int | None:
    """numpy.float32 to 11; None where there is no number."""
    try:
        return number_of(datatype_of(np.dtype(data_type)))
    except TypeError:
        return None


def triton_string_to_numpy(triton_type_string: str):
    """`TYPE_FP32` to numpy.float32."""
    name = triton_type_string.replace("TYPE_", "", 1)
    return NUMPY_TYPES.get("BYTES" if name == "STRING" else name)
