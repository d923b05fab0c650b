#!/usr/bin/env python3
"""Writes networks whose graphs are hard to read as small ONNX files to src/test/resources/onnx/graphs.

Shape arithmetic with heads or groups folded into the images' axis, transformers as torch.onnx.export(model, x,
file) writes them, padding, squeeze-and-excitation with expand_as, and operators beside the usual ones.
NAME@VARIANT.onnx is what torch's exporter makes of network NAME (VARIANT: operator set, then -one, -two for a
fixed number of images, -raw for nothing folded); beside them are NAME.input.npy (three images), NAME.logits.npy
and NAME.gradient.npy, the gradient of each image's largest logit: what PyTorch says in float64, image by image.
Needs numpy, torch and torchvision (made with 2.0.1 and 0.15.2). Seeds are fixed.
"""
import copy
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F
from torchvision.models import SwinTransformer, VisionTransformer

OUT = Path(__file__).resolve().parent.parent / "src/test/resources/onnx/graphs"
CLASSES = 5


def lively(model):
    generator = torch.Generator().manual_seed(1)
    for name, parameter in model.named_parameters():
        fan_in = parameter[0].numel() if parameter.dim() > 1 else 1
        parameter.data.normal_(0, 1.2 * fan_in ** -0.5 if parameter.dim() > 1 else 0.3, generator=generator)
        if parameter.dim() == 1 and name.endswith("weight"):
            parameter.data.add_(1)
    return model.eval()


def export(name, model, size, *variants):
    lively(model)
    if any(isinstance(module, nn.MultiheadAttention) for module in model.modules()):
        model.train()  # else it calls one operator that cannot be exported; there is no dropout
    x = torch.randn(3, 3, size, size, generator=torch.Generator().manual_seed(2))
    exact, leaf = copy.deepcopy(model).double(), x.double().requires_grad_(True)
    logits = torch.cat([exact(leaf[i:i + 1]) for i in range(3)])
    logits.max(dim=1).values.sum().backward()
    for what, values in [("input", x), ("logits", logits.detach()), ("gradient", leaf.grad)]:
        np.save(OUT / f"{name}.{what}.npy", values.numpy().astype(np.float32))
    for variant in variants:
        opset, _, how = variant.partition("-")
        free = None if how in ("one", "two") else {"input": {0: "N"}, "logits": {0: "N"}}
        torch.onnx.export(
            model, x[:2] if how == "two" else x[:1], str(OUT / f"{name}@{variant}.onnx"),
            opset_version=int(opset), input_names=["input"], output_names=["logits"], dynamic_axes=free,
            do_constant_folding=how != "raw", training=torch.onnx.TrainingMode.PRESERVE)


class Head(nn.Module):
    """Features, mean over height and width, dense layer."""

    def __init__(self, features, channels):
        super().__init__()
        self.features, self.dense = features, nn.Linear(channels, CLASSES)

    def forward(self, x):
        return self.dense(F.adaptive_avg_pool2d(self.features(x), 1).flatten(1))


