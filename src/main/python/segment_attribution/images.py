"""What people give as images, as a folder or list that sat reads."""
from __future__ import annotations

import csv
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .errors import WrongInput

_PICTURES = {".jpg", ".jpeg", ".png", ".webp", ".tif", ".tiff", ".bmp", ".gif"}
_UNKNOWN = "unlabelled"


@dataclass
class Images:
    """``source`` is what sat reads; ``files`` are the pictures, as far as they can be listed here; ``classes`` and
    ``transform`` are those of a dataset; ``flags`` are further flags; ``labelled`` is false for a list of mere paths."""

    source: Path
    files: list[Path]
    classes: list[str] | None = None
    transform: Any = None
    flags: dict[str, str] = field(default_factory=dict)
    labelled: bool = True


def listed(images: Any, folder: Path) -> Images:
    """Reads what was given; ``folder`` is where a list may be written."""
    if isinstance(images, (str, os.PathLike)):
        return _path(Path(images))
    if hasattr(images, "samples") or hasattr(images, "indices"):
        return _dataset(images, folder)
    if isinstance(images, Iterable):
        return _list(list(images), folder)
    raise WrongInput(f"images is a {type(images).__name__}; give a folder, a CSV, a list of paths or an ImageFolder")


def _path(path: Path) -> Images:
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if file.suffix.lower() in _PICTURES
                       and not any(part.startswith(".") for part in file.relative_to(path).parts))
        return Images(path, found)
    if not path.is_file():
        raise WrongInput(f"images: {path} does not exist")
    return Images(path, _rows(path) if path.suffix.lower() == ".csv" else [])


def _rows(path: Path) -> list[Path]:
    """Pictures of a CSV; sat itself says what is wrong with one."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    column = rows[0].index("path") if rows and "path" in rows[0] else 0
    return [path.parent / row[column] for row in rows[1:] if len(row) > column]


def _dataset(dataset: Any, folder: Path) -> Images:
    """torchvision's ImageFolder, or a Subset of one."""
    whole, chosen = dataset, None
    while hasattr(whole, "indices") and hasattr(whole, "dataset"):
        taken = list(whole.indices)
        chosen = taken if chosen is None else [taken[at] for at in chosen]
        whole = whole.dataset
    samples, classes = getattr(whole, "samples", None), getattr(whole, "classes", None)
    if samples is None or classes is None:
        raise WrongInput(f"images: {type(whole).__name__} has no samples and classes as an ImageFolder has; give a list of "
                         "(path, label)")
    names = [str(name) for name in classes]
    transform = getattr(whole, "transform", None)
    kept = list(samples) if chosen is None else [samples[int(at)] for at in chosen]
    files = [Path(sample[0]) for sample in kept]
    root = getattr(whole, "root", None)
    if root is None or type(whole).__name__ != "ImageFolder":
        pairs = [(str(path), names[int(index)]) for path, index in kept]
        return Images(_written(pairs, folder), files, names, transform)
    made = Images(Path(root), files, names, transform)
    left = {str(path) for path, _ in samples} - {str(path) for path, _ in kept}
    if left:
        # masks are found by paths below the root, so the others are left out instead of these listed
        exclude = folder / "left-out.txt"
        folder.mkdir(parents=True, exist_ok=True)
        exclude.write_text("".join(f"{Path(os.path.relpath(path, root)).as_posix()}\n" for path in sorted(left)),
                           encoding="utf-8")
        made.flags["exclude"] = str(exclude)
    return made


def _list(images: list[Any], folder: Path) -> Images:
    """Paths, or pairs of a path and a label."""
    if not images:
        raise WrongInput("images: the list is empty")
    plain = all(isinstance(image, (str, os.PathLike)) for image in images)
    pairs: list[tuple[str, str]] = []
    for image in images:
        if plain:
            pairs.append((os.fspath(image), _UNKNOWN))
        elif isinstance(image, (tuple, list)) and len(image) == 2 and isinstance(image[0], (str, os.PathLike)):
            pairs.append((os.fspath(image[0]), str(image[1])))
        else:
            raise WrongInput(f"images: {image!r} is no path and no (path, label)")
    return Images(_written(pairs, folder), [Path(path) for path, _ in pairs], labelled=not plain)


def _written(pairs: list[tuple[str, str]], folder: Path) -> Path:
    """A CSV of absolute paths."""
    missing = next((path for path, _ in pairs if not Path(path).is_file()), None)
    if missing is not None:
        raise WrongInput(f"images: {missing} does not exist")
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "images.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("path", "label"))
        rows.writerows((os.path.abspath(path), label) for path, label in pairs)
    return folder / "images.csv"
