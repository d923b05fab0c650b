"""Exports models of fixed classes as users do, small and with random weights, and compares their masks.

    python -m segmenter_exports.closed OUT [--seed 1] [--only NAME]
    python -m segmenter_exports.closed OUT --compare PHOTOS --sat "scripts/sat"

Needs torch, transformers 5 and onnxruntime. The comparison runs the exported graph by ONNX Runtime, post-processes by
transformers' own processor, and reads the masks that `sat segment` writes for all classes.
"""

import argparse
import json
import pathlib
import shlex
import shutil
import subprocess
import warnings

import numpy
import torch
import transformers as t

warnings.filterwarnings("ignore")
CLASSES = ["sky", "water", "grass", "person", "horse", "rock", "boat"]
LABELS = dict(
    num_labels=len(CLASSES),
    id2label=dict(enumerate(CLASSES)),
    label2id={name: i for i, name in enumerate(CLASSES)},
)
SWIN = dict(embed_dim=12, depths=[1, 1, 1, 1], num_heads=[1, 2, 3, 4], window_size=4)
STAGES = ["stage1", "stage2", "stage3", "stage4"]
SMALL = dict(hidden_size=32, num_hidden_layers=4, num_attention_heads=2, intermediate_size=64, patch_size=16)


def swin():
    return t.SwinConfig(out_features=STAGES, **SWIN)


def segformer():
    config = t.SegformerConfig(
        depths=[1, 1, 1, 1], hidden_sizes=[8, 16, 24, 32], decoder_hidden_size=16, num_attention_heads=[1, 2, 3, 4], **LABELS
    )
    return t.SegformerForSemanticSegmentation(config), t.SegformerImageProcessor()


def segformer_b0():
    labels = {i: f"class {i}" for i in range(150)}
    config = t.SegformerConfig(num_labels=150, id2label=labels, label2id={v: k for k, v in labels.items()})
    return t.SegformerForSemanticSegmentation(config), t.SegformerImageProcessor()


def upernet():
    backbone = t.ConvNextConfig(depths=[1, 1, 1, 1], hidden_sizes=[8, 16, 24, 32], out_features=STAGES)
    config = t.UperNetConfig(
        backbone_config=backbone, hidden_size=16, auxiliary_in_channels=24, auxiliary_channels=8, **LABELS
    )
    # torch's older exporter cannot pool 16 places to 3, which 512 pixels would ask for
    size = {"height": 384, "width": 384}
    return t.UperNetForSemanticSegmentation(config), t.SegformerImageProcessor(size=size)


def dpt():
    config = t.DPTConfig(
        image_size=384, backbone_out_indices=[0, 1, 2, 3], neck_hidden_sizes=[8, 16, 16, 16], fusion_hidden_size=16, **SMALL, **LABELS
    )
    return t.DPTForSemanticSegmentation(config), t.DPTImageProcessor()


def beit():
    config = t.BeitConfig(
        image_size=320, out_indices=[1, 2, 3, 4], use_relative_position_bias=True, auxiliary_channels=8, **SMALL, **LABELS
    )
    size = {"height": 320, "width": 320}
    return t.BeitForSemanticSegmentation(config), t.BeitImageProcessor(size=size, do_center_crop=False)


def maskformer():
    decoder = t.DetrConfig(
        use_timm_backbone=False,
        use_pretrained_backbone=False,
        backbone=None,
        backbone_config=t.ResNetConfig(),
        d_model=32,
        encoder_layers=1,
        decoder_layers=2,
        encoder_attention_heads=2,
        decoder_attention_heads=2,
        encoder_ffn_dim=16,
        decoder_ffn_dim=16,
        num_queries=10,
    )
    config = t.MaskFormerConfig(
        fpn_feature_size=32, mask_feature_size=32, backbone_config=swin(), decoder_config=decoder, **LABELS
    )
    processor = t.MaskFormerImageProcessor(size={"shortest_edge": 256, "longest_edge": 1024}, size_divisor=32)
    return t.MaskFormerForInstanceSegmentation(config), processor


