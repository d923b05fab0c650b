"""Exports Ultralytics' models with masks as users do, with random weights, and compares their masks.

    python -m segmenter_exports.yolo OUT --photos PHOTOS [--seed 1] [--only NAME] [--full]
    python -m segmenter_exports.yolo OUT --photos PHOTOS --compare --sat "scripts/sat"

Needs ultralytics, torch, onnx and onnxruntime. PHOTOS is a folder of PNG files (the decoders of JPEG differ). Random
weights find nothing, so the photographs set the statistics of the normalisations, and the last layers are scaled until
a few boxes have a score above 0.25. The comparison runs Ultralytics' own predictor on the exported file with
retina_masks=True, and reads the masks that `sat segment` writes.
"""

import argparse
import pathlib
import shlex
import subprocess
import tempfile

import cv2
import numpy
import torch
from PIL import Image
from ultralytics import YOLO, YOLOE
from ultralytics.utils import ROOT, YAML

NAMES = ["red kite", "sea lion", "painter's easel", 'a "quoted" sign']
# name: (architecture, options of export)
EXPORTS = {
    "yolov8": ("v8/yolov8-seg.yaml", dict(imgsz=160)),
    "yolov8-nms": ("v8/yolov8-seg.yaml", dict(imgsz=160, nms=True)),
    "yolov8-dynamic": ("v8/yolov8-seg.yaml", dict(imgsz=320, dynamic=True)),
    "yolov8-half": ("v8/yolov8-seg.yaml", dict(imgsz=160, half=True)),
    "yolo11": ("11/yolo11-seg.yaml", dict(imgsz=(160, 320), opset=13)),
    "yolo11-nms-dynamic": ("11/yolo11-seg.yaml", dict(imgsz=160, nms=True, dynamic=True)),
    "yolo26": ("26/yolo26-seg.yaml", dict(imgsz=320)),
    "yolo26-dynamic": ("26/yolo26-seg.yaml", dict(imgsz=160, dynamic=True, opset=17)),
    "yolo26-end-to-end": ("26/yolo26-seg.yaml", dict(imgsz=320, nms=False)),
    "yolo12": ("12/yolo12-seg.yaml", dict(imgsz=(320, 160))),
    "yolov9c": ("v9/yolov9c-seg.yaml", dict(imgsz=160)),
    "yoloe-11": ("11/yoloe-11-seg.yaml", dict(imgsz=160)),
    "yoloe-v8": ("v8/yoloe-v8-seg.yaml", dict(imgsz=160, dynamic=True)),
    "yoloe-26": ("26/yoloe-26-seg.yaml", dict(imgsz=160)),
    "detect": ("11/yolo11.yaml", dict(imgsz=160)),
    "world": ("v8/yolov8-worldv2.yaml", dict(imgsz=160)),
}
BOXES = ["detect", "world"]


def batch(photos, size):
    """The photographs as a batch, stretched."""
    pictures = [cv2.resize(cv2.imread(str(photo))[..., ::-1], (size, size)) for photo in photos]
    return torch.from_numpy(numpy.stack(pictures)).permute(0, 3, 1, 2).float() / 255


def last(head):
    return head[-1] if isinstance(head, torch.nn.Sequential) else head


def outputs(network, layers, pictures):
    """What the layers make of the pictures."""
    made = {}
    hooks = [
        layer.register_forward_hook(lambda module, inputs, output, i=i: made.update({i: output.detach()}))
        for i, layer in enumerate(layers)
    ]
    with torch.no_grad():
        network(pictures)
    for hook in hooks:
        hook.remove()
    return [made.get(i) for i in range(len(layers))]


def standardise(network, layers, pictures, mean, std):
    """Scales layers until their outputs have this mean and deviation in each channel."""
    for layer, output in zip(layers, outputs(network, layers, pictures)):
        if output is None:
            continue
        channels = output.transpose(0, 1).flatten(1)
        scale = std / channels.std(1).clamp(min=1e-6)
        with torch.no_grad():
            layer.weight.mul_(scale[:, None, None, None])
            layer.bias.copy_((layer.bias - channels.mean(1)) * scale + mean)


