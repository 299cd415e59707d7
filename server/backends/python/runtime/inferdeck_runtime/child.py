"""The life of the child process: connect, load a model, run batches until told to finish."""

from __future__ import annotations

import importlib
import os
import queue
import threading

from . import connection
from .channel import Channel
from .failures import describe, missing_module
from .placement import wanted_gpu

# Where the class is that runs the models of a framework. Only the one that is needed is imported.
_HOSTS = {
    "model.py": ("inferdeck_runtime.model_py.host", "ModelPyHost"),
    "torchscript": ("inferdeck_runtime.torchscript", "TorchScriptHost"),
    "torch-module": ("inferdeck_runtime.torch_module", "TorchModuleHost"),
    "tensorrt": ("inferdeck_runtime.tensorrt_plan", "TensorRtHost"),
    "tensorflow": ("inferdeck_runtime.tensorflow_model", "TensorFlowHost"),
}


# What is done in turn, in the main thread, as many libraries want it.
_COMMANDS = ("start", "complete", "execute", "finish")


def main() -> None:
    channel = Channel.connect(os.environ.pop("INFERDECK_CHANNEL"))
    connection.use(channel)
    commands: queue.SimpleQueue = queue.SimpleQueue()
    threading.Thread(target=_receive, args=(channel, commands), daemon=True, name="receiver").start()
    channel.send({"type": "hello", "token": os.environ.pop("INFERDECK_TOKEN")})
    start, _ = commands.get()
    try:
        if start["type"] == "complete":
            _complete(start, channel)
            return
        host = _make_host(start, channel)
    except BaseException as error:
        channel.send({"type": "start-failed", "message": describe(error), "missing": missing_module(error)})
        return
    channel.send({"type": "started", "runsOn": getattr(host, "runs_on", None)})
    _run(host, commands)


def _complete(start: dict, channel: Channel) -> None:
    from .model_py.complete import complete_config

    complete_config(start, channel)


def _make_host(start: dict, channel: Channel):
    module, name = _HOSTS[start["host"]]
    if start["host"] == "tensorflow":
        # Has to be said before it is imported. Instances on the CPU leave the memory of a GPU to others.
        gpu = wanted_gpu(start)
        os.environ.setdefault("CUDA_VISIBLE_DEVICES", "-1" if gpu is None else str(gpu))
    return getattr(importlib.import_module(module), name)(start, channel)


def _run(host, commands: queue.SimpleQueue) -> None:
    while True:
        message, body = commands.get()
        if message["type"] == "finish":
            break
        host.execute(message, body)
        # Tensors of a batch are not kept until the next one comes.
        del message, body
    host.finish()


def _receive(channel: Channel, commands: queue.SimpleQueue) -> None:
    while True:
        received = channel.receive()
        if received is None:
            # The server is gone: nothing that still runs here is of use to anyone.
            os._exit(1)
        message, body = received
        if message["type"] in _COMMANDS:
            commands.put(received)
            continue
        listener = connection.listener(message["type"])
        if listener is not None:
            listener(message, body)
