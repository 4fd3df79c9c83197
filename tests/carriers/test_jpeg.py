"""JPEG: which segments are read, in which words, and what is only named."""

from __future__ import annotations

import io

import pytest

from sensus_verify.carriers.jpeg import CARRIERS
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import METADATA_BYTES
from tests.makers import xmp
from tests.makers.jpeg import (
    EXTENDED,
    SAMPLES,
    exif_segment,
    extended,
    picture,
    samsung_trailer,
    segment,
    with_segments,
    xmp_segment,
)
from tests.makers.packets import ARTIST, GENERATED, PARAMETERS, exif_block, xmp_packet

(JPEG,) = CARRIERS
DST = (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)


def fields(data: bytes) -> list[Field]:
    return list(JPEG.read(io.BytesIO(data)))


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.value) for field in fields(data)]


@pytest.mark.parametrize(
    ("sample", "expected"),
    [
        ("jpeg/labelled-dst", DST),
        ("jpeg/labelled-exif-first", DST),
        ("jpeg/labelled-extended", DST),
        ("jpeg/labelled-extended-backwards", DST),
        ("jpeg/labelled-in-app13", DST),
        ("jpeg/traced-a1111", (Source.EXIF, "UserComment", PARAMETERS)),
        ("jpeg/traced-samsung", (Source.STRUCTURE, "PhotoEditor_Re_Edit_Data", '{"genAIType": 1}')),
        ("jpeg/personal-artist", (Source.EXIF, "Artist", ARTIST)),
        ("jpeg/personal-by-line", (Source.IPTC, "By-line", ARTIST)),
        ("jpeg/personal-split-resources", (Source.IPTC, "By-line", ARTIST)),
        ("jpeg/personal-creator", (Source.XMP, "dc:creator", "Anna Almlöf")),
        ("jpeg/clean-fill-bytes", (Source.COMMENT, "comment", "a caption")),
    ],
)
def test_what_a_sample_holds_is_read(sample, expected):
    assert expected in facts(SAMPLES[sample]())


def test_a_field_has_the_offset_of_its_segment():
    data = with_segments(segment(0xE0, b"JFIF"), xmp_segment(xmp_packet()))
    (field,) = fields(data)
    assert field.where == "JPEG APP1 XMP"
    assert data[field.offset : (field.offset or 0) + 2] == b"\xff\xe1"


def test_the_first_packet_counts_and_the_others_are_named():
    data = with_segments(xmp_segment(xmp.clean_packet()), xmp_segment(xmp_packet()))
    assert facts(data) == [
        (Source.XMP, "dc:title", "Firefly at dusk"),
        (Source.STRUCTURE, "extraXmp", f"{len(xmp_packet())} bytes"),
    ]


def test_an_extended_packet_that_nobody_names_is_not_read():
    _, pieces = extended(xmp_packet())
    assert facts(with_segments(pieces)) == [(Source.STRUCTURE, "extraXmp", f"{len(xmp_packet())} bytes")]


@pytest.mark.parametrize("damage", ["missing", "short", "changed"])
def test_a_damaged_extended_packet_does_not_hide_the_main_one(damage):
    digest, pieces = extended(xmp_packet())
    main = xmp.packet(xmp.description("<dc:source>main</dc:source>", f'xmpNote:HasExtendedXMP="{digest}"')).encode()
    rest = {
        "missing": b"",
        "short": segment(0xE1, EXTENDED + b"too short"),
        "changed": pieces.replace(b"trainedAlgorithmic", b"untrainedAlgorithm"),
    }[damage]
    names = [name for _, name, _ in facts(with_segments(xmp_segment(main), rest))]
    assert names[:2] == ["xmpNote:HasExtendedXMP", "dc:source"]
    assert set(names[2:]) == {"damaged"}


def test_what_stands_before_a_break_is_read():
    reading = iter(JPEG.read(io.BytesIO(SAMPLES["jpeg/broken-no-marker"]())))
    assert next(reading).name == "Iptc4xmpExt:DigitalSourceType"
    with pytest.raises(BrokenFile):
        list(reading)


def test_one_damaged_block_does_not_hide_the_next():
    names = [name for _, name, _ in facts(with_segments(exif_segment(b"no structure"), exif_segment(exif_block())))]
    assert names == ["damaged", "Artist"]


def test_the_picture_itself_is_not_searched():
    data = picture() + xmp_segment(xmp_packet()) + segment(0xFE, b"behind the end")
    assert facts(data) == []


def test_only_the_trailer_that_we_look_for_is_read():
    assert facts(picture() + samsung_trailer(b"Image_UTC_Data", b"1600000000000")) == []


def test_metadata_have_a_limit():
    count = METADATA_BYTES // 65_000 + 2
    with pytest.raises(BrokenFile) as caught:
        fields(with_segments(segment(0xFE, b" " * 65_000) * count))
    assert caught.value.problem.key == "broken.tooLarge"


def test_a_manifest_is_seen_by_its_segment():
    holds = JPEG.holds_manifest
    assert holds is not None
    assert holds(io.BytesIO(with_segments(segment(0xEB, b"JP\0\1\0\0\0\1" + bytes(20)))))
    assert not holds(io.BytesIO(with_segments(segment(0xEB, b"HDR_RI"), segment(0xE2, b"JP"))))
