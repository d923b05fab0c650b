#!/usr/bin/env python3
"""Makes model.onnx and its declaration from weights, checks both, and prints the next command.

    export-onnx.py timm:convnext_tiny.in12k_ft_in1k --out DIR
    export-onnx.py timm:resnet50 --checkpoint best.pth --classes names.txt --out DIR
    export-onnx.py torchvision:resnet50 --out DIR
    export-onnx.py transformers:FOLDER --out DIR
    export-onnx.py module:FILE.py:function --classes names.txt --size 224 --out DIR

timm and torchvision download their weights unless --checkpoint FILE or --random is given. A transformers source is a
folder of save_pretrained, or a name on the hub. The function of a module returns a torch.nn.Module, or a module and a
declaration as in models/README.md. A checkpoint is a state dict, as .safetensors or saved by torch.save; it is opened
with weights_only, which runs no code of the file.

Needs torch, onnx, onnxruntime and, for the sources, timm, torchvision or transformers:
    pip install torch timm onnx onnxscript onnxruntime
Exit code 1 with one line where something is wrong.
"""
import argparse
import contextlib
import difflib
import importlib.util
import io
import json
import math
import os
import shlex
import sys
import warnings
from pathlib import Path

IMAGENET = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225]}
TOLERANCE = 1e-4
INPUTS = 10
LONGEST = 160


class Wrong(Exception):
    """What is wrong and what to do, in one line."""


def line(error):
    """An error of a library in one short line."""
    text = str(error).strip().splitlines()
    short = text[0][:LONGEST] + ("…" if len(text[0]) > LONGEST else "") if text else ""
    return f"{type(error).__name__}: {short}" if short else type(error).__name__


def needed(name):
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise Wrong(f"{name} cannot be imported ({line(error)}); run: pip install {name}")


def names_of(file):
    if file is None:
        return None
    try:
        lines = [text.strip() for text in Path(file).read_text(encoding="utf-8").splitlines()]
    except (OSError, UnicodeDecodeError) as error:
        raise Wrong(f"--classes {file}: {line(error)}")
    while lines and not lines[-1]:
        lines.pop()
    if not lines:
        raise Wrong(f"--classes {file}: holds no names; one class a line is needed, in the order of the outputs")
    return lines


def state_of(file):
    """Tensors of a checkpoint by name."""
    torch = needed("torch")
    if not Path(file).is_file():
        raise Wrong(f"--checkpoint {file}: no such file")
    try:
        if str(file).endswith(".safetensors"):
            return needed("safetensors.torch").load_file(file)
        state = torch.load(file, map_location="cpu", weights_only=True)
    except Wrong:
        raise
    except Exception as error:
        raise Wrong(f"--checkpoint {file}: is no state dict, or would run code ({type(error).__name__}); save the state "
                    "dict alone: torch.save(model.state_dict(), FILE), or use module:FILE.py:function")
    for key in ("state_dict_ema", "model_ema", "state_dict", "model_state_dict", "model"):
        if isinstance(state, dict) and isinstance(state.get(key), dict):
            state = state[key]
            break
    if not isinstance(state, dict) or not all(hasattr(value, "shape") for value in state.values()):
        raise Wrong(f"--checkpoint {file}: holds no tensors by name; save the state dict alone")
    for prefix in ("module.", "model.", "_orig_mod."):
        if state and all(key.startswith(prefix) for key in state):
            state = {key[len(prefix):]: value for key, value in state.items()}
    return state


def rows_of(state, classifier):
    """Number of classes in a checkpoint: the rows of the last layer."""
    rows = state.get(f"{classifier}.weight", state.get(f"{classifier}.bias"))
    return None if rows is None else int(rows.shape[0])


def fill(model, state, file):
    try:
        missing, surplus = model.load_state_dict(state, strict=False)
    except RuntimeError as error:
        shapes = [text.strip() for text in str(error).splitlines()[1:]]
        raise Wrong(f"--checkpoint {file}: {shapes[0] if shapes else line(error)}")
    missing = [key for key in missing if not key.endswith("num_batches_tracked")]
    if missing or surplus:
        faults = [f"lacks {', '.join(missing[:3])}{' …' if len(missing) > 3 else ''}"] if missing else []
        faults += [f"has {', '.join(surplus[:3])}{' …' if len(surplus) > 3 else ''} too many"] if surplus else []
        raise Wrong(f"--checkpoint {file}: {'; '.join(faults)}")


def first_of_sequence(value):
    return int(value[0]) if isinstance(value, (list, tuple)) else int(value)


