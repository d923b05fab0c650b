#!/usr/bin/env python3
"""The work of `sat explain` written plainly in Python: PyTorch, Pillow, scipy, pandas. Times both on the same machine.

    bench-end-to-end.py IMAGES MASKS [--arch squeezenet1_1|vgg16] [--limit N] [--threads N]

IMAGES is a flat folder of photographs, MASKS one of label maps with names.txt (as masks:MASKS takes it). The network has
random weights, the same in both. The peer makes rows, ranks, aggregates and bootstrap intervals; `sat` makes these, calibrated ranks,
Parquet, figures, a gallery and a report beside. Needs torch, torchvision, onnx, scipy, pandas.
"""
import argparse
import json
import re
import subprocess
import tempfile
import time
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
import torch
import torchvision
from PIL import Image
from scipy import ndimage, stats

MEAN, STD = np.array([0.485, 0.456, 0.406], np.float32), np.array([0.229, 0.224, 0.225], np.float32)
BATCH = 8


def on_grid(image, how):
    """Short side to 256, the middle 224 x 224."""
    scale = 256 / min(image.size)
    image = image.resize([round(s * scale) for s in image.size], how)
    left, top = (image.width - 224) // 2, (image.height - 224) // 2
    return np.asarray(image.crop((left, top, left + 224, top + 224)))


def segments(labels, names):
    for value in np.unique(labels):
        if names[value]:
            yield names[value], labels == value
    for r, vertical in enumerate(["top", "centre", "bottom"]):
        for c, horizontal in enumerate(["left", "centre", "right"]):
            cell = np.zeros(labels.shape, bool)
            cell[r * 224 // 3:(r + 1) * 224 // 3, c * 224 // 3:(c + 1) * 224 // 3] = True
            yield f"{vertical}-{horizontal}", cell


def table(name, relevance, labels, names):
    rows = []
    for segment, mask in segments(labels, names):
        padded = ndimage.binary_dilation(mask, np.ones((5, 5)))
        rows.append({"image": name, "segment": segment, "mask_size": padded.sum(), "mean_signed": relevance[padded].mean()})
    for row, rank in zip(rows, stats.rankdata([-abs(r["mean_signed"]) for r in rows])):
        row["mean_attribution"], row["rank"] = abs(row["mean_signed"]), rank
    return rows


def peer(network, images, masks, names, out):
    rows = []
    for start in range(0, len(images), BATCH):
        some = images[start:start + BATCH]
        pictures = [on_grid(Image.open(f).convert("RGB"), Image.BILINEAR) for f in some]
        x = torch.tensor(np.stack([((p / np.float32(255) - MEAN) / STD).transpose(2, 0, 1) for p in pictures]), requires_grad=True)
        logits = network(x)
        logits.max(1).values.sum().backward()
        relevance = (x * x.grad).sum(1).detach().numpy()
        for file, r in zip(some, relevance):
            labels = on_grid(Image.open(masks / (file.stem + ".png")), Image.NEAREST)
            rows += table(file.stem, r, labels, names)
    frame = pd.DataFrame(rows)
    frame.to_csv(out / "sat.csv", index=False)
    means = frame.groupby("segment").agg(images=("image", "nunique"), attribution=("mean_attribution", "mean"), rank=("rank", "mean"))
    wide = frame.pivot(index="image", columns="segment", values="rank").to_numpy()
    draws = np.random.default_rng(1).integers(0, len(wide), (2000, len(wide)))
    with np.errstate(all="ignore"), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        drawn = np.stack([np.nanmean(wide[d], axis=0) for d in draws])
    means["low"], means["high"] = np.nanpercentile(drawn, [2.5, 97.5], axis=0)
    means.to_csv(out / "aggregate.csv")
    return frame


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("images", type=Path)
    arguments.add_argument("masks", type=Path)
    arguments.add_argument("--arch", default="squeezenet1_1")
    arguments.add_argument("--limit", type=int, default=0)
    arguments.add_argument("--threads", type=int, default=4)
    a = arguments.parse_args()
    torch.set_num_threads(a.threads)
    torch.manual_seed(1)
    network = getattr(torchvision.models, a.arch)(weights=None).eval()
    images = sorted(f for f in a.images.iterdir() if (a.masks / (f.stem + ".png")).exists())
    images = images[:a.limit or None]
    names = [re.sub(r"\s+", " ", n.strip().lower()) for n in (a.masks / "names.txt" if (a.masks / "names.txt").exists() else a.masks.parent / "names.txt").read_text().splitlines()]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        model = folder / f"{a.arch}.onnx"
        torch.onnx.export(network, torch.zeros(1, 3, 224, 224), model, opset_version=13, input_names=["input"], dynamic_axes={"input": {0: "N"}})
        Path(f"{model}.json").write_text(json.dumps({
            "classes": [str(i) for i in range(1000)],
            "input": {"size": [224, 224], "resize": 256, "crop": "center", "range": [0, 1], "mean": MEAN.tolist(), "std": STD.tolist()}}))
        (folder / "list.csv").write_text("path,label\n" + "".join(f'"{f.resolve()}",photo\n' for f in images))
        linked = folder / "photos"
        linked.mkdir()
        for f in images:
            (linked / f.name).symlink_to(f.resolve())
        began = time.perf_counter()
        peers = peer(network, images, a.masks, names, folder)
        python = time.perf_counter() - began
        sat = Path(__file__).parent / "sat"
        subprocess.run([sat, "--version"], check=True, capture_output=True)
        began = time.perf_counter()
        subprocess.run([sat, "explain", "--images", linked, "--model", model, "--segmenter", f"masks:{a.masks}+grid:3x3", "--method", "lrp-z",
                        "--target", "predicted", "--batch", str(BATCH), "--threads", str(a.threads), "--out", folder / "run"], check=True, capture_output=True)
        ours = time.perf_counter() - began
        rows = pd.read_csv(folder / "run" / "sat.csv")
        both = peers.merge(rows, left_on=["image", "segment"], right_on=["image_id", "segment"])
        print(f"{a.arch}, {len(images)} photographs, {a.threads} threads")
        print(f"rows: {len(peers)} and {len(rows)}, {len(both)} in both; ranks correlate {both['rank_x'].corr(both['rank_y']):.3f}")
        print(f"Python {python:.1f} s, sat {ours:.1f} s with start, figures and report: {python / ours:.2f} times as fast")


if __name__ == "__main__":
    main()
