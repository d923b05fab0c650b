"""captum on networks of torchvision, in float64."""
import copy
import functools

import captum.attr as captum
import numpy as np
import torch
from captum.attr._utils import lrp_rules
from torch import nn
from torchvision.models.resnet import Bottleneck

from .networks import opened

NETWORKS = [("vgg11", 64), ("vgg16", 64), ("resnet50", 64), ("squeezenet1_1", 128), ("vit_b_16", 224)]
LRP = [("LRP, EpsilonRule(1e-30)", 1e-30, "lrp-z"), ("LRP, EpsilonRule(0.1)", 0.1, "lrp-epsilon", "epsilon=0.1")]


def separate(model):
    """A ReLU that a block calls several times becomes several modules, as DeepLift asks."""
    for block in model.modules():
        if isinstance(block, Bottleneck):
            block.relu1, block.relu2, block.relu3 = nn.ReLU(), nn.ReLU(), nn.ReLU()
            block.forward = functools.partial(bottleneck, block)
    return model


def bottleneck(block, x):
    y = block.relu2(block.bn2(block.conv2(block.relu1(block.bn1(block.conv1(x))))))
    y = block.bn3(block.conv3(y))
    return block.relu3(y + (x if block.downsample is None else block.downsample(x)))


def methods(model, x, name, other):
    """Label, our method, captum's object, its settings and our parameters; other is a file with another picture."""
    window = dict(sliding_window_shapes=(3, 32, 32), strides=(3, 32, 32), baselines=0)
    yield "Saliency(abs=False)", "gradient", captum.Saliency(model), dict(abs=False)
    yield "InputXGradient", "input-x-gradient", captum.InputXGradient(model), {}
    if name == "vit_b_16":
        return
    yield ("IntegratedGradients(gausslegendre, 8)", "integrated-gradients", captum.IntegratedGradients(model),
           dict(method="gausslegendre", n_steps=8, internal_batch_size=1), "rule=gauss", "steps=8")
    yield "Occlusion(32, 32)", "occlusion", captum.Occlusion(model), window, "window=32", "stride=32"
    yield "GuidedBackprop", "guided-backprop", captum.GuidedBackprop(model), {}
    yield "Deconvolution", "deconvnet", captum.Deconvolution(model), {}
    yield "DeepLift", "deep-lift", captum.DeepLift(model), dict(baselines=torch.zeros_like(x))
    if name != "squeezenet1_1":
        layers = [model.layer4] if name == "resnet50" else [m for m in model.features if isinstance(m, nn.ReLU)]
        yield ("LayerGradCam(relu_attributions=True)", "grad-cam", captum.LayerGradCam(model, layers[-1]),
               dict(relu_attributions=True), "raw=true")
    for label, epsilon, method, *parameters in [] if name == "resnet50" else LRP:  # its additions are no modules
        for module in model.modules():
            if isinstance(module, (nn.Conv2d, nn.Linear)):
                module.rule = lrp_rules.EpsilonRule(epsilon)
            if isinstance(module, nn.Identity):
                module.rule = lrp_rules.EpsilonRule(1e-30)
        yield label, method, captum.LRP(model), {}, *parameters
    picture = dict(baselines=torch.tensor(np.load(other)).to(x.dtype))
    yield "DeepLift, a picture as baseline", "deep-lift", captum.DeepLift(model), picture, f"baseline={other}"


def attributed(model, x, top, maker, settings):
    found = maker.attribute(x.clone().requires_grad_(True), target=top, **settings).detach().numpy()
    return found[:, 0] if isinstance(maker, (captum.Occlusion, captum.LayerGradCam)) else found


def write(out, folder, pictures, options):
    for name, side in NETWORKS:
        if options and name not in options:
            continue
        target, model, x = opened(functools.partial(folder, out), name, "captum", side, pictures)
        other = target.path / "other.npy"
        np.save(other, pictures(1, side, seed=2).astype(np.float32))
        single, y = separate(copy.deepcopy(model).float()), x.float()
        separate(model)
        top = int(model(x).argmax())
        for case, its in zip(methods(model, x, name, other), methods(single, y, name, other)):
            label, method, own, settings, *parameters = case
            try:
                target.add(label, method, attributed(model, x, top, own, settings), *parameters,
                           single=attributed(single, y, top, its[2], its[3]))
            except Exception as problem:  # a peer that refuses a network is a result, too
                print(name, label, "refused:", str(problem).splitlines()[0], flush=True)
