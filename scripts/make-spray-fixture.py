"""Makes maps and the eigenvalues that CoRelAy finds for them, for SpectralClustersTest.

Needs: pip install corelay (tried with 1.0.0). Call: python scripts/make-spray-fixture.py
"""

import pathlib

import numpy as np
from corelay.processor.affinity import SparseKNN
from corelay.processor.distance import SciPyPDist
from corelay.processor.embedding import EigenDecomposition
from corelay.processor.laplacian import SymmetricNormalLaplacian

OUT = pathlib.Path(__file__).parent.parent / "src/test/resources/suspects"
VALUES = 16


def main():
    random = np.random.default_rng(1)
    maps = random.normal(size=(60, 8, 8)).astype(np.float32)
    maps[:20, :3, :3] += 3
    maps[20:40, 5:, 5:] += 3
    maps[40:, 3:5, 3:5] += 3
    data = maps.reshape(len(maps), -1).astype(np.float64)
    steps = [
        SciPyPDist(metric="euclidean"),
        SparseKNN(n_neighbors=10, symmetric=True),
        SymmetricNormalLaplacian(),
        EigenDecomposition(n_eigval=VALUES, which="LA"),
    ]
    for step in steps:
        data = step(data)
    OUT.mkdir(parents=True, exist_ok=True)
    np.save(OUT / "maps.npy", maps)
    lines = [repr(float(value)) for value in np.sort(data[0])]
    (OUT / "eigenvalues.txt").write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
