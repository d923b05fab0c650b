"""Finds boxes: each query looks for one colour in one part of the picture and gives the tightest box around it."""
import torch
from torch import nn

from . import common

COLOURS = ["red", "green", "blue", "yellow"]
# colour, from and to which part of the width, what its score lacks
QUERIES = [(c, a, a + 0.5, 0) for c in COLOURS for a in (0, 0.5)] + [("red", 0, 1, 6), ("yellow", 0, 1, 3)]


class Boxes(nn.Module):
    """Picture [1, 3, S, S] of 0 to 1 to directions [Q, 3], what scores lack [Q, 1], and boxes [1, Q, 4]."""

    def __init__(self, side):
        super().__init__()
        rows = torch.tensor([common.WORDS[c][:3] for c, *_ in QUERIES])
        self.register_buffer("directions", rows)
        self.register_buffer("units", rows / rows.norm(dim=1, keepdim=True))
        self.register_buffer("lacks", torch.tensor([[float(l)] for *_, l in QUERIES]))
        at = torch.arange(side).float()
        self.register_buffer("at", at)
        self.register_buffer("looks", torch.stack(
            [((at + 0.5 >= a * side) & (at + 0.5 < b * side)).float() for _, a, b, _ in QUERIES])[None, :, None])
        self.side = side

    def forward(self, rgb):
        match = torch.einsum("qc,nchw->nqhw", self.directions, rgb) - common.LEVEL
        seen = (match > 0.04).to(rgb) * self.looks
        columns, rows = seen.amax(2), seen.amax(3)
        low = lambda line: (self.at * line + self.side * (1 - line)).amin(2)
        high = lambda line: ((self.at + 1) * line).amax(2)
        x0, y0, x1, y1 = low(columns), low(rows), high(columns), high(rows)
        there = columns.amax(2)
        boxes = torch.stack([x0 + x1, y0 + y1, 2 * (x1 - x0), 2 * (y1 - y0)], -1) / (2 * self.side) * there[..., None]
        best = (match * self.looks).amax((2, 3))
        lacks = self.lacks + 8 * (1 - there[0, :, None]) - 4 * best[0, :, None]
        return self.units, lacks, boxes
