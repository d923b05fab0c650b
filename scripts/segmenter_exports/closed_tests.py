"""Writes the smallest models of `closed` as test resources, with the masks that Python gives.

    python -m segmenter_exports.closed_tests ../src/test/resources/segmenters
"""

import argparse
import json
import pathlib
import shutil
import types

import numpy

from segmenter_exports import closed, closed_models


def counts(mask):
    """COCO's compressed run lengths of a mask, column by column."""
    flat = mask.T.reshape(-1).astype(numpy.int8)
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate([[0], flat]))).tolist()
    ends = [*edges, flat.size]
    runs = [b - a for a, b in zip([0, *edges], ends)]
    text = ""
    for i, run in enumerate(runs):
        value = run - runs[i - 2] if i > 2 else run
        more = True
        while more:
            bits = value & 31
            value >>= 5
            more = value != -1 if bits & 16 else value != 0
            text += chr(48 + bits + (32 if more else 0))
    return text


def write(maker, out, picture, given):
    import onnxruntime
    from PIL import Image

    closed.make(maker, given)
    folder = given.out / closed.name_of(maker, given)
    names = closed.class_names(folder)
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
    shown = Image.open(picture).convert("RGB")
    masks = closed.python_masks(folder, session, shown, names)
    kept = folder.rename(out / ("real-" + folder.name.replace("_", "-")))
    (kept / "generation_config.json").unlink(missing_ok=True)
    size = [shown.height, shown.width]
    found = [
        {"name": names[i], "mask": {"size": size, "counts": counts(mask)}} for i, mask in masks.items() if mask.any()
    ]
    expected = {"contract": "real", "picture": f"../{picture.parent.name}/{picture.name}", "detections": found}
    (kept / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    print(kept.name, [round(float(m.mean()), 2) for m in masks.values() if m.any()])


def graph(file, outputs, more=()):
    """A network of one convolution for each output; `outputs` has channels by name, and how the answer is shaped."""
    import onnx
    from onnx import TensorProto, helper

    random = numpy.random.default_rng(1)
    nodes, values, made = [], [], []
    for name, (channels, shape) in outputs.items():
        weights = random.normal(0, 1, (channels, 3, 1, 1)).astype(numpy.float32)
        values.append(onnx.numpy_helper.from_array(weights, name + ".weight"))
        if shape in (None, "sigmoid"):
            last = name if shape is None else name + ".logits"
            nodes.append(helper.make_node("Conv", ["image", name + ".weight"], [last]))
            if shape:
                nodes.append(helper.make_node("Sigmoid", [last], [name]))
            sizes = [1, channels, 32, 48]
        else:
            nodes.append(helper.make_node("Conv", ["image", name + ".weight"], [name + ".map"]))
            values.append(onnx.numpy_helper.from_array(numpy.array(shape), name + ".shape"))
            nodes.append(helper.make_node("Reshape", [name + ".map", name + ".shape"], [name]))
            sizes = shape
        made.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, sizes))
    image = helper.make_tensor_value_info("image", TensorProto.FLOAT, [1, 3, 32, 48])
    others = [helper.make_tensor_value_info(name, TensorProto.FLOAT, sizes) for name, sizes in more]
    body = helper.make_graph(nodes, "g", [image, *others], made, values)
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    file.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, file)


def planes(out, picture):
    """Three planes in the order of their side outputs, the final one last, as an exporter may turn them round."""
    import onnxruntime
    import torch
    from PIL import Image

    folder = out / "real-planes"
    graph(folder / "model.onnx", {f"d{i}": (1, "sigmoid") for i in (2, 1, 0)})
    shown = Image.open(picture).convert("RGB")
    small = numpy.asarray(shown.resize((48, 32), Image.BILINEAR), numpy.float32) / 255
    values = (small - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225]
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
    plane = session.run(["d0"], {"image": values.transpose(2, 0, 1)[None].astype(numpy.float32)})[0]
    size = [shown.height, shown.width]
    front = torch.nn.functional.interpolate(torch.tensor(plane), size, mode="bilinear")[0, 0].numpy() > 0.5
    found = [
        {"name": name, "mask": {"size": size, "counts": counts(mask)}}
        for name, mask in (("foreground", front), ("background", ~front))
    ]
    expected = {"contract": "real", "picture": f"../{picture.parent.name}/{picture.name}", "detections": found}
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    print(folder.name, front.mean())


def unknown(graph, source, target):
    """Adds a step that keeps a plane as it is, but whose sizes no signature has."""
    from onnx import TensorProto, helper

    graph.node.extend([
        helper.make_node("Shape", [source], [target + ".shape"]),
        helper.make_node("Cast", [target + ".shape"], [target + ".real"], to=TensorProto.FLOAT),
        helper.make_node("Cast", [target + ".real"], [target + ".sizes"], to=TensorProto.INT64),
        helper.make_node("Resize", [source, "", "", target + ".sizes"], [target], mode="nearest"),
    ])


