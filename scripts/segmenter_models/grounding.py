"""Grounding DINO in two layouts, each with every SAM decoder."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import common, sam
from .boxes import Boxes
from .tokens import Bert, CLASS, QUESTION, SEPARATOR, STOP

SIDE = 64
TOKENS = 256
PROMPTS = ["red", "the green part", "yellowish", "pale blue", "purple"]
BOX, TEXT = 0.3, 0.25


class Grounding(nn.Module):
    """layout: original, hub, single or three: the hub's, traced with one phrase or three.

    Such a graph knows three or five separators. The last fails with fewer, as transformers' own export does.
    """

    def __init__(self, tokens, layout):
        super().__init__()
        self.hub, self.boxes = layout != "original", Boxes(SIDE)
        self.known = {"single": 3, "three": 5}.get(layout)
        mean, std = common.IMAGENET
        self.register_buffer("mean", torch.tensor(mean).reshape(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(std).reshape(1, 3, 1, 1))
        words = {tokens.vocabulary[w]: row for w, row in common.WORDS.items()}
        self.register_buffer("ids", torch.tensor(list(words)))
        self.register_buffer("rows", torch.tensor(list(words.values())))

    def forward(self, *inputs):
        if self.hub:
            pixels, mask, ids, types, seen = inputs
            rgb = (pixels * self.std + self.mean) * mask[:, None].to(pixels)
            special = ((ids == CLASS) | (ids == SEPARATOR) | (ids == STOP) | (ids == QUESTION)).to(pixels)
            block, index = special.cumsum(1) - special, torch.ones_like(special).cumsum(1)
            if self.known:
                known = (block < self.known).to(pixels)
                if self.known > 3:
                    last = torch.nonzero(special)[self.known - 1, 1]
                    known = (index <= last + 1).to(pixels)
                block = block * known + (3 + index) * (1 - known)
            one = (block[:, :, None] == block[:, None, :]).to(pixels)
            count = one.sum(2)
            places = index - (one * index[:, None]).sum(2) / count + (count - 1) / 2  # blocks have no gaps
        else:
            pixels, ids, seen, places, types, one = inputs
            rgb = pixels * self.std + self.mean
            one, places = one.to(pixels), places.to(pixels)
        units, lacks, boxes = self.boxes(rgb)
        words = torch.matmul((ids[:, :, None] == self.ids).to(pixels), self.rows.to(pixels))  # [1, L, 4]
        words = words * ((1 - 0.05 * places) * (1 - types.to(pixels)) * seen.to(pixels))[..., None]
        phrases = torch.matmul(one, words)
        match = torch.matmul(units, phrases[..., :3].transpose(1, 2)) + phrases[..., None, :, 3]  # [1, Q, L]
        plain = (words[..., :3].abs().sum(-1) == 0).to(pixels) - 4 * (ids == STOP).to(pixels)
        logits = 8 * (match - 1.25) - lacks - plain[:, None]
        return F.pad(logits, (0, TOKENS - ids.shape[1]), value=float("-inf")), boxes


def caption(tokens, hub, image, prompts, stops=0):
    """The inputs for all the prompts, and each one's span of tokens; more full stops fill up to `stops`."""
    ids, spans, blocks, places = [CLASS], [], [0], [0]
    for i, prompt in enumerate(prompts):
        pieces = tokens.pieces(prompt)
        spans.append((len(ids), len(ids) + len(pieces)))
        ids += pieces + [STOP]
        blocks += [i + 1] * (len(pieces) + 1)
        places += range(len(pieces) + 1)
    for i in range(len(prompts), stops):
        ids, blocks, places = ids + [STOP], blocks + [i + 1], places + [0]
    ids, blocks, places = np.array([ids + [SEPARATOR]]), np.array([blocks + [-1]]), np.array([places + [0]])
    pixels = common.normalised(common.resized(image, SIDE, SIDE), *common.IMAGENET)
    if hub:
        return {"pixel_values": pixels, "pixel_mask": np.ones((1, SIDE, SIDE), np.int64), "input_ids": ids,
                "token_type_ids": np.zeros_like(ids), "attention_mask": np.ones_like(ids)}, spans
    return {"img": pixels, "input_ids": ids, "attention_mask": np.ones_like(ids, bool), "position_ids": places,
            "token_type_ids": np.zeros_like(ids), "text_token_mask": blocks[:, :, None] == blocks[:, None]}, spans


