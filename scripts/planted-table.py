#!/usr/bin/env python3
"""Writes the numbers of docs/planted.md and the sentence of README.md from a run of `sat experiment planted`.

    scripts/planted-table.py runs/planted [runs/planted-photographs]

A second run, on photographs, fills the last table. Text between `<!-- NAME -->` and `<!-- end -->` is replaced.
"""
import csv
import json
import re
import shutil
import statistics
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
PAGE = HERE / "docs" / "planted.md"
README = HERE / "README.md"
FIGURE = HERE / "docs" / "images" / "planted.svg"
WORDS = {
    "corner": "corner mark",
    "faint": "faint mark",
    "tint": "tint of the whole picture",
    "frame": "frame",
    "texture": "texture behind the object",
    "both": "corner mark in both classes",
    "none": "none",
}
PARTS = ["rank", "calibrated rank", "share", "shift share", "effect", "excess", "relative excess", "flip rate"]


def rows(run, name):
    with open(Path(run) / name, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def number(text):
    return float(text) if text else float("nan")


def share(text, of):
    """`17 of 20` from a share and a count."""
    count = int(of)
    return "–" if count == 0 else f"{round(number(text) * count)} of {count}"


def area(row):
    if not row["auc"]:
        return "–"
    interval = f" ({number(row['lower']):.2f}–{number(row['upper']):.2f})" if row["lower"] else ""
    return f"{number(row['auc']):.3f}{interval}"


def part(row):
    return row["reading"][len(row["method"]):].strip()


def order(row):
    """The best first, as on the page of the run."""
    value = number(row["auc"] or "0")
    power = number(row["power_at_25_percent"] or "0")
    return -value, -power, number(row["false_alarms_at_5_percent"] or "0")


def table(header, body):
    return "\n".join(["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
                     + ["| " + " | ".join(line) + " |" for line in body]) + "\n"


def readings(run):
    body = []
    for row in sorted(rows(run, "detection.csv"), key=order):
        body.append([
            row["reading"], area(row),
            share(row["false_alarms_at_5_percent"], row["not_relying"]),
            share(row["power_at_25_percent"], row["relying_at_25_percent"]),
            share(row["power"], row["relying"]),
            row["silent"]])
    return table(["reading", "area under the ROC curve", "false alarms", "found at 25 %", "found at all strengths",
                  "silent"], body)


def best_of_parts(run):
    best = {}
    for row in sorted(rows(run, "detection.csv"), key=order):
        best.setdefault(part(row), row["reading"])
    return [best[name] for name in PARTS if name in best]


def by_kind(run):
    shown = best_of_parts(run)
    found = {(row["kind"], row["reading"]): row for row in rows(run, "detection-kinds.csv")}
    body = []
    for kind, words in WORDS.items():
        if (kind, shown[0]) not in found:
            continue
        line = [words]
        for reading in shown:
            row = found[kind, reading]
            if row["auc"]:
                line.append(f"{number(row['auc']):.2f}, {share(row['power'], row['relying'])}")
            else:
                line.append(share(row["false_alarms_at_5_percent"], row["not_relying"]) + " false")
        body.append(line)
    return table(["plant"] + shown, body)


def corner(run):
    body = []
    corner_rows = [row for row in rows(run, "detection-kinds.csv") if row["kind"] == "corner"]
    for row in sorted(corner_rows, key=lambda row: (-number(row["auc"] or "0"), -number(row["power"] or "0")))[:12]:
        body.append([row["reading"], area(row), share(row["power"], row["relying"])])
    return table(["reading", "area under the ROC curve", "found"], body)


def networks(run):
    groups = {}
    for row in rows(run, "networks.csv"):
        groups.setdefault((row["kind"], number(row["strength"])), []).append(row)
    body = []
    for kind, words in WORDS.items():
        for (of, strength), group in sorted(groups.items()):
            if of != kind:
                continue
            mean = lambda column: f"{100 * statistics.mean(number(row[column]) for row in group):.1f} %"
            relying = sum(row["relies"] == "true" for row in group)
            body.append([words, f"{strength:g} %", mean("clean_accuracy"), mean("planted_accuracy"),
                         mean("swapped_accuracy"), f"{relying} of {len(group)}"])
    return table(["plant", "strength", "clean", "planted", "swapped", "rely"], body)


def best_on(run, kind):
    """`excess` finds 14 of 14: the reading that finds most of a kind."""
    of = [row for row in rows(run, "detection-kinds.csv") if row["kind"] == kind]
    best = max(of, key=lambda row: (number(row["power"] or "0"), number(row["auc"] or "0")))
    return best["reading"], share(best["power"], best["relying"])


def sentence(run):
    best = sorted(rows(run, "detection.csv"), key=order)[0]
    power, quarter = number(best["power_at_25_percent"]), int(best["relying_at_25_percent"])
    alarms, others = number(best["false_alarms_at_5_percent"]), int(best["not_relying"])
    mark, marks = best_on(run, "corner")
    tint, tints = best_on(run, "tint")
    return (f"A shortcut carried by a quarter of a class is found in {100 * power:.0f} of 100 models at\n"
            f"{100 * alarms:.0f} false alarms in 100 ({round(power * quarter)} of {quarter} and "
            f"{round(alarms * others)} of {others} planted networks, by `{best['reading']}`).\n"
            f"Marks in a corner, at any strength: {marks}, by `{mark}`; tints of the whole picture:\n"
            f"{tints}, by any reading.\n")


def about(run):
    manifest = json.loads((Path(run) / "run.json").read_text(encoding="utf-8"))
    summary = manifest.get("summary", manifest)
    return (f"{summary['networks']} networks, of which {summary['relying']} rely on their plant; "
            f"seed {manifest.get('seed', manifest.get('call', {}).get('seed'))}.\n")


def fill(page, name, text):
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- end -->)", re.S)
    content = page.read_text(encoding="utf-8")
    if not pattern.search(content):
        raise SystemExit(f"{page} has no place for {name}")
    page.write_text(pattern.sub(lambda match: match[1] + text + match[2], content), encoding="utf-8")


def main(drawn, photographs=None):
    fill(PAGE, "sentence", sentence(drawn))
    fill(README, "planted", sentence(drawn).rstrip()[:-1] + " ([docs/planted.md](docs/planted.md)).\n")
    fill(PAGE, "about", about(drawn))
    fill(PAGE, "readings", readings(drawn))
    fill(PAGE, "kinds", by_kind(drawn))
    fill(PAGE, "corner", corner(drawn))
    fill(PAGE, "networks", networks(drawn))
    shutil.copyfile(Path(drawn) / "figures" / "power.svg", FIGURE)
    if photographs:
        fill(PAGE, "photographs", about(photographs) + "\n" + networks(photographs) + "\n" + by_kind(photographs))


if __name__ == "__main__":
    if len(sys.argv) not in (2, 3):
        raise SystemExit(__doc__)
    main(*sys.argv[1:])
