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
import onnx
import torch
from onnx import TensorProto, helper
from PIL import Image
from torch.nn import functional as F

warnings.filterwarnings("ignore")
HERE = pathlib.Path(__file__).resolve().parent
TOKENIZER = HERE.parent.parent / "src/test/resources/segmenters/owlvit-sam-raw"
NAMES = ["red", "green", "blue"]
# centre and size, as shares of the picture
BOXES = [[0.5, 0.5, 0.6, 0.7], [0.3, 0.4, 0.4, 0.5], [0.7, 0.6, 0.45, 0.6]]


def detector(folder):
    """Writes a graph with OWL-ViT's inputs and outputs: text i has box i."""
    value = lambda name, array: helper.make_node(
        "Constant", [], [name], value=onnx.numpy_helper.from_array(np.asarray(array, np.float32)))
    logits = np.full((1, 3, 3), -9.0)
    logits[0, range(3), range(3)] = [2.0, 1.0, 0.5]
    graph = helper.make_graph(
        [value("logits", logits), value("pred_boxes", [BOXES])], "detector",
        [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", 16]),
         helper.make_tensor_value_info("pixel_values", TensorProto.FLOAT, [1, 3, 32, 32]),
         helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["n", 16])],
        [helper.make_tensor_value_info("logits", TensorProto.FLOAT, [1, 3, 3]),
         helper.make_tensor_value_info("pred_boxes", TensorProto.FLOAT, [1, 3, 4])])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.save(model, folder / "detector.onnx")
    shutil.copy(TOKENIZER / "tokenizer.json", folder)
    config = json.loads((TOKENIZER / "preprocessor_config.json").read_text())
    config["size"] = {"height": 32, "width": 32}
    (folder / "preprocessor_config.json").write_text(json.dumps(config))


def export(model, values, file, names, axes=None, dynamo=False, opset=17):
    if file.exists():
        return  # a comparison needs only the weights, which the seed gives again
    with torch.no_grad():
        torch.onnx.export(model, tuple(values.values()), str(file), input_names=list(values), output_names=names,
                          dynamic_axes=axes, opset_version=opset, dynamo=dynamo)


POINTS = {"point_coords": {1: "num_points"}, "point_labels": {1: "num_points"}}


def decoder_values(side, channels=256):
    low = side // 16
    return {
        "image_embeddings": torch.randn(1, channels, low, low),
        "point_coords": torch.rand(1, 5, 2) * side,
        "point_labels": torch.randint(0, 4, (1, 5)).float(),
        "mask_input": torch.randn(1, 1, 4 * low, 4 * low),
        "has_mask_input": torch.ones(1),
        "orig_im_size": torch.tensor([1.5 * side, 2.0 * side]),
    }


SIZE = {"side": 256, "width": 32}


