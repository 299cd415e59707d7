"""`pb_utils.ResponseSender` and the state of one request's answers behind it."""

from __future__ import annotations

import threading

from .. import connection
from ..channel import Parcel
from .constants import TRITONSERVER_RESPONSE_COMPLETE_FINAL
from .response import InferenceResponse


class RequestAnswers:
    """What was said to one request so far. A decoupled request gets its answers at once, any other exactly one at its end."""

    def __init__(self, key: int, wanted, decoupled: bool):
        self.key = key
        self.wanted = wanted
        self._decoupled = decoupled
        self._lock = threading.Lock()
        self._closed = False
        self._cancelled = False
        self._only: InferenceResponse | None = None
        self._settled = threading.Event()
        self.has_sender = False

    def sender(self) -> ResponseSender:
        self.has_sender = True
        return ResponseSender(self)

    def cancel(self) -> None:
        self._cancelled = True

    def is_cancelled(self) -> bool:
        return self._cancelled

    def is_closed(self) -> bool:
        return self._closed

    def say(self, response: InferenceResponse | None, final: bool) -> None:
        """Takes an answer, or with None only the end."""
        with self._lock:
            if self._closed:
                raise RuntimeError("Unable to send response. Response sender has been closed.")
            if not self._decoupled:
                self._say_only(response, final)
                return
            self._closed = final
            self._send(response, final)

    def _say_only(self, response: InferenceResponse | None, final: bool) -> None:
        if response is not None and self._only is not None:
            raise RuntimeError("Non-decoupled model cannot send more than one response.")
        self._only = response or self._only
        if final and self._only is None:
            raise RuntimeError("Non-decoupled model cannot send complete final before sending a response.")
        self._closed = final
        self._settled.set()

    def _send(self, response: InferenceResponse | None, final: bool) -> None:
        parcel = Parcel()
        if response is None:
            said = {"state": "end"}
        else:
            state = "error" if response.has_error() else "outputs"
            said = {"state": state, **response.to_head(self.wanted, parcel)}
        connection.channel().send({"type": "answer", "key": self.key, "final": final, **said}, parcel)

    def only(self) -> InferenceResponse:
        """The one answer of a request that is not decoupled, once it was sent."""
        self._settled.wait()
        assert self._only is not None
        return self._only

    def drop(self) -> None:
        """Says nothing more: the server fails the request itself."""
        self._closed = True

    def fail(self, response: InferenceResponse) -> None:
        """Ends a decoupled request with an error, unless it has ended."""
        if not self._closed:
            self.say(response, True)

    def __del__(self):
        # A decoupled request that everybody forgot gets no more answers: its caller shall not wait for ever.
        if self._decoupled and not self._closed and connection.is_open():
            try:
                self.say(None, True)
            except OSError:
                pass


class ResponseSender:
    """Answers a request from any thread, any number of times when the model is decoupled."""

    def __init__(self, answers: RequestAnswers):
        self._answers = answers

    def send(self, response: InferenceResponse | None = None, flags: int = 0) -> None:
        if flags not in (0, TRITONSERVER_RESPONSE_COMPLETE_FINAL):
            raise ValueError("Unable to send response. Unsupported flag provided.")
        if response is None and flags == 0:
            raise ValueError("Inference Response object must be provided when the response flags is set to zero.")
        if response is not None and not isinstance(response, InferenceResponse):
            raise TypeError(f"Expected an InferenceResponse, found {type(response).__name__}.")
        self._answers.say(response, flags == TRITONSERVER_RESPONSE_COMPLETE_FINAL)

    def is_cancelled(self) -> bool:
        return self._answers.is_cancelled()
