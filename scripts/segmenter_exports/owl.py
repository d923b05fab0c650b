"""Exports OWL-ViT or OWLv2 of transformers as users do, and writes the boxes that Python finds.

python -m segmenter_exports.owl OUT --model owlvit|owlv2 --seed 1 --photographs FOLDER [--full] [--tokenizer FILE] [--dynamo]
"""
import torch
from transformers import (
    OwlViTConfig, OwlViTForObjectDetection, OwlViTImageProcessor, OwlViTProcessor,
    Owlv2Config, Owlv2ForObjectDetection, Owlv2ImageProcessor, Owlv2Processor)

from . import prompted

KINDS = {"owlvit": (OwlViTConfig, OwlViTForObjectDetection, OwlViTImageProcessor, OwlViTProcessor, 768, 32),
         "owlv2": (Owlv2Config, Owlv2ForObjectDetection, Owlv2ImageProcessor, Owlv2Processor, 960, 16)}


def model_of(args, words):
    config, network, images, processor, side, patch = KINDS[args.model]
    text, vision = {}, {}
    if not args.full:
        side, patch = args.side, 16
        both = dict(hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2)
        text = dict(vocab_size=len(words), **both)
        vision = dict(image_size=side, patch_size=patch, **both)
    ends = dict(bos_token_id=words.bos_token_id, eos_token_id=words.eos_token_id, pad_token_id=0)
    settings = config(text_config={**text, **ends}, vision_config=vision, **({} if args.full else {"projection_dim": 16}))
    model = network(settings).eval()
    prompted.lively(model, args.seed)
    return model, processor(images(size={"height": side, "width": side}), words)


def answers(model, processor, photograph, prompts, threshold):
    inputs = processor(images=photograph, text=[prompts], return_tensors="pt")
    with torch.no_grad():
        made = model(**inputs)
    return made, processor.post_process_grounded_object_detection(
        outputs=made, threshold=threshold, target_sizes=[photograph.size[::-1]], text_labels=[prompts])[0]


def main():
    args = prompted.arguments(side=96, threshold=0.1)
    torch.manual_seed(args.seed)
    words = prompted.clip_words(args, 16)
    model, processor = model_of(args, words)
    photographs = prompted.photographs(args)
    logits = [answers(model, processor, p, args.prompts, 0.5)[0].logits for p in photographs.values()]
    level = torch.cat([x.flatten(0, 1).max(-1).values for x in logits]).quantile(0.9)
    with torch.no_grad():  # about a tenth of the queries are found
        model.class_head.logit_shift.bias -= (level - torch.logit(torch.tensor(args.threshold))) / 4
    logits = [answers(model, processor, p, args.prompts, 0.5)[0].logits for p in photographs.values()]
    threshold = float(torch.sigmoid(torch.cat([x.flatten(0, 1).max(-1).values for x in logits]).quantile(0.9)))
    args.threshold = round(threshold, 4)
    first = next(iter(photographs.values()))
    example = processor(images=first, text=[args.prompts[: args.texts]], return_tensors="pt")
    names = ["input_ids", "pixel_values", "attention_mask"]
    prompted.export(args, model, {name: example[name] for name in names}, ["logits", "pred_boxes"], {
        "input_ids": {0: "texts"}, "attention_mask": {0: "texts"}}, ["logits", "pred_boxes"])
    prompted.save(args, processor, model)

    def found(runtime):
        made = {}
        for name, photograph in photographs.items():
            kept = answers(runtime or model, processor, photograph, args.prompts, args.threshold)[1]
            made[name] = [prompted.box(label, score, box) for label, score, box in
                          zip(kept["text_labels"], kept["scores"], kept["boxes"])]
        return made

    prompted.expect(args, found)


if __name__ == "__main__":
    main()
