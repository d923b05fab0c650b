"""Exports models of fixed classes as users do, small and with random weights, and compares their masks.

    python -m segmenter_exports.closed OUT [--seed 1] [--only NAME] [--dynamo] [--half] [--turned] [--opset 13]
                                       [--fixed] [--anonymous [--declared]] [--side 320] [--size 256x384] [--classes 12]
    python -m segmenter_exports.closed OUT --compare PHOTOS --sat "scripts/sat"

Needs torch, torchvision, transformers 5 and onnxruntime. Random weights give pale scores, so the last layers are set
such that every class is the best one somewhere (balance.py). The comparison runs the exported graph by ONNX Runtime,
post-processes by transformers' own processor, and reads the masks that `sat segment` writes for all classes.
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

from segmenter_exports import balance

warnings.filterwarnings("ignore")
CLASSES = ["sky", "water", "grass", "person", "horse", "rock", "boat"]
CHOSEN = {"side": None, "size": None}


def side(usual):
    """The side of pictures: as asked for, else the maker's."""
    return CHOSEN["side"] or usual


def sides(usual, wide=None):
    """Height and width of pictures: as asked for, else a square, or the maker's width."""
    if CHOSEN["size"]:
        return dict(zip(("height", "width"), CHOSEN["size"]))
    return {"height": side(usual), "width": wide or side(usual)}


def more_classes(count):
    """Makes the list of classes as long as asked for."""
    del CLASSES[count:]
    CLASSES.extend(f"thing {i}" for i in range(len(CLASSES), count))


def labels():
    return dict(
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
        depths=[1, 1, 1, 1], hidden_sizes=[8, 16, 24, 32], decoder_hidden_size=16, num_attention_heads=[1, 2, 3, 4], **labels()
    )
    size = sides(512)
    return t.SegformerForSemanticSegmentation(config), t.SegformerImageProcessor(size=size)


def segformer_b0():
    names = {i: f"class {i}" for i in range(150)}
    config = t.SegformerConfig(num_labels=150, id2label=names, label2id={v: k for k, v in names.items()})
    return t.SegformerForSemanticSegmentation(config), t.SegformerImageProcessor()


def upernet():
    backbone = t.ConvNextConfig(depths=[1, 1, 1, 1], hidden_sizes=[8, 16, 24, 32], out_features=STAGES)
    config = t.UperNetConfig(
        backbone_config=backbone, hidden_size=16, auxiliary_in_channels=24, auxiliary_channels=8, **labels()
    )
    # torch's older exporter cannot pool 16 places to 3, which 512 pixels would ask for
    size = sides(384)
    return t.UperNetForSemanticSegmentation(config), t.SegformerImageProcessor(size=size)


def dpt():
    config = t.DPTConfig(
        image_size=side(384), backbone_out_indices=[0, 1, 2, 3], neck_hidden_sizes=[8, 16, 16, 16], fusion_hidden_size=16, **SMALL, **labels()
    )
    return t.DPTForSemanticSegmentation(config), t.DPTImageProcessor(size=sides(384))


def beit():
    config = t.BeitConfig(
        image_size=side(384), out_indices=[1, 2, 3, 4], use_relative_position_bias=True, auxiliary_channels=8, **SMALL, **labels()
    )
    # torch's older exporter cannot pool the 10 places of 320 pixels to 3
    size = sides(384)
    return t.BeitForSemanticSegmentation(config), t.BeitImageProcessor(size=size, do_center_crop=False)


def mobilevit():
    """Its processor takes blue first, and values from 0 to 1."""
    config = t.MobileViTConfig(
        image_size=side(256), hidden_sizes=[16, 24, 32], neck_hidden_sizes=[8, 8, 16, 16, 24, 32, 64],
        num_attention_heads=2, aspp_out_channels=16, **labels()
    )
    # its patches are laid out for one size
    size = sides(256)
    return t.MobileViTForSemanticSegmentation(config), t.MobileViTImageProcessor(size=size, do_center_crop=False)