def timm_input(data):
    """The declaration's input for timm's data configuration."""
    _, height, width = data["input_size"]
    steps = {"size": [height, width]}
    mode, share = data.get("crop_mode") or "center", data["crop_pct"]
    resized = [math.floor(side / share) for side in (height, width)]
    if mode not in ("center", "squash", "border"):
        raise Wrong(f"crop_mode {mode} cannot be declared")
    if mode != "squash" or resized != [height, width]:
        steps.update(resize=resized[0] if resized[0] == resized[1] else resized, crop=mode)
    if data["interpolation"] != "bilinear":
        steps["interpolation"] = data["interpolation"]
    return {**steps, "mean": list(map(float, data["mean"])), "std": list(map(float, data["std"])), "channels": "RGB"}


def from_timm(name, args, names):
    timm = needed("timm")
    if not timm.is_model(name.split(".")[0]):
        like = difflib.get_close_matches(name.split(".")[0], timm.list_models(), 3)
        raise Wrong(f"timm:{name}: timm {timm.__version__} has no such network"
                    + (f"; like it: {', '.join(like)}" if like else "; timm.list_models() lists all"))
    state = state_of(args.checkpoint) if args.checkpoint else None
    more = {}
    if state is not None:
        classifier = timm.get_pretrained_cfg_value(name, "classifier") or "head"
        count = rows_of(state, first(classifier))
        more = {} if count is None else {"num_classes": count}
    elif args.random and names:
        more = {"num_classes": len(names)}
    if args.size:
        more["img_size"] = args.size
    loads = not args.random and state is None
    try:
        try:
            model = timm.create_model(name, pretrained=loads, **more)
        except TypeError:
            more.pop("img_size", None)  # convolutional networks take any size
            model = timm.create_model(name, pretrained=loads, **more)
    except Exception as error:
        raise Wrong(f"timm:{name}: cannot be made{' and loaded' if loads else ''} ({line(error)})"
                    + ("; --checkpoint FILE takes weights from a file, --random none" if loads else ""))
    if not model.num_classes:
        raise Wrong(f"timm:{name}: gives features, not classes; take weights that were trained to classify"
                    " (timm.list_pretrained() lists all), or your own: --checkpoint FILE"
                    + ("; --classes FILE makes a random head" if args.random else ""))
    if state is not None:
        fill(model, state, args.checkpoint)
    size = {"input_size": (3, args.size, args.size)} if args.size else {}
    data = timm.data.resolve_data_config(size, model=model)
    declaration = {}
    listed = (model.pretrained_cfg or {}).get("label_names")
    subset = timm.data.infer_imagenet_subset(model) if state is None else None
    if names is None and listed and len(listed) == model.num_classes:
        declaration["classes"] = list(listed)
    elif names is None and subset:
        info = timm.data.ImageNetInfo(subset)
        declaration["classes"] = [info.index_to_description(i) for i in range(model.num_classes)]
        # folders of ImageNet are called by these
        declaration["aliases"] = {info.index_to_label_name(i): i for i in range(model.num_classes)}
    return model, {**declaration, "input": timm_input(data)}


def first(value):
    return value[0] if isinstance(value, (list, tuple)) else value


def from_torchvision(name, args, names):
    models = needed("torchvision").models
    try:
        weights = models.get_model_weights(name).DEFAULT
    except ValueError:
        raise Wrong(f"torchvision:{name}: no such network; torchvision.models.list_models() lists all")
    state = state_of(args.checkpoint) if args.checkpoint else None
    more = {}
    if state is not None:
        # the file's tensors may be in any order, the network's are not
        fresh = models.get_model(name, weights=None).state_dict()
        last = [key for key, value in fresh.items() if value.dim() > 1][-1]
        count = rows_of(state, last.rpartition(".")[0])
        more = {} if count is None else {"num_classes": count}
    elif args.random and names:
        more = {"num_classes": len(names)}
    loads = not args.random and state is None
    try:
        model = models.get_model(name, weights=weights if loads else None, **more)
    except Exception as error:
        raise Wrong(f"torchvision:{name}: {line(error)}"
                    + ("; --checkpoint FILE takes weights from a file, --random none" if loads else ""))
    if state is not None:
        fill(model, state, args.checkpoint)
    steps = weights.transforms()
    if not hasattr(steps, "crop_size"):
        raise Wrong(f"torchvision:{name}: is no classifier of single pictures")
    size = args.size or first_of_sequence(steps.crop_size)
    resize = max(size, round(size * first_of_sequence(steps.resize_size) / first_of_sequence(steps.crop_size)))
    given = {"size": [size, size], "resize": resize, "crop": "center", "mean": list(steps.mean), "std": list(steps.std),
             "channels": "RGB"}
    if steps.interpolation.value != "bilinear":
        given["interpolation"] = steps.interpolation.value
    categories = weights.meta.get("categories") if not more else None
    return model, {**({"classes": list(categories)} if categories else {}), "input": given}


