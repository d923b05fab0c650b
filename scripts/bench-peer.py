#!/usr/bin/env python3
"""Libraries for Python beside `sat`, and networks of torchvision for it. Called by the benchmark (`scripts/bench`).

    bench-peer.py LIBRARY NETWORK THREADS    LIBRARY is pytorch, zennit, captum or lxt
    bench-peer.py export NETWORK FILE.onnx   writes the network with random weights, and its declaration

In the first form it writes versions and the names of its methods, then answers each line `METHOD IMAGES` by the
milliseconds that one batch took. Networks are in memory with channels last. With `pytorch` the methods are written
plainly: relevance goes layer by layer, a hook on each layer replaces its backward pass by that of a modified layer
(Bach et al. 2015). The other libraries have to be installed.
"""
import functools
import importlib
import importlib.metadata
import importlib.util
import json
import sys
import time
import types
import warnings
from pathlib import Path

import torch
import torchvision
from torch import nn
from torch.nn import functional

SIDE = 224


def network(name):
    torch.manual_seed(1)
    if name == "tiny":
        layers = nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 5)
        model = nn.Sequential(*layers)
    elif name == "squeezenet":
        model = torchvision.models.squeezenet1_1(weights=None)
    elif name == "vgg16":
        # the layers draw their own values; VGG16 would draw them a second time
        model = torchvision.models.vgg16(weights=None, init_weights=False)
    else:
        model = torchvision.models.get_model(name, weights=None)
    for module in model.modules():
        if isinstance(module, (nn.ReLU, nn.SiLU, nn.Hardswish)):
            module.inplace = False  # rules need the values before it
    return model.eval().requires_grad_(False)


def export(name, file):
    # without gradients PyTorch would run attention by an operator that ONNX has not
    model = network(name).requires_grad_(True)
    torch.onnx.export(model, torch.zeros(1, 3, SIDE, SIDE), file, dynamo=False, opset_version=17,
                      input_names=["input"], output_names=["logits"],
                      dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}})
    scale = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
    declaration = {"classes": [str(k) for k in range(1000)], "input": {"size": [SIDE, SIDE], **scale}}
    Path(file + ".json").write_text(json.dumps(declaration))


# -- layers and rules ------------------------------------------------------------------------------------------


def run(layer, x, weight, bias=None):
    """A layer with other weights."""
    if isinstance(layer, nn.Linear):
        return functional.linear(x, weight, bias)
    return functional.conv2d(x, weight, bias, layer.stride, layer.padding, layer.dilation, layer.groups)


def stable(z, epsilon=1e-6):
    return z + torch.where(z >= 0, epsilon, -epsilon)


def proportional(parts, relevance, epsilon=1e-6):
    """Relevance of parts of the input: each part is (values, output made of them)."""
    share = relevance / stable(sum(z for _, z in parts), epsilon)
    leaves = [values for values, _ in parts]
    outputs = [z for _, z in parts]
    gradients = torch.autograd.grad(outputs, leaves, [share] * len(parts))
    return sum(values * gradient for values, gradient in zip(leaves, gradients))


def leaf(values):
    return values.detach().requires_grad_()


def epsilon_rule(layer, x, relevance):
    x = leaf(x)
    return proportional([(x, run(layer, x, layer.weight, layer.bias))], relevance)


def z_plus(layer, x, relevance):
    above, below = leaf(x.clamp(min=0)), leaf(x.clamp(max=0))
    parts = [(above, run(layer, above, layer.weight.clamp(min=0)))]
    parts.append((below, run(layer, below, layer.weight.clamp(max=0))))
    return proportional(parts, relevance)


def flat(layer, x, relevance):
    ones = leaf(torch.ones_like(x))
    return proportional([(ones, run(layer, ones, torch.ones_like(layer.weight)))], relevance)


def gamma(layer, x, relevance, g=0.25):
    more = [layer.weight + g * layer.weight.clamp(min=0), layer.bias + g * layer.bias.clamp(min=0)]
    less = [layer.weight + g * layer.weight.clamp(max=0), layer.bias + g * layer.bias.clamp(max=0)]
    positive = run(layer, x, layer.weight, layer.bias) > 0
    total = torch.zeros_like(x)
    for chosen, first, second in ((positive, more, less), (~positive, less, more)):
        above, below = leaf(x.clamp(min=0)), leaf(x.clamp(max=0))
        parts = [(above, run(layer, above, *first)), (below, run(layer, below, second[0]))]
        total += proportional(parts, relevance * chosen)
    return total


