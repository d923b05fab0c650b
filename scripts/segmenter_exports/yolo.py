"""Exports Ultralytics' models with masks as users do, with random weights, and compares their masks.

    python -m segmenter_exports.yolo OUT --photos PHOTOS [--seed 1] [--only NAME] [--scale n]
    python -m segmenter_exports.yolo OUT --photos PHOTOS --compare --sat "scripts/sat"

Needs ultralytics, torch, onnx, onnxslim and onnxruntime. PHOTOS is a folder of PNG files (the decoders of JPEG differ).
Random weights find nothing, so the photographs set the statistics of the normalisations, and the last layers are scaled
until about ten boxes of a photograph, a few cells wide, have a score above 0.25. YOLOE gets random embeddings for its
texts, since the model of texts cannot be had. The comparison runs Ultralytics' own predictor on the exported file with
retina_masks=True, and reads the masks that `sat segment` writes.
"""

import argparse
import pathlib
import tempfile

import cv2
import numpy
import torch
from ultralytics import YOLO, YOLOE
from ultralytics.data.augment import LetterBox
from ultralytics.utils import ROOT, YAML

from segmenter_exports import instances

NAMES = ["red kite", "sea lion", "painter's easel", 'a "quoted" sign']
# name: (architecture, options of export)
EXPORTS = {
    "yolov8": ("v8/yolov8-seg.yaml", dict(imgsz=160)),
    "yolov8-plain": ("v8/yolov8-seg.yaml", dict(imgsz=160, simplify=False, opset=12)),
    "yolov8-nms": ("v8/yolov8-seg.yaml", dict(imgsz=160, nms=True)),
    "yolov8-dynamic": ("v8/yolov8-seg.yaml", dict(imgsz=320, dynamic=True)),
    "yolov8-half": ("v8/yolov8-seg.yaml", dict(imgsz=160, half=True)),
    "yolov8-half-nms": ("v8/yolov8-seg.yaml", dict(imgsz=160, half=True, nms=True)),
    "yolov8-wide": ("v8/yolov8-seg.yaml", dict(imgsz=(480, 640))),
    "yolov8-p6": ("v8/yolov8-seg-p6.yaml", dict(imgsz=320)),
    "yolov9c": ("v9/yolov9c-seg.yaml", dict(imgsz=160)),
    "yolov9c-half": ("v9/yolov9c-seg.yaml", dict(imgsz=160, half=True)),
    "yolov9c-dynamic": ("v9/yolov9c-seg.yaml", dict(imgsz=160, dynamic=True)),
    "yolo11": ("11/yolo11-seg.yaml", dict(imgsz=(160, 320), opset=13)),
    "yolo11-half": ("11/yolo11-seg.yaml", dict(imgsz=160, half=True)),
    "yolo11-dynamic": ("11/yolo11-seg.yaml", dict(imgsz=(160, 320), dynamic=True)),
    "yolo11-nms-dynamic": ("11/yolo11-seg.yaml", dict(imgsz=160, nms=True, dynamic=True)),
    "yolo12": ("12/yolo12-seg.yaml", dict(imgsz=(320, 160))),
    "yolo26": ("26/yolo26-seg.yaml", dict(imgsz=320)),
    "yolo26-half": ("26/yolo26-seg.yaml", dict(imgsz=320, half=True)),
    "yolo26-dynamic": ("26/yolo26-seg.yaml", dict(imgsz=160, dynamic=True, opset=17)),
    "yolo26-end-to-end": ("26/yolo26-seg.yaml", dict(imgsz=320, nms=False)),
    "yolo26-end-to-end-half": ("26/yolo26-seg.yaml", dict(imgsz=320, nms=False, half=True)),
    "yolo26-end-to-end-dynamic": ("26/yolo26-seg.yaml", dict(imgsz=320, nms=False, dynamic=True)),
    "yoloe-v8": ("v8/yoloe-v8-seg.yaml", dict(imgsz=160, dynamic=True)),
    "yoloe-11": ("11/yoloe-11-seg.yaml", dict(imgsz=160)),
    "yoloe-11-half": ("11/yoloe-11-seg.yaml", dict(imgsz=160, half=True)),
    "yoloe-11-free": ("11/yoloe-11-seg.yaml", dict(imgsz=160)),
    "yoloe-11-free-dynamic": ("11/yoloe-11-seg.yaml", dict(imgsz=160, dynamic=True)),
    "yoloe-26": ("26/yoloe-26-seg.yaml", dict(imgsz=160)),
    "yoloe-26-end-to-end": ("26/yoloe-26-seg.yaml", dict(imgsz=160, nms=False)),
    "detect": ("11/yolo11.yaml", dict(imgsz=160)),
    "detect-end-to-end": ("26/yolo26.yaml", dict(imgsz=160, nms=False)),
    "world": ("v8/yolov8-worldv2.yaml", dict(imgsz=160)),
    "yoloe-detect": ("11/yoloe-11.yaml", dict(imgsz=160)),
}
NARROW = [0.33, 0.125, 256]  # depth, width, most channels
TINY = [0.33, 0.03125, 256]
BOXES = ["detect", "detect-end-to-end", "world", "yoloe-detect"]


