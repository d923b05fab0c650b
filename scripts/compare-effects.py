#!/usr/bin/env python3
"""Compute the effects of a run of `sat ablate` again in plain Python, and compare.

    python scripts/compare-effects.py RUN MODEL.onnx MODEL.onnx.json IMAGES MASKS [--limit N]

The pictures must have the size of the model's input, so that no resizing is compared. MASKS holds
label maps with names.txt. Fills: mean and blur by scipy, linear by a sparse direct solve without
noise (its rows may differ by the noise). Needs numpy, scipy, pillow, pandas, onnxruntime.
"""
import argparse
import json
import pathlib

import numpy as np
import onnxruntime
import pandas
from PIL import Image
from scipy import ndimage, sparse
from scipy.sparse.linalg import spsolve


def pad(mask, radius):
    return ndimage.binary_dilation(mask, structure=np.ones((2 * radius + 1, 2 * radius + 1), bool))


def blur(x, mask):
    sigma = min(x.shape[1:]) / 10
    h, w = mask.shape
    gy = np.exp(-((np.arange(h)[:, None] - np.arange(h)[None]) ** 2) / (2 * sigma**2))
    gx = np.exp(-((np.arange(w)[:, None] - np.arange(w)[None]) ** 2) / (2 * sigma**2))
    open_ = (~mask).astype(np.float64)
    weight = gy @ open_ @ gx
    return np.stack([gy @ (c * open_) @ gx / weight for c in x])


def linear(x, mask):
    h, w = mask.shape
    number = -np.ones(mask.shape, int)
    number[mask] = np.arange(mask.sum())
    rows, cols, data = [], [], []
    known = np.zeros((mask.sum(), len(x)))
    diagonal = np.zeros(mask.sum())
    for y, k in zip(*np.nonzero(mask)):
        me = number[y, k]
        for dy in (-1, 0, 1):
            for dx in (-1, 0, 1):
                if (dy or dx) and 0 <= y + dy < h and 0 <= k + dx < w:
                    weight = 1 / 12 if dy and dx else 1 / 6
                    diagonal[me] += weight
                    other = number[y + dy, k + dx]
                    if other < 0:
                        known[me] += weight * x[:, y + dy, k + dx]
                    else:
                        rows.append(me), cols.append(other), data.append(-weight)
    n = len(known)
    matrix = sparse.csc_matrix((data, (rows, cols)), (n, n)) + sparse.diags(diagonal)
    solved = spsolve(matrix.tocsc(), known).reshape(n, len(x))
    out = x.copy()
    out[:, mask] = solved.T
    return out


def filled(x, mask, fill):
    if fill == "linear":
        return linear(x, mask)
    out = x.copy()
    if fill == "mean":
        out[:, mask] = x[:, ~mask].mean(axis=1)[:, None]
    else:
        out[:, mask] = blur(x, mask)[:, mask]
    return out


def place(mask, placebo):
    return mask[:: -1 if placebo & 2 else 1, :: -1 if placebo & 1 else 1]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("run", "model", "declaration", "images", "masks"):
        parser.add_argument(name, type=pathlib.Path)
    parser.add_argument("--limit", type=int, default=20)
    arguments = parser.parse_args()
    declaration = json.loads(arguments.declaration.read_text())
    classes = declaration["classes"]
    scaling = declaration["input"]
    mean = np.array(scaling["mean"])[:, None, None]
    std = np.array(scaling["std"])[:, None, None]
    names = dict(enumerate(arguments.masks.joinpath("names.txt").read_text().split("\n")))
    session = onnxruntime.InferenceSession(str(arguments.model))
    run = json.loads(arguments.run.joinpath("run.json").read_text())
    radius = run["configuration"]["pad"]
    keep = json.loads(arguments.run.joinpath("effects.json").read_text())["settings"]["nested"] == "keep"
    effects = pandas.read_csv(arguments.run / "effects.csv")
    worst = {}
    for image in list(dict.fromkeys(effects.image_id))[: arguments.limit]:
        picture = np.asarray(Image.open(arguments.images / f"{image}.png").convert("RGB"), np.float64)
        order = [2, 1, 0] if scaling.get("channels") == "BGR" else [0, 1, 2]
        low, high = scaling.get("range", [0, 1])
        x = (low + (high - low) * picture.transpose(2, 0, 1)[order] / 255 - mean) / std
        labels = np.asarray(Image.open(arguments.masks / f"{image}.png"))
        padded = {names[k]: pad(labels == k, radius) for k in np.unique(labels) if names.get(k)}
        rows = effects[effects.image_id == image]
        for row in rows.itertuples():
            mask = padded[row.segment].copy()
            for name, other in padded.items():
                if not keep and other.sum() < padded[row.segment].sum():
                    mask &= ~other
            target = classes.index(row.target)
            feed = session.get_inputs()[0].name
            both = [x, filled(x, place(mask, row.placebo), row.fill)]
            logits = np.concatenate(
                [session.run(None, {feed: one[None].astype(np.float32)})[0] for one in both]
            )
            assert mask.sum() == row.mask_size, (image, row.segment, mask.sum(), row.mask_size)
            effect = float(logits[0, target]) - float(logits[1, target])
            key = (row.fill, row.placebo > 0)
            count, largest = worst.get(key, (0, 0.0))
            worst[key] = (count + 1, max(largest, abs(effect - row.effect)))
    for (fill, placebo), (count, largest) in sorted(worst.items()):
        print(f"{fill:7} {'placebos' if placebo else 'segments'} {count:5} largest difference {largest:.2e}")


if __name__ == "__main__":
    main()
