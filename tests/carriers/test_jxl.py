"""What is read from JPEG XL."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers import jxl as module
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from tests.makers.boxes import box
from tests.makers.jxl import CODESTREAM, SAMPLES, jxl
from tests.makers.packets import ARTIST, GENERATED, exif_block, xmp_packet

(JXL,) = module.CARRIERS
STORE = box(b"jumd", bytes.fromhex("63327061-0011-0010-8000-00aa00389b71".replace("-", "")), b"\3c2pa\0")


def fields(data: bytes) -> list[Field]:
    return list(JXL.read(io.BytesIO(data)))


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in fields(data)]


def test_a_container_is_sure_and_two_bytes_are_not():
    assert JXL.score(jxl(), "") == 10
    assert JXL.score(jxl(), ".jxl") == 11
    assert JXL.score(CODESTREAM, ".jxl") == 11
    assert JXL.score(CODESTREAM, ".txt") == 5
    assert JXL.score(b"\xff\xd8\xff", ".jxl") == 0


@pytest.mark.parametrize("name", ["jxl/clean-bare", "jxl/clean-container"])
def test_a_clean_picture_says_nothing(name):
    assert fields(SAMPLES[name]()) == []


def test_xmp_is_read_before_and_behind_the_picture():
    label = (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)
    assert facts(SAMPLES["jxl/labelled-dst"]()) == [label]
    assert facts(jxl() + box(b"xml ", xmp_packet())) == [label]


@pytest.mark.parametrize("lead", [bytes(4), b"\0\0\0\6Exif\0\0", b"\0\0\0\0Exif\0\0"])
def test_exif_is_read_behind_its_offset(lead):
    assert facts(jxl(box(b"Exif", lead, exif_block()))) == [(Source.EXIF, "Artist", ARTIST)]


def test_the_place_is_named():
    data = SAMPLES["jxl/labelled-dst"]()
    (field,) = fields(data)
    assert field.where == "JPEG XL xml"
    assert data[field.offset + 4 :].startswith(b"xml ")


@pytest.mark.parametrize("kind", [b"xml ", b"Exif"])
def test_metadata_in_brotli_are_said_not_to_be_looked_at(kind):
    (field,) = fields(jxl(box(b"brob", kind, b"\x8b\x01")))
    assert (field.source, field.name, field.value) == (Source.STRUCTURE, "notExamined", "notExamined.brotli")
    assert field.where == f"JPEG XL brob {kind.decode().strip()}"


def test_other_boxes_in_brotli_are_nothing_to_us():
    assert fields(jxl(box(b"brob", b"jbrd", b"\x8b\x01"))) == []


def test_a_damaged_box_does_not_hide_the_others():
    found = facts(jxl(box(b"brob", b"x"), box(b"Exif", bytes(4), exif_block())))
    assert found == [(Source.STRUCTURE, "damaged", "broken.structure"), (Source.EXIF, "Artist", ARTIST)]


@pytest.mark.parametrize("name", ["jxl/broken-cut", "jxl/broken-bare"])
def test_a_cut_picture_is_called_broken(name):
    with pytest.raises(BrokenFile, match=r"broken\.truncated"):
        fields(SAMPLES[name]())


def test_a_box_of_another_name_first_is_called_broken():
    with pytest.raises(BrokenFile, match=r"broken\.structure"):
        fields(box(b"ftyp", b"jxl ", bytes(4), b"jxl "))


def test_a_manifest_is_found_by_its_store():
    assert JXL.holds_manifest is not None
    assert JXL.holds_manifest(io.BytesIO(jxl(box(b"jumb", STORE))))
    assert not JXL.holds_manifest(io.BytesIO(jxl(box(b"jumb", box(b"jumd", bytes(16), b"\3other\0")))))
    assert not JXL.holds_manifest(io.BytesIO(CODESTREAM))


def test_a_real_file_says_what_was_not_looked_at(corpus):
    found = fields((corpus / "images" / "sample1.jxl").read_bytes())
    assert [field.where for field in found] == ["JPEG XL brob Exif", "JPEG XL brob xml"]
