"""A torch module as an ONNX file."""
from __future__ import annotations

import contextlib
import io
import os
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .errors import WrongInput

EXPORTERS = ("torchscript", "dynamo")
_OPSET = {"torchscript": 17, "dynamo": 18}
_SHORT = 200


@contextlib.contextmanager
def evaluated(model: Any) -> Iterator[Any]:
    """A module in eval mode without gradients; afterwards, every part of it is in the mode that it had."""
    import torch

    modes = [(part, part.training) for part in model.modules()]
    model.eval()
    try:
        with torch.no_grad():
            yield model
    finally:
        for part, training in modes:
            part.training = training


def logits(model: Any, x: Any) -> Any:
    """What a module gives for a batch: N x classes; of transformers' outputs the logits."""
    given = model(x)
    found = getattr(given, "logits", given)
    if not hasattr(found, "shape") or len(found.shape) != 2:
        what = f"a tensor of shape {tuple(found.shape)}" if hasattr(found, "shape") else f"a {type(given).__name__}"
        raise WrongInput(f"model gives {what}; sat explains classifiers, which give N x classes")
    return found


def device_of(model: Any) -> Any:
    """The device of a module's weights, which must be float32."""
    import torch

    for tensor in (*model.parameters(), *model.buffers()):
        if tensor.is_floating_point() and tensor.dtype != torch.float32:
            raise WrongInput(f"model has weights in {tensor.dtype}; sat computes in torch.float32: call model.float() first")
    return next((tensor.device for tensor in (*model.parameters(), *model.buffers())), torch.device("cpu"))


def name_of(model: Any) -> str:
    """What a module is called in tables."""
    configured = getattr(model, "pretrained_cfg", None)
    architecture = configured.get("architecture") if isinstance(configured, dict) else None
    return re.sub(r"[^\w.-]+", "-", str(architecture or type(model).__name__))


def outputs_of(model: Any, channels: int, size: list[int]) -> int:
    """The number of a module's outputs for pictures of a size."""
    import torch

    x = torch.zeros(2, channels, *size, device=device_of(model))
    try:
        return int(logits(model, x).shape[1])
    except WrongInput:
        raise
    except Exception as error:
        raise WrongInput(f"model does not take {channels} x {size[0]} x {size[1]}, as the transform gives: {line(error)}") from None


def export(model: Any, channels: int, size: list[int], file: Path, exporter: str) -> None:
    """Writes a module in eval mode for any number of images."""
    import torch

    if exporter not in EXPORTERS:
        raise WrongInput(f"exporter: {exporter!r} is none of {', '.join(EXPORTERS)}")
    x = torch.zeros(2, channels, *size, device=device_of(model))
    file.parent.mkdir(parents=True, exist_ok=True)
    written = file.with_suffix(".writing")

    class Logits(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(self, input: Any) -> Any:
            return logits(self.model, input)

    alone = model if hasattr(model(x), "shape") else Logits().eval()
    names = {"input_names": ["input"], "output_names": ["logits"], "opset_version": _OPSET[exporter]}
    try:
        with _quiet():
            if exporter == "dynamo":
                torch.onnx.export(alone, (x,), str(written), dynamo=True, external_data=False, verbose=False,
                                  dynamic_shapes=({0: torch.export.Dim("N", min=1, max=1024)},), **names)
            else:
                torch.onnx.export(alone, (x[:1],), str(written), dynamo=False,
                                  dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}}, **names)
    except Exception as error:
        written.unlink(missing_ok=True)
        other = EXPORTERS[1 - EXPORTERS.index(exporter)]
        raise WrongInput(f"model cannot be exported to ONNX ({line(error)}); try exporter=\"{other}\"") from None
    os.replace(written, file)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Exporters print pages of what they do."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def line(error: BaseException) -> str:
    """An error of a library in one short line."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:_SHORT]}{'…' if len(text) > _SHORT else ''}" if text else type(error).__name__
