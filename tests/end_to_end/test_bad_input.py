"""Hostile and hapless files: each gets a sentence and a status in time, and the files beside it are checked."""

from __future__ import annotations

import io
import os
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from sensus_verify.core.ai_use import AiUse
from sensus_verify.core.limits import MIB
from sensus_verify.core.verdict import Inspection, Status
from sensus_verify.workflow.answers import answers
from sensus_verify.workflow.batch import Options, inspect_many, read_answer
from sensus_verify.workflow.gather import gather
from sensus_verify.workflow.words import LANGUAGES, Words

_SECONDS = 10.0
_XMP = b"XML:com.adobe.xmp\0\0\0\0\0"


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(*chunks: bytes, width: int = 1, height: int = 1, depth: int = 8, rows: bytes = b"\0\0") -> bytes:
    header = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 0, 0, 0, 0))
    body = b"".join((header, *chunks, _chunk(b"IDAT", rows), _chunk(b"IEND", b"")))
    return b"\x89PNG\r\n\x1a\n" + body


def _good() -> bytes:
    return _png(rows=zlib.compress(b"\0\0"))


def _vast() -> bytes:
    packer = zlib.compressobj(1)
    row = bytes(30_000 // 8 + 1)
    rows = b"".join(packer.compress(row * 100) for _ in range(300)) + packer.flush()
    return _png(_chunk(b"tEXt", b"Comment\0" + b"x" * (3 * MIB)), width=30_000, height=30_000, depth=1, rows=rows)


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    packet = f'<!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><x:xmpmeta xmlns:x="adobe:ns:meta/">&l9;</x:xmpmeta>'
    return _png(_chunk(b"iTXt", _XMP + packet.encode()), rows=zlib.compress(b"\0\0"))


def _deep_xmp() -> bytes:
    packet = b"<a>" * 5000 + b"</a>" * 5000
    return _png(_chunk(b"iTXt", _XMP + packet), rows=zlib.compress(b"\0\0"))


def _text_bomb() -> bytes:
    return _png(_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(300 * MIB), 9)), rows=zlib.compress(b"\0\0"))


def _zip_bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "[Content_Types].xml",
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override '
            'PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/></Types>',
        )
        archive.writestr("docProps/core.xml", b" " * (200 * MIB))
        archive.writestr("word/document.xml", b" " * (200 * MIB))
    return out.getvalue()


def _svg() -> bytes:
    return (
        b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        b'<script>while(true){}</script><image xlink:href="http://127.0.0.1:9/x.png"/><text>&x;</text></svg>'
    )


def _pdf(pages: str, extra: str = "", *, count: int = 1) -> bytes:
    objects = [f"<< /Type /Catalog /Pages 2 0 R {extra} >>", f"<< /Type /Pages /Kids [{pages}] /Count {count} >>"]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, text in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{text}\nendobj\n".encode())
    table = out.tell()
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    size = len(objects) + 1
    out.write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}trailer << /Size {size} /Root 1 0 R >>\n".encode())
    out.write(f"startxref\n{table}\n%%EOF\n".encode())
    return out.getvalue()


def _many_pages() -> bytes:
    leaf = "<< /Type /Page /MediaBox [0 0 9 9] >> "
    return _pdf(leaf * 100_000, count=100_000)


def _loop() -> bytes:
    return _pdf("2 0 R", "/Names << /EmbeddedFiles << /Kids [1 0 R] >> >> /Metadata 2 0 R /AF [1 0 R]")


def _nested_boxes() -> bytes:
    data = b""
    for _ in range(20_000):
        data = struct.pack(">I4s", (len(data) + 8) & 0xFFFFFFFF, b"moov") + data
    return struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 0, b"isom") + data


def _many_boxes() -> bytes:
    return struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 0, b"isom") + struct.pack(">I4s", 8, b"free") * 2_000_000


def _long_line() -> bytes:
    return b"---\n" + b"a: [" * 200_000 + b"\n---\n" + b"<" * 3_000_000


