"""What a run found."""
from __future__ import annotations

import html
import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .agreement import Agreement

if TYPE_CHECKING:
    import pandas

_HEIGHT = 800


class Explanation:
    """A finished run of ``sat explain``; in a notebook it shows its page."""

    def __init__(self, folder: Path, model: Path, agreement: Agreement | None) -> None:
        self.folder = folder
        self.model = model
        #: how far sat's predictions are the module's; None where there was no module to compare with
        self.agreement = agreement

    @cached_property
    def rows(self) -> pandas.DataFrame:
        """One row for each image, method and segment (docs/statistics.md)."""
        return self._table("sat.csv")

    @cached_property
    def aggregate(self) -> pandas.DataFrame:
        """Means over images, one row for each method, class and segment."""
        return self._table("aggregate.csv")

    @cached_property
    def failures(self) -> pandas.DataFrame:
        """Images that could not be used, with stage and reason."""
        return self._table("failures.csv")

    @cached_property
    def run(self) -> dict[str, Any]:
        """run.json: configuration, hashes, versions, counts."""
        made: dict[str, Any] = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        return made

    @property
    def found(self) -> list[str]:
        """What was found, in sentences."""
        return [str(sentence).strip() for sentence in self.run["summary"].get("found", [])]

    @property
    def report(self) -> Path:
        """The page, one file."""
        return self.folder / "report.html"

    def _table(self, name: str) -> pandas.DataFrame:
        import pandas

        # older ones round the last digit
        exact = {"float_precision": "round_trip"} if int(pandas.__version__.partition(".")[0]) < 3 else {}
        # a class may be called "None" or "NA"; only an empty number is missing
        read: Callable[..., pandas.DataFrame] = pandas.read_csv
        return read(self.folder / name, keep_default_na=False,
                    na_values={column: [""] for column in self._numbers(name)}, **exact)

    def _numbers(self, name: str) -> list[str]:
        """Columns that are no names."""
        names = {"image_id", "image", "label", "predicted", "target", "model", "method", "segment", "class", "stage",
                 "reason", "position", "split"}
        with (self.folder / name).open(encoding="utf-8") as file:
            return [column for column in file.readline().rstrip("\n").split(",") if column not in names]

    def __repr__(self) -> str:
        return "\n".join([f"Explanation of {self.model.name}: {self.report}", *self.found])

    def _repr_html_(self) -> str:
        """The page in a frame of its own: it carries its policy, runs no script but its own, and fetches nothing."""
        page = html.escape(self.report.read_text(encoding="utf-8"), quote=True)
        return (f'<iframe srcdoc="{page}" width="100%" height="{_HEIGHT}" sandbox="allow-scripts" '
                f'title="Segment Attribution Tables: {html.escape(self.model.stem, quote=True)}" '
                'style="border: 1px solid #ccc; box-sizing: border-box; background: white"></iframe>')