class Heads(nn.Module):
    """Attention over pixels whose heads are folded into the images' axis, the pixels left as -1."""

    def __init__(self):
        super().__init__()
        self.stem, self.qkv = nn.Conv2d(3, 16, 3, padding=1), nn.Conv2d(16, 48, 1)

    def forward(self, x):
        x = F.relu(self.stem(x))
        n, c, h, w = x.shape
        q, k, v = (t.reshape(n * 4, c // 4, -1) for t in self.qkv(x).chunk(3, dim=1))
        weights = ((q.transpose(-1, -2) @ k) * (c // 4) ** -0.5).softmax(-1)
        return (v @ weights.transpose(-1, -2)).reshape(n, -1, h, w)


class Groups(nn.Module):
    """Groups of channels folded into the images' axis, pooled, normalised and gated there."""

    def __init__(self):
        super().__init__()
        self.stem, self.last = nn.Conv2d(3, 16, 3, padding=1), nn.Conv2d(4, 6, 3, padding=1)
        self.scale, self.shift = nn.Parameter(torch.ones(1, 4, 1, 1)), nn.Parameter(torch.ones(1, 4, 1, 1))

    def forward(self, x):
        x = F.relu(self.stem(x))
        n, _, h, w = x.shape
        x = x.view(n * 4, -1, h, w)
        gate = (x * F.adaptive_avg_pool2d(x, 1)).sum(1, keepdim=True).view(n * 4, -1)
        gate = gate - gate.mean(1, keepdim=True)
        gate = (gate / (gate.std(1, keepdim=True) + 1e-5)).view(n, 4, h, w) * self.scale + self.shift
        x = x * torch.sigmoid(gate.view(n * 4, 1, h, w))
        return F.max_pool2d(F.relu(self.last(x)), 2).view(n, -1, h // 2, w // 2)


class Sequence(nn.Module):
    """A transformer's layer with the sequence first, as nn.TransformerEncoderLayer has it by default."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 4, stride=4)
        self.layer = nn.TransformerEncoderLayer(8, 2, 16, dropout=0.0)
        self.dense = nn.Linear(8, CLASSES)

    def forward(self, x):
        return self.dense(self.layer(self.stem(x).flatten(2).permute(2, 0, 1)).mean(0))


class Products(nn.Module):
    """Attention by einsum with a mask, tokens mixed from the left."""

    def __init__(self):
        super().__init__()
        self.stem, self.qkv = nn.Conv2d(3, 8, 4, stride=4), nn.Linear(8, 24)
        self.mix, self.dense = nn.Parameter(torch.ones(16, 16)), nn.Linear(8, CLASSES)

    def forward(self, x):
        x = self.stem(x).flatten(2).transpose(1, 2)
        n, t, c = x.shape
        q, k, v = self.qkv(x).view(n, t, 3, 2, c // 2).permute(2, 0, 3, 1, 4)
        mask = torch.triu(torch.ones(t, t), 1).bool()
        weights = torch.einsum("bhid,bhjd->bhij", q, k).masked_fill(mask, float("-inf")).float().softmax(-1)
        x = x + torch.einsum("bhij,bhjd->bihd", weights.type_as(x), v).reshape(n, t, c)
        return self.dense((self.mix @ x).mean(1))


class Padded(nn.Module):
    """Padding on one side, negative, with another value, reflected, repeated, of channels; SAME pooling."""

    def __init__(self):
        super().__init__()
        self.stem, self.deep = nn.Conv2d(3, 6, 3), nn.Conv2d(8, 8, 3, stride=2)

    def forward(self, x):
        x = F.relu(self.stem(F.pad(x, (0, 1, 0, 1))))
        x = F.pad(F.pad(x, (-1, 2, 1, 0), value=0.5), (0, 0, 0, 0, 1, 1))
        x = F.pad(F.pad(x, (1, 2, 2, 1), mode="reflect"), (2, 0, 0, 1), mode="replicate")
        return F.max_pool2d(F.pad(self.deep(x), (0, 1, 0, 1), value=float("-inf")), 3, 2)


class Gated(nn.Module):
    """Squeeze-and-excitation with expand_as, another with a convolution along a line, axes that are dropped."""

    def __init__(self):
        super().__init__()
        self.stem, self.squeeze = nn.Conv2d(3, 8, 3, padding=1), nn.Linear(8, 8)
        self.line = nn.Conv1d(1, 1, 3, padding=1)

    def forward(self, x):
        x = F.leaky_relu(self.stem(x), 0.1)
        gate = torch.sigmoid(self.squeeze(F.adaptive_avg_pool2d(x, 1).squeeze(-1).squeeze(-1)))
        x = x * gate.view(x.size(0), -1, 1, 1).expand_as(x)
        y = self.line(x.mean((2, 3)).unsqueeze(1)).transpose(1, 2).unsqueeze(-1)
        return x * torch.sigmoid(y).expand_as(x)


class Operators(nn.Module):
    """Activations, reductions, powers, selections and masks that few networks have."""

    def __init__(self):
        super().__init__()
        self.stem, self.slopes = nn.Conv2d(3, 8, 3, padding=1), nn.PReLU(8)
        self.group, self.instance = nn.GroupNorm(2, 8), nn.InstanceNorm2d(8, affine=True)
        self.dense = nn.Linear(50, CLASSES)

    def forward(self, x):
        x = self.slopes(self.group(self.stem(x)))
        a = torch.cat([F.elu(x[:, :2], 0.7), F.selu(x[:, 2:4]), F.mish(x[:, 4:6]), F.celu(x[:, 6:], 0.8)], 1)
        b = F.relu(self.instance(a)) + 0.1
        kept = torch.where(torch.arange(12.0) > 5, b, torch.zeros(()))
        picked = b[:, [7, 6, 0, 3, 3]][:, :, 1::3, ::4].flip(3)
        values = [
            b.sum((2, 3)), b.amax((2, 3)), b.amin((2, 3)), b.norm(dim=(2, 3)), b.pow(3).mean((2, 3)),
            b.max(1)[0].mean(1)[:, :2], (1 / b).mean((2, 3))[:, :2], b.pow(-1.5).mean((2, 3))[:, :2],
            F.normalize(kept.mean((2, 3)), dim=1)[:, :2], (picked * torch.arange(3.0)).mean((2, 3))[:, :2]]
        return self.dense(torch.cat(values, 1))


def unflatten(x, dim, sizes):
    """The same, of the last axis, in operators that can be exported."""
    return x.reshape(*x.shape[:-1], *sizes)


def attention(q, k, v, mask=None, dropout=0.0, is_causal=False):
    """The same without a mask."""
    return ((q * q.shape[-1] ** -0.5) @ k.transpose(-1, -2)).softmax(-1) @ v


if __name__ == "__main__":
    F.scaled_dot_product_attention = attention
    torch.Tensor.unflatten = unflatten
    OUT.mkdir(parents=True, exist_ok=True)
    for old in OUT.iterdir():
        old.unlink()
    export("heads", Head(Heads(), 16), 8, "13", "13-one", "13-two", "17-raw")
    export("groups", Head(Groups(), 24), 8, "11", "13-one", "13-two", "14-raw")
    export("vit", VisionTransformer(16, 8, 1, 2, 8, 16, num_classes=CLASSES), 16, "13-one", "14", "17-two")
    export("swin", SwinTransformer([2, 2], 4, [1, 2], [1, 2], [4, 4], num_classes=CLASSES), 20,
           "13-one", "17-raw")
    export("sequence", Sequence(), 16, "13-one", "14", "13-two")
    export("products", Products(), 16, "14", "17-one")
    export("padded", Head(Padded(), 8), 12, "11-one", "13", "17-raw")
    export("padded9", Head(nn.Sequential(nn.ZeroPad2d((0, 1, 0, 1)), nn.Conv2d(3, 6, 3), nn.ZeroPad2d((2, 1, 0, 3)),
                                         nn.ReLU()), 6), 12, "9", "10-one", "12", "15-raw")
    export("gated", Head(Gated(), 8), 12, "12-one", "13", "13-two", "17-raw")
    export("operators", Operators(), 12, "13", "13-one", "16-raw", "13-two")