def open_planes(out, name, single):
    """The planes with open sides, as an exporter with dynamic axes writes them: alone, or d0 among others."""
    import onnx
    from onnx import TensorProto, helper

    model = onnx.load(out / "real-planes" / "model.onnx")
    body = model.graph
    for dim, side in zip(body.input[0].type.tensor_type.shape.dim[2:], ("height", "width")):
        dim.dim_param = side
    made = ["matte"] if single else ["d0", "d1", "d2"]
    if single:
        for kept in (body.node, body.initializer):
            some = [x for x in kept if (x.output[0] if hasattr(x, "output") else x.name).startswith("d0")]
            del kept[:]
            kept.extend(some)
        unknown(body, "d0", "matte")
    else:
        for plane in ("d1", "d2"):
            last = next(n for n in body.node if n.output[0] == plane)
            last.output[0] = plane + ".small"
            unknown(body, plane + ".small", plane)
    del body.output[:]
    for plane in made:
        sizes = [1, 1, "height", "width"] if plane == "d0" else ["a", "b", "c", "d"]
        body.output.append(helper.make_tensor_value_info(plane, TensorProto.FLOAT, sizes))
    folder = out / name
    folder.mkdir(exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    (folder / "preprocessor_config.json").write_text(json.dumps({"size": {"height": 32, "width": 48}}) + "\n")
    shutil.copy(out / "real-planes" / "expected.json", folder)


def task_tokens(out):
    """MaskFormer's test model as OneFormer's without names: with an input for the tokens of the task."""
    import onnx
    from onnx import TensorProto, helper, numpy_helper

    model = onnx.load(out / "maskformer" / "model.onnx")
    body = model.graph
    scores = body.output[0].name
    next(n for n in body.node if n.output[0] == scores).output[0] = scores + ".own"
    body.input.append(helper.make_tensor_value_info("x.2", TensorProto.INT64, [1, 77]))
    body.initializer.append(numpy_helper.from_array(numpy.float32(0), "nothing"))
    body.node.extend([
        helper.make_node("Cast", ["x.2"], ["tokens"], to=TensorProto.FLOAT),
        helper.make_node("ReduceSum", ["tokens"], ["sum"], keepdims=0),
        helper.make_node("Mul", ["sum", "nothing"], ["zero"]),
        helper.make_node("Add", [scores + ".own", "zero"], [scores]),
    ])
    named = {body.input[0].name: "x.1"} | {made.name: f"o{i + 1}" for i, made in enumerate(body.output)}
    for node in body.node:
        for names in (node.input, node.output):
            for i, name in enumerate(names):
                names[i] = named.get(name, name)
    for port in [*body.input, *body.output]:
        port.name = named.get(port.name, port.name)
    folder = out / "maskformer-tokens"
    folder.mkdir(exist_ok=True)
    onnx.save(model, folder / "model.onnx")
    for name in ("picture.png", "preprocessor_config.json", "expected.json"):
        shutil.copy(out / "maskformer" / name, folder)
    shutil.copy(out / "owlvit-sam-raw" / "tokenizer.json", folder)
    config = json.loads((out / "maskformer" / "config.json").read_text()) | {"model_type": "oneformer"}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n")


def others(out):
    """Networks that are no segmenters, or do not say which output is the segmenter's."""
    graph(out / "depth.onnx", {"predicted_depth": (1, [1, 32, 48])})
    graph(out / "classifier.onnx", {"logits": (1, [1, 1536])})
    graph(out / "detector.onnx", {"logits": (2, [1, 96, 32]), "pred_boxes": (1, [1, 384, 4])})
    graph(out / "pictures.onnx", {"reconstruction": (3, None)})
    graph(out / "two.onnx", {"first": (4, None), "second": (4, None)})
    graph(out / "texts.onnx", {"output0": (1, [1, 6, 256])}, [("txt_feats", [1, "texts", 512])])
    graph(out / "torchvision.onnx", {"aux": (4, None), "out": (4, None)})


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    out = parser.parse_args().out
    closed_models.SWIN.update(embed_dim=8, depths=[1, 1, 1, 1], num_heads=[1, 1, 2, 2])
    closed_models.SMALL.update(hidden_size=16, num_hidden_layers=3, num_attention_heads=2, intermediate_size=16)
    planes(out, out / "clipseg" / "picture.png")
    open_planes(out, "real-planes-open", False)
    open_planes(out, "real-plane-open", True)
    task_tokens(out)
    others(out.parent / "segmenters-refused")
    given = types.SimpleNamespace(out=out, seed=1, dynamo=False, half=False, turned=False)
    closed.THINGS_THRESHOLD = 0.5
    for maker in (closed_models.segformer, closed_models.eomt_split, closed_models.eomt_pad):
        given.seed = 1 if maker is closed_models.segformer else 5
        write(maker, out, out / "clipseg" / "picture.png", given)


if __name__ == "__main__":
    main()
