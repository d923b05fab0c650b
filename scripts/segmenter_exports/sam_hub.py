"""SAM and SAM 2 of the hub, as two graphs each."""

import torch

from segmenter_exports.sam_graphs import SIZE, export


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
