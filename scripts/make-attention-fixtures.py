#!/usr/bin/env python3
"""Writes small networks with attention, normalisation and gates to src/test/resources/attention.

NAME@13.onnx and NAME@17.onnx are what PyTorch's older exporter makes of network NAME, NAME@dynamo.onnx what its
newer one makes, NAME@dynamo23.onnx the same in operator set 23, which has Attention and RMSNormalization;
NAME.input.npy are pictures. NAME.expected.safetensors holds `logits`, `target` (the largest)
and `expected.METHOD`, N x 3 x 16 x 24: float64 results, layer by layer (attention_reference/tape.py).
--check FOLDER computes networks of others again: FOLDER has vit, mbconv and convnext.
Needs torch, onnx, onnxruntime, onnxscript and safetensors. Seeds are fixed.
"""
import argparse
import copy
import sys
import warnings
from pathlib import Path

sys.dont_write_bytecode = True

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import numpy_helper
from safetensors import safe_open
from safetensors.torch import save_file

from attention_reference import networks
from attention_reference.tape import Rules, Tape

OUT = Path(__file__).resolve().parent.parent / "src/test/resources/attention"
EPSILON, GAMMA = ("epsilon", 0.1), ("gamma", 0.25)
CP = dict(conv=GAMMA, dense=("gamma", 0.05), attention="cp")
METHODS = {
    "lrp_z": Rules(),
    "lrp_epsilon.0.1": Rules(EPSILON, EPSILON),
    "lrp_gamma.0.25": Rules(GAMMA, GAMMA),
    "epsilon_plus": Rules(("plus",), ("epsilon", 1e-6)),
    "lrp_z.attention_cp": Rules(attention="cp"),
    "lrp_gamma.conv_0.25.dense_0.05.attention_cp": Rules(**CP),
    "lrp_gamma.conv_0.25.dense_0.05.attention_cp.projections_z": Rules(**CP, projection=("z",)),
    "lrp_z.gate_half": Rules(gate="half"),
}
ATTENTION = {"vit_mha", "dino", "swin", "swin_v2", "post_norm", "gates", "swiglu"}
GATES = {"gates", "mobilenet_v3"}
BATCHED = {"swin"}
FIXED = {"vit_mha@17", "swin_v2@17"}  # for one image alone, as all of operator set 13
NEWEST = {"dino", "swiglu"}


def lively(model, seed):
    """Weights that keep signals alive; scales of normalisations near 1."""
    generator = torch.Generator().manual_seed(seed)
    for name, parameter in model.named_parameters():
        last = name.rsplit(".", 1)[-1]
        if last == "logit_scale":
            continue
        if parameter.dim() > 1 and last != "scale":
            fan = 1 if last in ("token", "positions", "table") else parameter[0].numel()
            parameter.data.normal_(0, 1.2 * fan ** -0.5 if fan > 1 else 0.4, generator=generator)
        else:
            parameter.data.normal_(0, 0.3, generator=generator)
            if last in ("weight", "scale", "scale1", "scale2"):
                parameter.data.add_(1)
    return model.eval()


def maps(model, x, names):
    """Logits, targets, gradient and relevance in float64."""
    exact = copy.deepcopy(model).double()
    leaf = x.double().requires_grad_(True)
    logits = exact(leaf)
    targets = logits.argmax(1)
    logits.max(1).values.sum().backward()
    found = {"gradient": leaf.grad}
    with torch.no_grad():
        for name in names:
            tape = Tape(METHODS[name])
            value = exact.run(tape, tape.value(x.double()))
            assert (value.data - logits).abs().max() < 1e-12 * logits.abs().max(), "programs differ"
            found[name] = tape.backward(value, targets)
    return logits.detach(), targets, found


def methods(name):
    return [m for m in METHODS
            if ("attention" not in m or name in ATTENTION or name == "vit") and ("gate_" not in m or name in GATES)]


