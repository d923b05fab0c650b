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
from segmenter_exports.closed_models import (
    CHOSEN, CLASSES, LARGE, LAST, SHARED_OUT, SMALL_ONES, mask2former, maskformer, more_classes, oneformer,
    oneformer_processor,
)

warnings.filterwarnings("ignore")
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
    shares, areas = [], []
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
