"""One instance of a model file that a framework loads and runs."""

from __future__ import annotations

import time
from abc import ABC, abstractmethod

import numpy as np

from .batches import joined_inputs, split_rows
from .channel import Channel, Parcel
from .tensors import head_of


class FrameworkHost(ABC):
    """Joins the requests of a batch, runs the model once, and splits the outputs."""

    def __init__(self, channel: Channel):
        self._channel = channel

    @abstractmethod
    def run(self, inputs: dict[str, np.ndarray], wanted: list[str]) -> dict[str, np.ndarray]:
        """Computes the wanted outputs, by the names of the configuration."""

    def execute(self, message: dict, body: memoryview) -> None:
        """Runs a batch and answers it."""
        requests = message["requests"]
        parcel = Parcel()
        try:
            results, times = self._results(requests, body, parcel)
        except Exception as error:
            self._channel.send({"type": "execute-failed", "message": f"{type(self).framework} execute failure: {error}"})
            return
        self._channel.send({"type": "executed", "results": results, "times": times}, parcel)

    def _results(self, requests: list[dict], body: memoryview, parcel: Parcel):
        began = time.perf_counter_ns()
        inputs = joined_inputs(requests, body)
        wanted = list(dict.fromkeys(name for request in requests for name in request["outputs"]))
        joined = time.perf_counter_ns()
        outputs = self.run(inputs, wanted)
        ran = time.perf_counter_ns()
        parts = {name: split_rows(outputs[name], requests) for name in wanted}
        results = [
            {"outputs": [head_of(name, parts[name][index], parcel) for name in request["outputs"]]}
            for index, request in enumerate(requests)
        ]
        times = {"input": joined - began, "infer": ran - joined, "output": time.perf_counter_ns() - ran}
        return results, times

    def finish(self) -> None:
        """The process ends and takes the model along."""
