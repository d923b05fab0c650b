#!/usr/bin/env python3
"""What the watermark of ImageNet-W does to a network, in plain Python; compares with runs of sat where they are given.

  compare-imagenet-w.py PAGE FOLDER:MODEL.onnx:NAME[:PREFIX] …

FOLDER is what make-imagenet-w.py wrote for MODEL.onnx, whose JSON lies beside it. PREFIX-KIND-carton are runs of sat
explain and sat ablate. Writes the first table of ImageNet-W in docs/reproduction.md, and prints how far the logits of
the runs differ. Needs numpy, pillow, onnxruntime.
"""
import csv
import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image

KINDS = ["empty", "characters", "letters"]
CARTON = 478
START, END = "<!-- imagenet-w answers -->\n", "<!-- end -->"


def logits(folder, model):
    declaration = json.loads(Path(f"{model}.json").read_text())
    scaling = declaration["input"]
    low, high = scaling.get("range", [0, 1])
    mean, std = (np.array(scaling[key]) for key in ("mean", "std"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(model, options)
    feed = session.get_inputs()[0].name
    labels, found = [], {kind: [] for kind in KINDS}
    paths = [path.relative_to(folder / "empty") for path in sorted(folder.glob("empty/*/*.png"))]
    for path in paths:
        labels.append(declaration["aliases"][path.parts[0]])
        for kind in KINDS:
            pixels = np.asarray(Image.open(folder / kind / path), np.float64)
            pixels = pixels[..., ::-1] if scaling.get("channels") == "BGR" else pixels
            x = ((low + (high - low) * pixels / 255 - mean) / std).transpose(2, 0, 1)[None].astype(np.float32)
            found[kind].append(session.run(None, {feed: x})[0][0])
    names = [str(path.with_suffix("")) for path in paths]
    return names, np.array(labels), {kind: np.array(of) for kind, of in found.items()}


def interval(values):
    random = np.random.default_rng(1)
    means = values[random.integers(0, len(values), (2000, len(values)))].mean(axis=1)
    return np.percentile(means, [2.5, 97.5])


def minus(value):
    return f"{value:.2f}".replace("-", "−")


def line(name, labels, found):
    cells = []
    for kind in KINDS:
        answers = found[kind].argmax(axis=1)
        cells.append(f"{100 * (answers == labels).mean():.1f} %")
    for kind in KINDS[1:]:
        cells.append(f"{100 * (found[kind].argmax(axis=1) != found['empty'].argmax(axis=1)).mean():.0f} %")
    for kind in KINDS[1:]:
        rise = (found[kind] - found["empty"])[:, CARTON]
        low, high = interval(rise)
        cells.append(f"{minus(rise.mean())} ({minus(low)} to {minus(high)})")
    rises = (found["characters"] - found["empty"]).mean(axis=0)
    cells.append(str(1 + int((rises > rises[CARTON]).sum())))
    place = [np.median(1 + (found[k] > found[k][:, [CARTON]]).sum(axis=1)) for k in KINDS]
    cells.append(", ".join(f"{p:.0f}" for p in place))
    cells.append(", ".join(str(int((found[k].argmax(axis=1) == CARTON).sum())) for k in KINDS))
    return f"| {name} | {' | '.join(cells)} |"


def compare(names, found, prefix):
    worst, count = 0.0, 0
    for kind in KINDS:
        run = Path(f"{prefix}-{kind}-carton")
        if not run.is_dir():
            continue
        seen = {}
        with open(run / "effects.csv", newline="") as stream:
            for row in csv.DictReader(stream):
                seen[row["image_id"]] = float(row["logit"])
        for name, own in zip(names, found[kind]):
            worst, count = max(worst, abs(seen[name] - own[CARTON])), count + 1
    print(f"{prefix}: {count} logits of carton, largest difference {worst:.1e}")


def main(page, *given):
    lines = [
        "| network | top-1: empty | characters | letters | predictions changed: characters | letters "
        "| *carton* rises by: characters | letters | its place among the 1,000 rises | its median place: empty, characters, letters | predicted |",
        "|---" * 11 + "|",
    ]
    for text in given:
        folder, model, name, *prefix = text.split(":")
        names, labels, found = logits(Path(folder), model)
        lines.append(line(name, labels, found))
        if prefix:
            compare(names, found, prefix[0])
    text = Path(page).read_text()
    before, mark, rest = text.partition(START)
    if not mark:
        sys.exit(f"{page} has no line {START.strip()}")
    Path(page).write_text(before + START + "\n".join(lines) + "\n" + END + rest.partition(END)[2])


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
