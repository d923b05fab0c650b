"""Runs sat on a PyTorch classifier or an ONNX file: which parts of pictures does it rely on?

    from segment_attribution import explain
    explain(model, "photos", transform=transform, classes=["horse", "zebra"])
"""
from __future__ import annotations

from .declaration import declared
from .errors import PredictionsDiffer, RunFailed, SatError, WrongInput
from .explaining import explain
from .result import Explanation

__all__ = ["Explanation", "PredictionsDiffer", "RunFailed", "SatError", "WrongInput", "declared", "explain"]
