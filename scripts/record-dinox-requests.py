#!/usr/bin/env python3
"""Records what the vendor's own client of DINO-X sends, and what it makes of masks.

Usage: record-dinox-requests.py FILE.json
       record-dinox-requests.py --ask URL    (asks a server that already runs, such as FakeDinoX of the tests)

Needs the packages dds-cloudapi-sdk, sentry-sdk, flask, pycocotools, opencv-python, pillow and requests. Nothing leaves
this machine: the client talks to a server of this script on the loopback address, and its telemetry is off. The file
holds names and values of requests only; of a picture, its type and size. The token is not a real one.
"""
import base64
import importlib.metadata
import io
import json
import os
import sys
import tempfile
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

TOKEN = "canary/8c1f5e9b7a"  # the one that FakeDinoX expects
# what differs with the library, the machine or the moment, and the client's telemetry
VOLATILE = {"host", "user-agent", "content-length", "connection", "accept-encoding", "sentry-trace", "baggage"}
PATH = "/v2/task/dinox/detection"


def body(**changes):
    """The body of the vendor's samples without its picture."""
    asked = {"model": "DINO-X-1.0", "prompt": {"type": "text", "text": "eye.ear.muzzle"}, "targets": ["bbox", "mask"],
             "mask_format": "coco_rle", "bbox_threshold": 0.25, "iou_threshold": 0.8}
    asked.update(changes)
    return {name: value for name, value in asked.items() if value is not None}


# name, width, height, format of the picture, body, how often the server first says "try again"
REQUESTS = [
    ("text", 120, 80, "JPEG", body(), 0),
    ("one prompt", 80, 120, "JPEG", body(prompt={"type": "text", "text": "traffic light"}), 0),
    ("universal", 64, 48, "PNG", body(prompt={"type": "universal"}), 0),
    ("thresholds", 64, 48, "JPEG", body(bbox_threshold=0.3, iou_threshold=0.7), 0),
    ("not shrunk", 1536, 100, "JPEG", body(), 0),
    ("shrunk", 3072, 70, "JPEG", body(), 0),
    ("shrunk upright", 90, 4032, "PNG", body(), 0),
    ("shrunk with rounding", 2073, 101, "JPEG", body(), 0),
    ("try again", 40, 30, "JPEG", body(), 2),
]

# name, width and height of the picture, format that the masks say; None = no word of it
MASKS = [
    ("coco", 60, 40, "coco_rle"), ("dds", 60, 40, "dds_rle"), ("older", 60, 40, None),
    ("coco shrunk", 1700, 30, "coco_rle"), ("dds shrunk", 2000, 40, "dds_rle"), ("older shrunk", 30, 2400, None),
]


