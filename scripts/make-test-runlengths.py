#!/usr/bin/env python3
"""Makes src/test/resources/masks/runlengths.tsv: random masks and their run lengths.

Written with NumPy from the description of the formats alone. A line has width, height, the pixels
(row by row, 8 a byte from the highest bit down, base64), COCO's runs as numbers, COCO's characters
and the characters of DINO-X's older form. Usage: make-test-runlengths.py FILE
"""
import base64
import sys

import numpy as np


def runs(flat):
    """Lengths of the stretches of equal pixels, background first (perhaps of length 0)."""
    edges = np.flatnonzero(np.diff(flat)) + 1
    lengths = np.diff(np.concatenate(([0], edges, [flat.size]))).tolist()
    return [0] + lengths if flat[0] else lengths


def characters(numbers):
    """Two's complement in groups of 5 bits, lowest first, as many as keep value and sign."""
    text = ""
    for i, number in enumerate(numbers):
        value = number - numbers[i - 2] if i > 2 else number
        groups = 1
        while not -(1 << (5 * groups - 1)) <= value < 1 << (5 * groups - 1):
            groups += 1
        bits = value % (1 << (5 * groups))
        for g in range(groups):
            group = bits // 32**g % 32
            text += chr(48 + group + (32 if g + 1 < groups else 0))
    return text


def coco(mask):
    return runs(mask.T.ravel())


def dds(mask):
    """By rows; what follows the last foreground run is left out."""
    numbers = runs(mask.ravel())
    return numbers[: len(numbers) // 2 * 2]


def shape(rng, kind, h, w):
    y, x = np.mgrid[:h, :w]
    if kind == 0:
        return rng.random((h, w)) < rng.random() ** 2
    if kind == 1:  # an ellipse
        cy, cx = rng.random() * h, rng.random() * w
        ry, rx = 1 + rng.random() * h / 2, 1 + rng.random() * w / 2
        return ((y - cy) / ry) ** 2 + ((x - cx) / rx) ** 2 < 1
    if kind == 2:  # stripes
        step = rng.integers(2, 9)
        return (y * rng.integers(0, 2) + x * rng.integers(0, 2)) % step < step // 2
    if kind == 3:  # a rectangle, perhaps empty
        top, bottom = np.sort(rng.integers(0, h + 1, 2))
        left, right = np.sort(rng.integers(0, w + 1, 2))
        return (y >= top) & (y < bottom) & (x >= left) & (x < right)
    return np.full((h, w), rng.integers(0, 2) == 1)


assert coco(np.array([[0, 1, 0], [0, 1, 0]], bool)) == [2, 2, 2]
assert characters([2, 2, 2]) == "222"
assert characters(dds(np.array([[0, 1, 0], [0, 1, 0]], bool))) == "1120"

rng = np.random.default_rng(20)
with open(sys.argv[1], "w", encoding="ascii", newline="\n") as file:
    for i in range(260):
        kind = i % 5
        limit = 25 if kind == 0 else 70 if i % 10 < 9 else 200
        h, w = rng.integers(1, limit, 2)
        mask = shape(rng, kind, h, w)
        bits = base64.b64encode(np.packbits(mask)).decode()
        numbers = ",".join(map(str, coco(mask)))
        row = [w, h, bits, numbers, characters(coco(mask)), characters(dds(mask))]
        print(*row, sep="\t", file=file)
