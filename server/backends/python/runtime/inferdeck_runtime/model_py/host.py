"""One instance of a `model.py`."""

from __future__ import annotations

import inspect
import json
import threading
import time
import weakref

from .. import connection
from ..api.logger import Logger
from ..api.request import InferenceRequest
from ..api.response import InferenceResponse
from ..api.sender import RequestAnswers
from ..channel import Channel, Parcel
from ..errors import TritonError
from ..failures import describe
from .background import run_in_background
from .load import load_model_class
from .returned import only_responses

_READY_SECONDS = 5


class ModelPyHost:
    """Calls the functions of a TritonPythonModel as the server wants them called."""

    def __init__(self, start: dict, channel: Channel):
        self._name = start["name"]
        self._decoupled = start["decoupled"]
        self._model_name = start["args"]["model_name"]
        self._channel = channel
        # Requests that anyone still holds on to, by key.
        self._open: weakref.WeakValueDictionary[int, RequestAnswers] = weakref.WeakValueDictionary()
        connection.listen("cancel", self._cancel)
        connection.listen("is-ready", self._check_readiness)
        model_class = load_model_class(start["path"])
        if not hasattr(model_class, "execute"):
            raise TypeError(f"Python model {start['path']} does not implement `execute` method.")
        self._model = model_class()
        if hasattr(self._model, "initialize"):
            self._model.initialize({**start["args"], "model_config": json.dumps(start["config"])})

    def execute(self, message: dict, body: memoryview) -> None:
        """Runs a batch and answers it."""
        answers = [RequestAnswers(head["key"], head["outputs"], self._decoupled) for head in message["requests"]]
        self._open.update({one.key: one for one in answers})
        began = time.perf_counter_ns()
        try:
            responses = self._run(message, body, answers)
        except BaseException as error:
            self._fail(answers, self._failure(error))
            return
        ran = time.perf_counter_ns()
        parcel = Parcel()
        results = [response.to_head(one.wanted, parcel) for response, one in zip(responses, answers)]
        times = {"input": 0, "infer": ran - began, "output": time.perf_counter_ns() - ran}
        self._channel.send({"type": "executed", "results": results, "times": times}, parcel)

    def _fail(self, answers: list[RequestAnswers], reason: str) -> None:
        # Whoever has had the last answer does not hear of it any more.
        if any(one.is_closed() for one in answers):
            Logger.log_error(reason)
        for one in answers:
            one.drop()
        self._channel.send({"type": "execute-failed", "message": reason})

    def _run(self, message: dict, body: memoryview, answers: list[RequestAnswers]) -> list[InferenceResponse]:
        requests = [InferenceRequest.received(head, body, one) for head, one in zip(message["requests"], answers)]
        returned = self._model.execute(requests)
        if self._decoupled:
            self._check_decoupled(returned, answers)
            return []
        if inspect.iscoroutine(returned):
            returned = run_in_background(returned).result()
        return only_responses(returned, answers)

    def _check_decoupled(self, returned, answers: list[RequestAnswers]) -> None:
        """A coroutine goes on in the background while the next requests come in."""
        if inspect.iscoroutine(returned):
            future = run_in_background(returned)
            future.add_done_callback(lambda done: self._after_coroutine(done, answers))
        elif returned is not None:
            raise TypeError(self._must_return_none())

    def _after_coroutine(self, done, answers: list[RequestAnswers]) -> None:
        error = done.exception()
        if error is None and done.result() is None:
            return
        reason = self._must_return_none() if error is None else self._failure(error)
        Logger.log_error(reason)
        for one in answers:
            one.fail(InferenceResponse(error=TritonError(reason)))

    def _must_return_none(self) -> str:
        return (
            f"Python model '{self._model_name}' is using the decoupled mode and the execute function must return None."
        )

    def _failure(self, error: BaseException) -> str:
        return f"Failed to process the request(s) for model '{self._name}', message: {describe(error)}"

    def _cancel(self, message: dict, _body: memoryview) -> None:
        answers = self._open.get(message["key"])
        if answers is not None:
            answers.cancel()

    def _check_readiness(self, _message: dict, _body: memoryview) -> None:
        """In a thread of its own, so that a model that takes its time holds up nobody."""
        threading.Thread(target=self._tell_readiness, daemon=True).start()

    def _tell_readiness(self) -> None:
        self._channel.send({"type": "readiness", "ready": self._is_ready()})

    def _is_ready(self) -> bool:
        if not hasattr(self._model, "is_ready"):
            return True
        try:
            ready = self._model.is_ready()
            return bool(run_in_background(ready).result(_READY_SECONDS) if inspect.iscoroutine(ready) else ready)
        except BaseException as error:
            Logger.log_error(f"is_ready of model '{self._name}' failed: {describe(error)}")
            return False

    def finish(self) -> None:
        """The end of the instance, when nothing runs."""
        if hasattr(self._model, "finalize"):
            self._model.finalize()
