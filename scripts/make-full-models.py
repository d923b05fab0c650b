"""Makes torchvision's classifiers as ONNX files with random weights, and what PyTorch says of them.

    python3 scripts/make-full-models.py OUT_DIR [NAME[@VARIANT]...]

For each NAME: NAME@VARIANT.onnx, and NAME.input.npy, NAME.logits.npy, NAME.gradient.npy (the gradient of the
largest logit). A variant is an operator set (13 unless said otherwise), with -raw where the exporter
shall fold nothing. FullModelsTest compares: mvn test -Dtest=FullModelsTest -Dsat.models=OUT_DIR
"""

import os
import sys

import numpy as np
import torch
import torchvision

NAMES = [
    "alexnet", "squeezenet1_1", "resnet18", "resnet34", "resnet50", "mobilenet_v2",
    "mobilenet_v3_small", "mobilenet_v3_large", "densenet121", "googlenet", "efficientnet_b0",
    "convnext_tiny", "vit_b_16", "vgg11", "vgg11_bn", "vgg13", "vgg13_bn", "vgg16", "vgg16_bn",
    "vgg19", "vgg19_bn",
]


def lively(model):
    """Weights that keep signals alive, and statistics that show when they are folded wrongly."""
    generator = torch.Generator().manual_seed(1)
    for module in model.modules():
        if isinstance(module, (torch.nn.Conv2d, torch.nn.Linear)):
            fan_in = module.weight[0].numel()
            module.weight.data.normal_(0, fan_in ** -0.5, generator=generator)
        if isinstance(module, torch.nn.BatchNorm2d):
            for tensor, low, high in [
                (module.running_mean, -0.2, 0.2),
                (module.running_var, 0.5, 1.5),
                (module.weight.data, 0.7, 1.3),
                (module.bias.data, -0.2, 0.2),
            ]:
                tensor.copy_(torch.rand(tensor.shape, generator=generator) * (high - low) + low)


def make(name, folder, variant):
    torch.manual_seed(0)
    options = {"init_weights": True, "aux_logits": False} if name == "googlenet" else {}
    model = getattr(torchvision.models, name)(weights=None, **options).eval()
    lively(model)
    x = torch.randn(6, 3, 224, 224, generator=torch.Generator().manual_seed(2), requires_grad=True)
    logits = model(x)
    logits.max(dim=1).values.sum().backward()
    path = os.path.join(folder, name)
    opset, _, raw = variant.partition("-")
    mode = torch.onnx.TrainingMode.PRESERVE if raw else torch.onnx.TrainingMode.EVAL
    torch.onnx.export(
        model, x[:1].detach(), f"{path}@{variant}.onnx", opset_version=int(opset), input_names=["input"],
        output_names=["logits"], dynamic_axes={"input": {0: "n"}, "logits": {0: "n"}},
        do_constant_folding=not raw, training=mode)
    np.save(path + ".input.npy", x.detach().numpy())
    np.save(path + ".logits.npy", logits.detach().numpy())
    np.save(path + ".gradient.npy", x.grad.numpy())
    print(name, flush=True)


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    for chosen in sys.argv[2:] or NAMES:
        name, _, variant = chosen.partition("@")
        make(name, sys.argv[1], variant or "13")
