"""SAM 3 split into graphs with the names and meanings of several public export scripts (sam3.py has more).

python -m segmenter_exports.sam3_names OUT [--seed 1] [--only NAME…] [--side 112]
                                           [--compare PHOTOGRAPHS MASKS THRESHOLD]

A folder each: `grounding` (bytes; scores that are done, unfiltered, masks as logits, `box_valid_mask`, batch on axis 1
of the text's features), `raw` (`scores` and `masks` as logits, `presence` apart), `padded` (one input of tokens, a mask
that is true at padding), `geometry` (a fourth graph for boxes beside the others), `chances` (no speaking names; scores
that are done, masks of 0 to 1), `staged` (a fourth graph between encoders and detector), `stated` (as `chances`, with
`presence` apart, which must be refused, and with a `segmenter.json` in `stated-declared`).
"""
import argparse
import json
import pathlib
import shutil

import torch

from .sam3 import Detector, Images, Texts, TOKENIZER, TOKENS, compare, export, model

KINDS = ["grounding", "raw", "padded", "geometry", "chances", "staged", "stated", "stated-declared"]
BOXES = ["grounding", "raw"]


class Pyramid(torch.nn.Module):
    """Positions and features of three levels; with those of the tracker, which nobody needs, where it is asked to."""

    def __init__(self, whole, order, raw=False, tracker=False):
        super().__init__()
        self.whole, self.order, self.raw, self.tracker = whole, order, raw, tracker

    def forward(self, image):
        if self.raw:
            image = (image.float() / 255 - 0.5) / 0.5
        made = self.whole.vision_encoder(image)
        features, places = made.fpn_hidden_states[:3], [p.expand(len(image), -1, -1, -1)
                                                        for p in made.fpn_position_encoding[:3]]
        found = {"features": tuple(features), "places": tuple(places)}
        found = sum((found[name] for name in self.order), ())
        return found + tuple(-each for each in found) if self.tracker else found


class Tokens(torch.nn.Module):
    """Tokens padded with 0 to what is padding, and features with the texts on axis 1."""

    def __init__(self, whole, order):
        super().__init__()
        self.texts, self.order = Texts(whole), order

    def forward(self, tokens):
        features, seen = self.texts(tokens, (tokens != 0).long())
        features = features.transpose(0, 1)
        found = {"mask": ~seen, "features": features, "embeds": torch.cat([features, -features], 2)}
        return tuple(found[name] for name in self.order)


class Found(torch.nn.Module):
    """A detector with other inputs and outputs."""

    def __init__(self, whole, inputs, outputs, boxes):
        super().__init__()
        self.detector = Detector(whole, boxes, None)
        self.inputs, self.outputs, self.boxes = inputs, outputs, boxes

    def forward(self, *given):
        given = dict(zip(self.inputs, given))
        level = [given[name] for name in ("f0", "f1", "f2", "p2")]
        text = [given["text"].transpose(0, 1), ~given["pad"]]
        if self.boxes:
            none = ~given["valid"] if "valid" in given else given["none"]
            labels = torch.where(none, torch.full_like(given["labels"].long(), -10), given["labels"].long())
            text += [given["corners"], labels]
        masks, boxes, logits, presence = self.detector(*level, *text)
        made = {"masks": masks, "boxes": boxes, "logits": logits, "column": logits[..., None], "presence": presence,
                "there": presence.sigmoid(), "scores": logits.sigmoid() * presence.sigmoid(),
                "alone": logits.sigmoid(), "chances": masks.sigmoid()}
        return tuple(made[name] for name in self.outputs)


def flat(names, *axes):
    return {name: dict(axes) for name in names}


def levels(name, join="_"):
    return [f"{name}{join}{k}" for k in range(3)]


def tokens():
    return torch.cat([torch.tensor([[49406, 2000, 49407]]), torch.zeros(1, TOKENS - 3, dtype=torch.int64)], 1)


