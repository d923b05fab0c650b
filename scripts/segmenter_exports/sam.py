"""Segment Anything and its relatives, exported as their users do, with random weights.

python -m segmenter_exports.sam OUT [--seed 1] [--side 256] [--only NAME…]    one folder a model, with a detector of fixed boxes
python -m segmenter_exports.sam OUT --compare PHOTOGRAPHS MASKS  masks of `sat segment` against PyTorch's
python -m segmenter_exports.sam src/test/resources/segmenters --tests   the smallest of each, with PyTorch's masks

Needs segment-anything, segment-anything-hq, samexporter, sam2 and transformers from PyPI; EfficientSAM's own folder
(`efficient_sam`, `onnx_models.py`) on the path. The detector has an OWL-ViT's signature and gives the same three boxes
for every picture, so both sides cut out the same boxes.
"""
import argparse
import json
import pathlib
import shutil
import sys
import warnings

import numpy as np
import torch
from PIL import Image

from segmenter_exports.sam_graphs import BOXES, NAMES, POINTS, SIZE, TOKENIZER, decoder_values, detector, export, small_sam
from segmenter_exports.sam_hub import hub_sam, hub_sam2

warnings.filterwarnings("ignore")


class Original:
    """The original code's predictor (also MobileSAM)."""

    def __init__(self, sam):
        self.sam = sam

    def predictor(self):
        import segment_anything
        return segment_anything.SamPredictor(self.sam)

    def masks(self, image, boxes):
        predictor = self.predictor()
        predictor.set_image(np.array(image))
        found = []
        for box in boxes:
            masks, scores, _ = predictor.predict(box=np.array(box), multimask_output=True)
            found.append(masks[scores.argmax()])
        return found


class HighQuality(Original):
    def predictor(self):
        import segment_anything_hq
        return segment_anything_hq.SamPredictor(self.sam)

    def masks(self, image, boxes):
        predictor = self.predictor()
        predictor.set_image(np.array(image))
        return [predictor.predict(box=np.array(box), multimask_output=False)[0][0] for box in boxes]


def sam(folder, raw, single=False):
    import segment_anything
    from samexporter.onnx_utils import ImageEncoderOnnxModel
    from segment_anything.utils.onnx import SamOnnxModel
    model = small_sam(segment_anything)
    side = model.image_encoder.img_size
    encoder = ImageEncoderOnnxModel(model, raw, [123.675, 116.28, 103.53], [58.395, 57.12, 57.375])
    image = torch.randn((side, side, 3) if raw else (1, 3, side, side))
    export(encoder, {"input_image": image}, folder / "sam.encoder.onnx", ["image_embeddings"],
           {"input_image": {0: "image_height", 1: "image_width"}} if raw else None)
    export(SamOnnxModel(model, return_single_mask=single), decoder_values(side, SIZE["width"]), folder / "sam.decoder.onnx",
           ["masks", "iou_predictions", "low_res_masks"], POINTS)
    return Original(model)


def mobile_sam(folder):
    from samexporter.mobile_encoder.setup_mobile_sam import setup_model
    from samexporter.onnx_utils import ImageEncoderOnnxModel
    from segment_anything.utils.onnx import SamOnnxModel
    model = setup_model().eval()
    encoder = ImageEncoderOnnxModel(model, False)
    export(encoder, {"input_image": torch.randn(1, 3, 1024, 1024)}, folder / "mobile_sam.encoder.onnx",
           ["image_embeddings"])
    export(SamOnnxModel(model, return_single_mask=False), decoder_values(1024), folder / "mobile_sam.decoder.onnx",
           ["masks", "iou_predictions", "low_res_masks"], POINTS)
    return Original(model)


class HighQualityEncoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.encoder = model.image_encoder

    def forward(self, image):
        embeddings, interm = self.encoder(image)
        return embeddings, torch.stack(interm)


