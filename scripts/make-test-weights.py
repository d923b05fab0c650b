#!/usr/bin/env python3
"""Writes what the tests of weights and TorchScript compare with, computed by torchvision in float64.

    make-test-weights.py           the small files in src/test/resources/weights
    make-test-weights.py DIR       weights and expected values of every architecture (4 GB), for -Dsat.weights=DIR

Weights are a hash of name and index, so the tests make the same ones without Python. Needs numpy, torch, torchvision.
"""
import json
import struct
import sys
import zlib
from pathlib import Path

import numpy as np
import torch
import torchvision

RESOURCES = Path(__file__).resolve().parent.parent / "src/test/resources/weights"
CLASSES = 7
ARCHITECTURES = ["alexnet", "resnet18", "resnet34", "resnet50", "squeezenet1_1", "vgg11", "vgg11_bn", "vgg13",
                 "vgg13_bn", "vgg16", "vgg16_bn", "vgg19", "vgg19_bn"]
# 256 and 448: the pooling of VGG and AlexNet is no identity there
SIZES = {"alexnet": [(224, 224), (256, 224)], "vgg16": [(224, 224), (256, 224)], "vgg11_bn": [(224, 224), (448, 256)],
         "squeezenet1_1": [(224, 224), (97, 130)], "resnet18": [(224, 224), (97, 130)]}


def uniform(key, shape):
    """Values in [-0.5, 0.5) that depend on the key and the index alone."""
    x = np.arange(int(np.prod(shape)), dtype=np.uint64)
    x = (x * 2654435761 + zlib.crc32(key.encode())) & 0xFFFFFFFF
    for _ in range(2):
        x = ((x ^ (x >> 16)) * 0x45D9F3B) & 0xFFFFFFFF
    x ^= x >> 16
    return ((x >> 8) * 2.0**-24 - 0.5).reshape(shape)


def weights(key, shape):
    if len(shape) > 1:
        return uniform(key, shape) * np.sqrt(24.0 / np.prod(shape[1:]))
    positive = key.endswith((".weight", ".running_var"))
    return uniform(key, shape) * (0.5 if positive else 0.2) + (1.0 if positive else 0.0)


def fill(model):
    state = model.state_dict()
    for key, value in state.items():
        if value.dtype.is_floating_point:
            array = weights(key, tuple(value.shape)).astype(np.float32)
            state[key] = torch.from_numpy(array.reshape(tuple(value.shape)))
    model.load_state_dict(state)
    return model


def save(path, tensors):
    header, data, at = {}, [], 0
    for key, value in tensors.items():
        value = np.ascontiguousarray(value)
        kind = {"float32": "F32", "int64": "I64"}[str(value.dtype)]
        header[key] = {"dtype": kind, "shape": list(value.shape), "data_offsets": [at, at + value.nbytes]}
        data.append(value.tobytes())
        at += value.nbytes
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    Path(path).write_bytes(struct.pack("<Q", len(text)) + text + b"".join(data))


def expected(model, images, size):
    """Logits, and the gradient of each image's largest logit."""
    model = model.double().eval()
    shape = (images, 3, *size)
    x = torch.from_numpy((uniform("input", shape) * np.sqrt(12.0)).astype(np.float32)).double().requires_grad_()
    logits = model(x)
    logits.max(1).values.sum().backward()
    result = {"logits": logits.detach().numpy().astype(np.float32), "gradient": x.grad.numpy().astype(np.float32)}
    model.float()
    return result


def network(name):
    return fill(getattr(torchvision.models, name)(weights=None, num_classes=CLASSES)).eval()


def script():
    """A network in training mode with everything that training mode changes."""
    return fill(torch.nn.Sequential(
        torch.nn.Conv2d(3, 8, 3, padding=1), torch.nn.BatchNorm2d(8), torch.nn.ReLU(), torch.nn.Dropout(0.5),
        torch.nn.Conv2d(8, 8, 3, stride=2, groups=2), torch.nn.BatchNorm2d(8), torch.nn.GELU(),
        torch.nn.AdaptiveAvgPool2d(2), torch.nn.Flatten(), torch.nn.Linear(32, 4))).train()


def main():
    torch.manual_seed(0)
    if len(sys.argv) == 1:
        RESOURCES.mkdir(parents=True, exist_ok=True)
        for name in ["squeezenet1_1", "resnet18"]:
            save(RESOURCES / f"{name}.expected.safetensors", expected(network(name), 1, (40, 44)))
        model = script()
        torch.jit.script(model).save(str(RESOURCES / "script.pt"))
        save(RESOURCES / "script.expected.safetensors", expected(model, 2, (12, 14)))
        model.softmax = torch.nn.Softmax(1)
        torch.jit.script(model).save(str(RESOURCES / "softmax.pt"))
        torch.save({"w": torch.zeros(2)}, RESOURCES / "pickled.pt")
        return
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    for name in ARCHITECTURES:
        model = network(name)
        save(out / f"{name}.safetensors", {k: v.numpy() for k, v in model.state_dict().items()})
        for size in SIZES.get(name, [(224, 224)]):
            save(out / f"{name}.{size[0]}x{size[1]}.expected.safetensors", expected(model, 1, size))
        print(name, flush=True)
    model = network("squeezenet1_1")
    zeros = torch.zeros(1, 3, 224, 224)
    torch.jit.trace(model, zeros).save(str(out / "squeezenet1_1.pt"))
    torch.onnx.export(model, zeros, str(out / "squeezenet1_1.onnx"), input_names=["input"],
                      dynamic_axes={"input": {0: "N"}})
    torch.save(model.state_dict(), out / "squeezenet1_1.pth")


if __name__ == "__main__":
    main()
