"""Does sat compute for a picture what the module computes for it, through the transform itself?"""
from __future__ import annotations

import csv
import math
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import export, program
from .errors import PredictionsDiffer, RunFailed, WrongInput
from .flags import flags

IMAGES = 10
#: largest difference of a log-probability, as a share of the largest magnitude of the module's logits: twice what
#: libraries differ that resize large pictures in another order; bilinear in place of bicubic is four times as much
TOLERANCE = 0.01
_SMALLEST = 1e-12


@dataclass(frozen=True)
class Agreement:
    """How many images were compared, the largest difference of a log-probability, and what was allowed."""

    images: int
    largest: float
    allowed: float

    def __str__(self) -> str:
        return (f"{self.images} predictions are the module's own: log-probabilities differ by {self.largest:.1e} "
                f"at most, {self.allowed:.1e} is allowed")


def compare(sat: str, model: Any, transform: Callable[[Any], Any], files: Sequence[Path], onnx: Path,
            more: Mapping[str, object]) -> Agreement:
    """Asks sat and the module for ten of the files; an image that differs is an error that names it."""
    pictures = _pictures(files)
    with tempfile.TemporaryDirectory(prefix="sat-check-") as folder:
        table = Path(folder) / "images.csv"
        with table.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(
                [("path", "label"), *((path.resolve(), "unknown") for path in pictures)])
        run = Path(folder) / "run"
        program.run(sat, ["explain", *flags({
            **more, "images": table, "model": onnx, "segmenter": "grid:1x1", "method": "gradient", "target": "predicted",
            "out": run})], progress=False)
        with (run / "sat.csv").open(encoding="utf-8", newline="") as file:
            rows = {Path(row["image"]).resolve(): row for row in csv.DictReader(file)}
    return _compared(model, transform, pictures, rows, str(more.get("head") or ""))


def _compared(model: Any, transform: Callable[[Any], Any], pictures: Mapping[Path, Any],
              rows: Mapping[Path, Mapping[str, str]], head: str) -> Agreement:
    import torch

    device = export.device_of(model)
    outputs: list[tuple[Path, Any]] = []
    for path, picture in pictures.items():
        x = transform(picture)
        if not isinstance(x, torch.Tensor):
            raise WrongInput(f"transform gives a {type(x).__name__} for {path}, not a tensor")
        outputs.append((path, export.logits(model, x.unsqueeze(0).to(device))[0].double().cpu()))
    probabilities = _are_probabilities([output for _, output in outputs])
    peak = 1.0 if probabilities else max(float(output.abs().max()) for _, output in outputs)
    allowed, largest = TOLERANCE * max(peak, 1e-6), 0.0
    for path, output in outputs:
        row = rows.get(path.resolve())
        if row is None:
            raise RunFailed(f"{path}: sat could not use the image that was to be compared with the module's prediction")
        index, said = int(row["explained_class_index"]), float(row["confidence"])
        own = output if probabilities else _probabilities(output, head)
        if len(own) <= index:
            raise PredictionsDiffer(f"{path}: sat predicts class {index}, but the module has {len(own)} outputs")
        apart = max(_apart(float(own[index]), said), _apart(float(own.max()), said))
        if not apart <= allowed:
            raise PredictionsDiffer(
                f"{path}: sat predicts {row['predicted']} with a probability of {said:.4f}, the module "
                f"{'' if int(own.argmax()) == index else f'class {int(own.argmax())} '}with {float(own.max()):.4f} "
                f"(log-probabilities differ by {apart:.1e}, {allowed:.1e} is allowed); the transform, the declaration or "
                "the head is not what the module was trained with")
        largest = max(largest, apart)
    return Agreement(len(outputs), largest, allowed)


def _apart(one: float, other: float) -> float:
    return abs(math.log(max(one, _SMALLEST)) - math.log(max(other, _SMALLEST)))


def _are_probabilities(outputs: Sequence[Any]) -> bool:
    """Whether the module ends with a softmax, which sat takes off."""
    return all(len(o) > 1 and float(o.min()) >= 0 and abs(float(o.sum()) - 1) < 1e-4 for o in outputs)


def _probabilities(output: Any, head: str) -> Any:
    """Probabilities of the classes by the head; one output f is two classes, f and -f."""
    import torch

    if len(output) == 1:
        return torch.sigmoid(torch.stack((-output[0], output[0])))
    return torch.sigmoid(output) if head == "sigmoid" else torch.softmax(output, 0)


def _pictures(files: Sequence[Path]) -> dict[Path, Any]:
    """Ten pictures, evenly spread over the files, as sat reads them: upright, on white, RGB."""
    chosen: dict[Path, Any] = {}
    step = max(1, len(files) // IMAGES)
    for file in [*files[::step], *files]:
        if len(chosen) == IMAGES:
            break
        picture = None if file in chosen else _picture(file)
        if picture is not None:
            chosen[file] = picture
    if not chosen:
        raise WrongInput("images: no picture could be opened with Pillow, so no prediction can be compared")
    return chosen


def _picture(file: Path) -> Any:
    from PIL import Image, ImageOps

    try:
        with Image.open(file) as opened:
            if opened.mode not in ("RGB", "L", "P", "RGBA", "LA", "1"):
                return None
            upright = ImageOps.exif_transpose(opened)
            if upright.mode in ("RGBA", "LA") or "transparency" in upright.info:
                layer = upright.convert("RGBA")
                return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer).convert("RGB")
            return upright.convert("RGB")
    except (OSError, ValueError):
        return None
