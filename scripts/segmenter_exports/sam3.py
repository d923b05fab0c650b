"""SAM 3 of transformers with a small configuration and random weights, split into three graphs as public scripts do.

python -m segmenter_exports.sam3 OUT [--seed 1] [--only NAME…] [--side 112] [--published] [--dynamo]
                                     [--compare PHOTOGRAPHS MASKS THRESHOLD]

A folder each: `named` (names as in the known split exports), `boxes` (the detector also takes boxes), `anonymous` (no
speaking names, and the features' shapes say what they are), `declared` (no speaking names, equal shapes, and a
`segmenter.json`), `whole` (one graph), `batch` (any number of texts, each with features of its own, as public scripts
declare it), `shared` (any number of texts with the features of one picture). `--published` gives the detector its
published widths and layers; the encoders stay small. `--dynamo` writes the detector with the newer exporter.
"""
import argparse
import json
import pathlib
import shutil
import warnings

import numpy as np
import torch
from PIL import Image
from transformers import PreTrainedTokenizerFast, Sam3Config, Sam3ImageProcessor, Sam3Model
from transformers.models.sam3.modeling_sam3 import Sam3VisionEncoderOutput

from .pictures import picture

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).resolve().parent
TOKENIZER = HERE.parent.parent / "src/test/resources/segmenters/sam3-b/tokenizer.json"
NAMES = ["red", "green", "blue"]
TOKENS, PADDING = 32, 49407
FOUND = ["pred_masks", "pred_boxes", "pred_logits", "presence_logits"]


def processor(side):
    return Sam3ImageProcessor(size={"height": side, "width": side})


def model(side=112, published=False):
    grid = side // 14
    pyramid = [[grid * 4, grid * 4], [grid * 2, grid * 2], [grid, grid]]
    small = {"hidden_size": 16, "num_attention_heads": 2, "intermediate_size": 32}
    layers = {} if published else {**small, "num_layers": 2, "dropout": 0.0}
    queries = {} if published else {"num_queries": 10}
    width = {} if published else {"hidden_size": 16, "num_attention_heads": 2}
    whole = Sam3Model(Sam3Config(
        vision_config={
            "backbone_config": {**small, "model_type": "sam3_vit_model", "num_hidden_layers": 2, "image_size": side,
                                "window_size": 4, "global_attn_indexes": [1], "pretrain_image_size": 56},
            "fpn_hidden_size": 256 if published else 16, "backbone_feature_sizes": pyramid},
        text_config={**small, "num_hidden_layers": 1, "projection_dim": 16, "vocab_size": 49408,
                     "max_position_embeddings": TOKENS, "eos_token_id": 49407},
        geometry_encoder_config=layers, detr_encoder_config=layers,
        detr_decoder_config={**layers, **queries}, mask_decoder_config=width)).eval()
    # as they are, all scores are about 0.25 and masks are half of the picture
    with torch.no_grad():
        for weights in whole.parameters():
            if weights.dim() > 1:
                weights *= 2 if published else 8
    sparser(whole, side)
    return whole


def sparser(whole, side):
    """Lowers the masks by a bias: as they are, they hold most of a picture."""
    queries = []
    keep = whole.mask_decoder.mask_embedder.register_forward_hook(lambda *_: queries.append(_[2].detach()))
    ids = torch.full((1, TOKENS), PADDING)
    ids[0, :3] = torch.tensor([49406, 2000, 49407])
    planes = []
    for seed in range(4):
        pixels = processor(side)(images=picture(150, 100, seed), return_tensors="pt")["pixel_values"]
        with torch.no_grad():
            made = whole(pixel_values=pixels, input_ids=ids, attention_mask=(torch.arange(TOKENS) < 3).long()[None])
        planes.append(made.pred_masks.flatten())
    keep.remove()
    mean = torch.cat(queries, 1).flatten(0, 1).mean(0)
    with torch.no_grad():
        whole.mask_decoder.instance_projection.bias -= torch.cat(planes).quantile(0.8) * mean / (mean @ mean)


class Images(torch.nn.Module):
    def __init__(self, whole, places):
        super().__init__()
        self.whole, self.places = whole, places

    def forward(self, images):
        made = self.whole.vision_encoder(images)
        features = tuple(made.fpn_hidden_states[:3])
        return features + (made.fpn_position_encoding[2],) if self.places else features


