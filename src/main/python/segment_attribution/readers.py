"""One function for each step of torchvision and timm that sat can do, too: what it does to a picture."""
from __future__ import annotations

import struct
from collections.abc import Callable
from typing import Any

from .errors import WrongInput
from .steps import BYTES, FLOATS, PICTURE, Steps

_PILLOW = {"nearest": "nearest", "nearest-exact": "nearest", "bilinear": "bilinear", "bicubic": "bicubic",
           "lanczos": "lanczos", "box": "box", "hamming": "hamming"}
# of tensors: "nearest" takes other pixels than Pillow, and sat does as Pillow
_TENSORS = {"nearest-exact": "nearest", "bilinear": "bilinear", "bicubic": "bicubic"}


def resize(steps: Steps, step: Any) -> None:
    """torchvision's Resize."""
    if getattr(step, "max_size", None) is not None:
        raise WrongInput("max_size cannot be declared; leave it out")
    size = step.size
    if size is None:
        raise WrongInput("size is missing")
    pair = [size] if isinstance(size, int) else list(size)
    _resized(steps, int(pair[0]) if len(pair) == 1 else (int(pair[0]), int(pair[1])), step.interpolation)
    if steps.kind != PICTURE:
        # the first version of torchvision's transforms rounds bytes once, the second after each direction
        second = ".v2." in type(step).__module__
        if steps.kind == FLOATS or not second:
            steps.settings["resize_as"] = "float" if steps.kind == FLOATS else "uint8_once"
        if not step.antialias and steps.settings.get("interpolation") != "nearest":
            steps.settings["antialias"] = False


def resize_keep_ratio(steps: Steps, step: Any) -> None:
    """timm's ResizeKeepRatio, for borders and for inputs that are no squares."""
    if step.random_scale_prob or step.random_aspect_prob:
        raise WrongInput("it is random; pass the transform of your evaluation")
    size = (int(step.size[0]), int(step.size[1]))
    if steps.kind != PICTURE:
        raise WrongInput("it follows a conversion to a tensor; put it first")
    if step.longest not in (0.0, 1.0) or (step.longest == 0.0 and size[0] == size[1]):
        raise WrongInput("it rounds sizes as sat does not; use Resize(size)")
    _resized(steps, size, step.interpolation)
    steps.long = step.longest == 1.0
    steps.kept = not steps.long


def _resized(steps: Steps, size: int | tuple[int, int], interpolation: Any) -> None:
    if steps.resize is not None or steps.crop is not None:
        raise WrongInput("sat resizes once and crops after it")
    if steps.mean is not None:
        raise WrongInput("sat resizes before it normalises; put Resize before Normalize")
    name = _name(interpolation)
    known = _PILLOW if steps.kind == PICTURE else _TENSORS
    if name not in known:
        raise WrongInput(f"interpolation {name} of {'pictures' if steps.kind == PICTURE else 'tensors'} is none of "
                         f"{', '.join(known)}")
    steps.resize = size
    if known[name] != "bilinear":
        steps.settings["interpolation"] = known[name]


def _name(interpolation: Any) -> str:
    """The name of a mode, which may be torchvision's or Pillow's number."""
    numbers = ("nearest", "lanczos", "bilinear", "bicubic", "box", "hamming")
    return numbers[interpolation] if isinstance(interpolation, int) else str(getattr(interpolation, "value", interpolation))


def center_crop(steps: Steps, step: Any) -> None:
    """torchvision's CenterCrop."""
    if steps.resize is None or steps.crop is not None:
        raise WrongInput("sat crops once, after Resize")
    if steps.long:
        raise WrongInput("it follows a resize of the long side")
    steps.crop = _pair(step.size)


def crop_or_pad(steps: Steps, step: Any) -> None:
    """timm's CenterCropOrPad."""
    if not steps.long or steps.crop is not None or step.padding_mode != "constant":
        raise WrongInput("sat fills only after a resize of the long side")
    steps.crop, steps.fill = _pair(step.size), step.fill


def _pair(size: Any) -> tuple[int, int]:
    pair = [size] if isinstance(size, int) else list(size)
    return int(pair[0]), int(pair[-1])


