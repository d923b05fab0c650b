"""Blocks of which the networks are made; each takes the executor first."""
import torch
from torch import nn
from torch.nn import functional as F

from .plain import Plain


def own(run):
    """Whether PyTorch's own layer may be called: it is what exporters see."""
    return isinstance(run, Plain)


def layer_norm(run, x, layer):
    if own(run):
        return layer(x)
    return run.norm(x, spread([-1], layer.eps), layer.weight, layer.bias)


def spread(axes, eps):
    def mean_and_scale(a):
        def mean(t):
            return t.mean(axes, keepdim=True)
        return mean, ((a - mean(a)).square().mean(axes, keepdim=True) + eps).sqrt()
    return mean_and_scale


def group_norm(run, x, layer, groups):
    """Group normalisation; with a group a channel, instance normalisation."""
    if own(run):
        return layer(x)
    n, c, h, w = x.shape
    rows = run.move(x, lambda a: a.reshape(n, groups, c // groups, h, w))
    weight = layer.weight.reshape(1, groups, c // groups, 1, 1)
    bias = layer.bias.reshape(1, groups, c // groups, 1, 1)
    return run.move(run.norm(rows, spread([2, 3, 4], layer.eps), weight, bias), lambda a: a.reshape(n, c, h, w))


class RmsNorm(nn.Module):
    def __init__(self, width, eps=1e-6):
        super().__init__()
        self.weight, self.eps = nn.Parameter(torch.ones(width)), eps

    def run(self, run, x):
        if own(run) and run.fused == "newest":
            return F.rms_norm(x, self.weight.shape, self.weight, self.eps)
        return run.norm(x, lambda a: (None, (a.square().mean(-1, keepdim=True) + self.eps).sqrt()), self.weight)


def unit_length(run, x):
    """x over its Euclidean length."""
    if own(run):
        return F.normalize(x, dim=-1)
    return run.norm(x, lambda a: (None, a.norm(dim=-1, keepdim=True)))


def heads(run, x, count):
    """N x T x C to N x heads x T x (C / heads)."""
    return run.move(x, lambda a: a.reshape(a.shape[0], a.shape[1], count, -1).transpose(1, 2))


def joined(run, x):
    return run.move(x, lambda a: a.transpose(1, 2).flatten(2))


class Attention(nn.Module):
    """Self attention with one layer for query, key and value."""

    def __init__(self, width, count, form="product", unit=False, norms=False, gated=False):
        super().__init__()
        self.qkv, self.out = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.count, self.form, self.unit = count, form, unit
        self.norms = nn.ModuleList(RmsNorm(width // count) for _ in range(2)) if norms else None
        self.gate = nn.Linear(width, width) if gated else None

    def run(self, run, x, bias=None, factor=None):
        qkv = run.dense(x, self.qkv, projection=True)
        width = self.out.in_features
        q, k, v = (heads(run, run.move(qkv, lambda a, i=i: a[..., i * width:(i + 1) * width]), self.count)
                   for i in range(3))
        if self.unit:
            q, k = unit_length(run, q), unit_length(run, k)
        if self.norms:
            q, k = self.norms[0].run(run, q), self.norms[1].run(run, k)
        out = joined(run, run.attention(q, k, v, bias, factor, self.form))
        if self.gate:
            out = run.gate(out, run.activation(run.dense(x, self.gate), torch.sigmoid))
        return run.dense(out, self.out, projection=True)


class TorchAttention(nn.Module):
    """nn.MultiheadAttention, whose projections are functions."""

    def __init__(self, width, count):
        super().__init__()
        self.layer = nn.MultiheadAttention(width, count, batch_first=True)
        self.count, self.width = count, width

    def run(self, run, x):
        if own(run):
            return self.layer(x, x, x, need_weights=not run.fused)[0]
        parts = []
        for i in range(3):
            part = nn.Linear(self.width, self.width).double()
            part.weight.data = self.layer.in_proj_weight.data[i * self.width:(i + 1) * self.width]
            part.bias.data = self.layer.in_proj_bias.data[i * self.width:(i + 1) * self.width]
            parts.append(heads(run, run.dense(x, part, projection=True), self.count))
        return run.dense(joined(run, run.attention(*parts)), self.layer.out_proj, projection=True)


class Mlp(nn.Module):
    def __init__(self, width, inner, function=F.gelu):
        super().__init__()
        self.up, self.down, self.function = nn.Linear(width, inner), nn.Linear(inner, width), function

    def run(self, run, x):
        return run.dense(run.activation(run.dense(x, self.up), self.function), self.down)


class GatedMlp(nn.Module):
    """SwiGLU without biases: a product of two activations."""

    def __init__(self, width, inner):
        super().__init__()
        self.gate, self.up = nn.Linear(width, inner, bias=False), nn.Linear(width, inner, bias=False)
        self.down = nn.Linear(inner, width, bias=False)

    def run(self, run, x):
        silu = run.activation(run.dense(x, self.gate), F.silu)
        return run.dense(run.product(silu, run.dense(x, self.up)), self.down)


class Glu(nn.Module):
    """F.glu: half of the values times the sigmoid of the other half."""

    def __init__(self, width, inner):
        super().__init__()
        self.up, self.down, self.inner = nn.Linear(width, 2 * inner), nn.Linear(inner, width), inner

    def run(self, run, x):
        up = run.dense(x, self.up)
        if own(run):
            return run.dense(F.glu(up), self.down)
        signal, gate = (run.move(up, lambda a, i=i: a[..., i * self.inner:(i + 1) * self.inner]) for i in range(2))
        return run.dense(run.gate(signal, run.activation(gate, torch.sigmoid)), self.down)


class SqueezeExcite(nn.Module):
    def __init__(self, width, inner, function, gate):
        super().__init__()
        self.reduce, self.expand = nn.Conv2d(width, inner, 1), nn.Conv2d(inner, width, 1)
        self.function, self.gate = function, gate

    def run(self, run, x):
        squeezed = run.mean(x, [2, 3], keep=True)
        inner = run.activation(run.conv(squeezed, self.reduce), self.function)
        return run.gate(x, run.activation(run.conv(inner, self.expand), self.gate))


class Patches(nn.Module):
    """A convolution to N x T x C, positions and, if asked for, a class token."""

    def __init__(self, width, token=True, side=4):
        super().__init__()
        self.conv = nn.Conv2d(3, width, side, side)
        count = 16 * 24 // side ** 2 + token
        self.token = nn.Parameter(torch.zeros(1, 1, width)) if token else None
        self.positions = nn.Parameter(torch.zeros(1, count, width))

    def run(self, run, x):
        x = run.move(run.conv(x, self.conv), lambda a: a.flatten(2).transpose(1, 2))
        if self.token is not None:
            x = run.concat([self.token.expand(x.shape[0], -1, -1), x], 1)
        return run.plus(x, self.positions)
