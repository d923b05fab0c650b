"""Exports RF-DETR-Seg by its own export(), with random weights, and compares its masks.

    python -m segmenter_exports.rfdetr OUT --photos PHOTOS [--seed 1] [--side 144] [--full]
    python -m segmenter_exports.rfdetr OUT --photos PHOTOS --compare --sat "scripts/sat"

Needs rfdetr, torch, onnx and onnxruntime. PHOTOS is a folder of PNG files. The comparison runs the exported graph by
ONNX Runtime on the pixels that rfdetr's predict() feeds, post-processes by its PostProcess, and reads the masks that
`sat segment` writes. Random scores are pale, so the layer of the classes is scaled until a few pass 0.5.
"""

import argparse
import pathlib

import onnxruntime
import torch
import torchvision.transforms.functional as F
from PIL import Image
from rfdetr import RFDETRNano, RFDETRSegNano
from rfdetr.models.postprocess import PostProcess

from segmenter_exports import instances

SMALL = dict(hidden_dim=64, sa_nheads=2, ca_nheads=4, dec_layers=1, resolution=144, num_queries=20)


def pixels(photo, size):
    """What predict() feeds: stretched in single precision, without antialiasing."""
    picture = F.resize(F.to_tensor(Image.open(photo).convert("RGB")), [size, size], antialias=False)
    return F.normalize(picture, [0.485, 0.456, 0.406], [0.229, 0.224, 0.225])[None]


def export(out, photos, seed, full, masks, classes=90):
    torch.manual_seed(seed)
    kind = RFDETRSegNano if masks else RFDETRNano
    small = {} if full else dict(SMALL) if masks else dict(SMALL, resolution=128)
    model = kind(pretrain_weights=None, device="cpu", num_classes=classes, **small)
    network = model.model.model.eval()
    with torch.no_grad():
        # queries that differ, and classes and masks that differ between them
        for parameter in [network.class_embed.weight, network.query_feat.weight, network.refpoint_embed.weight]:
            parameter.normal_(0, 1)
        logits, planes = [], []
        for photo in photos:
            made = network(pixels(photo, model.model.resolution))
            logits.append(made["pred_logits"])
            if masks:
                planes.append(made["pred_masks"])
        every = torch.cat(logits)
        scale = 2 / every.std()
        network.class_embed.weight.mul_(scale)
        bias = (network.class_embed.bias - every.mean()) * scale
        top = ((every - every.mean()) * scale).flatten(1).sort(1, descending=True).values[:, 6].mean()
        network.class_embed.bias.copy_(bias - top)
        if masks:
            head = network.segmentation_head
            head.bias.sub_(torch.cat(planes).median())
    out.mkdir(parents=True, exist_ok=True)
    model.export(output_dir=str(out), verbose=False)
    print(sorted((file.name, file.stat().st_size) for file in out.glob("*.onnx")))


def expected(file, photos):
    """The instances of rfdetr: for each photograph a list of number, score, box and mask."""
    session = onnxruntime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    size = session.get_inputs()[0].shape[2]
    found = {}
    for photo in photos:
        made = [torch.from_numpy(one) for one in session.run(None, {"input": pixels(photo, size).numpy()})]
        named = dict(zip(["pred_boxes", "pred_logits", "pred_masks"], made))
        width, height = Image.open(photo).size
        result = PostProcess(num_select=300)(named, torch.tensor([[height, width]]), 0.5)[0]
        found[photo.name] = [
            (int(label), float(score), box.tolist(), mask[0].numpy())
            for label, score, box, mask in zip(result["labels"], result["scores"], result["boxes"], result["masks"])
        ]
    return found


def compare(out, photos, sat):
    """Compares the masks of the classes that have a name."""
    from rfdetr.assets.coco_classes import COCO_CLASSES

    file = next(out.glob("*.onnx"))
    wanted = {
        photo: [(COCO_CLASSES[number], *rest) for number, *rest in found if number in COCO_CLASSES]
        for photo, found in expected(file, photos).items()
    }
    instances.compare("rfdetr-seg", wanted, file, photos, sat)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--photos", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--side", type=int, default=SMALL["resolution"], help="of the small model's pictures, in pixels")
    parser.add_argument("--full", action="store_true", help="published widths")
    parser.add_argument("--compare", action="store_true")
    parser.add_argument("--sat", default="scripts/sat")
    asked = parser.parse_args()
    SMALL["resolution"] = asked.side
    pictures = sorted(asked.photos.glob("*.png"))
    if asked.compare:
        compare(asked.out / "rfdetr-seg", pictures, asked.sat)
    else:
        export(asked.out / "rfdetr-seg", pictures, asked.seed, asked.full, True)
        export(asked.out / "rfdetr", pictures, asked.seed, asked.full, False)
