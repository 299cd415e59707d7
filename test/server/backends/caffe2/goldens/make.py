"""
Writes what Caffe2 itself computes, operator by operator with random shapes and attributes, for the translation to be held
against. Caffe2 left PyTorch long ago; its last easy home:

    python3.7 -m venv caffe2 && caffe2/bin/pip install torch==1.4.0 numpy protobuf==3.20.3 future six
    caffe2/bin/python make.py

One file for each family: a list of nets with their inputs and outputs, everything binary in base64.
"""

import base64
import json
import random
from pathlib import Path

import numpy as np
from caffe2.proto import caffe2_pb2
from caffe2.python import core, workspace

HERE = Path(__file__).parent
TYPES = {"float32": "FP32", "float64": "FP64", "int32": "INT32", "int64": "INT64", "bool": "BOOL", "uint8": "UINT8"}
FILLS = {"float32": "GivenTensorFill", "int32": "GivenTensorIntFill", "int64": "GivenTensorInt64Fill", "bool": "GivenTensorBoolFill"}
# Results that only training needs.
FOR_TRAINING = ("info", "scale", "mu", "rsig", "mean", "std", "mask")
families = {}


def tensor(name, array):
    array = np.asarray(array)
    data = np.ascontiguousarray(array).tobytes()
    return {"name": name, "datatype": TYPES[array.dtype.name], "shape": list(array.shape), "data": base64.b64encode(data).decode()}


def run(init, predict, inputs, outputs):
    """Runs a pair of nets in a fresh workspace."""
    workspace.ResetWorkspace()
    workspace.RunNetOnce(init)
    for name, array in inputs.items():
        workspace.FeedBlob(name, array)
    workspace.RunNetOnce(predict)
    return {name: workspace.FetchBlob(name) for name in outputs}


def keep(family, title, operators, inputs, outputs, weights=None, init_operators=()):
    """Runs operators once and writes down what came out."""
    init, predict = caffe2_pb2.NetDef(name="weights"), caffe2_pb2.NetDef(name=title)
    for name, array in (weights or {}).items():
        init.op.extend([core.CreateOperator(FILLS[array.dtype.name], [], [name], shape=array.shape, values=array.flatten())])
    init.op.extend(init_operators)
    predict.op.extend(operators)
    predict.external_input.extend([*inputs, *(weights or {})])
    predict.external_output.extend(outputs)
    got = run(init, predict, inputs, outputs)
    families.setdefault(family, []).append({
        "title": title,
        "init": base64.b64encode(init.SerializeToString()).decode(),
        "predict": base64.b64encode(predict.SerializeToString()).decode(),
        "inputs": [tensor(name, array) for name, array in inputs.items()],
        "outputs": [tensor(name, array) for name, array in got.items()],
    })  # fmt: skip


def one(family, kind, inputs, weights=None, outputs=("Y",), title=None, **arguments):
    """A net of a single operator."""
    names = [*inputs, *(weights or {})]
    said = ", ".join(f"{key}={value}" for key, value in arguments.items())
    shapes = " ".join(str(list(np.shape(array))) for array in [*inputs.values(), *(weights or {}).values()])
    operator = core.CreateOperator(kind, names, list(outputs), **arguments)
    wanted = [output for output in outputs if output not in FOR_TRAINING]
    keep(family, title or f"{kind}({said}) of {shapes}", [operator], inputs, wanted, weights)


def floats(*shape, low=-2.0, high=2.0):
    return np.random.uniform(low, high, shape).astype(np.float32)


def pick(*choices):
    return random.choice(choices)


def size(low=1, high=5):
    return random.randint(low, high)


def image_size(low=5, high=11):
    return random.randint(low, high)


