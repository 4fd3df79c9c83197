"""What is read from PNG and APNG."""

from __future__ import annotations

import io
import struct
import zlib

import pytest

from sensus_verify.carriers import png as module
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS, INFLATED
from sensus_verify.parsing.room import Room
from tests.makers.packets import ARTIST, GENERATED, PARAMETERS, exif_block, xmp_packet
from tests.makers.png import (
    SAMPLES,
    SIGNATURE,
    XMP_KEYWORD,
    chunk,
    compressed_text,
    header,
    international,
    png,
    raw_profile,
    text,
)
from tests.makers.witness import exiftool

(PNG,) = module.CARRIERS


def fields(data: bytes) -> list[Field]:
    return list(PNG.read(io.BytesIO(data)))


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in fields(data)]


def damage(data: bytes) -> list[tuple[str, str]]:
    return [(field.value, field.where) for field in fields(data) if field.name == "damaged"]


def test_the_first_bytes_decide():
    assert PNG.score(png(), ".jpg") == 10
    assert PNG.score(png(), ".png") == 11
    assert PNG.score(b"\x89PNG", ".png") == 0


@pytest.mark.parametrize("name", ["png/clean-rgb", "png/clean-animated", "png/clean-tail"])
def test_a_clean_picture_says_nothing(name):
    assert fields(SAMPLES[name]()) == []


@pytest.mark.parametrize("name", ["png/labelled-dst", "png/labelled-dst-compressed", "png/labelled-dst-raw-profile"])
def test_xmp_is_read_wherever_it_stands(name):
    assert facts(SAMPLES[name]()) == [(Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)]


@pytest.mark.parametrize("name", ["png/traced-a1111", "png/traced-a1111-after"])
def test_text_is_read_before_and_behind_the_pixels(name):
    assert facts(SAMPLES[name]()) == [(Source.TEXT_CHUNK, "parameters", PARAMETERS)]


def test_a_text_names_its_chunk_and_place():
    (field,) = fields(SAMPLES["png/traced-a1111"]())
    assert field.where == "PNG tEXt parameters"
    assert SAMPLES["png/traced-a1111"]()[field.offset :][4:8] == b"tEXt"


@pytest.mark.parametrize("name", ["png/personal-exif", "png/personal-raw-exif"])
def test_exif_is_read_from_its_chunk_and_from_a_raw_profile(name):
    assert facts(SAMPLES[name]()) == [(Source.EXIF, "Artist", ARTIST)]


def test_iptc_is_read_from_a_raw_profile():
    assert facts(SAMPLES["png/personal-raw-iptc"]()) == [(Source.IPTC, "By-line", ARTIST)]


def test_a_raw_profile_app1_holds_exif_or_xmp():
    exif = text("Raw profile type APP1", raw_profile("app1", b"Exif\0\0" + exif_block()))
    xmp = text("Raw profile type APP1", raw_profile("app1", b"http://ns.adobe.com/xap/1.0/\0" + xmp_packet()))
    assert [source for source, _, _ in facts(png(before=exif + xmp))] == [Source.EXIF, Source.XMP]


def test_a_colour_profile_says_nothing():
    assert fields(png(before=text("Raw profile type icc", raw_profile("icc", b"colours")))) == []


@pytest.mark.parametrize("packed", [False, True])
def test_international_text_is_utf_8(packed):
    data = png(before=international(b"Comment", "标识 å".encode(), packed=packed, language=b"sv"))
    assert facts(data) == [(Source.TEXT_CHUNK, "Comment", "标识 å")]


def test_latin_text_and_utf_8_in_its_place_are_both_read():
    data = png(before=text("Author", "Åsa") + text("Author", "Åsa".encode()))
    assert [value for _, _, value in facts(data)] == ["Åsa", "Åsa"]


