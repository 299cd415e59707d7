"""`pb_utils.InferenceResponse`."""

from __future__ import annotations

import json

from ..channel import Parcel
from ..errors import TritonError, error_from_head, error_head
from ..parameters import from_wire, to_wire
from .tensor import Tensor


class InferenceResponse:
    """The answer to one request: tensors, or an error."""

    def __init__(self, output_tensors=(), error: TritonError | None = None, parameters: dict | None = None):
        self._output_tensors = list(output_tensors)
        self._error = error if error is None or isinstance(error, TritonError) else TritonError(str(error))
        self._parameters = _checked(parameters)
        for tensor in self._output_tensors:
            if not isinstance(tensor, Tensor):
                raise TypeError(f"output_tensors must hold Tensor objects, found {type(tensor).__name__}.")

    @classmethod
    def from_head(cls, head: dict, body: memoryview) -> InferenceResponse:
        """The answer of another model, as the server reports it."""
        error = error_from_head(head["error"]) if "error" in head else None
        outputs = [Tensor.from_head(tensor, body) for tensor in head.get("outputs", [])]
        return cls(outputs, error, from_wire(head.get("parameters", {})))

    def output_tensors(self) -> list[Tensor]:
        return self._output_tensors

    def has_error(self) -> bool:
        return self._error is not None

    def error(self) -> TritonError | None:
        return self._error

    def parameters(self) -> str:
        return json.dumps(self._parameters)

    def to_head(self, wanted, parcel: Parcel) -> dict:
        """The response for the server, without the outputs that nobody asked for."""
        said = {"parameters": to_wire(self._parameters)} if self._parameters else {}
        if self._error is not None:
            return {"error": error_head(self._error), "outputs": [], **said}
        tensors = [tensor for tensor in self._output_tensors if tensor.name() in wanted]
        return {"outputs": [tensor.to_head(parcel) for tensor in tensors], **said}


def _checked(parameters: dict | None) -> dict:
    for key, value in (parameters or {}).items():
        if not isinstance(value, (bool, int, float, str)):
            raise TypeError(f"Parameter '{key}' must be a bool, int, float or str, found {type(value).__name__}.")
    return dict(parameters or {})
