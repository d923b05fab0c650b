"""zennit's composites on networks of torchvision, batch normalisation merged, stabilisers at 1e-30."""
import copy
import functools

import torch
from zennit import composites, rules
from zennit.attribution import Gradient, IntegratedGradients
from zennit.layer import Sum
from zennit.torchvision import ResNetBasicBlockCanonizer, ResNetBottleneckCanonizer
from zennit.types import Activation, AvgPool, Linear

from .networks import opened

NETWORKS = [("vgg11", 64), ("vgg16", 64), ("resnet18", 64), ("resnet50", 64), ("squeezenet1_1", 128)]
TINY = 1e-30
LOW, HIGH = -6.0, 6.0


def layered(rule, pooling=True):
    maps = [(Activation, rules.Pass()), (Sum, rules.Norm(stabilizer=TINY))]
    if pooling:
        maps.append((AvgPool, rules.Norm(stabilizer=TINY)))
    return functools.partial(composites.LayerMapComposite, maps + [(Linear, rule)])


def cases(x):
    small = dict(epsilon=1e-6, stabilizer=TINY)
    nobias = dict(stabilizer=TINY, zero_params="bias")
    box = dict(low=torch.full_like(x, LOW), high=torch.full_like(x, HIGH))
    bounds = [f"low={LOW}", f"high={HIGH}"]
    zplus = layered(rules.ZPlus(**nobias), pooling=False)
    return [
        ("no composite", None, "gradient"),
        ("LRP-0 everywhere", layered(rules.Epsilon(TINY)), "lrp-z"),
        ("Epsilon(0.1) everywhere", layered(rules.Epsilon(0.1)), "lrp-epsilon", "epsilon=0.1"),
        ("Gamma(0.25) everywhere", layered(rules.Gamma(0.25, TINY)), "lrp-gamma"),
        ("ZPlus everywhere", layered(rules.ZPlus(TINY)), "lrp-alpha1beta0", "bias=clipped"),
        ("AlphaBeta(2, 1) everywhere", layered(rules.AlphaBeta(2, 1, TINY)), "lrp-alpha2beta1", "bias=clipped"),
        ("WSquare(zero bias) everywhere", layered(rules.WSquare(**nobias)), "lrp-wsquare"),
        ("Flat everywhere", layered(rules.Flat(TINY)), "lrp-flat"),
        ("ZPlus(zero bias), pooling even", zplus, "deep-taylor"),
        ("EpsilonPlus", functools.partial(composites.EpsilonPlus, **small), "epsilon-plus"),
        ("EpsilonPlusFlat", functools.partial(composites.EpsilonPlusFlat, **small), "epsilon-plus-flat"),
        ("EpsilonGammaBox", functools.partial(composites.EpsilonGammaBox, **small, **box), "epsilon-gamma-box",
         *bounds),
        ("EpsilonAlpha2Beta1Flat", functools.partial(composites.EpsilonAlpha2Beta1Flat, **small),
         "epsilon-alpha2beta1-flat"),
        ("GuidedBackprop", composites.GuidedBackprop, "guided-backprop"),
        ("Deconvnet", composites.DeconvNet if hasattr(composites, "DeconvNet") else composites.Deconvnet, "deconvnet"),
        ("IntegratedGradients(8)", "path", "integrated-gradients", "rule=right", "steps=8")]


def attributed(model, x, top, composite, method):
    relevance = method.startswith(("lrp", "deep-t", "epsilon"))
    one = torch.nn.functional.one_hot(torch.tensor([top]), 1000).to(x.dtype)
    sums = [ResNetBasicBlockCanonizer(), ResNetBottleneckCanonizer()]
    made = None if composite in (None, "path") else composite(canonizers=sums)
    kind = functools.partial(IntegratedGradients, n_iter=8) if composite == "path" else Gradient
    with kind(model=model, composite=made) as attributor:
        found = attributor(x.clone().requires_grad_(True), (lambda y: one * y) if relevance else one)
    return found[1].detach().numpy()


def write(out, folder, pictures, options):
    for name, side in NETWORKS:
        if options and name not in options:
            continue
        target, model, x = opened(functools.partial(folder, out), name, "zennit", side, pictures)
        top = int(model(x).argmax())
        single = copy.deepcopy(model).float()
        for (label, composite, method, *parameters), (_, other, *_) in zip(cases(x), cases(x.float())):
            target.add(label, method, attributed(model, x, top, composite, method), *parameters,
                       single=attributed(single, x.float(), top, other, method))
