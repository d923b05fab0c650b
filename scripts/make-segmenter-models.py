#!/usr/bin/env python3
"""Writes a tiny ONNX model of every segmenter contract to src/test/resources/segmenters.

Each folder is what a user would point at: the .onnx files and the JSON beside them as the hub names them,
with the published names, ranks, element types and meanings, but few channels and small sides. Beside them
are picture.png and expected.json: the masks that the published recipe gives, computed here in float64 with
numpy and torch from the picture's pixels. Resizing is plain bilinear with half-pixel centres, without
antialiasing and without rounding to whole grey levels in between (torch.nn.functional.interpolate with
align_corners=False), for pictures and for logits. No value that is compared with a threshold is close to
it, and rounding the resized picture to whole grey levels does not change a mask.
Needs onnx, numpy, torch and Pillow; where onnxruntime is installed, every file is run and compared.
Nothing is random: running it again gives the same files.
"""
import shutil
import sys

sys.dont_write_bytecode = True

from segmenter_models import clipseg, common, dense, grounding, owl, queries, rfdetr, sam3, yolo

FAMILIES = [clipseg, dense, yolo, queries, grounding, owl, sam3, rfdetr]

if __name__ == "__main__":
    for old in common.OUT.glob("*"):
        if old.is_dir():
            shutil.rmtree(old)
    for family in FAMILIES:
        family.write()
    common.compare()
