"""MaskFormer and DETR: each query looks for one colour, says whether it is in the picture, and where."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import common
from .dense import best

NAMES = ["background", "red", "painter's green", "blue", "yellow", "purple"]
WANTED = ["red", "yellow", "painter's green", "purple"]
SIZE = (48, 72)
# colour, columns of the picture that it looks at (in parts), how sure it can be
MASKFORMER = [(5, 0, 1, 6), (1, 0, 1, 5), (2, 0, 1, 5), (3, 0, 1, 5), (4, 0, 1, 5), (1, 0.5, 1, 3), (0, 0, 1, 4)]
DETR = [(1, 0, 0.5, 6), (5, 0, 1, 6), (4, 0, 1, 6), (0, 0, 1, 6), (2, 0, 1, 6), (1, 0.5, 1, 6), (3, 0, 1, 2)]


class Queries(nn.Module):
    def __init__(self, queries, kind):
        super().__init__()
        self.kind = kind
        mean, std = (torch.tensor(v).reshape(1, 3, 1, 1) for v in common.IMAGENET)
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)
        rows = [common.WORDS[NAMES[c].split()[-1]][:3] if c else (0, 0, 0) for c, *_ in queries]
        self.register_buffer("directions", torch.tensor(rows)[:, :, None, None])
        self.register_buffer("bias", torch.tensor([-common.LEVEL if c else 0 for c, *_ in queries]))
        x = (torch.arange(SIZE[1] // 2) + 0.5) / (SIZE[1] // 2)
        self.register_buffer("looks", torch.stack(
            [((x >= a) & (x < b)).float() for _, a, b, _ in queries])[None, :, None])
        self.register_buffer("labels", F.one_hot(torch.tensor([c for c, *_ in queries]), len(NAMES) + 1).float())
        self.register_buffer("sure", torch.tensor([float(s) for *_, s in queries])[:, None])
        self.register_buffer("none", F.one_hot(torch.tensor([len(NAMES)]), len(NAMES) + 1).float())

    def forward(self, pixel_values, pixel_mask=None):
        rgb = F.avg_pool2d(pixel_values * self.std + self.mean, 2)
        if pixel_mask is not None:
            rgb = rgb * pixel_mask.min().to(rgb)
        masks = 10 * F.conv2d(rgb, self.directions, self.bias)
        masks = masks * self.looks - 6 * (1 - self.looks)
        there = torch.sigmoid(60 * (masks.flatten(2).max(2).values / 10 + 0.05))[:, :, None]
        logits = there * self.sure * self.labels + (1 - there) * 5 * self.none
        if self.kind != "hub":
            return logits, masks
        weight = torch.sigmoid(masks)
        columns = weight.sum(2) / weight.sum((2, 3))[..., None]
        rows = weight.sum(3) / weight.sum((2, 3))[..., None]
        place = lambda p: (p * (torch.arange(p.shape[-1]).to(p) + 0.5) / p.shape[-1]).sum(-1)
        centre = torch.stack([place(columns), place(rows)], -1)
        return logits, torch.cat([centre, torch.full_like(centre, 0.2)], -1), masks


def config(folder, architecture, kind):
    common.write_json(folder, "config.json", {
        "architectures": [architecture], "model_type": kind,
        "id2label": {str(i): n for i, n in enumerate(NAMES)}, "label2id": {n: i for i, n in enumerate(NAMES)}})


def semantic(labels, masks, height, width):
    """Sum over queries of P(class) P(mask), without the last class, resized; the best one's masks."""
    scores = np.einsum("qc,qhw->chw", common.softmax(labels)[:, :-1], common.sigmoid(masks))
    winner = best(common.bilinear(scores, height, width))
    return [common.detection(n, 1, winner == NAMES.index(n)) for n in WANTED]


def panoptic(labels, masks, height, width, threshold=0.85):
    """Queries whose class is sure share the pixels: the largest mask logit wins."""
    chances = common.softmax(labels)[:, :-1]
    keep = common.apart(chances.max(1), threshold) > threshold
    winner = best(common.bilinear(masks[keep], height, width))
    found = [common.detection(NAMES[c.argmax()], c.max(), winner == i) for i, c in enumerate(chances[keep])]
    return [d for d in found if d["name"] in WANTED]


def write():
    height, width = SIZE
    for folder, queries, kind, outputs, decode in [
            ("maskformer", MASKFORMER, "plain", ["class_queries_logits", "masks_queries_logits"], semantic),
            ("detr-panoptic", DETR, "plain", ["logits", "pred_masks"], panoptic),
            ("detr-panoptic-hub", DETR, "hub", ["logits", "pred_boxes", "pred_masks"], panoptic)]:
        model = Queries(queries, kind)

        def feeds():
            planes = common.resized(common.picture(), height, width)
            x = {"pixel_values": common.normalised(planes, *common.IMAGENET)}
            return {**x, "pixel_mask": np.ones((1, 64, 64), np.int64)} if kind == "hub" else x

        def answer():
            out = common.infer(folder, "model.onnx", model, feeds())
            return decode(out[0][0], out[-1][0], *common.picture().shape[:2])

        example = {k: v.astype(np.float32) if v.dtype == np.float64 else v for k, v in feeds().items()}
        common.export(folder, "model.onnx", model, example, outputs)
        if folder == "maskformer":
            config(folder, "MaskFormerForInstanceSegmentation", "maskformer")
            common.preprocessor(folder, "MaskFormerFeatureExtractor", height, width, *common.IMAGENET)
        else:
            config(folder, "DetrForSegmentation", "detr")
            common.preprocessor(folder, "DetrFeatureExtractor", height, width, *common.IMAGENET)
        more = {} if folder == "maskformer" else {"threshold": 0.85}
        common.expect(folder, common.picture(), answer, prompts=WANTED, **more)
