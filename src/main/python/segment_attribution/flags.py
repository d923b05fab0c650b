"""Arguments of Python as flags of the command line."""
from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from .errors import WrongInput

#: flags that are given once for each value; the others take a list with commas
_REPEATED = ("class", "param", "template")


def flags(arguments: Mapping[str, object]) -> list[str]:
    """``input_size="96x96"`` is ``--input-size=96x96``; True is the flag alone, None and False leave it out."""
    made: list[str] = []
    for name, value in arguments.items():
        flag = "--" + name.rstrip("_").replace("_", "-")  # class_ is the word that Python does not allow
        if value is None or value is False:
            continue
        if value is True:
            made.append(flag)
        elif name.rstrip("_") in _REPEATED and not isinstance(value, str) and isinstance(value, Iterable):
            items = value.items() if isinstance(value, Mapping) else value
            made += [f"{flag}={'='.join(map(str, item)) if isinstance(item, tuple) else item}" for item in items]
        else:
            made.append(f"{flag}={_text(name, value)}")
    return made


def _text(name: str, value: object) -> str:
    if isinstance(value, (str, os.PathLike)):
        return os.fspath(value)
    if isinstance(value, Iterable):
        items = [str(item) for item in value]
        broken = [item for item in items if "," in item]
        if broken:
            raise WrongInput(f"{name}: {broken[0]!r} holds a comma, which separates names in sat")
        return ",".join(items)
    return str(value)
