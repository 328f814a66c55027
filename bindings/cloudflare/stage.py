"""Gathers what a Worker uploads: `python -m bindings.cloudflare.stage`.

wrangler uploads the whole folder of its `main` file, so that folder is made
anew from this project's modules; libraries go beside wrangler.toml, where it
looks for them. Libraries have the versions installed here, so the Worker runs
what the tests ran.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
LIBRARIES = ROOT / "python_modules"
SITE = ROOT / "web/build"

# The names in this folder change with what the files hold; the platform compresses by itself.
_FOR_WRANGLER = {
    "_headers": "/_app/immutable/*\n  Cache-Control: public, max-age=31536000, immutable\n",
    ".assetsignore": "*.br\n*.gz\n",
}
_OWN = ("bindings", "photos", "handlers", "generated")
_NOT_UPLOADED = ("__pycache__", "local", "stage.py")

# For CPython 3.14 on Pyodide, as compatibility dates from 2026 on have it.
_PLATFORM = (
    "--platform", "pyemscripten_2026_0_wasm32", "--python-version", "314",
    "--implementation", "cp", "--abi", "cp314",
)  # fmt: skip
_LIBRARIES = (
    "anyio", "exifread", "litestar", "msgspec", "multidict", "multipart", "pyjwt",
    "sniffio", "typing-extensions",
)  # fmt: skip
_SDK = "workers-runtime-sdk==1.9.5"
# Has no wheel for every platform: the one for this machine, without its compiled part.
_COMPILED = ("pyyaml",)


def stage() -> None:
    """Fill build/ and python_modules/; the second only after a change of versions."""
    shutil.rmtree(BUILD, ignore_errors=True)
    BUILD.mkdir()
    shutil.copy(ROOT / "worker.py", BUILD)
    for package in _OWN:
        ignored = shutil.ignore_patterns(*_NOT_UPLOADED)
        shutil.copytree(ROOT / package, BUILD / package, ignore=ignored)
    prepare_site(SITE)
    vendor()


def prepare_site(folder: Path) -> None:
    """Tell wrangler what `handlers.web` knows about a web build, which may be empty."""
    folder.mkdir(parents=True, exist_ok=True)  # wrangler insists on the folder
    for name, text in _FOR_WRANGLER.items():
        if not (folder / name).exists():
            (folder / name).write_text(text)


def vendor() -> None:
    wanted = [_SDK, *(f"{name}=={version(name)}" for name in _LIBRARIES)]
    compiled = [f"{name}=={version(name)}" for name in _COMPILED]
    recipe = "\n".join([*wanted, *compiled, *_PLATFORM, Path(__file__).read_text()])
    digest = hashlib.sha256(recipe.encode()).hexdigest()
    stamp = LIBRARIES / ".staged"
    if stamp.exists() and stamp.read_text() == digest:
        return
    shutil.rmtree(LIBRARIES, ignore_errors=True)
    with tempfile.TemporaryDirectory() as folder:
        _download(folder, *_PLATFORM, *wanted)
        _download(folder, *compiled)
        for wheel in sorted(Path(folder).glob("*.whl")):
            _unpack(wheel)
    (LIBRARIES / "pyvenv.cfg").touch()  # as pywrangler leaves the folder
    stamp.write_text(digest)


def _download(folder: str, *what: str) -> None:
    options = ("-q", "--no-deps", "--only-binary=:all:", "-d", folder)
    subprocess.run([sys.executable, "-m", "pip", "download", *options, *what], check=True)


def _unpack(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(LIBRARIES, _uploaded(archive))


def _uploaded(archive: zipfile.ZipFile) -> Iterator[str]:
    for name in archive.namelist():
        if name.endswith((".py", ".pth", ".js", "-wasm32-emscripten.so", "/METADATA")):
            yield name


if __name__ == "__main__":
    stage()