def convolutions():
    for _ in range(14):
        group = pick(1, 1, 2)
        n, c, m, k = size(1, 3), group * size(1, 3), group * size(1, 3), size(1, 4)
        order = pick("NCHW", "NCHW", "NHWC") if group == 1 else "NCHW"
        h, w = image_size(), image_size()
        arguments = {"stride": size(1, 3), "pad": size(0, min(2, k - 1)), "group": group, "order": order, "kernel": k}
        if pick(True, False) and order == "NCHW" and arguments["stride"] == 1:
            arguments["dilation"] = pick(1, 2)
        x, filters = floats(n, c, h, w), floats(m, c // group, k, k)
        if order == "NHWC":
            x, filters = x.transpose(0, 2, 3, 1).copy(), filters.transpose(0, 2, 3, 1).copy()
        weights = {"W": filters, **({"b": floats(m)} if pick(True, False) else {})}
        one("convolution", "Conv", {"X": x}, weights, **arguments)
    x, filters = floats(2, 3, 9, 7), floats(4, 3, 3, 2)
    one("convolution", "Conv", {"X": x}, {"W": filters, "b": floats(4)}, kernel_h=3, kernel_w=2, stride_h=2, stride_w=1, pad_t=1, pad_l=0, pad_b=0, pad_r=1)
    one("convolution", "Conv", {"X": x}, {"W": filters, "b": floats(4)}, kernels=[3, 2], strides=[1, 2], pads=[1, 0, 2, 1], dilations=[1, 1])
    one("convolution", "Conv", {"X": x}, {"W": filters, "b": floats(4)}, kernel_h=3, kernel_w=2, stride=2, legacy_pad=2)
    one("convolution", "Conv", {"X": x}, {"W": filters, "b": floats(4)}, kernel_h=3, kernel_w=2, stride=2, legacy_pad=1)
    one("convolution", "Conv", {"X": floats(2, 3, 9)}, {"W": floats(4, 3, 3), "b": floats(4)}, kernels=[3], strides=[2], pads=[1, 0])
    one("convolution", "Conv", {"X": floats(1, 2, 5, 6, 7)}, {"W": floats(3, 2, 2, 3, 2), "b": floats(3)}, kernels=[2, 3, 2], strides=[1, 2, 1], pads=[1, 0, 0, 0, 1, 1])
    for _ in range(8):
        c, m, k, stride = size(1, 3), size(1, 3), size(2, 4), size(1, 3)
        arguments = {"kernel": k, "stride": stride, "pad": size(0, 1), "adj": size(0, stride - 1)}
        weights = {"W": floats(c, m, k, k), **({"b": floats(m)} if pick(True, False) else {})}
        one("convolution", "ConvTranspose", {"X": floats(size(1, 2), c, image_size(3, 6), image_size(3, 6))}, weights, **arguments)
    one("convolution", "ConvTranspose", {"X": floats(1, 4, 5, 2)}, {"W": floats(2, 3, 3, 3), "b": floats(3)}, kernel=3, stride=2, pad=1, order="NHWC")


def pooling():
    for kind in ("MaxPool", "AveragePool"):
        for _ in range(8):
            k, order = size(2, 4), pick("NCHW", "NCHW", "NHWC")
            x = floats(size(1, 2), size(1, 4), image_size(), image_size())
            x = x if order == "NCHW" else x.transpose(0, 2, 3, 1).copy()
            one("pooling", kind, {"X": x}, kernel=k, stride=size(1, 3), pad=size(0, k // 2), order=order)
        for legacy in (1, 2, 3):
            for extent in (6, 7, 8, 9):
                one("pooling", kind, {"X": floats(1, 2, extent, extent + 1)}, kernel=3, stride=2, legacy_pad=legacy, **({"pad": 1} if legacy == 3 and extent % 2 else {}))
        one("pooling", kind, {"X": floats(2, 3, 5, 6)}, global_pooling=1)
        one("pooling", kind, {"X": floats(2, 5, 6, 3)}, global_pooling=1, order="NHWC")
        one("pooling", kind, {"X": floats(1, 2, 6, 7, 5)}, kernels=[2, 3, 2], strides=[2, 1, 1], pads=[0, 1, 0, 1, 1, 0])
        one("pooling", kind, {"X": floats(2, 3, 9)}, kernels=[3], strides=[2], pads=[1, 1])
        one("pooling", kind, {"X": floats(2, 3, 8, 9)}, kernel_h=3, kernel_w=2, stride_h=1, stride_w=2, pad_t=1, pad_l=0, pad_b=1, pad_r=1)
    one("pooling", "AveragePool", {"X": floats(1, 2, 6, 6)}, kernel=3, stride=2, pad=1, count_include_pad=1)


def products():
    for _ in range(4):
        n, k, m = size(1, 4), size(1, 6), size(1, 6)
        one("products", "FC", {"X": floats(n, k)}, {"W": floats(m, k), "b": floats(m)})
        one("products", "FCTransposed", {"X": floats(n, k)}, {"W": floats(k, m), "b": floats(m)})
    one("products", "FC", {"X": floats(2, 3, 4, 5)}, {"W": floats(6, 60), "b": floats(6)})
    one("products", "FC", {"X": floats(2, 3, 4)}, {"W": floats(5, 4), "b": floats(5)}, axis=2)
    one("products", "FC", {"X": floats(2, 3, 4)}, {"W": floats(5, 3, 4), "b": floats(5)}, axis=1, axis_w=1)
    for trans_a in (0, 1):
        for trans_b in (0, 1):
            a, b = (floats(4, 3) if trans_a else floats(3, 4)), (floats(5, 4) if trans_b else floats(4, 5))
            one("products", "MatMul", {"A": a, "B": b}, trans_a=trans_a, trans_b=trans_b)
            one("products", "BatchMatMul", {"A": np.stack([a, a * 2]), "B": np.stack([b, -b])}, trans_a=trans_a, trans_b=trans_b)
    one("products", "BatchMatMul", {"A": floats(2, 3, 3, 4), "B": floats(4, 5)}, broadcast=1)


def normalizations():
    for order in ("NCHW", "NHWC"):
        def ordered(x):
            return x if order == "NCHW" else x.transpose(0, 2, 3, 1).copy()
        for _ in range(3):
            c = size(2, 6)
            weights = {"s": floats(c), "b": floats(c), "m": floats(c), "v": floats(c, low=0.1)}
            one("normalization", "SpatialBN", {"X": ordered(floats(2, c, 4, 3))}, weights, is_test=1, epsilon=pick(1e-5, 1e-3), order=order)
            one("normalization", "LRN", {"X": ordered(floats(2, c, 4, 3))}, size=pick(3, 5), alpha=0.3, beta=0.75, bias=pick(1.0, 2.0), order=order, outputs=("Y", "scale"))
            one("normalization", "InstanceNorm", {"X": ordered(floats(2, c, 4, 3))}, {"s": floats(c), "b": floats(c)}, epsilon=1e-4, order=order)
        one("normalization", "GroupNorm", {"X": ordered(floats(2, 6, 4, 3))}, {"s": floats(6), "b": floats(6)}, group=3, epsilon=1e-4, order=order, outputs=("Y", "mu", "rsig"))
    c = 3
    one("normalization", "SpatialBN", {"X": floats(4, c)}, {"s": floats(c), "b": floats(c), "m": floats(c), "v": floats(c, low=0.1)}, is_test=1)
    one("normalization", "SpatialBN", {"X": floats(2, c, 5)}, {"s": floats(c), "b": floats(c), "m": floats(c), "v": floats(c, low=0.1)}, is_test=1)
    one("normalization", "SpatialBN", {"X": floats(2, c, 2, 3, 4)}, {"s": floats(c), "b": floats(c), "m": floats(c), "v": floats(c, low=0.1)}, is_test=1)
    for axis in (1, 2):
        one("normalization", "LayerNorm", {"X": floats(3, 4, 5)}, axis=axis, epsilon=1e-3, outputs=("Y", "mean", "std"))
    one("normalization", "LayerNorm", {"X": floats(3, 4, 5)}, {"s": floats(4, 5), "b": floats(4, 5)}, axis=1, elementwise_affine=1, outputs=("Y", "mean", "std"))
    for axis in (0, 1, -1):
        one("normalization", "Normalize", {"X": floats(3, 4) * np.float32([[1], [0], [2]])}, axis=axis)


def activations():
    for kind in ("Relu", "Sigmoid", "Tanh", "Softplus", "Softsign", "Swish", "Elu", "LeakyRelu", "Selu", "HardSigmoid", "Gelu"):
        one("activation", kind, {"X": floats(size(), size(), size())})
    one("activation", "Elu", {"X": floats(3, 4)}, alpha=0.7)
    one("activation", "LeakyRelu", {"X": floats(3, 4)}, alpha=0.3)
    one("activation", "Selu", {"X": floats(3, 4)}, alpha=1.5, scale=1.1)
    one("activation", "HardSigmoid", {"X": floats(3, 4)}, alpha=0.3, beta=0.4)
    one("activation", "Gelu", {"X": floats(3, 4)}, fast_gelu=1)
    one("activation", "Clip", {"X": floats(3, 4)}, min=-0.5, max=0.7)
    one("activation", "Clip", {"X": floats(3, 4)}, max=0.7)
    one("activation", "PRelu", {"X": floats(2, 3, 4, 5)}, {"s": floats(3)})
    one("activation", "PRelu", {"X": floats(2, 3, 4, 5)}, {"s": floats(1)})
    one("activation", "PRelu", {"X": floats(2, 3)}, {"s": floats(3)})
    one("activation", "PRelu", {"X": floats(2, 4, 5, 3)}, {"s": floats(3)}, order="NHWC")
    one("activation", "Softmax", {"X": floats(4, 7)})
    one("activation", "Softmax", {"X": floats(2, 3, 4)})
    one("activation", "Softmax", {"X": floats(2, 3, 4)}, axis=2)


def arithmetic():
    for kind in ("Add", "Sub", "Mul", "Div"):
        one("arithmetic", kind, {"A": floats(2, 3, 4), "B": floats(2, 3, 4, low=0.5)})
        one("arithmetic", kind, {"A": floats(2, 3, 4), "B": floats(3, 1, low=0.5)})
        one("arithmetic", kind, {"A": floats(2, 3, 4, 5), "B": floats(3, low=0.5)}, broadcast=1, axis=1)
        one("arithmetic", kind, {"A": floats(2, 3, 4, 5), "B": floats(3, 4, low=0.5)}, broadcast=1, axis=1)
        one("arithmetic", kind, {"A": floats(2, 3, 4, 5), "B": floats(4, 5, low=0.5)}, broadcast=1)
        one("arithmetic", kind, {"A": floats(2, 3, 4, 5), "B": floats(2, low=0.5)}, broadcast=1, axis=0)
        one("arithmetic", kind, {"A": floats(2, 3, 4, 5), "B": floats(1, low=0.5)}, broadcast=1)
        one("arithmetic", kind, {"A": floats(2, 3, 4, 5), "B": floats(3, low=0.5)}, broadcast=1, axis_str="C", order="NCHW")
    integers = np.random.randint(0, 4, (3, 4)).astype(np.int32)
    for kind in ("EQ", "NE", "LT", "LE", "GT", "GE"):
        one("arithmetic", kind, {"A": integers, "B": integers[::-1].copy()})
    truths = np.random.randint(0, 2, (3, 4)).astype(bool)
    for kind in ("And", "Or", "Xor"):
        one("arithmetic", kind, {"A": truths, "B": truths[::-1].copy()})
    one("arithmetic", "Not", {"A": truths})
    one("arithmetic", "Where", {"C": truths, "A": floats(3, 4), "B": floats(3, 4)})
    for kind in ("Sum", "Mean", "Max", "Min"):
        one("arithmetic", kind, {"A": floats(3, 4), "B": floats(3, 4), "C": floats(3, 4)})
    one("arithmetic", "Sum", {"A": floats(3, 4)})
    one("arithmetic", "Pow", {"X": floats(3, 4, low=0.1)}, exponent=1.7)
    one("arithmetic", "Pow", {"X": floats(3, 4, low=0.1), "E": floats(3, 4)})
    one("arithmetic", "Scale", {"X": floats(3, 4)}, scale=2.5)
    for kind in ("Sqr", "Negative", "Abs", "Exp", "Ceil", "Floor", "Sign", "Sin", "Cos", "Tan", "Atan", "Sinh", "Cosh", "Cbrt"):
        one("arithmetic", kind, {"X": floats(3, 4)})
    for kind in ("Log", "Sqrt", "Rsqrt", "Reciprocal"):
        one("arithmetic", kind, {"X": floats(3, 4, low=0.1)})
    for kind in ("Asin", "Acos"):
        one("arithmetic", kind, {"X": floats(3, 4, low=-0.9, high=0.9)})


def reductions():
    for kind in ("ReduceSum", "ReduceMean", "ReduceMax", "ReduceMin", "ReduceL1", "ReduceL2"):
        one("reduction", kind, {"X": floats(2, 3, 4)}, axes=[1], keepdims=1)
        one("reduction", kind, {"X": floats(2, 3, 4)}, axes=[0, 2], keepdims=0)
        one("reduction", kind, {"X": floats(2, 3, 4)}, keepdims=0)
    for kind in ("ReduceFrontSum", "ReduceFrontMean", "ReduceFrontMax", "ReduceBackSum", "ReduceBackMean", "ReduceBackMax"):
        one("reduction", kind, {"X": floats(2, 3, 4)})
        one("reduction", kind, {"X": floats(2, 3, 4)}, num_reduce_dim=2)
    for kind in ("ColwiseMax", "RowwiseMax"):
        one("reduction", kind, {"X": floats(2, 3, 4)})
    one("reduction", "SumElements", {"X": floats(2, 3)})
    one("reduction", "SumElements", {"X": floats(2, 3)}, average=1)
    one("reduction", "SumSqrElements", {"X": floats(2, 3)})
    for kind in ("ArgMax", "ArgMin"):
        one("reduction", kind, {"X": floats(3, 4, 5)}, axis=1)
        one("reduction", kind, {"X": floats(3, 4)}, axis=-1, keepdims=0)
    one("reduction", "TopK", {"X": floats(3, 7)}, k=3, outputs=("V", "I"))
    one("reduction", "TopK", {"X": floats(3, 7, 2)}, k=2, axis=1, outputs=("V", "I"))


def shapes():
    for axis in (0, 1, 2):
        parts = {name: floats(*[size(1, 3) if dim == axis else 2 + dim for dim in range(3)]) for name in "ABC"}
        one("shape", "Concat", parts, axis=axis, outputs=("Y", "info"))
    one("shape", "Concat", {"A": floats(2, 3), "B": floats(2, 3)}, axis=1, add_axis=1, outputs=("Y", "info"))
    one("shape", "Concat", {"A": floats(1, 2, 2, 3), "B": floats(1, 2, 2, 1)}, order="NHWC", outputs=("Y", "info"))
    one("shape", "Concat", {"A": floats(1, 2, 2, 3), "B": floats(1, 1, 2, 3)}, order="NCHW", outputs=("Y", "info"))
    one("shape", "Split", {"X": floats(2, 6, 3)}, axis=1, outputs=("A", "B", "C"))
    one("shape", "Split", {"X": floats(2, 6, 3)}, axis=1, split=[1, 3, 2], outputs=("A", "B", "C"))
    one("shape", "Split", {"X": floats(2, 6)}, {"lengths": np.array([4, 2], np.int32)}, axis=1, outputs=("A", "B"))
    one("shape", "Split", {"X": floats(1, 2, 2, 4)}, order="NHWC", outputs=("A", "B"))
    one("shape", "Reshape", {"X": floats(2, 3, 4)}, shape=[4, -1], outputs=("Y", "old"))
    one("shape", "Reshape", {"X": floats(2, 3, 4)}, shape=[0, 2, -1], outputs=("Y", "old"))
    one("shape", "Reshape", {"X": floats(2, 3, 4)}, {"s": np.array([6, 4], np.int64)}, outputs=("Y", "old"))
    one("shape", "ResizeLike", {"X": floats(2, 6), "L": floats(3, 4)})
    for axis in (0, 1, 2):
        one("shape", "Flatten", {"X": floats(2, 3, 4)}, axis=axis)
    one("shape", "FlattenToVec", {"X": floats(2, 3, 4)})
    one("shape", "Squeeze", {"X": floats(1, 3, 1, 2)}, dims=[0, 2])
    one("shape", "ExpandDims", {"X": floats(3, 2)}, dims=[0, 2])
    one("shape", "Transpose", {"X": floats(2, 3, 4)})
    one("shape", "Transpose", {"X": floats(2, 3, 4)}, axes=[1, 2, 0])
    one("shape", "NCHW2NHWC", {"X": floats(2, 3, 4, 5)})
    one("shape", "NHWC2NCHW", {"X": floats(2, 3, 4, 5)})
    one("shape", "Shape", {"X": floats(2, 3, 4)})
    one("shape", "Shape", {"X": floats(2, 3, 4)}, axes=[2, 0])
    one("shape", "Slice", {"X": floats(5, 4)}, starts=[1, 0], ends=[3, -1])
    one("shape", "Slice", {"X": floats(5, 4)}, starts=[0, 1], ends=[-1, -2])
    one("shape", "Slice", {"X": floats(5, 4)}, starts=[-3, 0], ends=[-1, -1])
    one("shape", "Slice", {"X": floats(5, 4)}, {"from": np.array([1, 0], np.int32), "to": np.array([4, -1], np.int32)})
    one("shape", "Gather", {"X": floats(5, 4), "I": np.array([[0, 4], [2, 2]], np.int32)})
    one("shape", "Gather", {"X": floats(5, 4), "I": np.array([1, 3], np.int64)}, axis=1)
    one("shape", "BatchGather", {"X": floats(3, 5), "I": np.array([4, 0], np.int32)})
    one("shape", "Tile", {"X": floats(2, 3)}, tiles=3, axis=1)
    one("shape", "Tile", {"X": floats(2, 3)}, tiles=2, axis=0)
    one("shape", "ChannelShuffle", {"X": floats(2, 6, 3, 4)}, group=3)
    one("shape", "ChannelShuffle", {"X": floats(2, 3, 4, 6)}, group=2, order="NHWC")


def images():
    for height, width in ((2, 3), (1.5, 2.0), (0.5, 0.7), (2.3, 1.1)):
        one("images", "ResizeNearest", {"X": floats(1, 2, 4, 5)}, height_scale=float(height), width_scale=float(width))
    one("images", "ResizeNearest", {"X": floats(1, 4, 5, 2)}, height_scale=2.0, width_scale=1.5, order="NHWC")
    one("images", "ResizeNearest", {"X": floats(1, 2, 4, 5)}, {"s": np.array([2, 1.5], np.float32)})
    for height, width in ((2, 3), (2.5, 2.0)):
        one("images", "UpsampleBilinear", {"X": floats(1, 2, 4, 5)}, height_scale=float(height), width_scale=float(width))
    for mode in ("constant", "reflect", "edge"):
        one("images", "PadImage", {"X": floats(1, 2, 4, 5)}, pad_t=1, pad_l=2, pad_b=0, pad_r=3, mode=mode, **({"value": 1.5} if mode == "constant" else {}))
    one("images", "PadImage", {"X": floats(1, 4, 5, 2)}, pad=1, mode="reflect", order="NHWC")


def fills():
    x = {"X": floats(2, 3)}
    one("fill", "ConstantFill", {}, shape=[2, 3], value=2.5)
    one("fill", "ConstantFill", {}, shape=[2], value=7, dtype=core.DataType.INT32)
    one("fill", "ConstantFill", {}, shape=[2], value=7, dtype=core.DataType.INT64)
    one("fill", "ConstantFill", {}, shape=[2], value=True, dtype=core.DataType.BOOL)
    one("fill", "ConstantFill", x, value=1.5)
    one("fill", "ConstantFill", x, value=1.5, extra_shape=[2, 1])
    one("fill", "ConstantFill", {"S": np.array([3, 2], np.int64)}, value=1.5, input_as_shape=1)
    one("fill", "GivenTensorDoubleFill", {}, shape=[2, 2], values=np.array([1.5, 2.25, -3, 4], np.float64))
    one("fill", "GivenTensorInt64Fill", {}, shape=[2], values=[2**40, -5])
    one("fill", "GivenTensorByteStringToUInt8Fill", {}, shape=[3], values=[b"\x00\x7f\xff"])
    for kind in ("Copy", "Alias", "StopGradient"):
        one("fill", kind, x)
    one("fill", "Dropout", x, is_test=1, ratio=0.5, outputs=("Y", "mask"))
    for to in (core.DataType.INT32, core.DataType.INT64, core.DataType.FLOAT, core.DataType.BOOL, "uint8"):
        one("fill", "Cast", {"X": np.array([0.2, 1.7, 2.0, 3.9], np.float32)}, to=to)


def whole_nets():
    """Nets of several operators, in place where nets are in place, with things that no output needs."""
    weights = {"w1": floats(6, 3, 3, 3), "b1": floats(6), "w2": floats(5, 24), "b2": floats(5), "s": floats(6), "m": floats(6), "v": floats(6, low=0.1), "slope": floats(6)}
    operators = [
        core.CreateOperator("Conv", ["data", "w1", "b1"], ["conv"], kernel=3, pad=1),
        core.CreateOperator("SpatialBN", ["conv", "s", "b1", "m", "v"], ["conv"], is_test=1),
        core.CreateOperator("PRelu", ["conv", "slope"], ["conv"]),
        core.CreateOperator("MaxPool", ["conv"], ["pool"], kernel=2, stride=2),
        core.CreateOperator("Dropout", ["pool"], ["pool", "mask"], is_test=1),
        core.CreateOperator("FC", ["pool", "w2", "b2"], ["fc"]),
        core.CreateOperator("Softmax", ["fc"], ["prob"]),
        core.CreateOperator("ArgMax", ["prob"], ["class"], axis=1, keepdims=0),
    ]
    keep("whole", "a small classifier, in place", operators, {"data": floats(2, 3, 4, 4)}, ["prob", "class", "conv"], weights)
    branches = [
        core.CreateOperator("Conv", ["data", "wa", "ba"], ["a"], kernel=1),
        core.CreateOperator("Relu", ["a"], ["a"]),
        core.CreateOperator("Conv", ["data", "wb", "bb"], ["b"], kernel=3, pad=1),
        core.CreateOperator("Relu", ["b"], ["b"]),
        core.CreateOperator("Concat", ["a", "b"], ["fire", "fire_split"]),
        core.CreateOperator("LRN", ["fire"], ["normal", "scale"], size=5, alpha=1e-2, beta=0.75),
        core.CreateOperator("AveragePool", ["normal"], ["average"], global_pooling=1),
        core.CreateOperator("Mul", ["average", "gain"], ["gained"], broadcast=1, axis=1),
        core.CreateOperator("Softmax", ["gained"], ["prob"]),
    ]
    weights = {"wa": floats(2, 3, 1, 1), "ba": floats(2), "wb": floats(3, 3, 3, 3), "bb": floats(3), "gain": floats(5)}
    keep("whole", "branches that come together", branches, {"data": floats(1, 3, 5, 6)}, ["prob"], weights)
    init = [core.CreateOperator("ConstantFill", [], ["data"], shape=[1, 3], value=0.0)]
    keep("whole", "an input that the first net fills", [core.CreateOperator("Relu", ["data"], ["out"])], {"data": floats(2, 3)}, ["out"], {}, init)


if __name__ == "__main__":
    random.seed(11)
    np.random.seed(11)
    for make in (convolutions, pooling, products, normalizations, activations, arithmetic, reductions, shapes, images, fills, whole_nets):
        make()
    for family, cases in families.items():
        lines = ",\n".join(json.dumps(case) for case in cases)
        (HERE / f"{family}.json").write_text(f"[\n{lines}\n]\n")
        print(f"{family}: {len(cases)}")
