#!/usr/bin/env python3
"""Make src/test/resources/reweight/regression.json for LogisticRegressionTest, by scikit-learn.

    python scripts/make-logistic-regression.py src/test/resources/reweight/regression.json

Each case: one class against the others, standardised features, a bias that costs nothing, and the
weights brought back to the features as they are.
"""

import json
import sys
from pathlib import Path

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler


def fitted(rows, targets, norm, loss):
    ratio = 1.0 if norm == "L1" else 0.0
    solver = "saga" if norm == "L1" else "lbfgs"
    model = LogisticRegression(l1_ratio=ratio, C=loss, solver=solver, tol=1e-10, max_iter=200_000)
    scaler = StandardScaler().fit(rows)
    model.fit(scaler.transform(rows), targets)
    weights = model.coef_[0] / scaler.scale_
    return weights, float(model.intercept_[0] - weights @ scaler.mean_)


def case(rows, labels, norm, loss):
    classes = int(labels.max()) + 1
    if classes == 2:
        weights, bias = fitted(rows, labels, norm, loss)
        return [(-weights / 2).tolist(), (weights / 2).tolist()], [-bias / 2, bias / 2]
    found = [fitted(rows, (labels == c).astype(int), norm, loss) for c in range(classes)]
    return [w.tolist() for w, _ in found], [b for _, b in found]


def main(out):
    random = np.random.default_rng(1)
    tests = []
    for classes in (2, 3):
        labels = np.arange(60) % classes
        centres = random.normal(0, 1, (classes, 5))
        rows = centres[labels] + random.normal(0, 1.5, (60, 5))
        rows = (rows * [1, 10, 0.1, 3, 1] + [0, 5, -1, 100, 2]).round(3)
        for norm, loss in (("L2", 0.01), ("L2", 1), ("L1", 0.3)):
            weights, bias = case(rows, labels, norm, loss)
            tests.append(
                {
                    "rows": rows.tolist(),
                    "labels": labels.tolist(),
                    "norm": norm,
                    "loss": loss,
                    "weights": np.round(weights, 7).tolist(),
                    "bias": np.round(bias, 6).tolist(),
                }
            )
    made = {"made_by": f"scikit-learn {sklearn.__version__}", "cases": tests}
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(made) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
