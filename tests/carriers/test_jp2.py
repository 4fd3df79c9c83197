"""What is read from JPEG 2000."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.carriers import jp2 as module
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import BOX_DEPTH
from tests.makers.boxes import XMP_UUID, box, uuid_box
from tests.makers.jp2 import IPTC_UUID, SAMPLES, codestream, jp2, written
from tests.makers.packets import ARTIST, GENERATED, exif_block, iptc_block, resources, xmp_packet

(JP2,) = module.CARRIERS
LABEL = (Source.XMP, "Iptc4xmpExt:DigitalSourceType", GENERATED)


def fields(data: bytes) -> list[Field]:
    return list(JP2.read(io.BytesIO(data)))


def facts(data: bytes) -> list[tuple[Source, str, str]]:
    """All but the comment of the program that coded the picture."""
    return [
        (field.source, field.name, field.value) for field in fields(data) if not field.value.startswith("Created by")
    ]


def test_the_first_bytes_decide():
    assert JP2.score(jp2(), ".jp2") == 11
    assert JP2.score(written(bare=True), ".j2k") == 11
    assert JP2.score(jp2(), "") == 10
    assert JP2.score(b"\xff\xd8\xff\xe0", ".jp2") == 0


@pytest.mark.parametrize("name", ["jp2/clean-rgb", "jp2/clean-codestream"])
def test_a_clean_picture_names_only_the_program_that_coded_it(name):
    (field,) = fields(SAMPLES[name]())
    assert (field.source, field.name) == (Source.COMMENT, "comment")
    assert field.value.startswith("Created by OpenJPEG")


@pytest.mark.parametrize("name", [name for name in SAMPLES if "labelled" in name])
def test_xmp_is_read_wherever_it_stands(name):
    assert facts(SAMPLES[name]()) == [LABEL]


def test_exif_and_iptc_are_read():
    assert facts(SAMPLES["jp2/personal-exif"]()) == [(Source.EXIF, "Artist", ARTIST)]
    assert facts(SAMPLES["jp2/personal-iptc"]()) == [(Source.IPTC, "By-line", ARTIST)]


def test_the_boxes_of_other_programs_are_understood():
    exif = uuid_box("0537cdab-9d0c-4431-a72a-fa561f2a113e", exif_block())
    photoshop = uuid_box("2c4c0100-8504-40b9-a03e-562148d6dfeb", resources(iptc_block()))
    assert [source for source, _, _ in facts(jp2(exif, photoshop))] == [Source.EXIF, Source.IPTC]


def test_unknown_boxes_say_nothing():
    assert facts(jp2(uuid_box("00000000-0000-0000-0000-000000000000", xmp_packet()), box(b"abcd", b"x"))) == []


def test_the_place_is_named():
    data = SAMPLES["jp2/labelled-dst"]()
    field = fields(data)[0]
    assert field.where == "JPEG 2000 uuid XMP"
    assert data[field.offset + 4 :].startswith(b"uuid")


def test_a_comment_is_text_and_not_data():
    assert [field.value for field in fields(codestream("Åsa".encode("latin-1")))] == ["Åsa"]
    assert fields(codestream(b"\1\2\3", registration=0)) == []


def test_a_damaged_box_does_not_hide_the_others():
    found = facts(jp2(box(b"uuid", b"short"), uuid_box(IPTC_UUID, iptc_block())))
    assert [(name, value) for _, name, value in found] == [("damaged", "broken.structure"), ("By-line", ARTIST)]


def test_associations_too_deep_are_named():
    data = uuid_box(XMP_UUID, xmp_packet())
    for _ in range(BOX_DEPTH + 2):
        data = box(b"asoc", data)
    assert [(name, value) for _, name, value in facts(jp2(data))] == [("damaged", "broken.tooDeep")]


@pytest.mark.parametrize("name", ["jp2/broken-cut", "jp2/broken-codestream"])
def test_a_cut_picture_is_called_broken(name):
    with pytest.raises(BrokenFile, match=r"broken\.truncated"):
        fields(SAMPLES[name]())


@settings(max_examples=60)
@given(st.binary(max_size=60))
def test_any_codestream_ends_in_fields_or_a_broken_file(tail):
    data = b"\xff\x4f\xff\x51" + tail + bytes(8)
    try:
        found = fields(data)
    except BrokenFile:
        return
    assert all(field.source is Source.COMMENT for field in found)
