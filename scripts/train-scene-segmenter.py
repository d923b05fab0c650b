#!/usr/bin/env python3
"""Trains models/scene-segmenter: a picture of `sat scenes` and a prompt in, a mask out.

    train-scene-segmenter.py TRAIN TEST OUT [--seed 1] [--epochs 10]

TRAIN and TEST are folders of `sat scenes`; TRAIN-marked and TEST-marked are what `sat watermark` made of their images.
OUT gets model.onnx, tokenizer.json, preprocessor_config.json and evaluation.md. Needs torch, onnx, numpy and Pillow.
"""
import argparse
import json
import random
import re
import time
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from PIL import Image
from torch import nn

SIZE = 96  # the side of the demo's pictures
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]  # CLIPSeg's
FEATURES = 32

# what the masks name, and the words for it
PARTS = {
    "eyes": "eye eyes", "ears": "ear ears", "mane": "mane manes hair", "head": "head heads",
    "muzzle": "muzzle muzzles snout snouts nose noses mouth mouths", "neck": "neck necks throat",
    "body": "body bodies torso trunk", "legs": "leg legs limb limbs", "hooves": "hoof hooves hoofs foot feet",
    "tail": "tail tails", "grass": "grass grasses meadow meadows lawn pasture field fields ground",
    "sky": "sky skies", "watermark": "watermark watermarks logo logos text texts letters lettering writing caption stamp"}
NAMES = list(PARTS)
OF_ANIMAL = NAMES[:10]
CLASSES = ["horse", "zebra"]
ANIMALS = {"animal": "animal animals", "horse": "horse horses pony ponies", "zebra": "zebra zebras"}
UNIONS = {"face": ("face faces", ["head", "eyes", "muzzle"]),
          "background": ("background backdrop", ["other", "grass", "sky"])}
# what a pixel may show: label 0 is anything else, 1 to 13 are the names, 14 to 23 the parts of a zebra
LABELS = [(name, "horse") for name in ["other", *NAMES]] + [(name, "zebra") for name in OF_ANIMAL]
FILLERS = "a an the of in on this that all photo picture image drawing s ' . ,"
SPECIAL = ["<pad>", "<start>", "<end>", "<unk>"]
WORDS = " ".join([*PARTS.values(), *ANIMALS.values(), *(u[0] for u in UNIONS.values()), FILLERS]).split()
VOCABULARY = {word: i for i, word in enumerate(SPECIAL + WORDS)}
LEADS = ["", "", "", "the ", "a ", "all the ", "a photo of the ", "a picture of a ", "this ", "an image of "]


# prompts

def encode(prompt):
    words = re.findall(r"\w+|[^\w\s]+", prompt.lower())
    return [1] + [VOCABULARY.get(w, 3) for w in words] + [2]


def tokens(prompts):
    ids = [encode(p) for p in prompts]
    longest = max(map(len, ids))
    mask = torch.tensor([[1] * len(i) + [0] * (longest - len(i)) for i in ids])
    return torch.tensor([i + [0] * (longest - len(i)) for i in ids]), mask


def truth(names, classes=CLASSES):
    """Which labels a prompt means."""
    return np.array([name in names and c in classes for name, c in LABELS])


def part_prompt(name, rng):
    """A random wording of a part; one that names a class finds nothing in pictures of the other."""
    word = rng.choice(PARTS[name].split())
    if name not in OF_ANIMAL or rng.random() < 0.6:
        return rng.choice(LEADS) + word, truth([name])
    animal = rng.choice(list(ANIMALS))
    owner = rng.choice(ANIMALS[animal].split())
    prompt = rng.choice(["{w} of {a}", "{w} of a {a}", "{w} of the {a}", "{a} {w}", "{a} ' s {w}"]).format(w=word, a=owner)
    return rng.choice(LEADS) + prompt, truth([name], CLASSES if animal == "animal" else [animal])