def universal(kind):
    sizes = dict(
        hidden_dim=32, encoder_feedforward_dim=16, encoder_layers=1, decoder_layers=2, num_attention_heads=2,
        dim_feedforward=16, num_queries=10, backbone_config=swin(),
    )
    if kind == "mask2former":
        config = t.Mask2FormerConfig(feature_size=32, mask_feature_size=32, **sizes, **LABELS)
        return t.Mask2FormerForUniversalSegmentation(config)
    config = t.OneFormerConfig(
        mask_dim=32, conv_dim=32, text_encoder_width=32, text_encoder_num_layers=1, text_encoder_vocab_size=100,
        text_encoder_proj_layers=1, **sizes, **LABELS,
    )
    return t.OneFormerForUniversalSegmentation(config)


def mask2former():
    return universal("mask2former"), t.Mask2FormerImageProcessor(size={"height": 384, "width": 384})


def eomt():
    config = t.EomtConfig(image_size=256, num_blocks=2, num_queries=10, num_upscale_blocks=1, **SMALL, **LABELS)
    processor = t.EomtImageProcessor(size={"height": 256, "width": 256})
    return t.EomtForUniversalSegmentation(config), processor


def detr():
    backbone = t.ResNetConfig(
        embedding_size=8, hidden_sizes=[8, 16, 16, 32], depths=[1, 1, 1, 1], layer_type="basic", out_features=STAGES
    )
    config = t.DetrConfig(
        use_timm_backbone=False,
        use_pretrained_backbone=False,
        backbone=None,
        backbone_config=backbone,
        d_model=128,
        encoder_layers=1,
        decoder_layers=2,
        encoder_attention_heads=8,
        decoder_attention_heads=8,
        encoder_ffn_dim=16,
        decoder_ffn_dim=16,
        num_queries=10,
        **LABELS,
    )
    processor = t.DetrImageProcessor(size={"shortest_edge": 320, "longest_edge": 533})
    return t.DetrForSegmentation(config), processor


SMALL_ONES = [segformer, upernet, dpt, beit, maskformer, mask2former, eomt, detr]
LARGE = [segformer_b0]


