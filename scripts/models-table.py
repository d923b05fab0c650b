#!/usr/bin/env python3
"""Writes the tables of architectures in docs/models.md from what FullModelsTest found.

    python3 scripts/models-table.py MODELS_DIR

Reads MODELS_DIR/versions.tsv and all MODELS_DIR/NAME@VARIANT.result.tsv. A row is a network: the largest deviation of
its files, and of relevance what holds for all of them.
"""
import importlib.util
import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent / "docs/models.md"
START, END = "<!-- architectures -->\n", "<!-- end -->"
spec = importlib.util.spec_from_file_location("zoo", HERE / "make-zoo-models.py")
zoo = importlib.util.module_from_spec(spec)
spec.loader.exec_module(zoo)
EXPORTERS = {"dynamo": "dynamo", "script": "TorchScript"}
CONSERVING = ["cp-lrp", "lrp-epsilon", "lrp-gamma", "epsilon-plus"]
NONE = "attention-rollout is defined for networks with attention"


class Result:
    """What one file gave."""

    def __init__(self, file):
        self.fields, self.methods, self.missing = {}, {}, {}
        for line in file.read_text().splitlines():
            key, *values = line.split("\t")
            if key == "method":
                self.methods[values[0]] = values[1]
            elif key == "conservation":
                start, gone = float(values[1]), float(values[6])
                self.missing[values[0]] = abs(gone / start) if start else abs(gone)
            else:
                self.fields[key] = values[0]

    def refused(self):
        return {m: why for m, why in self.methods.items() if why not in ("runs", "open") and not why.startswith(NONE)}


def read(folder):
    """{network: {variant: result}}"""
    found = {}
    for file in sorted(folder.glob("*.result.tsv")):
        network, _, variant = file.name.removesuffix(".result.tsv").partition("@")
        found.setdefault(network, {})[variant] = Result(file)
    return found


def title(network):
    return "{} | {}".format(*zoo.NETWORKS[network][:2])


def import_row(network, results):
    exporters = " and ".join(sorted({EXPORTERS[v.split("-")[0]] for v in results}))
    bad = [r.fields["refused"] for r in results.values() if "refused" in r.fields]
    if bad:
        return f"| {title(network)} | {exporters} | | {bad[0]} | | |"
    fields = [r.fields for r in results.values()]
    sets = ", ".join(sorted({f["opset"] for f in fields}, key=int))
    worst = [max((f[what] for f in fields), key=float) for what in ("logits", "gradient")]
    cosine = min(f["cosine"] for f in fields)
    return f"| {title(network)} | {exporters} | {sets} | {worst[0]} | {worst[1]} | {cosine} |"


def relevance_row(network, results):
    all_of = list(results.values())
    names = list(all_of[0].methods)
    refused = sorted({m for r in all_of for m in r.refused()})
    undefined = {m for r in all_of for m, why in r.methods.items() if why.startswith(NONE)}
    possible = len([m for m in names if m not in undefined])
    said = f"all {possible}" if not refused else f"{possible - len(refused)} of {possible}"
    auto = ", ".join(sorted({r.fields["auto"] for r in all_of}))
    missing = [max((r.missing[m] for r in all_of if m in r.missing), default=None) for m in CONSERVING]
    numbers = " | ".join("" if part is None else f"{part:.0e}" for part in missing)
    return f"| {title(network)} | {said} | {auto} | {numbers} |"


def plain(why):
    """What a method says, without what the page says once."""
    why = re.sub(r"^.* is not defined for ", "no rule for ", why)
    return re.sub(r" of test\b|; gradient, integrated-gradients and smoothgrad are$", "", why)


def refusals(found, order):
    lines = []
    for network in order:
        said = {}
        for variant, result in found[network].items():
            for method, why in result.refused().items():
                said.setdefault(plain(why), {}).setdefault(method, []).append(variant)
        for why, methods in said.items():
            exporters = " and ".join(sorted({EXPORTERS[v.split("-")[0]] for vs in methods.values() for v in vs}))
            why = why.removeprefix(next(iter(methods)) + ": ")
            lines.append(f"| {title(network)} | {exporters} | {', '.join(methods)} | {why} |")
    return lines


def head(folder, found):
    versions = ", ".join(line.replace("\t", " ") for line in (folder / "versions.tsv").read_text().splitlines())
    dates = sorted({r.fields["date"] for results in found.values() for r in results.values()})
    both = sum(len({v.split("-")[0] for v in results}) == 2 for results in found.values())
    files = sum(map(len, found.values()))
    when = dates[0] if len(dates) == 1 else f"{dates[0]} to {dates[-1]}"
    return wrapped(f"{len(found)} networks in {files} files, {both} of them by both exporters; measured {when} with {versions}.")


def wrapped(text, width=118):
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + word
    return lines


def tables(folder):
    found = read(folder)
    order = sorted(found, key=lambda n: (zoo.NETWORKS[n][0].lower(), zoo.NETWORKS[n][1]))
    ran = [n for n in order if all("auto" in r.fields for r in found[n].values())]
    refused = refusals(found, ran)
    lines = [*head(folder, found), "",
             "| network | source | exporters | operator set | logits | gradient | cosine of gradients |",
             "|---|---|---|---|---|---|---|", *(import_row(n, found[n]) for n in order), "",
             "Relevance on the first of the images:", "",
             "| network | source | methods | auto | " + " | ".join(CONSERVING) + " |",
             "|---|---|---|---|" + "---|" * len(CONSERVING), *(relevance_row(n, found[n]) for n in ran)]
    if refused:
        lines += ["", "Refused:", "", "| network | source | exporters | method | because |", "|---|---|---|---|---|", *refused]
    return lines, len(order)


if __name__ == "__main__":
    lines, count = tables(Path(sys.argv[1]))
    page = PAGE.read_text()
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + START + "\n".join(lines) + "\n" + END + after)
    print(count, "networks")
