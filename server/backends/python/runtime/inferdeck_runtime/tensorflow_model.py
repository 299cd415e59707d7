"""SavedModels and frozen graphs on TensorFlow."""

from __future__ import annotations

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import numpy as np
import tensorflow as tf

from .channel import Channel
from .framework_host import FrameworkHost
from .placement import settle

_DEFAULT_SIGNATURE = "serving_default"


class TensorFlowHost(FrameworkHost):
    """A folder is a SavedModel, a file is a frozen graph."""

    framework = "TensorFlow"

    def __init__(self, start: dict, channel: Channel):
        super().__init__(channel)
        settings, config = start["parameters"], start["config"]
        self.runs_on = settle(start, "TensorFlow with CUDA", bool(tf.config.list_physical_devices("GPU")))
        tf.config.threading.set_intra_op_parallelism_threads(
            int(settings.get("TF_NUM_INTRA_THREADS", 0)) or start["threads"]
        )
        tf.config.threading.set_inter_op_parallelism_threads(int(settings.get("TF_NUM_INTER_THREADS", 0)) or 1)
        names = [[tensor["name"] for tensor in config[kind]] for kind in ("input", "output")]
        make = _saved_model if os.path.isdir(start["path"]) else _frozen_graph
        self._function = make(start["path"], *names, settings)

    def run(self, inputs: dict[str, np.ndarray], wanted: list[str]) -> dict[str, np.ndarray]:
        outputs = self._function({name: _to_tensor(array) for name, array in inputs.items()})
        return {name: np.asarray(outputs[name].numpy()) for name in wanted}


def _to_tensor(array: np.ndarray):
    return tf.constant(array, dtype=tf.string if array.dtype == np.object_ else None)


def _saved_model(path: str, _inputs: list[str], _outputs: list[str], settings: dict):
    tag = settings.get("TF_GRAPH_TAG")
    loaded = tf.saved_model.load(path, tags=[tag] if tag else None)
    function = loaded.signatures[_signature(loaded, settings.get("TF_SIGNATURE_DEF"))]
    # Held on to, because the function alone does not keep the variables alive.
    return lambda given, _keep=loaded: function(**given)


def _signature(loaded, chosen: str | None) -> str:
    known = list(loaded.signatures)
    if chosen is not None:
        if chosen not in known:
            raise ValueError(f"the SavedModel has no signature '{chosen}', it has: {', '.join(known)}")
        return chosen
    if not known:
        raise ValueError("the SavedModel has no signature; save it with one, for example serving_default")
    return _DEFAULT_SIGNATURE if _DEFAULT_SIGNATURE in known else known[0]


def _frozen_graph(path: str, inputs: list[str], outputs: list[str], _settings: dict):
    definition = tf.compat.v1.GraphDef()
    with open(path, "rb") as file:
        definition.ParseFromString(file.read())
    wrapped = tf.compat.v1.wrap_function(lambda: tf.compat.v1.import_graph_def(definition, name=""), [])
    elements = [[wrapped.graph.as_graph_element(_tensor_name(name)) for name in names] for names in (inputs, outputs)]
    function = wrapped.prune(*elements)
    return lambda given: dict(zip(outputs, function(*[given[name] for name in inputs])))


def _tensor_name(name: str) -> str:
    """A name without a number means the first result of that node."""
    return name if ":" in name else f"{name}:0"
