"""The same programs on tensors, with the layers of PyTorch that exporters meet."""
import math

import torch
from torch.nn import functional as F


class Plain:
    def __init__(self, fused=True):
        """Whether attention may be one function of PyTorch (operator sets below 14 lack it); "newest": others too."""
        self.fused = fused

    def conv(self, x, layer):
        return layer(x)

    def dense(self, x, layer, projection=False):
        return layer(x)

    def activation(self, x, function):
        return function(x)

    def scale(self, x, factor):
        return x * factor

    def plus(self, x, constant):
        return x + constant

    def add(self, x, y):
        return x + y

    def product(self, x, y):
        return x * y

    gate = product

    def norm(self, x, mean_and_scale, weight=None, bias=None):
        mean, deviation = mean_and_scale(x)
        out = (x if mean is None else x - mean(x)) / deviation
        out = out if weight is None else out * weight
        return out if bias is None else out + bias

    def softmax(self, x, axis=-1):
        return x.softmax(axis)

    def matmul(self, x, y, constant_left=False):
        return x @ y

    def attention(self, q, k, v, bias=None, factor=None, form="product"):
        factor = 1 / math.sqrt(q.shape[-1]) if factor is None else factor
        if form == "fused" and self.fused:
            return F.scaled_dot_product_attention(q, k, v, bias, scale=factor)
        scores = (q * factor) @ k.transpose(-2, -1) if form == "query first" else (q @ k.transpose(-2, -1)) * factor
        return (scores if bias is None else scores + bias).softmax(-1) @ v

    def mean(self, x, axes, keep=False):
        return x.mean(axes, keepdim=keep)

    def sum(self, x, axes, keep=False):
        return x.sum(axes, keepdim=keep)

    def max_pool(self, x, size):
        return F.max_pool2d(x, size)

    def move(self, x, function):
        return function(x)

    def concat(self, parts, axis):
        return torch.cat(parts, axis)