_BAD: dict[str, Callable[[], bytes]] = {
    "empty.jpg": bytes,
    "only-magic.jpg": lambda: b"\xff\xd8\xff",
    "cut.png": lambda: _good()[:40],
    "vast.png": _vast,
    "laughs.png": _laughs,
    "deep.png": _deep_xmp,
    "text-bomb.png": _text_bomb,
    "bomb.docx": _zip_bomb,
    "references.svg": _svg,
    "many-pages.pdf": _many_pages,
    "loop.pdf": _loop,
    "no-table.pdf": lambda: b"%PDF-1.7\n" + b"1 0 obj << /A 1 0 R >> endobj\n" * 50_000,
    "nested.mp4": _nested_boxes,
    "many-boxes.mp4": _many_boxes,
    "noise.jpg": lambda: bytes(range(256)) * 4000,
    "long.md": _long_line,
    "long.html": lambda: b"<a " * 1_000_000,
    "long.json": lambda: b"[" * 3_000_000,
    "long.ipynb": lambda: b'{"cells":' * 300_000,
    "ones.mp3": lambda: b"ID3\x04\0\0\x7f\x7f\x7f\x7f" + b"TXXX\x7f\x7f\x7f\x7f\0\0" * 1000,
    "ones.flac": lambda: b"fLaC" + b"\x84\xff\xff\xff" + b"\xff" * 100_000,
    "ones.tif": lambda: b"II*\0\x08\0\0\0\xff\xff" + b"\xff" * 100_000,
    "ones.psd": lambda: b"8BPS\0\x01" + b"\xff" * 100_000,
    "ones.webm": lambda: b"\x1a\x45\xdf\xa3" + b"\xff" * 100_000,
    "ones.wav": lambda: b"RIFF\xff\xff\xff\xffWAVE" + b"\xff" * 100_000,
    "ones.gif": lambda: b"GIF89a" + b"\xff" * 100_000,
    "ones.jxl": lambda: b"\0\0\0\x0cJXL \r\n\x87\n" + b"\xff" * 100_000,
}
_SPARSE = {
    "sparse.jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0",
    "sparse.png": _good()[:33],
    "sparse.mp4": struct.pack(">I4s4sI4s", 20, b"ftyp", b"isom", 0, b"isom") + struct.pack(">I4s", 0, b"mdat"),
    "sparse.pdf": b"%PDF-1.7\n",
    "sparse.tif": b"II*\0\x08\0\0\0",
    "sparse.wav": b"RIFF\xff\xff\xff\xffWAVEdata\xf0\xff\xff\xff",
    "sparse.mkv": b"\x1a\x45\xdf\xa3\x80\x18\x53\x80\x67\x01\xff\xff\xff\xff\xff\xff\xff",
    "sparse.mp3": b"ID3\x04\0\0\0\0\0\0\xff\xfb\x90\x64",
    "sparse.webp": b"RIFF\xff\xff\xff\xffWEBPVP8 \xf0\xff\xff\xff",
    "sparse.docx": b"PK\x03\x04",
    "sparse.txt": b"Hej\n",
    "sparse.psd": b"8BPS\0\x01",
    "sparse.flac": b"fLaC",
    "sparse.ogg": b"OggS",
    "sparse.gif": b"GIF89a",
    "sparse.svg": b"<svg ",
    "sparse.eps": b"%!PS-Adobe-3.0 EPSF-3.0\n",
    "sparse.bin": b"\0\0\0\0",
}


def _inspected(paths: list[Path], folder: Path) -> tuple[dict[str, Inspection], dict[str, float]]:
    found: dict[str, Inspection] = {}
    when: dict[str, float] = {}
    begin = [time.monotonic()]

    def receive(index: int, answer: bytes) -> None:
        found[paths[index].name] = read_answer(answer)
        when[paths[index].name] = time.monotonic() - begin[0]
        begin[0] = time.monotonic()

    options = Options(jobs=1, trust_folder=folder / "trust", memory_mib=1536)
    inspect_many(paths, options=options, found=receive, total=len(paths))
    return found, when