def other_prompt(rng):
    """The whole animal, unions of parts, and what no picture shows: any unknown word makes a prompt mean nothing."""
    kind = rng.random()
    if kind < 0.4:
        animal = rng.choice(list(ANIMALS))
        return (rng.choice(LEADS) + rng.choice(ANIMALS[animal].split()),
                truth(OF_ANIMAL, CLASSES if animal == "animal" else [animal]))
    if kind < 0.55:
        words, labels = UNIONS[rng.choice(list(UNIONS))]
        return rng.choice(LEADS) + rng.choice(words.split()), truth(labels)
    if kind < 0.6:
        return rng.choice(LEADS), truth([])
    known = rng.choice(WORDS)
    shapes = ["{u}", "{u}", "{u} {u}", "{u} {k}", "{k} {u}", "{k} of a {u}", "{k} of the {u}", "{u} of the {k}"]
    return rng.choice(LEADS) + rng.choice(shapes).format(u="unknown", k=known), truth([])


# network

def convolution(cin, cout):
    return nn.Sequential(nn.Conv2d(cin, cout, 3, padding=1, bias=False), nn.BatchNorm2d(cout), nn.ReLU())


class Segmenter(nn.Module):
    """A U-Net whose features at a pixel are multiplied with the prompt's: logits [N, S, S] for 1 or N pictures."""

    def __init__(self, widths=(16, 32, 48, 64, 96), last=24, words=32):
        super().__init__()
        ins = [3, *widths]
        self.down = nn.ModuleList(nn.Sequential(convolution(i, o), convolution(o, o)) for i, o in zip(ins, widths))
        outs = [last, *widths[1:]]
        self.reduce = nn.ModuleList(nn.Conv2d(outs[i + 1], widths[i], 1) for i in range(len(widths) - 1))
        self.up = nn.ModuleList(convolution(2 * widths[i], outs[i]) for i in range(len(widths) - 1))
        self.pixel = nn.Conv2d(last, FEATURES, 1)
        self.word, self.weight = nn.Embedding(len(VOCABULARY), words), nn.Embedding(len(VOCABULARY), 1)
        self.phrase = nn.Sequential(
            nn.Linear(words, 96), nn.ReLU(), nn.Linear(96, 96), nn.ReLU(), nn.Linear(96, FEATURES + 1))

    def pixels(self, images):
        levels = []
        x = images
        for i, block in enumerate(self.down):
            x = block(x if i == 0 else F.max_pool2d(x, 2))
            levels.append(x)
        for i in reversed(range(len(self.up))):
            wide = F.interpolate(self.reduce[i](x), scale_factor=2.0, mode="nearest")
            x = self.up[i](torch.cat([wide, levels[i]], 1))
        return self.pixel(x)

    def prompts(self, ids, mask):
        """The weighted mean of the words, start and end left out, as [N, FEATURES + 1]; the last is added to every logit."""
        weight = torch.sigmoid(self.weight(ids)) * (mask * (ids > 2)).to(torch.float32).unsqueeze(2)
        mean = (self.word(ids) * weight).sum(1) / weight.sum(1).clamp(min=1e-3)
        return self.phrase(mean)

    def forward(self, pixel_values, input_ids, attention_mask):
        phrase = self.prompts(input_ids, attention_mask).unsqueeze(1)
        pixels = self.pixels(pixel_values).reshape(-1, FEATURES, SIZE * SIZE)
        logits = torch.matmul(phrase[:, :, :FEATURES], pixels) + phrase[:, :, FEATURES:]
        return logits.reshape(-1, SIZE, SIZE)

    def every(self, pixels, prompts):
        """Logits [B, N, S, S]: every picture with every prompt."""
        phrase = self.prompts(*tokens(prompts))
        return F.conv2d(pixels, phrase[:, :FEATURES, None, None], phrase[:, FEATURES])


# pictures

