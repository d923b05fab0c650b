"""LXT's patches and zennit's Gamma, as LXT ships them for torchvision's vision transformers, in float64."""
import functools
import importlib.util
import sys
import types
from pathlib import Path

import torch
from torch import nn

from .networks import opened


def efficient():
    """lxt.efficient and its map for torchvision, without those for transformers, which ask for an old version."""
    models = types.ModuleType("lxt.efficient.models")
    models.get_default_map = None
    models.__path__ = [str(Path(importlib.util.find_spec("lxt").origin).parent / "efficient/models")]
    sys.modules["lxt.efficient.models"] = models
    return importlib.import_module("lxt.efficient"), importlib.import_module("lxt.efficient.models.vit_torch").cp_LRP


def write(out, folder, pictures, options):
    target, model, x = opened(functools.partial(folder, out), "vit_b_16", "lxt", 224, pictures)
    lxt, patches = efficient()
    from torchvision.models import vision_transformer
    from zennit.composites import LayerMapComposite
    from zennit.rules import Gamma
    lxt.monkey_patch(vision_transformer, patches)
    lxt.monkey_patch_zennit()
    for conv, dense in [(0.25, 0.05), (0.1, 0.1)]:
        composite = LayerMapComposite([(nn.Conv2d, Gamma(conv, 1e-30)), (nn.Linear, Gamma(dense, 1e-30))])
        composite.register(model)
        leaf = x.clone().requires_grad_(True)
        model(leaf).max().backward()
        composite.remove()
        target.add(f"cp_LRP, Gamma({conv}), Gamma({dense})", "cp-lrp", (leaf * leaf.grad).detach().numpy(),
                   f"conv-gamma={conv}", f"dense-gamma={dense}", "projections=z")
    leaf = x.clone().requires_grad_(True)
    model(leaf).max().backward()
    target.add("cp_LRP, no γ", "lrp-z", (leaf * leaf.grad).detach().numpy(), "attention=cp")
