"""The one call: from a classifier and images to a finished run."""
from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from . import agreement, export, program
from .declaration import callable_of, declared
from .errors import WrongInput
from .flags import flags
from .images import Images, listed
from .result import Explanation

#: flags that say how a model is used; the check of the predictions needs them, too
_OF_THE_MODEL = ("head", "input_size", "resize", "crop_fraction", "crop_mode", "interpolation", "antialias", "range",
                 "mean", "std", "channel_order", "device", "threads", "config")


def explain(model: Any, images: Any, segmenter: str | None = None, transform: Any = None,
            classes: Sequence[str] | str | os.PathLike[str] | None = None,
            method: str | Sequence[str] | None = None, out: str | os.PathLike[str] = "runs/explain", *,
            declare: Mapping[str, Any] | None = None, sat: str | os.PathLike[str] | None = None,
            progress: bool | Callable[[str], None] = True, exporter: str = "torchscript", name: str | None = None,
            **more: Any) -> Explanation:
    """Explains a classifier on images: which segments does it rely on?

    ``model`` is a torch module, or the path of an ONNX file with its JSON (no torch is needed then). ``images`` is a
    folder, a CSV, a list of paths or of (path, label), or torchvision's ImageFolder or a Subset of it. ``segmenter``
    and ``method`` are those of ``sat explain``. ``transform`` makes a picture the module's input; default: that of the
    dataset. ``classes`` are names in the order of the outputs, or a text file; default: those of the dataset or of
    torchvision's weights given as transform. ``out`` is the run's folder; a module is written to the folder beside it
    that ends in ``-model``.

    ``declare`` adds keys to the module's JSON, such as ``{"head": "sigmoid"}``, or replaces ``input``. ``sat`` is the
    program. ``progress`` may be a function that takes lines. ``exporter`` is ``torchscript`` or ``dynamo``. ``name`` is
    what the module is called. Other arguments are flags of ``sat explain``: ``limit=20``, ``segments=["a", "b"]``,
    ``ablate=True``.

    Ten predictions are compared with the module's own before anything is explained. Raises WrongInput,
    PredictionsDiffer or RunFailed, each with one line.
    """
    found = program.find(sat)
    folder = Path(out)
    beside = folder.with_name(folder.name + "-model")
    pictures = listed(images, beside)
    given = {**pictures.flags, **more}
    if not pictures.labelled and "target" not in given:
        given["target"] = "predicted"
    if isinstance(model, (str, os.PathLike)):
        onnx, compared = _file(Path(model), transform, declare), None
        if classes is not None:
            given["classes"] = classes
    else:
        onnx, compared = _module(found, model, pictures, transform, classes, declare, exporter, beside, name, given, progress)
    program.run(found, ["explain", *flags({
        "images": pictures.source, "model": onnx, "segmenter": segmenter, "method": method, "out": folder, **given})],
        progress)
    return Explanation(folder, onnx, compared)


def _file(model: Path, transform: Any, declare: Any) -> Path:
    if not model.exists():
        raise WrongInput(f"model: {model} does not exist")
    if transform is not None or declare is not None:
        raise WrongInput(f"transform and declare belong to a torch module; {model.name}.json beside the file declares it")
    return model


def _module(sat: str, model: Any, pictures: Images, transform: Any, classes: Any, declare: Mapping[str, Any] | None,
            exporter: str, beside: Path, name: str | None, given: Mapping[str, Any],
            progress: bool | Callable[[str], None]) -> tuple[Path, agreement.Agreement | None]:
    """Writes a module as ONNX with its JSON, and compares its predictions."""
    if not (callable(model) and hasattr(model, "modules") and hasattr(model, "parameters")):
        raise WrongInput(f"model is a {type(model).__name__}; give a torch.nn.Module or the path of an ONNX file")
    transform = pictures.transform if transform is None else transform
    if transform is None:
        raise WrongInput("transform is missing: give the one of your evaluation, such as weights.transforms() or "
                         "timm.data.resolve_data_config(model=model)")
    own = dict(declare or {})
    steps = own.pop("input", None) or declared(transform)
    onnx = beside / f"{name or export.name_of(model)}.onnx"
    channels = 1 if steps.get("channels") == "grey" else 3
    with export.evaluated(model):
        labels = _names(classes, pictures, transform, export.outputs_of(model, channels, steps["size"]), given)
        export.export(model, channels, steps["size"], onnx, exporter)
        text = json.dumps({"classes": labels, **own, "input": steps}, indent=1, ensure_ascii=False)
        onnx.with_name(onnx.name + ".json").write_text(text + "\n", encoding="utf-8")
        if not pictures.files:
            print(f"predictions were not compared with the module's: {pictures.source.name} is no folder and no CSV",
                  file=sys.stderr)
            return onnx, None
        usable = {key: given[key] for key in _OF_THE_MODEL if key in given}
        compared = agreement.compare(sat, model, callable_of(transform), pictures.files, onnx,
                                     {**({"head": own["head"]} if "head" in own else {}), **usable})
    if progress:
        (progress if callable(progress) else lambda line: print(line, file=sys.stderr))(str(compared))
    return onnx, compared


def _names(classes: Any, pictures: Images, transform: Any, outputs: int, given: Mapping[str, Any]) -> list[str]:
    """Names of the outputs, in their order."""
    if isinstance(classes, (str, os.PathLike)):
        lines = Path(classes).read_text(encoding="utf-8").splitlines() if Path(classes).is_file() else str(classes).split(",")
        names = [line.strip() for line in lines]
    elif classes is not None:
        names = [str(label) for label in classes]
    else:
        names = pictures.classes or list((getattr(transform, "meta", None) or {}).get("categories") or [])
    if not names:
        if given.get("target", "label") == "label":
            raise WrongInput(f"classes is missing: give the {outputs} names in the order of the outputs, or "
                             "target=\"predicted\" to call them by number")
        return [str(index) for index in range(outputs)]
    if len(names) != outputs and not (outputs == 1 and len(names) <= 2):
        raise WrongInput(f"classes: {len(names)} names, but the model has {outputs} outputs")
    return names
