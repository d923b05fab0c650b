#!/usr/bin/env python3
"""Compares maps with those of iNNvestigate, zennit, captum and LXT, on networks with random weights.

  compare-peers.py innvestigate OUT    VGG16 of Keras, 96x96; needs TensorFlow 2.13 and tf2onnx
  compare-peers.py zennit OUT          VGG11, VGG16, ResNet18, ResNet50, SqueezeNet of torchvision
  compare-peers.py captum OUT          VGG11, SqueezeNet
  compare-peers.py lxt OUT             ViT-B/16
  compare-peers.py compare OUT         runs scripts/sat on what lies in OUT and prints a table

Each of the first four writes a folder a network: model.onnx, x.npy, the peer's maps, and cases.json (the peer's
name of a method, ours and its parameters). PyTorch's peers compute in float64, with the stabilisers at 1e-30.
The last needs numpy and scipy; SAT is the command to run (default: scripts/sat).
"""
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np

sys.dont_write_bytecode = True


class Folder:
    """What a peer leaves for the comparison."""

    def __init__(self, out, name, x):
        self.path, self.cases = Path(out) / name, []
        self.path.mkdir(parents=True, exist_ok=True)
        np.save(self.path / "x.npy", x.astype(np.float32))

    def add(self, peer, method, relevance, *parameters):
        file = f"{len(self.cases)}.npy"
        np.save(self.path / file, relevance)
        self.cases.append({"peer": peer, "method": method, "parameters": parameters, "map": file})
        (self.path / "cases.json").write_text(json.dumps(self.cases, indent=1))
        print(self.path.name, peer, method, f"peak {np.abs(relevance).max():.3g}", flush=True)


def pictures(count, side, seed=1):
    """Smooth pictures with edges, about -2 to 2: N x 3 x side x side."""
    random = np.random.RandomState(seed)
    y, x = np.mgrid[0:side, 0:side] / side
    waves = [np.sin(2 * np.pi * (a * x + b * y) + c) for a, b, c in random.uniform(-6, 6, (8, 3))]
    mixed = np.tensordot(random.normal(size=(count, 3, 8)), np.stack(waves), 1) / 2
    return mixed + (mixed > 0.8) + 0.1 * random.normal(size=mixed.shape)


def compare(out):
    print("| network | peer's method | here | largest difference / peak | cosine | rank correlation |")
    print("|---|---|---|---|---|---|")
    for folder in sorted(path.parent for path in Path(out).absolute().glob("*/cases.json")):
        first = True
        for case in json.loads((folder / "cases.json").read_text()):
            expected = np.load(folder / case["map"]).astype(np.float64)
            actual, said = ours(folder, case, expected.ndim == 3, first)
            text = " ".join([case["method"], *case["parameters"]]).replace(f"{folder}/", "")
            numbers = said if actual is None else " | ".join(figures(expected, actual))
            print(f"| {folder.name} | {case['peer']} | {text} | {numbers} |", flush=True)
            first = False


def ours(folder, case, reduced, check):
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "map.npy"
        command = os.environ.get("SAT", str(Path(__file__).parent / "sat")).split() + [
            "saliency", f"--model={folder / 'model.onnx'}", f"--input={folder / 'x.npy'}",
            f"--method={case['method']}", f"--channels={'sum' if reduced else 'keep'}", f"--out={file}",
            "--self-check=" + ("on" if check else "off")]
        command += [f"--param={parameter}" for parameter in case["parameters"]]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode:
            return None, (result.stderr.strip() or result.stdout.strip()).splitlines()[-1]
        return np.load(file).astype(np.float64), ""


def figures(expected, actual):
    from scipy.stats import spearmanr
    expected, actual = expected.reshape(-1), actual.reshape(-1)
    if expected.size != actual.size:
        return [f"{actual.size} values for {expected.size}", "", ""]
    peak = np.abs(expected).max()
    cosine = expected @ actual / (np.linalg.norm(expected) * np.linalg.norm(actual))
    return [f"{np.abs(expected - actual).max() / peak:.1e}", f"{cosine:.7f}", f"{spearmanr(expected, actual)[0]:.7f}"]


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in ("innvestigate", "zennit", "captum", "lxt", "compare"):
        sys.exit(__doc__)
    if sys.argv[1] == "compare":
        compare(sys.argv[2])
    else:
        import importlib
        importlib.import_module(f"peers.{sys.argv[1]}_maps").write(sys.argv[2], Folder, pictures, sys.argv[3:])
