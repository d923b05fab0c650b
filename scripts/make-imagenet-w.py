#!/usr/bin/env python3
"""Puts the watermark of ImageNet-W (Li et al. 2023) on photographs, with masks.

  make-imagenet-w.py IMAGES MASKS MODEL.json OUT

IMAGES and MASKS hold photographs and label maps under the same names (CLASS/NAME.jpg, CLASS/NAME.png, names.txt).
Photographs and label maps are brought to the model's grid as MODEL.json says; explain them with --crop-fraction 1, so
that they are not resized again. OUT gets

  characters, letters, empty   photographs with the watermark, with Latin letters in its place, and with nothing
  masks/objects                the label maps
  masks/characters, letters    the mark: every pixel that a stroke touches; those of the characters serve for `empty`
  marks.csv                    box and pixels of both marks

The package imagenet-w draws both: half-transparent, white, 36 of 224 pixels high, from 1 % of the width and 40 % of the
height on. Needs `pip install --no-deps imagenet-w` (its own list of needs is longer), torch, torchvision, pillow, numpy.
"""
import csv
import json
import math
import sys
from pathlib import Path

import numpy as np
from imagenet_w import AddWatermark
from PIL import Image

TEXTS = {"characters": None, "letters": "SHORTCUTS"}  # None: the package's; as wide as six characters
FILTERS = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC}


class Grid:
    """The model's own resizing and crop."""

    def __init__(self, declaration):
        scaling = json.loads(Path(declaration).read_text())["input"]
        self.size = scaling["size"][0]
        if scaling["size"] != [self.size, self.size]:
            sys.exit(f"{declaration}: the input is no square")
        self.short = scaling.get("resize") or math.floor(self.size / scaling["crop_fraction"])
        self.filter = FILTERS[scaling.get("interpolation", "bilinear")]

    def of(self, picture, how):
        width, height = picture.size
        short = min(width, height)
        picture = picture.resize((width * self.short // short, height * self.short // short), how)
        left, top = (round((side - self.size) / 2) for side in picture.size)
        return picture.crop((left, top, left + self.size, top + self.size))


def mark(size, text):
    black = Image.new("RGB", (size, size))
    drawn = AddWatermark(image_size=size, opacity=1.0)(black, text=text)
    return np.asarray(drawn)[..., 0]


def save(picture, path):
    path.parent.mkdir(parents=True, exist_ok=True)
    picture.save(path)


def main(images, masks, declaration, out):
    images, masks, out = Path(images), Path(masks), Path(out)
    grid = Grid(declaration)
    marks = {name: mark(grid.size, text) for name, text in TEXTS.items()}
    draw = AddWatermark(image_size=grid.size)
    labels = {path.relative_to(masks).with_suffix(""): path for path in sorted(masks.glob("*/*.png"))}
    count = 0
    for path in sorted(images.glob("*/*")):
        name = path.relative_to(images).with_suffix("")
        if name not in labels:
            continue
        count += 1
        picture = grid.of(Image.open(path).convert("RGB"), grid.filter)
        file = name.with_name(name.name + ".png")
        save(picture, out / "empty" / file)
        save(grid.of(Image.open(labels[name]), Image.NEAREST), out / "masks/objects" / file)
        for kind, text in TEXTS.items():
            save(draw(picture, text=text), out / kind / file)
            save(Image.fromarray((marks[kind] > 0).astype(np.uint8)), out / "masks" / kind / file)
    (out / "masks/objects/names.txt").write_text((masks / "names.txt").read_text())
    for kind in TEXTS:
        (out / "masks" / kind / "names.txt").write_text("\nmark\n")
    with open(out / "marks.csv", "w", newline="") as stream:
        rows = csv.writer(stream)
        rows.writerow(["kind", "left", "right", "top", "bottom", "pixels", "ink"])
        for kind, drawn in marks.items():
            y, x = np.nonzero(drawn)
            rows.writerow([kind, x.min(), x.max(), y.min(), y.max(), len(x), round(drawn.sum() / 255)])
    print(f"{count} photographs at {grid.size} x {grid.size} in {out}")


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__)
    main(*sys.argv[1:])
