#!/usr/bin/env python3
"""Writes the tables of docs/which-number.md from runs of sat explain, sat ablate and sat rate --quick.

  which-number.py PAGE NAME=RUN[:RUN…] …     the images of several runs are pooled
  which-number.py --check RUN …              compute the scores of rating-images.csv again, by scipy, for the methods
                                             that sat.csv has

A score is that of single deletion: (rho + 1) / 2 of Spearman's rho over the segments of an image, mean over images.
What is printed bold beats the size of the segments, or its inverse, whichever is better, against the same effects: the
95 % interval of the difference over images (bootstrap) is above 0. Needs numpy, scipy for --check.
"""
import csv
import json
import statistics
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np

RULER = "(ruler)"
AGAINST = {"single_deletion": "effect", "per_pixel": "effect per pixel", "excess": "excess"}
SIZES = {"effect": "mask_size", "|effect|": "mask_size_absolute"}
COLUMNS = ["mean_attribution", "rank", "shift_share", "mean_signed", "total_attribution"]
ALWAYS = ["gradient", "integrated-gradients", "smoothgrad", "lrp-z", "lrp-epsilon", "deep-taylor", "grad-cam"]
MORE = 8


def rows(file):
    with open(file, newline="") as stream:
        yield from csv.DictReader(stream)


class Scores:
    """{(method, column, against): {image: {'single_deletion': score, …}}} of one or several runs"""

    def __init__(self, runs):
        self.of, self.runs = defaultdict(dict), [Path(run) for run in runs]
        for run in runs:
            for row in rows(Path(run) / "rating-images.csv"):
                scores = {a: float(row[a]) if row[a] else np.nan for a in AGAINST}
                self.of[row["method"], row["column"], row["against"]][run, row["image_id"], row["target"]] = scores
        self.kinds = {(m, c): a for m, c, a in self.of if m != RULER}
        self.methods = list(dict.fromkeys(m for m, _ in self.kinds))

    def values(self, method, column, against, images=None, kind=None):
        found = self.of.get((method, column, kind or self.kinds.get((method, column), "effect")), {})
        return np.array([found[i][against] if i in found else np.nan for i in (images or found)])

    def mean(self, method, column, against, kind=None):
        values = self.values(method, column, against, kind=kind)
        return np.nan if not len(values) or np.isnan(values).all() else float(np.nanmean(values))

    def lead(self, method, column, against):
        """The mean lead over the size of the segments, and whether its interval is above 0."""
        kind = self.kinds[method, column]
        images = list(self.of[method, column, kind])
        size = self.values(RULER, SIZES[kind], against, images, kind)
        size = size if np.nanmean(size) >= 0.5 else 1 - size
        lead = self.values(method, column, against, images) - size
        lead = lead[~np.isnan(lead)]
        if not len(lead):
            return np.nan, False
        random = np.random.default_rng(1)
        means = lead[random.integers(0, len(lead), (1000, len(lead)))].mean(axis=1)
        return lead.mean(), np.percentile(means, 2.5) > 0


def number(value, digits=2):
    return "–" if np.isnan(value) else f"{value:.{digits}f}"


def ruler(sets):
    yield "| what is compared | with | " + " | ".join(sets) + " |"
    yield "|---|---|" + "---|" * len(sets)
    for title, column, kind in [
        ("random numbers", "random", "effect"),
        ("mask size", "mask_size", "effect"),
        ("mask size", "mask_size_absolute", "|effect|"),
        ("mean effect of the placebos", "placebo_effect", "effect"),
        ("effect under the other fill", "other_fill", "effect"),
    ]:
        cells = [", ".join(number(s.mean(RULER, column, a, kind)) for a in AGAINST) for s in sets.values()]
        yield f"| {title} | {'effect' if kind == 'effect' else 'absolute effect'} | {' | '.join(cells)} |"


def columns(sets):
    """The median over methods, and how many methods beat size."""
    yield "| with | column | " + " | ".join(sets) + " |"
    yield "|---|---|" + "---|" * len(sets)
    for against, title in AGAINST.items():
        for column in COLUMNS:
            cells = []
            for scores in sets.values():
                means = {m: scores.mean(m, column, against) for m in scores.methods}
                means = {m: v for m, v in means.items() if not np.isnan(v)}
                beats = sum(scores.lead(m, column, against)[1] for m in means)
                cells.append(f"{number(statistics.median(means.values()))}, {beats} of {len(means)}")
            yield f"| {title} | `{column}` | {' | '.join(cells)} |"
            title = ""


