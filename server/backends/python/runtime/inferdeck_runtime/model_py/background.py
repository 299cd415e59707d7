"""An event loop in a thread of its own, for models whose functions are coroutines."""

from __future__ import annotations

import asyncio
import threading
from concurrent.futures import Future

_loop: asyncio.AbstractEventLoop | None = None
_starting = threading.Lock()


def run_in_background(coroutine) -> Future:
    """Starts a coroutine; the future tells what becomes of it."""
    return asyncio.run_coroutine_threadsafe(coroutine, _running_loop())


def _running_loop() -> asyncio.AbstractEventLoop:
    global _loop
    with _starting:
        if _loop is None:
            _loop = asyncio.new_event_loop()
            threading.Thread(target=_loop.run_forever, daemon=True, name="event-loop").start()
        return _loop
