#!/usr/bin/env python3
"""Writes CLIP and SigLIP with random weights, and the logits that transformers gives them.

    make-clip-models.py            tiny ones to src/test/resources/clip
    make-clip-models.py DIR        both at full size, ViT-B/32 and ViT-B/16 (3 GB), for -Dsat.clip=DIR; CLIP's real
                                   vocabulary is read from DIR/clip_tokenizer.json where it is there

Each folder is one export: of one graph or two, by TorchScript's exporter or the newer one. pixels.npy holds pictures
as arrays; logits-1.npy and logits-3.npy are transformers' logits of them, for one template and the mean of three.
Needs numpy, onnx, onnxscript, tokenizers, torch and transformers. Seeds are fixed: running it again gives the same.
"""
import json
import string
import sys
import warnings
from pathlib import Path

import numpy as np
import onnx
import tokenizers
import torch
from tokenizers import decoders, models, normalizers, pre_tokenizers, processors
from transformers import CLIPConfig, CLIPModel, SiglipConfig, SiglipModel

RESOURCES = Path(__file__).resolve().parent.parent / "src/test/resources/clip"
CLASSES = ["zebra", "horse", "fire engine"]
TEMPLATES = {"clip": ["a photo of a {}", "a bad photo of the {}", "art of a {}, in red"],
             "siglip": ["This is a photo of {}.", "a bad photo of the {}", "art of a {}, in red"]}
WORDS = "photo of this is the zebra horse dog cat bird red fire engine bad art in".split()
CLIP_PATTERN = (r"<\|startoftext\|>|<\|endoftext\|>|'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+")
SCALES = {"clip": (np.log(60.0), None), "siglip": (np.log(110.0), -7.5)}
# which exports there are: graphs, exporter
TINY = {"clip": [("two", "script"), ("one", "dynamo")], "siglip": [("two", "dynamo"), ("one", "script")]}
FULL = {name: [(form, kind) for form in ("two", "one") for kind in ("script", "dynamo")] for name in TINY}


def clip_tokenizer():
    """Byte-level pairs with CLIP's marks of a word's end; some words are one token."""
    letters = list(string.ascii_lowercase + string.digits + ".,'-")
    vocab = {piece: i for i, piece in enumerate(letters + [c + "</w>" for c in letters])}
    merges = []
    for word in WORDS[:9]:
        pieces = list(word[:-1]) + [word[-1] + "</w>"]
        while len(pieces) > 1:
            merges.append((pieces[0], pieces[1]))
            pieces[:2] = ["".join(pieces[:2])]
            vocab.setdefault(pieces[0], len(vocab))
    merges = list(dict.fromkeys(merges))
    start, end = "<|startoftext|>", "<|endoftext|>"
    vocab[start], vocab[end] = len(vocab), len(vocab) + 1
    made = tokenizers.Tokenizer(models.BPE(vocab, merges, unk_token=end, end_of_word_suffix="</w>",
                                           continuing_subword_prefix=""))
    made.normalizer = normalizers.Sequence([normalizers.NFC(),
                                            normalizers.Replace(tokenizers.Regex(r"\s+"), " "),
                                            normalizers.Lowercase()])
    made.pre_tokenizer = pre_tokenizers.Sequence([
        pre_tokenizers.Split(tokenizers.Regex(CLIP_PATTERN), "removed", invert=True),
        pre_tokenizers.ByteLevel(add_prefix_space=False)])
    made.post_processor = processors.RobertaProcessing((end, vocab[end]), (start, vocab[start]),
                                                       add_prefix_space=False, trim_offsets=False)
    made.decoder = decoders.ByteLevel()
    made.add_special_tokens([start, end])
    return made


