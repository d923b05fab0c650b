#!/usr/bin/env python3
"""Writes small Hugging Face folders to src/test/resources/folders, as transformers and timm save them.

    make-folder-models.py          small networks
    make-folder-models.py DIR      networks of full size (2 GB), for -Dsat.folders=DIR

Each folder has config.json, preprocessor_config.json (or timm's pretrained_cfg) and model.safetensors with random
weights; expected.safetensors beside them holds two inputs, the logits that PyTorch computes in float64, and the
gradient of each input's largest logit. Needs torch, transformers, timm and safetensors. Seeds are fixed.
"""
import json
import sys
from pathlib import Path

import timm
import timm.models
import torch
import transformers as tf
from safetensors.torch import save_file

RESOURCES = Path(__file__).resolve().parent.parent / "src/test/resources/folders"
SIDE = 32
LABELS = ["crane", "zebra", "owl", "crane", "fox"]  # of ImageNet's kind: one name means two classes
IMAGENET = {"image_mean": [0.485, 0.456, 0.406], "image_std": [0.229, 0.224, 0.225]}
SQUARE = {"size": {"height": SIDE, "width": SIDE}}


def labels(names):
    return {"id2label": dict(enumerate(names)), "label2id": {name: i for i, name in enumerate(names)}}


def lively(model):
    """Weights that keep signals alive: every tensor matters, none is 0 or 1 as at the start of a training."""
    generator = torch.Generator().manual_seed(1)
    for name, parameter in model.named_parameters():
        fan_in = parameter[0].numel() if parameter.dim() > 1 else 1
        small = parameter.dim() == 1 or "token" in name or "pos" in name
        parameter.data.normal_(0, 0.3 if small else 1.2 * fan_in ** -0.5, generator=generator)
        if parameter.dim() == 1 and not name.endswith("bias"):
            parameter.data.add_(1)
    for name, buffer in model.named_buffers():
        if name.endswith("running_mean"):
            buffer.normal_(0, 0.3, generator=generator)
        if name.endswith("running_var"):
            buffer.uniform_(0.5, 2, generator=generator)
    return model.eval()


def expect(folder, model, side, count=2):
    pixels = torch.randn(count, 3, side, side, generator=torch.Generator().manual_seed(2), dtype=torch.float32)
    double = model.double()
    x = pixels.double().requires_grad_()
    logits = double(x)
    logits = getattr(logits, "logits", logits)
    logits.max(1).values.sum().backward()
    save_file({"pixels": pixels, "logits": logits.detach().float(), "gradient": x.grad.float()},
              folder / "expected.safetensors")
    model.float()