class Logits:
    """Makes a module of transformers give its logits alone."""

    @staticmethod
    def of(model):
        torch = needed("torch")

        class Alone(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.model = model

            def forward(self, pixel_values):
                return self.model(pixel_values=pixel_values).logits

        return Alone()


def from_transformers(name, args, names):
    transformers = needed("transformers")
    if args.checkpoint:
        raise Wrong("--checkpoint: a transformers folder holds its weights; leave it out")
    try:
        config = transformers.AutoConfig.from_pretrained(name)
        kind = transformers.AutoModelForImageClassification
        model = kind.from_config(config) if args.random else kind.from_pretrained(name)
        processor = transformers.AutoImageProcessor.from_pretrained(name)
    except Exception as error:
        raise Wrong(f"transformers:{name}: {line(error)}")
    if names is not None:
        model.config.id2label = dict(enumerate(names))
        model.config.label2id = {label: i for i, label in enumerate(names)}
    model.config._attn_implementation = "eager"
    # the folder's own JSON says everything; the program reads it as it is
    model.config.save_pretrained(args.out)
    processor.save_pretrained(args.out)
    size = args.size or side_of(processor, model.config)
    if args.size:
        raise Wrong("--size: preprocessor_config.json of the folder says it; change it there")
    return Logits.of(model), {"folder": True, "input": {"size": size}}


def side_of(processor, config):
    """Height and width of what a processor makes of a picture."""
    import numpy as np
    pixels = processor(np.zeros((97, 131, 3), dtype=np.uint8), return_tensors="np")["pixel_values"]
    return [int(side) for side in pixels.shape[-2:]]


def from_module(source, args, names):
    path, _, function = source.rpartition(":")
    if not path or not Path(path).is_file():
        raise Wrong(f"module:{source}: no such file; write module:FILE.py:function")
    spec = importlib.util.spec_from_file_location("exported", path)
    module = importlib.util.module_from_spec(spec)
    sys.path.insert(0, str(Path(path).resolve().parent))
    try:
        spec.loader.exec_module(module)
        made = getattr(module, function)()
    except Exception as error:
        raise Wrong(f"module:{source}: {line(error)}")
    model, declaration = made if isinstance(made, tuple) else (made, {})
    if not isinstance(model, needed("torch").nn.Module):
        raise Wrong(f"module:{source}: gives {type(model).__name__}, not a torch.nn.Module")
    if args.checkpoint:
        fill(model, state_of(args.checkpoint), args.checkpoint)
    if "input" not in declaration:
        if not args.size:
            raise Wrong(f"module:{source}: does not say its input; give --size, or return (model, declaration)")
        declaration["input"] = {"size": [args.size, args.size], **IMAGENET, "channels": "RGB"}
        print(f"mean and std are ImageNet's and pictures are resized straight to {args.size}x{args.size}: correct "
              f"{args.out}/model.onnx.json if your training did otherwise")
    return model, declaration


SOURCES = {"timm": from_timm, "torchvision": from_torchvision, "transformers": from_transformers, "module": from_module}


@contextlib.contextmanager
def quiet():
    """Exporters print pages of what they do."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        yield


def dynamo(model, x, file):
    torch = needed("torch")
    batch = torch.export.Dim("N", min=1, max=1024)
    torch.onnx.export(model, (x,), str(file), dynamo=True, input_names=["input"], output_names=["logits"],
                      dynamic_shapes=({0: batch},), external_data=weighs(model), opset_version=18, verbose=False)


def torchscript(model, x, file):
    needed("torch").onnx.export(model, (x[:1],), str(file), dynamo=False, input_names=["input"], opset_version=17,
                                output_names=["logits"], dynamic_axes={"input": {0: "N"}, "logits": {0: "N"}})


def weighs(model):
    """Whether the weights are more than one ONNX file may hold."""
    return sum(p.numel() * p.element_size() for p in model.state_dict().values()) > 1_500_000_000


def checked(model, size, file):
    """Largest difference between ONNX Runtime's logits and PyTorch's on random inputs, as a share of the peak."""
    torch, runtime = needed("torch"), needed("onnxruntime")
    inputs = torch.randn(INPUTS, 3, *size, generator=torch.Generator().manual_seed(1))
    runtime.set_default_logger_severity(3)
    session = runtime.InferenceSession(str(file), providers=["CPUExecutionProvider"])
    apart, peak, classes = 0.0, 1e-30, 0
    for k in range(0, INPUTS, 5):
        some = inputs[k:k + 5]
        with torch.no_grad():
            expected = model(some)
        if not hasattr(expected, "shape") or expected.dim() != 2:
            raise Wrong("the network gives no N x classes; export a classifier")
        found = torch.from_numpy(session.run(None, {session.get_inputs()[0].name: some.numpy()})[0])
        if not bool(torch.isfinite(expected).all()):
            raise Wrong("the network gives logits that are no numbers for random inputs")
        apart = max(apart, float((found - expected).abs().max()))
        peak = max(peak, float(expected.abs().max()))
        classes = int(expected.shape[1])
    return apart / peak, classes


def export(model, size, file, which):
    """Writes the file with the first exporter whose file computes the same."""
    torch = needed("torch")
    needed("onnx")
    x = torch.randn(2, 3, *size, generator=torch.Generator().manual_seed(2))
    faults = []
    for name, run in (("dynamo", dynamo), ("torchscript", torchscript)):
        if which not in ("auto", name):
            continue
        for old in (file, Path(f"{file}.data")):
            old.unlink(missing_ok=True)
        try:
            with quiet():
                run(model, x, file)
            apart, classes = checked(model, size, file)
        except Wrong:
            raise
        except Exception as error:
            faults.append(f"{name}: {line(error)}")
            continue
        if apart <= TOLERANCE:
            return name, apart, classes
        faults.append(f"{name}: logits differ by {apart:.1e} of the peak")
    file.unlink(missing_ok=True)
    raise Wrong(f"cannot be exported ({'; '.join(faults)})")


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", help="timm:NAME, torchvision:NAME, transformers:FOLDER or module:FILE.py:function")
    parser.add_argument("--out", required=True, type=Path, help="folder to write to")
    parser.add_argument("--checkpoint", help="state dict, .safetensors or saved by torch.save")
    parser.add_argument("--classes", help="text file with one class a line, in the order of the outputs")
    parser.add_argument("--size", type=int, help="height and width of the input (default: what the network was trained on)")
    parser.add_argument("--random", action="store_true", help="random weights from a fixed seed, for tests")
    parser.add_argument("--exporter", choices=["auto", "dynamo", "torchscript"], default="auto")
    return parser.parse_args()


def main():
    args = arguments()
    kind, _, name = args.source.partition(":")
    if kind not in SOURCES or not name:
        raise Wrong(f"{args.source}: one of timm:NAME, torchvision:NAME, transformers:FOLDER, module:FILE.py:function")
    if args.checkpoint and args.random:
        raise Wrong("--random: gives random weights; leave out --checkpoint or --random")
    if args.out.exists() and not args.out.is_dir():
        raise Wrong(f"--out {args.out}: is a file; name a folder")
    args.out.mkdir(parents=True, exist_ok=True)
    names = names_of(args.classes)
    needed("torch").manual_seed(1)
    model, declaration = SOURCES[kind](name, args, names)
    model.eval()
    size = declaration["input"]["size"]
    file = args.out / "model.onnx"
    exporter, apart, classes = export(model, size, file, args.exporter)
    if names is not None:
        declaration["classes"] = names
    if not declaration.pop("folder", False):
        declare(file, declaration, classes, args)
    elif len(names or []) not in (0, classes):
        raise Wrong(f"--classes {args.classes}: {len(names)} names, but the network has {classes} outputs")
    print(f"{file}: {os.path.getsize(file) / 1e6:.1f} MB by the {exporter} exporter, {classes} classes, input "
          f"{size[0]}x{size[1]}; {INPUTS} random inputs: logits differ from PyTorch's by {apart:.1e} of the peak")
    model_flag = args.out if kind == "transformers" else file
    print(f"next: sat explain --model {shlex.quote(str(model_flag))} --images PHOTOS --target predicted --method auto "
          f"--segmenter grid:3x3 --limit 20 --out {shlex.quote(str(args.out / 'first-report'))}")


def declare(file, declaration, classes, args):
    """Writes the JSON beside the file."""
    found = declaration.get("classes")
    if found is None:
        declaration["classes"] = [str(i) for i in range(classes)]
        print(f"the classes have no names and are called by number; --classes FILE names them, or edit {file}.json")
    elif len(found) != classes and not (classes == 1 and len(found) <= 2):
        given = f"--classes {args.classes}" if args.classes else "the declaration"
        raise Wrong(f"{given}: {len(found)} names, but the network has {classes} outputs")
    order = ("classes", "aliases", "head", "input")
    text = json.dumps({key: declaration[key] for key in order if key in declaration}, indent=1, ensure_ascii=False)
    Path(f"{file}.json").write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except Wrong as wrong:
        print(f"export-onnx.py: {wrong}", file=sys.stderr)
        sys.exit(1)
