#!/usr/bin/env python3
"""Writes what attention rollout (Abnar, Zuidema 2020) gives for the small networks of src/test/resources/folders.

    make-rollout.py

Computes vit and dinov2 from their weights in numpy and float64, without the program and without PyTorch: the mean of
the heads' weights plus the identity, rows normalised, multiplied over the layers; the class token's row at the
patches. rollout.npy beside the weights holds it for both inputs of expected.safetensors. Logits are compared with
those there, so that a mistake in these few lines would show. clip/siglip-rollout.npy is that of the SigLIP of
make-clip-models.py: the weights of the learned query that pools its tokens, times the rollout below; the weights of
attention are those that transformers returns. Needs numpy and safetensors; for SigLIP what make-clip-models.py needs.
"""
import importlib.util
import json
from math import erf
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

RESOURCES = Path(__file__).resolve().parent.parent / "src/test/resources/folders"
NAMES = {"vit": ("layernorm_before", "layernorm_after", "intermediate.dense", "output.dense"),
         "dinov2": ("norm1", "norm2", "mlp.fc1", "mlp.fc2")}
GELU = np.vectorize(lambda x: x * (1 + erf(x / 2 ** 0.5)) / 2)


class Network:
    def __init__(self, name):
        self.folder, self.name = RESOURCES / name, name
        self.config = json.loads((self.folder / "config.json").read_text())
        self.tensors = {key: value.astype(np.float64)
                        for key, value in load_file(self.folder / "model.safetensors").items()}

    def linear(self, key, x):
        return x @ self.tensors[key + ".weight"].T + self.tensors.get(key + ".bias", 0)

    def norm(self, key, x):
        x = x - x.mean(-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(-1, keepdims=True) + self.config["layer_norm_eps"])
        return x * self.tensors[key + ".weight"] + self.tensors[key + ".bias"]

    def tokens(self, picture):
        """Class token and patches with their positions, [T, C]."""
        key, side = self.name + ".embeddings.", self.config["patch_size"]
        weight = self.tensors[key + "patch_embeddings.projection.weight"]
        rows, columns = picture.shape[1] // side, picture.shape[2] // side
        cut = picture.reshape(3, rows, side, columns, side).transpose(1, 3, 0, 2, 4).reshape(rows * columns, -1)
        patches = cut @ weight.reshape(len(weight), -1).T + self.tensors[key + "patch_embeddings.projection.bias"]
        return np.concatenate([self.tensors[key + "cls_token"][0], patches]) \
            + self.tensors[key + "position_embeddings"][0]

    def attention(self, layer, x):
        """The heads' weights [H, T, T] and what they make of the values [T, C]."""
        heads = self.config["num_attention_heads"]
        q, k, v = (self.linear(layer + "attention.attention." + part, x).reshape(len(x), heads, -1).swapaxes(0, 1)
                   for part in ("query", "key", "value"))
        scores = q @ k.swapaxes(1, 2) / np.sqrt(q.shape[-1])
        weights = np.exp(scores - scores.max(-1, keepdims=True))
        weights /= weights.sum(-1, keepdims=True)
        return weights, (weights @ v).swapaxes(0, 1).reshape(len(x), -1)

    def scaled(self, layer, number, x):
        return x * self.tensors.get(f"{layer}layer_scale{number}.lambda1", 1)

    def run(self, picture):
        """Logits, and the class token's row of the rollout at the patches."""
        before, after, wide, narrow = NAMES[self.name]
        x = self.tokens(picture)
        rollout = np.eye(len(x))
        for i in range(self.config["num_hidden_layers"]):
            layer = f"{self.name}.encoder.layer.{i}."
            weights, made = self.attention(layer, self.norm(layer + before, x))
            rollout = mixed(weights) @ rollout
            x = x + self.scaled(layer, 1, self.linear(layer + "attention.output.dense", made))
            made = GELU(self.linear(layer + wide, self.norm(layer + after, x)))
            x = x + self.scaled(layer, 2, self.linear(layer + narrow, made))
        x = self.norm(self.name + ".layernorm", x)
        features = x[0] if self.name == "vit" else np.concatenate([x[0], x[1:].mean(0)])
        return self.linear("classifier", features), rollout[0, 1:]


def mixed(weights):
    """Mean of the heads' weights [H, T, T] with the residual."""
    both = weights.mean(0) + np.eye(weights.shape[-1])
    return both / both.sum(-1, keepdims=True)


def siglip():
    """Rollouts of SigLIP's pictures at the patches."""
    import torch
    path = Path(__file__).with_name("make-clip-models.py")
    spec = importlib.util.spec_from_file_location("models", path)
    models = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(models)
    pixels = torch.from_numpy(np.load(models.RESOURCES / "siglip-pixels.npy"))
    tokenizer = models.siglip_tokenizer()
    tokenizer.no_truncation()
    tokenizer.no_padding()
    whole = models.network("siglip", None, tokenizer)
    expected = np.load(models.RESOURCES / "siglip-logits-1.npy")
    logits = models.logits(whole, "siglip", tokenizer, pixels, models.TEMPLATES["siglip"][:1])
    error = np.abs(np.asarray(logits) - expected).max() / np.abs(expected).max()
    assert error < 1e-5, f"siglip: logits differ by {error}"
    whole.set_attn_implementation("eager")
    tower = whole.vision_model
    with torch.no_grad():
        out = tower(pixels, output_attentions=True)
        tokens = out.last_hidden_state
        query = tower.head.probe.expand(len(tokens), -1, -1)
        pooled = tower.head.attention(query, tokens, tokens, need_weights=True)[1].double().numpy()
    maps = []
    for image in range(len(tokens)):
        row = pooled[image]
        for weights in reversed(out.attentions):
            row = row @ mixed(weights[image].double().numpy())
        maps.append(row[0])
    np.save(models.RESOURCES / "siglip-rollout.npy", np.array(maps, dtype=np.float32))
    print(f"siglip: logits differ by {error:.1e}, {np.array(maps).shape}, sums {np.array(maps).sum(1)}")


def main():
    siglip()
    for name in NAMES:
        network = Network(name)
        expected = load_file(network.folder / "expected.safetensors")
        logits, maps = zip(*(network.run(picture.astype(np.float64)) for picture in expected["pixels"]))
        error = np.abs(np.array(logits) - expected["logits"]).max() / np.abs(expected["logits"]).max()
        assert error < 1e-6, f"{name}: logits differ by {error}"
        np.save(network.folder / "rollout.npy", np.array(maps, dtype=np.float32))
        print(f"{name}: logits differ by {error:.1e}, {np.array(maps).shape}, sums {np.array(maps).sum(1)}")


if __name__ == "__main__":
    main()
