"""CLIPSeg: logit of a pixel = 8 (colour . direction of the prompt - level), at the model's size."""
import numpy as np
import torch
from torch import nn

from . import common
from .tokens import END, START, Clip

SIDE = 64
PROMPTS = ["red", "the green part", "pale blue", "yellow", "purple"]
THRESHOLD = 0.5


class Words(nn.Module):
    """Token ids [N, L] and their attention mask to directions [N, 4]; wrong frames give no colour."""

    def __init__(self, tokens):
        super().__init__()
        rows = {tokens.id(word): row for word, row in common.WORDS.items()}
        rows[END] = (0, 0, 0, -common.LEVEL)
        self.register_buffer("ids", torch.tensor(list(rows)))
        self.register_buffer("rows", torch.tensor(list(rows.values()), dtype=torch.float32))

    def forward(self, input_ids, attention_mask):
        seen = (input_ids[:, :, None] == self.ids).to(self.rows) * attention_mask[:, :, None].to(self.rows)
        ends = ((input_ids == END).to(self.rows) * attention_mask.to(self.rows)).sum(1, keepdim=True)
        framed = (input_ids[:, :1] == START).to(self.rows) * (ends == 1).to(self.rows)
        nothing = torch.tensor([[0, 0, 0, -1.0]]).to(self.rows)
        return torch.matmul(seen, self.rows).sum(1) * framed + nothing * (1 - framed)


class ClipSeg(nn.Module):
    def __init__(self, tokens, last="rank 3"):
        super().__init__()
        self.words, self.last = Words(tokens), last
        mean, std = common.IMAGENET
        self.register_buffer("mean", torch.tensor(mean).reshape(1, 3, 1, 1))
        self.register_buffer("std", torch.tensor(std).reshape(1, 3, 1, 1))

    def forward(self, pixel_values, input_ids, attention_mask):
        e = self.words(input_ids, attention_mask)
        rgb = pixel_values * self.std + self.mean
        if self.last == "pairs":  # fails unless there are as many images as texts
            rgb = rgb.reshape(input_ids.shape[0], 3, SIDE, SIDE)
        logits = 8 * ((rgb * e[:, :3, None, None]).sum(1, keepdim=True) + e[:, 3:, None, None])
        return logits.squeeze(1) if self.last in ("rank 3", "pairs") else logits.squeeze()


def pixel_values():
    return common.normalised(common.resized(common.picture(), SIDE, SIDE), *common.IMAGENET)


def write():
    tokens = Clip(common.WORDS)
    symbols = {"input_ids": {0: "N", 1: "L"}, "attention_mask": {0: "N", 1: "L"}}
    variants = {
        "clipseg": dict(free={**symbols, "pixel_values": {0: "B"}}, shape=["N", SIDE, SIDE]),
        "clipseg-squeezed": dict(last="squeezed", shape=["N", "height", "width"], free={
            **symbols, "pixel_values": {0: "B", 2: "height", 3: "width"}}),
        "clipseg-pairs": dict(last="pairs", length=77, shape=["N", SIDE, SIDE], free={
            name: {0: "N"} for name in ["pixel_values", "input_ids", "attention_mask"]}),
        "clipseg-one": dict(last="squeezed", one=True, free={
            "input_ids": {1: "L"}, "attention_mask": {1: "L"}}, shape=[SIDE, SIDE]),
    }
    for folder, v in variants.items():
        model = ClipSeg(tokens, v.get("last", "rank 3"))
        length, one = v.get("length"), v.get("one", False)

        def feeds(texts, images):
            ids, seen = tokens.batch(texts, length)
            return {"pixel_values": np.repeat(pixel_values(), images, 0),
                    "input_ids": np.array(ids), "attention_mask": np.array(seen)}

        def answer():
            if one:
                logits = [common.infer(folder, "model.onnx", model, feeds([p], 1))[0] for p in PROMPTS]
            else:
                images = len(PROMPTS) if folder == "clipseg-pairs" else 1
                logits = common.infer(folder, "model.onnx", model, feeds(PROMPTS, images))[0]
            found = []
            for name, plane in zip(PROMPTS, logits):
                height, width = common.picture().shape[:2]
                probability = common.sigmoid(common.bilinear(plane, height, width))
                mask = common.apart(probability, THRESHOLD) > THRESHOLD
                found.append(common.detection(name, probability.max(), mask))
            return found

        example = feeds(["red"] if one else ["red", "green"], 2 if folder == "clipseg-pairs" else 1)
        example["pixel_values"] = example["pixel_values"].astype(np.float32)
        common.export(folder, "model.onnx", model, example, ["logits"], v["free"], {"logits": v["shape"]})
        tokens.write(folder)
        common.preprocessor(folder, "ViTFeatureExtractor", SIDE, SIDE, *common.IMAGENET)
        common.expect(folder, common.picture(), answer, prompts=PROMPTS, threshold=THRESHOLD,
                      tokens={p: tokens.ids(p, length)[0] for p in PROMPTS})
        if folder == "clipseg-squeezed":  # rank 2 at run time
            common.infer(folder, "model.onnx", model, feeds(["red"], 1))