def split(whole, folder, kind, side):
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(TOKENIZER, folder)
    picture, ids = torch.randn(1, 3, side, side), tokens()
    corners, labels = torch.zeros(1, 1, 4), torch.ones(1, 1, dtype=torch.int64)
    true = torch.ones(1, 1, dtype=torch.bool)
    if kind == "grounding":
        names = levels("vision_pos_enc") + levels("backbone_fpn")
        encoder = Pyramid(whole, ["places", "features"], True, True)
        pixels = torch.randint(0, 256, (1, 3, side, side), dtype=torch.uint8)
        seen = names + ["sam2_" + name for name in names]
        first = ["image", *seen, "tokens", "language_mask", "boxes_xyxy", "scores", "masks_logits"]
        axes = {**flat(first, (0, "batch")),
                "language_features": {1: "batch"},
                **flat(["box_coords", "box_valid_mask", "box_labels"], (0, "batch"), (1, "num_boxes"))}
        export(encoder, {"image": pixels}, folder / "sam3_image_encoder.onnx", seen, axes)
        text = Tokens(whole, ["mask", "features"])
        export(text, {"tokens": ids}, folder / "sam3_text_encoder.onnx", ["language_mask", "language_features"], axes)
        values = dict(zip(names, encoder(pixels))) | dict(zip(["language_mask", "language_features"], text(ids)))
        values |= {"box_coords": corners, "box_valid_mask": ~true, "box_labels": true}
        inputs = ["p0", "p1", "p2", "f0", "f1", "f2", "pad", "text", "corners", "valid", "labels"]
        found = Found(whole, inputs, ["boxes", "scores", "masks"], True)
        export(found, values, folder / "sam3_grounding_decoder.onnx", ["boxes_xyxy", "scores", "masks_logits"], axes)
        return
    if kind == "raw":
        seen = levels("feat", "") + levels("vpe", "")
        encoder, text = Pyramid(whole, ["features", "places"]), Tokens(whole, ["mask", "features", "embeds"])
        export(encoder, {"images": picture}, folder / "sam3_grounding_encoder.onnx", seen)
        read = ["text_attention_mask", "text_memory", "text_embeds"]
        export(text, {"tokens": ids}, folder / "sam3_language_encoder.onnx", read)
        made, said = encoder(picture), text(ids)
        taken = ["feat0", "feat1", "feat2", "vpe2", "lang_mask", "lang_feat"]
        values = dict(zip(taken, (*made[:3], made[5], *said[:2])))
        values |= {"box_coords": corners, "box_labels": labels, "box_masks": true}
        inputs = ["f0", "f1", "f2", "p2", "pad", "text", "corners", "labels", "none"]
        found = Found(whole, inputs, ["boxes", "logits", "masks", "presence"], True)
        export(found, values, folder / "sam3_grounding_decoder.onnx", ["boxes", "scores", "masks", "presence"])
        return
    plain = kind in ("padded", "geometry")
    seen = {"padded": levels("feat", "") + ["pos2"], "geometry": levels("fpn_feat") + ["fpn_pos_2"]}.get(
        kind, [f"v.{k}" for k in range(4)])
    encoder = Images(whole, True)
    export(encoder, {"images": picture}, folder / "vision-encoder.onnx", seen)
    made = encoder(picture)
    if kind == "geometry":
        mask = torch.ones(1, TOKENS, dtype=torch.int64)
        text = Texts(whole)
        export(text, {"input_ids": ids, "attention_mask": mask}, folder / "text-encoder.onnx",
               ["text_features", "text_mask"], flat(["input_ids", "attention_mask", "text_features", "text_mask"],
                                                    (0, "batch")))
        boxes = Geometry(whole)
        values = {"input_boxes": torch.rand(1, 2, 4) / 2, "input_boxes_labels": torch.ones(1, 2, dtype=torch.int64),
                  "fpn_feat_2": made[2], "fpn_pos_2": made[3]}
        export(boxes, values, folder / "geometry-encoder.onnx", ["geometry_features", "geometry_mask"],
               {"geometry_features": {0: "batch", 1: "num_prompts"}, "geometry_mask": {0: "batch", 1: "num_prompts"},
                "input_boxes": {0: "batch", 1: "num_boxes"}, "input_boxes_labels": {0: "batch", 1: "num_boxes"}})
        said = text(ids, mask)
        values = dict(zip([*seen, "prompt_features", "prompt_mask"], (*made, *said)))
        free = flat(["prompt_features", "prompt_mask"], (0, "batch"), (1, "prompt_len"))
        export(Detector(whole, False, None), values, folder / "decoder.onnx",
               ["pred_masks", "pred_boxes", "pred_logits", "presence_logits"], free)
        return
    text = Tokens(whole, ["features", "mask"])
    read = ["lang_feat", "lang_mask"] if plain else ["w.1", "w.2"]
    export(text, {"input_ids" if plain else "t.1": ids}, folder / "text-encoder.onnx", read)
    said = text(ids)
    inputs = ["f0", "f1", "f2", "p2", "text", "pad"]
    outputs, names = {
        "padded": (["boxes", "column", "masks", "presence"],
                   ["pred_boxes", "pred_logits", "pred_masks", "presence_logit"]),
        "chances": (["boxes", "scores", "chances"], ["o.1", "o.2", "o.3"]),
        "staged": (["column", "boxes", "masks", "presence"],
                   ["logits", "boxes_cxcywh", "mask_logits", "presence_logits"]),
    }.get(kind, (["boxes", "alone", "chances", "there"], ["o.1", "o.2", "o.3", "o.4"]))
    taken = [*seen, *read] if plain else [*seen[:2], "x.2", "x.3", *read]
    if kind == "staged":
        stage = Stage()
        values = {"v.2": made[2], "v.3": made[3], "w.1": said[0], "w.2": said[1]}
        between = ["memory", "encoded_text", "memory_padding_mask"]
        export(stage, values, folder / "grounding-encoder.onnx", between)
        values = dict(zip([*seen[:2], "v.2", "v.3", *between], (*made, *stage(*values.values()))))
        export(Staged(Found(whole, inputs, outputs, False)), values, folder / "decoder.onnx", names)
        return
    if kind != "padded":
        taken = [*seen, *read]
    export(Found(whole, inputs, outputs, False), dict(zip(taken, (*made, *said))), folder / "decoder.onnx", names)
    if kind == "stated-declared":
        (folder / "segmenter.json").write_text(json.dumps({
            "type": "sam3",
            "graphs": {"images": "vision-encoder.onnx", "texts": "text-encoder.onnx", "detector": "decoder.onnx"},
            "inputs": {"features_0": "v.0", "features_1": "v.1", "features_2": "v.2", "features_3": "v.3",
                       "tokens": "t.1", "text_features": "w.1", "text_mask": "w.2"},
            "outputs": {"features_0": "v.0", "features_1": "v.1", "features_2": "v.2", "features_3": "v.3",
                        "text_features": "w.1", "text_mask": "w.2", "scores": "o.2", "masks": "o.3",
                        "presence_scores": "o.4"}}, indent=1))


