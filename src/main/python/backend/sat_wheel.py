"""Builds the wheel: a PEP 517 backend of the standard library alone. Equal sources give equal bytes on every system.

Nothing is compressed, because versions of zlib write different bytes. Needs Python 3.11 (tomllib).
"""
from __future__ import annotations

import base64
import hashlib
import re
import tomllib
import zipfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent.parent
HOME = HERE.parent.parent.parent
PACKAGE = "segment_attribution"
TIME = (2026, 1, 1, 0, 0, 0)  # project.build.outputTimestamp of pom.xml


def version() -> str:
    """The product's version in pom.xml, in Python's form."""
    pom = (HOME / "pom.xml").read_text(encoding="utf-8")
    found = re.search(r"<artifactId>sat</artifactId>\s*<version>([^<]+)</version>", pom)
    if found is None:
        raise SystemExit(f"{HOME / 'pom.xml'}: has no version of sat")
    return found.group(1).replace("-SNAPSHOT", ".dev0")


def metadata() -> str:
    """The text of METADATA."""
    project = tomllib.loads((HERE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = [
        "Metadata-Version: 2.4",
        f"Name: {project['name']}",
        f"Version: {version()}",
        f"Summary: {project['description']}",
        f"Keywords: {','.join(project['keywords'])}",
        f"License-Expression: {project['license']}",
        *(f"License-File: {name}" for name in project["license-files"]),
        *(f"Classifier: {name}" for name in project["classifiers"]),
        f"Requires-Python: {project['requires-python']}",
        *(f"Requires-Dist: {name}" for name in project["dependencies"]),
    ]
    for extra, names in project["optional-dependencies"].items():
        lines.append(f"Provides-Extra: {extra}")
        lines += [f'Requires-Dist: {name}; extra == "{extra}"' for name in names]
    lines += ["Description-Content-Type: text/markdown", "", (HERE / "README.md").read_text(encoding="utf-8")]
    return "\n".join(lines)


def contents() -> dict[str, bytes]:
    """Files of the wheel by name, without RECORD."""
    files: dict[str, bytes] = {}
    for file in sorted((HERE / PACKAGE).rglob("*")):
        if file.suffix == ".py" or file.name == "py.typed":
            files[file.relative_to(HERE).as_posix()] = file.read_bytes().replace(b"\r\n", b"\n")
    info = f"{PACKAGE}-{version()}.dist-info"
    files[f"{info}/METADATA"] = metadata().encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: sat_wheel\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/licenses/LICENSE"] = (HOME / "LICENSE").read_bytes().replace(b"\r\n", b"\n")
    return files


def build_wheel(wheel_directory: str, config_settings: Any = None, metadata_directory: Any = None) -> str:
    """Writes the wheel into a folder; returns its name."""
    files = contents()
    record = f"{PACKAGE}-{version()}.dist-info/RECORD"
    listed = [f"{name},sha256={digest(data)},{len(data)}" for name, data in files.items()]
    files[record] = ("\n".join([*listed, f"{record},,"]) + "\n").encode()
    name = f"{PACKAGE}-{version()}-py3-none-any.whl"
    Path(wheel_directory).mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(Path(wheel_directory) / name, "w", zipfile.ZIP_STORED) as wheel:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path, TIME)
            entry.create_system = 3  # as on Unix, on every system
            entry.external_attr = 0o100644 << 16
            wheel.writestr(entry, data)
    return name


def digest(data: bytes) -> str:
    """SHA-256 as RECORD has it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


def build_sdist(sdist_directory: str, config_settings: Any = None) -> str:
    """There is no archive of the sources alone: licence and version are the project's."""
    raise SystemExit("there is no sdist of segment-attribution; scripts/build-wheel makes the wheel")