def box(layer, x, relevance, low=-1.0, high=1.0):
    x, lowest, highest = leaf(x), leaf(torch.full_like(x, low)), leaf(torch.full_like(x, high))
    parts = [(x, run(layer, x, layer.weight))]
    parts.append((lowest, -run(layer, lowest, layer.weight.clamp(min=0))))
    parts.append((highest, -run(layer, highest, layer.weight.clamp(max=0))))
    return proportional(parts, relevance)


class Replaced(torch.autograd.Function):
    """A layer's output with another backward pass."""

    @staticmethod
    def forward(context, x, output, layer, rule):
        context.save_for_backward(x)
        context.layer, context.rule = layer, rule
        return output.view_as(output)

    @staticmethod
    def backward(context, relevance):
        (x,) = context.saved_tensors
        with torch.enable_grad():
            result = context.rule(context.layer, x, relevance)
        return result.detach(), None, None, None


def unchanged(layer, x, relevance):
    return relevance


def guided(layer, x, gradient):
    return gradient.clamp(min=0) * (x > 0)


# -- methods ---------------------------------------------------------------------------------------------------


def gradient(model, x, targets, start=lambda chosen: torch.ones_like(chosen)):
    x = leaf(x)
    chosen = model(x).gather(1, targets)
    return torch.autograd.grad(chosen, x, start(chosen.detach()))[0]


def targets_of(model, x):
    with torch.no_grad():
        return model(x).argmax(1, keepdim=True)


def forward(model, x):
    with torch.no_grad():
        return model(x)


def plain_gradient(model, x):
    """Chooses the target in the pass that is differentiated."""
    x = leaf(x)
    return torch.autograd.grad(model(x).max(1).values.sum(), x)[0]


def hooked(model, x, choose, start=None):
    handles = []
    weighted = [m for m in model.modules() if isinstance(m, (nn.Conv2d, nn.Linear))]
    for module in model.modules():
        rule = choose(module, module is weighted[0])
        if rule is not None:
            hook = lambda m, inputs, output, rule=rule: Replaced.apply(inputs[0], output.detach(), m, rule)
            handles.append(module.register_forward_hook(hook))
    try:
        x = leaf(x)
        chosen = model(x).max(1).values
        return torch.autograd.grad(chosen, x, start(chosen.detach()) if start else torch.ones_like(chosen))[0]
    finally:
        for handle in handles:
            handle.remove()


def relevance(dense, convolution, first):
    def choose(module, is_first):
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            return first if is_first else dense if isinstance(module, nn.Linear) else convolution
        return unchanged if isinstance(module, nn.ReLU) else None

    return lambda model, x: hooked(model, x, choose, lambda logit: logit)


def guided_backprop(model, x):
    return hooked(model, x, lambda module, first: guided if isinstance(module, nn.ReLU) else None)


def integrated_gradients(model, x, steps=64):
    targets = targets_of(model, x)
    return x * sum(gradient(model, x * (k / steps), targets) for k in range(steps)) / steps


def smoothgrad(model, x, samples=64):
    targets = targets_of(model, x)
    return sum(gradient(model, x + torch.randn_like(x) * (2 / 255), targets) for _ in range(samples)) / samples


def occlusion(model, x, side=8):
    with torch.no_grad():
        logits = model(x)
        targets = logits.argmax(1, keepdim=True)
        before = logits.gather(1, targets).squeeze(1)
        result = torch.zeros(len(x), *x.shape[2:])
        for top in range(0, x.shape[2], side):
            for left in range(0, x.shape[3], side):
                window = slice(top, top + side), slice(left, left + side)
                covered = x.clone()
                covered[(..., *window)] = 0
                drop = before - model(covered).gather(1, targets).squeeze(1)
                result[(slice(None), *window)] = drop[:, None, None]
        return result[:, None]


def grad_cam(model, x):
    kept = []
    layers = [*model.features, *model.classifier] if hasattr(model, "features") else model
    planes = [m for m in layers if isinstance(m, (nn.MaxPool2d, nn.AdaptiveAvgPool2d))]
    keep = lambda module, inputs: kept.append(inputs[0])
    handle = planes[-1].register_forward_pre_hook(keep)
    chosen = model(leaf(x)).max(1).values.sum()
    handle.remove()
    slope = torch.autograd.grad(chosen, kept[0])[0]
    small = (slope.mean((2, 3), keepdim=True) * kept[0]).sum(1, keepdim=True).clamp(min=0).detach()
    return functional.interpolate(small, x.shape[2:], mode="bilinear", align_corners=False)


