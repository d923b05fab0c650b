"""A torchvision or timm transform as the key ``input`` of a model's JSON (models/README.md), or an error that names
the step that cannot be expressed exactly."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .errors import WrongInput
from .readers import READERS
from .steps import Steps

_LONGEST = 100


def declared(transform: Any) -> dict[str, Any]:
    """The key ``input`` of a declaration.

    ``transform`` is a torchvision transform (``Compose``, ``torch.nn.Sequential`` or ``weights.transforms()``, of both
    versions of torchvision's transforms), one of ``timm.data.create_transform``, or a dictionary of
    ``timm.data.resolve_data_config``. Raises WrongInput, naming the step, where sat would compute something else.
    """
    steps = Steps()
    for number, step in enumerate(_parts(callable_of(transform)), 1):
        reader = READERS.get(_key(step))
        try:
            if reader is None:
                raise WrongInput(_unknown(step))
            reader(steps, step)
        except WrongInput as wrong:
            raise WrongInput(f"transform, step {number}, {_short(step)}: {wrong}") from None
    return steps.declaration()


def callable_of(transform: Any) -> Any:
    """The transform itself where weights of torchvision or a configuration of timm are given."""
    if isinstance(transform, Mapping):
        if "input_size" not in transform:
            raise WrongInput("transform is a dictionary without input_size; give timm.data.resolve_data_config(model=model)")
        from timm.data import create_transform

        return create_transform(**transform)
    if hasattr(transform, "meta") and callable(getattr(transform, "transforms", None)):
        return transform.transforms()
    return transform


def _parts(step: Any) -> Iterator[Any]:
    """Steps one by one, in order."""
    inner = getattr(step, "transforms", None)
    if _key(step)[1] == "Compose" and isinstance(inner, (list, tuple)):
        parts = inner
    elif _key(step) == ("torch", "Sequential"):
        parts = list(step)
    else:
        yield step
        return
    for part in parts:
        yield from _parts(part)


def _key(step: Any) -> tuple[str, str]:
    return type(step).__module__.partition(".")[0], type(step).__name__


def _unknown(step: Any) -> str:
    name = type(step).__name__
    if "Random" in name or name in ("ColorJitter", "AutoAugment", "RandAugment", "TrivialAugmentWide", "AugMix"):
        return "it is random; pass the transform of your evaluation"
    if name in ("function", "Lambda", "builtin_function_or_method", "method", "partial"):
        return ("sat cannot see what a function does; leave it out if it only makes pictures RGB, which sat does itself; "
                "else say what it does with declare={\"input\": …}")
    return "sat cannot do this; leave it out, or say what it does with declare={\"input\": …}"


def _short(step: Any) -> str:
    text = " ".join(repr(step).split()) if "object at" not in repr(step) else type(step).__name__
    if type(step).__name__ == "function":
        text = f"function {step.__name__}"
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
