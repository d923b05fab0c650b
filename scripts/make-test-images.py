#!/usr/bin/env python3
"""Makes the odd pictures of src/test/resources/images with Pillow and prints what Pillow reads.

Each picture is 8 x 6: a left half of one tone and a right half of another, so that lossy kinds
can be compared too. Usage: make-test-images.py DIR
"""
import io
import sys
from pathlib import Path

import numpy as np
from PIL import Image

out = Path(sys.argv[1])
W, H = 8, 6


def halves(left, right, dtype=np.uint8):
    a = np.zeros((H, W) + np.shape(left), dtype)
    a[:, : W // 2], a[:, W // 2 :] = left, right
    return a


rgb = Image.fromarray(halves((200, 30, 60), (20, 180, 90)))
rgb.save(out / "rgb.png")
rgb.save(out / "rgb.jpg", quality=95, subsampling=0)
rgb.save(out / "progressive.jpg", quality=95, subsampling=0, progressive=True)
rgb.convert("CMYK").save(out / "cmyk.jpg", quality=95)
Image.fromarray(halves(64, 192)).save(out / "grey.png")
Image.fromarray(halves(64, 192)).save(out / "grey.jpg", quality=95)
Image.fromarray(halves(64 * 257, 192 * 257, np.uint16)).save(out / "grey16.png")
Image.fromarray(halves((200, 128), (40, 0))).save(out / "grey-alpha.png")
Image.fromarray(halves((200, 30, 60, 128), (20, 180, 90, 0))).save(out / "rgba.png")
rgb.quantize(2).save(out / "palette.png")
rgb.quantize(2).save(out / "palette-transparent.png", transparency=rgb.quantize(2).getpixel((0, 0)))
Image.fromarray((halves(0, 1) * 255).astype(np.uint8)).convert("1").save(out / "bits.png")
# 16-bit RGBA, which Pillow cannot write: by hand
import struct
import zlib

rows = b"".join(
    b"\0" + b"".join(struct.pack(">4H", *(v * 257 for v in p)) for p in row)
    for row in halves((200, 30, 60, 128), (20, 180, 90, 255)).tolist()
)


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


(out / "rgba16.png").write_bytes(
    b"\x89PNG\r\n\x1a\n"
    + chunk(b"IHDR", struct.pack(">IIBBBBB", W, H, 16, 6, 0, 0, 0))
    + chunk(b"IDAT", zlib.compress(rows))
    + chunk(b"IEND", b"")
)
# the picture above stored in each of the eight orientations
upright = np.zeros((H, W, 3), np.uint8)
upright[:, :, 0] = np.arange(W) * 30
upright[:, :, 1] = (np.arange(H) * 40)[:, None]
stored = {
    1: upright,
    2: upright[:, ::-1],
    3: upright[::-1, ::-1],
    4: upright[::-1],
    5: upright.transpose(1, 0, 2),
    6: np.rot90(upright, 1),
    7: upright[::-1, ::-1].transpose(1, 0, 2),
    8: np.rot90(upright, 3),
}
for value, pixels in stored.items():
    exif = Image.Exif()
    exif[0x0112] = value
    Image.fromarray(np.ascontiguousarray(pixels)).save(out / f"orientation{value}.png", exif=exif)
    Image.fromarray(np.ascontiguousarray(pixels)).save(
        out / f"orientation{value}.jpg", exif=exif, quality=100, subsampling=0
    )
white = Image.new("RGBA", (W, H), "white")
for path in sorted(out.glob("*.*")):
    image = Image.open(path)
    if image.mode == "I;16":
        pixels = np.asarray(image) // 257
    else:
        pixels = np.asarray(Image.alpha_composite(white, image.convert("RGBA")).convert("RGB")) if image.size == (W, H) else None
    if pixels is not None:
        print(path.name, image.mode, pixels[0, 0].tolist(), pixels[0, -1].tolist())
