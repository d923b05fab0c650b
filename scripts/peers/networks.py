"""Networks of torchvision with lively random weights, and their files."""
import copy

import torch
import torchvision
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval


def network(name):
    """Without operations in place; VGG for 64x64, without the pooling that adapts the size."""
    torch.manual_seed(5)
    model = getattr(torchvision.models, name)(weights=None)
    if name.startswith("vgg"):
        model.avgpool, model.classifier[0] = nn.Identity(), nn.Linear(512 * 2 * 2, 4096)
    generator = torch.Generator().manual_seed(6)
    for module in model.modules():
        if isinstance(module, (nn.Conv2d, nn.Linear)):
            module.weight.data.normal_(0, (2 / module.weight[0].numel()) ** 0.5, generator=generator)
            if module.bias is not None:
                module.bias.data.normal_(0, 0.1, generator=generator)
        if isinstance(module, nn.BatchNorm2d):
            module.weight.data.uniform_(0.5, 1, generator=generator)
            module.bias.data.normal_(0, 0.1, generator=generator)
            module.running_mean.normal_(0, 0.1, generator=generator)
            module.running_var.uniform_(0.8, 1.2, generator=generator)
        if hasattr(module, "inplace"):
            module.inplace = False
    return model.eval().requires_grad_(False)


def merged(model):
    """Batch normalisation folded. zennit's canonizer leaves a factor of 1/sqrt(1 + 1e-5) a layer."""
    children = list(model.named_children())
    for (name, layer), (following, norm) in zip(children, children[1:]):
        if isinstance(layer, nn.Conv2d) and isinstance(norm, nn.BatchNorm2d):
            setattr(model, name, fuse_conv_bn_eval(layer, norm))
            setattr(model, following, nn.Identity())
    for _, child in model.named_children():
        merged(child)
    return model


def opened(folder, name, peer, side, pictures):
    """A folder with the file, the network in float64 and its input."""
    x = pictures(1, side)
    target = folder(f"{peer}-{name}-{side}", x)
    torch.backends.mha.set_fastpath_enabled(False)  # no exporter knows it
    model = network(name)
    torch.onnx.export(model, torch.tensor(x).float(), target.path / "model.onnx", dynamo=False, opset_version=17,
                      input_names=["input"], output_names=["logits"])
    x = torch.tensor(x).float().double()
    return target, merged(copy.deepcopy(model).double()), x
