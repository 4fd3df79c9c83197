"""What is read from HEIC and AVIF."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers import heif as module
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.room import Room
from tests.makers.boxes import MANIFEST_UUID, XMP_UUID, box, uuid_box
from tests.makers.heif import SAMPLES, XMP_TYPE, Part, avif, brands, exif_part, heic, heif, xmp_part
from tests.makers.packets import ARTIST, GENERATED, exif_block, xmp_packet

AVIF, HEIC = module.CARRIERS
LABEL = (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)
NAME = (Source.EXIF, "Artist", ARTIST)


def fields(data: bytes) -> list[Field]:
    return list(HEIC.read(io.BytesIO(data)))


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in fields(data)]


@pytest.mark.parametrize(
    ("head", "avif_score", "heic_score"),
    [
        (brands(b"avif", b"mif1"), 10, 0),
        (brands(b"avis", b"avif"), 10, 0),
        (brands(b"heic", b"mif1"), 0, 10),
        (brands(b"hevx", b"msf1"), 0, 10),
        (brands(b"mif1", b"mif1", b"avif"), 10, 0),
        (brands(b"msf1", b"msf1", b"hevc"), 0, 10),
        (brands(b"mif1", b"miaf"), 0, 5),  # a picture of another coding: read in the same way
        (brands(b"MA1B", b"avif"), 5, 0),
        (brands(b"isom", b"mp42"), 0, 0),
        (brands(b"qt  "), 0, 0),
        (b"\0\0\0\x0cJXL \r\n\x87\n", 0, 0),
        (b"", 0, 0),
    ],
)
def test_the_brands_decide(head, avif_score, heic_score):
    assert (AVIF.score(head, ""), HEIC.score(head, "")) == (avif_score, heic_score)


def test_the_suffix_adds_to_what_the_brands_say():
    assert AVIF.score(avif(), ".avif") == 11
    assert HEIC.score(heic(), ".heic") == 11
    assert HEIC.score(heic(), ".jpg") == 10


@pytest.mark.parametrize("name", ["avif/clean-rgb", "heic/clean-rgb"])
def test_a_clean_picture_says_nothing(name):
    assert fields(SAMPLES[name]()) == []


@pytest.mark.parametrize("name", [name for name in SAMPLES if "labelled" in name])
def test_xmp_is_read_wherever_it_stands(name):
    assert facts(SAMPLES[name]()) == [LABEL]


def test_exif_is_read_with_and_without_its_lead():
    assert facts(SAMPLES["avif/personal-exif"]()) == [NAME]
    assert facts(SAMPLES["heic/personal-exif"]()) == [NAME, NAME]


def test_what_other_programs_wrote_is_read():
    for data in (avif(exif=exif_block(), xmp=xmp_packet()), heic(exif=exif_block(), xmp=xmp_packet())):
        assert set(facts(data)) == {LABEL, NAME}


def test_the_place_is_named():
    data = heif(xmp_part())
    (field,) = fields(data)
    assert field.where == "HEIF item 1 XMP"
    assert data[field.offset :].startswith(b"<?xpacket")


@pytest.mark.parametrize(
    ("part", "key"),
    [
        (xmp_part(method=2), "notExamined.itemElsewhere"),
        (exif_part(reference=1), "notExamined.itemElsewhere"),
        (Part(b"mime", b"\x8b\x01", XMP_TYPE, b"br"), "notExamined.brotli"),
    ],
)
def test_what_cannot_be_looked_at_is_said(part, key):
    assert facts(heif(part, exif_part())) == [(Source.STRUCTURE, "notExamined", key), NAME]


def test_the_compact_form_is_said_not_to_be_looked_at():
    data = brands(b"mif3", b"avif") + box(b"mini", bytes(20))
    assert facts(data) == [(Source.STRUCTURE, "notExamined", "notExamined.miniBox")]


def test_a_damaged_item_does_not_hide_the_others():
    broken = Part(b"mime", b"not zlib", XMP_TYPE, b"deflate")
    assert facts(heif(broken, exif_part())) == [(Source.STRUCTURE, "damaged", "broken.compressed"), NAME]


def test_an_exif_item_that_points_behind_itself_is_damaged_not_fatal():
    found = facts(heif(Part(b"Exif", b"\xff\xff\xff\xff" + exif_block()), xmp_part()))
    assert LABEL in found
    assert NAME not in found


def test_a_damaged_item_table_does_not_hide_the_rest():
    data = heif(exif_part()).replace(b"iinf\1", b"iinf\0") + uuid_box(XMP_UUID, xmp_packet())
    assert facts(data)[-1] == LABEL


def test_items_over_the_limit_are_named(monkeypatch):
    monkeypatch.setattr(module, "Room", lambda: Room(len(xmp_packet()) + 10))
    assert facts(heif(xmp_part(), xmp_part(), xmp_part())) == [
        LABEL,
        (Source.STRUCTURE, "damaged", "broken.tooLarge"),
        (Source.STRUCTURE, "damaged", "broken.tooLarge"),
    ]


@pytest.mark.parametrize("name", ["avif/broken-cut", "heic/broken-cut"])
def test_a_cut_picture_is_called_broken(name):
    with pytest.raises(BrokenFile, match=r"broken\.truncated"):
        fields(SAMPLES[name]())


def test_a_manifest_is_found_by_its_box():
    assert AVIF.holds_manifest is not None
    assert AVIF.holds_manifest(io.BytesIO(avif() + uuid_box(MANIFEST_UUID, b"x")))
    assert not AVIF.holds_manifest(io.BytesIO(avif() + uuid_box(XMP_UUID, xmp_packet())))
    assert not AVIF.holds_manifest(io.BytesIO(avif() + box(b"uuid", b"short")))


@pytest.mark.parametrize("name", ["sample1.heic", "sample1.avif", "icc_profile.avif"])
def test_real_files_are_read_without_damage(corpus, name):
    assert [field.value for field in fields((corpus / "images" / name).read_bytes()) if field.name == "damaged"] == []