def to_floats(steps: Steps, step: Any) -> None:
    """ToTensor: a picture becomes floats from 0 to 1."""
    _from_picture(steps, FLOATS)


def to_bytes(steps: Steps, step: Any) -> None:
    """PILToTensor, ToImage: a picture becomes bytes."""
    _from_picture(steps, BYTES)


def to_unscaled(steps: Steps, step: Any) -> None:
    """timm's ToTensor: floats from 0 to 255."""
    _check_float(step.dtype)
    _from_picture(steps, FLOATS)
    steps.white = 255.0


def _from_picture(steps: Steps, kind: str) -> None:
    if steps.kind != PICTURE:
        raise WrongInput("what it takes is a tensor already; leave it out")
    steps.kind = kind


def convert(steps: Steps, step: Any) -> None:
    """ConvertImageDtype: bytes become floats from 0 to 1."""
    _converted(steps, step.dtype, True)


def to_dtype(steps: Steps, step: Any) -> None:
    """The second version's ToDtype."""
    _converted(steps, step.dtype, bool(step.scale))


def _converted(steps: Steps, dtype: Any, scaled: bool) -> None:
    if steps.kind == PICTURE:
        raise WrongInput("what it takes is a picture; put ToImage() before it")
    if str(dtype) == "torch.uint8" and steps.kind == BYTES:
        return
    _check_float(dtype)
    if steps.kind == BYTES:
        steps.kind, steps.white = FLOATS, 1.0 if scaled else 255.0


def _check_float(dtype: Any) -> None:
    if str(dtype) != "torch.float32":
        raise WrongInput(f"sat computes in torch.float32, not in {dtype}")


def normalize(steps: Steps, step: Any) -> None:
    """Normalize, once."""
    if steps.kind != FLOATS or steps.mean is not None:
        raise WrongInput("sat normalises once, after the conversion to floats")
    steps.mean, steps.std = [[_short(float(value)) for value in values] for values in (step.mean, step.std)]


def _short(value: float) -> float:
    """A float32 that was 0.485 as 0.485 again; sat reads the same float32."""
    short = float(f"{value:.7g}")
    return short if struct.pack("f", short) == struct.pack("f", value) else value


def grayscale(steps: Steps, step: Any) -> None:
    """Grayscale to one channel."""
    if step.num_output_channels != 1:
        raise WrongInput("sat makes one channel of grey, not three")
    if steps.kind == FLOATS:
        raise WrongInput("put it before the conversion to floats")
    steps.grey = True
    if steps.resize is not None:
        steps.settings["grey"] = "after"
    if steps.kind == BYTES:
        steps.settings["luma"] = "torchvision"


def preset(steps: Steps, step: Any) -> None:
    """What ``weights.transforms()`` of a torchvision classifier gives."""
    size = list(step.resize_size)
    _resized(steps, int(size[0]) if len(size) == 1 else (int(size[0]), int(size[1])), step.interpolation)
    center_crop(steps, _Size(step.crop_size))
    _from_picture(steps, FLOATS)
    normalize(steps, step)


class _Size:
    def __init__(self, size: Any) -> None:
        self.size = size


def nothing(steps: Steps, step: Any) -> None:
    """A step that changes no value."""


Reader = Callable[[Steps, Any], None]

#: by the package and the name of a class; a class of another package may do something else under the same name
READERS: dict[tuple[str, str], Reader] = {
    **{("torchvision", name): reader for name, reader in {
        "Resize": resize, "CenterCrop": center_crop, "ToTensor": to_floats, "PILToTensor": to_bytes,
        "ToImage": to_bytes, "ToDtype": to_dtype, "ConvertImageDtype": convert, "Normalize": normalize,
        "Grayscale": grayscale, "ImageClassification": preset, "RGB": nothing, "Identity": nothing,
        "ToPureTensor": nothing}.items()},
    **{("timm", name): reader for name, reader in {
        "ResizeKeepRatio": resize_keep_ratio, "CenterCropOrPad": crop_or_pad, "MaybeToTensor": to_floats,
        "MaybePILToTensor": to_bytes, "ToTensor": to_unscaled}.items()},
    ("torch", "Identity"): nothing,
}