def methods(sets, column, against):
    """Best methods first, by the mean over the sets."""
    yield "| `" + column + "` with the " + AGAINST[against] + " | " + " | ".join(sets) + " |"
    yield "|---|" + "---|" * len(sets)
    means = {}
    for method in dict.fromkeys(m for s in sets.values() for m in s.methods):
        found = [s.mean(method, column, against) for s in sets.values()]
        if method in ALWAYS or not np.isnan(found).any():
            means[method] = np.nanmean(found)
    order = sorted(means, key=lambda m: -means[m])
    for method in [m for m in order if m in order[:MORE] or m in ALWAYS]:
        cells = []
        for scores in sets.values():
            text = number(scores.mean(method, column, against))
            beats = method in scores.methods and scores.lead(method, column, against)[1]
            cells.append(f"**{text}**" if beats else text)
        yield f"| `{method}` | {' | '.join(cells)} |"


def described(sets):
    """What was measured."""
    yield "| short name | network | images | segments | rated: images with three segments or more | methods |"
    yield "|---|---|---|---|---|---|"
    for name, scores in sets.items():
        run = json.loads((scores.runs[0] / "run.json").read_text())["configuration"]
        segmenter = "+".join(p.split(":")[0] if p.startswith("masks") else p for p in run["segmenter"].split("+"))
        model = f"{len(scores.runs)} classifiers" if len(scores.runs) > 1 else Path(run["model"]).stem
        rated = np.sum(~np.isnan(scores.values(RULER, "mask_size", "single_deletion", kind="effect")))
        tables = [image for r in scores.runs for image in {row["image_id"] for row in rows(r / "sat.csv")}]
        yield f"| {name} | `{model}` | {len(tables)} | `{segmenter}` | {rated} | {len(scores.methods)} |"


def parts(sets):
    yield "sets", described(sets)
    yield "ruler", ruler(sets)
    yield "columns", columns(sets)
    yield "total", methods(sets, "total_attribution", "single_deletion")
    yield "signed", methods(sets, "mean_signed", "per_pixel")
    yield "paper", methods(sets, "mean_attribution", "per_pixel")


def write(page, *given):
    sets = {}
    for text in given:
        name, _, runs = text.partition("=")
        sets[name] = Scores(runs.split(":"))
    text = Path(page).read_text()
    for name, lines in parts(sets):
        start, end = f"<!-- which-number {name} -->\n", "<!-- end -->"
        before, mark, rest = text.partition(start)
        if not mark:
            sys.exit(f"{page} has no line {start.strip()}")
        text = before + start + "\n".join(lines) + "\n" + end + rest.partition(end)[2]
    Path(page).write_text(text)


def check(run):
    from scipy.stats import spearmanr

    effects, pixels, tables = defaultdict(lambda: defaultdict(list)), {}, defaultdict(dict)
    for row in rows(Path(run) / "effects.csv"):
        key = row["image_id"], row["target"]
        effects[key][row["segment"], row["fill"], row["placebo"] != "0"].append(float(row["effect"]))
        if row["placebo"] == "0":
            pixels[key, row["segment"]] = int(row["mask_size"])
    for row in rows(Path(run) / "sat.csv"):
        tables[(row["image_id"], row["target"]), row["method"]][row["segment"]] = row
    worst, count = 0.0, 0
    for row in rows(Path(run) / "rating-images.csv"):
        if row["method"] == RULER and row["column"] not in SIZES.values():
            continue
        key = row["image_id"], row["target"]
        segments = sorted({s for s, _, placebo in effects[key] if not placebo})
        fills = sorted({f for _, f, _ in effects[key]})
        column = row["column"]
        if column in SIZES.values():
            values = np.array([float(pixels[key, s]) for s in segments])
        else:
            table = tables.get((key, row["method"]))
            if not table:
                continue  # a method that sat rate added
            values = np.array([float(table[s][column]) for s in segments])
            values = -values if column == "rank" else 1 - values if column == "shift_share" else values
        effect = np.array([np.mean([effects[key][s, f, False][0] for f in fills]) for s in segments])
        size = np.array([pixels[key, s] for s in segments])
        placebo = np.array([np.mean([np.mean(effects[key].get((s, f, True), [np.nan])) for f in fills]) for s in segments])
        for against, truth in {"single_deletion": effect, "per_pixel": effect / size, "excess": effect - placebo}.items():
            truth = np.abs(truth) if row["against"] == "|effect|" else truth
            known = ~np.isnan(truth)
            enough = known.sum() >= 3 and np.ptp(values[known]) > 0 and np.ptp(truth[known]) > 0
            own = (spearmanr(values[known], truth[known])[0] + 1) / 2 if enough else np.nan
            theirs = float(row[against]) if row[against] else np.nan
            if np.isnan(own) != np.isnan(theirs):
                print(row["image_id"], row["method"], column, against, own, theirs)
                worst = np.inf
            elif enough:
                worst, count = max(worst, abs(own - theirs)), count + 1
    print(f"{run}: {count} scores, largest difference {worst:.1e}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    if sys.argv[1] == "--check":
        for one in sys.argv[2:]:
            check(one)
    else:
        write(*sys.argv[1:])
