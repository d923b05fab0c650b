#!/usr/bin/env python3
"""Writes the table of architectures in docs/models.md from what FullModelsTest found.

    python3 scripts/models-table.py MODELS_DIR

Reads MODELS_DIR/results.csv; of several lines for one file and column, the last counts. A row is a network: the
largest deviation of its files, and the relevance methods that run on all of them.
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


def read(folder):
    """{network: {variant: [opset, logits, gradient, cosine, relevance]}}"""
    found = {}
    for line in (folder / "results.csv").read_text().splitlines():
        name, *fields = line.split("\t")
        network, _, variant = name.partition("@")
        known = found.setdefault(network, {}).setdefault(variant, [""] * 5)
        if len(fields) < 4:
            known[:] = fields + [""] * (5 - len(fields))
        for i, field in enumerate(fields[:5]):
            known[i] = field
    return found


def row(network, variants):
    title, source = zoo.NETWORKS[network][:2]
    bad = [f"{v}: {fields[1]}" for v, fields in variants.items() if not re.match(r"\d\.\de", fields[1])]
    good = {v: f for v, f in variants.items() if re.match(r"\d\.\de", f[1])}
    if not good:
        return f"| {title} | {source} | | | {bad[0]} | | | |"
    exporters = ", ".join(sorted({EXPORTERS[v.split("-")[0]] for v in good}))
    sets = ", ".join(sorted({f[0] for f in good.values()}, key=int))
    worst = [max((f[i] for f in good.values()), key=float) for i in (1, 2)]
    cosine = min(f[3] for f in good.values())
    relevance = [f[4] for f in good.values() if f[4]]
    text = min(relevance, key=lambda r: int(r.split()[0])) if relevance else ""
    count, _, rest = text.partition("; ")
    refused = {method for part in re.findall(r"=\[(.*?)\]", rest) for method in part.split(", ")}
    if relevance:
        text = f"all {count.split()[0]}" if not refused else f"{count.split()[0]}, not " + ", ".join(sorted(refused))
    return f"| {title} | {source}: {exporters} | {sets} | {worst[0]} | {worst[1]} | {cosine} | {text} |"


if __name__ == "__main__":
    found = read(Path(sys.argv[1]))
    order = sorted(found, key=lambda n: (zoo.NETWORKS[n][0].lower(), zoo.NETWORKS[n][1]))
    lines = ["| network | source: exporters | operator set | logits | gradient | cosine of gradients | relevance |",
             "|---|---|---|---|---|---|---|"]
    lines += [row(network, found[network]) for network in order]
    page = PAGE.read_text()
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    PAGE.write_text(before + START + "\n".join(lines) + "\n" + END + after)
    print(len(order), "networks")
