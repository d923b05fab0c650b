"""Finds sat and runs it."""
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO

from .errors import RunFailed, WrongInput

DONE_WITH_SKIPS = 3
_WRONG_CALL = 2
_ALARM = "sat: check this first"
_BAR = re.compile(r"\d+% *\[")


def find(given: str | os.PathLike[str] | None) -> str:
    """The program: the argument, else the environment variable SAT, PATH, or scripts/sat of a checkout."""
    for name, where in ((given, "sat"), (os.environ.get("SAT"), "environment variable SAT")):
        if name:
            found = shutil.which(os.fspath(name))
            if found is None:
                raise WrongInput(f"{where}: {os.fspath(name)} is no program; name bin/sat of the release")
            return found
    found = shutil.which("sat")
    if found:
        return found
    for start in (Path.cwd(), Path(__file__).resolve().parent):
        for folder in (start, *start.parents):
            script = folder / "scripts" / "sat"
            if script.is_file() and (folder / "config" / "reference.conf").is_file():
                return str(script)
    raise WrongInput("sat was not found; unpack its release and set the environment variable SAT to its bin/sat, "
                     "or give sat=\"…/bin/sat\"")


def run(program: str, arguments: Sequence[str], progress: bool | Callable[[str], None]) -> int:
    """Runs a command to its end; returns 0 or 3. Standard error is shown as it comes."""
    show = progress if callable(progress) else _printed if progress else _dropped
    try:
        process = subprocess.Popen([program, *arguments], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, encoding="utf-8", errors="replace")
    except OSError as error:
        raise WrongInput(f"sat: {program} cannot be started: {error.strerror or error}") from None
    assert process.stdout is not None and process.stderr is not None
    # both are read at once, else the one that fills up stops the program
    reader = threading.Thread(target=process.stdout.read, daemon=True)
    reader.start()
    try:
        lines = _followed(process.stderr, show)
        code = process.wait()
    except BaseException:
        process.terminate()
        process.wait()
        raise
    finally:
        reader.join()
        process.stdout.close()
        process.stderr.close()
    if code not in (0, DONE_WITH_SKIPS):
        kind = WrongInput if code == _WRONG_CALL else RunFailed
        raise kind(_as_arguments(_reason(lines, code)))
    return code


def _followed(stream: IO[str], show: Callable[[str], None]) -> list[str]:
    lines: list[str] = []
    for text in stream:
        line = text.rstrip()
        # the end of a bar is written twice
        if line and line not in lines[-1:]:
            lines.append(line)
            show(line)
    return lines


def _printed(line: str) -> None:
    """A bar replaces the one before it; other lines stay. What is an error is raised, not printed."""
    bar = _BAR.search(line)
    if bar:
        print("\r" + line.ljust(110), end="\n" if bar.group().startswith("100%") else "", file=sys.stderr, flush=True)
    elif not line.startswith("sat: ") or line.startswith(_ALARM):
        print(_as_arguments(line), file=sys.stderr, flush=True)


def _dropped(line: str) -> None:
    pass


def _reason(lines: list[str], code: int) -> str:
    """What sat said in its last line of its own, or the last line of all."""
    said = [line[len("sat: "):] for line in lines if line.startswith("sat: ") and not line.startswith(_ALARM)]
    return said[-1] if said else lines[-1] if lines else f"sat ended with exit code {code} and said nothing"


def _as_arguments(message: str) -> str:
    """A flag of the command line is an argument here: --input-size is input_size."""
    message = re.sub(r" \(see sat [a-z ]+ --help\)$", "", message)
    return re.sub(r"(?<![\w-])--([a-z][a-z-]*[a-z])", lambda flag: flag.group(1).replace("-", "_"), message)