class Geometry(torch.nn.Module):
    """Boxes to prompts, as a graph of its own."""

    def __init__(self, whole):
        super().__init__()
        self.whole = whole

    def forward(self, boxes, labels, features, places):
        made = self.whole.geometry_encoder(boxes, labels != -10, labels, (features,), (places,))
        return made.last_hidden_state, made.attention_mask


class Stage(torch.nn.Module):
    """What lies between encoders and detector."""

    def forward(self, features, places, text, pad):
        memory = (features + 0 * places).flatten(2).permute(2, 0, 1)
        return memory, text + 0, memory[..., 0].transpose(0, 1) > 1e9


class Staged(torch.nn.Module):
    def __init__(self, found):
        super().__init__()
        self.found = found

    def forward(self, f0, f1, f2, p2, memory, text, pad):
        return self.found(f0, f1, f2, p2, text + 0 * memory.mean(), text[..., 0].transpose(0, 1) > 1e9 + 0 * pad.sum())


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*", default=KINDS)
    parser.add_argument("--side", type=int, default=112)
    parser.add_argument("--compare", nargs=3)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    whole = model(given.side)
    for kind in given.only:
        if given.compare:
            photographs, masks, threshold = given.compare
            like = "boxes" if kind in BOXES else kind
            compare(whole, like, given.side, pathlib.Path(photographs), pathlib.Path(masks) / kind, float(threshold))
        else:
            with torch.no_grad():
                split(whole, given.out / kind, kind, given.side)


if __name__ == "__main__":
    main()
