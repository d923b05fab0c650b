#!/usr/bin/env python3
"""Makes classifiers of torchvision, timm and transformers as ONNX files with random weights.

    python3 scripts/make-zoo-models.py OUT_DIR [NAME | NAME@VARIANT]...

For each network: NAME@VARIANT.onnx, NAME@VARIANT.logits.npy (what ONNX Runtime says of the file), and NAME.input.npy
(two images), NAME.torch.npy and NAME.gradient.npy (PyTorch's logits and the gradient of each image's largest logit);
versions.tsv says with which packages.
A variant is an exporter: "dynamo" or "script" (TorchScript), with "-n" for any number of images and "-OPSET" for
another operator set than the exporter's own. Without names: all networks, with "dynamo" and "script-n", and some with
"dynamo-n" and "script". FullModelsTest compares: mvn test -Dtest=FullModelsTest -Dsat.models=OUT_DIR
Needs torch, torchvision, timm, transformers, onnx, onnxscript and onnxruntime (made with 2.15, 0.29, 1.0.31 and 5.24).
"""
import gc
import os
import sys
import time
import traceback
import warnings

import numpy as np
import onnxruntime
import torch
from torch import nn

warnings.filterwarnings("ignore")
SEED = 1


def torchvision(name, **options):
    import torchvision as source

    return getattr(source.models, name)(weights=None, **options)


def timm(name, **options):
    import timm as source
    from timm.layers import set_fused_attn

    set_fused_attn(not options.pop("eager", False))
    return source.create_model(name, pretrained=False, **options)


class Logits(nn.Module):
    """A transformers model that takes pixels and gives logits alone."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model(pixel_values=pixel_values).logits


def transformers(name, attention=None, **options):
    import transformers as source

    config = getattr(source, name + "Config")(num_labels=1000, **options)
    kind = getattr(source, name + "ForImageClassification")
    return Logits(kind._from_config(config, **({"attn_implementation": attention} if attention else {})))


class ClipClassifier(nn.Module):
    """CLIP's image tower with a linear head on its projection."""

    def __init__(self):
        super().__init__()
        from transformers import CLIPVisionConfig, CLIPVisionModelWithProjection

        self.tower = CLIPVisionModelWithProjection(CLIPVisionConfig())
        self.head = nn.Linear(512, 1000)

    def forward(self, pixel_values):
        return self.head(self.tower(pixel_values=pixel_values).image_embeds)


def aux(name):
    return torchvision(name, aux_logits=False, init_weights=False)