@pytest.mark.parametrize(
    ("part", "key", "where"),
    [
        (chunk(b"tEXt", b"no separator"), "broken.structure", "PNG tEXt"),
        (chunk(b"zTXt", b"Title\0\0not zlib"), "broken.compressed", "PNG zTXt Title"),
        (compressed_text("Title", b"x", method=7), "broken.structure", "PNG zTXt Title"),
        (chunk(b"iTXt", b"Title\0\0\0sv"), "broken.structure", "PNG iTXt Title"),
        (chunk(b"iTXt", b"Title\0"), "broken.structure", "PNG iTXt Title"),
        (text("Raw profile type exif", "\nexif\n 4\nzzzz"), "broken.structure", "PNG tEXt Raw profile type exif"),
        (text("Raw profile type exif", ""), "broken.structure", "PNG tEXt Raw profile type exif"),
        (chunk(b"zTXt", b"T\0\0" + zlib.compress(bytes(INFLATED + 1))), "broken.tooLarge", "PNG zTXt T"),
    ],
)
def test_a_damaged_chunk_does_not_hide_the_others(part, key, where):
    data = png(before=part + text("Software", "NovelAI"))
    assert damage(data) == [(key, where)]
    assert facts(data)[-1] == (Source.TEXT_CHUNK, "Software", "NovelAI")


def test_what_all_chunks_unpack_to_together_is_bounded(monkeypatch):
    monkeypatch.setattr(module, "Room", lambda: Room(3000))
    data = png(before=compressed_text("T", b"x" * 1000) * 5)
    assert [field.name for field in fields(data)] == ["T", "T", "damaged", "damaged", "damaged"]


def test_a_long_text_is_cut():
    (field,) = fields(png(before=compressed_text("T", b"x" * (FIELD_CHARACTERS + 1))))
    assert len(field.value) == FIELD_CHARACTERS


def test_a_broken_picture_gives_what_came_before():
    reading = iter(PNG.read(io.BytesIO(SAMPLES["png/broken-cut"]())))
    assert next(reading).value == "a picture"
    with pytest.raises(BrokenFile, match=r"broken\.truncated"):
        next(reading)


def test_a_manifest_is_found_by_its_chunk():
    assert PNG.holds_manifest is not None
    assert PNG.holds_manifest(io.BytesIO(png(before=chunk(b"caBX", b"x"))))
    assert not PNG.holds_manifest(io.BytesIO(png(before=international(XMP_KEYWORD, xmp_packet()))))


def test_an_enormous_picture_costs_nothing():
    big = SIGNATURE + header(30_000, 30_000) + struct.pack(">I4s", 3_000_000, b"IDAT") + bytes(3_000_004)
    assert facts(big + text("Title", "x") + chunk(b"IEND")) == [(Source.TEXT_CHUNK, "Title", "x")]


@pytest.mark.parametrize(
    ("name", "keywords"),
    [
        ("automatic1111_cropped", ["parameters"]),
        ("fooocus1_cropped", ["parameters", "fooocus_scheme"]),
        ("img2img_cropped", ["prompt", "workflow"]),
        ("invokeai_dream1", ["Dream"]),
        ("novelai1_cropped", ["Title", "Description", "Software", "Source", "Comment"]),
        ("mj-1", ["Creation Time", "Author", "Description"]),
        ("chatgpt-1", []),
    ],
)
def test_real_outputs_of_generators_keep_their_keywords(corpus, name, keywords):
    found = fields((corpus / "generators" / f"{name}.png").read_bytes())
    assert [field.name for field in found if field.source is Source.TEXT_CHUNK] == keywords


@pytest.mark.parametrize(
    "name", ["automatic1111_cropped", "fooocus1_cropped", "img2img_cropped", "invokeai_dream1", "novelai1_cropped"]
)
def test_another_reader_finds_the_same_texts_in_real_outputs(corpus, name):
    file = corpus / "generators" / f"{name}.png"
    ours = {field.name: field.value for field in fields(file.read_bytes()) if field.source is Source.TEXT_CHUNK}
    theirs = {key.lower(): value for key, value in exiftool(file, *(key.title() for key in ours)).items()}
    assert ours
    for keyword, value in ours.items():
        assert value.split() == str(theirs[keyword.lower()]).split()
