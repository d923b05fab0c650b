#!/usr/bin/env python3
"""A classifier of photographs as somebody else would train it: the network of docs/quick-start.md.

    python3 scripts/train-photo-classifier.py FOLDER OUT.pth [EPOCHS]

FOLDER holds CLASS_NUMBER.jpg, as Biased Action Recognition does. OUT.pth gets the state dict of a torchvision ResNet-18 for
pictures of 96x96, trained from scratch; classes are in the order of their names. Needs torch, torchvision, Pillow (tried
with torch 1.13 and torchvision 0.14; 8 epochs of 1,941 pictures took 9 minutes on 2 busy cores).
"""
import sys
from pathlib import Path

import torch
import torchvision
from PIL import Image
from torchvision import transforms

BATCH = 32


def main(folder, out, epochs):
    torch.manual_seed(1)
    torch.set_num_threads(2)
    files = sorted(Path(folder).iterdir())
    labels = [file.name.rsplit("_", 1)[0] for file in files]
    classes = sorted(set(labels))
    to_input = transforms.Compose([
        transforms.Resize(96), transforms.CenterCrop(96), transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])])
    x = torch.stack([to_input(Image.open(file).convert("RGB")) for file in files])
    y = torch.tensor([classes.index(label) for label in labels])
    network = torchvision.models.resnet18(num_classes=len(classes))
    optimizer = torch.optim.AdamW(network.parameters(), 1e-3, weight_decay=0.05)
    steps = (len(x) + BATCH - 1) // BATCH
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=epochs * steps)
    for epoch in range(epochs):
        network.train()
        order = torch.randperm(len(x))
        total = 0
        for chosen in order.split(BATCH):
            images = x[chosen]
            if torch.rand(1) < 0.5:
                images = images.flip(3)
            loss = torch.nn.functional.cross_entropy(network(images), y[chosen], label_smoothing=0.05)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            total += loss.item() * len(chosen)
        print(f"epoch {epoch + 1}: loss {total / len(x):.3f}", flush=True)
    torch.save(network.state_dict(), out)


if __name__ == "__main__":
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]) if len(sys.argv) == 4 else 8)