def rectified(model):
    """Whether a network has convolutions, dense layers, ReLU and pooling only."""
    kinds = (nn.Conv2d, nn.Linear, nn.ReLU, nn.MaxPool2d, nn.AdaptiveAvgPool2d, nn.Flatten, nn.Dropout)
    return all(isinstance(m, kinds) for m in model.modules() if not list(m.children()))


def plain(model):
    found = {
        "forward": forward,
        "gradient": plain_gradient,
        "input-x-gradient": lambda model, x: x * plain_gradient(model, x),
        "integrated-gradients": integrated_gradients,
        "smoothgrad": smoothgrad,
        "occlusion": occlusion,
    }
    if rectified(model):
        found.update({
            "lrp-epsilon": relevance(epsilon_rule, epsilon_rule, epsilon_rule),
            "lrp-alpha1beta0": relevance(z_plus, z_plus, z_plus),
            "deep-taylor": relevance(z_plus, z_plus, z_plus),
            "epsilon-plus-flat": relevance(epsilon_rule, z_plus, flat),
            "epsilon-gamma-box": relevance(epsilon_rule, gamma, box),
            "guided-backprop": guided_backprop,
            "grad-cam": grad_cam,
        })
    return found


# -- libraries -------------------------------------------------------------------------------------------------


def zennit(model):
    """Composites and rules; networks with attention or normalisation are not what they are made for."""
    from zennit import composites, rules
    from zennit.attribution import Gradient
    from zennit.types import Activation, AvgPool, Linear

    if not rectified(model):
        sys.exit("zennit: only networks of convolutions, dense layers, ReLU and pooling are measured")

    def everywhere(rule):
        maps = [(Activation, rules.Pass()), (AvgPool, rules.Norm()), (Linear, rule)]
        return lambda x: composites.LayerMapComposite(maps)

    def run(make, relevance, model, x):
        seed = (lambda y: torch.zeros_like(y).scatter_(1, y.argmax(1, keepdim=True), 1) * (y if relevance else 1))
        with Gradient(model=model, composite=make(x)) as attributor:
            return attributor(x.clone().requires_grad_(True), seed)[1]

    deconvolution = composites.DeconvNet if hasattr(composites, "DeconvNet") else composites.Deconvnet
    bounds = lambda x: dict(low=torch.full_like(x, -1), high=torch.full_like(x, 1))
    relevance = {
        "lrp-epsilon": everywhere(rules.Epsilon(1e-6)),
        "lrp-alpha1beta0": everywhere(rules.AlphaBeta(1, 0)),
        "lrp-alpha2beta1": everywhere(rules.AlphaBeta(2, 1)),
        "lrp-gamma": everywhere(rules.Gamma(0.25)),
        "lrp-flat": everywhere(rules.Flat()),
        "lrp-wsquare": everywhere(rules.WSquare()),
        "deep-taylor": everywhere(rules.ZPlus(zero_params="bias")),
        "epsilon-plus": lambda x: composites.EpsilonPlus(),
        "epsilon-plus-flat": lambda x: composites.EpsilonPlusFlat(),
        "epsilon-gamma-box": lambda x: composites.EpsilonGammaBox(**bounds(x)),
        "epsilon-alpha2beta1-flat": lambda x: composites.EpsilonAlpha2Beta1Flat(),
    }
    gradients = {
        "gradient": lambda x: None,
        "guided-backprop": lambda x: composites.GuidedBackprop(),
        "deconvnet": lambda x: deconvolution(),
    }
    found = {name: functools.partial(run, make, True) for name, make in relevance.items()}
    found.update({name: functools.partial(run, make, False) for name, make in gradients.items()})
    return {"forward": forward, **found}


