"""What the exports of Segment Anything share: a detector of fixed boxes, torch's exporter, a small SAM."""

import json
import pathlib
import shutil

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper

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