# name: (title, source, how to make it, side of its images); small ones first
NETWORKS = {
    "squeezenet": ("SqueezeNet 1.1", "torchvision", lambda: torchvision("squeezenet1_1"), 224),
    "mobilenetv2": ("MobileNetV2", "torchvision", lambda: torchvision("mobilenet_v2"), 224),
    "mobilenetv3": ("MobileNetV3 large", "torchvision", lambda: torchvision("mobilenet_v3_large"), 224),
    "mobilenetv4": ("MobileNetV4 small", "timm", lambda: timm("mobilenetv4_conv_small"), 224),
    "mobilenetv4-hybrid": ("MobileNetV4 hybrid medium", "timm", lambda: timm("mobilenetv4_hybrid_medium"), 224),
    "efficientnet": ("EfficientNet-B0", "torchvision", lambda: torchvision("efficientnet_b0"), 224),
    "efficientnet-timm": ("EfficientNet-B0", "timm", lambda: timm("efficientnet_b0"), 224),
    "regnet": ("RegNetY-400MF", "torchvision", lambda: torchvision("regnet_y_400mf"), 224),
    "densenet": ("DenseNet-121", "torchvision", lambda: torchvision("densenet121"), 224),
    "googlenet": ("GoogLeNet", "torchvision", lambda: aux("googlenet"), 224),
    "resnet": ("ResNet-18", "torchvision", lambda: torchvision("resnet18"), 224),
    "resnet50": ("ResNet-50", "torchvision", lambda: torchvision("resnet50"), 224),
    "resnext": ("ResNeXt-50 32x4d", "torchvision", lambda: torchvision("resnext50_32x4d"), 224),
    "shufflenet": ("ShuffleNetV2 1.0x", "torchvision", lambda: torchvision("shufflenet_v2_x1_0"), 224),
    "mnasnet": ("MNASNet 1.0", "torchvision", lambda: torchvision("mnasnet1_0"), 224),
    "mobilevit": ("MobileViT-S", "timm", lambda: timm("mobilevit_s"), 256),
    "mobilevit-hf": ("MobileViT", "transformers", lambda: transformers("MobileViT"), 256),
    "deit": ("DeiT tiny", "timm", lambda: timm("deit_tiny_patch16_224"), 224),
    "deit3": ("DeiT-III small", "timm", lambda: timm("deit3_small_patch16_224"), 224),
    "deit-distilled": ("DeiT tiny distilled", "timm", lambda: timm("deit_tiny_distilled_patch16_224"), 224),
    "vit-tiny-eager": ("ViT tiny, attention by products", "timm",
                       lambda: timm("vit_tiny_patch16_224", eager=True), 224),
    "dinov2-timm": ("DINOv2 small with registers", "timm",
                    lambda: timm("vit_small_patch14_reg4_dinov2", num_classes=1000, img_size=224), 224),
    "levit": ("LeViT-128S", "timm", lambda: timm("levit_128s"), 224),
    "efficientvit": ("EfficientViT-B0", "timm", lambda: timm("efficientvit_b0"), 224),
    "efficientvit-m": ("EfficientViT-M0", "timm", lambda: timm("efficientvit_m0"), 224),
    "xcit": ("XCiT nano", "timm", lambda: timm("xcit_nano_12_p16_224"), 224),
    "poolformer": ("PoolFormer-S12", "timm", lambda: timm("poolformer_s12"), 224),
    "poolformerv2": ("PoolFormerV2-S12", "timm", lambda: timm("poolformerv2_s12"), 224),
    "caformer": ("CAFormer-S18", "timm", lambda: timm("caformer_s18"), 224),
    "mixer": ("MLP-Mixer S/32", "timm", lambda: timm("mixer_s32_224"), 224),
    "resmlp": ("ResMLP-12", "timm", lambda: timm("resmlp_12_224"), 224),
    "gmlp": ("gMLP-Ti", "timm", lambda: timm("gmlp_ti16_224"), 224),
    "repvgg": ("RepVGG-A0", "timm", lambda: timm("repvgg_a0"), 224),
    "gcresnet": ("GCResNeXt-26ts", "timm", lambda: timm("gcresnext26ts"), 256),
    "botnet": ("BoTNet-26t", "timm", lambda: timm("botnet26t_256"), 256),
    "halonet": ("HaloNet-26t", "timm", lambda: timm("halonet26t"), 256),
    "lambda": ("LambdaResNet-26t", "timm", lambda: timm("lambda_resnet26t"), 256),
    "nfnet": ("NF-ResNet-26", "timm", lambda: timm("nf_resnet26"), 224),
    "eca-nfnet": ("ECA-NFNet-L0", "timm", lambda: timm("eca_nfnet_l0"), 224),
    "eva02": ("EVA-02 tiny", "timm",  # TorchScript fails on its fused attention
              lambda: timm("eva02_tiny_patch14_224", num_classes=1000, eager=True), 224),
    "coatnet": ("CoAtNet nano", "timm", lambda: timm("coatnet_nano_rw_224"), 224),
    "maxvit-timm": ("MaxViT pico", "timm", lambda: timm("maxvit_rmlp_pico_rw_256"), 256),
    "tnt": ("TNT small", "timm", lambda: timm("tnt_s_patch16_224"), 224),
    "pvt": ("PVTv2-B0", "timm", lambda: timm("pvt_v2_b0"), 224),
    "cait": ("CaiT-XXS24", "timm", lambda: timm("cait_xxs24_224"), 224),
    "crossvit": ("CrossViT tiny", "timm", lambda: timm("crossvit_tiny_240"), 240),
    "coat": ("CoaT lite tiny", "timm", lambda: timm("coat_lite_tiny"), 224),
    "edgenext": ("EdgeNeXt-XXS", "timm", lambda: timm("edgenext_xx_small"), 256),
    "fastvit": ("FastViT-T8", "timm", lambda: timm("fastvit_t8"), 256),
    "ghostnet": ("GhostNet 1.0", "timm", lambda: timm("ghostnet_100"), 224),
    "hrnet": ("HRNet-W18 small", "timm", lambda: timm("hrnet_w18_small"), 224),
    "convmixer": ("ConvMixer-768/32", "timm", lambda: timm("convmixer_768_32"), 224),
    "selecsls": ("SelecSLS-42b", "timm", lambda: timm("selecsls42b"), 224),
    "sknet": ("SK-ResNet-18", "timm", lambda: timm("skresnet18"), 224),
    "resnest": ("ResNeSt-14d", "timm", lambda: timm("resnest14d"), 224),
    "vovnet": ("ESE-VoVNet-19b", "timm", lambda: timm("ese_vovnet19b_dw"), 224),
    "tinynet": ("TinyNet-E", "timm", lambda: timm("tinynet_e"), 106),
    "dla": ("DLA-34", "timm", lambda: timm("dla34"), 224),
    "davit": ("DaViT tiny", "timm", lambda: timm("davit_tiny"), 224),
    "nest": ("NesT tiny", "timm", lambda: timm("nest_tiny"), 224),
    "focalnet": ("FocalNet tiny", "timm", lambda: timm("focalnet_tiny_srf"), 224),
    "inceptionnext": ("InceptionNeXt tiny", "timm", lambda: timm("inception_next_tiny"), 224),
    "hiera": ("Hiera tiny", "timm", lambda: timm("hiera_tiny_224"), 224),
    "rdnet": ("RDNet tiny", "timm", lambda: timm("rdnet_tiny"), 224),
    "starnet": ("StarNet-S1", "timm", lambda: timm("starnet_s1"), 224),
    "convnextv2": ("ConvNeXtV2 atto", "timm", lambda: timm("convnextv2_atto"), 224),
    "convnextv2-hf": ("ConvNeXtV2 tiny", "transformers", lambda: transformers("ConvNextV2"), 224),
    "convnext": ("ConvNeXt tiny", "torchvision", lambda: torchvision("convnext_tiny"), 224),
    "convnext-hf": ("ConvNeXt tiny", "transformers", lambda: transformers("ConvNext"), 224),
    "resnet-hf": ("ResNet-50", "transformers", lambda: transformers("ResNet"), 224),
    "regnet-hf": ("RegNet", "transformers", lambda: transformers("RegNet"), 224),
    "swin": ("Swin tiny", "torchvision", lambda: torchvision("swin_t"), 224),
    "swin-timm": ("Swin tiny", "timm", lambda: timm("swin_tiny_patch4_window7_224"), 224),
    "swin-hf": ("Swin tiny", "transformers", lambda: transformers("Swin"), 224),
    "swinv2": ("SwinV2 tiny", "torchvision", lambda: torchvision("swin_v2_t"), 256),
    "swinv2-timm": ("SwinV2 tiny", "timm", lambda: timm("swinv2_tiny_window8_256"), 256),
    "maxvit": ("MaxViT tiny", "torchvision", lambda: torchvision("maxvit_t"), 224),
    "efficientnetv2": ("EfficientNetV2-S", "torchvision", lambda: torchvision("efficientnet_v2_s"), 224),
    "inception": ("Inception v3", "torchvision", lambda: aux("inception_v3"), 299),
    "segformer": ("SegFormer-B0", "transformers", lambda: transformers("Segformer"), 224),
    "cvt": ("CvT-13", "transformers", lambda: transformers("Cvt"), 224),
    "pvt-hf": ("PVT", "transformers", lambda: transformers("Pvt"), 224),
    "vit": ("ViT-B/16", "torchvision", lambda: torchvision("vit_b_16"), 224),
    "vit-timm": ("ViT-B/16", "timm", lambda: timm("vit_base_patch16_224"), 224),
    "vit-hf": ("ViT-B/16", "transformers", lambda: transformers("ViT", "sdpa"), 224),
    "vit-hf-eager": ("ViT-B/16, attention by products", "transformers", lambda: transformers("ViT", "eager"), 224),
    "deit-hf": ("DeiT-B", "transformers", lambda: transformers("DeiT"), 224),
    "dinov2-hf": ("DINOv2", "transformers",
                  lambda: transformers("Dinov2", hidden_size=384, num_attention_heads=6, image_size=224), 224),
    "dinov2-reg-hf": ("DINOv2 with registers", "transformers",
                      lambda: transformers("Dinov2WithRegisters", hidden_size=384, num_attention_heads=6,
                                           image_size=224), 224),
    "beit": ("BEiT-B/16", "timm", lambda: timm("beit_base_patch16_224"), 224),
    "beit-hf": ("BEiT-B/16", "transformers",
                lambda: transformers("Beit", use_relative_position_bias=True, use_mask_token=False), 224),
    "siglip-hf": ("SigLIP-B/16", "transformers", lambda: transformers("Siglip"), 224),
    "clip": ("CLIP ViT-B/32 with a linear head", "transformers", ClipClassifier, 224),
    "clip-timm": ("CLIP ViT-B/32 with a linear head", "timm",
                  lambda: timm("vit_base_patch32_clip_224", num_classes=1000), 224),
    "vgg": ("VGG-11", "torchvision", lambda: torchvision("vgg11"), 224),
    "vgg16": ("VGG16", "torchvision", lambda: torchvision("vgg16"), 224),
    "alexnet": ("AlexNet", "torchvision", lambda: torchvision("alexnet"), 224),
}
BOTH_FORMS = {
    "mobilenetv3", "efficientnet", "regnet", "resnet", "deit", "vit-tiny-eager", "dinov2-timm", "levit", "xcit",
    "coatnet", "convnextv2", "swin", "swin-timm", "swinv2", "mobilevit", "vit-hf", "dinov2-hf", "eva02", "botnet",
}