class Scenes:
    """Pictures [M, H, W, 3], labels [M, H, W], watermarks [M, H, W] and their colour."""

    def __init__(self, folder):
        marked = folder.with_name(folder.name + "-marked")
        files = sorted((folder / "images").glob("*/*/*.png"))
        ids = [f.relative_to(folder / "images").with_suffix("") for f in files]
        self.pictures = np.stack([np.asarray(Image.open(f).convert("RGB")) for f in files])
        self.labels = np.stack([np.asarray(Image.open(folder / "masks" / f"{i}.png")) for i in ids])
        marks = [Image.open(marked / "masks" / f"{i}/watermark.png") for i in ids]
        self.marks = np.stack([np.asarray(mark.convert("L")) > 0 for mark in marks])
        zebra = np.array([i.parent.name == "zebra" for i in ids])[:, None, None]
        self.labels = self.labels + np.uint8(13) * (zebra & (self.labels > 0) & (self.labels <= 10))
        self.colour = np.asarray(Image.open(marked / "images" / f"{ids[0]}.png").convert("RGB"))[self.marks[0]][0]

    def __len__(self):
        return len(self.pictures)

    def marked(self, index, mark):
        picture, labels = self.pictures[index].copy(), self.labels[index].copy()
        picture[self.marks[mark]] = self.colour
        labels[self.marks[mark]] = 1 + NAMES.index("watermark")
        return picture, labels


def normalised(pictures):
    """From bytes [B, H, W, 3] to the network's input [B, 3, S, S]."""
    if pictures.shape[1:3] != (SIZE, SIZE):
        pictures = np.stack([np.asarray(Image.fromarray(p).resize((SIZE, SIZE), Image.BILINEAR)) for p in pictures])
    x = torch.from_numpy(pictures.astype(np.float32) / 255)
    return ((x - torch.tensor(MEAN)) / torch.tensor(STD)).permute(0, 3, 1, 2).contiguous()


def training_batch(scenes, chosen, rng):
    """Half of the pictures carry any one's watermark; a quarter are zoomed into, so that parts are missing."""
    plain = rng.random(len(chosen)) < 0.5
    pairs = [(scenes.pictures[i], scenes.labels[i]) if p else scenes.marked(i, rng.integers(len(scenes)))
             for i, p in zip(chosen, plain)]
    x = normalised(np.stack([p for p, _ in pairs]))
    labels = torch.from_numpy(np.stack([l for _, l in pairs])).float().unsqueeze(1)
    zoom = np.where(rng.random(len(chosen)) < 1 / 4, rng.uniform(0.4, 1, len(chosen)), 1)
    shift = rng.uniform(-1, 1, (len(chosen), 2)) * (1 - zoom)[:, None]
    place = np.zeros((len(chosen), 2, 3), np.float32)
    place[:, 0, 0] = place[:, 1, 1] = zoom
    place[:, :, 2] = shift
    grid = F.affine_grid(torch.from_numpy(place), x.shape, align_corners=False)
    x = F.grid_sample(x, grid, mode="bilinear", padding_mode="border", align_corners=False)
    labels = F.grid_sample(labels, grid, mode="nearest", padding_mode="border", align_corners=False)
    return x, labels.round().long().squeeze(1)


# training

def mask_loss(logits, target):
    """Cross entropy, and Dice for every picture and prompt, in which an eye counts as much as the sky."""
    p = torch.sigmoid(logits)
    dice = 1 - (2 * (p * target).sum((2, 3)) + 1) / (p.sum((2, 3)) + target.sum((2, 3)) + 1)
    return 5 * F.binary_cross_entropy_with_logits(logits, target) + dice.mean()


def word_loss(network, pixels, labels, prompts):
    """Many prompts at little cost: each against the mean features of each label."""
    labels, flat = labels.flatten(), pixels.detach().permute(0, 2, 3, 1).reshape(-1, FEATURES)
    count = torch.bincount(labels, minlength=len(LABELS))
    mean = torch.zeros(len(LABELS), FEATURES).index_add(0, labels, flat) / count.clamp(min=1).unsqueeze(1)
    logits = network.every(mean[count > 0, :, None, None], [p for p, _ in prompts])[:, :, 0, 0]
    return F.binary_cross_entropy_with_logits(logits, meaning_of(prompts).T[count > 0])


def meaning_of(prompts):
    return torch.from_numpy(np.stack([m for _, m in prompts])).float()  # [prompt, label]


