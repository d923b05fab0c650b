"""Exports Grounding DINO of transformers as users do, and writes the boxes that Python finds.

A score is the largest of a phrase's own tokens: special tokens, which a trained model rates low, do not count.

python -m segmenter_exports.grounding OUT --seed 1 --photographs FOLDER [--full] [--tokenizer FILE] [--dynamo]
"""
import torch
from transformers import (
    BertConfig, GroundingDinoConfig, GroundingDinoForObjectDetection, GroundingDinoImageProcessor, GroundingDinoProcessor,
    SwinConfig)

from . import prompted

try:  # of transformers 4, the one that works like transformers 5
    from transformers import GroundingDinoImageProcessorFast as Pictures
except ImportError:
    Pictures = GroundingDinoImageProcessor

SPECIAL = (101, 102, 1012, 1029)


def model_of(args, words):
    if args.full:
        backbone = SwinConfig(window_size=7, image_size=224, embed_dim=96, depths=[2, 2, 6, 2], num_heads=[3, 6, 12, 24],
                              out_features=["stage2", "stage3", "stage4"])
        settings = GroundingDinoConfig(backbone_config=backbone)
    else:
        backbone = SwinConfig(window_size=4, image_size=64, embed_dim=8, depths=[1, 1, 1, 1], num_heads=[1, 1, 2, 2],
                              out_features=["stage2", "stage3", "stage4"])
        text = BertConfig(vocab_size=len(words), hidden_size=16, num_hidden_layers=1, num_attention_heads=2,
                          intermediate_size=32)
        settings = GroundingDinoConfig(
            backbone_config=backbone, text_config=text, d_model=args.width, encoder_layers=1, decoder_layers=2,
            encoder_ffn_dim=32, decoder_ffn_dim=32, encoder_attention_heads=2, decoder_attention_heads=2, num_queries=args.queries)
    model = GroundingDinoForObjectDetection(settings).eval()
    if args.attention:
        model.set_attn_implementation(args.attention)
    prompted.lively(model, args.seed)
    with torch.no_grad():  # pale scores: sharp ones are all 0 or 1
        model.model.decoder.layer_norm.weight *= 0.5 / settings.d_model**0.5
    size = {"shortest_edge": 800, "longest_edge": 1333} if args.full else {
        "shortest_edge": args.side, "longest_edge": args.side * 5 // 3}
    if args.fixed or args.square:
        size = {"height": size["shortest_edge"], "width": size["shortest_edge"]}
    processor = GroundingDinoProcessor(GroundingDinoImageProcessor(size=size), words)
    processor.image_processor = Pictures(size=size)
    return model, processor


def spans(ids):
    """The phrase of each token; -1 for special ones."""
    phrase, of = 0, []
    for token in ids:
        of.append(-1 if token in SPECIAL else phrase)
        phrase += token == 1012
    return torch.tensor(of)


def answers(model, processor, photograph, prompts):
    inputs = processor(images=photograph, text=[prompts], return_tensors="pt")
    with torch.no_grad():
        made = model(**inputs)
    of = spans(inputs["input_ids"][0].tolist())
    logits = made.logits[0][:, : len(of)]
    named = [i for i, prompt in enumerate(prompts) if prompt]
    scores = torch.stack([logits[:, of == i].max(-1).values for i in named], -1).sigmoid()
    boxes = processor.post_process_grounded_object_detection(
        made, inputs["input_ids"], threshold=-1.0, target_sizes=[photograph.size[::-1]])[0]["boxes"]
    return inputs, scores, boxes


def stops(processor, phrase):
    """Separators of a phrase in a caption, with the full stop behind it."""
    ids = processor.tokenizer(phrase)["input_ids"][1:-1]
    return 1 + sum(token in SPECIAL for token in ids)


def captions(processor, prompts, traced):
    """Parts of the prompts with as many separators as the traced ones, since the graph knows only captions of as many.

    An empty phrase adds a full stop, as `sat segment` does.
    """
    count = sum(stops(processor, phrase) for phrase in traced)
    parts = [[]]
    left = count
    for phrase in prompts:
        if stops(processor, phrase) > left:
            parts[-1] += [""] * left
            parts.append([])
            left = count
        parts[-1].append(phrase)
        left -= stops(processor, phrase)
    parts[-1] += [""] * left
    return parts


def ask(model, processor, photograph, parts):
    """For each part its phrases, their scores [queries, phrases] and the boxes."""
    made = []
    for part in parts:
        _, scores, boxes = answers(model, processor, photograph, part)
        some = [phrase for phrase in part if phrase]
        made.append((some, scores[:, : len(some)], boxes))
    return made


def main():
    args = prompted.arguments(side=96, threshold=0.3)
    torch.manual_seed(args.seed)
    words = prompted.bert_words(args)
    model, processor = model_of(args, words)
    photographs = prompted.photographs(args)
    prompts = args.prompts
    parts = captions(processor, prompts, prompts[: args.texts])
    known = {name: ask(model, processor, p, parts) for name, p in photographs.items()}
    scores = torch.cat([scores.max(-1).values for made in known.values() for _, scores, _ in made])
    args.threshold = round(float(scores.quantile(0.8)), 4)
    first = next(iter(photographs.values()))
    example = answers(model, processor, first, prompts[: args.texts])[0]
    names = ["pixel_values", "input_ids", "token_type_ids", "attention_mask", "pixel_mask"]
    text = {1: "sequence"}
    # windows are laid out when the picture's size is traced: without dynamo it is fixed
    rows, columns = ({}, {}) if args.square else ({2: "height", 3: "width"}, {1: "height", 2: "width"})
    prompted.export(args, model, {name: example[name] for name in names}, ["logits", "pred_boxes"], {
        "pixel_values": rows, "pixel_mask": columns,
        "input_ids": text, "token_type_ids": text, "attention_mask": text}, ["logits", "pred_boxes"])
    prompted.save(args, processor, model)

    def found(runtime):
        made = {}
        for name, photograph in photographs.items():
            made[name] = []
            for some, scores, boxes in ask(runtime, processor, photograph, parts) if runtime else known[name]:
                best = scores.max(-1)
                made[name] += [prompted.box(some[best.indices[q]], best.values[q], boxes[q])
                               for q in range(len(boxes)) if best.values[q] > args.threshold]
        return made

    prompted.expect(args, found)


if __name__ == "__main__":
    main()
