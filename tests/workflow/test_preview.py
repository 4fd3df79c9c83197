"""Small pictures of files, drawn in a worker; never of what is too large, damaged or without a picture."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image, ImageCms

from sensus_verify.workflow.batch import Options
from sensus_verify.workflow.preview import draw
from sensus_verify.workflow.previewer import Previewer, _checked
from tests.makers.credentials import pdf


def _save(folder: Path, name: str, picture: Image.Image, **options: object) -> Path:
    picture.save(folder / name, **options)
    return folder / name


def _colours(path: Path, side: int = 64) -> tuple[tuple[int, int], tuple[int, ...]]:
    drawn = draw(path, side)
    assert drawn is not None
    with Image.open(io.BytesIO(drawn.png)) as picture:
        assert picture.size == (drawn.width, drawn.height)
        return picture.size, picture.convert("RGB").getpixel((picture.width // 2, picture.height // 2))


@pytest.mark.parametrize("name", ["a.jpg", "a.png", "a.webp", "a.gif", "a.tif", "a.bmp", "a.avif", "a.jp2"])
def test_pictures_are_drawn_within_the_side_that_is_asked_for(tmp_path: Path, name: str):
    path = _save(tmp_path, name, Image.new("RGB", (300, 150), (200, 100, 50)))
    size, colour = _colours(path)
    assert size == (64, 32)
    assert all(abs(a - b) <= 8 for a, b in zip(colour, (200, 100, 50), strict=True))


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16", "CMYK", "F"])
def test_every_kind_of_pixel_is_drawn(tmp_path: Path, mode: str):
    suffix = "tif" if mode in ("CMYK", "F", "I;16", "LA") else "png"
    assert draw(_save(tmp_path, f"a.{suffix}", Image.new(mode, (40, 40))), 32) is not None


def test_ink_colours_go_through_their_profile(tmp_path: Path):
    screen = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = _save(tmp_path, "a.jpg", Image.new("CMYK", (32, 32), (0, 255, 255, 0)), icc_profile=screen)
    assert _colours(path)[1][0] > 150  # a profile that does not fit its inks harms nothing


def test_a_picture_is_turned_as_its_exif_says(tmp_path: Path):
    exif = Image.Exif()
    exif[0x0112] = 6
    assert _colours(_save(tmp_path, "a.jpg", Image.new("RGB", (80, 40)), exif=exif))[0] == (32, 64)


def test_a_pdf_shows_its_first_page(tmp_path: Path):
    (tmp_path / "a.pdf").write_bytes(pdf())
    assert _colours(tmp_path / "a.pdf") == ((64, 64), (255, 255, 255))


def test_a_vast_picture_is_not_decoded(tmp_path: Path):
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 30_000, 30_000, 8, 0, 0, 0, 0))
    (tmp_path / "a.png").write_bytes(b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", b"x" * 100) + chunk(b"IEND", b""))
    assert draw(tmp_path / "a.png", 64) is None


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.jpg", b"\xff\xd8\xff\xe0" + b"\0" * 50),
        ("a.pdf", b"%PDF-1.7\nnothing"),
        ("a.txt", b"Hej"),
        ("a.tif", b"II*\0\xff\xff\xff\xff"),
        ("a.gif", b"GIF89a"),
    ],
)
def test_what_has_no_picture_gives_none(tmp_path: Path, name: str, data: bytes):
    (tmp_path / name).write_bytes(data)
    assert draw(tmp_path / name, 64) is None
    assert draw(tmp_path / "missing.png", 64) is None
    assert draw(tmp_path, 64) is None


def _answer(width: int, height: int, *, told: tuple[int, int] | None = None, mode: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new(mode, (width, height)).save(out, "PNG")
    shown = told or (width, height)
    return shown[0].to_bytes(2, "big") + shown[1].to_bytes(2, "big") + out.getvalue()


def test_an_answer_that_keeps_its_promise_is_taken():
    taken = _checked(_answer(60, 40), 64)
    assert taken is not None
    assert (taken.width, taken.height) == (60, 40)


@pytest.mark.parametrize(
    "payload",
    [b"", b"\0\1", _answer(65, 40), _answer(60, 40, told=(50, 40)), _answer(60, 40)[:20], _answer(60, 40, told=(0, 0))],
)
def test_an_answer_that_does_not_is_refused(payload: bytes):
    assert _checked(payload, 64) is None


def test_the_window_asks_a_worker_for_pictures(tmp_path: Path):
    path = _save(tmp_path, "a.png", Image.new("RGB", (300, 150)))
    previewer = Previewer(Options(jobs=1, trust_folder=tmp_path / "trust"))
    try:
        small, large = previewer.thumbnail(path), previewer.large(path)
        assert previewer.thumbnail(tmp_path / "missing.png") is None
    finally:
        previewer.close()
    assert small is not None
    assert large is not None
    assert (small.width, large.width) == (96, 300)
