#!/usr/bin/env python3
"""Writes a classifier that cannot see the top left quarter of its input, for the tests of effects.

    make-effect-models.py

The input is multiplied by a mask with 0 there, before the first weights, so removing a segment of this quarter cannot
change the answer. Random weights with a fixed seed. Needs numpy and onnx.
"""
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FILE = Path(__file__).resolve().parent.parent / "src/test/resources/onnx/blind-corner.onnx"
SIZE = 32


def main():
    random = np.random.default_rng(1)
    mask = np.ones((1, 1, SIZE, SIZE), np.float32)
    mask[:, :, :SIZE // 2, :SIZE // 2] = 0
    weights = {
        "mask": mask,
        "w1": (random.normal(size=(4, 3, 3, 3)) * 0.5).astype(np.float32),
        "w2": (random.normal(size=(2, 4)) * 2).astype(np.float32),
    }
    nodes = [
        helper.make_node("Mul", ["x", "mask"], ["seen"]),
        helper.make_node("Conv", ["seen", "w1"], ["c"], pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["c"], ["r"]),
        helper.make_node("GlobalAveragePool", ["r"], ["p"]),
        helper.make_node("Flatten", ["p"], ["f"]),
        helper.make_node("Gemm", ["f", "w2"], ["logits"], transB=1),
    ]
    graph = helper.make_graph(
        nodes, "blind-corner",
        [helper.make_tensor_value_info("x", TensorProto.FLOAT, ["N", 3, SIZE, SIZE])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["N", 2])],
        [numpy_helper.from_array(value, name) for name, value in weights.items()])
    opset = [helper.make_opsetid("", 17)]
    onnx.save(helper.make_model(graph, opset_imports=opset, ir_version=8, producer_name="make-effect-models"), FILE)
    declaration = {"classes": ["horse", "zebra"], "input": {"size": [SIZE, SIZE], "mean": [0.5] * 3, "std": [0.5] * 3}}
    FILE.with_suffix(".onnx.json").write_text(json.dumps(declaration) + "\n")


main()
