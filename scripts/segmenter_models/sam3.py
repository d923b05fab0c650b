"""SAM 3 in its two splits: three queries look for the colour of the prompt on the left, on the right and everywhere."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from . import common
from .clipseg import Words
from .tokens import END, Clip

SIDE, LOW, LENGTH = 112, 32, 32
PROMPTS = ["red", "the green part", "pale blue", "yellow", "purple"]
THRESHOLD = 0.5
HALF = ([0.5, 0.5, 0.5], [0.5, 0.5, 0.5])
LOOKS = [(0, 0.5, 0), (0.5, 1, 0), (0, 1, 6)]  # from and to which part of the width, what the score lacks


class Vision(nn.Module):
    """Pyramids of red, green, blue and their mean (0 to 1), and positions."""

    def __init__(self, kind):
        super().__init__()
        self.kind = kind
        self.register_buffer("ramp", torch.linspace(-1, 1, 4 * LOW * LOW).reshape(1, 4, LOW, LOW))

    def forward(self, image):
        x = image.to(self.ramp.dtype) / 255 if self.kind == "bytes" else image / 2 + 0.5
        if x.dim() == 3:
            x = x[None]
        planes = [F.interpolate(x, (s, s), mode="bilinear", align_corners=False) for s in (LOW, LOW // 2, LOW // 4)]
        features = [torch.cat([p, p.mean(1, keepdim=True)], 1) for p in planes]
        places = [self.ramp[..., ::s, ::s] + 0 * f for s, f in zip((1, 2, 4), features)]
        if self.kind == "hub":
            return (*features, places[2])
        return (*places, *features)


class TextA(nn.Module):
    """Tokens padded with 0 to mask, features, embeddings, in this order."""

    def __init__(self, tokens):
        super().__init__()
        self.words = Words(tokens)

    def forward(self, tokens):
        seen = (tokens != 0).to(tokens.dtype)
        e = self.words(tokens, seen)[None] / seen.sum()
        features = (e * seen[0, :, None, None]).reshape(LENGTH, 1, 4)
        return tokens == 0, torch.cat([features, 0 * features], 2), torch.cat([0 * features, features], 2)


class TextB(nn.Module):
    """Ids padded with 49407 and their mask to features [1, 32, 8] and which of them count."""

    def __init__(self, tokens):
        super().__init__()
        self.words = Words(tokens)

    def forward(self, input_ids, attention_mask):
        padded = (((input_ids == END) | (attention_mask == 1)).to(torch.int64).amin(1, keepdim=True))
        seen = attention_mask * padded
        e = self.words(input_ids, seen) / attention_mask.sum()
        features = e[:, None] * attention_mask[..., None].to(e)
        return torch.cat([features, -features], 2), attention_mask == 1


class Finder(nn.Module):
    """Masks [1, 3, 32, 32] and scores [1, 3] as logits, and whether there is anything at all [1, 1]."""

    def __init__(self):
        super().__init__()
        x = (torch.arange(LOW) + 0.5) / LOW
        self.register_buffer("looks", torch.stack([((x >= a) & (x < b)).float() for a, b, _ in LOOKS])[None, :, None])
        self.register_buffer("lacks", torch.tensor([[float(l) for *_, l in LOOKS]]))

    def forward(self, features, e):
        match = (features[:, :3] * e[:, :3, None, None]).sum(1, keepdim=True) + e[:, 3:, None, None]
        masks = 7.07 * (match > 0).to(e) * self.looks - 3.37
        best = (match * self.looks - (1 - self.looks)).flatten(2).amax(2)
        return masks, 15 * best + 2 - self.lacks, 30 * best.amax(1, keepdim=True)


class DecoderA(nn.Module):
    """folded: without the positions of the finer levels and the embeddings; masks as numbers."""

    def __init__(self, folded):
        super().__init__()
        self.folded, self.find = folded, Finder()

    def forward(self, original_height, original_width, *inputs):
        count = 5 if self.folded else 6
        pyramid, (mask, features, *embeds) = inputs[:-count], inputs[-count:-3]
        coords, labels, masks = inputs[-3:]
        said = (1 - mask.to(features))[0, :, None, None]
        e = (features[..., :4] * said).sum(0)
        if not self.folded:  # both must be where they belong
            e = (e + (embeds[0][..., 4:] * said).sum(0)) / 2
        nothing = sum(0 * level.mean() for level in pyramid)
        fine = pyramid[0 if self.folded else 3]
        found, scores, there = self.find(fine, e)
        boxed = (1 - masks.to(features)).sum() * (1 + coords.abs().sum() + labels.sum())
        scores = (torch.sigmoid(scores) * torch.sigmoid(there))[0] + nothing - boxed
        kept = torch.nonzero(scores > 0.3)[:, 0]
        full = F.interpolate(found, (original_height, original_width), mode="bilinear", align_corners=False)[0, kept]
        full = full[:, None]
        weight = torch.sigmoid(full)
        size = torch.stack([original_width, original_height]).to(features)
        boxes = torch.cat([0 * size, size])[None] * weight.mean((1, 2, 3))[:, None]
        return boxes, scores[kept], weight if self.folded else full > 0


class DecoderB(nn.Module):
    def __init__(self, boxes):
        super().__init__()
        self.boxes, self.find = boxes, Finder()

    def forward(self, f0, f1, f2, places, features, mask, boxes=None, labels=None):
        e = ((features[..., :4] - features[..., 4:]) / 2 * mask[..., None].to(features)).sum(1)
        masks, scores, there = self.find(f0, e)
        scores = scores + 0 * (f1.mean() + f2.mean() + places.mean())
        corners = torch.sigmoid(masks).mean((2, 3))[..., None] * torch.tensor([0, 0, 1.0, 1.0]).to(features)
        if not self.boxes:
            return masks, corners, scores, there
        scores = scores - 9 * (labels != -10).to(features).sum() * (1 + boxes.abs().sum())
        return masks, corners, scores[..., None], there, masks.amax(1, keepdim=True)


class Few(nn.Module):
    """A detector that leaves out what it does not find: scores that are done, masks as logits."""

    def __init__(self):
        super().__init__()
        self.all = DecoderB(False)

    def forward(self, *inputs):
        masks, _, scores, there = self.all(*inputs)
        scores = (torch.sigmoid(scores) * torch.sigmoid(there))[0]
        kept = torch.nonzero(scores > 0.3)[:, 0]
        return masks[:, kept], scores[kept]


class Alone(nn.Module):
    """A detector that does not say whether the thing is there at all."""

    def __init__(self):
        super().__init__()
        self.all = DecoderB(False)

    def forward(self, *inputs):
        masks, corners, scores, there = self.all(*inputs)
        return masks, corners, scores + 0 * there


def single(feeds):
    return {k: v.astype(np.float32) if v.dtype == np.float64 else v for k, v in feeds.items()}


def levels(name):
    return [f"{name}_{i}" for i in range(3)]


def split_a(folder, tokens, folded):
    image = common.picture()
    h, w = image.shape[:2]
    files = ["sam3_image_encoder.onnx", "sam3_language_encoder.onnx", "sam3_decoder.onnx"]
    models = [Vision("numbers" if folded else "bytes"), TextA(tokens), DecoderA(folded)]
    pyramid = levels("vision_pos_enc") + levels("backbone_fpn")
    said = ["text_attention_mask", "text_memory", "text_embeds"]

    def pixels():
        planes = common.resized(image, SIDE, SIDE)
        return {"image": (planes / 255 - 0.5) / 0.5 if folded else np.floor(planes + 0.5).astype(np.uint8)}

    def words(prompt):
        return {"tokens": np.array([tokens.ids(prompt, LENGTH, 0)[0]])}

    def feeds(seen, read):
        held = dict(zip(pyramid, seen))
        mask, features, embeds = read
        if folded:
            held = {k: held[k] for k in levels("backbone_fpn") + ["vision_pos_enc_2"]}
        return {
            "original_height": np.array(h), "original_width": np.array(w), **held, "language_mask": mask,
            "language_features": features, **({} if folded else {"language_embeds": embeds}),
            "box_coords": np.zeros((1, 1, 4)), "box_labels": np.array([[1]]), "box_masks": np.array([[True]])}

    def answer():
        seen, found = common.infer(folder, files[0], models[0], pixels()), []
        for prompt in PROMPTS:
            read = common.infer(folder, files[1], models[1], words(prompt))
            _, scores, masks = common.infer(folder, files[2], models[2], feeds(seen, read))
            for score, mask in zip(common.apart(scores, THRESHOLD), masks[:, 0]):
                if score > THRESHOLD:
                    mask = mask if mask.dtype == bool else common.apart(mask, 0.5) > 0.5
                    found.append(common.detection(prompt, score, mask))
        return found

    common.export(folder, files[0], models[0], single(pixels()), pyramid)
    common.export(folder, files[1], models[1], words("red"), said)
    seen = common.infer(folder, None, models[0], pixels())
    example = single(feeds(seen, common.infer(folder, None, models[1], words("red"))))
    shapes = {"boxes": ["N", 4], "scores": ["N"], "masks": ["N", 1, "height", "width"]}
    common.export(folder, files[2], models[2], example, list(shapes), None, shapes)
    tokens.write(folder)
    common.expect(folder, image, answer, prompts=PROMPTS, threshold=THRESHOLD,
                  tokens={p: tokens.ids(p, LENGTH, 0)[0] for p in PROMPTS})


def batch(names, more=()):
    """Axes as public scripts declare them: the first is the batch, of pictures and texts alike."""
    return {name: {0: "batch", **({1: "prompt_len"} if name in more else {})} for name in names}


def split_b(folder, tokens, boxes, free=False, detector=None):
    image = common.picture()
    files = ["vision_encoder.onnx", "text_encoder.onnx", "decoder.onnx"]
    models = [Vision("hub"), TextB(tokens), detector or DecoderB(boxes)]
    few, alone = isinstance(detector, Few), isinstance(detector, Alone)
    pyramid = levels("fpn_feat") + ["fpn_pos_2"]
    names = ["text_features", "text_mask"] if boxes else ["prompt_features", "prompt_mask"]

    def pixels():
        x = common.normalised(common.resized(image, SIDE, SIDE), *HALF)
        return {"images" if boxes else "pixel_values": x}

    def words(prompt):
        ids, seen = tokens.ids(prompt, LENGTH)
        return {"input_ids": np.array([ids]), "attention_mask": np.array([seen])}

    def feeds(seen, read):
        none = {"input_boxes": np.zeros((1, 1, 4)), "input_boxes_labels": np.array([[-10]])}
        return {**dict(zip(pyramid, seen)), **dict(zip(names, read)), **(none if boxes else {})}

    def answer():
        seen, found = common.infer(folder, files[0], models[0], pixels()), []
        for prompt in PROMPTS:
            read = common.infer(folder, files[1], models[1], words(prompt))
            made = common.infer(folder, files[2], models[2], feeds(seen, read))
            masks, scores = made[0], made[1 if few else 2].reshape(-1)
            if not few:
                scores = common.sigmoid(scores) * (1 if alone else common.sigmoid(made[3].reshape(-1)))
            for score, mask in zip(common.apart(scores, THRESHOLD), masks[0]):
                if score > THRESHOLD:
                    chance = common.sigmoid(common.bilinear(mask, *image.shape[:2]))
                    found.append(common.detection(prompt, score, common.apart(chance, 0.5) > 0.5))
        return found

    said = ["text_features", "text_mask"]
    common.export(folder, files[0], models[0], single(pixels()), pyramid,
                  batch([*pixels(), *pyramid]) if free else None)
    common.export(folder, files[1], models[1], words("red"), said, batch([*words("red"), *said]) if free else None)
    seen = common.infer(folder, None, models[0], pixels())
    example = single(feeds(seen, common.infer(folder, None, models[1], words("red"))))
    outputs = ["pred_masks", "pred_boxes", "pred_logits", "presence_logits"] + (["semantic_seg"] if boxes else [])
    outputs = ["masks", "scores"] if few else outputs[:3] if alone else outputs
    axes = batch([*example, *outputs], names) if free else {}
    for name in ["input_boxes", "input_boxes_labels"] if boxes else []:
        axes[name] = {**axes.get(name, {}), 1: "num_boxes"}
    if few:
        axes |= {"masks": {1: "found"}, "scores": {0: "found"}}
        common.write_json(folder, "segmenter.json", {
            "type": "sam3", "graphs": dict(zip(["images", "texts", "detector"], files)),
            "outputs": {"scores": "scores", "pred_masks": "masks"}})
    common.export(folder, files[2], models[2], example, outputs, axes)
    tokens.write(folder)
    common.expect(folder, image, answer, prompts=PROMPTS, threshold=THRESHOLD,
                  tokens={p: tokens.ids(p, LENGTH)[0] for p in PROMPTS})


class Whole(nn.Module):
    """All three parts in one graph."""

    def __init__(self, tokens):
        super().__init__()
        self.vision, self.text, self.decoder = Vision("hub"), TextB(tokens), DecoderB(False)

    def forward(self, pixel_values, input_ids, attention_mask):
        return self.decoder(*self.vision(pixel_values), *self.text(input_ids, attention_mask))


def whole(tokens):
    folder, image, model = "sam3-whole", common.picture(), Whole(tokens)

    def feeds(prompt):
        ids, seen = tokens.ids(prompt, LENGTH)
        return {"pixel_values": common.normalised(common.resized(image, SIDE, SIDE), *HALF),
                "input_ids": np.array([ids]), "attention_mask": np.array([seen])}

    def answer():
        found = []
        for prompt in PROMPTS:
            masks, _, scores, there = common.infer(folder, "model.onnx", model, feeds(prompt))
            scores = common.sigmoid(scores.reshape(-1)) * common.sigmoid(there.reshape(-1))
            for score, mask in zip(common.apart(scores, THRESHOLD), masks[0]):
                if score > THRESHOLD:
                    chance = common.sigmoid(common.bilinear(mask, *image.shape[:2]))
                    found.append(common.detection(prompt, score, common.apart(chance, 0.5) > 0.5))
        return found

    outputs = ["pred_masks", "pred_boxes", "pred_logits", "presence_logits"]
    common.export(folder, "model.onnx", model, single(feeds("red")), outputs)
    tokens.write(folder)
    common.expect(folder, image, answer, prompts=PROMPTS, threshold=THRESHOLD,
                  tokens={p: tokens.ids(p, LENGTH)[0] for p in PROMPTS})


def write():
    tokens = Clip(common.WORDS)
    split_a("sam3-a", tokens, False)
    split_a("sam3-a-folded", tokens, True)
    split_b("sam3-b", tokens, False)
    split_b("sam3-b-boxes", tokens, True)
    split_b("sam3-b-batch", tokens, False, True)
    split_b("sam3-b-boxes-batch", tokens, True, True)
    split_b("sam3-b-few", tokens, False, detector=Few())
    split_b("sam3-b-alone", tokens, False, detector=Alone())
    whole(tokens)
