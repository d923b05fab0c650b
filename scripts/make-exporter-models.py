#!/usr/bin/env python3
"""Writes small transformers and modern convolution nets as today's exporters do, to src/test/resources/onnx/exporters.

NAME@VARIANT.onnx as in scripts/make-zoo-models.py, from which this takes its parts; beside them are NAME.input.npy
(three images), NAME.logits.npy and NAME.gradient.npy, the gradient of each image's largest logit: what PyTorch says in
float64. GraphModelsTest compares. Needs what make-zoo-models.py needs. Seeds are fixed.
"""
import copy
import importlib.util
import math
import sys
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "src/test/resources/onnx/exporters"
spec = importlib.util.spec_from_file_location("zoo", HERE / "make-zoo-models.py")
zoo = importlib.util.module_from_spec(spec)
spec.loader.exec_module(zoo)

CLASSES = 5
TIMM = {"num_classes": CLASSES}
SMALL = {"hidden_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2, "intermediate_size": 24}


def vision(name, attention=None, **options):
    import transformers as source

    config = getattr(source, name + "Config")(num_labels=CLASSES, **options)
    kind = getattr(source, name + "ForImageClassification")
    return zoo.Logits(kind._from_config(config, **({"attn_implementation": attention} if attention else {})))


def maxvit():
    from torchvision.models.maxvit import MaxVit

    return MaxVit((32, 32), 8, 2, [8, 8], [1, 1], 4, 0.0, num_classes=CLASSES)


class Choices(nn.Module):
    """Activations that an exporter writes with comparisons of the image."""

    def __init__(self):
        super().__init__()
        self.convolutions = nn.ModuleList([nn.Conv2d(3, 8, 3, 2), *(nn.Conv2d(8, 8, 3) for _ in range(4))])
        self.head = nn.Linear(8, CLASSES)

    def forward(self, x):
        take = nn.functional
        for convolution, activation in zip(self.convolutions, (
            lambda v: v * torch.tanh(take.softplus(v)),
            lambda v: take.softplus(v) - math.log(2),
            lambda v: take.hardshrink(v, 0.1),
            lambda v: torch.where(v > v.mean(dim=1, keepdim=True), v, 0.1 * v),
            lambda v: torch.where((v > -0.5) & ~(v >= 0.5), v, v.clamp(-0.5, 0.5)),
        )):
            x = activation(convolution(x))
        return self.head(x.mean(dim=(2, 3)))


NETWORKS = {
    "vit-hf": (lambda: vision("ViT", "sdpa", image_size=32, patch_size=8, **SMALL), 32, "dynamo dynamo-n script-n"),
    "dinov2-hf": (lambda: vision("Dinov2", image_size=32, patch_size=8, hidden_size=16, num_hidden_layers=1,
                                 num_attention_heads=2, mlp_ratio=2), 40, "dynamo dynamo-n script"),
    "vit-timm": (lambda: zoo.timm("vit_tiny_patch16_224", depth=1, embed_dim=16, num_heads=2, img_size=24,
                                  patch_size=8, eager=True, **TIMM), 24, "dynamo-n-23 script-n"),
    "vit-fused": (lambda: zoo.timm("vit_tiny_patch16_224", depth=1, embed_dim=16, num_heads=2, img_size=24,
                                   patch_size=8, reg_tokens=2, init_values=0.1, **TIMM), 24, "dynamo-23 dynamo-n-24"),
    "swin-timm": (lambda: zoo.timm("swin_tiny_patch4_window7_224", embed_dim=8, depths=(2, 1), num_heads=(2, 2),
                                   img_size=16, window_size=2, **TIMM), 16, "dynamo-n"),
    "maxvit": (maxvit, 32, "script"),
    "xcit": (lambda: zoo.timm("xcit_nano_12_p8_224", depth=1, embed_dim=16, num_heads=2, img_size=32, cls_attn_layers=1,
                              **TIMM), 32, "script-n"),
    "levit": (lambda: zoo.timm("levit_128s", embed_dim=(16, 16), depth=(1, 1), key_dim=4, num_heads=(2, 2), img_size=32,
                               **TIMM), 32, "script"),
    "eva02": (lambda: zoo.timm("eva02_tiny_patch14_224", depth=1, embed_dim=16, num_heads=2, img_size=24, patch_size=8,
                               **TIMM), 24, "dynamo-n"),
    "choices": (Choices, 24, "dynamo-n script-n"),
    "convnextv2": (lambda: vision("ConvNextV2", hidden_sizes=[8, 12], depths=[1, 1], num_stages=2), 32, "script-n"),
}


def without_traces(file):
    """Without the lines of Python that made each node: most of a small file."""
    del file.metadata_props[:]
    graph = file.graph
    for part in [graph, *graph.node, *graph.input, *graph.output, *graph.value_info, *graph.initializer]:
        del part.metadata_props[:]
        part.doc_string = ""
    del graph.value_info[:]
    return file


def make(name):
    torch.manual_seed(zoo.SEED)
    network, size, variants = NETWORKS[name]
    model = zoo.lively(network())
    zoo.settled(model, torch.randn(4, 3, size, size, generator=torch.Generator().manual_seed(3)))
    x = torch.randn(3, 3, size, size, generator=torch.Generator().manual_seed(2))
    exact, leaf = copy.deepcopy(model).double(), x.double().requires_grad_(True)
    logits = exact(leaf)
    logits.max(dim=1).values.sum().backward()
    for what, values in [("input", x), ("logits", logits.detach()), ("gradient", leaf.grad)]:
        np.save(OUT / f"{name}.{what}.npy", values.numpy().astype(np.float32))
    for variant in variants.split():
        file = OUT / f"{name}@{variant}.onnx"
        zoo.export(model, x[:2], str(file), variant, external_data=False)
        onnx.save(without_traces(onnx.load(file)), file)
        print(file.name, file.stat().st_size // 1024, "KB", flush=True)


if __name__ == "__main__":
    OUT.mkdir(parents=True, exist_ok=True)
    for name in sys.argv[1:] or NETWORKS:
        try:
            make(name)
        except Exception as e:
            print(name, type(e).__name__, str(e)[:300], flush=True)
