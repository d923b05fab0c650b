#!/usr/bin/env python3
"""Measures reweighting on Biased Action Recognition (docs/reweighting.md), beside `sat`.

    scripts/measure-bar-reweighting.py features MODEL.onnx BAR MASKS OUT.npz
    scripts/measure-bar-reweighting.py measure OUT.npz SEEDS [alone,area] > results.csv

The first step runs a pretrained network in ONNX Runtime once for each photograph, and once more
for its background alone: all that is no background is filled by the background's
mean. The second fits last layers by scikit-learn, as `sat train --how reweight` does, to
nine tenths of the biased photographs (drawn anew for each seed), and counts the unbiased test
photographs that each gets right. Every gain is paired with a layer that was fitted to the same
photographs without groups. Intervals: bootstrap over test photographs and seeds.
"""

import csv
import json
import sys
from pathlib import Path

import numpy as np

STRENGTHS = (1e-3, 1e-2, 1e-1)
HELD_OUT = 0.25
FOLDS = 5


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
    rows = {key: [] for key in ("whole", "alone", "area", "labels", "test")}
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
        rows["area"].append(thing.mean())
        alone = pixels.copy()
        if thing.any() and not thing.all():
            alone[thing] = pixels[~thing].mean(0)
        rows["alone"].append(run(values(alone)))
    np.savez(out, **{key: np.array(value) for key, value in rows.items()})


class Layer:
    """Standardises, then one class against the others; or the mean of several such layers."""

    def __init__(self, weights, bias):
        self.weights, self.bias = weights, bias

    @staticmethod
    def fit(rows, labels, loss, weights_of_rows=None):
        from sklearn.linear_model import LogisticRegression

        mean, deviation = rows.mean(0), rows.std(0)
        deviation[deviation == 0] = 1
        standard = (rows - mean) / deviation
        weights, bias = [], []
        for c in range(labels.max() + 1):
            model = LogisticRegression(C=loss, tol=1e-4, max_iter=300)
            model.fit(standard, labels == c, sample_weight=weights_of_rows)
            weights.append(model.coef_[0] / deviation)
            bias.append(model.intercept_[0] - weights[-1] @ mean)
        return Layer(np.array(weights), np.array(bias))

    @staticmethod
    def balanced(rows, labels, groups, loss):
        """Each class keeps its weight; in it, each group weighs the same."""
        of_group = np.bincount(groups)
        parts = np.array([len(np.unique(groups[labels == c])) for c in range(labels.max() + 1)])
        weights = np.bincount(labels)[labels] / parts[labels] / of_group[groups]
        return Layer.fit(rows, labels, loss, weights)

    def right(self, rows, labels):
        return (rows @ self.weights.T + self.bias).argmax(1) == labels


def gives_away(rows, alone, labels, random):
    fold = random.permutation(np.arange(len(labels)) % FOLDS)
    named = np.zeros(len(labels), bool)
    for f in range(FOLDS):
        layer = Layer.fit(rows[fold != f], labels[fold != f], 1e-3)
        named[fold == f] = layer.right(alone[fold == f], labels[fold == f])
    return named


def chosen(rows, labels, groups, random):
    """The strength with the best worst group of held-out photographs, the strongest of several."""
    held = random.random(len(labels)) < HELD_OUT
    scores = []
    for loss in STRENGTHS:
        layer = Layer.balanced(rows[~held], labels[~held], groups[~held], loss)
        right = layer.right(rows[held], labels[held])
        of = groups[held]
        each = [right[of == g].mean() for g in np.unique(of)]
        scores.append((min(each), np.mean(each)))
    return STRENGTHS[max(range(len(scores)), key=lambda k: scores[k])]


def measure(file, seeds, kinds):
    data = dict(np.load(file))
    data.setdefault("alone", data.get("mean"))
    train, test = ~data["test"], data["test"]
    all_rows, all_labels = data["whole"][train].astype(float), data["labels"][train]
    tests, answers = data["whole"][test].astype(float), data["labels"][test]
    right = {}
    for seed in range(1, seeds + 1):
        random = np.random.default_rng(seed)
        keep = random.random(len(all_labels)) >= 0.1
        rows, labels = all_rows[keep], all_labels[keep]
        middle = np.array([np.median(data["area"][keep][labels == c]) for c in range(6)])
        named = gives_away(rows, data["alone"][keep].astype(float), labels, random)
        every = {
            "alone": 2 * labels + ~named,
            "area": 2 * labels + (data["area"][keep] > middle[labels]),
        }
        groups = {kind: every[kind] for kind in kinds}
        print("seed", seed, np.bincount(2 * labels + ~named), file=sys.stderr, flush=True)
        fitted = {}
        for name, group in groups.items():
            loss = chosen(rows, labels, group, random)
            layer = Layer.balanced(rows, labels, group, loss)
            plain = Layer.fit(rows, labels, loss) if loss not in fitted else fitted[loss]
            fitted[loss] = plain
            pair = (plain.right(tests, answers), layer.right(tests, answers))
            right.setdefault(name, []).append(pair)
            print(
                "seed", seed, name, loss, pair[0].mean(), pair[1].mean(), file=sys.stderr, flush=True
            )
        summary(right, sys.stderr)
    summary(right, sys.stdout)


def summary(right, to):
    out = csv.writer(to)
    out.writerow(
        ["groups", "seeds", "photographs", "without", "with", "gain", "lower", "upper", "seeds_up"]
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
        kinds = sys.argv[4] if len(sys.argv) > 4 else "alone,area"
        measure(sys.argv[2], int(sys.argv[3]), kinds.split(","))
