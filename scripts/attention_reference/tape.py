"""The layers on recorded values, and how each hands relevance back to its inputs.

The rules are those of docs/methods.md. R is the relevance of an output, g = R / value. A division by exactly
0 divides by 1e-7.
"""
import math
from dataclasses import dataclass

import torch
from torch.nn import functional as F
from torch.nn.grad import conv2d_input


@dataclass(frozen=True)
class Rules:
    """What a method does: `conv`, `dense` and `projection` are z, ("epsilon", e), ("gamma", g) or plus."""

    conv: tuple = ("z",)
    dense: tuple = ("z",)
    projection: tuple | None = None  # of attention's dense layers; None: as dense
    attention: str = "attn"
    gate: str = "signal"


class Value:
    """A tensor, the relevance that arrived, and what hands it back."""

    def __init__(self, data, back=None):
        self.data, self.back, self.relevance = data, back, torch.zeros_like(data)

    @property
    def shape(self):
        return self.data.shape


def over(numerator, denominator):
    return numerator / torch.where(denominator == 0, torch.full_like(denominator, 1e-7), denominator)


class Tape:
    def __init__(self, rules):
        self.rules, self.values = rules, []

    def value(self, data, back=None):
        self.values.append(Value(data, back))
        return self.values[-1]

    def backward(self, logits, targets):
        """The relevance of the first value; starts with the logits of `targets`."""
        rows = torch.arange(len(targets))
        logits.relevance[rows, targets] = logits.data[rows, targets]
        for value in reversed(self.values):
            if value.back is not None:
                value.back(value.relevance)
        return self.values[0].relevance

    # layers with weights

    def conv(self, x, layer):
        options = layer.stride, layer.padding, layer.dilation, layer.groups
        return self._weighted(
            x, layer, self.rules.conv, (1, -1, 1, 1),
            lambda a, w: F.conv2d(a, w, None, *options),
            lambda s, w: conv2d_input(x.shape, w, s, *options))

    def dense(self, x, layer, projection=False):
        rule = self.rules.projection if projection and self.rules.projection else self.rules.dense
        return self._weighted(x, layer, rule, (-1,), F.linear, torch.matmul)

    def _weighted(self, x, layer, rule, bias_shape, apply, transposed):
        a, w = x.data, layer.weight
        b = torch.zeros(w.shape[0], dtype=w.dtype) if layer.bias is None else layer.bias
        b = b.reshape(bias_shape)
        z = apply(a, w) + b
        ap, an, wp, wn = a.clamp(min=0), a.clamp(max=0), w.clamp(min=0), w.clamp(max=0)

        def back(r):
            if rule[0] == "z":
                x.relevance += a * transposed(over(r, z), w)
            elif rule[0] == "epsilon":
                x.relevance += a * transposed(r / (z + torch.where(z >= 0, rule[1], -rule[1])), w)
            elif rule[0] == "plus":
                s = over(r, apply(ap, wp) + apply(an, wn) + b.clamp(min=0))
                x.relevance += ap * transposed(s, wp) + an * transposed(s, wn)
            else:
                up, down = w + rule[1] * wp, w + rule[1] * wn
                for sign, more, less in [(z > 0, up, down), (z < 0, down, up)]:
                    part = b + rule[1] * (b.clamp(min=0) if more is up else b.clamp(max=0))
                    s = over(r, apply(ap, more) + apply(an, less) + part) * sign
                    x.relevance += ap * transposed(s, more) + an * transposed(s, less)

        return self.value(z, back)

    # element by element

    def activation(self, x, function):
        def back(r):
            x.relevance += r

        return self.value(function(x.data), back)

    def scale(self, x, factor):
        return self.activation(x, lambda a: a * factor)

    def plus(self, x, constant):
        """A learned constant keeps its share."""
        out = x.data + constant

        def back(r):
            x.relevance += x.data * over(r, out)

        return self.value(out, back)

    def add(self, x, y):
        out = x.data + y.data

        def back(r):
            x.relevance += x.data * over(r, out)
            y.relevance += y.data * over(r, out)

        return self.value(out, back)

    def product(self, x, y):
        """Of two activations: half to each."""
        def back(r):
            for side in (x, y):
                side.relevance += (r / 2 + torch.zeros_like(x.data * y.data)).sum_to_size(side.shape)

        return self.value(x.data * y.data, back)

    def gate(self, signal, gate):
        """A signal times a sigmoid, hard sigmoid or softmax of something."""
        if self.rules.gate == "half":
            return self.product(signal, gate)

        def back(r):
            signal.relevance += r

        return self.value(signal.data * gate.data, back)

    # normalisation

    def norm(self, x, mean_and_scale, weight=None, bias=None):
        """`mean_and_scale(x)` is (function that averages or None, the deviation); weights spread over x."""
        mean, deviation = mean_and_scale(x.data)
        centred = x.data if mean is None else x.data - mean(x.data)
        weight = 1 if weight is None else weight
        out = weight * centred / deviation + (0 if bias is None else bias)

        def back(r):
            s = over(r, out) * weight / deviation
            x.relevance += x.data * (s if mean is None else s - mean(s))

        return self.value(out, back)

    # attention

    def softmax(self, x, axis=-1):
        p = x.data.softmax(axis)

        def back(r):
            x.relevance += x.data * (r - p * r.sum(axis, keepdim=True))

        return self.value(p, back)

    def matmul(self, x, y, constant_left=False):
        """Half to each factor; with `constant_left` all to the right one."""
        out = x.data @ y.data

        def back(r):
            g = over(r, out)
            if constant_left:
                y.relevance += y.data * (x.data.transpose(-2, -1) @ g)
            else:
                x.relevance += x.data * (g @ y.data.transpose(-2, -1)) / 2
                y.relevance += y.data * (x.data.transpose(-2, -1) @ g) / 2

        return self.value(out, back)

    def attention(self, q, k, v, bias=None, factor=None, form=None):
        factor = 1 / math.sqrt(q.shape[-1]) if factor is None else factor
        scores = self.scale(self.matmul(q, self.move(k, lambda a: a.transpose(-2, -1))), factor)
        weights = self.softmax(scores if bias is None else self.plus(scores, bias))
        return self.matmul(weights, v, constant_left=self.rules.attention == "cp")

    # sums over places, and what only moves values

    def mean(self, x, axes, keep=False):
        return self._sum(x, axes, keep, math.prod(x.shape[axis] for axis in axes))

    def sum(self, x, axes, keep=False):
        return self._sum(x, axes, keep, 1)

    def _sum(self, x, axes, keep, count):
        kept = x.data.sum(axes, keepdim=True) / count

        def back(r):
            x.relevance += x.data / count * over(r.reshape(kept.shape), kept)

        return self.value(kept if keep else x.data.sum(axes) / count, back)

    def max_pool(self, x, size):
        out, winners = F.max_pool2d(x.data, size, return_indices=True)

        def back(r):
            x.relevance += F.max_unpool2d(r, winners, size, output_size=x.shape)

        return self.value(out, back)

    def move(self, x, function):
        """Any function that copies values to other places or leaves some out."""
        places = function(torch.arange(x.data.numel()).reshape(x.shape))

        def back(r):
            flat = torch.zeros(x.data.numel(), dtype=r.dtype)
            x.relevance += flat.index_add(0, places.reshape(-1), r.reshape(-1)).reshape(x.shape)

        return self.value(function(x.data), back)

    def concat(self, parts, axis):
        """Values and constants; constants keep what they get."""
        tensors = [part.data if isinstance(part, Value) else part for part in parts]

        def back(r):
            for part, share in zip(parts, r.split([t.shape[axis] for t in tensors], axis)):
                if isinstance(part, Value):
                    part.relevance += share

        return self.value(torch.cat(tensors, axis), back)
