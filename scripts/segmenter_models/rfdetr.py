"""RF-DETR with masks: queries with boxes, sigmoid scores of classes and planes; the third output has no speaking name."""
import numpy as np
import onnx
import torch
from torch.nn import functional as F

from . import common

NAMES = ["red", "green", "blue"]
SIDE = 48


class Queries(torch.nn.Module):
    """Each query looks for a colour: its plane is the image's likeness to it, its scores are fixed."""

    def __init__(self):
        super().__init__()
        words = torch.tensor([common.WORDS[name][:3] for name in NAMES + ["yellow"]])
        std = torch.tensor(common.IMAGENET[1])
        self.weight = torch.nn.Parameter(6 * (words * std)[:, :, None, None])
        mean = torch.tensor(common.IMAGENET[0])
        self.bias = torch.nn.Parameter(6 * (words @ mean - 0.15))
        # one query has two classes, one is nothing, one is not sure
        self.logits = torch.nn.Parameter(torch.tensor(
            [[2.0, -3, 1.2, -4], [-3, 0.8, -2, -3], [-2, -4, 1.6, 2.5], [-3.0, -0.4, -3, -2]]))
        self.boxes = torch.nn.Parameter(torch.full((1, 4, 4), 0.5))

    def forward(self, image):
        planes = F.conv2d(F.avg_pool2d(image, 4), self.weight, self.bias)
        nothing = 0 * planes.mean((2, 3))[:, :, None]
        return self.boxes + nothing, self.logits + nothing, planes


def pixels(image):
    return common.normalised(common.resized(image, SIDE, SIDE), *common.IMAGENET)


def write():
    folder = "rf-detr"
    model = Queries()
    image = common.picture()

    def answer():
        boxes, logits, planes = [o[0] for o in common.infer(folder, "model.onnx", model, {"input": pixels(image)})]
        scores = common.apart(common.sigmoid(logits), 0.5, 0.02)
        found = []
        for query, number in zip(*np.nonzero(scores > 0.5)):
            if number < len(NAMES):
                plane = common.bilinear(planes[query], *image.shape[:2])
                found.append(common.detection(NAMES[number], scores[query, number], plane > 0))
        return sorted(found, key=lambda d: -d["score"])

    common.export(folder, "model.onnx", model, {"input": pixels(image).astype(np.float32)}, ["dets", "labels", "masks"],
                  metadata={"names": str(dict(enumerate(NAMES)))})
    path = common.OUT / folder / "model.onnx"
    proto = onnx.load(str(path))  # older exporters of RF-DETR leave the third output with a number
    for node in proto.graph.node:
        node.output[:] = ["4186" if name == "masks" else name for name in node.output]
        node.input[:] = ["4186" if name == "masks" else name for name in node.input]
    proto.graph.output[2].name = "4186"
    onnx.save(proto, str(path))
    common.expect(folder, image, answer, prompts=NAMES, threshold=0.5)
