"""What can go wrong. Every message is one line that says what to do."""
from __future__ import annotations


class SatError(Exception):
    """Base of all errors of this package."""

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the line, without the calls that led to it."""
        return [f"{type(self).__name__}: {self}"]


class WrongInput(SatError, ValueError):
    """The call, the model, the transform or the images are wrong; nothing was computed."""


class RunFailed(SatError, RuntimeError):
    """The call was right, but sat could not finish it."""


class PredictionsDiffer(SatError, ValueError):
    """What sat computes for an image is not what the module computes for it."""
