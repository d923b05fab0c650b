"""Writes the smallest models of `yolo` as test resources, with the masks that Ultralytics' predictor gives.

    python -m segmenter_exports.yolo_tests ../src/test/resources/segmenters
"""

import argparse
import json
import pathlib
import shutil
import tempfile

from segmenter_exports import yolo
from segmenter_exports.closed_tests import counts

KEPT = {
    "yolo26-half": dict(imgsz=64, half=True),
    "yolo26-end-to-end": dict(imgsz=64, nms=False, half=True),
}


def write(name, options, out, seed):
    photos = [out.parent / "exports" / "photographs" / one for one in ["wide.png", "tall.png"]]
    made = pathlib.Path(tempfile.mkdtemp())
    yolo.EXPORTS[name] = (yolo.EXPORTS[name][0], options)
    yolo.export(name, made, photos, seed, "tiny")
    folder = out / f"real-{name}"
    folder.mkdir(exist_ok=True)
    model = shutil.copy(made / name / "model.onnx", folder / "model.onnx")
    found = yolo.expected(model, photos[:1], options["imgsz"])[photos[0].name]
    detections = [
        {"name": label, "score": round(score, 6), "mask": {"size": list(mask.shape), "counts": counts(mask)}}
        for label, score, _, mask in found
    ]
    expected = {"contract": "real", "picture": f"../../exports/photographs/{photos[0].name}", "detections": detections}
    (folder / "expected.json").write_text(json.dumps(expected, indent=1) + "\n")
    print(name, [(label, round(float(mask.mean()), 2)) for label, _, _, mask in found])


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    for one, given in KEPT.items():
        write(one, given, asked.out, asked.seed)
