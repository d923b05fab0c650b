#!/usr/bin/env python3
"""Writes the tables of ImageNet-W in docs/reproduction.md from runs of sat explain and sat ablate.

  imagenet-w-table.py PAGE NAME=PREFIX …

PREFIX-KIND-TARGET is a run: KIND is characters, letters or empty (scripts/make-imagenet-w.py), TARGET carton or
predicted; runs but those of empty and characters for carton may be missing. The place of the mark is the segment "mark". Intervals: 95 %, bootstrap
over photographs.
"""
import csv
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

KINDS = ["empty", "characters", "letters"]
TARGETS = ["carton", "predicted"]
READINGS = {"shift share": "shift_share", "share of the table": "share", "rank": "rank"}
MARK = "mark"


def rows(file):
    with open(file, newline="") as stream:
        yield from csv.DictReader(stream)


class Run:
    def __init__(self, folder):
        self.predicted, self.correct = {}, {}
        self.readings = defaultdict(dict)  # {(method, reading): {image: value}}
        whole = defaultdict(float)
        for row in rows(folder / "sat.csv"):
            image, method = row["image_id"], row["method"]
            self.predicted[image] = row["predicted"]
            self.correct[image] = row["correct"] == "true"
            whole[image, method] += float(row["mean_attribution"])
            if row["segment"] == MARK:
                self.readings[method, "share"][image] = float(row["mean_attribution"])
                for column in ("rank", "shift_share"):
                    self.readings[method, column][image] = float(row[column])
        for (method, reading), values in self.readings.items():
            if reading == "share":
                for image in values:
                    values[image] /= whole[image, method]
        self.methods = list(dict.fromkeys(method for _, method in whole))
        self.logit, effects = {}, defaultdict(list)
        for row in rows(folder / "effects.csv"):
            self.logit[row["image_id"]] = float(row["logit"])
            if row["segment"] == MARK and row["placebo"] == "0":
                effects[row["image_id"]].append(float(row["effect"]))
        self.effect = {image: sum(of) / len(of) for image, of in effects.items()}
        summary = [row for row in rows(folder / "effects-summary.csv") if row["segment"] == MARK]
        self.summary = next(row for row in summary if row["class"] == "(all)")


def paired(after, before):
    images = sorted(after.keys() & before.keys())
    return np.array([float(after[i]) - float(before[i]) for i in images])


def interval(values):
    random = np.random.default_rng(1)
    means = values[random.integers(0, len(values), (2000, len(values)))].mean(axis=1)
    return np.percentile(means, [2.5, 97.5])


def with_interval(values, digits=2):
    low, high = interval(values)
    return f"{minus(values.mean(), digits)} ({minus(low, digits)} to {minus(high, digits)})"


def minus(value, digits=2):
    text = f"{value:.{digits}f}"
    return "0." + "0" * digits if float(text) == 0 else text.replace("-", "−")


def mean(values):
    return sum(values.values()) / len(values)


def answers(opened):
    """To compare with those of scripts/compare-imagenet-w.py."""
    yield "| network | top-1: empty | characters | letters | predictions changed: characters | letters | *carton* predicted: empty, characters, letters |"
    yield "|---|---|---|---|---|---|---|"
    for name, runs in opened.items():
        empty = runs["empty", "carton"]
        kinds = [kind for kind in KINDS if (kind, "carton") in runs]
        tops = [f"{100 * mean(runs[kind, 'carton'].correct):.1f} %" for kind in kinds]
        changed = []
        for kind in kinds[1:]:
            now = runs[kind, "carton"].predicted
            changed.append(f"{100 * sum(now[i] != p for i, p in empty.predicted.items()) / len(now):.0f} %")
        cartons = [str(sum(p == "carton" for p in runs[kind, "carton"].predicted.values())) for kind in kinds]
        yield f"| {name} | {' | '.join(tops + changed)} | {', '.join(cartons)} |"