class Texts(torch.nn.Module):
    def __init__(self, whole):
        super().__init__()
        self.whole = whole

    def forward(self, input_ids, attention_mask):
        made = self.whole.get_text_features(input_ids=input_ids, attention_mask=attention_mask, return_dict=True)
        return made.pooler_output, attention_mask.bool()


class Detector(torch.nn.Module):
    def __init__(self, whole, boxes, places):
        super().__init__()
        self.whole, self.boxes, self.places = whole, boxes, places

    def forward(self, *given):
        features, rest = given[:3], list(given[3:])
        if self.places is None:
            place = rest.pop(0)
        else:
            place = self.places
        text, mask = rest[0], rest[1]
        seen = Sam3VisionEncoderOutput(
            fpn_hidden_states=tuple(features) + (features[-1],),
            fpn_position_encoding=(place, place, place, place))
        embeds = type("Embeds", (), {"pooler_output": text})
        more = {"input_boxes": rest[2], "input_boxes_labels": rest[3]} if self.boxes else {}
        made = self.whole(vision_embeds=seen, text_embeds=embeds, attention_mask=mask, **more)
        return made.pred_masks, made.pred_boxes, made.pred_logits, made.presence_logits


class Shared(torch.nn.Module):
    """A detector that repeats the features of one picture for each text."""

    def __init__(self, detector):
        super().__init__()
        self.detector = detector

    def forward(self, *given):
        text = given[4]
        return self.detector(*[level.expand(text.shape[0], -1, -1, -1) for level in given[:4]], *given[4:])


def export(net, values, file, names, axes=None, dynamo=False):
    with torch.no_grad():
        if dynamo:
            # the newer exporter takes an axis of length 1 for a fixed one
            several = {name: value.repeat(2, *[1] * (value.dim() - 1)) if name in axes else value
                       for name, value in values.items()}
            batch = torch.export.Dim("batch")
            shapes = tuple({0: batch} if name in axes else None for name in values)
            torch.onnx.export(net, tuple(several.values()), str(file), input_names=list(values), output_names=names,
                              dynamic_shapes=(shapes,), dynamo=True, external_data=False)
        else:
            torch.onnx.export(net, tuple(values.values()), str(file), input_names=list(values), output_names=names,
                              dynamic_axes=axes, opset_version=17, dynamo=False)


class Whole(torch.nn.Module):
    def __init__(self, whole):
        super().__init__()
        self.whole = whole

    def forward(self, pixel_values, input_ids, attention_mask):
        made = self.whole(pixel_values=pixel_values, input_ids=input_ids, attention_mask=attention_mask)
        return made.pred_masks, made.pred_boxes, made.pred_logits, made.presence_logits


def batch(names):
    return {name: {0: "batch"} for name in names}


def split(whole, folder, kind, side, dynamo):
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(TOKENIZER, folder)
    if kind == "whole":
        processor(side).save_pretrained(folder)
        values = {"pixel_values": torch.randn(1, 3, side, side), "input_ids": torch.full((1, TOKENS), PADDING),
                  "attention_mask": torch.ones(1, TOKENS, dtype=torch.int64)}
        export(Whole(whole), values, folder / "model.onnx", FOUND)
        return
    named = kind in ("named", "boxes", "batch", "shared")
    places = kind != "anonymous"
    picture = torch.randn(1, 3, side, side)
    ids = torch.full((1, TOKENS), PADDING)
    mask = torch.ones(1, TOKENS, dtype=torch.int64)
    images, texts = Images(whole, places), Texts(whole)
    with torch.no_grad():
        features = images(picture)
        language = texts(ids, mask)
        fixed = None if places else whole.vision_encoder(picture).fpn_position_encoding[2]
    made = ["fpn_feat_0", "fpn_feat_1", "fpn_feat_2", "fpn_pos_2"][:len(features)]
    found, words = FOUND, ["text_features", "text_mask"]
    taken = made + (["prompt_features", "prompt_mask"] if kind == "batch" else words)
    if not named:
        made, taken = [f"v.{k}" for k in range(len(made))], [f"x.{k}" for k in range(len(taken))]
        found, words = ["o.1", "o.2", "o.3", "o.4"], ["w.1", "w.2"]
    inputs = dict(zip(taken, (*features, *language)))
    if kind == "boxes":
        inputs |= {"input_boxes": torch.zeros(1, 1, 4), "input_boxes_labels": torch.full((1, 1), -10)}
    several = kind == "batch"
    export(images, {"images" if named else "input.1": picture}, folder / "vision-encoder.onnx", made,
           batch(["images"] + made) if several else None)
    export(texts, {"input_ids": ids, "attention_mask": mask} if named else {"t.1": ids, "t.2": mask},
           folder / "text-encoder.onnx", words, batch(["input_ids", "attention_mask"] + words) if several else None)
    detector, axes = Detector(whole, kind == "boxes", fixed), None
    if several:
        axes = batch(taken + found)
        if not dynamo:
            axes |= {name: {0: "batch", 1: "prompt_len"} for name in taken[-2:]}
    elif kind == "shared":
        detector, axes = Shared(detector), batch(words + found)
    export(detector, inputs, folder / "decoder.onnx", found, axes, dynamo)
    if kind == "declared":
        (folder / "segmenter.json").write_text(json.dumps({
            "type": "sam3",
            "graphs": {"images": "vision-encoder.onnx", "texts": "text-encoder.onnx", "detector": "decoder.onnx"},
            "outputs": {"features_2": made[2], "features_3": made[3], "pred_masks": "o.1", "pred_logits": "o.3",
                        "presence_logits": "o.4"},
            "inputs": {"input_ids": "t.1", "attention_mask": "t.2", "features_2": taken[2], "features_3": taken[3]},
        }, indent=1))


