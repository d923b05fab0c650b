"""Dense labels: logit of a class = 8 (colour . its direction - level), 0 for the background, after average pooling."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import common

NAMES = ["background", "red", "painter's green", "blue", "yellow"]
WANTED = ["painter's green", "red", "yellow"]
HALF = ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5])


class Dense(nn.Module):
    """kind: float, half, bytes, bytes-last (channels last), or an integer type for labels."""

    def __init__(self, kind="float", mean=common.IMAGENET[0], std=common.IMAGENET[1], pool=2, rank=3):
        super().__init__()
        self.kind, self.pool, self.rank = kind, pool, rank
        rows = torch.tensor([common.WORDS[n.split()[-1]][:3] for n in NAMES[1:]])
        scale = 1 / 255 if kind.startswith("bytes") else 1
        mean, std = (torch.zeros(3), torch.ones(3)) if kind.startswith("bytes") else (
            torch.tensor(mean), torch.tensor(std))
        weight = torch.cat([torch.zeros(1, 3), 8 * rows * std * scale])
        bias = torch.cat([torch.zeros(1), 8 * (rows @ mean - common.LEVEL)])
        self.register_buffer("weight", weight[:, :, None, None])
        self.register_buffer("bias", bias)

    def forward(self, x):
        if self.kind == "bytes-last":
            x = x.permute(0, 3, 1, 2)
        logits = F.conv2d(F.avg_pool2d(x.to(self.weight.dtype), self.pool), self.weight, self.bias)
        if self.kind.startswith("int"):
            labels = logits.argmax(1, keepdim=self.rank == 4)
            return labels if self.kind == "int64" else labels.to(torch.int32)
        return logits.half() if self.kind == "half" else logits


def best(scores, margin=common.MARGIN):
    """The label of the largest score along the first axis, which must be larger than the others."""
    ranked = np.sort(scores, 0)
    common.apart(ranked[-1] - ranked[-2], 0, margin)
    return scores.argmax(0)


def nearest(labels, height, width):
    """Nearest with half-pixel centres."""
    h, w = labels.shape
    rows = np.floor((np.arange(height) + 0.5) * h / height).astype(int)
    columns = np.floor((np.arange(width) + 0.5) * w / width).astype(int)
    return labels[rows][:, columns]


def write():
    literal = {"names": str(dict(enumerate(NAMES)))}
    variants = {
        "dense": dict(size=(48, 72), names=("image", "logits"), metadata=literal),
        "dense-id2label": dict(size=(48, 72), names=("pixel_values", "logits"), stats=HALF, config=True, free={
            "pixel_values": {0: "batch", 2: "height", 3: "width"}, "logits": {0: "batch", 2: "h", 3: "w"}}),
        "dense-half": dict(size=(56, 64), names=("input", "output"), kind="half", metadata=literal),
        "dense-bytes": dict(size=(48, 72), names=("image", "out"), kind="bytes", text=True),
        "dense-bytes-last": dict(size=(48, 72), names=("image", "out"), kind="bytes-last", metadata=literal),
        "dense-integer": dict(size=(40, 60), names=("image", "labels"), kind="int64", metadata=literal),
        "dense-integer-rank4": dict(size=(44, 66), names=("image", "labels"), kind="int32", pool=1, rank=4,
                                    metadata=literal),
    }
    for folder, v in variants.items():
        kind, (height, width), (source, target) = v.get("kind", "float"), v["size"], v["names"]
        stats, pool = v.get("stats", common.IMAGENET), v.get("pool", 2)
        model = Dense(kind, *stats, pool, v.get("rank", 3))

        def feeds():
            planes = common.resized(common.picture(), height, width)
            if kind.startswith("bytes"):
                x = np.floor(planes + 0.5).astype(np.uint8)[None]
                return {source: x.transpose(0, 2, 3, 1) if kind == "bytes-last" else x}
            x = common.normalised(planes, *stats)
            return {source: x.astype(np.float16) if kind == "half" else x}

        def answer():
            out = common.infer(folder, "model.onnx", model, feeds())[0]
            h, w = common.picture().shape[:2]
            if kind.startswith("int"):
                best(common.infer(folder, None, Dense("float", *stats, pool), feeds())[0][0])
                labels = nearest(out.reshape(out.shape[-2:]), h, w)
            else:
                margin = 0.02 if kind == "half" else common.MARGIN
                labels = best(common.bilinear(out[0].astype(np.float64), h, w), margin)
            return [common.detection(n, 1, labels == NAMES.index(n)) for n in WANTED]

        example = {k: x.astype(np.float32) if x.dtype == np.float64 else x for k, x in feeds().items()}
        shape = [1, height // pool, width // pool] if kind.startswith("int") else None
        common.export(folder, "model.onnx", model, example, [target], v.get("free"),
                      {target: shape if v.get("rank") != 4 else [1, 1, height, width]} if shape else None,
                      v.get("metadata"))
        if v.get("config"):
            common.write_json(folder, "config.json", {
                "architectures": ["SegformerForSemanticSegmentation"], "model_type": "segformer",
                "id2label": {str(i): n for i, n in enumerate(NAMES)},
                "label2id": {n: i for i, n in enumerate(NAMES)}})
            common.preprocessor(folder, "SegformerFeatureExtractor", height, width, *stats)
        if v.get("text"):
            (common.OUT / folder / "labels.txt").write_text("\n".join(NAMES) + "\n")
        common.expect(folder, common.picture(), answer, prompts=WANTED)
