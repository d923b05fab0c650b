"""What the steps of a transform do to a picture, gathered until the declaration can be written."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .errors import WrongInput

PICTURE, BYTES, FLOATS = "picture", "bytes", "floats"


@dataclass
class Steps:
    """State of a picture after the steps so far.

    ``kind``: Pillow's picture, a tensor of bytes, or of floats; ``white``: value of white in floats; ``resize``: short
    side, or rows and columns; ``crop``: rows and columns; ``long``: whether the long side is resized to the size and
    the rest filled; ``settings``: other keys of the declaration.
    """

    kind: str = PICTURE
    white: float = 1.0
    resize: int | tuple[int, int] | None = None
    crop: tuple[int, int] | None = None
    fill: Any = None
    long: bool = False
    kept: bool = False
    mean: list[float] | None = None
    std: list[float] | None = None
    grey: bool = False
    settings: dict[str, Any] = field(default_factory=dict)

    def declaration(self) -> dict[str, Any]:
        """The key ``input`` of a model's JSON."""
        if self.kind == PICTURE:
            raise WrongInput("transform gives a picture, not a tensor; end it with ToTensor() and Normalize(…)")
        if self.kind == BYTES:
            raise WrongInput("transform gives bytes; end it with ToDtype(torch.float32, scale=True) and Normalize(…)")
        made = {**self._size(), **self.settings}
        if self.white != 1.0:
            made["range"] = [0, int(self.white)]
        if self.mean is not None and self.std is not None:
            channels = 1 if self.grey else 3
            for name, values in (("mean", self.mean), ("std", self.std)):
                if len(values) not in (1, channels):
                    raise WrongInput(f"transform: Normalize has {len(values)} values as {name} for {channels} channels")
                made[name] = values * channels if len(values) == 1 else values
        made["channels"] = "grey" if self.grey else "RGB"
        return made

    def _size(self) -> dict[str, Any]:
        if self.resize is None:
            raise WrongInput("transform has no Resize, so pictures keep their sizes; sat needs one size: add Resize((H, W))")
        if self.crop is None:
            if isinstance(self.resize, int) or self.kept:
                raise WrongInput("transform resizes one side and does not crop, so sizes differ; add CenterCrop(…)")
            return {"size": list(self.resize)}
        rows, columns = self.resize if isinstance(self.resize, tuple) else (self.resize, self.resize)
        smallest = (max(self.crop), max(self.crop)) if isinstance(self.resize, int) else self.crop
        if rows < smallest[0] or columns < smallest[1]:
            raise WrongInput(f"transform resizes to {self.resize} and crops {self.crop}, which fills with black; sat "
                             "cannot do that: resize to the size of the crop at least")
        made: dict[str, Any] = {"size": list(self.crop)}
        if isinstance(self.resize, int):
            return {**made, "resize": self.resize, "crop": "center"}
        if self.long or self.kept:
            self._check_fill()
            return {**made, "resize": _one(self.resize), "crop": "border" if self.long else "center"}
        return made if self.resize == self.crop else {**made, "resize": _one(self.resize), "crop": "squash"}

    def _check_fill(self) -> None:
        """sat fills with the colour whose input is closest to 0, as timm does."""
        expected = [round(255 * value) for value in self.mean or [0.0]]
        given = list(self.fill) if isinstance(self.fill, (list, tuple)) else [self.fill] * len(expected)
        if self.long and given != expected:
            raise WrongInput(f"transform fills with {self.fill}; sat fills with the mean's colour, {expected}")


def _one(size: tuple[int, int]) -> int | list[int]:
    return size[0] if size[0] == size[1] else list(size)
