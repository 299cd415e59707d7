"""`pb_utils.MetricFamily`: numbers of a model on the server's metrics page, for as long as the instance lives."""

from __future__ import annotations

import bisect
import itertools
import re
import threading

from .. import connection
from ..errors import TritonModelException

_NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
_LABEL = re.compile(r"[a-zA-Z_][a-zA-Z0-9_]*")
_KINDS = ("counter", "gauge", "histogram")
_numbers = itertools.count(1)


class MetricFamily:
    """Metrics of one name and kind, told apart by their labels."""

    COUNTER, GAUGE, HISTOGRAM = range(3)

    def __init__(self, name: str, description: str = "", kind: int = COUNTER):
        if not _NAME.fullmatch(name) or name.startswith("nv_"):
            raise TritonModelException(f"'{name}' cannot be the name of a metric, or is one of the server's own.")
        self._about = {"family": name, "help": description or name, "kind": _KINDS[int(kind)]}

    def Metric(self, labels: dict | None = None, buckets: list | None = None) -> Metric:
        """A metric of the family. `buckets` are the upper bounds of a histogram, ascending."""
        return Metric(self._about, labels or {}, buckets)


class Metric:
    """One number, or the numbers of one histogram."""

    def __init__(self, about: dict, labels: dict, buckets: list | None):
        if any(not _LABEL.fullmatch(str(label)) for label in labels):
            raise TritonModelException(f"A label of {labels} has a name that metrics cannot have.")
        self._kind = about["kind"]
        if (self._kind == "histogram") != bool(buckets) or list(buckets or []) != sorted(set(buckets or [])):
            raise TritonModelException("A histogram needs buckets in ascending order, and other metrics have none.")
        self._about = {"metric": next(_numbers), **about, "labels": {str(key): str(text) for key, text in labels.items()}}
        self._bounds = [float(bound) for bound in buckets or []]
        self._counts = [0] * (len(self._bounds) + 1)
        self._value = 0.0
        self._lock = threading.Lock()
        self._tell()

    def increment(self, value: float) -> None:
        """Adds to a counter (nothing below zero) or a gauge."""
        self._only("counter", "gauge")
        if self._kind == "counter" and value < 0:
            raise TritonModelException("A counter only grows.")
        self._change(self._value + value)

    def set(self, value: float) -> None:
        self._only("gauge")
        self._change(value)

    def observe(self, value: float) -> None:
        self._only("histogram")
        self._counts[bisect.bisect_left(self._bounds, value)] += 1
        self._change(self._value + value)

    def value(self) -> float:
        """As this instance knows it; another instance of the model keeps its own."""
        self._only("counter", "gauge")
        return self._value

    def _only(self, *kinds: str) -> None:
        if self._kind not in kinds:
            raise TritonModelException(f"A {self._kind} cannot do this.")

    def _change(self, value: float) -> None:
        with self._lock:
            self._value = float(value)
            self._tell()

    def _tell(self) -> None:
        if connection.is_open():
            histogram = {"bounds": self._bounds, "counts": self._counts}
            connection.channel().send({"type": "metric", **self._about, **histogram, "value": self._value})
