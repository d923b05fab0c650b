#!/usr/bin/env python3
"""The work of `sat explain` written plainly in Python: PyTorch, Pillow, scipy, pandas. Times both on the same machine, from start to exit.

    bench-end-to-end.py IMAGES MASKS [--arch squeezenet1_1|vgg16] [--limit N] [--threads N]

IMAGES is a flat folder of photographs, MASKS one of label maps with names.txt (as masks:MASKS takes it). The network has
random weights, the same in both. The peer makes rows, ranks, aggregates and bootstrap intervals; `sat` makes these, calibrated ranks,
Parquet, figures, a gallery and a report beside. Needs torch, torchvision, onnx, scipy, pandas.
"""
import argparse
import json
import re
import subprocess
import sys
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
    image = image.resize([256 * s // min(image.size) for s in image.size], how)
    left, top = (image.width - 224) // 2, (image.height - 224) // 2
    return np.asarray(image.crop((left, top, left + 224, top + 224)))


CELLS = [f"{v}-{h}" for v in ["top", "centre", "bottom"] for h in ["left", "centre", "right"]]


def cells(width, height):
    """The ninth of the picture that each pixel is in."""
    row, column = (np.searchsorted([n // 3, 2 * n // 3], np.arange(n), side="right") for n in (height, width))
    return on_grid(Image.fromarray((row[:, None] * 3 + column).astype(np.uint8)), Image.NEAREST)


def segments(labels, cell, names):
    for value in np.unique(labels):
        if names[value]:
            yield names[value], labels == value
    for value in np.unique(cell):
        yield CELLS[value], cell == value


def table(name, relevance, labels, cell, names):
    rows = []
    for segment, mask in segments(labels, cell, names):
        padded = ndimage.binary_dilation(mask, np.ones((5, 5)))
        rows.append({"image": name, "segment": segment, "mask_size": padded.sum(), "mean_signed": relevance[padded].mean()})
    for row, rank in zip(rows, stats.rankdata([-abs(r["mean_signed"]) for r in rows])):
        row["mean_attribution"], row["rank"] = abs(row["mean_signed"]), rank
    return rows


def peer(model, listing, masks, threads, out):
    torch.set_num_threads(threads)
    network = torch.load(model)
    images = [Path(line) for line in listing.read_text().splitlines()]
    names = [re.sub(r"\s+", " ", n.strip().lower()) for n in (masks / "names.txt" if (masks / "names.txt").exists() else masks.parent / "names.txt").read_text().splitlines()]
    rows = []
    for start in range(0, len(images), BATCH):
        some = images[start:start + BATCH]
        pictures = [on_grid(Image.open(f).convert("RGB"), Image.BILINEAR) for f in some]
        x = torch.tensor(np.stack([((p / np.float32(255) - MEAN) / STD).transpose(2, 0, 1) for p in pictures]), requires_grad=True)
        logits = network(x)
        logits.max(1).values.sum().backward()
        relevance = (x * x.grad).sum(1).detach().numpy()
        for file, r in zip(some, relevance):
            picture = Image.open(masks / (file.stem + ".png"))
            rows += table(file.stem, r, on_grid(picture, Image.NEAREST), cells(*picture.size), names)
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


def timed(*command):
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - began


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("images", type=Path)
    arguments.add_argument("masks", type=Path)
    arguments.add_argument("--arch", default="squeezenet1_1")
    arguments.add_argument("--limit", type=int, default=0)
    arguments.add_argument("--threads", type=int, default=4)
    arguments.add_argument("--peer", type=Path, nargs=3, metavar=("MODEL", "LISTING", "OUT"), help="the Python half alone, as this program calls it")
    a = arguments.parse_args()
    if a.peer:
        return peer(*a.peer[:2], a.masks, a.threads, a.peer[2])
    torch.manual_seed(1)
    network = getattr(torchvision.models, a.arch)(weights=None).eval()
    images = sorted(f for f in a.images.iterdir() if (a.masks / (f.stem + ".png")).exists())
    images = images[:a.limit or None]
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        model = folder / f"{a.arch}.onnx"
        torch.onnx.export(network, torch.zeros(1, 3, 224, 224), model, opset_version=13, input_names=["input"], dynamic_axes={"input": {0: "N"}})
        Path(f"{model}.json").write_text(json.dumps({
            "classes": [str(i) for i in range(1000)],
            "input": {"size": [224, 224], "resize": 256, "crop": "center", "range": [0, 1], "mean": MEAN.tolist(), "std": STD.tolist()}}))
        torch.save(network, folder / "network.pt")
        (folder / "list.txt").write_text("".join(f"{f}\n" for f in images))
        linked = folder / "photos"
        linked.mkdir()
        for f in images:
            (linked / f.name).symlink_to(f.resolve())
        python = timed(sys.executable, __file__, a.images, a.masks, "--threads", str(a.threads),
                       "--peer", folder / "network.pt", folder / "list.txt", folder)
        sat = Path(__file__).parent / "sat"
        subprocess.run([sat, "--version"], check=True, capture_output=True)
        ours = timed(sat, "explain", "--images", linked, "--model", model, "--segmenter", f"masks:{a.masks}+grid:3x3", "--method", "lrp-z",
                     "--target", "predicted", "--batch", str(BATCH), "--threads", str(a.threads), "--out", folder / "run")
        peers = pd.read_csv(folder / "sat.csv")
        rows = pd.read_csv(folder / "run" / "sat.csv")
        both = peers.merge(rows, left_on=["image", "segment"], right_on=["image_id", "segment"])
        print(f"{a.arch}, {len(images)} photographs, {a.threads} threads")
        print(f"rows: {len(peers)} and {len(rows)}, {len(both)} in both; ranks correlate {both['rank_x'].corr(both['rank_y']):.3f}")
        print(f"Python {python:.1f} s, sat {ours:.1f} s with figures and report, both from start to exit: {python / ours:.2f} times as fast")


if __name__ == "__main__":
    main()
