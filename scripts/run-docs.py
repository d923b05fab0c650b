#!/usr/bin/env python3
"""Runs the commands of a page and compares what they print with what the page says.

    scripts/run-docs.py docs/reading-a-table.md [FOLDER]

In blocks that begin with ```console, lines after "$ " are commands (a backslash at the end goes on in the next line), the
others are what they must print to standard output; a command without such lines must only succeed. They run one after the
other in FOLDER (default: a new temporary one) with scripts/, config/ and models/ of this project.
Exit code 1 where a page says something else. Python 3.8 and bash, nothing else.
"""
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent


def steps(page):
    """Pairs of a command and the lines that it must print."""
    found = []
    for block in re.findall(r"^```console\n(.*?)^```", page, re.S | re.M):
        goes_on = False
        for line in block.splitlines():
            if goes_on:
                found[-1][0] += "\n" + line
            elif line.startswith("$ "):
                found.append([line[2:], []])
            else:
                found[-1][1].append(line)
                continue
            goes_on = line.endswith("\\")
    return found


def main(page, folder):
    for name in ("config", "models"):
        if not (folder / name).exists():
            (folder / name).symlink_to(HOME / name)
    wrong = 0
    for command, expected in steps(Path(page).read_text()):
        print("$ " + command, flush=True)
        call = command.replace("scripts/sat", f'"{HOME}/scripts/sat"')
        run = subprocess.run(["bash", "-c", call], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                             text=True, env={**os.environ, "LC_ALL": "C.UTF-8"})
        printed = [line.rstrip() for line in run.stdout.splitlines()]
        differences = list(difflib.unified_diff(expected, printed, "page", "run", lineterm="", n=0)) if expected else []
        if differences or (run.returncode and not expected):
            wrong += 1
            print("\n".join(differences) or run.stderr[-2000:], flush=True)
    print(f"{wrong} of the commands did something else than {page} says")
    return 1 if wrong else 0


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    where = Path(sys.argv[2]) if len(sys.argv) == 3 else Path(tempfile.mkdtemp(prefix="sat-docs-"))
    where.mkdir(parents=True, exist_ok=True)
    sys.exit(main(sys.argv[1], where.resolve()))
