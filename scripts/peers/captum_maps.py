"""captum on networks of torchvision, in float64."""
import functools

import captum.attr as captum
import torch
from captum.attr._utils import lrp_rules
from torch import nn

from .networks import opened

NETWORKS = [("vgg11", 64), ("squeezenet1_1", 128)]


def rules(model, rule):
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            module.rule = rule()


def write(out, folder, pictures, options):
    for name, side in NETWORKS:
        if options and name not in options:
            continue
        target, model, x = opened(functools.partial(folder, out), name, "captum", side, pictures)
        top = int(model(x).argmax())
        leaf = x.clone().requires_grad_(True)

        def add(label, method, maker, *parameters, **settings):
            try:
                found = maker.attribute(leaf, target=top, **settings)
                target.add(label, method, found.detach().numpy(), *parameters)
            except Exception as problem:  # a peer that refuses a network is a result, too
                print(name, label, "refused:", str(problem).splitlines()[0])

        add("Saliency(abs=False)", "gradient", captum.Saliency(model), abs=False)
        add("InputXGradient", "input-x-gradient", captum.InputXGradient(model))
        add("GuidedBackprop", "guided-backprop", captum.GuidedBackprop(model))
        add("Deconvolution", "deconvnet", captum.Deconvolution(model))
        add("DeepLift", "deep-lift", captum.DeepLift(model), baselines=torch.zeros_like(x))
        last = [module for module in model.features.modules() if isinstance(module, nn.ReLU)][-1]
        if name == "vgg11":
            cam = captum.LayerGradCam(model, last).attribute(leaf, target=top, relu_attributions=True)
            target.add("LayerGradCam(relu_attributions=True)", "grad-cam", cam.detach().numpy()[:, 0], "raw=true")
        add("IntegratedGradients(gausslegendre, 8)", "integrated-gradients", captum.IntegratedGradients(model),
            "rule=gauss", "steps=8", method="gausslegendre", n_steps=8)
        if name == "squeezenet1_1":
            window = captum.Occlusion(model).attribute(x, (3, 32, 32), strides=(3, 32, 32), target=top, baselines=0)
            target.add("Occlusion(32, 32)", "occlusion", window.detach().numpy()[:, 0], "window=32", "stride=32")
        for label, method, rule, *parameters in [
                ("LRP, EpsilonRule(1e-30)", "lrp-z", lambda: lrp_rules.EpsilonRule(1e-30)),
                ("LRP, EpsilonRule(0.1)", "lrp-epsilon", lambda: lrp_rules.EpsilonRule(0.1), "epsilon=0.1")]:
            rules(model, rule)
            add(label, method, captum.LRP(model), *parameters)
