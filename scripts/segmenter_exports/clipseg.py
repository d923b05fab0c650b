"""Exports CLIPSeg of transformers as users do, and writes what Python's processor and model find.

python -m segmenter_exports.clipseg OUT --seed 1 --photographs FOLDER [--full] [--tokenizer FILE] [--dynamo] [--opset N]
"""
import torch
from transformers import CLIPSegConfig, CLIPSegForImageSegmentation, CLIPSegProcessor, ViTImageProcessor

from . import prompted

IMAGENET = dict(image_mean=[0.485, 0.456, 0.406], image_std=[0.229, 0.224, 0.225])


def config(full, words):
    if full:
        return CLIPSegConfig(text_config={"eos_token_id": words.eos_token_id})
    text = dict(hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2,
                vocab_size=len(words), eos_token_id=words.eos_token_id, bos_token_id=words.bos_token_id)
    vision = dict(hidden_size=16, intermediate_size=32, num_hidden_layers=3, num_attention_heads=2,
                  image_size=64, patch_size=16)
    return CLIPSegConfig(text_config=text, vision_config=vision, projection_dim=16, reduce_dim=8,
                         extract_layers=[0, 1, 2], decoder_num_attention_heads=2, decoder_intermediate_size=16)


def model_of(args, words):
    model = CLIPSegForImageSegmentation(config(args.full, words)).eval()
    prompted.lively(model, args.seed)
    return model


def processor_of(args, words):
    side = 352 if args.full or args.side is None else args.side
    return CLIPSegProcessor(ViTImageProcessor(size={"height": side, "width": side}, **IMAGENET), words)


def planes(model, processor, photograph, prompts):
    """Logits on the photograph's own pixels, as in the model's documentation, and before that."""
    inputs = processor(text=prompts, images=[photograph] * len(prompts), padding=True, return_tensors="pt")
    with torch.no_grad():
        logits = model(**inputs).logits.reshape(len(prompts), 1, *inputs["pixel_values"].shape[-2:])
    size = photograph.size[::-1]
    return torch.nn.functional.interpolate(logits, size=size, mode="bilinear", align_corners=False)[:, 0], logits


def centre(model, processor, photographs, prompts):
    """Moves the last bias so that masks hold a part of the photographs."""
    level = torch.cat([planes(model, processor, p, prompts)[0].flatten()[::7] for p in photographs]).median()
    last = model.decoder.transposed_convolution
    last = last if isinstance(last, torch.nn.ConvTranspose2d) else last[-1]
    with torch.no_grad():
        last.bias -= level


def main():
    args = prompted.arguments(side=64)
    torch.manual_seed(args.seed)
    words = prompted.clip_words(args, 77)
    processor, model = processor_of(args, words), model_of(args, words)
    photographs = prompted.photographs(args)
    centre(model, processor, photographs.values(), args.prompts)
    first = next(iter(photographs.values()))
    texts = args.prompts[: args.texts]
    example = processor(text=texts, images=[first] * len(texts), padding=True, return_tensors="pt")
    names = ["pixel_values", "input_ids", "attention_mask"]
    prompted.export(args, model, {name: example[name] for name in names}, ["logits"], {
        "pixel_values": {0: "batch"}, "input_ids": {0: "batch", 1: "sequence"},
        "attention_mask": {0: "batch", 1: "sequence"}}, ["logits"])
    prompted.save(args, processor, model)

    def found(runtime):
        return {name: [prompted.mask(prompt, plane, small, args.threshold) for prompt, plane, small in
                       zip(args.prompts, *planes(runtime or model, processor, photograph, args.prompts))]
                for name, photograph in photographs.items()}

    prompted.expect(args, found)


if __name__ == "__main__":
    main()
