#!/usr/bin/env python3
"""Writes the small ONNX models of the importer's tests to src/test/resources/onnx.

Needs onnx, numpy and torch. Seeds are fixed: running it again gives the same files.
"""
import io
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

OUT = Path(__file__).resolve().parent.parent / "src/test/resources/onnx"


class Graph:
    """Collects nodes and constants; every constant is drawn from the graph's own generator."""

    def __init__(self, name):
        self.name = name
        self.random = np.random.default_rng(sum(name.encode()))
        self.nodes, self.constants, self.count = [], [], 0

    def constant(self, value):
        name = f"c{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.asarray(value), name))
        return name

    def normal(self, *shape, scale=0.3):
        return self.constant((self.random.normal(size=shape) * scale).astype(np.float32))

    def add(self, op, *inputs, named=True, **attributes):
        self.count += 1
        out = f"v{self.count}"
        name = f"{op.lower()}{self.count}" if named else ""
        self.nodes.append(helper.make_node(op, list(inputs), [out], name=name, **attributes))
        return out

    def conv(self, x, cin, cout, k=3, bias=True, **attributes):
        groups = attributes.get("group", 1)
        inputs = [x, self.normal(cout, cin // groups, k, k)] + ([self.normal(cout)] if bias else [])
        return self.add("Conv", *inputs, **attributes)

    def save(self, out, size=(12, 12), classes=4, opset=13, batch="N", rank4=False, check=True):
        self.nodes[-1].output[0] = "logits"
        shape = [batch, classes] + ([1, 1] if rank4 else [])
        graph = helper.make_graph(
            self.nodes, self.name,
            [helper.make_tensor_value_info("input", TensorProto.FLOAT, [batch, 3, *size])],
            [helper.make_tensor_value_info("logits", TensorProto.FLOAT, shape)],
            self.constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", opset)],
                                  producer_name="make-test-models")
        model.ir_version = 7
        if check:  # an older checker does not know newer operator sets
            onnx.checker.check_model(model)
        onnx.save(model, OUT / f"{self.name}.onnx")

    def head(self, x, channels):
        x = self.add("Flatten", self.add("GlobalAveragePool", x))
        return self.add("Gemm", x, self.normal(4, channels), self.normal(4), transB=1)


def residual():
    """Batch normalisation (folded and not), a residual join, a concatenation."""
    g = Graph("residual")

    def norm(x, c):
        mean, var = g.normal(c), g.constant(g.random.uniform(0.5, 2, c).astype(np.float32))
        return g.add("BatchNormalization", x, g.normal(c, scale=1), g.normal(c), mean, var,
                     epsilon=1e-3)

    x = g.add("Relu", norm(g.conv("input", 3, 8, bias=False, pads=[1] * 4), 8))
    y = norm(x, 8)
    y = g.add("Relu", g.conv(y, 8, 8, pads=[1] * 4))
    y = norm(g.conv(y, 8, 8, pads=[1] * 4), 8)
    x = g.add("Relu", g.add("Add", x, y))
    a = g.add("Relu", g.conv(x, 8, 4, k=1))
    b = g.add("Relu", g.conv(x, 8, 4, pads=[1] * 4))
    x = g.add("MaxPool", g.add("Concat", a, b, axis=1), kernel_shape=[2, 2], strides=[2, 2])
    g.head(x, 8)
    g.save(OUT)


def pools():
    """Ceil mode, asymmetric and wide pads, counted and uncounted padding, auto_pad."""
    g = Graph("pools")
    x = g.conv("input", 3, 6, k=3, auto_pad="SAME_UPPER", strides=[2, 2])
    x = g.add("MaxPool", x, kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)
    x = g.add("MaxPool", x, kernel_shape=[2, 2], pads=[0, 1, 1, 0])
    x = g.add("AveragePool", x, kernel_shape=[3, 3], pads=[1, 1, 1, 1])
    x = g.add("AveragePool", x, kernel_shape=[3, 3], pads=[1, 1, 1, 1], count_include_pad=1)
    x = g.add("AveragePool", x, kernel_shape=[3, 3], pads=[0, 1, 2, 1])
    x = g.add("AveragePool", x, kernel_shape=[3, 3], pads=[2, 0, 0, 1], count_include_pad=1)
    x = g.add("AveragePool", x, kernel_shape=[2, 2], auto_pad="SAME_LOWER")
    x = g.add("AveragePool", x, kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1)
    x = g.conv(x, 6, 6, k=2, pads=[1, 0, 0, 1])
    g.head(x, 6)
    g.save(OUT, size=(19, 22))


def ceil():
    """Ceil mode with pads: windows dropped, cut off, and (since operator set 19) counted in part."""
    g = Graph("ceil")
    x = g.conv("input", 3, 6, strides=[2, 2])
    x = g.add("MaxPool", x, kernel_shape=[2, 2], strides=[2, 2], ceil_mode=1, pads=[1, 1, 1, 1])
    x = g.add("AveragePool", x, kernel_shape=[3, 3], ceil_mode=1, pads=[0, 0, 1, 1])
    x = g.add("AveragePool", x, kernel_shape=[3, 3], strides=[2, 2], ceil_mode=1,
              pads=[1, 1, 1, 1], count_include_pad=1)
    g.head(x, 6)
    g.save(OUT, size=(18, 20), opset=19, check=False)


def convolutions():
    """Groups, dilation, strides, asymmetric pads, no bias; nodes without names."""
    g = Graph("convolutions")
    x = g.add("Relu", g.conv("input", 3, 6, group=3, pads=[1, 1, 1, 1], named=False), named=False)
    x = g.conv(x, 6, 6, group=6, dilations=[2, 2], pads=[2, 2, 2, 2], named=False)
    x = g.add("Clip", x, g.constant(np.float32(0)), g.constant(np.float32(6)), named=False)
    x = g.conv(x, 6, 8, bias=False, strides=[2, 1], pads=[0, 1, 2, 0], named=False)
    x = g.add("Pad", x, g.constant(np.array([0, 0, 1, 0, 0, 0, 2, 1], np.int64)), mode="constant")
    x = g.conv(x, 8, 8, auto_pad="VALID")
    g.head(x, 8)
    g.save(OUT)


def shapes():
    """Reshape with a fixed batch, transpose, squeeze, unsqueeze, MatMul + Add, arithmetic."""
    g = Graph("shapes")
    scale = g.constant(np.array([0.5, 2, 1.5], np.float32).reshape(3, 1, 1))
    x = g.add("Sub", "input", g.constant(np.array([0.1, 0.2, 0.3], np.float32).reshape(1, 3, 1, 1)))
    x = g.add("Div", g.add("Mul", scale, x), g.constant(np.float32(1.5)))
    x = g.add("Transpose", x, perm=[0, 1, 3, 2])
    x = g.add("Relu", g.conv(x, 3, 5, strides=[2, 2]))
    y = g.add("ReduceMean", x, axes=[2, 3], keepdims=0)
    y = g.add("Unsqueeze", y, g.constant(np.array([2], np.int64)))
    y = g.add("Squeeze", y, g.constant(np.array([2], np.int64)))
    x = g.add("Reshape", x, g.constant(np.array([1, -1], np.int64)))
    x = g.add("Dropout", x)
    x = g.add("Relu", g.add("Add", g.add("MatMul", x, g.normal(125, 7)), g.normal(7)))
    x = g.add("Concat", x, y, axis=-1)
    x = g.add("Gemm", x, g.normal(12, 4), g.normal(1, 4), alpha=0.5, beta=2.0)
    g.add("Identity", x)
    g.save(OUT, batch=1)


def softmax():
    """Logits as N x K x 1 x 1 with a softmax at the end; operator set 11."""
    g = Graph("softmax")
    x = g.add("Relu", g.conv("input", 3, 8))
    x = g.add("GlobalAveragePool", g.conv(x, 8, 4, k=1))
    g.add("Softmax", x, axis=1)
    g.save(OUT, opset=11, rank4=True)


def softmax_inside():
    """Refused: a softmax before the last layer."""
    g = Graph("softmax-inside")
    x = g.add("Flatten", g.add("GlobalAveragePool", g.conv("input", 3, 4)))
    x = g.add("Softmax", x)
    g.add("Gemm", x, g.normal(4, 4))
    g.save(OUT)


def unsupported():
    """Refused: an operator that the importer does not know."""
    g = Graph("unsupported")
    g.head(g.add("Tanh", g.conv("input", 3, 4)), 4)
    g.save(OUT)


def exported():
    """What torch.onnx.export writes for a module that flattens with view(x.size(0), -1)."""

    class Net(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = torch.nn.Conv2d(3, 6, 3, stride=2)
            self.norm = torch.nn.BatchNorm2d(6)
            self.dense = torch.nn.Linear(6 * 25, 4)

        def forward(self, x):
            x = torch.relu(self.norm(self.conv(x)))
            x = torch.nn.functional.adaptive_avg_pool2d(x, 5)
            return self.dense(x.view(x.size(0), -1))

    torch.manual_seed(7)
    file = io.BytesIO()
    torch.onnx.export(Net().eval(), torch.zeros(1, 3, 12, 12), file, opset_version=12,
                      input_names=["input"], output_names=["logits"],
                      dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}})
    (OUT / "exported.onnx").write_bytes(file.getvalue())


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for make in (residual, pools, ceil, convolutions, shapes, softmax, softmax_inside, unsupported,
                 exported):
        make()