def hq_sam(folder):
    import segment_anything_hq
    from segment_anything_hq.utils.onnx import SamOnnxModel
    model = small_sam(segment_anything_hq)
    side = model.image_encoder.img_size
    image = torch.randn(1, 3, side, side)
    export(HighQualityEncoder(model), {"image": image}, folder / "sam_hq.encoder.onnx",
           ["image_embeddings", "interm_embeddings"])
    values = decoder_values(side, SIZE["width"])
    with torch.no_grad():
        interm = HighQualityEncoder(model)(image)[1]
    values = {"image_embeddings": values.pop("image_embeddings"), "interm_embeddings": interm, **values}
    export(SamOnnxModel(model, hq_token_only=False), values, folder / "sam_hq.decoder.onnx",
           ["masks", "iou_predictions", "low_res_masks"], POINTS)
    return HighQuality(model)


class Second:
    def __init__(self, model):
        self.model = model

    def masks(self, image, boxes):
        from sam2.sam2_image_predictor import SAM2ImagePredictor
        predictor = SAM2ImagePredictor(self.model)
        predictor.set_image(np.array(image))
        found = []
        for box in boxes:
            masks, scores, _ = predictor.predict(box=np.array(box), multimask_output=True)
            found.append(masks[scores.argmax()] > 0)
        return found


def sam2_tiny(folder):
    import os

    import samexporter
    from hydra import initialize_config_dir
    from hydra.core.global_hydra import GlobalHydra
    from sam2.build_sam import build_sam2
    from samexporter.sam2_onnx import SegmentAnything2ONNX  # noqa: F401
    from samexporter.export_sam2 import SAM2ImageDecoder, SAM2ImageEncoder
    GlobalHydra.instance().clear()
    configs = os.path.join(os.path.dirname(samexporter.__file__), "sam2_configs")
    with initialize_config_dir(config_dir=configs, version_base="1.2"):
        model = build_sam2("sam2_hiera_t.yaml", None, device="cpu").eval()
    image = torch.randn(1, 3, 1024, 1024)
    encoder = SAM2ImageEncoder(model)
    with torch.no_grad():
        first, second, embed = encoder(image)
    export(encoder, {"image": image}, folder / "sam2_hiera_tiny.encoder.onnx",
           ["high_res_feats_0", "high_res_feats_1", "image_embed"])
    values = {
        "image_embed": embed, "high_res_feats_0": first, "high_res_feats_1": second,
        "point_coords": torch.rand(1, 5, 2) * 1024, "point_labels": torch.zeros(1, 5),
        "mask_input": torch.randn(1, 1, 256, 256), "has_mask_input": torch.ones(1)}
    axes = {"point_coords": {0: "num_labels", 1: "num_points"}, "point_labels": {0: "num_labels", 1: "num_points"},
            "mask_input": {0: "num_labels"}, "has_mask_input": {0: "num_labels"}}
    export(SAM2ImageDecoder(model, multimask_output=True), values, folder / "sam2_hiera_tiny.decoder.onnx",
           ["masks", "iou_predictions"], axes)
    return Second(model)


class Efficient:
    """The exported graphs in ONNX Runtime: they enlarge masks bilinearly, Python's own pipeline bicubically."""

    def __init__(self, folder):
        import onnxruntime
        self.encoder, self.decoder = (onnxruntime.InferenceSession(str(folder / f"efficient_sam_vitt_{part}.onnx"))
                                      for part in ("encoder", "decoder"))

    def masks(self, image, boxes):
        pixels = np.array(image).transpose(2, 0, 1)[None].astype(np.float32) / 255
        seen = self.encoder.run(None, {"batched_images": pixels})[0]
        found = []
        for box in boxes:
            masks, scores = self.decoder.run(["output_masks", "iou_predictions"], {
                "image_embeddings": seen, "batched_point_coords": np.array(box, np.float32).reshape(1, 1, 2, 2),
                "batched_point_labels": np.array([[[2, 3]]], np.float32),
                "orig_im_size": np.array([image.height, image.width])})
            found.append(masks[0, 0, scores[0, 0].argmax()] > 0)
        return found


