"""Several requests as one batch along the first dimension, and its outputs split again."""

from __future__ import annotations

import numpy as np

from .tensors import array_of


def joined_inputs(requests: list[dict], body: memoryview) -> dict[str, np.ndarray]:
    """The inputs of all requests by name. A single request's are not copied."""
    first, *others = requests
    if not others:
        return {head["name"]: array_of(head, body) for head in first["inputs"]}
    names = [head["name"] for head in first["inputs"]]
    return {name: np.concatenate([_input(request, name, body) for request in requests]) for name in names}


def _input(request: dict, name: str, body: memoryview) -> np.ndarray:
    return array_of(next(head for head in request["inputs"] if head["name"] == name), body)


def split_rows(array: np.ndarray, requests: list[dict]) -> list[np.ndarray]:
    """Each request's rows of an output. Raises ValueError when the model gave another number of rows than it got."""
    if len(requests) == 1:
        return [array]
    rows = [request["inputs"][0]["shape"][0] for request in requests]
    if array.ndim == 0 or array.shape[0] != sum(rows):
        raise ValueError(f"the batch has {sum(rows)} rows, but the model gave an output of shape {list(array.shape)}")
    return np.split(array, np.cumsum(rows)[:-1])