def found_boxes(logits, boxes, prompts, spans, image):
    """Name, score and box in pixels of each query over the threshold, in the order of the queries."""
    chances = common.sigmoid(logits)
    by_name = np.array([chances[:, a:b].max(1) for a, b in spans])
    common.apart(by_name, BOX)
    common.apart(by_name, TEXT)
    found = []
    for q in range(len(boxes)):
        names = np.flatnonzero(by_name[:, q] > TEXT)
        if by_name[:, q].max() > BOX:
            assert len(names) == 1, "one query for two names"
            cx, cy, w, h = boxes[q] * np.tile(image.shape[1::-1], 2)
            found.append((prompts[names[0]], by_name[names[0], q], (cx - w / 2, cy - h / 2, cx + w / 2, cy + h / 2)))
    return found


def write():
    tokens = Bert(common.WORDS, ["##ish"])
    for layout in ["original", "hub"]:
        for pair in ["original", "hub", "hub-boxes", "sam2"]:
            combine(f"grounding-dino-{layout}-sam-{pair}".replace("sam-sam2", "sam2"), tokens, layout, sam.Pair(pair))
    combine("grounding-dino-hub-single-sam-original", tokens, "single", sam.Pair("original"))
    combine("grounding-dino-hub-three-sam-original", tokens, "three", sam.Pair("original"))


def combine(folder, tokens, layout, pair):
    """A folder with a detector and a SAM."""
    image, hub = common.picture(), layout != "original"
    file = "model.onnx" if hub else "groundingdino.onnx"
    model = Grounding(tokens, layout)
    feeds, spans = caption(tokens, hub, image, PROMPTS)
    boxes_found = []

    def answer():
        found = []
        each = {"single": 1, "three": 3}.get(layout, len(PROMPTS))
        for prompts in [PROMPTS[i:i + each] for i in range(0, len(PROMPTS), each)]:
            inputs, own = caption(tokens, hub, image, prompts, 3 if layout == "three" else 0)
            logits, boxes = common.infer(folder, file, model, inputs)
            found += found_boxes(logits[0], boxes[0], prompts, own, image)
        masks = pair.cut(folder, [box for *_, box in found], image)
        boxes_found[:] = [[round(float(v), 3) for v in box] for *_, box in found]
        return [common.detection(n, s, mask) for (n, s, _), mask in zip(found, masks)]

    text = [name for name in feeds if name not in ("img", "pixel_values", "pixel_mask")]
    free = {name: {1: "L", **({2: "L"} if name == "text_token_mask" else {})} for name in text}
    example = {k: v.astype(np.float32) if v.dtype == np.float64 else v for k, v in feeds.items()}
    outputs = ["logits", "pred_boxes" if hub else "boxes"]
    common.export(folder, file, model, example, outputs, free, {"logits": [1, len(model.boxes.units), TOKENS]})
    pair.write(folder, image)
    tokens.write(folder)
    if hub:
        common.write_json(folder, "config.json", {"model_type": "grounding-dino", "max_text_len": TOKENS})
        common.write_json(folder, "preprocessor_config.json", {
            "do_convert_annotations": True, "do_normalize": True, "do_pad": True, "do_rescale": True,
            "do_resize": True, "format": "coco_detection", "image_mean": common.IMAGENET[0],
            "image_processor_type": "GroundingDinoImageProcessor", "image_std": common.IMAGENET[1], "resample": 2,
            "rescale_factor": 1 / 255, "size": {"longest_edge": 1333, "shortest_edge": 800}})
    more = {} if layout in ("single", "three") else {"tokens": feeds["input_ids"][0].tolist(), "spans": spans}
    common.expect(folder, image, answer, prompts=PROMPTS, box_threshold=BOX, text_threshold=TEXT, **more,
                  boxes=boxes_found)
