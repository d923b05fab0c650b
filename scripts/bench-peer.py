#!/usr/bin/env python3
"""The saliency methods of `scripts/bench` written plainly in PyTorch, as a yardstick.

Called by the benchmark: bench-peer.py vgg16|squeezenet|tiny THREADS. It writes its version and the names of its
methods, then answers each line `METHOD IMAGES` by the milliseconds that one batch took. Relevance goes layer
by layer: a hook on each layer replaces its backward pass by that of a modified layer (Bach et al. 2015).
"""
import sys
import time

import torch
import torchvision
from torch import nn
from torch.nn import functional


def network(name):
    torch.manual_seed(1)
    if name == "tiny":
        layers = nn.Conv2d(3, 4, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten(), nn.Linear(256, 5)
        model = nn.Sequential(*layers)
    elif name == "squeezenet":
        model = torchvision.models.squeezenet1_1(weights=None)
    else:
        # the layers draw their own values; VGG16 would draw them a second time
        model = torchvision.models.vgg16(weights=None, init_weights=False)
    for module in model.modules():
        if isinstance(module, nn.ReLU):
            module.inplace = False  # rules need the values before it
    return model.eval().requires_grad_(False)


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


METHODS = {
    "forward": forward,
    "gradient": plain_gradient,
    "input-x-gradient": lambda model, x: x * plain_gradient(model, x),
    "lrp-epsilon": relevance(epsilon_rule, epsilon_rule, epsilon_rule),
    "lrp-alpha1beta0": relevance(z_plus, z_plus, z_plus),
    "deep-taylor": relevance(z_plus, z_plus, z_plus),
    "epsilon-plus-flat": relevance(epsilon_rule, z_plus, flat),
    "epsilon-gamma-box": relevance(epsilon_rule, gamma, box),
    "integrated-gradients": integrated_gradients,
    "smoothgrad": smoothgrad,
    "guided-backprop": guided_backprop,
    "occlusion": occlusion,
    "grad-cam": grad_cam,
}


def main():
    name, threads = sys.argv[1], int(sys.argv[2])
    torch.set_num_threads(threads)
    model = network(name)
    side = 16 if name == "tiny" else 224
    print(f"{torch.__version__}, Python {sys.version.split()[0]}", flush=True)
    print(" ".join(METHODS), flush=True)
    batch = torch.empty(0)
    for line in sys.stdin:
        method, images = line.split()
        if len(batch) != int(images):
            batch = torch.randn(int(images), 3, side, side)
        start = time.perf_counter()
        result = METHODS[method](model, batch)
        (result.sum(1) if method != "forward" else result).numpy()
        print((time.perf_counter() - start) * 1000, flush=True)


if __name__ == "__main__":
    main()
