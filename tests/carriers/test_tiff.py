"""TIFF, BigTIFF and DNG: every page's blocks, and which of the two a file is."""

from __future__ import annotations

import io
import struct
import time

import pytest

from sensus_verify.carriers import carrier_for
from sensus_verify.carriers.tiff import CARRIERS
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Source
from tests.makers import xmp
from tests.makers.packets import ARTIST, GENERATED, PARAMETERS
from tests.makers.tiff import DNG_VERSION, DST, SAMPLES, UNDEFINED, Tag, packet_tag, page, structure, text

TIFF, DNG = CARRIERS
STATED = (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in TIFF.read(io.BytesIO(data))]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("tiff/labelled-dst", STATED),
        ("tiff/labelled-bigtiff", STATED),
        ("tiff/labelled-second-page", STATED),
        ("tiff/traced-a1111", (Source.EXIF, "UserComment", PARAMETERS)),
        ("tiff/personal-artist", (Source.EXIF, "Artist", "Anna Almlöf")),
        ("tiff/personal-position", (Source.EXIF, "GPSPosition", "59.32930, 18.06860")),
        ("tiff/personal-by-line", (Source.IPTC, "By-line", ARTIST)),
        ("tiff/personal-by-line-swapped", (Source.IPTC, "By-line", ARTIST)),
        ("tiff/personal-photoshop", (Source.IPTC, "By-line", ARTIST)),
        ("dng/labelled-dst", STATED),
        ("dng/personal-serial", (Source.EXIF, "BodySerialNumber", "SN 4711-0815")),
    ],
)
def test_what_a_sample_holds_is_read(sample, expected):
    assert expected in facts(SAMPLES[sample]())


def test_the_page_is_named_where_it_is_not_the_first():
    data = structure(page(packet_tag(xmp.clean_packet())), page(DST))
    places = [(field.name, field.where) for field in TIFF.read(io.BytesIO(data))]
    assert places == [("dc:title", "TIFF XMP"), ("Iptc4xmpExt:DigitalSourceType", "TIFF page 2 XMP")]


def test_a_field_has_the_offset_of_its_block():
    data = structure(page(DST))
    (field,) = TIFF.read(io.BytesIO(data))
    assert data.startswith(DST.value, field.offset)


def test_what_every_page_repeats_is_said_once():
    data = structure(page(DST, text(305, "A scanner")), page(DST, text(305, "A scanner")))
    assert facts(data) == [STATED, (Source.EXIF, "Software", "A scanner")]


def test_one_damaged_block_does_not_hide_the_others():
    data = bytearray(structure(page(DST, text(315, "Anna Almlöf"))))
    at = data.index(struct.pack("<HH", 700, 1))
    data[at + 8 : at + 12] = b"\xff\xff\xff\xff"
    assert [name for _, name, _ in facts(bytes(data))] == ["damaged", "Artist"]


def test_pages_are_read_until_the_chain_breaks():
    data = structure(page(DST), page())
    reading = iter(TIFF.read(io.BytesIO(data[:-30])))
    assert next(reading).name == "Iptc4xmpExt:DigitalSourceType"
    with pytest.raises(BrokenFile):
        list(reading)


@pytest.mark.parametrize("suffix", ["", ".tif", ".dng", ".jpg"])
def test_the_version_tag_makes_a_dng(suffix):
    assert carrier_for(structure(page(DNG_VERSION)), suffix).name == "dng"
    assert carrier_for(structure(page()), suffix).name == "tiff"


def test_the_suffix_speaks_where_the_directory_lies_far_away():
    head = b"II*\0" + struct.pack("<I", 1 << 30) + bytes(1000)
    assert carrier_for(head, ".dng").name == "dng"
    assert carrier_for(head, ".tif").name == "tiff"
    assert carrier_for(head, "").name == "tiff"


@pytest.mark.parametrize("head", [b"II*\0\x08\0\0\0", b"MM\0*\0\0\0\x08", b"IIRO\x08\0\0\0", b"IIU\0\x18\0\0\0"])
def test_camera_raw_on_tiff_is_read_as_tiff(head):
    assert carrier_for(head + bytes(100), ".orf").name == "tiff"


@pytest.mark.parametrize("head", [b"II\0\0", b"IIXY    ", b"MM*\0    ", b"II*"])
def test_two_letters_are_no_tiff(head):
    assert TIFF.score(head, ".tif") == DNG.score(head, ".tif") == 0


def test_a_manifest_is_seen_in_the_first_directory_or_in_its_own():
    manifest = Tag(52545, UNDEFINED, bytes(100))
    holds = TIFF.holds_manifest
    assert holds is not None
    assert holds(io.BytesIO(structure(page(manifest))))
    assert holds(io.BytesIO(structure(page(), page(), [manifest])))
    assert not holds(io.BytesIO(structure(page(), page())))


def test_a_directory_without_a_picture_is_no_page():
    assert facts(structure(page(), [text(305, "a manifest's")])) == []


def test_pages_that_share_a_huge_directory_cost_little():
    # 9 000 pages whose EXIF directory is one and the same, of 60 000 entries
    inner = struct.pack("<H", 60_000) + struct.pack("<HHII", 1, 1, 1, 0) * 60_000 + bytes(4)
    at = 8 + len(inner)
    chain = b"".join(
        struct.pack("<HHHIIHHIII", 2, 256, 3, 1, 1, 34665, 4, 1, 8, at + 30 * (number + 1)) for number in range(9_000)
    )
    start = time.perf_counter()
    assert facts(b"II*\0" + struct.pack("<I", at) + inner + chain[:-4] + bytes(4)) == [
        (Source.STRUCTURE, "damaged", "broken.tooLarge")
    ]
    assert time.perf_counter() - start < 10