def scale(model, seed):
    """Makes pale random scores differ over a picture: spreads the weights of the network, and of its last layers."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weights in model.named_parameters():
            if weights.dim() > 1:
                weights.mul_(3.0)
            elif name.endswith("bias"):
                weights.add_(0.3 * torch.randn(weights.shape, generator=generator))


class Plain(torch.nn.Module):
    """The outputs that an exporter of transformers models names, and no others."""

    def __init__(self, model, names):
        super().__init__()
        self.model = model
        self.names = names

    def forward(self, pixel_values):
        outputs = self.model(pixel_values=pixel_values)
        return tuple(outputs[name] for name in self.names)


def export(model, processor, folder, dynamo, side=None):
    shape = processor.size
    high = side or shape.get("height") or shape.get("shortest_edge")
    wide = side or shape.get("width") or shape.get("shortest_edge")
    pixels = torch.randn(1, 3, high, wide)
    with torch.no_grad():
        made = model(pixel_values=pixels)
    names = [n for n in ("logits", "class_queries_logits", "masks_queries_logits", "pred_boxes", "pred_masks") if n in made]
    wrapped = Plain(model, names)
    fixed = "height" in shape
    axes = {"pixel_values": {0: "batch"} if fixed else {0: "batch", 2: "height", 3: "width"}}
    extra = {}
    if dynamo:
        dims = {0: torch.export.Dim.DYNAMIC} if False else None
        extra = dict(dynamo=True, dynamic_shapes=dims)
    else:
        extra = dict(dynamo=False, dynamic_axes=axes, opset_version=17)
    torch.onnx.export(wrapped, (pixels,), str(folder / "model.onnx"), input_names=["pixel_values"], output_names=names, **extra)


def make(maker, out, seed, dynamo):
    torch.manual_seed(seed)
    model, processor = maker()
    model.eval()
    scale(model, seed)
    folder = out / (maker.__name__ + ("-dynamo" if dynamo else ""))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    model.config.save_pretrained(folder)
    processor.save_pretrained(folder)
    export(model, processor, folder, dynamo)
    print(folder.name, sum(f.stat().st_size for f in folder.iterdir()) // 1024, "KB")


def python_map(folder, picture):
    """Label of each pixel as transformers gives it, -1 for none."""
    import onnxruntime

    processor = t.AutoImageProcessor.from_pretrained(folder)
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
    pixels = processor(picture, return_tensors="np")["pixel_values"]
    names = [o.name for o in session.get_outputs()]
    outputs = dict(zip(names, map(torch.tensor, session.run(None, {"pixel_values": pixels}))))
    size = [(picture.height, picture.width)]
    kind = json.loads((folder / "config.json").read_text())["model_type"]
    output = t.utils.ModelOutput(**outputs)
    if kind == "detr":
        found = processor.post_process_panoptic_segmentation(output, threshold=DETR_THRESHOLD, target_sizes=size)[0]
        labels = numpy.full((picture.height, picture.width), -1)
        for info in found["segments_info"]:
            labels[found["segmentation"].numpy() == info["id"]] = info["label_id"]
        return labels
    if kind == "eomt":
        output["patch_offsets"] = None
    if kind == "upernet":
        # UperNet has no processor of its own; the documentation resizes and takes the largest
        logits = torch.nn.functional.interpolate(output.logits, size[0], mode="bilinear", align_corners=False)
        return logits[0].argmax(0).numpy()
    return processor.post_process_semantic_segmentation(output, target_sizes=size)[0].numpy()


DETR_THRESHOLD = 0.3


def compare(folder, photos, sat):
    from PIL import Image

    masks = folder.parent / (folder.name + "-masks")
    shutil.rmtree(masks, ignore_errors=True)
    kind = json.loads((folder / "config.json").read_text())["model_type"]
    extra = ["--threshold", str(DETR_THRESHOLD)] if kind == "detr" else []
    command = [*shlex.split(sat), "segment", "--images", str(photos), "--segmenter", f"onnx:{folder}", "--out", str(masks),
               "--mask-cache", "none", *extra]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        print(folder.name, "FAILED", done.stderr.strip().splitlines()[-1:])
        return
    classes = list(json.loads((folder / "config.json").read_text())["id2label"].items())
    worst, count, share, areas = 1.0, 0, [], []
    for photo in sorted(photos.iterdir()):
        picture = Image.open(photo).convert("RGB")
        labels = python_map(folder, picture)
        for number, name in classes:
            ours = masks / photo.stem / f"{name}.png"
            mine = numpy.array(Image.open(ours)) > 0 if ours.is_file() else numpy.zeros(labels.shape, bool)
            theirs = labels == int(number)
            union = (mine | theirs).sum()
            if union:
                iou = (mine & theirs).sum() / union
                share.append(iou)
                areas.append(theirs.mean())
                count += 1
                worst = min(worst, iou)
    if not count:
        print(f"{folder.name}: nothing found")
        return
    print(f"{folder.name}: {count} masks, IoU at least {worst:.4f}, mean {numpy.mean(share):.5f},"
          f" areas {numpy.quantile(areas, 0.1):.3f} to {numpy.quantile(areas, 0.9):.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only")
    parser.add_argument("--full", action="store_true", help="also models of full size")
    parser.add_argument("--dynamo", action="store_true", help="by torch.onnx's newer exporter")
    parser.add_argument("--compare", type=pathlib.Path, metavar="PHOTOS")
    parser.add_argument("--sat", default="scripts/sat")
    given = parser.parse_args()
    for maker in SMALL_ONES + (LARGE if given.full else []):
        if given.only in (None, maker.__name__):
            if given.compare:
                compare(given.out / (maker.__name__ + ("-dynamo" if given.dynamo else "")), given.compare, given.sat)
            else:
                try:
                    make(maker, given.out, given.seed, given.dynamo)
                except Exception as problem:  # an exporter that fails says nothing about the others
                    print(maker.__name__, "not exported:", type(problem).__name__, str(problem)[:200])


if __name__ == "__main__":
    main()