def captum(model):
    import captum.attr as attr

    def run(maker, model, x, **settings):
        targets = targets_of(model, x).squeeze(1)
        return maker(model).attribute(x.clone().requires_grad_(True), target=targets, **settings).detach()

    def propagated(model, x):
        from captum.attr._utils.lrp_rules import EpsilonRule, IdentityRule

        for module in model.modules():
            if isinstance(module, nn.Flatten):
                module.rule = IdentityRule()
            elif isinstance(module, (nn.Conv2d, nn.Linear)):
                module.rule = EpsilonRule(1e-6)
        return run(attr.LRP, model, x)

    found = {
        "forward": forward,
        "gradient": functools.partial(run, attr.Saliency, abs=False),
        "input-x-gradient": functools.partial(run, attr.InputXGradient),
        "integrated-gradients": functools.partial(run, attr.IntegratedGradients, n_steps=64, internal_batch_size=16),
        "smoothgrad": functools.partial(run, lambda model: attr.NoiseTunnel(attr.Saliency(model)), nt_samples=64,
                                        nt_samples_batch_size=4, nt_type="smoothgrad", stdevs=2 / 255, abs=False),
        "occlusion": functools.partial(run, attr.Occlusion, sliding_window_shapes=(3, 8, 8), strides=(3, 8, 8)),
    }
    if any(isinstance(m, nn.ReLU) for m in model.modules()):
        found.update({
            "lrp-epsilon": propagated,
            "guided-backprop": functools.partial(run, attr.GuidedBackprop),
            "deconvnet": functools.partial(run, attr.Deconvolution),
            "deep-lift": lambda model, x: run(attr.DeepLift, model, x, baselines=torch.zeros_like(x)),
        })
    return found


def lxt(model):
    """CP-LRP as LXT ships it for torchvision's vision transformers."""
    from torchvision.models import vision_transformer
    from zennit.composites import LayerMapComposite
    from zennit.rules import Gamma

    if not isinstance(model, vision_transformer.VisionTransformer):
        sys.exit("lxt: has a map for torchvision's vision transformers only")
    # without its maps for transformers, which ask for an old version of it
    folder = Path(importlib.util.find_spec("lxt").origin).parent / "efficient/models"
    models = types.ModuleType("lxt.efficient.models")
    models.get_default_map, models.__path__ = None, [str(folder)]
    sys.modules["lxt.efficient.models"] = models
    efficient = importlib.import_module("lxt.efficient")
    patches = importlib.import_module("lxt.efficient.models.vit_torch").cp_LRP
    efficient.monkey_patch(vision_transformer, patches)
    efficient.monkey_patch_zennit()

    def run(convolution, dense, model, x):
        composite = LayerMapComposite([(nn.Conv2d, Gamma(convolution)), (nn.Linear, Gamma(dense))])
        composite.register(model)
        x = leaf(x)
        model(x).max(1).values.sum().backward()
        composite.remove()
        return (x * x.grad).detach()

    def without_gamma(model, x):
        x = leaf(x)
        return x.detach() * torch.autograd.grad(model(x).max(1).values.sum(), x)[0]

    return {"forward": forward, "cp-lrp": functools.partial(run, 0.25, 0.05), "lrp-z": without_gamma}


def runs(method, model, side):
    try:
        method(model, torch.randn(1, 3, side, side))
        return True
    except Exception as problem:  # a library that refuses a network has no figure
        print(str(problem).splitlines()[0], file=sys.stderr)
        return False


LIBRARIES = {"pytorch": plain, "zennit": zennit, "captum": captum, "lxt": lxt}


def main():
    warnings.filterwarnings("ignore")
    if sys.argv[1] == "export":
        export(*sys.argv[2:4])
        return
    library, name, threads = sys.argv[1], sys.argv[2], int(sys.argv[3])
    torch.set_num_threads(threads)
    model = network(name).to(memory_format=torch.channels_last)
    methods = LIBRARIES[library](model)
    side = 16 if name == "tiny" else SIDE
    if library == "captum" and "lrp-epsilon" in methods and not runs(methods["lrp-epsilon"], model, side):
        del methods["lrp-epsilon"]
    version = f"{torch.__version__}, Python {sys.version.split()[0]}"
    if library != "pytorch":
        version = f"{importlib.metadata.version(library)} on PyTorch {version}"
    print(version, flush=True)
    print(" ".join(methods), flush=True)
    clock = time.thread_time if threads == 1 else time.perf_counter  # as of sat
    batch = torch.empty(0)
    for line in sys.stdin:
        method, images = line.split()
        if len(batch) != int(images):
            batch = torch.randn(int(images), 3, side, side).to(memory_format=torch.channels_last)
        start = clock()
        result = methods[method](model, batch)
        (result.sum(1) if method != "forward" else result).numpy()
        print((clock() - start) * 1000, flush=True)


if __name__ == "__main__":
    main()