def removal(opened):
    yield "| network | what is there | true effect on *carton* | effect by removal | excess by removal | excess on the predicted class | its flips | relevant to it |"
    yield "|---|---|---|---|---|---|---|---|"
    for name, runs in opened.items():
        for kind in [kind for kind in KINDS if (kind, "carton") in runs]:
            run, predicted = runs[kind, "carton"], runs.get((kind, "predicted"))
            true = "0" if kind == "empty" else with_interval(paired(run.logit, runs["empty", "carton"].logit))
            cells = [name, kind, true, minus(float(run.summary["mean_effect"])), summary_interval(run.summary)]
            if predicted:
                flips = f"{100 * float(predicted.summary['flip_rate']):.0f} %"
                cells += [summary_interval(predicted.summary), flips, predicted.summary["relevant"]]
            else:
                cells += ["–"] * 3
            yield "| " + " | ".join(cells) + " |"
            name = ""


def summary_interval(row):
    if not row["mean_excess"]:
        return "–"
    low, high = (minus(float(row[c])) if row[c] else "–" for c in ("excess_lower", "excess_upper"))
    return f"{minus(float(row['mean_excess']))} ({low} to {high})"


def readings(opened, target="carton"):
    yield f"| target: {target} | method | " + " | ".join(opened) + " |"
    yield "|---|---|" + "---|" * len(opened)
    methods = list(dict.fromkeys(m for runs in opened.values() for m in runs["empty", target].methods))
    for title, reading in READINGS.items():
        for method in methods:
            cells = []
            for runs in opened.values():
                before = runs["empty", target].readings.get((method, reading))
                if not before:
                    cells.append("–")
                    continue
                texts = [minus(mean(before))]
                for kind in KINDS[1:]:
                    if (kind, target) not in runs:
                        texts.append("–")
                        continue
                    now = runs[kind, target].readings[method, reading]
                    low, high = interval(paired(now, before))
                    text = minus(mean(now))
                    texts.append(text if low <= 0 <= high else f"**{text}**")
                cells.append(", ".join(texts))
            yield f"| {title} | `{method}` | {' | '.join(cells)} |"
            title = ""


def agreement(opened):
    """Over photographs: does the effect by removal say in which the mark matters?"""
    yield "| network | characters: rank correlation with the true effect | mean difference | letters: rank correlation | mean difference |"
    yield "|---|---|---|---|---|"
    for name, runs in opened.items():
        cells = []
        for kind in KINDS[1:]:
            run = runs.get((kind, "carton"))
            if not run:
                cells += ["–"] * 2
                continue
            images = sorted(run.effect)
            true = np.array([run.logit[i] - runs["empty", "carton"].logit[i] for i in images])
            found = np.array([run.effect[i] for i in images])
            ranks = [np.argsort(np.argsort(values)) for values in (true, found)]
            cells += [minus(np.corrcoef(*ranks)[0, 1]), minus((found - true).mean())]
        yield f"| {name} | {' | '.join(cells)} |"


def main(page, *given):
    opened = {}
    for text in given:
        name, _, prefix = text.partition("=")
        folders = {(k, t): Path(f"{prefix}-{k}-{t}") for k in KINDS for t in TARGETS}
        opened[name] = {key: Run(folder) for key, folder in folders.items() if (folder / "effects-summary.csv").is_file()}
    for line in answers(opened):
        print(line)
    parts = {"removal": removal(opened), "agreement": agreement(opened)}
    parts["carton"] = readings(opened)
    text = Path(page).read_text()
    for name, part in parts.items():
        start, end = f"<!-- imagenet-w {name} -->\n", "<!-- end -->"
        before, mark, rest = text.partition(start)
        if not mark:
            sys.exit(f"{page} has no line {start.strip()}")
        text = before + start + "\n".join(part) + "\n" + end + rest.partition(end)[2]
    Path(page).write_text(text)


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
