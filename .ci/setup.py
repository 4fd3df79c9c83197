"""Set up everything that the program and its tests need. Called by `make`; safe, and quick, to call again.

    python3 .ci/setup.py terminal | window | tests

Needs Python and the package index. uv comes from there as one wheel with a known hash, so that neither pip nor venv is
asked for, and installs the rest as `uv.lock` says. Libraries of the system are installed only as root on Debian and
its kin; otherwise the one command that installs them is named.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import urllib.parse
import urllib.request
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TOOLS = ROOT / "build" / "tools"
ENVIRONMENT = ROOT / ".venv"

UV_VERSION = "0.13.9"
UV_OLDEST = (0, 9)
"""An older uv that is already installed may not understand the lock."""
UV_WHEELS = {
    ("Linux", "x86_64"): (
        "manylinux_2_17_x86_64.manylinux2014_x86_64",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",
    ),
    ("Linux", "aarch64"): (
        "manylinux_2_28_aarch64",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",
    ),
    ("Darwin", "arm64"): (
        "macosx_11_0_arm64",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",
    ),
    ("Darwin", "x86_64"): (
        "macosx_10_12_x86_64",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",
    ),
}

# What Qt's own libraries ask for, and the Debian package that holds it.
QT = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libX11.so.6": "libx11-6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
}
DISPLAY = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
}
LIBRARIES = {"terminal": {}, "window": QT | DISPLAY, "tests": QT}


class Stop(Exception):  # noqa: N818 - what ends the set-up, in words for people
    """The set-up cannot go on; the text says why and what helps."""


def main(purpose: str) -> None:
    """Make the checkout ready for `purpose`."""
    for folder in (ROOT, ENVIRONMENT):
        if folder.exists() and not os.access(folder, os.W_OK):
            message = f"{folder} cannot be written to: it belongs to somebody else. Use a copy of your own."
            raise Stop(message)
    uv = installed_uv()
    system_packages(missing_packages(purpose, fetches=uv is None))
    install(uv or fetched_uv())


def installed_uv() -> str | None:
    """Return the path of a uv that is here and new enough."""
    for found in (str(TOOLS / "uv"), shutil.which("uv")):
        if not found:
            continue
        try:
            said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            continue
        version = re.search(r"(\d+)\.(\d+)", said)
        if version and (int(version[1]), int(version[2])) >= UV_OLDEST:
            return found
    return None


def fetched_uv() -> str:
    """Fetch the wheel of uv from the package index, hold it against its hash, and return the path of the program."""
    tag, expected = UV_WHEELS.get((platform.system(), platform.machine()), ("", ""))
    if not tag:
        message = "uv is needed and not made for this machine in the usual way: https://docs.astral.sh/uv says how."
        raise Stop(message)
    index = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL") or "https://pypi.org/simple"
    page = index.rstrip("/") + "/uv/"
    name = f"uv-{UV_VERSION}-py3-none-{tag}.whl"
    say(f"Fetching uv {UV_VERSION} from {urllib.parse.urlsplit(page).hostname} …")
    link = re.search(rf'href="([^"]*/{re.escape(name)})[#"]', read(page).decode("utf-8", "replace"))
    if not link:
        message = f"The package index has no {name}: {page}"
        raise Stop(message)
    wheel = read(urllib.parse.urljoin(page, link[1]))
    if hashlib.sha256(wheel).hexdigest() != expected:
        message = f"{name} from {page} is not the file that was expected. Nothing has been installed."
        raise Stop(message)
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        program = archive.read(f"uv-{UV_VERSION}.data/scripts/uv")
    TOOLS.mkdir(parents=True, exist_ok=True)
    half = TOOLS / "uv.part"
    half.write_bytes(program)
    half.chmod(0o755)
    return str(half.replace(TOOLS / "uv"))


def read(address: str) -> bytes:
    """Return what lies at an address of the package index."""
    request = urllib.request.Request(address, headers={"Accept": "text/html"})
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return bytes(answer.read())
    except OSError as error:
        message = f"The package index cannot be reached: {address}\n    {error}\nThe set-up needs the network, once."
        raise Stop(message) from error


def install(uv: str) -> None:
    """Install what uv.lock names into `.venv`."""
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(ENVIRONMENT)}
    environment.pop("VIRTUAL_ENV", None)
    if "UV_CACHE_DIR" not in environment and not has_home():
        environment["UV_CACHE_DIR"] = str(ROOT / "build" / "uv-cache")
    if not ENVIRONMENT.exists():
        say("Installing the packages of uv.lock into .venv; the first time takes a minute or a few …")
    done = subprocess.run([uv, "sync", "--locked", "--quiet"], cwd=ROOT, env=environment, check=False)
    if done.returncode:
        message = "The packages could not be installed; what uv said stands above. Is the package index within reach?"
        raise Stop(message)


def has_home() -> bool:
    """Return whether uv's usual cache can be written to."""
    folder = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser())
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)


def missing_packages(purpose: str, *, fetches: bool) -> list[str]:
    """Return the Debian packages whose libraries cannot be loaded, in the order of their names."""
    if platform.system() != "Linux":
        return []
    missing = {package for library, package in LIBRARIES[purpose].items() if not loads(library)}
    if fetches and not has_certificates():
        missing.add("ca-certificates")
    return sorted(missing)


def loads(library: str) -> bool:
    """Return whether the system's loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_certificates() -> bool:
    """Return whether this Python can tell whom it talks to over HTTPS."""
    paths = ssl.get_default_verify_paths()
    return paths.cafile is not None or (paths.capath is not None and any(Path(paths.capath).iterdir()))


def system_packages(packages: list[str]) -> None:
    """Install packages of the system as root; else name the command that does."""
    if not packages:
        return
    names = " ".join(packages)
    if shutil.which("apt-get") is None:
        message = (
            f"Libraries of the system are missing. Install what your system calls these Debian packages:\n    {names}"
        )
        raise Stop(message)
    if os.geteuid() != 0:
        message = (
            "Libraries of the system are missing. This command installs them:\n"
            f"    sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
        )
        raise Stop(message)
    say(f"Installing packages of the system: {names} …")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *arguments], stdout=subprocess.PIPE, env=environment, check=False)
        if done.returncode:
            message = f"apt-get could not install {names}; what it said stands above."
            raise Stop(message)


def say(text: str) -> None:
    """Tell the person who waits."""
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Stop as stop:
        say(str(stop))
        sys.exit(4)
