#!/usr/bin/env python3
"""Compares runs of several classifiers on the same photographs; writes the tables of docs/validation.md.

  photographs-table.py PAGE NAME=RUN_DIR[:PREDICTIONS.csv:MODEL.onnx.json] …

RUN_DIR is what sat explain wrote. PREDICTIONS.csv has PyTorch's predictions (make-efficientnet-lite.py --images), and
the JSON the names of the classes. Tables: top-1 and agreement with PyTorch; then the mean rank and shift_share of each
segment in at least 30 photographs that have another, by the methods that several runs have.
"""
import csv
import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

START, END = "<!-- photographs -->\n", "<!-- end -->"
LEAST = 30


def read(run):
    with open(Path(run) / "sat.csv", newline="") as file:
        return list(csv.DictReader(file))


def predictions(rows):
    return {row["image"]: (row["predicted"], float(row["confidence"]), row["correct"] == "true") for row in rows}


def agreement(name, run, rows, torch, declaration):
    ours = predictions(rows)
    top = sum(right for *_, right in ours.values())
    start = f"| {name} | {top} of {len(ours)} ({top / len(ours):.3f})"
    if not torch:
        return f"{start} | – | – |"
    classes = json.loads(Path(declaration).read_text())["classes"]
    with open(torch, newline="") as file:
        lines = list(csv.DictReader(file))
    theirs = {line["path"]: (classes[int(line["predicted"])], float(line["confidence"])) for line in lines}
    if theirs.keys() != ours.keys():
        sys.exit(f"{run} and {torch} have other photographs")
    same = sum(ours[path][0] == theirs[path][0] for path in ours)
    apart = max(abs(ours[path][1] - theirs[path][1]) for path in ours)
    return f"{start} | {same} of {len(ours)} | {apart:.1e} |"


def means(rows):
    """{(segment, method): (photographs, mean rank, mean shift_share)}"""
    sizes = Counter((row["image"], row["method"]) for row in rows)
    found = defaultdict(list)
    for row in rows:
        if sizes[row["image"], row["method"]] > 1:  # a segment alone in its table is first whatever the map is
            found[row["segment"], row["method"]].append((row["rank"], row["shift_share"]))
    return {key: (len(values), *(mean(column) for column in zip(*values))) for key, values in found.items()}


def mean(texts):
    numbers = [float(text) for text in texts if text]
    return sum(numbers) / len(numbers) if numbers else float("nan")


def tables(runs):
    yield "| network | top-1 | predictions as PyTorch's | confidences differ by at most |"
    yield "|---|---|---|---|"
    opened = [(name, run, read(run), more) for name, run, more in runs]
    for name, run, rows, more in opened:
        yield agreement(name, run, rows, *(more or (None, None)))
    yield ""
    yield "| segment | method | " + " | ".join(name for name, *_ in opened) + " |"
    yield "|---|---|" + "---|" * len(opened)
    found = [means(rows) for _, _, rows, _ in opened]
    segments = {segment for one in found for (segment, _), value in one.items() if value[0] >= LEAST}
    for segment in sorted(segments, key=lambda segment: -count(found, segment)):
        title = f"{segment}, {count(found, segment)} photographs"
        for method in sorted({m for one in found for s, m in one if s == segment}):
            if sum((segment, method) in one for one in found) > 1:
                cells = [cell(one.get((segment, method))) for one in found]
                yield f"| {title} | `{method}` | {' | '.join(cells)} |"
                title = ""


def cell(value):
    return f"{value[1]:.2f}, {value[2]:.2f}" if value else "–"


def count(found, segment):
    return max(v[0] for one in found for (s, _), v in one.items() if s == segment)


def main(page, *given):
    runs = []
    for text in given:
        name, _, rest = text.partition("=")
        run, *more = rest.split(":")
        runs.append((name, run, more))
    text = Path(page).read_text()
    before, mark, rest = text.partition(START)
    if not mark:
        sys.exit(f"{page} has no line {START.strip()}")
    after = rest.partition(END)[2]
    Path(page).write_text(before + START + "\n".join(tables(runs)) + "\n" + END + after)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
