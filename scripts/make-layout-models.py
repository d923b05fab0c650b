#!/usr/bin/env python3
"""Writes networks whose values lie in other orders than N x C x H x W to src/test/resources/saliency/layouts.

NAME.onnx takes pictures of 16 x 12 in patches of 4 x 4, so there are 4 x 3 places; NAME.map.npy is Grad-CAM's map of
NAME.input.npy at the layer "chosen": its slopes are finite differences of ONNX Runtime on the network cut there.
Needs onnx, onnxruntime and numpy. Seeds are fixed: running it again gives the same files.
"""
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

OUT = Path(__file__).resolve().parent.parent / "src/test/resources/saliency/layouts"
WIDTH = 8
ROWS, COLUMNS = 4, 3
PLACES = ROWS * COLUMNS
CLASSES = 4


class Net:
    def __init__(self, seed):
        self.random = np.random.default_rng(seed)
        self.nodes, self.constants = [], []

    def constant(self, value, kind=np.float32):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value, kind), name))
        return name

    def ints(self, *values):
        return self.constant(values, np.int64)

    def add(self, operator, *inputs, name=None, outputs=1, **attributes):
        name = name or f"{operator.lower()}{len(self.nodes)}"
        made = [f"{name}:{i}" for i in range(outputs)]
        self.nodes.append(helper.make_node(operator, list(inputs), made, name, **attributes))
        return made[0] if outputs == 1 else made

    def dense(self, x, inputs, outputs):
        weight = self.constant(self.random.normal(0, 1.2 * inputs**-0.5, (inputs, outputs)))
        product = self.add("MatMul", x, weight)
        return self.add("Add", product, self.constant(self.random.normal(0, 0.2, outputs)))

    def norm(self, x, width=WIDTH, name=None):
        scale, shift = self.random.normal(1, 0.2, width), self.random.normal(0, 0.2, width)
        return self.add("LayerNormalization", x, self.constant(scale), self.constant(shift), name=name, axis=-1)

    def planes(self, x):
        weight = self.constant(self.random.normal(0, 0.15, (WIDTH, 3, 4, 4)))
        return self.add("Conv", x, weight, self.constant(self.random.normal(0, 0.1, WIDTH)), kernel_shape=[4, 4], strides=[4, 4])

    def patches(self, x):
        rows = self.add("Reshape", self.planes(x), self.ints(0, WIDTH, PLACES))
        return self.add("Transpose", rows, perm=[0, 2, 1])

    def token(self, count=1):
        return self.constant(self.random.normal(0, 0.5, (1, count, WIDTH)))

    def attention(self, x, tokens, fused=False):
        """Two heads of four, on N x tokens x 8."""
        if fused:
            three = self.add("Reshape", self.dense(x, WIDTH, 3 * WIDTH), self.ints(-1, tokens, 3, 2, 4))
            parts = self.add("Split", self.add("Transpose", three, perm=[2, 0, 3, 1, 4]), outputs=3, axis=0)
            q, k, v = (self.add("Squeeze", part, self.ints(0)) for part in parts)
        else:
            q, k, v = (
                self.add("Transpose", self.add("Reshape", self.dense(x, WIDTH, WIDTH), self.ints(-1, tokens, 2, 4)), perm=[0, 2, 1, 3])
                for _ in range(3)
            )
        scores = self.add("Mul", self.add("MatMul", q, self.add("Transpose", k, perm=[0, 1, 3, 2])), self.constant(0.5))
        mixed = self.add("Transpose", self.add("MatMul", self.add("Softmax", scores, axis=-1), v), perm=[0, 2, 1, 3])
        return self.dense(self.add("Reshape", mixed, self.ints(-1, tokens, WIDTH)), WIDTH, WIDTH)

    def mlp(self, x, width=WIDTH):
        return self.dense(self.add("Relu", self.dense(x, width, 2 * width)), 2 * width, width)

    def block(self, x, tokens, chosen=None, fused=False):
        x = self.add("Add", x, self.attention(self.norm(x, name=chosen), tokens, fused))
        return self.add("Add", x, self.mlp(self.norm(x)))

    def head(self, x, width=WIDTH):
        self.nodes.append(helper.make_node("Identity", [self.dense(x, width, CLASSES)], ["logits"], "last"))

    def mean(self, x, *axes):
        return self.add("ReduceMean", x, axes=list(axes), keepdims=0)

    def model(self):
        graph = helper.make_graph(
            self.nodes,
            "layouts",
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, ["N", 3, 16, 12])],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", CLASSES])],
            self.constants,
        )
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
        onnx.checker.check_model(model)
        return model


def patches_averaged(net):
    x = net.block(net.patches("input"), PLACES)
    net.head(net.mean(net.norm(x, name="chosen"), 1))
    return lambda a: a


def class_token(net, fused=False, extra=1, last=False):
    count = PLACES + extra
    parts = [net.token(extra), net.patches("input")]
    # a token for each image
    shape = net.add("Shape", "input", start=0, end=1)
    size = net.add("Concat", shape, net.ints(extra, WIDTH), axis=0)
    parts[0] = net.add("Expand", parts[0], size)
    x = net.add("Concat", *(parts[::-1] if last else parts), axis=1)
    x = net.add("Add", x, net.constant(net.random.normal(0, 0.3, (1, count, WIDTH))))
    x = net.block(net.block(x, count, fused=fused), count, "chosen", fused)
    net.head(net.add("Gather", net.norm(x), net.constant(count - 1 if last else 0, np.int64), axis=1))
    return (lambda a: a[:, :-extra]) if last else (lambda a: a[:, extra:])


