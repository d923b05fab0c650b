#!/usr/bin/env python3
"""Makes the pictures of src/test/resources/formats with Pillow and tifffile, and beside each what Pillow reads.

NAME.rgb holds 8-bit red, green and blue, rows top to bottom, upright, alpha over white. Lossy WebP is compared
within a bound, all others exactly. Usage: make-test-formats.py DIR (Pillow 13, tifffile)
"""
import io
import struct
import sys
from pathlib import Path

import numpy as np
import tifffile
from PIL import Image, ImageOps

out = Path(sys.argv[1])
out.mkdir(parents=True, exist_ok=True)
W, H = 22, 14
y, x = np.mgrid[0:H, 0:W]
array = np.dstack([x * 11, y * 17, (x * 5 + y * 9) % 256]).astype(np.uint8)
alpha = Image.fromarray((x * 11 % 256).astype(np.uint8))
rgb = Image.fromarray(array)
rgba = rgb.copy()
rgba.putalpha(alpha)
grey = rgb.convert("L")
other = ImageOps.mirror(rgb)


def save(name, image, **options):
    image.save(out / name, **options)


# BMP
save("rgb.bmp", rgb)
save("grey.bmp", grey)
save("palette.bmp", rgb.quantize(60))
save("bits.bmp", rgb.convert("1"))
save("alpha.bmp", rgba)
bgrx = np.dstack([array[..., ::-1], np.asarray(alpha)])
header = struct.pack("<IiiHHIIiiII", 40, W, -H, 1, 32, 0, bgrx.size, 0, 0, 0, 0)
(out / "top-down.bmp").write_bytes(b"BM" + struct.pack("<IHHI", 54 + bgrx.size, 0, 0, 54) + header + bgrx.tobytes())
fives = ((array[..., 0] >> 3).astype("<u2") << 10) | ((array[..., 1] >> 3).astype("<u2") << 5) | (array[..., 2] >> 3)
header = struct.pack("<IiiHHIIiiII", 40, W, H, 1, 16, 0, fives.nbytes, 0, 0, 0, 0)
(out / "fives.bmp").write_bytes(
    b"BM" + struct.pack("<IHHI", 54 + fives.nbytes, 0, 0, 54) + header + fives[::-1].astype("<u2").tobytes()
)

# TIFF
for compression in ["raw", "tiff_lzw", "tiff_adobe_deflate", "packbits", "jpeg"]:
    save(f"rgb-{compression}.tif", rgb, compression=compression)
save("grey.tif", grey, compression="tiff_lzw")
save("palette.tif", rgb.quantize(60))
save("bits.tif", rgb.convert("1"))
save("fax.tif", rgb.convert("1"), compression="group4")
save("alpha.tif", rgba, compression="tiff_lzw")
save("grey-alpha.tif", rgba.convert("LA"))
save("cmyk.tif", rgb.convert("CMYK"), compression="tiff_lzw")
save("pages.tif", rgb, save_all=True, append_images=[other])
tifffile.imwrite(out / "wide.tif", array.astype(np.uint16) * 257, photometric="rgb", byteorder=">")
tifffile.imwrite(out / "tiles.tif", array, photometric="rgb", tile=(16, 16), compression="zlib", predictor=True)
tifffile.imwrite(out / "planes.tif", np.moveaxis(array, 2, 0).copy(), photometric="rgb", planarconfig="separate")
tifffile.imwrite(out / "white-is-zero.tif", np.asarray(grey), photometric="miniswhite")
tifffile.imwrite(out / "big.tif", array, photometric="rgb", bigtiff=True)
fourth = np.dstack([array, np.asarray(alpha)])
tifffile.imwrite(out / "unspecified.tif", fourth, photometric="rgb", extrasamples=["unspecified"])
for value in range(2, 9):
    exif = Image.Exif()
    exif[0x0112] = value
    save(f"turned{value}.tif", rgb, exif=exif)
    save(f"turned{value}.webp", rgb, exif=exif, lossless=True)

# GIF
save("palette.gif", rgb.quantize(60))
save("grey.gif", grey)
save("transparent.gif", rgb.quantize(60), transparency=5)
save("interlaced.gif", rgb.quantize(60), interlace=1)
save("frames.gif", rgb.quantize(60), save_all=True, append_images=[other.quantize(60)])
for name in ["palette", "transparent"]:
    gif = bytearray((out / f"{name}.gif").read_bytes())
    gif[6:10] = struct.pack("<HH", W + 9, H + 7)
    at = 13 + (3 << ((gif[10] & 7) + 1))
    while gif[at] != 0x2C:
        at += 2
        while gif[at]:
            at += gif[at] + 1
        at += 1
    gif[at + 1 : at + 5] = struct.pack("<HH", 4, 3)
    (out / f"part-{name}.gif").write_bytes(gif)

# PNG
save("frames.png", rgb, save_all=True, append_images=[other])

# WebP
save("lossless.webp", rgb, lossless=True)
save("alpha.webp", rgba, lossless=True, exact=True)
save("frames.webp", rgb, save_all=True, append_images=[other], lossless=True)
save("lossy.webp", rgb, quality=80)
save("lossy-alpha.webp", rgba, quality=80)

# JPEG with every pair of markers, coded luminance or red, green and blue
JFIF = b"\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0"


def adobe(transform):
    return b"\xff\xee\0\x0eAdobe\0d\0\0\0\0" + bytes([transform])


def marked(image, before, ids):
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=95, subsampling=0)
    jpeg = stream.getvalue()
    at, body = 2, b""
    while True:
        kind, length = jpeg[at + 1], struct.unpack(">H", jpeg[at + 2 : at + 4])[0]
        segment = bytearray(jpeg[at : at + 2 + length])
        if kind == 0xC0 and ids:
            segment[10::3] = ids[: len(segment[10::3])]
        if kind == 0xDA:
            if ids:
                segment[5 : 5 + 2 * segment[4] : 2] = ids[: segment[4]]
            return b"\xff\xd8" + before + body + bytes(segment) + jpeg[at + 2 + length :]
        if kind not in (0xE0, 0xEE):
            body += bytes(segment)
        at += 2 + length


markers = {"none": b"", "jfif": JFIF}
for t in range(3):
    markers[f"adobe{t}"] = adobe(t)
    markers[f"jfif-adobe{t}"] = JFIF + adobe(t)
    markers[f"adobe{t}-jfif"] = adobe(t) + JFIF
for mode in ["RGB", "L", "CMYK"]:
    for name, before in markers.items():
        for letters in [b"", b"RGBK"] if mode == "RGB" else [b""]:
            suffix = "-letters" if letters else ""
            (out / f"{mode.lower()}-{name}{suffix}.jpg").write_bytes(marked(rgb.convert(mode), before, letters))

for path in sorted(out.glob("*.*")):
    if path.suffix == ".rgb":
        continue
    image = Image.open(path)
    image.seek(0)
    if path.name == "wide.tif":
        pixels = array
    else:
        image = ImageOps.exif_transpose(image)
        if image.mode in ("RGBA", "LA") or "transparency" in image.info:
            image = image.convert("RGBA")
            image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
        pixels = np.asarray(image.convert("RGB"))
    path.with_suffix(path.suffix + ".rgb").write_bytes(struct.pack(">HH", *pixels.shape[1::-1]) + pixels.tobytes())