def _says_what_is_wrong(found: Inspection) -> None:
    for language in LANGUAGES:
        said = answers(found, Words.load(language))
        assert said.ai
        assert said.credential
        assert bool(said.failed) == (found.status is not Status.READ)
        assert said.failed.endswith((".", "")) and "{" not in said.failed  # noqa: PT018 - one sentence, whole


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Inspection], dict[str, float]]:
    folder = tmp_path_factory.mktemp("bad")
    paths = []
    for number, (name, make) in enumerate(_BAD.items()):
        (folder / name).write_bytes(make())
        (folder / f"good-{number}.png").write_bytes(_good())
        paths += [folder / name, folder / f"good-{number}.png"]
    return _inspected(paths, folder)


@pytest.mark.parametrize("name", sorted(_BAD))
def test_bad_files_get_a_sentence_in_time(bad: tuple[dict[str, Inspection], dict[str, float]], name: str):
    found, seconds = bad
    _says_what_is_wrong(found[name])
    assert found[name].verdict.ai_use is AiUse.UNKNOWN
    assert found[name].error is None or not found[name].error.key.startswith(("fault.", "worker."))
    assert seconds[name] < _SECONDS


def test_the_files_beside_bad_ones_are_checked(bad: tuple[dict[str, Inspection], dict[str, float]]):
    found, _ = bad
    good = [one for name, one in found.items() if name.startswith("good-")]
    assert len(good) == len(_BAD)
    assert all(one.status is Status.READ and one.facts.format == "png" for one in good)


@pytest.fixture(scope="module")
def sparse(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Inspection], dict[str, float]]:
    folder = tmp_path_factory.mktemp("sparse")
    for name, head in _SPARSE.items():
        with (folder / name).open("wb") as stream:
            stream.write(head)
            stream.truncate(5 << 30)
        if (folder / name).stat().st_blocks * 512 > MIB:
            pytest.skip("this file system has no sparse files")
    try:
        return _inspected([folder / name for name in _SPARSE], folder)
    finally:
        for name in _SPARSE:
            (folder / name).unlink()


@pytest.mark.parametrize("name", sorted(_SPARSE))
def test_sparse_files_cost_nothing(sparse: tuple[dict[str, Inspection], dict[str, float]], name: str):
    found, seconds = sparse
    _says_what_is_wrong(found[name])
    assert found[name].error is None or not found[name].error.key.startswith(("fault.", "worker."))
    assert seconds[name] < _SECONDS


@pytest.mark.parametrize(
    ("name", "kind"), [("picture.jpg", "png"), ("picture", "png"), ("picture.strange", "png"), ("picture.txt", "png")]
)
def test_bytes_decide_the_format(tmp_path: Path, name: str, kind: str):
    (tmp_path / name).write_bytes(_good())
    found, _ = _inspected([tmp_path / name], tmp_path)
    assert found[name].facts.format == kind
    assert found[name].facts.suffix_disagrees == (name in {"picture.jpg", "picture.txt"})


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_pipes_devices_folders_and_missing_files_are_rows(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe.jpg")
    paths = [tmp_path / "pipe.jpg", Path("/dev/zero"), tmp_path, tmp_path / "missing.jpg"]
    found, _ = _inspected(paths, tmp_path)
    assert {name: one.error.key for name, one in found.items() if one.error is not None} == {
        "pipe.jpg": "cannot.device",
        "zero": "cannot.device",
        tmp_path.name: "cannot.folder",
        "missing.jpg": "cannot.missing",
    }


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_a_row(tmp_path: Path):
    (tmp_path / "locked.jpg").touch(mode=0)
    found, _ = _inspected([tmp_path / "locked.jpg"], tmp_path)
    assert found["locked.jpg"].error is not None
    assert found["locked.jpg"].error.key == "cannot.permission"


def test_a_file_that_vanishes_before_its_turn_is_a_row(tmp_path: Path):
    for number in range(4):
        (tmp_path / f"{number}.png").write_bytes(_good())
    found: list[Inspection] = []

    def receive(_: int, answer: bytes) -> None:
        found.append(read_answer(answer))
        (tmp_path / "3.png").unlink(missing_ok=True)

    options = Options(jobs=1, trust_folder=tmp_path / "trust")
    inspect_many(list(gather([tmp_path])), options=options, found=receive)
    assert [one.status for one in found] == [Status.READ] * 3 + [Status.FAILED]
