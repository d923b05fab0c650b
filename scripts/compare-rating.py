#!/usr/bin/env python3
"""Compute the scores of `sat rate` again with the published code of others, and compare.

    python scripts/compare-rating.py RUN --funnybirds REPO
    python scripts/compare-rating.py RUN --model MODEL.onnx --images IMAGES --sat SAT \\
        --pixel-flipping REPO --random RANDOM.onnx

RUN has effects (`sat ablate`) and a rating (`sat rate`). What is compared:

single deletion   scipy's spearmanr, and `single_deletion_protocol` of visinf/funnybirds-framework, which is run
                  unchanged on data that stands for its data set
SRG, mean fill    `pixel_flipping` and `calculate_auc` of bluecher31/pixel-flipping, run unchanged with our fill as
                  their imputer, and Quantus' RegionPerturbation in both orders
random weights    Quantus' correlation_spearman on maps of MODEL and of RANDOM, the network with the weights that
                  RandomNetworkFile of the tests writes

The pictures must have the size of the model's input, so that no resizing is compared, and this size must be a multiple
of 5, since Quantus takes squares. REPO is a folder with the repository's files. Needs numpy, scipy, pandas, pillow,
onnxruntime; for SRG torch and quantus.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile
import types

import numpy as np
import pandas
from scipy import stats

CELLS = 5


class Difference:
    """The largest difference of some numbers."""

    def __init__(self, what):
        self.what, self.count, self.largest, self.relative = what, 0, 0.0, 0.0

    def add(self, ours, theirs):
        self.count += 1
        difference = abs(float(ours) - float(theirs))
        self.largest = max(self.largest, difference)
        self.relative = max(self.relative, difference / max(1e-12, abs(float(theirs))))

    def __str__(self):
        return f"{self.what:58} {self.count:5} numbers, largest difference {self.largest:.1e}, relative {self.relative:.1e}"


def truth(effects):
    """Effects and pixels by image and segment, mean over the fills."""
    own = effects[effects.placebo == 0]
    return own.groupby(["image_id", "target", "segment"], sort=False).agg(
        effect=("effect", "mean"), pixels=("mask_size", "first"), logit=("logit", "first")
    )


def single_deletion(run, repo):
    effects = truth(pandas.read_csv(run / "effects.csv"))
    rows = pandas.read_csv(run / "sat.csv")
    scores = pandas.read_csv(run / "rating-images.csv")
    columns = {
        "total_attribution": (lambda r: r.total_attribution, False),
        "mean_signed": (lambda r: r.mean_signed, False),
        "mean_attribution": (lambda r: r.mean_attribution, True),
        "rank": (lambda r: -r["rank"], False),
        "shift_share": (lambda r: 1 - r.shift_share, True),
    }
    plain = Difference("single deletion, scipy: per image, method and column")
    per_pixel = Difference("single deletion per pixel, scipy")
    theirs = Difference("single deletion, FunnyBirds' own protocol")
    protocol = funnybirds(repo) if repo else None
    index = scores.set_index(["image_id", "target", "method", "column"])
    for (image, target, method), table in rows.groupby(["image_id", "target", "method"], sort=False):
        joined = table.join(effects, on=["image_id", "target", "segment"], how="inner")
        for column, (value, absolute) in columns.items():
            key = (image, target, method, column)
            if key not in index.index or np.isnan(index.loc[key].single_deletion):
                continue
            effect = joined.effect.abs() if absolute else joined.effect
            rho = stats.spearmanr(value(joined), effect)[0]
            plain.add(index.loc[key].single_deletion, (rho + 1) / 2)
            if not np.isnan(index.loc[key].per_pixel):
                rho = stats.spearmanr(value(joined), effect / joined.pixels)[0]
                per_pixel.add(index.loc[key].per_pixel, (rho + 1) / 2)
            if protocol and column == "total_attribution":
                theirs.add(index.loc[key].single_deletion, protocol(joined))
    print(plain)
    print(per_pixel)
    if protocol:
        print(theirs)
    rating = pandas.read_csv(run / "rating.csv").set_index(["method", "column"])
    means = Difference("means of rating.csv from rating-images.csv")
    for key, group in scores.groupby(["method", "column"]):
        if rating.loc[key].images > 0:
            means.add(rating.loc[key].single_deletion, group.single_deletion.mean())
    print(means)


def funnybirds(repo):
    """Their protocol, for the segments of one image in place of a bird's parts."""
    import torch

    data = types.ModuleType("datasets.funny_birds")

    class FunnyBirds(torch.utils.data.Dataset):
        table = None

        def __init__(self, *args, **kwargs):
            self.parts = {f"{k}_model": None for k in range(len(self.table))}
            self.colors_to_part = {}

        def __len__(self):
            return 1

        def __getitem__(self, k):
            zero = torch.zeros(1)
            return dict(image=zero, class_idx=0, part_map=zero, params={}, image_idx=0)

        def get_params_for_single(self, params):
            return params

        def get_intervention(self, class_idx, image_idx, removed):
            return {"image": Removed(removed[0].split("_")[0])}

    class Removed:
        """Stands for a picture without one part."""

        def __init__(self, part):
            self.part = int(part)

        def cuda(self, *args, **kwargs):
            return self

    data.FunnyBirds = FunnyBirds
    sys.modules["datasets"] = types.ModuleType("datasets")
    sys.modules["datasets.funny_birds"] = data
    module = types.ModuleType("evaluation_protocols")
    source = (repo / "evaluation_protocols.py").read_text()
    exec(compile(source, "evaluation_protocols.py", "exec"), module.__dict__)

    def run(table):
        FunnyBirds.table = table
        effect = table.effect.to_numpy()

        def model(image):
            logit = -effect[image.part] if isinstance(image, Removed) else 0.0
            return torch.tensor([[logit]], dtype=torch.float64)

        class Explainer:
            @staticmethod
            def get_part_importance(image, part_map, target, colors):
                return {str(k): v for k, v in enumerate(table.total_attribution)}

        arguments = argparse.Namespace(data="", gpu=None, nr_itrs=1)
        return module.single_deletion_protocol(model, Explainer, arguments)

    return run