def wake(network, photos, size=160):
    """Sets statistics and last layers from photographs, so that random weights find a few things."""
    pictures = batch(photos, size)
    for module in network.modules():
        if isinstance(module, torch.nn.BatchNorm2d):
            module.momentum = None
    network.train()
    with torch.no_grad():
        network(pictures)
    network.eval()
    head = network.model[-1]
    for kind in ["", "one2one_"]:
        if not hasattr(head, kind + "cv3"):
            continue
        sides = [last(one) for one in getattr(head, kind + "cv2")]
        if head.reg_max == 1:
            standardise(network, sides, pictures, 2.5, 1)
        else:
            standardise(network, sides, pictures, 0, 2)
        scores = [last(one) for one in getattr(head, kind + "cv3")]
        if hasattr(head, "savpe"):
            continue
        standardise(network, scores, pictures, -4.5, 1.2)
        masks = getattr(head, kind + "cv4", None)
        if masks is not None:
            standardise(network, [last(one) for one in masks], pictures, 0, 1)


def build(architecture, photos, seed, full):
    """The model of an architecture, narrow or as published, in a file of its own."""
    torch.manual_seed(seed)
    described = YAML.load(ROOT / "cfg/models" / architecture)
    described["nc"] = 80 if full else len(NAMES)
    if "scales" in described:
        described["scales"] = {"n": described["scales"]["s" if "yoloe" in architecture else "n"]}
        if not full:
            described["scales"] = {"n": [0.33, 0.125, 256]}
    stem = pathlib.Path(architecture).stem
    folder = pathlib.Path(tempfile.mkdtemp())
    file = folder / f"{stem}.yaml"
    YAML.save(file, described)
    model = (YOLOE if "yoloe" in stem else YOLO)(file)
    network = model.model
    if not full:
        network.names = dict(enumerate(NAMES))
    return model


def prompts(model, seed):
    """Gives YOLOE its prompts with random embeddings, since the model of texts cannot be built."""
    network = model.model
    embeddings = torch.nn.functional.normalize(
        torch.randn(1, len(NAMES), 512, generator=torch.Generator().manual_seed(seed)), dim=-1
    )
    network.eval()
    network.set_classes(NAMES, embeddings)


def export(name, out, photos, seed, full):
    architecture, options = EXPORTS[name]
    model = build(architecture, photos, seed, full)
    if "yoloe" in name:
        prompts(model, seed)
    wake(model.model, photos)
    options = dict(options)
    file = pathlib.Path(model.export(format="onnx", device="cpu", **options))
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    file.rename(folder / "model.onnx")
    print(name, (folder / "model.onnx").stat().st_size)


def expected(file, photos, size=None):
    """Ultralytics' instances: for each photograph a list of name, score, box and mask."""
    model = YOLO(file, task="segment")
    found = {}
    for photo in photos:
        options = {} if size is None else dict(imgsz=size)
        result = model.predict(str(photo), retina_masks=True, verbose=False, device="cpu", **options)[0]
        instances = []
        if result.masks is not None:
            for i in range(len(result.boxes)):
                instances.append((
                    result.names[int(result.boxes.cls[i])].lower(),
                    float(result.boxes.conf[i]),
                    result.boxes.xyxy[i].tolist(),
                    result.masks.data[i].numpy().astype(bool),
                ))
        found[photo.name] = instances
    return found


def compare(name, out, photos, sat):
    """Compares the unions by name with what `sat segment` writes; prints the least IoU."""
    folder = out / name
    file = folder / "model.onnx"
    options = EXPORTS[name][1]
    wanted = expected(file, photos, options["imgsz"] if options.get("dynamic") else None)
    masks = folder / "masks"
    subprocess.run(
        [*shlex.split(sat), "segment", "--images", photos[0].parent, "--segmenter", f"onnx:{file}", "--out", masks,
         "--mask-cache", folder / "cache"],
        check=True, stdout=subprocess.DEVNULL,
    )
    worst, count = 1.0, 0
    for photo in photos:
        unions = {}
        for label, _, _, mask in wanted[photo.name]:
            unions[label] = unions.get(label, False) | mask
        files = {one.stem: one for one in (masks / photo.stem).glob("*.png")}
        assert set(files) == set(unions), (photo, set(files), set(unions))
        for label, mask in unions.items():
            ours = numpy.array(Image.open(files[label]).convert("L")) > 0
            worst = min(worst, (ours & mask).sum() / (ours | mask).sum())
            count += 1
    print(f"{name}: {len(photos)} photographs, {count} masks, least IoU {worst:.4f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--photos", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=list(EXPORTS))
    parser.add_argument("--full", action="store_true", help="published widths and 80 classes")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--sat", default="scripts/sat")
    asked = parser.parse_args()
    pictures = sorted(asked.photos.glob("*.png"))
    for one in asked.only:
        if not asked.compare:
            export(one, asked.out, pictures, asked.seed, asked.full)
        elif one not in BOXES:
            compare(one, asked.out, pictures, asked.sat)