def lively(model):
    """Weights that keep signals alive; no statistic, scale or position is 0 or 1."""
    generator = torch.Generator().manual_seed(SEED)

    def uniform(tensor, low, high):
        tensor.copy_(torch.rand(tensor.shape, generator=generator) * (high - low) + low)

    with torch.no_grad():
        for name, tensor in [*model.named_parameters(), *model.named_buffers()]:
            last = name.rsplit(".", 1)[-1]
            if last == "running_mean":
                uniform(tensor, -0.2, 0.2)
            elif last == "running_var":
                uniform(tensor, 0.5, 1.5)
            elif not isinstance(tensor, nn.Parameter):
                continue
            elif "logit_scale" in last:
                uniform(tensor, 1.5, 2.5)
            elif last.endswith("weight") and tensor.dim() > 1:
                tensor.normal_(0, tensor[0].numel() ** -0.5, generator=generator)
            elif "bias" in last and tensor.dim() < 3:
                uniform(tensor, -0.2, 0.2)
            elif any(word in name for word in ("embed", "token", "pos", "bias", "rel_")):
                tensor.normal_(0, 0.3, generator=generator)
            else:
                uniform(tensor, 0.7, 1.3)
    return model.eval()


def settled(model, x):
    """Batch statistics as the images have them: with any others, values grow from block to block."""
    norms = [module for module in model.modules() if isinstance(module, nn.modules.batchnorm._BatchNorm)]
    for module in norms:
        module.train()
        module.momentum = 0.9
    if norms:
        with torch.no_grad():
            model(x)
    return model.eval()