def inputs(image, declaration):
    from PIL import Image

    scaling = declaration["input"]
    picture = np.asarray(Image.open(image).convert("RGB"), np.float32)
    assert list(picture.shape[:2]) == scaling["size"], f"{image} has another size than the model's input"
    order = [2, 1, 0] if scaling.get("channels") == "BGR" else [0, 1, 2]
    low, high = scaling.get("range", [0, 1])
    mean = np.array(scaling["mean"], np.float32)[:, None, None]
    std = np.array(scaling["std"], np.float32)[:, None, None]
    return (np.float32(low) + np.float32(high - low) * picture.transpose(2, 0, 1)[order] / np.float32(255) - mean) / std


class Classifier:
    def __init__(self, file):
        import onnxruntime

        self.session = onnxruntime.InferenceSession(str(file))
        self.name = self.session.get_inputs()[0].name
        self.model_name = "onnx"

    def logits(self, x):
        return np.concatenate(
            [self.session.run(None, {self.name: one[None].astype(np.float32)})[0] for one in np.asarray(x)]
        )


def without(x, mask):
    """Our fill `mean`; a picture without any cell is its own mean."""
    out = x.copy()
    left = ~mask if not mask.all() else mask
    out[:, mask] = x[:, left].mean(axis=1, dtype=np.float64)[:, None]
    return out


