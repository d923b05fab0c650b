#!/usr/bin/env python3
"""Computes aggregates of whole tables with NumPy and SciPy, and by trying all orders.

    python3 scripts/make-importance-fixtures.py src/test/resources/importance.json

The definitions are written here a second time: ImportanceTest compares the program with them.
"""
import itertools
import json
import sys

import numpy as np
from scipy.stats import entropy, rankdata, trim_mean


def tables(rng, images, names, classes, ties):
    """Attributions by table and segment, None where missing; ranks of tables with two or more."""
    values = rng.random((images, names)) * np.linspace(1, 0.3, names)
    if ties:
        values = np.round(values, 1)
    values[rng.random((images, names)) < 0.35] = np.nan
    values[np.all(np.isnan(values), axis=1), 0] = 0.5
    ranks = np.full_like(values, np.nan)
    for row, rank in zip(values, ranks):
        there = ~np.isnan(row)
        if there.sum() > 1:
            rank[there] = rankdata(-row[there])
    return values, ranks, [f"class{i % classes}" for i in range(images)]


def filled(values):
    return np.where(np.isnan(values), 0, values)


def by_column(values, relative, what):
    columns = [c[~np.isnan(c)] if relative else filled(c) for c in values.T]
    return [float(what(c)) if len(c) else None for c in columns]


def average(values):
    sums, counts = filled(values).sum(0), (filled(values) != 0).sum(0)
    return [float(s / n) if n else None for s, n in zip(sums, counts)]


def homogeneity(values, classes):
    names = sorted(set(classes))
    roots = np.array([np.sqrt(filled(values)[[c == n for c in classes]].sum(0)) for n in names])
    h = entropy(roots, axis=0)
    lime = np.sqrt(filled(values).sum(0))
    return list(map(float, (1 - (h - h.min()) / (h.max() - h.min())) * lime))


def ballots(ranks, relative):
    counted = ranks[~np.all(np.isnan(ranks), axis=1)]
    if relative:
        return counted
    # missing ones share the places after the last: their exact number does not matter
    return np.where(np.isnan(counted), 10_000, counted)


def borda(ranks, relative):
    shares = []
    for k in range(ranks.shape[1]):
        each = []
        for ballot in ballots(ranks, relative):
            others = np.delete(ballot, k)
            others = others[~np.isnan(others)]
            if not np.isnan(ballot[k]) and len(others):
                each.append(np.mean(np.where(others > ballot[k], 1, np.where(others == ballot[k], 0.5, 0))))
        shares.append(float(np.mean(each)) if each else None)
    return shares


def preferences(ranks, relative):
    counted = ballots(ranks, relative)
    with np.errstate(invalid="ignore"):
        return (counted[:, :, None] < counted[:, None, :]).sum(0)


def kemeny(ranks, relative):
    """All orders; itertools gives them in lexicographic order, and min takes the first."""
    before = preferences(ranks, relative)
    cost = lambda order: sum(before[b, a] for a, b in itertools.combinations(order, 2))
    best = min(itertools.permutations(range(len(before))), key=cost)
    return [best.index(k) + 1 for k in range(len(before))]


def schulze(ranks, relative):
    """Widest paths by raising the threshold: reachable over victories of at least this strength."""
    before = preferences(ranks, relative)
    n = len(before)
    strength = np.zeros((n, n), int)
    for threshold in sorted(set(before[before > before.T])):
        reach = (before > before.T) & (before >= threshold)
        for _ in range(n):
            reach = reach | ((reach.astype(int) @ reach.astype(int)) > 0)
        strength[reach] = threshold
    left, order = list(range(n)), []
    while left:
        order.append(next(a for a in left if not any(strength[b, a] > strength[a, b] for b in left)))
        left.remove(order[-1])
    return [order.index(k) + 1 for k in range(n)]


def plain(matrix):
    return [[None if np.isnan(v) else float(v) for v in row] for row in matrix]


def case(seed, images, names, classes, ties):
    values, ranks, labels = tables(np.random.default_rng(seed), images, names, classes, ties)
    expected = {"lime": {"relative": by_column(values, False, lambda c: np.sqrt(c.sum()))},
                "average": {"relative": average(values)},
                "homogeneity": {"relative": homogeneity(values, labels)}}
    for how in ("relative", "absolute"):
        relative = how == "relative"
        expected.setdefault("median", {})[how] = by_column(values, relative, np.median)
        expected.setdefault("trimmed_mean", {})[how] = by_column(values, relative, lambda c: trim_mean(c, 0.1))
        expected.setdefault("borda", {})[how] = borda(ranks, relative)
        order = kemeny if names <= 7 else schulze
        expected.setdefault("kemeny", {})[how] = order(ranks, relative)
    return {"names": [f"s{k:02}" for k in range(names)], "classes": labels, "attributions": plain(values),
            "ranks": plain(ranks), "expected": expected}


cases = [case(1, 12, 4, 2, False), case(2, 25, 6, 3, True), case(3, 9, 7, 2, True), case(4, 30, 14, 4, False)]
with open(sys.argv[1], "w", encoding="utf-8") as out:
    json.dump({"schema": "importance-1", "cases": cases}, out, indent=None, separators=(",", ":"))
    out.write("\n")