def roll(net, x, axis, by, size):
    tail = net.add("Slice", x, net.ints(by), net.ints(size), net.ints(axis))
    front = net.add("Slice", x, net.ints(0), net.ints(by), net.ints(axis))
    return net.add("Concat", tail, front, axis=axis)


def windows(net, merged=False):
    """Swin: attention in windows of 2 x 3 places, moved by one, and patches merged two by one."""
    x = net.add("Transpose", net.planes("input"), perm=[0, 2, 3, 1])
    moved = roll(net, roll(net, net.norm(x), 1, 1, ROWS), 2, 1, COLUMNS)
    parted = net.add("Reshape", moved, net.ints(-1, 2, 2, 1, 3, WIDTH))
    rows = net.add("Reshape", net.add("Transpose", parted, perm=[0, 1, 3, 2, 4, 5]), net.ints(-1, 6, WIDTH))
    mixed = net.add("Reshape", net.attention(rows, 6), net.ints(-1, 2, 1, 2, 3, WIDTH))
    whole = net.add("Reshape", net.add("Transpose", mixed, perm=[0, 1, 3, 2, 4, 5]), net.ints(-1, ROWS, COLUMNS, WIDTH))
    back = roll(net, roll(net, whole, 1, ROWS - 1, ROWS), 2, COLUMNS - 1, COLUMNS)
    x = net.add("Add", x, back)
    x = net.add("Add", x, net.mlp(net.norm(x)))
    width = WIDTH
    if merged:
        halves = [net.add("Slice", x, net.ints(i), net.ints(ROWS), net.ints(1), net.ints(2)) for i in range(2)]
        x = net.dense(net.norm(net.add("Concat", *halves, axis=3), 2 * WIDTH), 2 * WIDTH, WIDTH)
        x = net.add("Add", x, net.mlp(net.norm(x)))
    net.head(net.mean(net.norm(x, name="chosen"), 1, 2), width)
    return lambda a: a.reshape(len(a), -1, WIDTH)


def mixer(net):
    x = net.patches("input")
    across = net.add("Transpose", net.mlp(net.add("Transpose", net.norm(x), perm=[0, 2, 1]), PLACES), perm=[0, 2, 1])
    x = net.add("Add", x, across)
    x = net.add("Add", x, net.mlp(net.norm(x)))
    net.head(net.mean(net.norm(x, name="chosen"), 1))
    return lambda a: a


def flat_patches(net):
    parted = net.add("Reshape", "input", net.ints(0, 3, ROWS, 4, COLUMNS, 4))
    rows = net.add("Reshape", net.add("Transpose", parted, perm=[0, 2, 4, 3, 5, 1]), net.ints(0, PLACES, 48))
    x = net.block(net.dense(rows, 48, WIDTH), PLACES)
    net.head(net.mean(net.norm(x, name="chosen"), 1))
    return lambda a: a


NETS = {
    "patches-averaged": patches_averaged,
    "class-token": class_token,
    "class-token-fused": lambda net: class_token(net, fused=True),
    "two-tokens": lambda net: class_token(net, extra=2),
    "token-last": lambda net: class_token(net, last=True),
    "windows": windows,
    "windows-merged": lambda net: windows(net, merged=True),
    "mixer": mixer,
    "flat-patches": flat_patches,
}


def cam(model, x, tokens, places):
    """Of one image."""
    layer = "chosen:0"
    whole = onnx.ModelProto()
    whole.CopyFrom(model)
    whole.graph.output.append(helper.make_tensor_value_info(layer, TensorProto.FLOAT, None))
    logits, value = onnxruntime.InferenceSession(whole.SerializeToString()).run(None, {"input": x})
    cut = onnx.ModelProto()
    cut.CopyFrom(model)
    cut.graph.node.remove(next(node for node in cut.graph.node if layer in node.output))
    cut.graph.input.append(helper.make_tensor_value_info(layer, TensorProto.FLOAT, value.shape))
    session = onnxruntime.InferenceSession(cut.SerializeToString())
    names = {i.name for i in session.get_inputs()}

    def logit(a):
        given = {k: v for k, v in {"input": x, layer: a.astype(np.float32)}.items() if k in names}
        return session.run(None, given)[0][0, logits[0].argmax()].astype(np.float64)

    slopes = np.zeros(value.shape)
    step = 0.01
    for at in np.ndindex(value.shape):
        ahead, behind = value.copy(), value.copy()
        ahead[at] += step
        behind[at] -= step
        slopes[at] = (logit(ahead) - logit(behind)) / (2 * step)
    weight = tokens(slopes).mean(axis=1, keepdims=True)
    return np.maximum((tokens(value.astype(np.float64)) * weight).sum(axis=-1), 0).reshape(places)


def main():
    onnxruntime.set_default_logger_severity(3)
    for seed, (name, build) in enumerate(NETS.items()):
        net = Net(seed + 1)
        tokens = build(net)
        model = net.model()
        onnx.save(model, OUT / f"{name}.onnx")
        x = np.random.default_rng(50 + seed).normal(0, 1, (1, 3, 16, 12)).astype(np.float32)
        np.save(OUT / f"{name}.input.npy", x)
        places = (2, 3) if name.endswith("merged") else (ROWS, COLUMNS)
        np.save(OUT / f"{name}.map.npy", cam(model, x, tokens, (1, *places)).astype(np.float32))


main()
