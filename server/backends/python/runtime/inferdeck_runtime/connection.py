"""The one connection of this process to the server."""

from __future__ import annotations

from collections.abc import Callable

from .channel import Channel
from .errors import TritonModelException

_channel: Channel | None = None
_listeners: dict[str, Callable[[dict, memoryview], None]] = {}


def use(channel: Channel) -> None:
    global _channel
    _channel = channel


def channel() -> Channel:
    if _channel is None:
        raise TritonModelException("This works only in a model that is loaded in the server.")
    return _channel


def is_open() -> bool:
    return _channel is not None


def listen(kind: str, listener: Callable[[dict, memoryview], None]) -> None:
    """Has messages of one type handed over in the thread that receives, also while a batch runs."""
    _listeners[kind] = listener


def listener(kind: str) -> Callable[[dict, memoryview], None] | None:
    return _listeners.get(kind)