def saliency(sat, model, image, method, target, out):
    call = [str(sat), "saliency", "--model", str(model), "--input", str(image), "--method", method]
    call += ["--channels", "sum", "--target", str(target), "--out", str(out)]
    subprocess.run(call, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return np.load(out).squeeze()


def pixel_flipping(repo, x, label, a, classifier):
    """Their area under one curve for each order."""
    sys.path.insert(0, str(repo))
    for name in ("src.config.config", "src.config.helpers", "src.explainers.helper_images", "src.experiments.attribution"):
        sys.modules.setdefault(name, types.ModuleType(name))
    settings = sys.modules["src.config.config"]
    settings.PixelFlippingConfig = object
    helpers = sys.modules["src.config.helpers"]
    helpers.select_folder = helpers.compare_cfg = None
    sys.modules["src.experiments.attribution"].Attribution = object
    cell = x.shape[1] // CELLS
    rows = np.arange(x.shape[1]) // cell
    grid = (rows[:, None] * CELLS + rows[None]) + 1
    segmentation = np.stack([grid] * 3)
    sys.modules["src.explainers.helper_images"].load_segmentor = lambda cfg_segmentation: lambda image: segmentation
    omega = types.ModuleType("omegaconf")
    omega.OmegaConf = omega.DictConfig = object
    sys.modules.setdefault("omegaconf", omega)
    for name, file in (
        ("conditional_explainer.imputers.abstract_imputer", "conditional_explainer/imputers/abstract_imputer.py"),
        ("src.interface", "src/interface.py"),
        ("src.experiments.pixel_flipping", "src/experiments/pixel_flipping.py"),
    ):
        if not hasattr(sys.modules.get(name), "__file__"):
            module = types.ModuleType(name)
            module.__file__ = file
            for part in ("conditional_explainer", "conditional_explainer.imputers", "src", "src.config", "src.explainers", "src.experiments"):
                sys.modules.setdefault(part, types.ModuleType(part))
            sys.modules[name] = module
            exec(compile((repo / file).read_text(), file, "exec"), module.__dict__)
    theirs = sys.modules["src.experiments.pixel_flipping"]
    imputers = sys.modules["conditional_explainer.imputers.abstract_imputer"]

    class Mean(imputers.Imputer):
        imputer_name = "mean"

        def _impute(self, data, segmentation_coalitions, n_imputations):
            mask = segmentation_coalitions.reshape(x.shape)[0] < 0
            picture = without(x, mask) if mask.any() else x
            return picture.reshape(1, *segmentation_coalitions.shape).copy()

    model = types.SimpleNamespace(model_name="onnx", predict_proba=lambda images: classifier.logits(images.reshape(1, *x.shape)))
    image = types.SimpleNamespace(image=x, image_name="i", label=label)
    attribution = types.SimpleNamespace(image_name="i", heatmap=np.stack([a] * 3), explainer_properties={})
    areas = []
    for most in (False, True):
        cfg = types.SimpleNamespace(
            segmentation_pf=types.SimpleNamespace(n_superpixel=CELLS * CELLS),
            n_measurements=15, scale_spacing="log", most_relevant_first=most, n_imputations_pf=1, which_target="label",
        )
        result = theirs.pixel_flipping(cfg, image, attribution, Mean(), model)
        areas.append(auc(repo, result.percentage_deleted, result.occluded_prediction))
    return areas[0] - areas[1]


def auc(repo, x, y):
    """`calculate_auc` of src/plotting.py, which imports much else."""
    from scipy import integrate, interpolate

    source = (repo / "src/plotting.py").read_text()
    start = source.index("def calculate_auc")
    module = {"interpolate": interpolate, "integrate": integrate, "NDArray": np.ndarray}
    exec(source[start : source.index("\ndef ", start)], module)
    pieces = [module["calculate_auc"](x, y, a, b) for a, b in zip(x[:-1], x[1:])]
    return sum(pieces)


def quantus_gain(x, label, a, classifier):
    """The area between Quantus' curves at our steps."""
    import torch
    import quantus

    class Network(torch.nn.Module):
        def forward(self, images):
            return torch.tensor(classifier.logits(images.numpy()))

    cell = x.shape[1] // CELLS
    curves = []
    for order in ("lerf", "morf"):
        removed = np.zeros(x.shape, bool)

        def perturb(arr, indices, **kwargs):
            removed.reshape(-1)[np.asarray(indices).reshape(-1)] = True
            return without(x, removed[0]).reshape(arr.shape)

        metric = quantus.RegionPerturbation(
            patch_size=cell, regions_evaluation=CELLS * CELLS, order=order, normalise=False, abs=False,
            perturb_func=perturb, disable_warnings=True, return_aggregate=False,
        )
        drops = metric(
            model=Network().eval(), x_batch=x[None], y_batch=np.array([label]), a_batch=a[None, None],
            softmax=False, channel_first=True, batch_size=1,
        )
        curves.append(-np.concatenate([[0], np.asarray(drops[0], np.float64)]))
    steps = np.unique(np.concatenate(([0, 25], np.geomspace(1, 25, 15, dtype=int))))
    return np.trapezoid(curves[0][steps] - curves[1][steps], steps / 25)


def maps(arguments):
    declaration = json.loads(pathlib.Path(f"{arguments.model}.json").read_text())
    classifier = Classifier(arguments.model)
    lines = pandas.read_csv(arguments.run / "rating-maps.csv")
    flipping = Difference("SRG under mean, pixel-flipping's own code")
    region = Difference("SRG under mean, Quantus' RegionPerturbation")
    random = Difference("random weights, Quantus' correlation_spearman")
    out = pathlib.Path(tempfile.mkdtemp()) / "map.npy"
    for line in lines.itertuples():
        image = next(arguments.images.glob(f"{line.image_id}.*"))
        label = declaration["classes"].index(line.target)
        a = saliency(arguments.sat, arguments.model, image, line.method, label, out)
        x = inputs(image, declaration)
        if not np.isnan(line.srg_mean):
            flipping.add(line.srg_mean, pixel_flipping(arguments.pixel_flipping, x, label, a, classifier))
            region.add(line.srg_mean, quantus_gain(x, label, a, classifier))
        if arguments.random and not np.isnan(line.randomisation):
            from quantus.functions.similarity_func import correlation_spearman

            b = saliency(arguments.sat, arguments.random, image, line.method, label, out)
            random.add(line.randomisation, correlation_spearman(np.abs(a).reshape(1, -1), np.abs(b).reshape(1, -1), batched=True)[0])
    print(flipping)
    print(region)
    if arguments.random:
        print(random)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=pathlib.Path)
    for name in ("--funnybirds", "--model", "--images", "--sat", "--pixel-flipping", "--random"):
        parser.add_argument(name, type=pathlib.Path)
    arguments = parser.parse_args()
    single_deletion(arguments.run, arguments.funnybirds)
    if arguments.model:
        maps(arguments)


if __name__ == "__main__":
    main()