def siglip_tokenizer():
    """Pieces of words with probabilities, as sentencepiece's; the same token ends a text and fills it up."""
    pieces = [("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -3.0), ("▁a", -2.0)]
    pieces += [("▁" + word, -2.0 - 0.01 * i) for i, word in enumerate(WORDS)]
    pieces += [(c, -6.0) for c in string.ascii_lowercase + string.digits]
    made = tokenizers.Tokenizer(models.Unigram(pieces, unk_id=2, byte_fallback=False))
    made.normalizer = normalizers.Sequence([
        normalizers.Lowercase(),
        normalizers.Replace(tokenizers.Regex(r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~]"), ""),
        normalizers.Replace(tokenizers.Regex(r"\s+"), " "), normalizers.Strip()])
    made.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    made.post_processor = processors.TemplateProcessing(single="$A </s>", special_tokens=[("</s>", 1)])
    made.decoder = decoders.Metaspace()
    made.add_special_tokens(["<pad>", "</s>", "<unk>"])
    return made


def network(name, full, tokenizer):
    """A model with random weights, and a scale and bias such as training leaves."""
    torch.manual_seed(7)
    tokens = tokenizer.get_vocab_size()
    end = tokenizer.token_to_id("<|endoftext|>") if name == "clip" else 1
    text = {"vocab_size": tokens, "eos_token_id": end, "bos_token_id": max(0, end - 1), "pad_token_id": 1}
    vision = {"patch_size": 32 if name == "clip" else 16}
    if not full:
        small = {"hidden_size": 8, "intermediate_size": 16, "num_hidden_layers": 1, "num_attention_heads": 2}
        text |= small | {"max_position_embeddings": 32, "projection_size": 8}
        vision |= small | {"image_size": 16, "patch_size": 8}
    if name == "clip":
        text.pop("projection_size", None)
        config = CLIPConfig(text_config=text, vision_config=vision, **({} if full else {"projection_dim": 6}))
        made = CLIPModel(config)
    else:
        made = SiglipModel(SiglipConfig(text_config=text, vision_config=vision))
    with torch.no_grad():
        for parameter in made.parameters():
            # the same values twice would be one constant of the file
            parameter.add_(torch.randn(parameter.shape) * 0.05)
        scale, bias = SCALES[name]
        made.logit_scale.fill_(scale)
        if bias is not None:
            made.logit_bias.fill_(bias)
    return made.eval()


class Pictures(torch.nn.Module):
    def __init__(self, whole):
        super().__init__()
        self.whole = whole

    def forward(self, pixel_values):
        return self.whole.get_image_features(pixel_values=pixel_values).pooler_output


class Texts(torch.nn.Module):
    def __init__(self, whole):
        super().__init__()
        self.whole = whole

    def forward(self, input_ids):
        return self.whole.get_text_features(input_ids=input_ids).pooler_output


class Both(torch.nn.Module):
    def __init__(self, whole, masked):
        super().__init__()
        self.whole, self.masked = whole, masked

    def forward(self, input_ids, pixel_values, attention_mask=None):
        mask = {"attention_mask": attention_mask} if self.masked else {}
        made = self.whole(input_ids=input_ids, pixel_values=pixel_values, **mask)
        return made.logits_per_image, made.logits_per_text, made.text_embeds, made.image_embeds


def export(module, args, file, inputs, outputs, kind):
    file.parent.mkdir(parents=True, exist_ok=True)
    axis = {"pixel_values": "images", "input_ids": "texts", "attention_mask": "texts"}
    if kind == "dynamo":
        shapes = {name: {0: torch.export.Dim(axis[name])} for name in inputs}
        torch.onnx.export(module, args, file, input_names=inputs, output_names=outputs, dynamo=True,
                          external_data=False, dynamic_shapes=shapes, verbose=False)
    else:
        torch.onnx.export(module, args, file, input_names=inputs, output_names=outputs, dynamo=False,
                          opset_version=17, dynamic_axes={name: {0: axis[name]} for name in inputs})
    model = onnx.load(file)
    for part in [model, model.graph, *model.graph.node, *model.graph.value_info]:
        # the exporter's notes on where in its source a node comes from
        if hasattr(part, "metadata_props"):
            del part.metadata_props[:]
        part.doc_string = ""
    del model.graph.value_info[:]
    onnx.save(model, file)


def tokens(tokenizer, name, texts, length):
    rows = [tokenizer.encode(text).ids for text in texts]
    padding = tokenizer.token_to_id("<|endoftext|>") if name == "clip" else 1
    length = length if name == "siglip" else max(len(row) for row in rows)
    return torch.tensor([row + [padding] * (length - len(row)) for row in rows])


@torch.no_grad()
def logits(whole, name, tokenizer, pixels, templates):
    """logits_per_image of transformers; of several templates the mean of unit vectors, as OpenAI's notebook has it."""
    length = whole.config.text_config.max_position_embeddings
    if len(templates) == 1:
        ids = tokens(tokenizer, name, [templates[0].format(c) for c in CLASSES], length)
        return whole(input_ids=ids, pixel_values=pixels).logits_per_image
    means = []
    for one in CLASSES:
        ids = tokens(tokenizer, name, [template.format(one) for template in templates], length)
        units = torch.nn.functional.normalize(whole.get_text_features(input_ids=ids).pooler_output, dim=-1)
        means.append(torch.nn.functional.normalize(units.mean(0), dim=-1))
    images = torch.nn.functional.normalize(whole.get_image_features(pixel_values=pixels).pooler_output, dim=-1)
    bias = whole.logit_bias if name == "siglip" else 0
    return images @ torch.stack(means).T * whole.logit_scale.exp() + bias


def write_json(file, value):
    file.write_text(json.dumps(value, indent=1) + "\n")


def processor(name, side):
    common = {"do_normalize": True, "do_rescale": True, "do_resize": True, "resample": 3, "rescale_factor": 1 / 255}
    if name == "clip":
        return common | {"crop_size": {"height": side, "width": side}, "do_center_crop": True,
                         "image_mean": [0.48145466, 0.4578275, 0.40821073],
                         "image_std": [0.26862954, 0.26130258, 0.27577711],
                         "image_processor_type": "CLIPImageProcessor", "size": {"shortest_edge": side}}
    return common | {"image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5],
                     "image_processor_type": "SiglipImageProcessor", "size": {"height": side, "width": side}}


def folder(whole, name, tokenizer, out, form, kind, pixels):
    length = whole.config.text_config.max_position_embeddings
    ids = tokens(tokenizer, name, CLASSES[:2], length)
    ids = torch.nn.functional.pad(ids, (0, length - ids.shape[1]), value=int(ids[0, -1]))
    pooled = name == "siglip"
    if form == "two":
        export(Pictures(whole), (pixels[:2],), out / "onnx/vision_model.onnx", ["pixel_values"],
               ["pooler_output" if pooled else "image_embeds"], kind)
        export(Texts(whole), (ids,), out / "onnx/text_model.onnx", ["input_ids"],
               ["pooler_output" if pooled else "text_embeds"], kind)
    else:
        masked = name == "clip"
        inputs = ["input_ids", "pixel_values"] + (["attention_mask"] if masked else [])
        args = (ids, pixels[:2]) + ((torch.ones_like(ids),) if masked else ())
        export(Both(whole, masked), args, out / "model.onnx", inputs,
               ["logits_per_image", "logits_per_text", "text_embeds", "image_embeds"], kind)
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    write_json(out / "tokenizer_config.json", {"pad_token": "</s>" if pooled else "<|endoftext|>"})
    write_json(out / "preprocessor_config.json", processor(name, pixels.shape[-1]))
    config = whole.config.to_dict()
    keep = ["vocab_size", "max_position_embeddings", "eos_token_id", "pad_token_id"]
    write_json(out / "config.json", {
        "model_type": config["model_type"], "logit_scale_init_value": 2.6592,
        "text_config": {key: config["text_config"][key] for key in keep if key in config["text_config"]},
        "vision_config": {"image_size": pixels.shape[-1]}})


def main():
    warnings.filterwarnings("ignore")
    full = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    root = full or RESOURCES
    for name, exports in (FULL if full else TINY).items():
        tokenizer = clip_tokenizer() if name == "clip" else siglip_tokenizer()
        if full and name == "clip" and (full / "clip_tokenizer.json").is_file():
            tokenizer = tokenizers.Tokenizer.from_file(str(full / "clip_tokenizer.json"))
        tokenizer.no_truncation()
        tokenizer.no_padding()
        whole = network(name, full, tokenizer)
        side = whole.config.vision_config.image_size
        torch.manual_seed(3)
        pixels = torch.randn(3, 3, side, side)
        for form, kind in exports:
            out = root / (f"{name}-{form}" + (f"-{kind}" if full else ""))
            out.mkdir(parents=True, exist_ok=True)
            folder(whole, name, tokenizer, out, form, kind, pixels)
            # a weight file with the scale alone, as the real one has it among others
            if name == "siglip" and form == "two":
                from safetensors.torch import save_file
                save_file({key: getattr(whole, key).detach().reshape(1) for key in ("logit_scale", "logit_bias")},
                          out / "model.safetensors")
        np.save(root / f"{name}-pixels.npy", pixels.numpy())
        for count in (1, 3):
            found = logits(whole, name, tokenizer, pixels, TEMPLATES[name][:count])
            np.save(root / f"{name}-logits-{count}.npy", found.numpy().astype(np.float32))


if __name__ == "__main__":
    main()
