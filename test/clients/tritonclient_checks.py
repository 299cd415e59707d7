"""Checks of a server with the official clients, one JSON line for each.

  tritonclient_checks.py --list CLIENT
  tritonclient_checks.py CLIENT URL DIGIT

CLIENT is http, http.aio, grpc or grpc.aio. DIGIT is a file of 784 float32, a picture of a digit.
The server serves the sample models, one identity model of each datatype (`id_FP32`, ...), `slow` and `repeat`.
"""

import asyncio
import inspect
import json
import queue
import sys
import traceback

import ml_dtypes
import numpy as np
import tritonclient.grpc
import tritonclient.grpc.aio
import tritonclient.http
import tritonclient.http.aio
import tritonclient.utils.shared_memory as shm
from tritonclient.utils import InferenceServerException

MODULES = {
    "http": tritonclient.http,
    "http.aio": tritonclient.http.aio,
    "grpc": tritonclient.grpc,
    "grpc.aio": tritonclient.grpc.aio,
}
DATATYPES = {
    "BOOL": np.bool_,
    "UINT8": np.uint8,
    "UINT16": np.uint16,
    "UINT32": np.uint32,
    "UINT64": np.uint64,
    "INT8": np.int8,
    "INT16": np.int16,
    "INT32": np.int32,
    "INT64": np.int64,
    "FP16": np.float16,
    "FP32": np.float32,
    "FP64": np.float64,
}


class Client:
    """One of the four clients behind one face: coroutines are run to their end, messages become dictionaries."""

    def __init__(self, kind, url):
        self.kind, self.module = kind, MODULES[kind]
        self.is_grpc, self.is_aio = kind.startswith("grpc"), kind.endswith("aio")
        self.loop = asyncio.new_event_loop()
        self.client = self.run(self._make(url)) if self.is_aio else self.module.InferenceServerClient(url)

    async def _make(self, url):
        return self.module.InferenceServerClient(url)

    def run(self, value):
        return self.loop.run_until_complete(value) if inspect.isawaitable(value) else value

    def __getattr__(self, name):
        return lambda *args, **more: self.run(getattr(self.client, name)(*args, **more))

    def told(self, name, *args):
        """An answer of the server as plain values."""
        return getattr(self, name)(*args, **({"as_json": True} if self.is_grpc else {}))

    def tensor(self, name, values, datatype):
        made = self.module.InferInput(name, list(values.shape), datatype)
        made.set_data_from_numpy(values)
        return made

    def add_sub(self, **more):
        a, b = np.arange(16, dtype=np.int32).reshape(1, 16), np.ones((1, 16), np.int32)
        inputs = [self.tensor("INPUT0", a, "INT32"), self.tensor("INPUT1", b, "INT32")]
        answer = self.infer("add_sub", inputs, **more)
        np.testing.assert_array_equal(answer.as_numpy("OUTPUT0"), a + b)
        np.testing.assert_array_equal(answer.as_numpy("OUTPUT1"), a - b)
        return answer


def health(client):
    assert client.is_server_live() and client.is_server_ready()
    assert client.is_model_ready("add_sub") and client.is_model_ready("add_sub", "1")
    assert not client.is_model_ready("nobody")


def metadata(client):
    assert client.told("get_server_metadata")["name"] == "triton"
    model = client.told("get_model_metadata", "add_sub")
    assert model["inputs"][0]["shape"] in ([-1, 16], ["-1", "16"]), model


def configuration(client):
    config = client.told("get_model_config", "add_sub")
    config = config.get("config", config)
    assert config["name"] == "add_sub" and config["max_batch_size"] == 8, config


def repository(client):
    index = client.told("get_model_repository_index")
    models = index["models"] if client.is_grpc else index
    assert {m["name"]: m.get("state") for m in models}["add_sub"] == "READY", models


def control(client):
    client.unload_model("id_FP64")
    assert not client.is_model_ready("id_FP64")
    client.load_model("id_FP64")
    assert client.is_model_ready("id_FP64")


def inference(client):
    answer = client.add_sub(request_id="seven", model_version="1")
    response = answer.get_response()
    assert (response.id if client.is_grpc else response["id"]) == "seven"


