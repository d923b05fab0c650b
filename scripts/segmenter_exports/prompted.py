"""What the makers of prompted models share: words, photographs, the export, and what Python finds."""
import argparse
import json
import os
import pathlib
import shutil

import numpy as np
import onnx
import torch
from PIL import Image
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertTokenizerFast, PreTrainedTokenizerFast
from transformers.utils import ModelOutput

PROMPTS = ["red", "the ears of a dog", "Grass", "person, or two?", "größe"]


def arguments(side=None, threshold=0.5):
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--photographs", type=pathlib.Path, required=True)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--side", type=int, default=side)
    parser.add_argument("--tokenizer", type=pathlib.Path)
    parser.add_argument("--dynamo", action="store_true")
    parser.add_argument("--fixed", action="store_true", help="no dynamic axes")
    parser.add_argument("--square", action="store_true", help="a picture of a fixed, square size")
    parser.add_argument("--texts", type=int, default=2, help="texts in the example for the exporter")
    parser.add_argument("--opset", type=int)
    parser.add_argument("--threshold", type=float, default=threshold)
    parser.add_argument("--prompts", nargs="+", default=PROMPTS)
    parser.add_argument("--inline", action="store_true", help="weights in the same file")
    parser.add_argument("--attention", help="'eager', where an exporter cannot write the usual one")
    parser.add_argument("--model", help="which of the maker's models")
    parser.add_argument("--width", type=int, default=32, help="of Grounding DINO's transformer, where it is small")
    parser.add_argument("--queries", type=int, default=30, help="of a small Grounding DINO")
    parser.add_argument("--half", action="store_true", help="with values of 16 bits")
    parser.add_argument("--runtime", action="store_true",
                        help="also write OUT-runtime: what ONNX Runtime for Python finds with the same file")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    return args


def lively(model, seed):
    """Random weights wide enough that inputs matter: matrices of variance 1 / inputs, small random biases."""
    source = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for name, weight in model.named_parameters():
            if weight.dim() >= 2:
                fan = weight[0].numel()
                if "embed" in name and "patch" not in name and "bbox" not in name:  # tables, not steps
                    fan = 1
                weight.copy_(torch.randn(weight.shape, generator=source) / fan**0.5)
            elif name.endswith("bias"):
                weight.copy_(torch.randn(weight.shape, generator=source) * 0.02)


