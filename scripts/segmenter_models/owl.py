"""OWL-ViT and OWLv2, each with a SAM decoder."""
import numpy as np
import torch
from torch import nn

from . import common, sam
from .boxes import Boxes
from .clipseg import Words
from .tokens import Clip

SIDE, LENGTH = 64, 16
PROMPTS = ["red", "the green part", "pale blue", "yellow", "purple"]
THRESHOLD = 0.1


class Owl(nn.Module):
    def __init__(self, tokens, second):
        super().__init__()
        self.second, self.words, self.boxes = second, Words(tokens), Boxes(SIDE)
        mean, std = common.CLIP
        self.register_buffer("mean", torch.tensor(mean).reshape(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(std).reshape(1, 3, 1, 1))

    def forward(self, input_ids, pixel_values, attention_mask):
        rgb = pixel_values * self.std + self.mean
        units, lacks, boxes = self.boxes(rgb)
        e = self.words(input_ids, attention_mask)
        match = torch.matmul(units, e[:, :3].transpose(0, 1)) + e[:, 3]  # [Q, N]
        logits = (8 * (match - 0.8) - lacks)[None]
        if not self.second:
            return logits, boxes
        return logits, boxes, e[None], (rgb[:, :, ::16, ::16]).permute(0, 2, 3, 1)


def pixel_values(image, second):
    if second:  # a square with grey at the right and at the bottom
        side = max(image.shape[:2])
        square = np.full((side, side, 3), 127.5)
        square[:image.shape[0], :image.shape[1]] = image
        image = square
    return common.normalised(common.resized(image, SIDE, SIDE), *common.CLIP)


def write():
    tokens = Clip(common.WORDS)
    image = common.picture()
    for second, pair in [(False, sam.Pair("raw")), (True, sam.Pair("sam2")), (True, sam.Pair("original"))]:
        kind = "owlv2" if second else "owlvit"
        folder = f"{kind}-sam-{pair.layout}".replace("sam-sam2", "sam2")
        model = Owl(tokens, second)
        boxes_found = []

        def feeds():
            ids, seen = tokens.batch(PROMPTS, LENGTH, 0)
            return {"input_ids": np.array(ids), "pixel_values": pixel_values(image, second),
                    "attention_mask": np.array(seen)}

        def answer():
            logits, boxes = [o[0] for o in common.infer(folder, "model.onnx", model, feeds())[:2]]
            chances = common.apart(common.sigmoid(logits), THRESHOLD)
            sides = np.array([max(image.shape[:2])] * 2) if second else np.array(image.shape[1::-1])
            found = []
            for q in np.flatnonzero(chances.max(1) > THRESHOLD):
                cx, cy, w, h = boxes[q] * np.tile(sides, 2)
                name = chances[q].argmax()
                found.append((PROMPTS[name], chances[q, name], (cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2)))
            masks = pair.cut(folder, [box for *_, box in found], image)
            boxes_found[:] = [[round(float(v), 3) for v in box] for *_, box in found]
            return [common.detection(n, s, mask) for (n, s, _), mask in zip(found, masks)]

        outputs = ["logits", "pred_boxes"] + (["text_embeds", "image_embeds"] if second else [])
        example = {k: v.astype(np.float32) if v.dtype == np.float64 else v for k, v in feeds().items()}
        common.export(folder, "model.onnx", model, example, outputs, {
            "input_ids": {0: "text_batch_size"}, "attention_mask": {0: "text_batch_size"}},
            {"logits": [1, len(model.boxes.units), "text_batch_size"]})
        pair.write(folder, image)
        tokens.write(folder)
        common.write_json(folder, "config.json", {"model_type": kind})
        common.preprocessor(folder, "Owlv2ImageProcessor" if second else "OwlViTFeatureExtractor", SIDE, SIDE,
                            *common.CLIP, **({"do_pad": True} if second else {}))
        common.expect(folder, image, answer, prompts=PROMPTS, threshold=THRESHOLD, boxes=boxes_found,
                      tokens={p: tokens.ids(p, LENGTH, 0)[0] for p in PROMPTS})
