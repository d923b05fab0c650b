"""Ultralytics segment heads: a cell of a grid finds a box around itself and the pixels of its own colour in it.

Score of a class = sigmoid(9 (mean colour of the cell . direction - level) + a number of the cell). Box: around the
cell's centre, moved and stretched by its colour. The first four prototypes say for each colour whether the pixel has
it (1 or -1), the first four coefficients whether it is the cell's class (1 or 0); the others are mixtures of these.
"""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import common

NAMES = ["red", "painter's green", "blue", "yellow"]
M = 32
STRIDES = [8, 16, 32]
GREY = 0.44


class Head(nn.Module):
    def __init__(self, height, width, end_to_end, seed=7):
        super().__init__()
        self.end_to_end, self.grids = end_to_end, [(height // s, width // s) for s in STRIDES]
        rng = np.random.default_rng(seed)
        tensor = lambda v: torch.tensor(np.asarray(v, np.float32))
        self.register_buffer("directions", tensor([common.WORDS[n.split()[-1]][:3] for n in NAMES]))
        centres, strides = [], []
        for s, (h, w) in zip(STRIDES, self.grids):
            y, x = np.mgrid[0:h, 0:w]
            near = lambda i: (i // 2 * 2 + 1 + (i % 2 - 0.5) * 0.3) * s  # two by two cells mean almost the same
            centres.append(np.stack([near(x.reshape(-1)), near(y.reshape(-1))]))
            strides.append(np.full(h * w, s))
        self.register_buffer("centres", tensor(np.concatenate(centres, 1)))  # [2, A]
        self.register_buffer("strides", tensor(np.concatenate(strides)))
        own = rng.uniform(-0.6, 0.6, self.strides.shape[0]) + 2.4 * (np.concatenate(strides) == 32)
        self.register_buffer("own", tensor(own))
        self.register_buffer("move", tensor([[6, 0, -6], [-4, 8, 0]]))  # [2, 3]: pixels by colour
        self.register_buffer("grow", tensor([[8, 0, 4], [2, 8, 0]]))
        self.register_buffer("mix", tensor(rng.uniform(-0.4, 0.4, (M - 4, 4))))
        self.register_buffer("extra", tensor(rng.uniform(-0.1, 0.1, (M - 4, 4))))

    def forward(self, images):
        centred = images - GREY
        cells = [F.avg_pool2d(centred, s) for s in STRIDES]
        colour = torch.cat([c.flatten(2) for c in cells], 2)  # [1, 3, A]
        level = self.directions.sum(1) * GREY - common.LEVEL
        scores = 9 * (torch.matmul(self.directions, colour) + level[:, None]) + self.own
        centre = self.centres + torch.matmul(self.move, colour)
        size = 16 + 1.5 * self.strides + torch.matmul(self.grow, colour)
        has = (scores == scores.max(1, keepdim=True).values).to(colour)
        coefficients = torch.cat([has, torch.matmul(self.extra, has)], 1)
        small = F.conv2d(F.avg_pool2d(centred, 4), self.directions[:, :, None, None], level)
        colours = 2 * (small > 0).to(small) - 1
        prototypes = torch.cat([colours, F.conv2d(colours, self.mix[:, :, None, None])], 1)
        if not self.end_to_end:
            return torch.cat([centre, size, torch.sigmoid(scores), coefficients], 1), prototypes
        peaks, start = [], 0  # cells that are the best of their 3 x 3 neighbours
        for h, w in self.grids:
            map_ = scores[:, :, start:start + h * w].reshape(1, -1, h, w)
            peaks.append(0.02 + 0.98 * (map_ == F.max_pool2d(map_, 3, 1, 1)).flatten(2).to(scores))
            start += h * w
        best, label = (torch.sigmoid(scores) * torch.cat(peaks, 2)).max(1, keepdim=True)
        rows = torch.cat([centre - size / 2, centre + size / 2, best, label.to(best), coefficients], 1)
        order = best[:, 0].sort(1, descending=True).indices
        rows = rows.gather(2, order[:, None].expand(-1, 6 + M, -1)).permute(0, 2, 1)
        return F.pad(rows, (0, 0, 0, 300 - rows.shape[1])), prototypes


def letterbox(image, height, width):
    """[1, 3, height, width] of 0..1 and where the picture lies in it: top, left, height, width."""
    h, w = image.shape[:2]
    r = min(height / h, width / w)
    nh, nw = round(h * r), round(w * r)
    top, left = (height - nh) // 2, (width - nw) // 2
    canvas = np.full((3, height, width), 114.0)
    canvas[:, top:top + nh, left:left + nw] = common.resized(image, nh, nw)
    return canvas[None] / 255, (top, left, nh, nw)


def overlap(a, b):
    w = min(a[2], b[2]) - max(a[0], b[0])
    h = min(a[3], b[3]) - max(a[1], b[1])
    both = max(0, w) * max(0, h)
    area = lambda c: (c[2] - c[0]) * (c[3] - c[1])
    return both / (area(a) + area(b) - both)


def suppress(found, limit, by_label=True):
    """Of (box, score, label, coefficients), those not covered by a better one (of the same label)."""
    found = sorted(found, key=lambda f: -f[1])
    if len(found) > 1:
        common.apart(np.diff([f[1] for f in found]), 0, 1e-4)
    kept = []
    for f in found:
        covers = [overlap(k[0], f[0]) for k in kept if k[2] == f[2] or not by_label]
        if not (common.apart(covers, limit, 2e-3) > np.float64(limit)).any() if covers else True:
            kept.append(f)
    return kept


def masks(kept, prototypes, height, width, place, shape):
    """Detections on the picture's own grid, cut out there by their boxes."""
    top, left, h, w = place
    y, x = np.mgrid[0:shape[0], 0:shape[1]]
    out = []
    for box, score, label, coefficients in kept:
        plane = np.tensordot(coefficients, prototypes, 1)
        logits = common.bilinear(common.bilinear(plane, height, width)[top:top + h, left:left + w], *shape)
        x0, x1 = [(v - left) * shape[1] / w for v in box[::2]]
        y0, y1 = [(v - top) * shape[0] / h for v in box[1::2]]
        common.apart(np.array([x0, x1])[:, None] - np.arange(shape[1]), 0, 1e-4)
        common.apart(np.array([y0, y1])[:, None] - np.arange(shape[0]), 0, 1e-4)
        inside = (x >= x0) & (x < x1) & (y >= y0) & (y < y1)
        common.apart(logits[inside], 0, 1e-5)
        out.append(common.detection(NAMES[label], score, (logits > 0) & inside))
    return out


def write():
    for folder, end_to_end, (height, width), turned in [
            ("yolo-seg", False, (64, 64), False), ("yolo-seg-end-to-end", True, (64, 96), True)]:
        model = Head(height, width, end_to_end)
        image = common.picture()
        if turned:
            image = np.ascontiguousarray(image.transpose(1, 0, 2))
        confidence, limit = 0.25, 0.7

        counts = {}

        def answer():
            x, place = letterbox(image, height, width)
            head, prototypes = [o[0] for o in common.infer(folder, "model.onnx", model, {"images": x})]
            if end_to_end:
                common.apart(head[:, 4], confidence)
                kept = [(r[:4], r[4], int(r[5]), r[6:]) for r in head if r[4] > confidence]
            else:
                classes = head[4:4 + len(NAMES)]
                ranked = np.sort(classes, 0)
                sure = ranked[-1] > confidence
                common.apart(ranked[-1], confidence)
                common.apart((ranked[-1] - ranked[-2])[sure], 0)
                found = []
                for a in np.flatnonzero(sure):
                    cx, cy, w, h = head[:4, a]
                    found.append(((cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2), ranked[-1, a],
                                  int(classes[:, a].argmax()), head[4 + len(NAMES):, a]))
                kept = suppress(found, limit)
                counts.update(found=len(found), kept=len(kept),
                              kept_if_labels_are_ignored=len(suppress(found, limit, False)))
            return masks(kept, prototypes, height, width, place, image.shape[:2])

        common.export(
            folder, "model.onnx", model, {"images": letterbox(image, height, width)[0].astype(np.float32)},
            ["output0", "output1"], metadata={
                "description": "Segments colours", "task": "segment", "stride": "32", "batch": "1",
                "imgsz": str([height, width]), "names": str(dict(enumerate(NAMES)))})
        more = {} if end_to_end else {"iou_threshold": limit, "boxes": counts}
        common.expect(folder, image, answer, prompts=NAMES, threshold=confidence, **more)