def export(model, x, name):
    for variant in [13, 17, "dynamo"] + ["dynamo23"] * (name in NEWEST):
        path = OUT / f"{name}@{variant}.onnx"
        model.fused = variant != 13
        names = dict(input_names=["input"], output_names=["logits"])
        if variant in ("dynamo", "dynamo23"):
            model.fused = "newest" if variant == "dynamo23" else True
            torch.onnx.export(model, (x,), path, dynamo=True, external_data=False,
                              opset_version=23 if variant == "dynamo23" else None,
                              dynamic_shapes=({0: torch.export.Dim("N", min=1, max=64)},), **names)
        else:
            fixed = path.stem in FIXED or variant == 13 and name not in BATCHED
            axes = None if fixed else {"input": {0: "N"}, "logits": {0: "N"}}
            torch.onnx.export(model, x, path, dynamo=False, opset_version=variant, dynamic_axes=axes, **names)
        slim(path)
        if True:
            found = onnxruntime.InferenceSession(path.read_bytes()).run(None, {"input": x.numpy()})[0]
            expected = model(x).detach().numpy()
            print(path.name, path.stat().st_size, "logits", np.abs(found - expected).max() / np.abs(expected).max())


def slim(path):
    """Without what exporters note about sources."""
    model = onnx.load(path)
    for node in model.graph.node:
        node.ClearField("metadata_props")
        node.ClearField("doc_string")
    for values in (model.graph.value_info, model.graph.input, model.graph.output, model.graph.initializer):
        for value in values:
            value.ClearField("metadata_props")
            value.ClearField("doc_string")
    model.graph.ClearField("value_info")
    model.graph.ClearField("metadata_props")
    model.ClearField("metadata_props")
    model.graph.ClearField("doc_string")
    path.write_bytes(model.SerializeToString())


def write(name, seed):
    model = lively(networks.OWN[name](), seed)
    x = torch.randn(2 if name in BATCHED else 1, 3, 16, 24, generator=torch.Generator().manual_seed(seed + 100))
    logits, targets, found = maps(model, x, methods(name))
    tensors = {f"expected.{key}": value.float().contiguous() for key, value in found.items()}
    save_file({**tensors, "logits": logits.float(), "target": targets}, OUT / f"{name}.expected.safetensors")
    np.save(OUT / f"{name}.input.npy", x.numpy())
    print(name, "logits", logits.numpy().round(3).tolist())
    for key, value in found.items():
        print(f"  {key}: peak {value.abs().max():.3g}, sum {value.sum((1, 2, 3)).numpy().round(3).tolist()}")
    export(model, x, name)


def given(name, folder):
    """Fills a network with the weights of a file that somebody else made."""
    model = networks.GIVEN[name]().eval()
    graph = onnx.load(folder / f"{name}@17.onnx").graph
    arrays = {i.name: torch.tensor(numpy_helper.to_array(i)) for i in graph.initializer}
    products = [arrays[i] for node in graph.node if node.op_type == "MatMul" for i in node.input if "MatMul_" in i and i in arrays]
    names = {"patch.token": "cls", "patch.positions": "pos", "patch.conv.weight": "patch.weight",
             "patch.conv.bias": "patch.bias"}
    for key, parameter in model.named_parameters():
        theirs = names.get(key, key).replace("mlp.", "")
        if theirs not in arrays:
            theirs = "block." + theirs
        parameter.data = arrays[theirs] if theirs in arrays else products.pop(0).T
    return model


def check(folder):
    for name in networks.GIVEN:
        x = torch.tensor(np.load(folder / f"{name}.input.npy"))
        with safe_open(folder / f"{name}.expected.safetensors", "pt") as stored:
            keys = [key[9:] for key in stored.keys() if key.startswith("expected.")]
            logits, targets, found = maps(given(name, folder), x, [key for key in keys if key in METHODS])
            print(name, "logits", float((logits - stored.get_tensor("logits")).abs().max()))
            assert targets.equal(stored.get_tensor("target"))
            for key in keys:
                expected = stored.get_tensor(f"expected.{key}").double()
                actual = found["gradient"] * x if key == "input_x_gradient" else found[key]
                deviation = (actual - expected).abs().max() / expected.abs().max()
                print(f"  {key}: {deviation:.2g}", "" if deviation <= 1e-6 else "DIFFERS")


if __name__ == "__main__":
    warnings.filterwarnings("ignore")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", type=Path, metavar="FOLDER")
    parser.add_argument("--only", default="")
    arguments = parser.parse_args()
    if arguments.check:
        check(arguments.check)
    else:
        OUT.mkdir(parents=True, exist_ok=True)
        for number, network in enumerate(networks.OWN):
            if network.startswith(arguments.only):
                write(network, number + 1)
