#!/usr/bin/env python3
"""Makes src/test/resources/masks/polygons.tsv: random polygons as pycocotools draws them.

A line has width, height, the polygons of one annotation as JSON and pycocotools' run lengths of
their union. Needs pycocotools 2.0.11. Usage: make-test-polygons.py FILE [LINES [SEED]]
"""
import json
import sys

import numpy as np
from pycocotools import mask


def polygon(rng, h, w, kind):
    count = int(rng.integers(3, 12))
    if kind == 0:  # a star around a point, in hundredths
        angle = np.sort(rng.random(count)) * 2 * np.pi
        radius = (0.2 + rng.random(count)) * max(h, w) / 2
        x = rng.random() * w + radius * np.cos(angle)
        y = rng.random() * h + radius * np.sin(angle)
        return np.round(np.stack((x, y), 1), 2)
    if kind == 1:  # corners in any order, some outside, all digits
        return (rng.random((count, 2)) * 2 - 0.5) * [w, h]
    if kind == 2:  # whole and half numbers
        return rng.integers(-4, 2 * max(h, w) + 4, (count, 2)) / 2
    if kind == 3:  # less than a few pixels
        return rng.random(2) * [w, h] + rng.random((count, 2)) * 3
    if kind == 4:  # on the positions between which it is rounded
        return rng.integers(-20, 10 * max(h, w), (count, 2)) / 10
    corners = rng.integers(-2, max(h, w) + 2, (3, 2)).astype(float)
    return np.repeat(corners, 2, 0)  # every corner twice


rng = np.random.default_rng(int(sys.argv[3]) if len(sys.argv) > 3 else 7)
with open(sys.argv[1], "w", encoding="ascii", newline="\n") as file:
    for i in range(int(sys.argv[2]) if len(sys.argv) > 2 else 400):
        h, w = map(int, rng.integers(1, 120 if i % 3 else 12, 2))
        parts = 1 if i % 4 else int(rng.integers(2, 5))
        polygons = [polygon(rng, h, w, i % 6).ravel().tolist() for _ in range(parts)]
        union = mask.merge(mask.frPyObjects(polygons, h, w))
        print(w, h, json.dumps(polygons), union["counts"].decode(), sep="\t", file=file)
