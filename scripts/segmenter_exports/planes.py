"""Exports networks that find the object in front, with random weights, and compares the masks of `sat segment`.

    python -m segmenter_exports.planes OUT --u2net DIR --modnet DIR --birefnet DIR [--seed 1] [--opset 17] [--dynamo]
                                       [--side 320] [--open] [--compare PHOTOS --sat …]

DIR is a checkout of xuebinqin/U-2-Net, ZHKKKe/MODNet or ZhengPeng7/BiRefNet. U²-Net's small network and MODNet are
exported as they are; BiRefNet with its smallest backbone and without deformable convolution.
"""

import argparse
import json
import pathlib
import shutil
import sys
import types

import numpy
import torch

from segmenter_exports import balance
from segmenter_exports.closed import segment

IMAGENET = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
HALVES = ([0.5] * 3, [0.5] * 3)


def u2net(source):
    sys.path.insert(0, str(source / "model"))
    import u2net as code

    return code.U2NETP(3, 1), 320, IMAGENET, ["outconv"]


def modnet(source):
    sys.path.append(str(source))
    from src.models.modnet import MODNet

    model = MODNet(backbone_pretrained=False)

    class Matte(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, picture):
            return self.model(picture, True)[2]

    return Matte(), 256, HALVES, ["model.f_branch.conv_f.1.layers.0"]


def birefnet(source):
    sys.path.append(str(source))
    for name, what in (("kornia", None), ("kornia.filters", "laplacian"), ("dataset", "class_labels_TR_sorted")):
        sys.modules[name] = types.ModuleType(name)
        if what:
            setattr(sys.modules[name], what, [])
    import config

    first = config.Config.__init__

    def small(self):
        first(self)
        self.bb, self.dec_att, self.squeeze_block = "pvt_v2_b0", "ASPP", "BasicDecBlk_x1"
        self.lateral_channels_in_collection = [512, 320, 128, 64]
        self.cxt = self.lateral_channels_in_collection[1:][::-1][-self.cxt_num:]
        self.SDPA_enabled, self.freeze_bb = False, False

    config.Config.__init__ = small
    from models.birefnet import BiRefNet

    model = BiRefNet(bb_pretrained=False)

    class Last(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.model = model

        def forward(self, picture):
            return self.model(picture)[-1]

    return Last(), 256, IMAGENET, []


MAKERS = dict(u2net=u2net, modnet=modnet, birefnet=birefnet)


def make(name, source, given):
    torch.manual_seed(given.seed)
    model, side, (mean, std), last = MAKERS[name](source)
    side = given.side or side
    model.eval()
    shown = balance.pictures(given.seed, side, side)
    for module in last:
        run = lambda: [model(one[None]) for one in shown]  # noqa: E731
        balance.standardise(model.get_submodule(module), run, 3)
    folder = given.out / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    size = {"height": side, "width": side}
    (folder / "preprocessor_config.json").write_text(
        json.dumps({"size": size, "resample": 2, "image_mean": mean, "image_std": std}, indent=1)
    )
    with torch.no_grad():
        made = model(shown[:1])
    count = len(made) if isinstance(made, (tuple, list)) else 1
    # U²-Net's demonstrations name the outputs so; the others have one
    names = [f"d{i}" for i in range(count)] if count > 1 else ["output"]
    file = str(folder / "model.onnx")
    if given.dynamo:
        sides = {2: torch.export.Dim.DYNAMIC, 3: torch.export.Dim.DYNAMIC}
        extra = dict(dynamo=True, external_data=False, dynamic_shapes=(sides,) if given.open else None)
    else:
        sides = {2: "height", 3: "width"}
        extra = dict(dynamo=False, dynamic_axes={"input": sides, **{n: sides for n in names}} if given.open else None)
    opset = given.opset or (None if given.dynamo else 17)
    torch.onnx.export(model, (shown[:1],), file, input_names=["input"], output_names=names, opset_version=opset, **extra)
    print(name, (folder / "model.onnx").stat().st_size // 1024, "KB", flush=True)


def resize(picture, size):
    from torchvision.transforms.v2 import functional

    levels = torch.tensor(numpy.array(picture)).permute(2, 0, 1)
    return functional.resize(levels, size, antialias=True).permute(1, 2, 0).numpy()


def compare(name, given):
    import onnxruntime
    from PIL import Image

    folder = given.out / name
    masks = segment(folder, given.compare, given.sat)
    if isinstance(masks, str):
        print(name, masks)
        return
    config = json.loads((folder / "preprocessor_config.json").read_text())
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
    shares, areas = [], []
    for photo in sorted(given.compare.iterdir()):
        picture = Image.open(photo).convert("RGB")
        # on bytes with antialiasing; Pillow's differ by one level, which MODNet with random weights enlarges
        small = resize(picture, [config["size"]["height"], config["size"]["width"]])
        values = (numpy.asarray(small, numpy.float32) / 255 - config["image_mean"]) / config["image_std"]
        plane = session.run(None, {"input": values.transpose(2, 0, 1)[None].astype(numpy.float32)})[0]
        plane = torch.tensor(plane)
        if name == "birefnet":
            plane = plane.sigmoid()
        size = (picture.height, picture.width)
        front = torch.nn.functional.interpolate(plane, size, mode="bilinear", align_corners=False)[0, 0].numpy() > 0.5
        for part, theirs in (("foreground", front), ("background", ~front)):
            file = masks / photo.stem / f"{part}.png"
            mine = numpy.array(Image.open(file)) > 0 if file.is_file() else numpy.zeros(size, bool)
            if (mine | theirs).any():
                shares.append((mine & theirs).sum() / (mine | theirs).sum())
                areas.append(theirs.mean())
    print(f"{name}: {len(shares)} masks, IoU at least {min(shares):.4f}, mean {numpy.mean(shares):.5f}; areas"
          f" {numpy.quantile(areas, 0.1):.2f} to {numpy.quantile(areas, 0.9):.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--opset", type=int, help="version of the operators; 17, or the newer exporter's own")
    parser.add_argument("--dynamo", action="store_true", help="by torch.onnx's newer exporter")
    parser.add_argument("--side", type=int, help="of the square, in pixels")
    parser.add_argument("--open", action="store_true", help="pictures of any size")
    for name in MAKERS:
        parser.add_argument("--" + name, type=pathlib.Path)
    parser.add_argument("--compare", type=pathlib.Path, metavar="PHOTOS")
    parser.add_argument("--sat", default="scripts/sat")
    given = parser.parse_args()
    for name in MAKERS:
        if getattr(given, name):
            make(name, getattr(given, name), given)
            if given.compare:
                compare(name, given)


if __name__ == "__main__":
    main()