def train(scenes, seed, epochs, batch=16):
    torch.manual_seed(seed)
    rng, words = np.random.default_rng(seed), random.Random(seed)
    network = Segmenter()
    # only for training: labels from the features of a pixel, rare ones weighted
    classifier = nn.Conv2d(FEATURES, len(LABELS), 1)
    share = np.bincount(scenes.labels[::10].ravel(), minlength=len(LABELS)) / scenes.labels[::10].size
    weight = torch.tensor(1 / np.sqrt(share + 1e-3)).float()
    parameters = [*network.parameters(), *classifier.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=4e-3, weight_decay=1e-4)
    steps = len(scenes) // batch
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps * epochs, pct_start=0.1)
    started = time.time()
    for epoch in range(epochs):
        order, total = rng.permutation(len(scenes)), np.zeros(3)
        for step in range(steps):
            x, labels = training_batch(scenes, order[step * batch:(step + 1) * batch], rng)
            prompts = [part_prompt(name, words) for name in NAMES] + [other_prompt(words) for _ in range(5)]
            more = [part_prompt(words.choice(NAMES), words) for _ in range(64)] + [other_prompt(words) for _ in range(64)]
            pixels = network.pixels(x)
            target = meaning_of(prompts)[:, labels].transpose(0, 1)
            losses = [mask_loss(network.every(pixels, [p for p, _ in prompts]), target),
                      word_loss(network, pixels, labels, more),
                      F.cross_entropy(classifier(pixels), labels, weight)]
            optimizer.zero_grad()
            sum(losses).backward()
            optimizer.step()
            schedule.step()
            total += [loss.item() for loss in losses]
            if step % 100 == 99:
                done = f"epoch {epoch + 1}, step {step + 1} of {steps}"
                print(f"{done}: masks, words, labels {total / 100}, {time.time() - started:.0f} s", flush=True)
                total[:] = 0
    return network.eval()


# evaluation

@torch.no_grad()
def found(network, pictures, prompts):
    """Masks [B, prompt, H, W] at the pictures' own size, threshold 0.5."""
    logits = network.every(network.pixels(normalised(pictures)), prompts)
    if pictures.shape[1:3] != (SIZE, SIZE):
        logits = F.interpolate(logits, size=pictures.shape[1:3], mode="bilinear", align_corners=False)
    return (logits > 0).numpy()


def evaluate(network, pictures, labels, prompts):
    """The lines of a table, one a prompt."""
    meaning = np.stack([m for _, m in prompts])  # [prompt, label]
    rows = []
    for at in range(0, len(pictures), 50):
        batch = slice(at, at + 50)
        mask = found(network, pictures[batch], [p for p, _ in prompts])
        target = meaning[:, labels[batch]].swapaxes(0, 1)
        rows.append(np.stack([a.sum((2, 3)) for a in (mask & target, mask | target, mask, target)]))
    both, either, area, there = np.concatenate(rows, 1).astype(float)  # [picture, prompt]
    for i, (prompt, _) in enumerate(prompts):
        present = there[:, i] > 0
        cells = [prompt or "(nothing)", f"{present.sum()}", "", "", ""]
        if present.any():
            cells[2] = f"{both[:, i].sum() / either[:, i].sum():.3f}"
            cells[3] = f"{(both[present, i] / either[present, i]).mean():.3f}"
        if not present.all():
            wrong = area[~present, i]
            cells[4] = f"{100 * (wrong > 0).mean():.1f} % of {len(wrong)}; {wrong.mean():.2f} px"
        yield "| " + " | ".join(cells) + " |"


def quarters(pixels):
    """The four quarters of every picture, [4 M, H / 2, W / 2, ...]."""
    half = pixels.shape[1] // 2
    return np.concatenate([pixels[:, y:y + half, x:x + half] for y in (0, half) for x in (0, half)])


