"""Messages to and from the server: a JSON head and, behind it, the bytes of its tensors, over one local socket."""

from __future__ import annotations

import json
import socket
import struct
import threading

# Length of the head, four bytes of nothing, length of the body.
_LENGTHS = struct.Struct("<IxxxxQ")
# Every tensor begins at a multiple of this, so that it can be read in place.
_ALIGNMENT = 8


class Parcel:
    """The tensors of one message, in the order in which their bytes will follow the head."""

    def __init__(self):
        self.parts = []
        self.size = 0

    def add(self, data) -> dict:
        """Takes the bytes of a tensor and tells where they will lie."""
        place = {"offset": self.size, "size": len(data)}
        padding = -len(data) % _ALIGNMENT
        self.parts.append(data)
        if padding:
            self.parts.append(bytes(padding))
        self.size += len(data) + padding
        return place


class Channel:
    """The connection to the server. Any thread may send; one thread receives."""

    def __init__(self, connection: socket.socket):
        self._socket = connection
        self._sending = threading.Lock()

    @classmethod
    def connect(cls, address: str) -> Channel:
        """Connects to `unix:/path` or `tcp:port` (on this machine)."""
        kind, place = address.split(":", 1)
        if kind == "unix":
            connection = socket.socket(socket.AF_UNIX)
            connection.connect(place)
        else:
            connection = socket.create_connection(("127.0.0.1", int(place)))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return cls(connection)

    def send(self, message: dict, parcel: Parcel | None = None) -> None:
        """Sends a message whole, however many threads send at the same time."""
        head = json.dumps(message, default=_plain).encode()
        parts = [] if parcel is None else parcel.parts
        size = 0 if parcel is None else parcel.size
        with self._sending:
            self._socket.sendall(_LENGTHS.pack(len(head), size) + head)
            for part in parts:
                self._socket.sendall(part)

    def receive(self) -> tuple[dict, memoryview] | None:
        """The next message and its tensor bytes, which nobody else holds; None when the server has gone."""
        lengths = self._exactly(_LENGTHS.size)
        if lengths is None:
            return None
        head_size, body_size = _LENGTHS.unpack(lengths)
        head, body = self._exactly(head_size), self._exactly(body_size)
        if head is None or body is None:
            return None
        return json.loads(bytes(head)), body

    def _exactly(self, size: int) -> memoryview | None:
        view = memoryview(bytearray(size))
        at = 0
        while at < size:
            try:
                count = self._socket.recv_into(view[at:])
            except OSError:
                return None
            if count == 0:
                return None
            at += count
        return view


def _plain(value):
    """What JSON does not know: numbers of numpy, and bytes."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if hasattr(value, "item"):
        return value.item()
    return str(value)