def mobilenet_v2():
    config = t.MobileNetV2Config(image_size=side(224), depth_multiplier=0.35, **labels())
    size = sides(224)
    return t.MobileNetV2ForSemanticSegmentation(config), t.MobileNetV2ImageProcessor(size=size, do_center_crop=False)


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
        fpn_feature_size=32, mask_feature_size=32, backbone_config=swin(), decoder_config=decoder, **labels()
    )
    # torch's older exporter writes the padding of Swin's windows down for one size
    processor = t.MaskFormerImageProcessor(size=sides(256, side(256) * 3 // 2), size_divisor=32)
    return t.MaskFormerForInstanceSegmentation(config), processor


def universal(kind):
    sizes = dict(
        hidden_dim=32, encoder_feedforward_dim=16, encoder_layers=1, decoder_layers=2, num_attention_heads=2,
        dim_feedforward=16, num_queries=10, backbone_config=swin(),
    )
    if kind == "mask2former":
        config = t.Mask2FormerConfig(feature_size=32, mask_feature_size=32, **sizes, **labels())
        return t.Mask2FormerForUniversalSegmentation(config)
    config = t.OneFormerConfig(
        mask_dim=32, conv_dim=32, text_encoder_width=32, text_encoder_num_layers=1, text_encoder_vocab_size=100,
        text_encoder_proj_layers=1, **sizes, **labels(),
    )
    return t.OneFormerForUniversalSegmentation(config)


def mask2former():
    return universal("mask2former"), t.Mask2FormerImageProcessor(size=sides(384))


def mask2former_things():
    """Trained for COCO's 80 things: it has no stuff."""
    names = (pathlib.Path(__file__).parents[2] / NAMES / "coco.txt").read_text().split("\n")[:80]
    config = t.Mask2FormerConfig(
        feature_size=32, mask_feature_size=32, hidden_dim=32, encoder_feedforward_dim=16, encoder_layers=1,
        decoder_layers=2, num_attention_heads=2, dim_feedforward=16, num_queries=10, backbone_config=swin(),
        num_labels=80, id2label=dict(enumerate(names)), label2id={name: i for i, name in enumerate(names)},
    )
    model = t.Mask2FormerForUniversalSegmentation(config)
    return model, t.Mask2FormerImageProcessor(size=sides(384))


NAMES = "src/main/resources/org/segmentattribution/segmentation/onnx/fixed/names"


def oneformer_processor():
    """Its class names come from a file of the hub, so the processor cannot be read back from a folder."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        classes = {str(i): {"isthing": i > 2, "name": name} for i, name in enumerate(CLASSES)}
        (pathlib.Path(folder) / "classes.json").write_text(json.dumps(classes))
        pictures = t.OneFormerImageProcessor(
            repo_path=folder, class_info_file="classes.json", num_text=5, size=sides(256, side(256) * 3 // 2)
        )
    vocabulary = {"<|startoftext|>": 0, "<|endoftext|>": 1}
    for word in "the</w> task</w> is</w> semantic</w>".split():
        vocabulary[word] = len(vocabulary)
    for letter in "abcdefghijklmnopqrstuvwxyz":
        vocabulary[letter] = len(vocabulary)
        vocabulary[letter + "</w>"] = len(vocabulary)
    merges, known = [], set(vocabulary)
    for word in ("the", "task", "is", "semantic"):
        begun = word[0]
        for i, letter in enumerate(word[1:]):
            last = i == len(word) - 2
            merges.append((begun, letter + ("</w>" if last else "")))
            begun += letter
            if not last and begun not in known:
                vocabulary[begun] = len(vocabulary)
                known.add(begun)
    tokenizer = t.CLIPTokenizer(vocab=vocabulary, merges=merges)
    processor = t.OneFormerProcessor(image_processor=pictures, tokenizer=tokenizer)
    processor.size = pictures.size
    return processor


def oneformer():
    return universal("oneformer"), oneformer_processor()


def eomt_model():
    config = t.EomtConfig(image_size=side(256), num_blocks=2, num_queries=10, num_upscale_blocks=1, **SMALL, **labels())
    return t.EomtForUniversalSegmentation(config)


def eomt_split():
    """As the semantic checkpoints: squares along the longer side."""
    size = {"shortest_edge": side(256), "longest_edge": None}
    return eomt_model(), t.EomtImageProcessor(size=size, do_split_image=True, do_pad=False)


def eomt_pad():
    """As the panoptic checkpoints: black at the right and bottom."""
    size = {"shortest_edge": side(256), "longest_edge": side(256)}
    return eomt_model(), t.EomtImageProcessor(size=size, do_split_image=False, do_pad=True)


def detr_config(kind):
    backbone = t.ResNetConfig(
        embedding_size=8, hidden_sizes=[8, 16, 16, 32], depths=[1, 1, 1, 1], layer_type="basic", out_features=STAGES
    )
    return kind(
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
        **labels(),
    )


def detr_sides():
    return sides(320) if CHOSEN["size"] else {"shortest_edge": side(320), "longest_edge": side(320) * 5 // 3}


def detr():
    return t.DetrForSegmentation(detr_config(t.DetrConfig)), t.DetrImageProcessor(size=detr_sides())


def conditional_detr():
    model = t.ConditionalDetrForSegmentation(detr_config(t.ConditionalDetrConfig))
    return model, t.ConditionalDetrImageProcessor(size=detr_sides())


def torchvision_model(build):
    """torchvision's processor is a preset: shorter side 520, without a file; one of transformers says the same."""
    model = build(weights=None, weights_backbone=None, num_classes=len(CLASSES), aux_loss=True)
    return model, t.SegformerImageProcessor(size={"shortest_edge": side(320)}, default_to_square=False)


def deeplab():
    from torchvision.models import segmentation

    return torchvision_model(segmentation.deeplabv3_mobilenet_v3_large)


def fcn():
    from torchvision.models import segmentation

    return torchvision_model(segmentation.fcn_resnet50)


def lraspp():
    from torchvision.models import segmentation

    model = segmentation.lraspp_mobilenet_v3_large(weights=None, weights_backbone=None, num_classes=len(CLASSES))
    return model, t.SegformerImageProcessor(size={"shortest_edge": side(320)}, default_to_square=False)


SMALL_ONES = [
    segformer, upernet, dpt, beit, mobilevit, mobilenet_v2, maskformer, mask2former, mask2former_things, oneformer, eomt_split, eomt_pad, detr,
    conditional_detr, lraspp, deeplab,
]
LARGE = [segformer_b0, fcn]
QUERIES = [("class_predictor", 1.5), ("model.pixel_level_module.decoder.mask_projection", 0.6)]

DETR = [
    ("detr.model.input_projection", 1),
    *((f"mask_head.fpn_stages.{i}.fpn_adapter", 0.5) for i in range(3)),
    ("detr.class_labels_classifier", 3),
    ("mask_head.output_conv", 3),
]

"""The steps whose answers are balanced, and their deviation."""
LAST = {
    "segformer": [("decode_head.classifier", 2)],
    "upernet": [("decode_head.classifier", 2)],
    "dpt": [("head.head.4", 2)],
    "mobilevit": [("segmentation_head.classifier.convolution", 2)],
    "mobilenet": [("segmentation_head.classifier.convolution", 2)],
    "beit": [("decode_head.classifier", 2)],
    "maskformer": [
        ("model.transformer_module.input_projection", 1),
        ("class_predictor", 3),
        ("mask_embedder.2.0", 1),
        ("model.pixel_level_module.decoder.mask_projection", 0.6),
    ],
    "mask2former": QUERIES,
    "oneformer": [("model.transformer_module.decoder.class_embed", 1.5), QUERIES[1]],
    "eomt": [("class_predictor", 1.5)],
    "detr": DETR,
    "conditional": [(name.replace("detr.", "conditional_detr."), deviation) for name, deviation in DETR],
    "deeplab": [("classifier.4", 2), ("aux_classifier.4", 2)],
    "fcn": [("classifier.4", 2), ("aux_classifier.4", 2)],
    "lraspp": [("classifier.low_classifier", 1), ("classifier.high_classifier", 2)],
}
"""By how much the decoder's attention is enlarged: the queries of these are nearly equal otherwise."""
SHARED_OUT = {"maskformer": 40, "detr": 10}
OUTPUTS = ("logits", "class_queries_logits", "masks_queries_logits", "pred_boxes", "pred_masks", "out", "aux")
DETR_THRESHOLD = 0.3


class Plain(torch.nn.Module):
    """The outputs that an exporter names, and no others."""

    def __init__(self, model, names):
        super().__init__()
        self.model = model
        self.names = names

    def forward(self, pixels, *more):
        outputs = self.model(pixels, *more)
        return tuple(outputs[name] for name in self.names)


def inputs_of(model, processor):
    shape = processor.size
    high = shape.get("height") or shape.get("shortest_edge")
    wide = shape.get("width") or shape.get("shortest_edge")
    tokens = []
    if isinstance(processor, t.OneFormerProcessor):
        tokens = [processor._preprocess_text(["the task is semantic"], max_length=processor.task_seq_length)]
    return high, wide, tokens


def export(model, processor, folder, given):
    high, wide, tokens = inputs_of(model, processor)
    fixed = "height" in processor.size or "eomt" in folder.name
    # the processor of a graph of one size says this size
    pixels = torch.randn(1, 3, high, wide if fixed or given.fixed else wide + 64)
    with torch.no_grad():
        made = model(pixels, *tokens)
    names = [n for n in OUTPUTS if n in made]
    if given.turned:
        names.reverse()
    wrapped = Plain(model, names).eval()
    inputs = ["pixel_values"] + ["task_inputs"] * len(tokens)
    axes = {0: "batch"} if fixed else {0: "batch", 2: "height", 3: "width"}
    dynamic = {} if given.fixed or folder.name.startswith("beit") else {"pixel_values": axes}
    extra = dict(dynamo=False, dynamic_axes=dynamic, opset_version=given.opset or 17)
    if given.dynamo:
        dims = {} if fixed else {2: torch.export.Dim.DYNAMIC, 3: torch.export.Dim.DYNAMIC}
        shapes = None if given.fixed else (dims, *[tuple({} for _ in tokens)] * bool(tokens))
        extra = dict(dynamo=True, dynamic_shapes=shapes, external_data=False, opset_version=given.opset)
    file = folder / "model.onnx"
    shown = [f"x{i + 1}" for i in range(len(inputs))] if given.anonymous else inputs
    made_names = [f"o{1201 + 7 * i}" for i in range(len(names))] if given.anonymous else names
    if "pixel_values" in extra.get("dynamic_axes", {}):
        extra["dynamic_axes"] = {shown[0]: axes}
    torch.onnx.export(wrapped, (pixels, *tokens), str(file), input_names=shown, output_names=made_names, **extra)
    if given.anonymous:
        declare(folder, dict(zip(inputs, shown)), dict(zip(names, made_names)), given.declared)
    if given.half:
        import onnx
        from onnxruntime.transformers.float16 import convert_float_to_float16

        onnx.save(convert_float_to_float16(onnx.load(file), keep_io_types=False), file)


def declare(folder, inputs, outputs, declared):
    """Writes what the numbers mean: as `segmenter.json`, or only for the comparison."""
    kind = "detr" if "pred_masks" in outputs else "maskformer" if "masks_queries_logits" in outputs else "dense"
    if kind == "dense":
        outputs = {"logits": outputs["logits" if "logits" in outputs else "out"]}
    made = {"type": kind, "graphs": {"model": "model.onnx"}, "inputs": inputs, "outputs": outputs}
    (folder / ("segmenter.json" if declared else "meaning.json")).write_text(json.dumps(made, indent=1))


def name_of(maker, given):
    marks = [m for m in ("dynamo", "half", "turned", "fixed", "anonymous", "declared") if getattr(given, m, False)]
    marks += [f"{m}{getattr(given, m)}" for m in ("opset", "side", "size", "classes") if getattr(given, m, None)]
    return "-".join([maker.__name__, *marks])


def make(maker, given):
    torch.manual_seed(given.seed)
    model, processor = maker()
    model.eval()
    # torch writes the fused attention from version 14 on, and its newer exporter cannot take Swin's apart
    if ((given.opset or 17) < 14 or given.dynamo and maker in (maskformer, mask2former, oneformer)) and hasattr(model, "set_attn_implementation"):
        model.set_attn_implementation("eager")
    balance.spread(model, given.seed)
    high, wide, tokens = inputs_of(model, processor)
    kind = maker.__name__.split("_")[0]
    shown = balance.pictures(given.seed, high, wide)
    balance.share_out(model, SHARED_OUT.get(kind, 1))
    if kind == "conditional":
        with torch.no_grad():  # as in balance.share_out, but its attention has other names
            model.conditional_detr.model.query_position_embeddings.weight.mul_(10)
            for name, weights in model.named_parameters():
                if "decoder.layers" in name and "proj.weight" in name:
                    weights.mul_(3)
    if kind in ("detr", "conditional"):
        with torch.no_grad():  # the masks differ by the attention of their queries alone
            model.bbox_attention.q_proj.weight.mul_(10 if kind == "detr" else 200)
            model.mask_head.conv1.conv.weight[:, model.config.d_model :].mul_(3000)
    for module, deviation in LAST.get(kind, []):
        run = lambda: [model(one[None], *tokens) for one in shown]  # noqa: E731
        balance.standardise(model.get_submodule(module), run, deviation)
    folder = given.out / name_of(maker, given)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    if hasattr(model, "config"):
        model.config.save_pretrained(folder)
    else:
        (folder / "names.txt").write_text("\n".join(CLASSES) + "\n")
    processor.save_pretrained(folder)
    export(model, processor, folder, given)
    print(folder.name, sum(f.stat().st_size for f in folder.iterdir()) // 1024, "KB", flush=True)


def processor_of(folder):
    if folder.name.startswith("oneformer"):
        return oneformer_processor()
    return t.AutoImageProcessor.from_pretrained(folder)


def outputs_of(session, fed, meaning):
    """Runs a graph as it wants it: half values where its input is half, and with its own names."""
    kinds = {i.name: i.type for i in session.get_inputs()}
    own = meaning.get("inputs", {})
    fed = {own.get(k, k): v for k, v in fed.items()}
    fed = {k: v.astype(numpy.float16) if "float16" in kinds[k] else v for k, v in fed.items()}
    said = {number: name for name, number in meaning.get("outputs", {}).items()}
    names = [said.get(o.name, o.name) for o in session.get_outputs()]
    return {n: torch.tensor(v.astype(numpy.float32)) for n, v in zip(names, session.run(None, fed))}


def python_masks(folder, session, picture, classes):
    """Mask of each class as transformers gives it."""
    processor = processor_of(folder)
    size = [(picture.height, picture.width)]
    kind = folder.name.split("-")[0].split("_")[0]
    if kind == "oneformer":
        made = processor(picture, ["semantic"], return_tensors="np")
        fed = {k: numpy.asarray(made[k]) for k in ("pixel_values", "task_inputs")}
    else:
        made = processor(picture, return_tensors="np")
        fed = {"pixel_values": numpy.asarray(made["pixel_values"])}
    files = [f for f in (folder / "segmenter.json", folder / "meaning.json") if f.is_file()]
    meaning = json.loads(files[0].read_text()) if files else {}
    if kind == "eomt":
        parts = [outputs_of(session, {"pixel_values": one[None]}, meaning) for one in fed["pixel_values"]]
        outputs = {n: torch.cat([p[n] for p in parts]) for n in parts[0]}
    else:
        outputs = outputs_of(session, fed, meaning)
    output = t.utils.ModelOutput(**outputs)
    if kind == "eomt":
        output["patch_offsets"] = made.get("patch_offsets")
        if processor.do_pad:
            # the semantic branch does not cut the border off; the panoptic one does
            return padded_masks(processor, output, size[0], classes)
    if kind in ("detr", "conditional"):
        found = processor.post_process_panoptic_segmentation(output, threshold=DETR_THRESHOLD, target_sizes=size)[0]
        shape = size[0]
        masks = {i: numpy.zeros(shape, bool) for i in classes}
        for info in found["segments_info"]:
            masks[info["label_id"]] |= found["segmentation"].numpy() == info["id"]
        return masks
    if folder.name.startswith("mask2former_things"):
        found = processor.post_process_instance_segmentation(
            output, target_sizes=size, return_binary_maps=True, threshold=THINGS_THRESHOLD
        )[0]
        masks = {i: numpy.zeros(size[0], bool) for i in classes}
        for info in found["segments_info"]:
            masks[info["label_id"]] |= found["segmentation"][info["id"]].numpy() > 0
        return masks
    if kind in ("upernet", "deeplab", "fcn", "lraspp"):
        # these have no post-processing of their own: documentation resizes and takes the largest
        logits = outputs["logits" if "logits" in outputs else "out"]
        best = torch.nn.functional.interpolate(logits, size[0], mode="bilinear", align_corners=False)[0].argmax(0).numpy()
    else:
        best = processor.post_process_semantic_segmentation(output, target_sizes=size)[0].numpy()
    return {i: best == i for i in classes}


def padded_masks(processor, output, size, classes):
    shares = output.class_queries_logits.softmax(-1)[..., :-1]
    side = (processor.size["shortest_edge"], processor.size["longest_edge"])
    inside = torch.nn.functional.interpolate(output.masks_queries_logits, side, mode="bilinear").sigmoid()
    sums = torch.einsum("bqc, bqhw -> bchw", shares, inside)
    best = processor.unpad_image(sums, [size], processor.size)[0].argmax(0).numpy()
    return {i: best == i for i in classes}


THINGS_THRESHOLD = 0.1


def class_names(folder):
    if (folder / "names.txt").is_file():
        return dict(enumerate((folder / "names.txt").read_text().strip().split("\n")))
    return {int(k): v for k, v in json.loads((folder / "config.json").read_text())["id2label"].items()}


def segment(folder, photos, sat):
    """Runs `sat segment`; returns the folder of its masks, or the last line of its complaint."""
    masks = folder.parent / (folder.name + "-masks")
    shutil.rmtree(masks, ignore_errors=True)
    least = {"detr": DETR_THRESHOLD, "conditional_detr": DETR_THRESHOLD, "mask2former_things": THINGS_THRESHOLD}.get(folder.name.split("-")[0])
    extra = ["--threshold", str(least)] if least else []
    command = [*shlex.split(sat), "segment", "--images", str(photos), "--segmenter", f"onnx:{folder}",
               "--out", str(masks), "--mask-cache", "none", "--stability", "0", *extra]
    done = subprocess.run(command, capture_output=True, text=True)
    return masks if not done.returncode else "FAILED: " + " ".join(done.stderr.strip().splitlines()[-2:])


def compare(folder, photos, sat):
    import onnxruntime
    from PIL import Image

    masks = segment(folder, photos, sat)
    if isinstance(masks, str):
        print(folder.name, masks, flush=True)
        return
    classes = class_names(folder)
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
    shares, areas, none = [], [], 0
    for photo in sorted(photos.iterdir()):
        picture = Image.open(photo).convert("RGB")
        theirs = python_masks(folder, session, picture, classes)
        for number, name in classes.items():
            ours = masks / photo.stem / f"{name}.png"
            mine = numpy.array(Image.open(ours)) > 0 if ours.is_file() else numpy.zeros(theirs[number].shape, bool)
            union = (mine | theirs[number]).sum()
            if union:
                shares.append((mine & theirs[number]).sum() / union)
                areas.append(theirs[number].mean())
    if not shares:
        print(f"{folder.name}: nothing found", flush=True)
        return
    big = [s for s, a in zip(shares, areas) if a >= 0.01]
    some = numpy.mean([0.05 <= a <= 0.6 for a in areas])
    print(f"{folder.name}: {len(shares)} masks, IoU at least {min(shares):.4f} (of 1 % of the picture and more:"
          f" {min(big, default=0):.4f}), mean {numpy.mean(shares):.5f}; {some:.0%} of the masks hold 5 to 60 %", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="names, with commas between them")
    parser.add_argument("--full", action="store_true", help="also models of full size")
    parser.add_argument("--dynamo", action="store_true", help="by torch.onnx's newer exporter")
    parser.add_argument("--half", action="store_true", help="with values of 16 bits")
    parser.add_argument("--turned", action="store_true", help="outputs in the other order")
    parser.add_argument("--opset", type=int, help="version of the operators; 17, or the newer exporter's own")
    parser.add_argument("--side", type=int, help="of pictures, in pixels; else the maker's")
    parser.add_argument("--size", help="of pictures that are no squares: HEIGHTxWIDTH, such as 256x384")
    parser.add_argument("--classes", type=int, help="number of classes; 7")
    parser.add_argument("--fixed", action="store_true", help="no size is left open, not even the number of pictures")
    parser.add_argument("--anonymous", action="store_true", help="names without meaning for inputs and outputs")
    parser.add_argument("--declared", action="store_true", help="with a segmenter.json that says their names")
    parser.add_argument("--exported", help="folder in OUT to compare, where another program made it")
    parser.add_argument("--compare", type=pathlib.Path, metavar="PHOTOS")
    parser.add_argument("--sat", default="scripts/sat")
    given = parser.parse_args()
    CHOSEN.update(side=given.side, size=given.size and [int(n) for n in given.size.split("x")])
    more_classes(given.classes or len(CLASSES))
    only = given.only.split(",") if given.only else None
    for maker in SMALL_ONES + (LARGE if given.full else []):
        if only is None or maker.__name__ in only:
            try:
                if given.compare:
                    compare(given.out / (given.exported or name_of(maker, given)), given.compare, given.sat)
                else:
                    make(maker, given)
            except Exception as problem:  # an exporter that fails says nothing about the others
                print(maker.__name__, "not done:", type(problem).__name__, str(problem)[:300], flush=True)


if __name__ == "__main__":
    main()