def export(model, x, path, variant, **more):
    exporter, *rest = variant.split("-")
    options = {"opset_version": int(part) for part in rest if part.isdigit()}
    free = "n" in rest
    if exporter == "dynamo":
        # a batch of 1 would become a constant
        x = x if free else x[:1]
        shapes = ({0: torch.export.Dim.DYNAMIC},) if free else None
        torch.onnx.export(model, (x,), path, dynamo=True, input_names=["input"], output_names=["logits"],
                          dynamic_shapes=shapes, verbose=False, **options, **more)
    else:
        # else nn.MultiheadAttention calls an operator that this exporter does not know
        torch.backends.mha.set_fastpath_enabled(False)
        axes = {"input": {0: "n"}, "logits": {0: "n"}} if free else None
        torch.onnx.export(model, (x[:1],), path, dynamo=False, input_names=["input"], output_names=["logits"],
                          dynamic_axes=axes, **options)


def runtime(path, x, free):
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    parts = [x] if free else [x[i:i + 1] for i in range(len(x))]
    return np.concatenate([session.run(None, {"input": part})[0] for part in parts])


def make(name, folder, variants):
    torch.manual_seed(SEED)
    make_one, size = NETWORKS[name][2:]
    model = lively(make_one())
    x = torch.randn(2, 3, size, size, generator=torch.Generator().manual_seed(2)).requires_grad_(True)
    settled(model, torch.randn(4, 3, size, size, generator=torch.Generator().manual_seed(3)))
    logits = model(x)
    logits.max(dim=1).values.sum().backward()
    path = os.path.join(folder, name)
    expected = logits.detach().numpy()
    np.save(path + ".input.npy", x.detach().numpy())
    np.save(path + ".torch.npy", expected)
    np.save(path + ".gradient.npy", x.grad.numpy())
    model.zero_grad()
    for parameter in model.parameters():
        parameter.requires_grad_(False)
    images = x.detach()
    for variant in variants:
        began = time.time()
        file = f"{path}@{variant}.onnx"
        try:
            export(model, images, file, variant)
            said = runtime(file, images.numpy(), "-n" in variant)
            np.save(f"{path}@{variant}.logits.npy", said)
            apart = np.abs(said - expected).max() / np.abs(expected).max()
            print(f"{name}@{variant}: {time.time() - began:.0f} s, beside PyTorch {apart:.1e}", flush=True)
        except Exception as e:
            for left in (file, file + ".data"):
                if os.path.exists(left):
                    os.remove(left)
            text = " ".join(str(e).split())[:300]
            print(f"{name}@{variant}: no export: {type(e).__name__}: {text}", flush=True)
            if os.environ.get("TRACE"):
                traceback.print_exc()
    del model
    gc.collect()


PACKAGES = ("torch", "torchvision", "timm", "transformers", "onnx", "onnxscript", "onnxruntime")


def write_versions(folder):
    from importlib.metadata import version

    with open(os.path.join(folder, "versions.tsv"), "w") as out:
        out.writelines(f"{package}\t{version(package)}\n" for package in PACKAGES)


if __name__ == "__main__":
    os.makedirs(sys.argv[1], exist_ok=True)
    write_versions(sys.argv[1])
    wanted = {}
    for chosen in sys.argv[2:] or NETWORKS:
        name, _, variant = chosen.partition("@")
        usual = ["dynamo", "script-n"] + (["dynamo-n", "script"] if name in BOTH_FORMS else [])
        wanted.setdefault(name, []).extend([variant] if variant else usual)
    for name, variants in wanted.items():
        try:
            make(name, sys.argv[1], variants)
        except Exception as e:
            print(f"{name}: {type(e).__name__}: {' '.join(str(e).split())[:300]}", flush=True)
            if os.environ.get("TRACE"):
                traceback.print_exc()
