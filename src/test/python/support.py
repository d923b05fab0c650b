"""What several tests need."""
import os
import random
import stat
import struct
import sys
import tempfile
import textwrap
import unittest
import zlib
from pathlib import Path

HOME = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(HOME / "src/main/python"), str(HOME / "src/main/python/backend")]


def has(*modules):
    """Whether all of them can be imported."""
    try:
        for module in modules:
            __import__(module)
        return True
    except ImportError:
        return False


class InFolder(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        held = tempfile.TemporaryDirectory()
        self.addCleanup(held.cleanup)
        self.folder = Path(held.name)

    def program(self, body):
        """A program that stands for sat; it has the arguments as a dictionary `flag`."""
        file = self.folder / "sat-double"
        read = "flag = dict(a[2:].split('=', 1) if '=' in a else (a[2:], True) for a in sys.argv[2:])"
        file.write_text(f"#!{sys.executable}\nimport json, os, sys\n{read}\n{textwrap.dedent(body)}")
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
        return str(file)

    def photos(self, classes=("cat", "dog"), each=6, size=(40, 30)):
        """Folders of classes with pictures of noise on two colours."""
        rng = random.Random(1)
        for name in classes:
            for number in range(each):
                file = self.folder / "photos" / name / f"{number}.png"
                file.parent.mkdir(parents=True, exist_ok=True)
                png(file, size, lambda: bytes(rng.randrange(256) for _ in range(3)))
        return self.folder / "photos"


def png(file, size, pixel):
    """Writes an RGB picture."""
    rows = b"".join(b"\0" + b"".join(pixel() for _ in range(size[0])) for _ in range(size[1]))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", *size, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts))


def real_sat():
    """The program that the build gives, or None."""
    return os.environ.get("SAT")
