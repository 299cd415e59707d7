"""Calls from a model back into the server: inference on other models, and loading and unloading them."""

from __future__ import annotations

import asyncio
import itertools
import queue
import threading

from .. import connection
from ..channel import Parcel
from ..errors import TritonModelException
from .response import InferenceResponse

_numbers = itertools.count(1)
_waiting: dict[int, _Answers] = {}


class _Answers:
    """What comes back for one call, in order."""

    def __init__(self):
        self.number = next(_numbers)
        self._arrived = queue.SimpleQueue()
        self._listeners = []
        self._lock = threading.Lock()
        _waiting[self.number] = self

    def put(self, head: dict, body: memoryview) -> None:
        with self._lock:
            self._arrived.put((head, body))
            listeners, self._listeners = self._listeners, []
        for listener in listeners:
            listener()

    def take(self) -> tuple[dict, memoryview]:
        """The next answer, as soon as it is there."""
        return self._arrived.get()

    async def take_async(self) -> tuple[dict, memoryview]:
        loop = asyncio.get_running_loop()
        arrived = asyncio.Event()
        with self._lock:
            if not self._arrived.empty():
                return self._arrived.get()
            self._listeners.append(lambda: loop.call_soon_threadsafe(arrived.set))
        await arrived.wait()
        return self._arrived.get()


def _deliver(head: dict, body: memoryview) -> None:
    """Hands an answer of the server to the call that waits for it."""
    answers = _waiting.get(head["call"])
    if answers is None:
        return
    if head["final"]:
        del _waiting[head["call"]]
    answers.put(head, body)


connection.listen("call-answer", _deliver)


def _send(message: dict, parcel: Parcel | None = None) -> _Answers:
    answers = _Answers()
    connection.channel().send({**message, "call": answers.number}, parcel)
    return answers


def _infer(request, decoupled: bool) -> _Answers:
    parcel = Parcel()
    return _send({"type": "infer", "decoupled": decoupled, **request.to_head(parcel)}, parcel)


def call_blocking(request, decoupled: bool):
    """One response, or an iterator of them."""
    answers = _infer(request, decoupled)
    return ResponseIterator(answers) if decoupled else InferenceResponse.from_head(*answers.take())


async def call_async(request, decoupled: bool):
    """The same without holding up the event loop."""
    answers = _infer(request, decoupled)
    return ResponseIterator(answers) if decoupled else InferenceResponse.from_head(*await answers.take_async())


class ResponseIterator:
    """The answers of a decoupled model as they come, for `for` and for `async for`. The end has no response of its own."""

    def __init__(self, answers: _Answers):
        self._answers = answers
        self._over = False

    def __iter__(self):
        return self

    def __next__(self):
        response = None if self._over else self._next(self._answers.take())
        if response is None:
            raise StopIteration
        return response

    def __aiter__(self):
        return self

    async def __anext__(self):
        response = None if self._over else self._next(await self._answers.take_async())
        if response is None:
            raise StopAsyncIteration
        return response

    def _next(self, answer) -> InferenceResponse | None:
        head, body = answer
        self._over = head["final"]
        return InferenceResponse.from_head(head, body) if head["state"] != "end" else None

    def cancel(self) -> None:
        """Tells the model that nobody waits any longer."""
        connection.channel().send({"type": "cancel-call", "call": self._answers.number})


def control(action: str, **arguments) -> dict:
    """Asks the server to do something with a model and waits for its answer. Raises TritonModelException when it refuses."""
    head, _ = _send({"type": "control", "action": action, **arguments}).take()
    if "error" in head:
        raise TritonModelException(head["error"]["message"])
    return head
