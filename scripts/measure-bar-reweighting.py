#!/usr/bin/env python3
"""Measures reweighting on Biased Action Recognition (docs/reweighting.md), beside `sat`.

    scripts/measure-bar-reweighting.py features MODEL.onnx BAR MASKS OUT.npz
    scripts/measure-bar-reweighting.py measure OUT.npz SEEDS > results.csv

The first step runs a pretrained network in ONNX Runtime once for each photograph, and once more
for its background alone: all that is no background is filled by the background's
mean. The second fits last layers by SciPy, with groups that are weighted where `sat train --how
reweight` draws them, to nine tenths of the biased photographs (drawn anew for each seed), and counts
the unbiased test photographs that each gets right. Every gain is paired with a layer that was fitted
to the same photographs without groups, once with the same strength and once (row "chosen") with
strengths that cross-validation chose for each. Intervals: bootstrap over test photographs and seeds.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np

STRENGTHS = (1e-4, 1e-3, 1e-2, 1e-1, 1)
FOLDS = 5
PARTS = 4


def network(model):
    import onnx
    import onnxruntime

    graph = onnx.load(model)
    weights = {tensor.name for tensor in graph.graph.initializer}
    head = [
        node
        for node in graph.graph.node
        if node.op_type in ("Gemm", "Conv", "MatMul") and any(i in weights for i in node.input)
    ][-1]
    value = head.input[0]
    graph.graph.output.append(
        onnx.helper.make_tensor_value_info(value, onnx.TensorProto.FLOAT, None)
    )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(graph.SerializeToString(), options)
    name = session.get_inputs()[0].name

    def features(values):
        found = session.run([value], {name: values[None]})[0]
        return found.mean((2, 3))[0] if found.ndim == 4 else found[0]

    return features


def features(model, images, masks, out):
    import cv2
    from PIL import Image

    run = network(model)
    declared = json.loads(Path(model + ".json").read_text())["input"]
    height, width = declared["size"]
    low, high = declared.get("range", [0, 1])
    mean, std = np.array(declared.get("mean", [0] * 3)), np.array(declared.get("std", [1] * 3))
    cropped = "resize" in declared or "crop_fraction" in declared
    whole_side = declared.get("resize", round(height / declared.get("crop_fraction", 1)))
    flipped = declared.get("channels", "RGB").upper() == "BGR"

    def grid(image, how):
        if not cropped:
            return np.array(image.resize((width, height), how))
        scale = whole_side / min(image.size)
        size = [round(side * scale) for side in image.size]
        left, top = (size[0] - width) // 2, (size[1] - height) // 2
        return np.array(image.resize(size, how).crop((left, top, left + width, top + height)))

    def values(pixels):
        scaled = low + pixels / 255 * (high - low)
        ordered = scaled[:, :, ::-1] if flipped else scaled
        return ((ordered - mean) / std).astype(np.float32).transpose(2, 0, 1)

    files = [
        file
        for split in ("train", "test")
        for file in sorted((Path(images) / split).iterdir())
        if file.suffix.lower() in (".jpg", ".jpeg", ".png")
    ]
    names = sorted({file.stem.rsplit("_", 1)[0] for file in files})
    rows = {key: [] for key in ("whole", "alone", "labels", "test")}
    for number, file in enumerate(files):
        pixels = grid(Image.open(file).convert("RGB"), Image.BICUBIC).astype(float)
        rows["whole"].append(run(values(pixels)))
        rows["labels"].append(names.index(file.stem.rsplit("_", 1)[0]))
        rows["test"].append(file.parent.name == "test")
        if number % 100 == 0:
            print(number, "of", len(files), file=sys.stderr, flush=True)
        if rows["test"][-1]:
            continue
        mask = Image.open(Path(masks) / file.parent.name / (file.stem + ".png"))
        thing = cv2.dilate((grid(mask, Image.NEAREST) != 0).astype(np.uint8), np.ones((5, 5))) > 0
        alone = pixels.copy()
        if thing.any() and not thing.all():
            alone[thing] = pixels[~thing].mean(0)
        rows["alone"].append(run(values(alone)))
    np.savez(out, **{key: np.array(value) for key, value in rows.items()})


class Layer:
    """Standardised features, one class against the others."""

    def __init__(self, weights, bias):
        self.weights, self.bias = weights, bias

    @staticmethod
    def fit(rows, labels, strength, weights_of_rows=None):
        from scipy.optimize import minimize

        mean, deviation = rows.mean(0), rows.std(0)
        deviation[deviation == 0] = 1
        standard = ((rows - mean) / deviation).astype(np.float32)
        classes = labels.max() + 1
        sign = np.where(labels[:, None] == np.arange(classes), 1, -1).astype(np.float32)
        weight = np.ones(len(rows)) if weights_of_rows is None else weights_of_rows
        weight = (strength * weight).astype(np.float32)[:, None]

        def loss(values):
            layer = values.reshape(-1, classes)
            margin = (standard @ layer[:-1].astype(np.float32) + layer[-1].astype(np.float32)) * sign
            slope = -weight * sign / (1 + np.exp(np.clip(margin, -60, 60)))
            gradient = np.vstack([standard.T @ slope + layer[:-1], slope.sum(0)])
            total = (weight * np.logaddexp(0, -margin)).sum(dtype=float) + 0.5 * (layer[:-1] ** 2).sum()
            return total, gradient.ravel()

        start = np.zeros((rows.shape[1] + 1) * classes)
        ends = {"maxiter": 200, "ftol": 1e-7, "gtol": 1e-3 * strength**0.5}
        found = minimize(loss, start, jac=True, method="L-BFGS-B", options=ends).x.reshape(-1, classes)
        weights = (found[:-1] / deviation[:, None]).T
        return Layer(weights, found[-1] - weights @ mean)

    @staticmethod
    def balanced(rows, labels, groups, strength):
        """Each class keeps its weight; in it, each group weighs the same."""
        of_group = np.bincount(groups)
        parts = np.array([len(np.unique(groups[labels == c])) for c in range(labels.max() + 1)])
        weights = np.bincount(labels)[labels] / parts[labels] / of_group[groups]
        return Layer.fit(rows, labels, strength, weights)

    def right(self, rows, labels):
        return (rows @ self.weights.T + self.bias).argmax(1) == labels


def dealt(groups, parts, random):
    """The part of each row; those of a group go to all parts in turn."""
    part = np.zeros(len(groups), int)
    start = 0
    for g in np.unique(groups):
        own = random.permutation(np.where(groups == g)[0])
        part[own] = (np.arange(len(own)) + start) % parts
        start += len(own)
    return part


def gives_away(alone, labels, random):
    """Whether a layer that was fitted to other backgrounds alone names the class."""
    part = dealt(labels, FOLDS, random)
    named = np.zeros(len(labels), bool)
    for f in range(FOLDS):
        layer = Layer.fit(alone[part != f], labels[part != f], 1e-3)
        named[part == f] = layer.right(alone[part == f], labels[part == f])
    return named


def held_out(rows, labels, part, fit):
    right = np.zeros(len(labels), bool)
    for f in range(PARTS):
        right[part == f] = fit(part != f).right(rows[part == f], labels[part == f])
    return right


def about_best(tried):
    """The strongest whose worst group and mean are within a standard error of the best."""
    worst = max(tried, key=lambda one: (one[0].min(), one[0].mean()))
    mean = max(tried, key=lambda one: one[0].mean())
    lowest = worst[0].min() - worst[1][worst[0].argmin()] ** 0.5
    least = mean[0].mean() - mean[1].sum() ** 0.5 / len(mean[1])
    good = [k for k, (each, _) in enumerate(tried) if each.min() >= lowest and each.mean() >= least]
    return good[0] if good else next(k for k, one in enumerate(tried) if one is worst)


def measure(file, seeds):
    data = dict(np.load(file))
    train, test = ~data["test"], data["test"]
    all_rows, all_labels = data["whole"][train].astype(float), data["labels"][train]
    tests, answers = data["whole"][test].astype(float), data["labels"][test]
    right = {}
    for seed in range(1, seeds + 1):
        random = np.random.default_rng(seed)
        keep = random.random(len(all_labels)) >= 0.1
        rows, labels = all_rows[keep], all_labels[keep]
        groups = 2 * labels + ~gives_away(data["alone"][keep].astype(float), labels, random)
        part = dealt(groups, PARTS, random)
        with_groups, without = [], []
        for strength in STRENGTHS:
            found = held_out(
                rows, labels, part, lambda i: Layer.balanced(rows[i], labels[i], groups[i], strength)
            )
            counts = np.bincount(groups)
            each = np.bincount(groups, found)[counts > 0] / counts[counts > 0]
            with_groups.append((each, each * (1 - each) / counts[counts > 0]))
            found = held_out(rows, labels, part, lambda i: Layer.fit(rows[i], labels[i], strength))
            without.append(found.mean())
            pair = (
                Layer.fit(rows, labels, strength).right(tests, answers),
                Layer.balanced(rows, labels, groups, strength).right(tests, answers),
            )
            right.setdefault(strength, []).append(pair)
        best = [int(np.argmax(without)), about_best(with_groups)]
        plain, balanced = (right[STRENGTHS[b]][-1][kind] for kind, b in enumerate(best))
        right.setdefault("chosen", []).append((plain, balanced))
        print("seed", seed, [STRENGTHS[b] for b in best], plain.mean(), balanced.mean(), file=sys.stderr)
    summary(right, sys.stdout)


def summary(right, to):
    out = csv.writer(to)
    out.writerow(
        ["strength", "seeds", "photographs", "without", "with", "gain", "lower", "upper", "seeds_up"]
    )
    for name, pairs in right.items():
        gain = np.array([b.astype(float) - a for a, b in pairs])
        random = np.random.default_rng(0)
        means = []
        for _ in range(5000):
            s = random.integers(0, len(gain), len(gain))
            p = random.integers(0, gain.shape[1], gain.shape[1])
            means.append(gain[np.ix_(s, p)].mean())
        low, high = np.percentile(means, [2.5, 97.5])
        without = np.mean([a.mean() for a, _ in pairs])
        with_ = np.mean([b.mean() for _, b in pairs])
        up = int((gain.mean(1) > 0).sum())
        figures = [f"{v:.4f}" for v in (without, with_, gain.mean(), low, high)]
        out.writerow([name, len(gain), gain.shape[1], *figures, up])


if __name__ == "__main__":
    if sys.argv[1] == "features":
        features(*sys.argv[2:6])
    else:
        measure(sys.argv[2], int(sys.argv[3]))
