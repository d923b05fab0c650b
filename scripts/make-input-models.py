#!/usr/bin/env python3
"""Makes src/test/resources/onnx/inputs: networks whose inputs are grey, bytes or channels last, a picture,
and what numpy (float64) and Pillow make of them. Needs onnx, numpy and Pillow. Running it again gives the same files."""

import pathlib

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

OUT = pathlib.Path(__file__).parent.parent / "src/test/resources/onnx/inputs"
SIDE = 24
random = np.random.default_rng(12)


def network(name, dims, channels, byte=False, last=False):
    """Convolution, ReLU, mean, three logits; bytes are cast and divided by 255 first."""
    weights = {
        "w": random.normal(0, 0.4, (6, channels, 3, 3)).astype("f4"),
        "b": random.normal(0, 0.1, 6).astype("f4"),
        "v": random.normal(0, 0.5, (3, 6)).astype("f4"),
        "c": random.normal(0, 0.1, 3).astype("f4"),
    }
    nodes, x = [], "x"
    constants = [numpy_helper.from_array(value, key) for key, value in weights.items()]
    if byte:
        nodes += [
            helper.make_node("Cast", ["x"], ["real"], "cast", to=TensorProto.FLOAT),
            helper.make_node("Div", ["real", "most"], ["scaled"], "scale"),
        ]
        constants.append(numpy_helper.from_array(np.float32(255), "most"))
        x = "scaled"
    if last:
        nodes.append(helper.make_node("Transpose", [x], ["first"], "channels_first", perm=[0, 3, 1, 2]))
        x = "first"
    nodes += [
        helper.make_node("Conv", [x, "w", "b"], ["conv"], "conv", pads=[1, 1, 1, 1]),
        helper.make_node("Relu", ["conv"], ["relu"], "relu"),
        helper.make_node("GlobalAveragePool", ["relu"], ["mean"], "mean"),
        helper.make_node("Flatten", ["mean"], ["flat"], "flatten"),
        helper.make_node("Gemm", ["flat", "v", "c"], ["logits"], "dense", transB=1),
    ]
    graph = helper.make_graph(
        nodes,
        name,
        [helper.make_tensor_value_info("x", TensorProto.UINT8 if byte else TensorProto.FLOAT, dims)],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [dims[0], 3])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    onnx.checker.check_model(model)
    onnx.save(model, OUT / f"{name}.onnx")
    w, b, v, c = (weights[key].astype("f8") for key in "wbvc")

    def run(value):
        """Logits, and the gradient of each input's largest."""
        x = value / 255 if byte else value
        rows, columns = x.shape[2:]
        padded = np.pad(x, ((0, 0), (0, 0), (1, 1), (1, 1)))
        taps = [(i, j) for i in range(3) for j in range(3)]
        conv = b[None, :, None, None] + sum(
            np.einsum("oc,nchw->nohw", w[:, :, i, j], padded[:, :, i : i + rows, j : j + columns]) for i, j in taps
        )
        logits = np.maximum(conv, 0).mean((2, 3)) @ v.T + c
        passed = (conv > 0) * v[logits.argmax(1)][:, :, None, None] / (rows * columns)
        gradient = np.zeros_like(padded)
        for i, j in taps:
            gradient[:, :, i : i + rows, j : j + columns] += np.einsum("oc,nohw->nchw", w[:, :, i, j], passed)
        return logits, gradient[:, :, 1:-1, 1:-1] / (255 if byte else 1)

    return run


def expect(name, run, value):
    """Files for an array N x C x H x W."""
    logits, gradient = run(value)
    for key, array in (("input", value), ("logits", logits), ("gradient", gradient)):
        np.save(OUT / f"{name}.{key}.npy", array.astype("f4"))


def picture():
    y, x = np.mgrid[0:38, 0:52]
    channels = [127 + 120 * np.sin(x / 5 + c) * np.cos(y / (4 + c)) + random.normal(0, 6, x.shape) for c in range(3)]
    image = Image.fromarray(np.clip(np.stack(channels, 2), 0, 255).astype("u1"))
    image.save(OUT / "picture.png")
    return image


def prepared(image, mode, filter, resize=None):
    """C x H x W bytes as torchvision's Resize and CenterCrop make them of a Pillow image."""
    image = image.convert(mode)
    if resize is None:
        image = image.resize((SIDE, SIDE), filter)
    else:
        image = image.resize((int(resize * image.width / image.height), resize), filter)
        left, top = round((image.width - SIDE) / 2), round((image.height - SIDE) / 2)
        image = image.crop((left, top, left + SIDE, top + SIDE))
    return np.atleast_3d(np.asarray(image)).transpose(2, 0, 1)[None].astype("f8")


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    image = picture()
    grey = network("grey", ["N", 1, SIDE, SIDE], 1)
    expect("grey", grey, random.normal(0, 1, (2, 1, SIDE, SIDE)))
    taken = prepared(image, "L", Image.BICUBIC, 27)
    np.save(OUT / "grey.picture.npy", grey((taken / 255 - 0.4) / 0.2)[0].astype("f4"))
    last = network("bytes-last", ["N", SIDE, SIDE, 3], 3, byte=True, last=True)
    expect("bytes-last", last, random.integers(0, 256, (2, 3, SIDE, SIDE)).astype("f8"))
    taken = prepared(image, "RGB", Image.NEAREST)
    np.save(OUT / "bytes-last.picture.npy", last(taken)[0].astype("f4"))
    expect("open-last", network("open-last", ["N", "H", "W", "C"], 3, last=True), random.normal(0, 1, (2, 3, SIDE, SIDE)))
    expect("cube-last", network("cube-last", ["N", 3, 3, 3], 3, last=True), random.normal(0, 1, (2, 3, 3, 3)))