def batch(photos, size):
    """The photographs as a batch."""
    pictures = [LetterBox((size, size))(image=cv2.imread(str(photo)))[..., ::-1] for photo in photos]
    return torch.from_numpy(numpy.stack(pictures)).permute(0, 3, 1, 2).float() / 255


def last(head):
    return head[-1] if isinstance(head, torch.nn.Sequential) else head


def watched(network, layers, pictures):
    """What the layers get and make of the pictures; None for layers that do not run."""
    made = {}
    hooks = [
        layer.register_forward_hook(
            lambda module, inputs, output, i=i: made.update({i: (inputs[0].detach(), output.detach())})
        )
        for i, layer in enumerate(layers)
    ]
    with torch.no_grad():
        network(pictures)
    for hook in hooks:
        hook.remove()
    return [made.get(i) for i in range(len(layers))]


def standardise(network, layers, pictures, mean, std):
    """Scales layers until their outputs have this mean and deviation in each channel."""
    for layer, values in zip(layers, watched(network, layers, pictures)):
        if values is None:
            continue
        channels = values[1].transpose(0, 1).flatten(1)
        scale = std / channels.std(1).clamp(min=1e-6)
        with torch.no_grad():
            layer.weight.mul_(scale[:, None, None, None])
            layer.bias.copy_((layer.bias - channels.mean(1)) * scale + mean)


def wake(network, photos, size=160, boxes=8):
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
    if hasattr(network, "pe"):
        head.fuse(network.pe)  # the texts become classes here, as they do at the export
    for kind in ["", "one2one_"]:
        if not getattr(head, kind + "cv3", None):
            continue
        narrow(head, network, [last(one) for one in getattr(head, kind + "cv2")], pictures)
        rare(network, [last(one) for one in getattr(head, kind + "cv3")], pictures, boxes)
        masks = getattr(head, kind + ("cv5" if hasattr(head, "savpe") else "cv4"), None)
        if masks is not None and hasattr(head, "proto"):
            standardise(network, [last(one) for one in masks], pictures, 0, 1)


def narrow(head, network, sides, pictures):
    """Makes boxes reach about 16 pixels from their middle in each direction."""
    if head.reg_max == 1:
        for layer, stride in zip(sides, head.stride.tolist()):
            standardise(network, [layer], pictures, 16 / stride, 5 / stride)
        return
    standardise(network, sides, pictures, 0, 2)
    bins = torch.arange(head.reg_max)
    for layer, stride in zip(sides, head.stride.tolist()):
        with torch.no_grad():
            layer.bias.sub_((0.5 * (bins - 16 / stride).abs()).repeat(4))


