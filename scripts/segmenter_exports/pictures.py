"""Two pictures for the tests of exports: waves and patches of colour, larger and smaller than the models' sides.

python -m segmenter_exports.pictures OUT
"""
import pathlib
import sys

import numpy as np
from PIL import Image


def picture(width, height, seed):
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width]
    planes = []
    for _ in range(3):
        a, b, c, d = random.uniform(4, 25, 4)
        planes.append(np.sin(x / a + y / b) + np.cos(y / c - x / d))
    rgb = 127 + 55 * np.stack(planes, 2)
    for _ in range(6):
        left, top = random.integers(0, width - 20), random.integers(0, height - 20)
        wide, high = random.integers(8, 60, 2)
        rgb[top:top + high, left:left + wide] = random.integers(0, 256, 3)
    return Image.fromarray(np.clip(rgb, 0, 255).astype(np.uint8))


if __name__ == "__main__":
    out = pathlib.Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    picture(150, 100, 1).save(out / "wide.png", optimize=True)
    picture(61, 90, 2).save(out / "tall.png", optimize=True)
