"""What is read from WebP."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from sensus_verify.carriers import webp as module
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.room import Room
from tests.makers.packets import ARTIST, GENERATED, exif_block, xmp_packet
from tests.makers.webp import SAMPLES, chunk, webp

(WEBP,) = module.CARRIERS


def fields(data: bytes) -> list[Field]:
    return list(WEBP.read(io.BytesIO(data)))


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in fields(data)]


def saved(*, lossless: bool, **metadata: bytes) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "WEBP", lossless=lossless, **metadata)
    return out.getvalue()


def test_the_form_decides():
    assert WEBP.score(webp(), ".webp") == 11
    assert WEBP.score(webp(), "") == 10
    assert WEBP.score(b"RIFF\0\0\0\0WAVE", ".webp") == 0


@pytest.mark.parametrize("name", ["webp/clean-lossless", "webp/clean-tail"])
def test_a_clean_picture_says_nothing(name):
    assert fields(SAMPLES[name]()) == []


def test_xmp_is_read():
    assert facts(SAMPLES["webp/labelled-dst"]()) == [(Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)]


def test_the_place_is_named():
    (field,) = fields(SAMPLES["webp/labelled-dst"]())
    assert field.where == "WebP XMP"
    assert SAMPLES["webp/labelled-dst"]()[field.offset :].startswith(b"XMP ")


def test_the_misspelt_name_of_the_xmp_chunk_is_understood():
    assert facts(webp(chunk(b"XMP\0", xmp_packet()))) == facts(SAMPLES["webp/labelled-dst"]())


@pytest.mark.parametrize("name", ["webp/personal-exif", "webp/personal-exif-lead"])
def test_exif_is_read_with_and_without_its_lead(name):
    assert facts(SAMPLES[name]()) == [(Source.EXIF, "Artist", ARTIST)]


@pytest.mark.parametrize("lossless", [False, True])
def test_what_another_program_wrote_is_read(lossless):
    data = saved(lossless=lossless, exif=exif_block(), xmp=xmp_packet())
    assert {source for source, _, _ in facts(data)} == {Source.EXIF, Source.XMP}


def test_a_moving_picture_is_read_behind_its_frames():
    frames = [Image.new("RGB", (8, 8), colour) for colour in ("red", "green", "blue")]
    out = io.BytesIO()
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], xmp=xmp_packet())
    assert facts(out.getvalue()) == facts(SAMPLES["webp/labelled-dst"]())


def test_a_part_over_the_limit_does_not_hide_the_others(monkeypatch):
    monkeypatch.setattr(module, "Room", lambda: Room(2000))
    data = webp(chunk(b"EXIF", bytes(3000)), chunk(b"XMP ", xmp_packet()))
    assert facts(data) == [
        (Source.STRUCTURE, "damaged", "broken.tooLarge"),
        (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED),
    ]


def test_a_cut_picture_gives_what_came_before():
    data = webp(chunk(b"EXIF", exif_block()), chunk(b"XMP ", xmp_packet()))[:-20]
    reading = iter(WEBP.read(io.BytesIO(data)))
    assert next(reading).name == "Artist"
    with pytest.raises(BrokenFile, match=r"broken\.truncated"):
        next(reading)


def test_a_manifest_is_found_by_its_chunk():
    assert WEBP.holds_manifest is not None
    assert WEBP.holds_manifest(io.BytesIO(webp(chunk(b"C2PA", b"x"))))
    assert not WEBP.holds_manifest(io.BytesIO(webp()))


def test_a_real_file_is_read(corpus):
    found = fields((corpus / "images" / "test_xmp.webp").read_bytes())
    assert ("Artist", "MDF") in {(field.name, field.value) for field in found if field.source is Source.EXIF}
    assert ("dc:title", "This is a test") in {(field.name, field.value) for field in found}
