#!/usr/bin/env python3
"""Makes src/test/resources/resampling: pictures, declarations, and the inputs that Pillow, torchvision, timm
and transformers make of them.

Needs Pillow 12 (13 resizes rows first where the height shrinks much more), torchvision 0.29, timm and transformers
on a processor with AVX2: without it torchvision rounds bytes otherwise. Running it again gives the same files.
"""

import json
import pathlib

import numpy as np
import PIL
import torch
from PIL import Image
from timm.data.transforms_factory import transforms_imagenet_eval
from torchvision import transforms
from torchvision.transforms import InterpolationMode
from torchvision.transforms.v2 import functional
from transformers.image_transforms import center_crop

OUT = pathlib.Path(__file__).parent.parent / "src/test/resources/resampling"
FILTERS = {name: getattr(Image, name.upper()) for name in ("nearest", "bilinear", "bicubic", "lanczos", "box", "hamming")}
MODES = {"bilinear": InterpolationMode.BILINEAR, "bicubic": InterpolationMode.BICUBIC}
SIZES = [(7, 9), (19, 11), (3, 26), (1, 1)]
MEAN = (0.485, 0.456, 0.406)


def pictures():
    """Random pixels, and smooth ones, at odd sizes and one pixel wide."""
    random = np.random.default_rng(29)
    yield random.integers(0, 256, (18, 31, 3), dtype=np.uint8)
    y, x = np.mgrid[0:37, 0:21]
    yield np.stack([127 + 127 * np.sin(x / (3 + c)) * np.cos(y / (5 - c)) for c in range(3)], 2).astype(np.uint8)
    yield random.integers(0, 256, (13, 1, 3), dtype=np.uint8)


cases, values = [], []


def case(picture, what, declaration, expected):
    """Expected: C x H x W; of bytes, or of floats from 0 to 255 with mean and std as declared."""
    expected = np.asarray(expected, dtype=np.float32)
    declaration = {"range": [0, 255], **declaration}
    start = sum(v.size for v in values)
    cases.append({"picture": picture, "what": what, "input": declaration, "start": start, "count": int(expected.size)})
    values.append(expected.ravel())


def planes(image):
    array = np.asarray(image)
    return array[None] if array.ndim == 2 else array.transpose(2, 0, 1)


def resized(name, array):
    image = Image.fromarray(array)
    tensor = torch.from_numpy(planes(array).copy())
    for height, width in SIZES:
        size = {"size": [height, width]}
        for filter, code in FILTERS.items():
            how = {**size, "interpolation": filter}
            case(name, f"Pillow {filter}", how, planes(image.resize((width, height), code)))
        if min(*array.shape[:2], height, width) == 1:
            continue  # torchvision fails, or takes such tensors for channels last
        for filter, mode in MODES.items():
            for smooth in (True, False):
                how = {**size, "interpolation": filter, "antialias": smooth}
                to = functional.resize(tensor.double(), [height, width], mode, antialias=smooth)
                case(name, f"torchvision floats {filter} {smooth}", {**how, "resize_as": "float"}, to)
                case(name, f"once {filter} {smooth}", {**how, "resize_as": "uint8_once"}, to.clamp(0, 255).round())
                if not smooth:
                    to = functional.resize(tensor, [height, width], mode, antialias=False)
                    case(name, f"torchvision bytes {filter}", how, to)


def grey(name, array):
    image, tensor = Image.fromarray(array), torch.from_numpy(planes(array).copy())
    size, how = (11, 9), {"size": [9, 11], "channels": "grey", "interpolation": "bicubic"}
    case(name, "Pillow L, then resize", how, planes(image.convert("L").resize(size, Image.BICUBIC)))
    case(name, "resize, then Pillow L", {**how, "grey": "after"}, planes(image.resize(size, Image.BICUBIC).convert("L")))
    first = Image.fromarray(functional.rgb_to_grayscale(tensor)[0].numpy()).resize(size, Image.BICUBIC)
    case(name, "Grayscale, then resize", {**how, "luma": "torchvision"}, planes(first))
    last = functional.rgb_to_grayscale(torch.from_numpy(planes(image.resize(size, Image.BICUBIC)).copy()))
    case(name, "resize, then Grayscale", {**how, "grey": "after", "luma": "torchvision"}, last)
    floats = functional.rgb_to_grayscale(functional.resize(tensor.double(), [9, 11], MODES["bicubic"]))
    how = {**how, "resize_as": "float", "luma": "torchvision"}
    case(name, "floats, Grayscale", how, floats)
    case(name, "floats, resize, then Grayscale", {**how, "grey": "after"}, floats)


def cropped(name, array):
    image = Image.fromarray(array)
    for side, resize in ((10, 13), (12, 12), (9, 14)):
        how = {"size": [side, side], "resize": resize, "interpolation": "bicubic"}
        small = transforms.Resize(resize, InterpolationMode.BICUBIC)(image)
        case(name, "torchvision crop", how, planes(transforms.CenterCrop(side)(small)))
        case(name, "transformers crop", {**how, "crop_start": "floor"}, center_crop(planes(small), (side, side)))
    for size in ((10, 10), (11, 8)):
        for share in (1.0, 0.875):
            for mode in ("center", "squash", "border"):
                made = transforms_imagenet_eval(
                    size, crop_pct=share, crop_mode=mode, interpolation="bicubic", mean=MEAN, normalize=False
                )(image).numpy()
                how = {"size": list(size), "crop_fraction": share, "crop": mode, "interpolation": "bicubic"}
                mean = [255 * value for value in MEAN]
                case(name, f"timm {mode} {share}", {**how, "mean": mean}, made - np.array(mean)[:, None, None])


if __name__ == "__main__":
    assert int(PIL.__version__.split(".")[0]) == 12, "Pillow 12 is needed"
    OUT.mkdir(parents=True, exist_ok=True)
    for number, array in enumerate(pictures()):
        name = f"picture{number}.png"
        Image.fromarray(array).save(OUT / name)
        resized(name, array)
        if min(array.shape[:2]) > 1:
            grey(name, array)
            cropped(name, array)
    (OUT / "cases.json").write_text("[\n" + ",\n".join(map(json.dumps, cases)) + "\n]\n")
    np.save(OUT / "expected.npy", np.concatenate(values))
    print(len(cases), "cases,", sum(v.size for v in values), "values")