def efficient_sam(folder):
    import onnx_models
    from efficient_sam.efficient_sam import build_efficient_sam
    model = build_efficient_sam(encoder_patch_embed_dim=192, encoder_num_heads=3).eval()
    export(onnx_models.OnnxEfficientSamEncoder(model), {"batched_images": torch.rand(1, 3, 1080, 1920)},
           folder / "efficient_sam_vitt_encoder.onnx", ["image_embeddings"],
           {"batched_images": {0: "batch", 2: "height", 3: "width"}})
    values = {"image_embeddings": torch.randn(1, 256, 64, 64),
              "batched_point_coords": torch.rand(1, 1, 5, 2) * 1080,
              "batched_point_labels": torch.randint(0, 4, (1, 1, 5)).float(),
              "orig_im_size": torch.tensor([1080, 1920])}
    export(onnx_models.OnnxEfficientSamDecoder(model), values, folder / "efficient_sam_vitt_decoder.onnx",
           ["output_masks", "iou_predictions"],
           {"image_embeddings": {0: "batch"}, "batched_point_coords": {2: "num_points"},
            "batched_point_labels": {2: "num_points"}})
    return Efficient(folder)


MODELS = {
    "sam": lambda folder: sam(folder, False),
    "sam-raw": lambda folder: sam(folder, True, single=True),
    "hq-sam": hq_sam,
    "sam-hub": hub_sam,
    "sam-hub-dynamo": lambda folder: hub_sam(folder, True),
    "sam2-hub": hub_sam2,
    "sam2-hub-small": lambda folder: hub_sam2(folder, small=True),
    "mobile-sam": mobile_sam,
    "sam2-tiny": sam2_tiny,
    "efficient-sam": efficient_sam,
}


def make(name, out, seed):
    """Exports a model and returns PyTorch's side of it."""
    torch.manual_seed(seed)
    folder = out / name
    folder.mkdir(parents=True, exist_ok=True)
    detector(folder)
    return MODELS[name](folder)


def corners(image):
    return [[(x - w / 2) * image.width, (y - h / 2) * image.height, (x + w / 2) * image.width,
             (y + h / 2) * image.height] for x, y, w, h in BOXES]


def compare(peer, photographs, masks):
    """Prints the least overlap over all photographs and boxes, and the share of the picture in masks."""
    overlaps, areas = [], []
    for file in sorted(photographs.iterdir()):
        image = Image.open(file).convert("RGB")
        for name, wanted in zip(NAMES, peer.masks(image, corners(image))):
            theirs = np.asarray(wanted, bool)
            mine = masks / file.stem / f"{name}.png"
            ours = np.array(Image.open(mine).convert("L")) > 127 if mine.exists() else np.zeros_like(theirs)
            union = (ours | theirs).sum()
            overlaps.append((ours & theirs).sum() / union if union else 1.0)
            areas.append(theirs.mean())
    print(f"{len(overlaps)} masks of {len(overlaps) // 3} photographs: IoU {min(overlaps):.4f} to {max(overlaps):.4f}, "
          f"area {min(areas):.2f} to {max(areas):.2f}", flush=True)


def tests(out, seed):
    """Writes the smallest exports with PyTorch's masks of one picture, for ContractModelsTest."""
    from segmenter_models import common
    SIZE.update(side=64, width=16)
    for name in ("sam", "hq-sam"):
        shutil.rmtree(out / f"real-{name}", ignore_errors=True)
        torch.manual_seed(seed)
        folder = out / f"real-{name}"
        folder.mkdir(parents=True)
        detector(folder)
        peer = MODELS[name](folder)
        shutil.copy(TOKENIZER / "picture.png", folder)
        image = Image.open(folder / "picture.png").convert("RGB")
        found = [{"name": word, "mask": {"counts": common.run_lengths(np.asarray(mask, bool))}}
                 for word, mask in zip(NAMES, peer.masks(image, corners(image)))]
        (folder / "expected.json").write_text(json.dumps({"prompts": NAMES, "detections": found}, indent=1))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--side", type=int, default=SIZE["side"], help="of the small models' pictures, in pixels")
    parser.add_argument("--only", nargs="*", default=list(MODELS))
    parser.add_argument("--compare", nargs=2, type=pathlib.Path, help="photographs, and the folder of sat's masks")
    parser.add_argument("--tests", action="store_true")
    given = parser.parse_args()
    SIZE["side"] = given.side
    if given.tests:
        return tests(given.out, given.seed)
    for name in given.only:
        try:
            peer = make(name, given.out, given.seed)
            print(name, "exported", flush=True)
            if given.compare:
                print(name, end=": ")
                compare(peer, given.compare[0], given.compare[1] / name)
        except Exception as e:  # one family that its tool cannot export does not end the others
            print(name, "failed:", type(e).__name__, str(e)[:300], file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