def blobs(width, height, seed):
    """Three masks: a disc, noise, and a block that ends in the last pixel."""
    import numpy as np

    y, x = np.mgrid[0:height, 0:width]
    disc = (x / width - 0.4) ** 2 + (y / height - 0.6) ** 2 < 0.04
    noise = np.random.RandomState(seed).rand(height // 12 + 1, width // 12 + 1) > 0.6
    noise = np.kron(noise, np.ones((12, 12), bool))[:height, :width]
    block = (x >= width - 8) & (y >= height // 2)
    return [disc.astype(np.uint8), noise.astype(np.uint8), block.astype(np.uint8)]


def encoded(mask, form):
    """A mask as the service sends it."""
    import numpy as np
    from dds_cloudapi_sdk.rle_util import mask_to_rle
    from pycocotools import mask as coco

    size = list(mask.shape)
    if form == "coco_rle":
        counts = coco.encode(np.asfortranarray(mask))["counts"].decode()
        return {"counts": counts, "size": size, "format": form}
    plain = {"counts": mask_to_rle(mask, encode=True), "size": size}
    return plain if form is None else {**plain, "format": form}


def box(mask):
    import numpy as np

    y, x = np.nonzero(mask)
    return [float(x.min()), float(y.min()), float(x.max() + 1), float(y.max() + 1)]


class Fake:
    """Speaks the API v2 and writes down what it is asked."""

    def __init__(self):
        self.requests, self.retries, self.forms, self.sent = [], 0, None, None
        fake = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fake.note(self, content)
                if fake.retries > 0:
                    fake.retries -= 1
                    return self.reply({"code": 202001, "msg": "try again"})
                self.reply({"code": 0, "msg": "ok", "data": {"task_uuid": "task-1"}})

            def do_GET(self):
                fake.note(self, None)
                asked = sum(r["method"] == "GET" for r in fake.requests)
                data = {"uuid": "task-1", "error": "", "status": ["waiting", "running", "success"][min(asked, 3) - 1]}
                if data["status"] == "success":
                    data["result"] = {"objects": fake.objects()}
                self.reply({"code": 0, "msg": "ok", "data": data})

            def reply(self, answer):
                text = json.dumps(answer).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *ignored):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.url = "http://127.0.0.1:%d" % self.server.server_port

    def note(self, request, content):
        from PIL import Image

        headers = {name: value for name, value in request.headers.items() if name.lower() not in VOLATILE}
        noted = {"method": request.command, "path": request.path, "headers": headers}
        if content is not None:
            start, data = content["image"].split(",", 1)
            self.sent = Image.open(io.BytesIO(base64.b64decode(data))).size
            content["image"] = {"start": start, "width": self.sent[0], "height": self.sent[1]}
            noted["body"] = content
        self.requests.append(noted)

    def objects(self):
        if self.forms is None:
            return []
        self.replied = [
            {"category": "eye", "score": 0.5, "bbox": box(mask), "mask": encoded(mask, form)}
            for form in self.forms for mask in blobs(*self.sent, seed=self.sent[0])]
        return json.loads(json.dumps(self.replied))


def picture(folder, width, height, form):
    import numpy as np
    from PIL import Image

    values = np.random.RandomState(width).randint(0, 256, (height // 8 + 1, width // 8 + 1, 3), np.uint8)
    pixels = np.kron(values, np.ones((8, 8, 1), np.uint8))[:height, :width]
    path = os.path.join(folder, "%dx%d.%s" % (width, height, form.lower()))
    Image.fromarray(pixels).save(path, form)
    return path


def ask(url, path, asked):
    """Runs one task of the vendor's client."""
    os.environ["DDS_CLOUDAPI_ENDPOINT"] = url
    from dds_cloudapi_sdk import Client, Config
    from dds_cloudapi_sdk.tasks.v2_task import create_task_with_local_image_auto_resize

    task = create_task_with_local_image_auto_resize(
        api_path=PATH, api_body_without_image=json.loads(json.dumps(asked)), image_path=path)
    Client(Config(TOKEN)).run_task(task)
    return task


def main():
    import sentry_sdk

    sentry_sdk.init(dsn="")  # before the client turns it on, with the token as a tag
    if len(sys.argv) == 3 and sys.argv[1] == "--ask":
        with tempfile.TemporaryDirectory() as folder:
            print(json.dumps(ask(sys.argv[2], picture(folder, 1700, 90, "JPEG"), body()).result))
        return
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    requests, masks = [], []
    with tempfile.TemporaryDirectory() as folder:
        for name, width, height, form, asked, retries in REQUESTS:
            fake = Fake()
            fake.retries = retries
            task = ask(fake.url, picture(folder, width, height, form), asked)
            for request in fake.requests:
                if "Idempotency-Key" in request["headers"]:
                    same = request["headers"]["Idempotency-Key"] == task.trigger_idempotency_key
                    request["headers"]["Idempotency-Key"] = "the task's, 32 hexadecimal digits" if same else "another"
            sent = [r for i, r in enumerate(fake.requests) if i == 0 or r != fake.requests[i - 1] or r["method"] == "POST"]
            requests.append({"name": name, "width": width, "height": height, "file": form, "requests": sent})
        for name, width, height, form in MASKS:
            fake = Fake()
            fake.forms = [form]
            task = ask(fake.url, picture(folder, width, height, "PNG"), body())
            masks.append({"name": name, "width": width, "height": height, "objects": fake.replied,
                          "masks": [found["mask"] for found in task.result["objects"]]})
    recorded = {"client": "dds-cloudapi-sdk " + importlib.metadata.version("dds-cloudapi-sdk"), "token": TOKEN,
                "tasks": requests, "answers": masks}
    with open(sys.argv[1], "w", encoding="utf-8") as out:
        for name, value in recorded.items():
            lines = ",\n  ".join(json.dumps(one) for one in value) if isinstance(value, list) else None
            text = "[\n  " + lines + "]" if lines else json.dumps(value)
            out.write(("{" if name == "client" else ",\n") + json.dumps(name) + ": " + text)
        out.write("}\n")


if __name__ == "__main__":
    main()
