"""What all contracts share: pictures, resizing, run lengths, colours as names, files."""
import copy
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from PIL import Image
from torch.nn import functional as F

OUT = Path(__file__).resolve().parent.parent.parent / "src/test/resources/segmenters"
IMAGENET = ([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
CLIP = ([0.48145466, 0.4578275, 0.40821073], [0.26862954, 0.26130258, 0.27577711])
CONTRACTS = ["clipseg", "dense", "yolo-seg", "maskformer", "detr-panoptic", "grounding-dino-original",
             "grounding-dino-hub", "owl", "sam3-a", "sam3-b", "sam3-whole", "rf-detr"]  # that folders begin with
MARGIN = 1e-3  # nothing that is compared with a threshold may be closer to it

# what a word means: a direction in red, green, blue, and what it adds
WORDS = {
    "red": (1.0, -0.6, -0.6, 0.0),
    "green": (-0.6, 1.0, -0.6, 0.0),
    "blue": (-0.6, -0.6, 1.0, 0.0),
    "yellow": (0.5, 0.7, -1.0, 0.0),
    "purple": (0.5, -1.0, 0.5, 0.0),
    "pale": (0.0, 0.0, 0.0, 0.21),
    "the": (0.0, 0.0, 0.0, 0.0),
    "of": (0.0, 0.0, 0.0, 0.0),
    "part": (0.0, 0.0, 0.0, 0.0),
}
LEVEL = 0.5  # of a pixel's product with the direction

torch.set_num_threads(1)
runs = []  # (file, inputs, outputs) for compare()
rounding = "none"  # of resized pictures: none, grey (to whole grey levels), pillow (antialiased, too)


def picture():
    """90 x 60: red ellipse, green ramp, blue bar, yellow triangle with a red square, on grey."""
    y, x = np.mgrid[0:60, 0:90]
    a = np.full((60, 90, 3), 112, np.uint8)
    a[((x - 22) / 17) ** 2 + ((y - 20) / 13) ** 2 < 1] = (235, 20, 25)
    ramp = (x >= 48) & (x < 82) & (y >= 5) & (y < 25)
    fade = ((x - 48) / 40)[..., None]
    a[ramp] = np.rint((1 - fade) * (15, 215, 30) + fade * (112, 112, 112))[ramp]
    a[(x >= 8) & (x < 41) & (y >= 41) & (y < 54)] = (30, 40, 220)
    a[(y >= 31) & (y < 57) & (np.abs(x - 68) < (y - 30) * 0.7)] = (230, 210, 40)
    a[(x >= 63) & (x < 74) & (y >= 45) & (y < 55)] = (220, 30, 20)
    return a


def bilinear(planes, height, width):
    """[..., h, w] to another size: half-pixel centres, no antialiasing."""
    t = torch.as_tensor(np.ascontiguousarray(planes), dtype=torch.float64)
    t = t.reshape((1, -1) + t.shape[-2:])
    out = F.interpolate(t, (height, width), mode="bilinear", align_corners=False)
    return out.numpy().reshape(np.shape(planes)[:-2] + (height, width))


def resized(image, height, width):
    """A picture [h, w, 3] of 0 to 255 to another size, [3, height, width]."""
    if rounding == "pillow":
        small = np.asarray(Image.fromarray(image.astype(np.uint8)).resize((width, height), Image.BILINEAR))
        return small.transpose(2, 0, 1).astype(np.float64)
    out = bilinear(image.transpose(2, 0, 1), height, width)
    return np.floor(out + 0.5) if rounding == "grey" else out


def normalised(planes, mean, std):
    """[3, h, w] of 0 to 255, to [1, 3, h, w] with mean and deviation taken out."""
    return ((planes / 255 - np.reshape(mean, (3, 1, 1))) / np.reshape(std, (3, 1, 1)))[None]


def apart(values, threshold, margin=MARGIN):
    """The values, which must not be close to the threshold."""
    nearest = np.abs(np.asarray(values) - threshold).min() if np.size(values) else margin
    assert nearest >= margin or rounding == "pillow", f"a value is {nearest} from {threshold}"
    return values


def sigmoid(x):
    return 1 / (1 + np.exp(-np.asarray(x, np.float64)))


def softmax(x):
    e = np.exp(x - x.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def run_lengths(mask):
    """COCO's compressed runs, column by column."""
    flat = np.concatenate([[0], mask.astype(np.int8).T.reshape(-1)])
    edges = np.flatnonzero(np.diff(flat))
    counts = np.diff(np.concatenate([[0], edges, [mask.size]])).tolist()
    text = ""
    for i, count in enumerate(counts):
        x = count - counts[i - 2] if i > 2 else count
        more = True
        while more:
            bits, x = x & 31, x >> 5
            more = x != -1 if bits & 16 else x != 0
            text += chr(48 + bits + 32 * more)
    return text


def detection(name, score, mask):
    return {"name": name, "score": round(float(score), 5), "mask": mask}


def iou(a, b):
    return float((a & b).sum() / max(1, (a | b).sum()))


def expect(folder, image, answer, **details):
    """Writes picture.png and expected.json; answer() gives the detections under the current rounding."""
    global rounding
    found = {}
    for rounding in ["pillow", "grey", "none"]:
        found[rounding] = [d for d in answer() if d["mask"].any()]
    exact = found["none"]
    assert [d["name"] for d in found["grey"]] == [d["name"] for d in exact], folder
    for d, grey in zip(exact, found["grey"]):
        assert (d["mask"] == grey["mask"]).all(), f"{folder}: rounding changes {d['name']}"
    assert exact, folder
    by_name = lambda detections, name: np.any([d["mask"] for d in detections if d["name"] == name], 0)
    names = list(dict.fromkeys(d["name"] for d in exact))
    (OUT / folder).mkdir(parents=True, exist_ok=True)
    Image.fromarray(image).save(OUT / folder / "picture.png", optimize=True)
    result = {
        "contract": next(c for c in CONTRACTS if folder.startswith(c)), "picture": "picture.png", **details,
        "detections": [
            {"name": d["name"], "score": d["score"], "pixels": int(d["mask"].sum()),
             "mask": {"size": list(d["mask"].shape), "counts": run_lengths(d["mask"])}} for d in exact],
        "iou_if_resized_by_pillow": {
            name: round(iou(by_name(exact, name), by_name(found["pillow"], name)), 3) for name in names}}
    write_json(folder, "expected.json", result)
    print(folder, [(d["name"], d["score"], int(d["mask"].sum())) for d in exact],
          result["iou_if_resized_by_pillow"])


def write_json(folder, file, content):
    (OUT / folder).mkdir(parents=True, exist_ok=True)
    (OUT / folder / file).write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def preprocessor(folder, kind, height, width, mean, std, **more):
    """preprocessor_config.json as the hub has it."""
    write_json(folder, "preprocessor_config.json", {
        "do_normalize": True, "do_rescale": True, "do_resize": True, "image_mean": mean,
        "image_processor_type": kind, "image_std": std, "resample": 2, "rescale_factor": 1 / 255,
        "size": {"height": height, "width": width}, **more})


def export(folder, file, model, inputs, outputs, free=None, shapes=None, metadata=None, half=False):
    """One .onnx file: inputs {name: example}; free {name: {axis: symbol}}; shapes {output: dims}."""
    (OUT / folder).mkdir(parents=True, exist_ok=True)
    path = OUT / folder / file
    examples = tuple(torch.as_tensor(v) for v in inputs.values())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(model, examples, str(path), opset_version=13, input_names=list(inputs),
                          output_names=outputs, dynamic_axes=free or {}, dynamo=False)
    proto = onnx.load(str(path))
    assert [i.name for i in proto.graph.input] == list(inputs), f"{folder}/{file}: an input is unused"
    for value in proto.graph.output:
        if shapes and value.name in shapes:
            value.type.tensor_type.ClearField("shape")
            for dim in shapes[value.name]:
                one = value.type.tensor_type.shape.dim.add()
                if isinstance(dim, str):
                    one.dim_param = dim
                else:
                    one.dim_value = dim
    for key, text in (metadata or {}).items():
        proto.metadata_props.add(key=key, value=text)
    onnx.checker.check_model(proto)
    onnx.save(proto, str(path))


def infer(folder, file, model, inputs):
    """The outputs of a torch model in float64 as numpy arrays; remembered for compare()."""
    def tensor(v, real):
        t = torch.as_tensor(np.array(v, order="C"))
        return t.to(real) if t.is_floating_point() else t
    with torch.no_grad():
        out = copy.deepcopy(model).double()(*[tensor(v, torch.float64) for v in inputs.values()])
    out = [o.numpy() for o in (out if isinstance(out, (tuple, list)) else [out])]
    if rounding == "none" and file:
        runs.append((OUT / folder / file, {k: tensor(v, torch.float32).numpy() for k, v in inputs.items()}, out))
    return out


def compare():
    """Runs every file in ONNX Runtime, where there is one, on what the reference was computed from."""
    try:
        import onnxruntime
    except ImportError:
        print("onnxruntime is not installed: the files were not run")
        return
    onnxruntime.set_default_logger_severity(3)
    worst = 0
    for file, inputs, outputs in runs:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        session = onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])
        kinds = {i.name: i.type for i in session.get_inputs()}
        feeds = {k: v.astype(np.float16) if "float16" in kinds[k] else v for k, v in inputs.items()}
        for got, want in zip(session.run(None, feeds), outputs):
            assert got.shape == want.shape, (file, got.shape, want.shape)
            tolerance = 1e-2 if got.dtype == np.float16 else 1e-4
            np.testing.assert_allclose(got, want, rtol=tolerance, atol=tolerance, err_msg=str(file))
    print(f"{len(runs)} runs in onnxruntime {onnxruntime.__version__} agree")
