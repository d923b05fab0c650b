"""The maps of innvestigate_maps again, in float64 by PyTorch and zennit: which of two float32 programs rounds worse."""
import json
import os
from pathlib import Path

import numpy as np
import torch
from torch import nn
from zennit import composites, rules
from zennit.attribution import Gradient
from zennit.core import BasicHook, Stabilizer
from zennit.rules import ClampMod
from zennit.types import Activation, Convolution

from .innvestigate_maps import SAMPLED
from .zennit_maps import TINY, layered

PLAN = [64, 64, "M", 128, 128, "M", 256, 256, 256, "M", 512, 512, 512, "M", 512, 512, 512, "M"]
NONE = dict(stabilizer=TINY, zero_params="bias")


class Rows(nn.Module):
    """Flattens with the channels last, as Keras does."""

    def forward(self, x):
        return x.permute(0, 2, 3, 1).flatten(1)


def network(side):
    """The weights of innvestigate_maps.network: float32 there, so float32 here before they become float64."""
    random, layers, channels = np.random.RandomState(3), [], 3

    def filled(layer, shape, order):
        kernel = random.normal(0, (2 / np.prod(shape[:-1])) ** 0.5, shape).astype(np.float32)
        layer.weight.data = torch.tensor(kernel.transpose(order)).double()
        layer.bias.data = torch.tensor(random.normal(0, 2, shape[-1]).astype(np.float32)).double()
        return layer

    for width in PLAN:
        if width == "M":
            layers.append(nn.MaxPool2d(2))
            continue
        shape = (3, 3, channels, width)
        layers += [filled(nn.Conv2d(channels, width, 3, padding=1), shape, (3, 2, 0, 1)), nn.ReLU()]
        channels = width
    layers.append(Rows())
    inputs = 512 * (side // 32) ** 2
    for width in (512, 512, 100):
        layers += [filled(nn.Linear(inputs, width), (inputs, width), (1, 0)), nn.ReLU()]
        inputs = width
    return nn.Sequential(*layers[:-1]).double().eval().requires_grad_(False)


class BothBiases(BasicHook):
    """α = 1, β = 0 with biases as iNNvestigate has it: all of them are in the denominator."""

    def __init__(self):
        super().__init__(
            input_modifiers=[lambda x: x.clamp(min=0), lambda x: x.clamp(max=0)],
            param_modifiers=[ClampMod(min=0.0), ClampMod(max=0.0)],
            output_modifiers=[lambda y: y] * 2,
            gradient_mapper=lambda out_grad, outputs: [out_grad / Stabilizer.ensure(TINY)(sum(outputs))] * 2,
            reducer=lambda inputs, gradients: sum(x * g for x, g in zip(inputs, gradients)))


def first(rule, convolution, dense, canonizers=()):
    maps = [(Activation, rules.Pass()), (Convolution, convolution), (nn.Linear, dense)]
    return composites.SpecialFirstLayerMapComposite(maps, [(Convolution, rule)], canonizers=canonizers)


def composite(name, x):
    zplus = rules.ZPlus(**NONE)
    box = rules.ZBox(torch.full_like(x, -128), torch.full_like(x, 128), stabilizer=TINY)
    return {
        "deep_taylor": lambda: layered(zplus)(),
        "lrp.z": lambda: layered(rules.Epsilon(TINY))(),
        "lrp.epsilon": lambda: layered(rules.Epsilon(1e-7))(),
        "deep_taylor.bounded": lambda: first(box, zplus, zplus),
        "lrp.sequential_preset_a_flat": lambda: first(rules.Flat(TINY), BothBiases(), rules.Epsilon(0.1)),
        "lrp.alpha_1_beta_0": lambda: layered(BothBiases())(),
        "lrp.alpha_1_beta_0_IB": lambda: layered(zplus)(),
        "lrp.alpha_2_beta_1_IB": lambda: layered(rules.AlphaBeta(2, 1, **NONE))(),
        "lrp.flat": lambda: layered(rules.Flat(TINY))(),
        "lrp.w_square": lambda: layered(rules.WSquare(**NONE))(),
        "guided_backprop": lambda: composites.GuidedBackprop(),
        "deconvnet": lambda: composites.Deconvnet(),
    }.get(name, lambda: None)()


def attributed(model, x, top, name, noise):
    one = torch.nn.functional.one_hot(torch.tensor([top]), 100).double()

    def gradient(at, made=None, seed=one):
        with Gradient(model=model, composite=made) as attributor:
            return attributor(at.clone().requires_grad_(True), seed)[1]

    if name == "integrated_gradients":
        return x * sum(gradient(x * step / 64) for step in range(64)) / 64
    if name == "smoothgrad":
        return sum(gradient(x + one_noise) for one_noise in noise) / len(noise)
    if name in ("gradient", "input_t_gradient"):
        return gradient(x) * (1 if name == "gradient" else x)
    return gradient(x, composite(name, x), lambda y: one * y)


def write(out, _folder, _pictures, _options):
    for folder in sorted(Path(out).glob("innvestigate-vgg16-*")):
        cases = json.loads((folder / "cases.json").read_text())
        x = torch.tensor(np.load(folder / "x.npy")).double()
        noise = torch.tensor(np.load(folder / "noise.npy")).double()
        model = network(x.shape[-1])
        logits, theirs = model(x).numpy(), np.load(folder / "logits.npy")
        print(folder.name, f"logits differ by {np.abs(logits - theirs).max() / np.abs(logits).max():.1e} of the peak")
        for case in cases:
            file = folder / f"double-{case['map']}"
            if case["peer"] in SAMPLED and not os.environ.get("ALL"):
                continue  # 64 gradients each
            if not file.exists():
                np.save(file, attributed(model, x, int(logits.argmax()), case["peer"], noise).detach().numpy())
            double = np.load(file)
            case["double"] = file.name
            case["float32"] = float(np.abs(np.load(folder / case["map"]) - double).max() / np.abs(double).max())
            print(folder.name, case["peer"], f"differs by {case['float32']:.1e} from float64", flush=True)
        (folder / "cases.json").write_text(json.dumps(cases, indent=1))