def report(network, scenes, out):
    parts = [(name, truth([name])) for name in NAMES]
    wordings = [
        ("the eye of an animal", truth(["eyes"])), ("a photo of the sky", truth(["sky"])), ("logo", truth(["watermark"])),
        ("animal", truth(OF_ANIMAL)), ("horse", truth(OF_ANIMAL, ["horse"])), ("zebra", truth(OF_ANIMAL, ["zebra"])),
        ("the tail of a zebra", truth(["tail"], ["zebra"])), ("horse legs", truth(["legs"], ["horse"])),
        ("face", truth(UNIONS["face"][1])), ("background", truth(UNIONS["background"][1]))]
    wordings += [(p, truth([])) for p in ("", "the", "car", "a purple elephant", "windows of the house", "wings of a horse")]
    marked, marked_labels = (np.stack(a) for a in zip(*(scenes.marked(i, i) for i in range(len(scenes)))))
    clean = scenes.pictures, scenes.labels
    sets = [("Clean pictures", clean, parts),
            ("Pictures with a watermark", (marked, marked_labels), parts),
            ("Other wordings, pictures with a watermark", (marked, marked_labels), wordings),
            ("Quarters of clean pictures", tuple(map(quarters, clean)), parts)]
    head = ["| prompt | pictures with it | IoU, all pixels | IoU, mean of pictures | found where it is not |", "|---|---|---|---|---|"]
    tables = [["### " + title, "", *head, *evaluate(network, *data, prompts)] for title, data, prompts in sets]
    text = "\n\n".join(map("\n".join, tables))
    (out / "evaluation.md").write_text(text + "\n")
    print(text)


# files

def write_tokenizer(path):
    special = [{"id": i, "content": t, "single_word": False, "lstrip": False, "rstrip": False, "normalized": False,
                "special": True} for i, t in enumerate(SPECIAL)]
    start, end = ({"SpecialToken": {"id": t, "type_id": 0}} for t in ("<start>", "<end>"))
    text, pair = ({"Sequence": {"id": s, "type_id": 0}} for s in "AB")
    path.write_text(json.dumps({
        "version": "1.0", "truncation": None,
        "padding": {"strategy": "BatchLongest", "direction": "Right", "pad_to_multiple_of": None, "pad_id": 0,
                    "pad_type_id": 0, "pad_token": "<pad>"},
        "added_tokens": special,
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": {
            "type": "TemplateProcessing", "single": [start, text, end], "pair": [start, text, end, pair, end],
            "special_tokens": {t: {"id": t, "ids": [i], "tokens": [t]} for i, t in enumerate(SPECIAL) if i in (1, 2)}},
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": VOCABULARY, "unk_token": "<unk>"}}, indent=1) + "\n")


def write_preprocessor(path):
    path.write_text(json.dumps({
        "do_resize": True, "size": {"height": SIZE, "width": SIZE}, "resample": 2, "do_rescale": True,
        "rescale_factor": 1 / 255, "do_normalize": True, "image_mean": MEAN, "image_std": STD}, indent=1) + "\n")


def write_onnx(network, path):
    ids, mask = tokens(["the eyes", "sky"])
    torch.onnx.export(
        network, (torch.zeros(1, 3, SIZE, SIZE), ids, mask), path, opset_version=13,
        input_names=["pixel_values", "input_ids", "attention_mask"], output_names=["logits"],
        dynamic_axes={"pixel_values": {0: "B"}, "input_ids": {0: "N", 1: "L"}, "attention_mask": {0: "N", 1: "L"},
                      "logits": {0: "N"}})
    model = onnx.load(path)
    onnx.checker.check_model(model, full_check=True)
    print(f"{path}: {path.stat().st_size} bytes, {', '.join(sorted({n.op_type for n in model.graph.node}))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("train", type=Path)
    parser.add_argument("test", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--epochs", type=int, default=10)
    options = parser.parse_args()
    torch.set_num_threads(2)
    torch.use_deterministic_algorithms(True)
    options.out.mkdir(parents=True, exist_ok=True)
    network = train(Scenes(options.train), options.seed, options.epochs)
    write_tokenizer(options.out / "tokenizer.json")
    write_preprocessor(options.out / "preprocessor_config.json")
    write_onnx(network, options.out / "model.onnx")
    report(network, Scenes(options.test), options.out)


if __name__ == "__main__":
    main()