def photographs(args):
    files = sorted(f for f in args.photographs.rglob("*") if f.suffix.lower() in (".jpg", ".jpeg", ".png"))
    chosen = files[:: max(1, len(files) // args.count)][: args.count]
    return {str(f.relative_to(args.photographs)): Image.open(f).convert("RGB") for f in chosen}


def clip_words(args, length):
    """CLIP's own byte pairs from a tokenizer.json, or letters only, as CLIP's file writes them."""
    if args.tokenizer:
        tokenizer = Tokenizer.from_file(str(args.tokenizer))
    else:
        letters = sorted(pre_tokenizers.ByteLevel.alphabet())
        names = letters + [letter + "</w>" for letter in letters] + ["re", "red</w>", "do", "dog</w>"]
        names += ["<|startoftext|>", "<|endoftext|>"]
        tokenizer = Tokenizer(models.BPE(
            vocab={name: i for i, name in enumerate(names)},
            merges=[("r", "e"), ("re", "d</w>"), ("d", "o"), ("do", "g</w>")],
            unk_token="<|endoftext|>", continuing_subword_prefix="", end_of_word_suffix="</w>"))
        tokenizer.normalizer = normalizers.Sequence([
            normalizers.NFC(), normalizers.Replace(Regex(r"\s+"), " "),
            normalizers.Lowercase()])
        pattern = r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+"
        tokenizer.pre_tokenizer = pre_tokenizers.Sequence([
            pre_tokenizers.Split(Regex(pattern), "removed", invert=True),
            pre_tokenizers.ByteLevel(add_prefix_space=False)])
        ends = [(name, names.index(name)) for name in ("<|endoftext|>", "<|startoftext|>")]
        tokenizer.post_processor = processors.RobertaProcessing(*ends, add_prefix_space=False, trim_offsets=False)
        tokenizer.add_special_tokens(["<|startoftext|>", "<|endoftext|>"])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, bos_token="<|startoftext|>", eos_token="<|endoftext|>",
        unk_token="<|endoftext|>", pad_token="!" if length == 16 else "<|endoftext|>", model_max_length=length,
        model_input_names=["input_ids", "attention_mask"])


def bert_words(args):
    """BERT's own word pieces from a tokenizer.json, or letters at BERT's numbers of special tokens."""
    if args.tokenizer:
        return BertTokenizerFast(tokenizer_object=Tokenizer.from_file(str(args.tokenizer)), model_max_length=512)
    names = ["[PAD]"] + [f"[unused{i}]" for i in range(99)] + ["[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    names += [f"[unused{i}]" for i in range(99, 1000)]
    names = names[:999] + list("!\"#$%&'()*+,-./0123456789:;<=>?")
    while names.index(".") != 1012:
        names.insert(200, f"[more{len(names)}]")
    letters = "abcdefghijklmnopqrstuvwxyz"
    names += ["@"] + list(letters) + ["##" + letter for letter in letters] + ["dog", "red", "person", "grass"]
    tokenizer = Tokenizer(models.WordPiece({name: i for i, name in enumerate(names)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS]:0 $A:0 [SEP]:0", pair="[CLS]:0 $A:0 [SEP]:0 $B:1 [SEP]:1",
        special_tokens=[("[CLS]", 101), ("[SEP]", 102)])
    return PreTrainedTokenizerFast(
        tokenizer_object=tokenizer, unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]", pad_token="[PAD]",
        mask_token="[MASK]", model_max_length=512,
        model_input_names=["input_ids", "token_type_ids", "attention_mask"])


class Outputs(torch.nn.Module):
    """A model that gives only the named outputs, as a tuple."""

    def __init__(self, model, takes, gives):
        super().__init__()
        self.model, self.takes, self.gives = model, takes, gives

    def forward(self, *values):
        made = self.model(**dict(zip(self.takes, values)))
        return tuple(made[name] for name in self.gives)


def isin(g, elements, test_elements, *_):
    """aten::isin, which the exporter of torch 1 lacks: any test element equal."""
    rows = g.op("Unsqueeze", elements, g.op("Constant", value_t=torch.tensor([-1])))
    same = g.op("Cast", g.op("Equal", rows, test_elements), to_i=6)
    return g.op("Cast", g.op("ReduceMax", same, g.op("Constant", value_t=torch.tensor([-1])), keepdims_i=0), to_i=9)


def shorten(graph):
    """Numbers instead of long names, so that the file is small; not where a graph is inside another."""
    if any(attribute.HasField("g") for node in graph.node for attribute in node.attribute):
        return
    fixed = {value.name for value in [*graph.input, *graph.output]} | {""}
    short = {}

    def of(name):
        return name if name in fixed else short.setdefault(name, f"_{len(short)}")

    for node in graph.node:
        node.ClearField("name")
        node.input[:] = [of(name) for name in node.input]
        node.output[:] = [of(name) for name in node.output]
    for weight in graph.initializer:
        weight.name = of(weight.name)
    del graph.value_info[:]


class Runtime:
    """An exported graph in place of the model, run by ONNX Runtime."""

    def __init__(self, args):
        import onnxruntime
        self.session = onnxruntime.InferenceSession(str(args.out / "model.onnx"), providers=["CPUExecutionProvider"])

    def __call__(self, **given):
        fed = {}
        for port in self.session.get_inputs():
            value = given[port.name].numpy()
            fed[port.name] = value.astype(np.float16) if "float16" in port.type else value
        made = self.session.run(None, fed)
        return ModelOutput({port.name: torch.from_numpy(value).float() for port, value in
                            zip(self.session.get_outputs(), made)})


def halve(file):
    from onnxruntime.transformers.float16 import convert_float_to_float16
    onnx.save(convert_float_to_float16(onnx.load(str(file)), keep_io_types=False), str(file))


def export(args, model, example, gives, axes, names):
    file = args.out / "model.onnx"
    traced = Outputs(model, list(example), gives).eval()
    takes = list(example)
    options = dict(input_names=takes, output_names=names, opset_version=args.opset)
    if args.dynamo:
        if not args.fixed:
            dims = {}
            options["dynamic_shapes"] = ({"values": None}, )
            shapes = []
            for name in takes:
                shapes.append({axis: dims.setdefault(of, torch.export.Dim.AUTO) for axis, of in
                               axes.get(name, {}).items()})
            options["dynamic_shapes"] = (tuple(shapes), )
        torch.onnx.export(traced, tuple(example.values()), str(file), dynamo=True, **options)
    else:
        if not args.fixed:
            options["dynamic_axes"] = {**axes, **{name: {0: "batch"} for name in names}}
        torch.onnx.register_custom_op_symbolic("aten::isin", isin, 18)
        torch.onnx.export(traced, tuple(example.values()), str(file), dynamo=False, **options)
    if args.inline:
        whole = onnx.load(str(file))
        for node in whole.graph.node:
            node.ClearField("doc_string")
            node.ClearField("metadata_props")
        shorten(whole.graph)
        onnx.save(whole, str(file))
        data = file.with_name("model.onnx.data")
        data.unlink(missing_ok=True)
    if args.half:
        halve(file)


def save(args, processor, model):
    processor.image_processor.save_pretrained(args.out)
    processor.tokenizer.save_pretrained(args.out)
    model.config.save_pretrained(args.out)


def runs(mask):
    """COCO's run lengths, column by column, as a list of numbers."""
    flat = np.asarray(mask, dtype=bool).T.reshape(-1)
    edges = np.flatnonzero(np.diff(flat)) + 1
    ends = np.concatenate([[0] if flat[0] else [], edges, [flat.size]]).astype(int)
    return np.diff(np.concatenate([[0], ends])).tolist()


def mask(prompt, plane, small, threshold):
    """The mask on the photograph, and as its score the largest probability of the model's own map."""
    inside = torch.sigmoid(plane) > threshold
    return {"name": prompt, "score": round(float(torch.sigmoid(small).max()), 6), "share": round(float(inside.float().mean()), 4),
            "runs": runs(inside.numpy())}


def expect(args, answers):
    """Writes what is found; answers is a function from a model, or its runtime, to finds by photograph."""
    found = answers(None)
    write(args, args.out, found)
    if args.runtime:
        same = args.out.with_name(args.out.name + "-runtime")
        shutil.copytree(args.out, same, copy_function=os.link, dirs_exist_ok=False)
        (same / "expected.json").unlink()
        theirs = answers(Runtime(args))
        write(args, same, theirs)
        apart(args, found, theirs)


def apart(args, found, theirs):
    """Prints how far ONNX Runtime for Python is from PyTorch."""
    scores, pixels, alone = [0], [0], 0
    for name, many in found.items():
        left = list(theirs[name])
        for one in many:
            near = [(max(np.abs(np.subtract(one["box"], other["box"]))) if "box" in one else 0,
                     abs(one["score"] - other["score"]), i) for i, other in enumerate(left) if one["name"] == other["name"]]
            best = min(near, key=lambda n: n[0] + n[1], default=(2, 0, 0))
            if best[0] > 1:
                alone += 1
                continue
            left.pop(best[2])
            pixels.append(best[0])
            scores.append(best[1])
        alone += len(left)
    print(args.out, f"PyTorch and ONNX Runtime for Python: boxes {max(pixels):.3f} pixels, scores {max(scores):.1e} apart,"
          f" {alone} alone", flush=True)


def write(args, folder, found):
    content = {"prompts": args.prompts, "threshold": args.threshold, "photographs": found}
    (folder / "expected.json").write_text(json.dumps(content) + "\n")
    shares = [one["share"] for many in found.values() for one in many if "share" in one]
    boxes = [len(many) for many in found.values()]
    print(folder, "shares", np.round(np.quantile(shares, [0, .5, 1]), 3) if shares else "", "finds", boxes)


def box(prompt, score, corners):
    return {"name": prompt, "score": round(float(score), 6), "box": [round(float(v), 3) for v in corners]}
