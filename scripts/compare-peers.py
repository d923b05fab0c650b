#!/usr/bin/env python3
"""Compares maps with those of iNNvestigate, zennit, captum and LXT, on networks with random weights.

  compare-peers.py innvestigate OUT    VGG16 of Keras, 96x96; needs TensorFlow 2.13 and tf2onnx
  compare-peers.py innvestigate-float64 OUT   the same maps by PyTorch in float64, to see which of the two is right
  compare-peers.py zennit OUT          VGG11, VGG16, ResNet18, ResNet50, SqueezeNet of torchvision
  compare-peers.py captum OUT          VGG11, VGG16, ResNet50, SqueezeNet, ViT-B/16
  compare-peers.py lxt OUT             ViT-B/16
  compare-peers.py compare OUT [PAGE]  runs scripts/sat on what lies in OUT, prints a table, writes a short one to PAGE

Each of the first four writes a folder a network: model.onnx, x.npy, the peer's maps, and cases.json (the peer's
name of a method, ours and its parameters). PyTorch's peers compute in float64, with the stabilisers at 1e-30, and
in float32, which shows how much rounding alone changes. Names of networks after the peer give those alone.
The last needs numpy and scipy; SAT is the command to run (default: scripts/sat).
"""
import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

sys.dont_write_bytecode = True
START, END = "<!-- peers -->\n", "<!-- end -->"
NEAR = 1e-5
MODES = ("innvestigate", "innvestigate-float64", "zennit", "captum", "lxt", "compare")
NAMES = {"vgg11": "VGG11", "vgg16": "VGG16", "resnet18": "ResNet-18", "resnet50": "ResNet-50", "vit_b_16": "ViT-B/16",
         "squeezenet1_1": "SqueezeNet 1.1"}


class Folder:
    """What a peer leaves for the comparison."""

    def __init__(self, out, name, x):
        self.path, self.cases = Path(out) / name, []
        self.path.mkdir(parents=True, exist_ok=True)
        np.save(self.path / "x.npy", x.astype(np.float32))

    def add(self, peer, method, relevance, *parameters, single=None):
        """Keeps a map; of the same in float32, if there is one, how far it is from this one."""
        file = f"{len(self.cases)}.npy"
        np.save(self.path / file, relevance)
        case = {"peer": peer, "method": method, "parameters": parameters, "map": file}
        if single is not None:
            case["float32"] = float(apart(relevance, single))
        self.cases.append(case)
        (self.path / "cases.json").write_text(json.dumps(self.cases, indent=1))
        print(self.path.name, peer, method, f"peak {np.abs(relevance).max():.3g}", flush=True)


def pictures(count, side, seed=1):
    """Smooth pictures with edges, about -2 to 2: N x 3 x side x side."""
    random = np.random.RandomState(seed)
    y, x = np.mgrid[0:side, 0:side] / side
    waves = [np.sin(2 * np.pi * (a * x + b * y) + c) for a, b, c in random.uniform(-6, 6, (8, 3))]
    mixed = np.tensordot(random.normal(size=(count, 3, 8)), np.stack(waves), 1) / 2
    return mixed + (mixed > 0.8) + 0.1 * random.normal(size=mixed.shape)


def apart(expected, actual):
    """The largest difference over the largest value."""
    return np.abs(expected - actual).max() / np.abs(expected).max()


def compare(out, page=None):
    """Prints every map's figures; writes to the page a row a network and a group of methods that agree alike."""
    print("| network | peer's method | here | difference / peak | cosine | ranks | the peer's float32 | ours |")
    print("|---|---|---|---|---|---|---|---|")
    rows = []
    for folder in sorted(path.parent.resolve() for path in Path(out).glob("*/cases.json")):
        peer, network, side = folder.name.split("-")
        near, far = [], []
        for case in json.loads((folder / "cases.json").read_text()):
            expected = np.load(folder / case["map"]).astype(np.float64)
            actual, said = ours(folder, case, expected.ndim == 3)
            text = " ".join([case["method"], *case["parameters"]]).replace(f"{folder}/", "")
            if actual is None:
                print(f"| {folder.name} | {case['peer']} | {text} | {said} | | | | |", flush=True)
                continue
            numbers = figures(expected, actual)
            theirs = f"{case['float32']:.1e}" if "float32" in case else "–"
            double = case.get("double", None if peer == "innvestigate" else case["map"])
            own = f"{apart(np.load(folder / double), actual):.1e}" if double else "–"
            print(f"| {folder.name} | {case['peer']} | {text} | {' | '.join(numbers)} | {theirs} | {own} |", flush=True)
            (near if float(numbers[0]) < NEAR else far).append((text, float(numbers[0]), theirs, own))
        rows += lines(f"{peer} | {NAMES.get(network, network)}, {side}x{side}", near, far)
    if page:
        write(Path(page), rows)


def lines(title, near, far):
    """A row for all that are near, and one for each that is not."""
    if near:
        worst = max(difference for _, difference, *_ in near)
        names = dict.fromkeys(text.split()[0] for text, *_ in near)
        yield f"| {title} | {', '.join(f'`{name}`' for name in names)} | {worst:.1e} | | |"
    for i, (text, difference, theirs, own) in enumerate(sorted(far, key=lambda one: one[1])):
        yield f"| {' | ' if near or i else title} | `{text}` | {difference:.1e} | {theirs} | {own} |"


def write(page, rows):
    text = page.read_text()
    before, _, rest = text.partition(START)
    after = rest.partition(END)[2]
    head = ["| peer | network | methods | they differ by | the peer's float32 from float64 | ours from float64 |",
            "|---|---|---|---|---|---|"]
    page.write_text(before + START + "\n".join(head + rows) + "\n" + END + after)


def ours(folder, case, reduced):
    """Our map, which stays beside the peer's, or what was said instead of one."""
    file = folder / f"ours-{case['map']}"
    if not file.exists():
        command = os.environ.get("SAT", str(Path(__file__).parent / "sat")).split()
        result = subprocess.run(command + call(folder, case, reduced), capture_output=True, text=True)
        if result.returncode:
            return None, (result.stderr.strip() or result.stdout.strip()).splitlines()[-1]
    return np.load(file).astype(np.float64), ""


def call(folder, case, reduced):
    return ["saliency", f"--model={folder / 'model.onnx'}", f"--input={folder / 'x.npy'}",
            f"--method={case['method']}", f"--channels={'sum' if reduced else 'keep'}",
            f"--out={folder / ('ours-' + case['map'])}", "--self-check=" + ("on" if case["map"] == "0.npy" else "off"),
            *[f"--param={parameter}" for parameter in case["parameters"]]]


def figures(expected, actual):
    from scipy.stats import spearmanr
    if expected.size != actual.size:
        return [f"{actual.size} values for {expected.size}", "", ""]
    expected, actual = expected.reshape(-1), actual.reshape(-1)
    cosine = expected @ actual / (np.linalg.norm(expected) * np.linalg.norm(actual))
    return [f"{apart(expected, actual):.1e}", f"{cosine:.7f}", f"{spearmanr(expected, actual)[0]:.7f}"]


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[1] not in MODES:
        sys.exit(__doc__)
    if sys.argv[1] == "compare":
        compare(*sys.argv[2:4])
    else:
        import importlib
        module = f"{sys.argv[1]}_maps".replace("-float64_maps", "_double")
        importlib.import_module(f"peers.{module}").write(sys.argv[2], Folder, pictures, sys.argv[3:])
