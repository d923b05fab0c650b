"""Writes small models with random weights and their processors, for `optimum-cli export onnx`.

    python -m segmenter_exports.optimum_folders OUT [--seed 1] [--only segformer]
    optimum-cli export onnx --model OUT/segformer --task semantic-segmentation OUT/segformer-onnx
    python -m segmenter_exports.closed OUT --only segformer --exported segformer-onnx --compare PHOTOS

Needs transformers 4 (optimum's newest here). The last layers are set as in closed_models.py.
"""

import argparse
import pathlib

import torch

from segmenter_exports import balance, closed, closed_models

MAKERS = ("segformer", "maskformer", "detr", "beit", "dpt")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="names, with commas between them")
    given = parser.parse_args()
    for name in given.only.split(",") if given.only else MAKERS:
        torch.manual_seed(given.seed)
        model, processor = getattr(closed_models, name)()
        model.eval()
        balance.spread(model, given.seed)
        high, wide, tokens = closed.inputs_of(model, processor)
        shown = balance.pictures(given.seed, high, wide)
        balance.share_out(model, closed_models.SHARED_OUT.get(name, 1))
        for module, deviation in closed_models.LAST.get(name, []):
            try:
                step = model.get_submodule(module)
            except AttributeError:  # other versions have other names
                continue
            balance.standardise(step, lambda: [model(one[None], *tokens) for one in shown], deviation)
        model.save_pretrained(given.out / name)
        processor.save_pretrained(given.out / name)
        print(given.out / name)


if __name__ == "__main__":
    main()
