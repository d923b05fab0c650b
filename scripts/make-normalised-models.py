#!/usr/bin/env python3
"""Writes networks that normalise their input themselves to src/test/resources/onnx/normalised.

All are one network behind another beginning: plain.onnx has none. NAME.onnx begins with NAME's operators; beside it are
NAME.raw.npy (its input), NAME.normalised.npy (what the network behind the beginning gets, and so the input of
plain.onnx), NAME.from.npy (for each of these values the number of the input value that made it, -1 for none)
and, where bounds stay bounds, NAME.bounds.npy (lower and upper bound of plain.onnx's channels for the input's bounds
[0, 10, 20] and [255, 250, 245]). case.*, with values of the box rule in float64, are not made here. Needs onnx and numpy. Seeds are fixed: running it again gives the same files.
"""
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OUT = Path(__file__).resolve().parent.parent / "src/test/resources/onnx/normalised"
SIDE = 12
MEAN = np.array([124, 116, 104], np.float32)
STD = np.array([58, 57, 60], np.float32)
LOW = np.array([0, 10, 20], np.float32)
HIGH = np.array([255, 250, 245], np.float32)
RANDOM = np.random.default_rng(1)


def channels(values):
    return np.asarray(values, np.float32).reshape(1, 3, 1, 1)


class Beginning:
    """Nodes and constants before the network, and the same in numpy."""

    def __init__(self, name, side=SIDE, last=False):
        self.name, self.side, self.last = name, side, last
        self.nodes, self.constants, self.at = [], [], "input"

    def constant(self, value, integer=False):
        name = f"c{len(self.constants)}"
        array = np.asarray(value, np.int64 if integer else np.float32)
        self.constants.append(numpy_helper.from_array(array, name))
        return name

    def node(self, operator, *inputs, outputs=1, first=None, **attributes):
        made = [f"v{len(self.nodes)}.{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(operator, [self.at if i is None else i for i in inputs], made, made[0], **attributes))
        self.at = made[0]
        return made


def network():
    weights = {
        "w1": RANDOM.normal(0, 0.3, (6, 3, 3, 3)),
        "b1": RANDOM.normal(0, 0.2, 6),
        "w2": RANDOM.normal(0, 0.25, (6, 6, 3, 3)),
        "b2": RANDOM.normal(0, 0.2, 6),
        "w3": RANDOM.normal(0, 0.5, (4, 6)),
        "b3": RANDOM.normal(0, 0.2, 4) + [3, 0, 0, 0],
    }
    tensors = [numpy_helper.from_array(v.astype(np.float32), k) for k, v in weights.items()]

    def nodes(at):
        return [
            helper.make_node("Conv", [at, "w1", "b1"], ["n1"], "first", kernel_shape=[3, 3], pads=[1, 1, 1, 1]),
            helper.make_node("Relu", ["n1"], ["n2"], "relu1"),
            helper.make_node("Conv", ["n2", "w2", "b2"], ["n3"], "second", kernel_shape=[3, 3]),
            helper.make_node("Relu", ["n3"], ["n4"], "relu2"),
            helper.make_node("ReduceMean", ["n4"], ["n5"], "mean", axes=[2, 3], keepdims=0),
            helper.make_node("Gemm", ["n5", "w3", "b3"], ["logits"], "dense", transB=1),
        ]

    return nodes, tensors


NODES, TENSORS = network()


def write(beginning, calculate, spread=(0, 255), bounds=True):
    """calculate: from raw pixels, N x C x H x W, to what the network gets."""
    shape = ["N", SIDE, SIDE, 3] if beginning.last else ["N", 3, beginning.side, beginning.side]
    graph = helper.make_graph(
        beginning.nodes + NODES(beginning.at),
        beginning.name,
        [helper.make_tensor_value_info("input", TensorProto.FLOAT, shape)],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", 4])],
        TENSORS + beginning.constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, OUT / f"{beginning.name}.onnx")
    raw = np.random.default_rng(2).integers(spread[0], spread[1] + 1, (1, 3, beginning.side, beginning.side)).astype(np.float32)
    # black and white pixels are the odd ones
    raw[0, :, 0, :3], raw[0, :, 1, :3] = 0, 255
    number = np.arange(raw.size, dtype=np.float64).reshape(raw.shape)
    save = lambda what, array: np.save(OUT / f"{beginning.name}.{what}.npy", np.asarray(array, np.float32))
    save("raw", raw)
    save("normalised", calculate(raw.astype(np.float64)))
    # which input moves which value: one at a time
    base = calculate(np.full(raw.shape, 100.0))
    origin = np.full(base.shape, -1.0)
    for i in range(raw.size):
        moved = np.full(raw.shape, 100.0)
        moved.flat[i] += 1
        origin[calculate(moved) != base] = number.flat[i]
    save("from", origin)
    if bounds:
        ends = [calculate(np.broadcast_to(channels(b).astype(np.float64), raw.shape))[0, :, 2, 2] for b in (LOW, HIGH)]
        save("bounds", [np.minimum(*ends), np.maximum(*ends)])


def main():
    OUT.mkdir(parents=True, exist_ok=True)
    mean, std = channels(MEAN), channels(STD)

    b = Beginning("plain")
    write(b, lambda x: x)
    b = Beginning("mean-std")
    b.node("Sub", None, b.constant(mean)), b.node("Div", None, b.constant(std))
    write(b, lambda x: (x - mean) / std)
    b = Beginning("unit-mean-std")
    b.node("Div", None, b.constant(255)), b.node("Sub", None, b.constant(mean / 255)), b.node("Div", None, b.constant(std / 255))
    write(b, lambda x: (x / 255 - mean / 255) / (std / 255))
    b = Beginning("mean")
    b.node("Sub", None, b.constant(mean)), b.node("Mul", None, b.constant(0.0171))
    write(b, lambda x: (x - mean) * np.float32(0.0171))
    b = Beginning("two")
    b.node("Mul", None, b.constant(1 / 127.5)), b.node("Add", None, b.constant(-1.0))
    b.node("Mul", None, b.constant(channels([1.1, 0.9, 1.2]))), b.node("Add", None, b.constant(channels([0.1, -0.2, 0.3])))
    write(b, lambda x: (x * np.float32(1 / 127.5) - 1) * channels([1.1, 0.9, 1.2]) + channels([0.1, -0.2, 0.3]))
    b = Beginning("negative")
    b.node("Sub", b.constant(channels([200, 100, 150])), None), b.node("Mul", None, b.constant(channels([0.02, -0.02, 0.01])))
    write(b, lambda x: (channels([200, 100, 150]) - x) * channels([0.02, -0.02, 0.01]))
    b = Beginning("gather")
    b.node("Gather", None, b.constant([2, 1, 0], True), axis=1), b.node("Sub", None, b.constant(mean)), b.node("Div", None, b.constant(std))
    write(b, lambda x: (x[:, ::-1] - mean) / std)
    b = Beginning("split")
    r, g, c = b.node("Split", None, axis=1, outputs=3)
    b.node("Concat", c, g, r, axis=1), b.node("Sub", None, b.constant(mean)), b.node("Div", None, b.constant(std))
    write(b, lambda x: (x[:, ::-1] - mean) / std)
    b = Beginning("reverse")
    b.node("Slice", None, b.constant([-1], True), b.constant([-(2**62)], True), b.constant([1], True), b.constant([-1], True))
    b.node("Sub", None, b.constant(mean)), b.node("Div", None, b.constant(std))
    write(b, lambda x: (x[:, ::-1] - mean) / std)
    b = Beginning("conv-diagonal")
    b.node("Conv", None, b.constant(np.diag(1 / STD).reshape(3, 3, 1, 1)), b.constant(-MEAN / STD), kernel_shape=[1, 1])
    write(b, lambda x: x * channels(1 / STD) + channels(-MEAN / STD))
    b = Beginning("conv-depthwise")
    b.node("Conv", None, b.constant((1 / STD).reshape(3, 1, 1, 1)), b.constant(-MEAN / STD), kernel_shape=[1, 1], group=3)
    write(b, lambda x: x * channels(1 / STD) + channels(-MEAN / STD))
    b = Beginning("conv-swap")
    b.node("Conv", None, b.constant(np.diag(1 / STD)[:, ::-1].reshape(3, 3, 1, 1)), b.constant(-MEAN / STD), kernel_shape=[1, 1])
    write(b, lambda x: x[:, ::-1] * channels(1 / STD) + channels(-MEAN / STD))
    b = Beginning("batch-norm")
    factor, shift, variance = np.array([1.1, -0.8, 0.9]), np.array([0.1, 0.2, -0.3]), STD.astype(np.float64) ** 2
    b.node("BatchNormalization", None, b.constant(factor), b.constant(shift), b.constant(MEAN), b.constant(variance), epsilon=1e-5)
    norm = factor / np.sqrt(variance + 1e-5)
    write(b, lambda x: x * channels(norm).astype(np.float64) + (shift - MEAN * norm).reshape(1, 3, 1, 1))
    b = Beginning("last", last=True)
    b.node("Sub", None, b.constant(MEAN)), b.node("Div", None, b.constant(STD)), b.node("Transpose", None, perm=[0, 3, 1, 2])
    write(b, lambda x: (x - mean) / std)
    b = Beginning("clip-before")
    b.node("Clip", None, b.constant(0.0), b.constant(255.0)), b.node("Sub", None, b.constant(mean)), b.node("Div", None, b.constant(std))
    write(b, lambda x: (np.clip(x, 0, 255) - mean) / std, spread=(-20, 275))
    b = Beginning("max-min-before")
    b.node("Max", None, b.constant(0.0)), b.node("Min", None, b.constant(255.0)), b.node("Sub", None, b.constant(mean)), b.node("Div", None, b.constant(std))
    write(b, lambda x: (np.clip(x, 0, 255) - mean) / std, spread=(-20, 275))
    b = Beginning("clip-after")
    b.node("Sub", None, b.constant(mean)), b.node("Div", None, b.constant(std)), b.node("Clip", None, b.constant(-1.5), b.constant(1.5))
    write(b, lambda x: np.clip((x - mean) / std, -1.5, 1.5))
    b = Beginning("pad-before", side=SIDE - 2)
    b.node("Pad", None, b.constant([0, 0, 1, 1, 0, 0, 1, 1], True)), b.node("Sub", None, b.constant(mean)), b.node("Div", None, b.constant(std))
    write(b, lambda x: (np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1))) - mean) / std, bounds=False)
    b = Beginning("pad-after", side=SIDE - 2)
    b.node("Sub", None, b.constant(mean)), b.node("Div", None, b.constant(std)), b.node("Pad", None, b.constant([0, 0, 1, 1, 0, 0, 1, 1], True))
    write(b, lambda x: np.pad((x - mean) / std, ((0, 0), (0, 0), (1, 1), (1, 1))), bounds=False)
    b = Beginning("googlenet")
    parts = []
    for k, (s, m) in enumerate(zip([0.229, 0.224, 0.225], [0.485, 0.456, 0.406])):
        b.node("Gather", "input", b.constant(k, True), axis=1), b.node("Unsqueeze", None, b.constant([1], True))
        b.node("Mul", None, b.constant(s / 0.5)), b.node("Add", None, b.constant((m - 0.5) / 0.5))
        parts.append(b.at)
    b.node("Concat", *parts, axis=1)
    scale, shift = channels([0.458, 0.448, 0.45]).astype(np.float64) / 100, channels([-0.03, -0.088, -0.188]).astype(np.float64)
    b.nodes = [helper.make_node("Mul", ["input", b.constant(0.01)], ["unit"])] + b.nodes
    for node in b.nodes:
        if node.op_type == "Gather":
            node.input[0] = "unit"
    write(b, lambda x: x * scale + shift)


main()
