"""Compares the masks of instances, joined by name, with those that `sat segment` writes."""

import re
import shlex
import subprocess

import numpy
from PIL import Image


def written(file, photos, sat):
    """The masks that `sat segment` writes for the photographs of a folder: by photograph, then by name."""
    masks = file.parent / "masks"
    subprocess.run(
        [*shlex.split(sat), "segment", "--images", photos[0].parent, "--segmenter", f"onnx:{file}", "--out", masks,
         "--mask-cache", file.parent / "cache", "--stability", "0"],
        check=True, stdout=subprocess.DEVNULL,
    )
    return {
        photo.name: {
            one.stem: numpy.array(Image.open(one).convert("L")) > 0 for one in (masks / photo.stem).glob("*.png")
        }
        for photo in photos
    }


def compare(title, wanted, file, photos, sat):
    """Prints the least IoU.

    wanted: for each photograph's name a list of name, score, box and mask
    """
    found = written(file, photos, sat)
    overlaps, shares = [], []
    for photo in photos:
        unions = {}
        for label, _, _, mask in wanted[photo.name]:
            label = re.sub("[\"']", "_", label)  # as in names of files
            if mask.any():
                unions[label] = unions.get(label, False) | mask
        ours = found[photo.name]
        assert set(ours) == set(unions), (photo, set(ours), set(unions))
        for label, mask in unions.items():
            overlaps.append((ours[label] & mask).sum() / (ours[label] | mask).sum())
            shares.append(mask.mean())
    if not overlaps:
        print(f"{title}: nothing was found, so nothing was compared")
        return
    instances = sum(len(wanted[photo.name]) for photo in photos)
    print(
        f"{title}: {len(photos)} photographs, {instances} instances, {len(overlaps)} masks of {min(shares):.0%} to"
        f" {max(shares):.0%} of the picture, IoU at least {min(overlaps):.4f}, mean {numpy.mean(overlaps):.5f}"
    )
