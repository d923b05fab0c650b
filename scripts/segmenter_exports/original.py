"""Exports Grounding DINO of its authors' code with their inputs, and writes the boxes that Python finds.

python -m segmenter_exports.original OUT --seed 1 --photographs FOLDER

Needs groundingdino-py's folder on the path (its pure-torch attention, no build) and transformers 4. The exporters of
others call BERT, backbone and transformer in turn, because the model itself takes captions; so does this.
"""
import runpy
import sys
import types

import torch
from torch import nn
from transformers import BertConfig, BertModel, GroundingDinoImageProcessorFast

from . import grounding, prompted

for name, attribute in (("addict", "Dict"), ("yapf", ""), ("yapf.yapflib", ""), ("yapf.yapflib.yapf_api", "FormatCode")):
    sys.modules.setdefault(name, types.ModuleType(name))
    if attribute:
        setattr(sys.modules[name], attribute, dict)

from groundingdino.models.GroundingDINO import bertwarper, groundingdino  # noqa: E402
from groundingdino.models.GroundingDINO.groundingdino import build_groundingdino  # noqa: E402
from groundingdino.util import get_tokenlizer  # noqa: E402



def similar(self, x, text_dict):
    """ContrastiveEmbed without its assignment to a slice, which torch's exporter cannot write."""
    words = text_dict["encoded_text"]
    logits = (x @ words.transpose(-1, -2)).masked_fill(~text_dict["text_token_mask"][:, None, :], float("-inf"))
    return nn.functional.pad(logits, (0, self.max_text_len - words.shape[1]), value=float("-inf"))


TAKES = ["img", "input_ids", "attention_mask", "position_ids", "token_type_ids", "text_token_mask"]


class Open(nn.Module):
    """The model, with tokens and masks as inputs."""

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, img, input_ids, attention_mask, position_ids, token_type_ids, text_token_mask):
        model = self.model
        words = model.bert(input_ids=input_ids, attention_mask=text_token_mask, position_ids=position_ids,
                           token_type_ids=token_type_ids)["last_hidden_state"]
        texts = {"encoded_text": model.feat_map(words), "text_token_mask": attention_mask,
                 "position_ids": position_ids, "text_self_attention_masks": text_token_mask}
        features, places = model.backbone(groundingdino.nested_tensor_from_tensor_list(img))
        sources, masks = [], []
        for layer, feature in enumerate(features):
            source, mask = feature.decompose()
            sources.append(model.input_proj[layer](source))
            masks.append(mask)
        for layer in range(len(sources), model.num_feature_levels):
            source = model.input_proj[layer](features[-1].tensors if layer == len(features) else sources[-1])
            mask = torch.zeros_like(source[:, 0]).bool()
            places.append(model.backbone[1](groundingdino.NestedTensor(source, mask)).to(source.dtype))
            sources.append(source)
            masks.append(mask)
        states, reference, *_ = model.transformer(sources, masks, None, places, None, None, texts)
        offset = model.bbox_embed[-1](states[-1])
        boxes = (offset + groundingdino.inverse_sigmoid(reference[-2])).sigmoid()
        return model.class_embed[-1](states[-1], texts), boxes


def model_of(args, words):
    config = BertConfig(vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
                        intermediate_size=32, attn_implementation="eager")
    get_tokenlizer.get_tokenlizer = lambda _: words
    get_tokenlizer.get_pretrained_language_model = lambda _: BertModel(config)
    settings = runpy.run_path(groundingdino.__file__.replace(
        "models/GroundingDINO/groundingdino.py", "config/GroundingDINO_SwinT_OGC.py"))
    settings = {k: v for k, v in settings.items() if not k.startswith("__")} | dict(
        enc_layers=1, dec_layers=2, dim_feedforward=64, nheads=8, num_queries=30, use_checkpoint=False,
        use_transformer_ckpt=False, device="cpu", dilation=False, aux_loss=False)
    model = build_groundingdino(types.SimpleNamespace(**settings)).eval()
    prompted.lively(model, args.seed)
    with torch.no_grad():  # pale scores, as in grounding.py
        model.transformer.decoder.norm.weight *= 0.5 / 256**0.5
    size = {"height": args.side, "width": args.side}
    return model, GroundingDinoImageProcessorFast(size=size)


def inputs_of(model, pictures, words, photograph, prompts):
    texts = words(". ".join(prompt.lower() for prompt in prompts) + ".", return_tensors="pt")
    mask, places, _ = bertwarper.generate_masks_with_special_tokens_and_transfer_map(
        texts, model.specical_tokens, words)
    return {"img": pictures(images=photograph, return_tensors="pt")["pixel_values"], "input_ids": texts["input_ids"],
            "attention_mask": texts["attention_mask"].bool(), "position_ids": places,
            "token_type_ids": texts["token_type_ids"], "text_token_mask": mask}


def answers(model, pictures, words, photograph, prompts):
    inputs = inputs_of(model, pictures, words, photograph, prompts)
    with torch.no_grad():  # by the model's own forward, which takes captions
        made = model(inputs["img"], captions=[". ".join(prompt.lower() for prompt in prompts) + "."])
    of = grounding.spans(inputs["input_ids"][0].tolist())
    scores = torch.stack([made["pred_logits"][0][:, : len(of)][:, of == i].max(-1).values
                          for i in range(len(prompts))], -1).sigmoid()
    x, y, w, h = made["pred_boxes"][0].unbind(-1)
    wide, high = photograph.size
    return scores, torch.stack([(x - w / 2) * wide, (y - h / 2) * high, (x + w / 2) * wide, (y + h / 2) * high], -1)


def main():
    args = prompted.arguments(side=96, threshold=0.3)
    torch.manual_seed(args.seed)
    words = prompted.bert_words(args)
    model, pictures = model_of(args, words)
    photographs = prompted.photographs(args)
    made = {name: answers(model, pictures, words, p, args.prompts) for name, p in photographs.items()}
    args.threshold = round(float(torch.cat([scores.max(-1).values for scores, _ in made.values()]).quantile(0.8)), 4)
    example = inputs_of(model, pictures, words, next(iter(photographs.values())), args.prompts[: args.texts])
    groundingdino.ContrastiveEmbed.forward = similar
    text = {name: {1: "seq_len"} for name in TAKES[1:]}
    text["text_token_mask"] = {1: "seq_len", 2: "seq_len"}
    torch.onnx.export(
        Open(model).eval(), tuple(example[name] for name in TAKES), str(args.out / "groundingdino.onnx"),
        input_names=TAKES, output_names=["logits", "boxes"], dynamic_axes=text, opset_version=args.opset or 16,
        dynamo=False)
    words.save_pretrained(args.out)
    found = {}
    for name, (scores, boxes) in made.items():
        best = scores.max(-1)
        found[name] = [prompted.box(args.prompts[best.indices[q]], best.values[q], boxes[q])
                       for q in range(len(boxes)) if best.values[q] > args.threshold]
    prompted.expect(args, lambda _: found)


if __name__ == "__main__":
    main()