def datatypes(client):
    rng = np.random.default_rng(7)
    for name, dtype in DATATYPES.items():
        values = rng.integers(0, 2, (2, 3)).astype(dtype) if name == "BOOL" else rng.random((2, 3)).astype(dtype)
        echoed = client.infer(f"id_{name}", [client.tensor("IN", values, name)]).as_numpy("OUT")
        assert echoed.dtype == values.dtype and echoed.tobytes() == values.tobytes(), name


def special_floats(client):
    values = np.array([[np.nan, np.inf, -np.inf, -0.0, np.float32(1e-45)]], np.float32)
    assert client.infer("id_FP32", [client.tensor("IN", values, "FP32")]).as_numpy("OUT").tobytes() == values.tobytes()


def bfloat16(client):
    values = np.array([[1.5, -2.0, 0.25]], ml_dtypes.bfloat16)
    echoed = client.infer("id_BF16", [client.tensor("IN", values, "BF16")]).as_numpy("OUT")
    np.testing.assert_array_equal(echoed, values)


def strings(client):
    values = np.array([b"", b"abc", "Grüße".encode(), bytes(range(256))], np.object_)
    echoed = client.infer("id_BYTES", [client.tensor("IN", values, "BYTES")]).as_numpy("OUT")
    assert list(echoed) == list(values)


def classification(client):
    wanted = client.module.InferRequestedOutput("probabilities", class_count=3)
    image = client.tensor("image", client.digit, "FP32")
    top = client.infer("mnist", [image], model_version="2", outputs=[wanted]).as_numpy("probabilities").reshape(-1)
    scores = [float(row.decode().split(":")[0]) for row in top]
    assert len(top) == 3 and scores == sorted(scores, reverse=True), top
    assert len(top[0].decode().split(":")) == 3, "the label is missing"


def compression(client):
    if client.is_grpc:
        for algorithm in ("gzip", "deflate"):
            client.add_sub(compression_algorithm=algorithm)
    else:
        for algorithm in ("gzip", "deflate"):
            client.add_sub(request_compression_algorithm=algorithm, response_compression_algorithm=algorithm)


def shared_memory(client):
    values = np.arange(6, dtype=np.float32).reshape(2, 3)
    here = shm.create_shared_memory_region("in", f"/inferdeck_in_{client.kind}", values.nbytes)
    there = shm.create_shared_memory_region("out", f"/inferdeck_out_{client.kind}", values.nbytes)
    try:
        shm.set_shared_memory_region(here, [values])
        client.register_system_shared_memory("in", f"/inferdeck_in_{client.kind}", values.nbytes)
        client.register_system_shared_memory("out", f"/inferdeck_out_{client.kind}", values.nbytes)
        source = client.module.InferInput("IN", [2, 3], "FP32")
        source.set_shared_memory("in", values.nbytes)
        target = client.module.InferRequestedOutput("OUT")
        target.set_shared_memory("out", values.nbytes)
        client.infer("id_FP32", [source], outputs=[target])
        np.testing.assert_array_equal(shm.get_contents_as_numpy(there, np.float32, [2, 3]), values)
        client.unregister_system_shared_memory()
    finally:
        shm.destroy_shared_memory_region(here)
        shm.destroy_shared_memory_region(there)


def settings(client):
    assert client.told("get_trace_settings")
    assert client.told("get_log_settings")
    assert client.told("get_inference_statistics", "add_sub")["model_stats"]


def errors(client):
    one = np.ones((1, 16), np.int32)
    fine = [client.tensor("INPUT0", one, "INT32"), client.tensor("INPUT1", one, "INT32")]
    refused(lambda: client.infer("nobody", fine), "Request for unknown model: 'nobody' is not found")
    refused(lambda: client.infer("add_sub", fine[:1]), "expected 2 inputs but got 1 inputs for model 'add_sub'")
    refused(lambda: client.infer("add_sub", fine, model_version="9"), "version 9 is not found")
    wide = client.tensor("INPUT1", np.ones((1, 17), np.int32), "INT32")
    refused(lambda: client.infer("add_sub", [fine[0], wide]), "unexpected shape for input 'INPUT1' for model 'add_sub'")
    wrong = client.tensor("INPUT1", np.ones((1, 16), np.float32), "FP32")
    refused(
        lambda: client.infer("add_sub", [fine[0], wrong]),
        "inference input 'INPUT1' data-type is 'FP32', but model 'add_sub' expects 'INT32'",
    )


