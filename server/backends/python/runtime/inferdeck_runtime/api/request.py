"""`pb_utils.InferenceRequest`: given to a model, or made by it to call another."""

from __future__ import annotations

import json

from ..channel import Parcel
from ..parameters import from_wire, to_wire
from .calls import call_async, call_blocking
from .constants import (
    TRITONSERVER_MEMORY_CPU,
    TRITONSERVER_REQUEST_FLAG_SEQUENCE_END,
    TRITONSERVER_REQUEST_FLAG_SEQUENCE_START,
    TRITONSERVER_REQUEST_RELEASE_ALL,
)
from .tensor import Tensor

# Said in parameters of the protocol, but to the server rather than to the model.
_RESERVED = ("sequence_id", "sequence_start", "sequence_end", "priority", "timeout", "binary_data_output", "headers")


class PreferredMemory:
    """Where a caller wants the outputs of another model."""

    def __init__(self, preferred_memory_type: int = TRITONSERVER_MEMORY_CPU, preferred_device_id: int = 0):
        self.memory_type = preferred_memory_type
        self.device_id = preferred_device_id


class InferenceTrace:
    """What a request carries for tracing. Given to a call of another model, the call is written down with the request."""

    def __init__(self, context: str = "", request: int | None = None):
        self._context = context
        self.request = request

    def get_context(self) -> str:
        return self._context


class InferenceRequest:
    """Tensors and what goes with them. `exec` and `async_exec` send it to another model of this server."""

    def __init__(
        self,
        request_id: str = "",
        correlation_id: int | str = 0,
        inputs=(),
        requested_output_names=(),
        model_name: str = "",
        model_version: int = -1,
        flags: int = 0,
        timeout: int = 0,
        preferred_memory: PreferredMemory | None = None,
        trace: InferenceTrace | None = None,
        parameters: dict | None = None,
    ):
        self._request_id = request_id
        self._correlation_id = correlation_id
        self._inputs = list(inputs)
        self._requested_output_names = list(requested_output_names)
        self._model_name = model_name
        self._model_version = model_version
        self._flags = flags
        self._timeout = timeout
        self._preferred_memory = preferred_memory or PreferredMemory()
        self._trace = trace or InferenceTrace()
        self._parameters = json.loads(parameters) if isinstance(parameters, str) else dict(parameters or {})
        self._release_flags = TRITONSERVER_REQUEST_RELEASE_ALL
        self._answers = None

    @classmethod
    def received(cls, head: dict, body: memoryview, answers) -> InferenceRequest:
        """A request as the server hands it to this instance; `answers` takes what the model says to it."""
        said = from_wire(head.get("parameters", {}))
        flags = TRITONSERVER_REQUEST_FLAG_SEQUENCE_START if said.get("sequence_start") else 0
        flags |= TRITONSERVER_REQUEST_FLAG_SEQUENCE_END if said.get("sequence_end") else 0
        request = cls(
            request_id=head.get("id", ""),
            correlation_id=said.get("sequence_id", 0),
            inputs=[Tensor.from_head(tensor, body) for tensor in head["inputs"]],
            requested_output_names=head["outputs"],
            flags=flags,
            timeout=said.get("timeout", 0),
            parameters={key: value for key, value in said.items() if key not in _RESERVED},
        )
        request._answers = answers
        request._trace = InferenceTrace(request=head["key"])
        return request

    def inputs(self) -> list[Tensor]:
        return self._inputs

    def request_id(self) -> str:
        return self._request_id

    def correlation_id(self) -> int | str:
        return self._correlation_id

    def flags(self) -> int:
        return self._flags

    def set_flags(self, flags: int) -> None:
        self._flags = flags

    def timeout(self) -> int:
        return self._timeout

    def parameters(self) -> str:
        return json.dumps(self._parameters)

    def requested_output_names(self) -> list[str]:
        return self._requested_output_names

    def preferred_memory(self) -> PreferredMemory:
        return self._preferred_memory

    def trace(self) -> InferenceTrace:
        return self._trace

    def model_name(self) -> str:
        return self._model_name

    def model_version(self) -> int:
        return self._model_version

    def is_cancelled(self) -> bool:
        return self._answers is not None and self._answers.is_cancelled()

    def get_response_sender(self):
        if self._answers is None:
            raise RuntimeError("Only a request that came from the server has a response sender.")
        return self._answers.sender()

    def set_release_flags(self, flags: int) -> None:
        self._release_flags = flags

    def exec(self, decoupled: bool = False):
        """Calls the model and waits: a response, or with `decoupled` an iterator of responses."""
        return call_blocking(self, decoupled)

    async def async_exec(self, decoupled: bool = False):
        """Calls the model without holding up the event loop."""
        return await call_async(self, decoupled)

    def to_head(self, parcel: Parcel) -> dict:
        """The call for the server."""
        sequence = {"sequence_id": self._correlation_id} if self._correlation_id else {}
        if self._flags & TRITONSERVER_REQUEST_FLAG_SEQUENCE_START:
            sequence["sequence_start"] = True
        if self._flags & TRITONSERVER_REQUEST_FLAG_SEQUENCE_END:
            sequence["sequence_end"] = True
        timeout = {"timeout": self._timeout} if self._timeout else {}
        trace = {} if self._trace.request is None else {"trace": self._trace.request}
        return {
            **trace,
            "model": self._model_name,
            "version": int(self._model_version),
            "id": self._request_id,
            "outputs": self._requested_output_names,
            "inputs": [tensor.to_head(parcel) for tensor in self._inputs],
            "parameters": to_wire({**self._parameters, **sequence, **timeout}),
        }
