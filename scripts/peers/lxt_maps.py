"""LXT's patches and zennit's Gamma, as LXT ships them for torchvision's vision transformers, in float64."""
import functools

import torch
import torchvision
from torch import nn

from .networks import opened


def write(out, folder, pictures, options):
    target, model, x = opened(functools.partial(folder, out), "vit_b_16", "lxt", 224, pictures)
    from lxt.efficient import monkey_patch, monkey_patch_zennit
    from torchvision.models import vision_transformer
    from zennit.composites import LayerMapComposite
    from zennit.rules import Gamma
    monkey_patch(vision_transformer)
    monkey_patch_zennit()
    for stabiliser, label in [(1e-30, ""), (1e-6, ", stabiliser 1e-6")]:
        for conv, dense in [(0.25, 0.05), (0.1, 0.1)]:
            composite = LayerMapComposite([(nn.Conv2d, Gamma(conv, stabiliser)), (nn.Linear, Gamma(dense, stabiliser))])
            composite.register(model)
            leaf = x.clone().requires_grad_(True)
            model(leaf).max().backward()
            composite.remove()
            target.add(f"cp_LRP, Gamma({conv}), Gamma({dense}){label}", "cp-lrp", (leaf * leaf.grad).detach().numpy(),
                       f"conv-gamma={conv}", f"dense-gamma={dense}", "projections=z")
    leaf = x.clone().requires_grad_(True)
    model(leaf).max().backward()
    target.add("cp_LRP, no γ", "lrp-z", (leaf * leaf.grad).detach().numpy(), "attention=cp")
