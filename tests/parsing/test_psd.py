"""Photoshop image resources: what is unpacked, and lengths that lie."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Source
from sensus_verify.core.limits import CHUNKS
from sensus_verify.parsing.psd import fields_between, resource_fields, resources
from tests.makers.packets import exif_block, iptc_block, xmp_packet
from tests.makers.psd import THUMBNAIL, resource


def found(block: bytes) -> list[tuple[Source, str, str]]:
    return [(field.source, field.name, field.where) for field in resource_fields(block, where="JPEG APP13", offset=9)]


def test_each_kind_goes_to_its_reader():
    block = resource(1028, iptc_block()) + resource(1060, xmp_packet()) + resource(1058, exif_block()) + THUMBNAIL
    assert found(block) == [
        (Source.IPTC, "By-line", "JPEG APP13 IPTC"),
        (Source.XMP, "Iptc4xmpExt:DigitalSourceType", "JPEG APP13 XMP"),
        (Source.EXIF, "Artist", "JPEG APP13 EXIF"),
        (Source.STRUCTURE, "thumbnail", "JPEG APP13 thumbnail"),
    ]


@pytest.mark.parametrize("name", [b"", b"a", b"ab", b"a longer name"])
def test_names_are_passed_over_whatever_their_length(name):
    block = resource(1005, b"odd", name) + resource(1028, iptc_block(), name)
    assert [(one.number, one.size) for one in resources(io.BytesIO(block), 0, len(block))] == [
        (1005, 3),
        (1028, len(iptc_block())),
    ]


def test_zeros_at_the_end_are_padding():
    assert len(found(resource(1028, iptc_block()) + bytes(40))) == 1


def test_a_field_knows_where_its_resource_lies_in_the_file():
    block = resource(1005, bytes(16)) + resource(1028, iptc_block())
    stream = io.BytesIO(b"before" + block)
    (field,) = fields_between(stream, 6, 6 + len(block), where="PSD")
    stream.seek(field.offset or 0)
    assert stream.read(len(iptc_block())) == iptc_block()


@pytest.mark.parametrize(
    ("tail", "key"),
    [
        (b"JUNKJUNKJUNKJUNK", "broken.structure"),
        (resource(1060, xmp_packet())[:-30], "broken.truncated"),
        (b"8BIM\x04\x04\0\0\xff\xff\xff\xff", "broken.truncated"),
    ],
)
def test_what_stands_before_the_damage_counts(tail, key):
    fields = list(resource_fields(resource(1028, iptc_block()) + tail, where="JPEG APP13"))
    assert [(field.name, field.value) for field in fields][1:] == [("damaged", key)]


def test_the_number_of_resources_has_a_limit():
    block = resource(1005, b"") * (CHUNKS + 1)
    with pytest.raises(BrokenFile) as caught:
        list(resources(io.BytesIO(block), 0, len(block)))
    assert caught.value.problem.key == "broken.tooMany"


@settings(max_examples=60, deadline=2000, derandomize=True, database=None)
@given(block=st.binary(max_size=100))
def test_any_bytes_give_fields(block):
    assert all(name for _, name, _ in found(b"8BIM\x04\x04" + block))
