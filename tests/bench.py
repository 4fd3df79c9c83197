"""Speed and memory, measured beside other tools in the same run; prints ratios. Not a test.

    python -m tests.bench [--files N] [--many N]

Whole processes are timed, in turn (ours, theirs, ours, …), and the median of the ratios is quoted, so that a machine
whose speed drifts does not decide.
"""

from __future__ import annotations

import argparse
import io
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from sensus_verify.core.credential import Action
from sensus_verify.core.vocabulary import IPTC_SOURCE_TYPE
from sensus_verify.credentials.signer import sign, throwaway_identity

_ROUNDS = 5
_PROGRAM = [sys.executable, "-m", "sensus_verify"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One finished process."""

    seconds: float
    parent_mib: float
    largest_child_mib: float


def main() -> None:
    """Measure and print."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--files", type=int, default=2000, help="files in each folder that is compared")
    asked.add_argument("--many", type=int, default=10_000, help="files in the large folder; 0: leave it out")
    wanted = asked.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        pictures = [_photograph(seed) for seed in range(20)]
        signed = _fill(folder / "signed", wanted.files, [_signed(picture) for picture in pictures])
        plain = _fill(folder / "unsigned", wanted.files, pictures)
        print(f"{wanted.files} JPEG files of {_size(pictures)}, {os.cpu_count()} processors, {_ROUNDS} rounds\n")
        for title, one in (("signed", signed), ("unsigned", plain)):
            _against_exiftool(title, one, wanted.files)
        _cold(next(plain.iterdir()))
        if wanted.many:
            many = _fill(folder / "many", wanted.many, [_thumb(seed) for seed in range(50)])
            _memory(many, wanted.many)
            subprocess.run([sys.executable, "-m", "tests.bench_window", str(many)], check=False)


def _photograph(seed: int) -> bytes:
    """Return a JPEG file as a camera or an agency delivers it: noise that compresses like one, EXIF, XMP."""
    noise = random.Random(seed)
    small = Image.frombytes("RGB", (96, 64), noise.randbytes(96 * 64 * 3))
    picture = small.resize((1536, 1024), Image.Resampling.BICUBIC)
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0131] = "Camera", "Model", "Software 1.0"
    exif[0x0112] = 1
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="image/jpeg"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=90, exif=exif, xmp=packet.encode())
    return out.getvalue()


def _thumb(seed: int) -> bytes:
    out = io.BytesIO()
    noise = random.Random(seed)
    Image.frombytes("RGB", (64, 64), noise.randbytes(64 * 64 * 3)).save(out, "JPEG")
    return out.getvalue()


def _signed(data: bytes) -> bytes:
    created = Action(action="c2pa.created", source_type=f"{IPTC_SOURCE_TYPE}digitalCapture")
    return sign(data, "image/jpeg", throwaway_identity(), (created,))


def _fill(folder: Path, count: int, contents: Sequence[bytes]) -> Path:
    """Fill a folder with `count` names for the contents: links, so that the disk decides nothing."""
    folder.mkdir()
    originals = [folder / f"{number:05d}.jpg" for number in range(len(contents))]
    for path, content in zip(originals, contents, strict=True):
        path.write_bytes(content)
    for number in range(len(contents), count):
        (folder / f"{number:05d}.jpg").hardlink_to(originals[number % len(contents)])
    return folder


def _size(contents: Sequence[bytes]) -> str:
    return f"{statistics.median(len(content) for content in contents) / 1000:.0f} kB"


def _against_exiftool(title: str, folder: Path, count: int) -> None:
    ours = [*_PROGRAM, "check", "--json", "--jobs", "2", str(folder)]
    exiftool = shutil.which("exiftool")
    if exiftool is None:
        print("exiftool is not installed (Debian: libimage-exiftool-perl): only our own speed is shown")
        print(f"{title}: {count / _seconds(ours):.0f} files/s")
        return
    theirs = [exiftool, "-r", "-j", "-q", str(folder)]
    pairs = [(_seconds(ours), _seconds(theirs)) for _ in range(_ROUNDS)]
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    ratio = statistics.median(b / a for a, b in pairs)
    print(f"{title}: {count / mine:.0f} files/s; exiftool {count / other:.0f} files/s; {ratio:.2f} times exiftool")


def _cold(path: Path) -> None:
    ours = [*_PROGRAM, "check", str(path)]
    bare = [sys.executable, "-c", "pass"]
    pairs = [(_seconds(ours), _seconds(bare)) for _ in range(2 * _ROUNDS)]
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"one file, cold: {mine:.2f} s (goal 0.40 s); a bare interpreter {other:.3f} s")


def _memory(folder: Path, count: int) -> None:
    run = _watched([*_PROGRAM, "check", "--json", "--jobs", "2", str(folder)])
    print(
        f"{count} files: {run.seconds:.0f} s, {count / run.seconds:.0f} files/s, parent {run.parent_mib:.0f} MiB "
        f"(goal 250), largest worker {run.largest_child_mib:.0f} MiB (goal 400)"
    )


def _seconds(command: Sequence[str]) -> float:
    begin = time.perf_counter()
    subprocess.run(command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - begin


def _watched(command: Sequence[str]) -> Run:
    """Run a command and note the most memory that it and its children held, from /proc."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    peaks: dict[int, float] = {}
    stop = threading.Event()
    watcher = threading.Thread(target=_watch, args=(process.pid, peaks, stop.wait))
    watcher.start()
    process.wait()
    stop.set()
    watcher.join()
    children = [mib for pid, mib in peaks.items() if pid != process.pid]
    return Run(
        seconds=time.perf_counter() - begin,
        parent_mib=peaks.get(process.pid, 0.0),
        largest_child_mib=max(children, default=0.0),
    )


def _watch(root: int, peaks: dict[int, float], ended: Callable[[float], bool]) -> None:
    while not ended(0.1):
        for pid in (root, *_children(root)):
            try:
                status = Path(f"/proc/{pid}/status").read_text("ascii", errors="replace")
            except OSError:
                continue
            held = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
            if held:
                peaks[pid] = max(peaks.get(pid, 0.0), int(held[0]) / 1024)


def _children(pid: int) -> list[int]:
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii")
    except OSError:
        return []
    return [int(child) for child in text.split()]


if __name__ == "__main__":
    main()