def level(layer, means):
    """Takes from weights what tells whole pictures apart, so that no picture has all the high scores."""
    apart = torch.linalg.svd(means - means.mean(0), full_matrices=False).Vh[: len(means) - 1]
    with torch.no_grad():
        flat = layer.weight[:, :, 0, 0]
        layer.weight.sub_((flat @ apart.T @ apart)[:, :, None, None])


def rare(network, scores, pictures, boxes):
    """Makes scores differ, and this many of them in each picture larger than 0.25, before boxes are suppressed."""
    for layer, values in zip(scores, watched(network, scores, pictures)):
        if values is not None:
            level(layer, values[0].mean((2, 3)))
    standardise(network, scores, pictures, 0, 1.2)
    made = [values[1] for values in watched(network, scores, pictures) if values is not None]
    best = torch.cat([one.amax(1).flatten() for one in made])
    least = best.sort(descending=True).values[boxes * len(pictures)]
    with torch.no_grad():
        for layer in scores:
            layer.bias.add_(float(numpy.log(0.25 / 0.75)) - least)


def build(architecture, seed, scale):
    """The model of an architecture, narrow or of a published scale."""
    torch.manual_seed(seed)
    described = YAML.load(ROOT / "cfg/models" / architecture)
    small = scale in (None, "tiny") and "world" not in architecture  # whose text embeddings are 80
    described["nc"] = len(NAMES) if small else 80
    if "scales" in described:
        known = described["scales"] | {None: NARROW, "tiny": TINY}
        described["scales"] = {"n": known[scale]}
    stem = pathlib.Path(architecture).stem
    folder = pathlib.Path(tempfile.mkdtemp())
    file = folder / f"{stem}.yaml"
    YAML.save(file, described)
    model = (YOLOE if "yoloe" in stem else YOLO)(file)
    network = model.model
    if small:
        network.names = dict(enumerate(NAMES))
    return model


def embeddings(seed):
    """Random directions in place of those of texts."""
    made = torch.randn(1, len(NAMES), 512, generator=torch.Generator().manual_seed(seed))
    return torch.nn.functional.normalize(made, dim=-1)


def prompt_free(model, photos, seed, architecture, scale):
    """Gives YOLOE a fixed list of names and a filter of places, as its prompt-free models have them."""
    network = model.model
    vocabulary = torch.nn.ModuleList(last(one) for one in network.model[-1].cv3)
    free = build(architecture, seed + 1, scale)
    free.model.eval()
    free.model.set_classes(["object"], embeddings(seed)[:, :1])
    wake(free.model, photos, boxes=100)
    free.model.load_state_dict(
        {key: one for key, one in network.state_dict().items() if ".cv3." not in key or ".2." not in key}, strict=False
    )
    free.model.args = dict(getattr(free.model, "args", None) or {}, imgsz=160)
    free.model.set_vocab(vocabulary, NAMES)
    free.model.model[-1].is_fused = True
    return free


def export(name, out, photos, seed, scale):
    architecture, options = EXPORTS[name]
    model = build(architecture, seed, scale)
    if "yoloe" in name:
        model.model.eval()
        model.set_classes(NAMES, embeddings(seed))
    wake(model.model, photos)
    if "free" in name:
        model = prompt_free(model, photos, seed, architecture, scale)
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


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--photos", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=list(EXPORTS))
    parser.add_argument("--scale", help="tiny, or a published one, such as n, with 80 classes")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--sat", default="scripts/sat")
    asked = parser.parse_args()
    pictures = sorted(asked.photos.glob("*.png"))
    for one in asked.only:
        if not asked.compare:
            export(one, asked.out, pictures, asked.seed, asked.scale)
        elif one not in BOXES:
            options = EXPORTS[one][1]
            model = asked.out / one / "model.onnx"
            python = expected(model, pictures, options["imgsz"] if options.get("dynamic") else None)
            instances.compare(one, python, model, pictures, asked.sat)