def write(out, name, model, processor, side, **saving):
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    lively(model)
    expect(folder, model, side)
    model.save_pretrained(folder, **saving)
    processor.save_pretrained(folder)
    print(name, sum(file.stat().st_size for file in folder.iterdir()) // 1024, "KiB")


def small(out):
    named = labels(LABELS)
    square = tf.ViTImageProcessor(**SQUARE, **IMAGENET)
    vit = tf.ViTConfig(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
                       image_size=SIDE, patch_size=8, problem_type="single_label_classification", **named)
    write(out, "vit", tf.ViTForImageClassification(vit), square, SIDE)
    shards = tf.ViTConfig(hidden_size=16, num_hidden_layers=1, num_attention_heads=4, intermediate_size=24,
                          image_size=SIDE, patch_size=16, hidden_act="gelu_pytorch_tanh", qkv_bias=False,
                          problem_type="multi_label_classification", **named)
    write(out, "vit-shards", tf.ViTForImageClassification(shards), square, SIDE, max_shard_size="20KB")
    dino = tf.Dinov2Config(hidden_size=16, num_hidden_layers=2, num_attention_heads=2, image_size=42, patch_size=14,
                           mlp_ratio=2, **named)
    crop = tf.BitImageProcessor(size={"shortest_edge": 48}, crop_size={"height": 42, "width": 42}, **IMAGENET)
    write(out, "dinov2", tf.Dinov2ForImageClassification(dino), crop, 42)
    # the positions are those of larger pictures, as in the models that Meta has published
    far = tf.Dinov2Config(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, image_size=70, patch_size=14,
                          mlp_ratio=2, **named)
    crop = tf.BitImageProcessor(size={"shortest_edge": 48}, crop_size={"height": 42, "width": 42}, **IMAGENET)
    write(out, "dinov2-resized", tf.Dinov2ForImageClassification(far), crop, 42)
    next_ = tf.ConvNextConfig(hidden_sizes=[8, 12, 16, 16], depths=[1, 1, 2, 1], image_size=SIDE, **named)
    warp = tf.ConvNextImageProcessor(size={"shortest_edge": SIDE}, **IMAGENET)
    write(out, "convnext", tf.ConvNextForImageClassification(next_), warp, SIDE)
    bottleneck = tf.ResNetConfig(embedding_size=8, hidden_sizes=[16, 24], depths=[2, 1], **named)
    write(out, "resnet", tf.ResNetForImageClassification(bottleneck), warp, SIDE)
    basic = tf.ResNetConfig(embedding_size=8, hidden_sizes=[8, 16], depths=[1, 1], layer_type="basic",
                            downsample_in_first_stage=True, **named)
    write(out, "resnet-basic", tf.ResNetForImageClassification(basic), warp, SIDE)
    swin = tf.SwinConfig(embed_dim=8, depths=[2, 2], num_heads=[1, 2], window_size=4, image_size=SIDE, patch_size=2,
                         **named)
    write(out, "swin", tf.SwinForImageClassification(swin), square, SIDE)


    small_timm(out)


def timm_folder(out, name, side, classes, **args):
    folder = out / f"timm-{name}"
    folder.mkdir(parents=True, exist_ok=True)
    model = lively(timm.create_model(name, pretrained=False, num_classes=classes, **args))
    expect(folder, model, side)
    # bilinear and one size for all, so that the folder says what was computed
    data = {"input_size": (3, side, side), "interpolation": "bilinear", "crop_pct": 0.875}
    timm.models.save_for_hf(model, folder, safe_serialization=True, data_config=data,
                            model_config={"label_names": LABELS} if classes == len(LABELS) else None)
    print(folder.name, sum(file.stat().st_size for file in folder.iterdir()) // 1024, "KiB")


def small_timm(out):
    timm_folder(out, "vit_tiny_patch16_224", SIDE, 5, img_size=SIDE, embed_dim=16, depth=1, num_heads=2)
    timm_folder(out, "deit3_small_patch16_224", SIDE, 5, img_size=SIDE, embed_dim=16, depth=1, num_heads=2,
                global_pool="avg")
    timm_folder(out, "convnext_tiny", SIDE, 5, depths=(1, 1, 1, 1), dims=(8, 8, 16, 16))
    timm_folder(out, "resnet18", SIDE, 5, layers=(1, 1, 1, 1), channels=(8, 8, 12, 12), stem_width=8)


def full(out):
    named = labels([f"class {i}" for i in range(1000)])
    square = tf.ViTImageProcessor()
    write(out, "vit-base", tf.ViTForImageClassification(tf.ViTConfig(**named)), square, 224)
    write(out, "dinov2-small", tf.Dinov2ForImageClassification(tf.Dinov2Config(
        hidden_size=384, num_attention_heads=6, image_size=518, patch_size=14, **named)),
        tf.BitImageProcessor(size={"shortest_edge": 256}), 224)
    write(out, "convnext-tiny", tf.ConvNextForImageClassification(tf.ConvNextConfig(**named)),
          tf.ConvNextImageProcessor(size={"shortest_edge": 224}), 224)
    write(out, "resnet-50", tf.ResNetForImageClassification(tf.ResNetConfig(**named)),
          tf.ConvNextImageProcessor(size={"shortest_edge": 224}), 224)
    write(out, "swin-tiny", tf.SwinForImageClassification(tf.SwinConfig(**named)), square, 224)


if __name__ == "__main__":
    tf.logging.set_verbosity_error()
    if len(sys.argv) > 1:
        full(Path(sys.argv[1]))
    else:
        small(RESOURCES)