def small_sam(package):
    """A SAM of the original code with a small image encoder."""
    import functools
    modeling, side, width = package.modeling, SIZE["side"], SIZE["width"]
    vit = modeling.image_encoder.ImageEncoderViT if hasattr(modeling, "image_encoder") else modeling.ImageEncoderViT
    encoder = vit(
        img_size=side, embed_dim=width, depth=2, num_heads=2, patch_size=16, out_chans=width, qkv_bias=True,
        norm_layer=functools.partial(torch.nn.LayerNorm, eps=1e-6), use_rel_pos=True, global_attn_indexes=[1],
        window_size=4)
    prompt = modeling.PromptEncoder(width, (side // 16, side // 16), (side, side), 16)
    way = modeling.TwoWayTransformer(depth=2, embedding_dim=width, mlp_dim=2 * width, num_heads=2)
    if package.__name__.endswith("hq"):
        decoder = modeling.MaskDecoderHQ(
            num_multimask_outputs=3, transformer=way, transformer_dim=width, iou_head_depth=3, iou_head_hidden_dim=width,
            vit_dim=width)
    else:
        decoder = modeling.MaskDecoder(
            num_multimask_outputs=3, transformer=way, transformer_dim=width, iou_head_depth=3, iou_head_hidden_dim=width)
    return modeling.Sam(encoder, prompt, decoder).eval()


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


class HubEncoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        embeddings = self.model.get_image_embeddings(pixel_values)
        return embeddings, self.model.get_image_wide_positional_embeddings()


class HubDecoder(torch.nn.Module):
    """Takes boxes instead of points."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_boxes, image_embeddings, image_positional_embeddings):
        made = self.model(input_boxes=input_boxes, image_embeddings=image_embeddings, multimask_output=True)
        return made.iou_scores, made.pred_masks + 0 * image_positional_embeddings.mean()


class Hub:
    def __init__(self, model, processor):
        self.model, self.processor = model, processor

    def masks(self, image, boxes):
        found = []
        for box in boxes:
            inputs = self.processor(images=image, input_boxes=[[list(map(float, box))]], return_tensors="pt")
            with torch.no_grad():
                made = self.model(pixel_values=inputs["pixel_values"], input_boxes=inputs["input_boxes"].float(),
                                  multimask_output=True)
            sizes = [inputs["original_sizes"]]
            if "reshaped_input_sizes" in inputs:
                sizes.append(inputs["reshaped_input_sizes"])
            masks = self.processor.post_process_masks(made.pred_masks, *sizes, binarize=True)[0]
            found.append(masks.reshape(-1, *masks.shape[-2:])[made.iou_scores.flatten().argmax()].numpy())
        return found


def hub_sam(folder, dynamo=False):
    from transformers import SamConfig, SamImageProcessor, SamModel, SamProcessor
    side = SIZE["side"]
    config = SamConfig(
        vision_config={"hidden_size": 32, "num_hidden_layers": 2, "num_attention_heads": 2, "image_size": side,
                       "output_channels": 32, "num_pos_feats": 16, "global_attn_indexes": [1], "window_size": 4, "mlp_dim": 64},
        prompt_encoder_config={"hidden_size": 32, "image_size": side},
        mask_decoder_config={"hidden_size": 32, "mlp_dim": 64, "num_attention_heads": 2, "iou_head_hidden_dim": 32})
    model = SamModel(config).eval()
    processor = SamProcessor(SamImageProcessor(
        size={"longest_edge": side}, pad_size={"height": side, "width": side}, mask_size={"longest_edge": side // 4},
        mask_pad_size={"height": side // 4, "width": side // 4}))
    image = torch.randn(1, 3, side, side)
    export(HubEncoder(model), {"pixel_values": image}, folder / "vision_encoder.onnx",
           ["image_embeddings", "image_positional_embeddings"], dynamo=dynamo, opset=18 if dynamo else 17)
    with torch.no_grad():
        embeddings, places = HubEncoder(model)(image)
    export(HubDecoder(model), {"input_boxes": torch.rand(1, 1, 4) * side, "image_embeddings": embeddings,
                               "image_positional_embeddings": places},
           folder / "prompt_encoder_mask_decoder.onnx", ["iou_scores", "pred_masks"], dynamo=dynamo,
           opset=18 if dynamo else 17)
    return Hub(model, processor)


class HubSecondEncoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return tuple(self.model.get_image_embeddings(pixel_values))


class HubSecondDecoder(torch.nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, input_points, input_labels, input_boxes, first, second, third):
        made = self.model(input_points=input_points, input_labels=input_labels, input_boxes=input_boxes,
                          image_embeddings=[first, second, third], multimask_output=True)
        return made.iou_scores, made.pred_masks


def small_sam2():
    """SAM 2 of the hub with the published layout, in small."""
    from transformers import Sam2Config
    width, side = 32, SIZE["side"]
    dims = [8, 16, 24, 32]
    backbone = {
        "model_type": "sam2_hiera_det_model", "hidden_size": dims[0], "image_size": [side, side], "embed_dim_per_stage": dims,
        "blocks_per_stage": [1, 1, 2, 1], "num_attention_heads_per_stage": [1, 1, 2, 2],
        "window_size_per_stage": [8, 4, 4, 4], "global_attention_blocks": [3]}
    sizes = [[side // k] * 2 for k in (4, 8, 16)]
    vision = {"backbone_config": backbone, "backbone_channel_list": dims[::-1], "backbone_feature_sizes": sizes,
              "fpn_hidden_size": width}
    return Sam2Config(vision_config=vision, prompt_encoder_config={"hidden_size": width, "image_size": side},
                      mask_decoder_config={"hidden_size": width, "mlp_dim": 64, "num_attention_heads": 2,
                                           "iou_head_hidden_dim": width})


def hub_sam2(folder, small=False):
    from transformers import Sam2Config, Sam2ImageProcessor, Sam2Model, Sam2Processor
    side = SIZE["side"] if small else 1024
    model = Sam2Model(small_sam2() if small else Sam2Config()).eval()
    processor = Sam2Processor(Sam2ImageProcessor(
        size={"height": side, "width": side}, mask_size={"height": side // 4, "width": side // 4}), target_size=side)
    image = torch.randn(1, 3, side, side)
    names = [f"image_embeddings.{k}" for k in range(3)]
    export(HubSecondEncoder(model), {"pixel_values": image}, folder / "vision_encoder.onnx", names)
    with torch.no_grad():
        made = HubSecondEncoder(model)(image)
    values = {"input_points": torch.zeros(1, 1, 1, 2), "input_labels": torch.full((1, 1, 1), -10),
              "input_boxes": torch.rand(1, 1, 4) * side, **dict(zip(names, made))}
    export(HubSecondDecoder(model), values, folder / "prompt_encoder_mask_decoder.onnx", ["iou_scores", "pred_masks"],
           {"input_points": {2: "points"}, "input_labels": {2: "points"}})
    return Hub(model, processor)


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