def compare(whole, kind, side, photographs, masks, threshold):
    tokenizer = PreTrainedTokenizerFast(tokenizer_file=str(TOKENIZER))
    pictures = processor(side)
    overlaps, areas, best = [], [], {name: [] for name in NAMES}
    for file in sorted(photographs.iterdir()):
        image = Image.open(file).convert("RGB")
        pixels = pictures(images=image, return_tensors="pt")["pixel_values"]
        for name in NAMES:
            ids = tokenizer(name)["input_ids"]
            mask = torch.zeros(1, TOKENS, dtype=torch.int64)
            mask[0, :len(ids)] = 1
            ids = torch.tensor([ids + [PADDING] * (TOKENS - len(ids))])
            more = {}
            if kind == "boxes":
                more = {"input_boxes": torch.zeros(1, 1, 4), "input_boxes_labels": torch.full((1, 1), -10)}
            with torch.no_grad():
                made = whole(pixel_values=pixels, input_ids=ids, attention_mask=mask, **more)
            found = pictures.post_process_instance_segmentation(
                made, threshold=threshold, mask_threshold=0.5, target_sizes=[image.size[::-1]])[0]
            shape = image.size[::-1]
            theirs = found["masks"].bool().any(0).numpy() if len(found["masks"]) else np.zeros(shape, bool)
            best[name].append(float(found["scores"].max()) if len(found["scores"]) else None)
            mine = masks / file.stem / f"{name}.png"
            ours = np.array(Image.open(mine).convert("L")) > 127 if mine.exists() else np.zeros(shape, bool)
            union = (ours | theirs).sum()
            overlaps.append((ours & theirs).sum() / union if union else 1.0)
            areas.append(theirs.mean())
    rows = [line.split(",") for line in (masks / "detections.csv").read_text().splitlines()[1:]]
    ours = {row[0]: float(row[3]) for row in rows if row[3]}
    away = [abs(ours[name] - np.mean([s for s in best[name] if s is not None])) for name in ours if name in best]
    print(f"{kind}: {len(overlaps)} masks: IoU {min(overlaps):.4f} to {max(overlaps):.4f}, area {min(areas):.2f} to "
          f"{max(areas):.2f}, mean scores within {max(away, default=float('nan')):.1e}", flush=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", nargs="*",
                        default=["named", "boxes", "anonymous", "declared", "whole", "batch", "shared"])
    parser.add_argument("--side", type=int, default=112)
    parser.add_argument("--published", action="store_true")
    parser.add_argument("--dynamo", action="store_true")
    parser.add_argument("--compare", nargs=3)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    whole = model(given.side, given.published)
    for kind in given.only:
        if given.compare:
            photographs, masks, threshold = given.compare
            compare(whole, kind, given.side, pathlib.Path(photographs), pathlib.Path(masks) / kind, float(threshold))
        else:
            split(whole, given.out / kind, kind, given.side, given.dynamo and kind in ("batch", "shared"))


if __name__ == "__main__":
    main()