def refused(call, words):
    try:
        call()
    except InferenceServerException as error:
        assert words in str(error), f"{error} does not say: {words}"
    else:
        raise AssertionError(f"not refused: {words}")


def many_at_once(client):
    a, b = np.arange(16, dtype=np.int32).reshape(1, 16), np.ones((1, 16), np.int32)
    inputs = [client.tensor("INPUT0", a, "INT32"), client.tensor("INPUT1", b, "INT32")]
    if client.is_aio:
        answers = client.run(gather(client.client, inputs))
    elif client.is_grpc:
        done = queue.Queue()
        for _ in range(8):
            client.client.async_infer("add_sub", inputs, lambda result, error: done.put(error or result))
        answers = [done.get(timeout=60) for _ in range(8)]
    else:
        answers = [call.get_result() for call in [client.client.async_infer("add_sub", inputs) for _ in range(8)]]
    assert len(answers) == 8
    for answer in answers:
        np.testing.assert_array_equal(answer.as_numpy("OUTPUT0"), a + b)


async def gather(client, inputs):
    return await asyncio.gather(*[client.infer("add_sub", inputs) for _ in range(8)])


def streaming(client):
    """A decoupled model answers each request as often as it likes."""
    values = np.array([3, 1, 4, 1, 5], np.int32)
    count = len(values)
    inputs = [
        client.tensor("IN", values, "INT32"),
        client.tensor("DELAY", np.zeros(count, np.uint32), "UINT32"),
        client.tensor("WAIT", np.zeros(1, np.uint32), "UINT32"),
    ]
    results = client.run(stream(client.client, inputs, count)) if client.is_aio else stream_sync(client.client, inputs, count)
    assert [int(result.as_numpy("OUT")[0]) for result in results] == list(values)
    assert [int(result.as_numpy("IDX")[0]) for result in results] == list(range(count))


def stream_sync(client, inputs, count):
    answers = queue.Queue()
    client.start_stream(lambda result, error: answers.put(error or result))
    client.async_stream_infer("repeat", inputs)
    results = [answers.get(timeout=60) for _ in range(count)]
    client.stop_stream()
    return results


async def stream(client, inputs, count):
    async def requests():
        yield {"model_name": "repeat", "inputs": inputs}

    results = []
    async for result, error in client.stream_infer(requests()):
        assert error is None, error
        results.append(result)
        if len(results) == count:
            break
    return results


def cancellation(client):
    """A request that is given up ends for the caller at once, and the server goes on."""
    slow = [client.tensor("IN", np.ones(1, np.float32), "FP32")]
    if client.is_aio:
        client.run(cancel_aio(client.client, slow))
    else:
        ended = queue.Queue()
        client.client.async_infer("slow", slow, lambda result, error: ended.put(error)).cancel()
        assert "cancelled" in str(ended.get(timeout=60)).lower()
    client.add_sub()


async def cancel_aio(client, slow):
    call = asyncio.ensure_future(client.infer("slow", slow))
    await asyncio.sleep(0)
    call.cancel()
    try:
        await call
    except asyncio.CancelledError:
        return
    raise AssertionError("not cancelled")


EVERY = [
    health, metadata, configuration, repository, control, inference, datatypes, special_floats, bfloat16, strings,
    classification, compression, shared_memory, settings, errors, many_at_once,
]


def checks_of(kind):
    return EVERY + ([streaming, cancellation] if kind.startswith("grpc") else [])


def main():
    if sys.argv[1] == "--list":
        print(json.dumps([check.__name__ for check in checks_of(sys.argv[2])]))
        return
    kind, url, digit = sys.argv[1:]
    client = Client(kind, url)
    client.digit = np.fromfile(digit, np.float32).reshape(1, 1, 28, 28)
    for check in checks_of(kind):
        try:
            check(client)
            failure = None
        except Exception:
            failure = traceback.format_exc()
        print(json.dumps({"name": check.__name__, "failure": failure}), flush=True)
    client.close()


main()
