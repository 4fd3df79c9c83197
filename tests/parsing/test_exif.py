"""EXIF blocks and the directories of TIFF: what is carried, in which words, and how damage ends."""

from __future__ import annotations

import io
import struct
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS
from sensus_verify.parsing.exif import exif_fields
from sensus_verify.parsing.ifd import chain, layout_of, pages
from tests.makers.packets import PARAMETERS
from tests.makers.tiff import (
    ASCII,
    BYTE,
    LONG,
    UNDEFINED,
    Tag,
    degrees,
    page,
    stockholm,
    structure,
    text,
    user_comment,
)


def fields(block: bytes) -> list[Field]:
    return list(exif_fields(block, where="here", offset=3))


def values(block: bytes) -> dict[str, str]:
    return {field.name: field.value for field in fields(block)}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("header", [b"", b"Exif\0\0"])
def test_texts_of_both_directories_are_read(order, big, header):
    block = structure([text(315, "Anna Almlöf"), text(305, "GIMP")], exif=[text(42033, "4711")], order=order, big=big)
    assert values(header + block) == {"Artist": "Anna Almlöf", "Software": "GIMP", "BodySerialNumber": "4711"}


def test_fields_know_their_place():
    (field,) = fields(structure([text(315, "Anna A")]))
    assert (field.source, field.where, field.offset) == (Source.EXIF, "here", 3)


def test_short_values_lie_in_the_entry():
    assert values(structure([text(271, "A1")])) == {"Make": "A1"}


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (b"Anna\0", "Anna"),
        (b"Anna\0\0\0  ", "Anna"),
        (b"Anna", "Anna"),
        ("Åsa".encode(), "Åsa"),
        ("Åsa".encode("cp1252"), "Åsa"),
        (b"Anna\0rubbish behind", "Anna"),
    ],
)
def test_texts_end_at_their_zero(raw, value):
    assert values(structure([Tag(315, ASCII, raw)])) == {"Artist": value}


def test_copyright_of_two_people_stays_two_lines():
    assert values(structure([Tag(33432, ASCII, b"Anna\0Bo\0")])) == {"Copyright": "Anna\nBo"}


def test_windows_texts_are_utf_16():
    block = structure([Tag(40093, BYTE, "Åsa\0".encode("utf-16-le"))], order=">")
    assert values(block) == {"XPAuthor": "Åsa"}


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le", "utf-16"])
@pytest.mark.parametrize("comment", [PARAMETERS, "Å", "ett träd 树"])
def test_a_comment_is_read_in_both_byte_orders_whatever_the_file_has(order, encoding, comment):
    assert values(structure(exif=[user_comment(comment, encoding)], order=order)) == {"UserComment": comment}


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_comment_without_ascii_follows_the_file(order):
    encoding = "utf-16-le" if order == "<" else "utf-16-be"
    assert values(structure(exif=[user_comment("树木森林", encoding)], order=order)) == {"UserComment": "树木森林"}


@pytest.mark.parametrize(
    ("code", "raw", "value"),
    [
        (b"ASCII\0\0\0", b"a plain comment\0\0", "a plain comment"),
        (b"ASCII\0\0\0", "blåbär".encode(), "blåbär"),
        (bytes(8), b"undefined", "undefined"),
        (b"        ", b"spaces", "spaces"),
        (b"JIS\0\0\0\0\0", "日本".encode("iso2022_jp"), "日本"),
        (b"UNICODE\0", b"said so, and was not", "said so, and was not"),
        (b'{"AIGC":', b' {"Label": "1"}}', '{"AIGC": {"Label": "1"}}'),
        (b"ASCII\0\0\0", b"   ", None),
    ],
)
def test_the_character_set_of_a_comment(code, raw, value):
    found = values(structure(exif=[Tag(37510, UNDEFINED, code + raw)]))
    assert found == ({} if value is None else {"UserComment": value})


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_position_is_given_in_degrees(order):
    assert values(structure(gps=stockholm(order), order=order)) == {"GPSPosition": "59.32930, 18.06860"}


def test_south_and_west_are_negative():
    gps = [text(1, "S"), degrees(2, (33, 1), (30, 1), (0, 1)), text(3, "W"), degrees(4, (70, 1), (15, 1), (0, 1))]
    assert values(structure(gps=gps)) == {"GPSPosition": "-33.50000, -70.25000"}


@pytest.mark.parametrize(
    "gps",
    [
        [text(1, "N"), degrees(2, (59, 1), (19, 1), (0, 0)), text(3, "E"), degrees(4, (18, 1), (4, 1), (0, 1))],
        [text(1, "N"), degrees(2, (159, 1)), text(3, "E"), degrees(4, (18, 1))],
        [text(1, "N"), degrees(2, (59, 1))],
        [Tag(2, ASCII, b"59 degrees\0"), Tag(4, ASCII, b"18 degrees\0")],
        [degrees(20, (59, 1))],
    ],
)
def test_a_position_that_cannot_be_read_is_still_named(gps):
    assert values(structure(gps=gps)) == {"GPSPosition": "present"}


def test_a_gps_directory_without_a_position_names_none():
    assert values(structure(gps=[Tag(0, BYTE, b"\2\3\0\0")])) == {}


def test_a_maker_note_and_a_thumbnail_are_counted_only():
    thumbnail = [Tag(513, LONG, struct.pack("<I", 8)), Tag(514, LONG, struct.pack("<I", 1234))]
    block = structure([], thumbnail, exif=[Tag(37500, UNDEFINED, bytes(600))])
    assert values(block) == {"MakerNote": "600 bytes", "Thumbnail": "1234 bytes"}


@pytest.mark.parametrize("block", [b"", b"II", b"no structure at all", b"II*\0\x08\0\0\0", b"MM\0*\xff\xff\xff\xff"])
def test_a_block_that_is_none_is_damaged(block):
    assert [(field.source, field.name) for field in fields(block)] == [(Source.STRUCTURE, "damaged")]


def test_one_bad_value_does_not_hide_the_others():
    block = bytearray(structure([text(315, "Anna Almlöf"), text(305, "Darktable")]))
    at = block.index(struct.pack("<HH", 315, ASCII))
    block[at + 8 : at + 12] = b"\xff\xff\xff\x7f"
    assert values(bytes(block)) == {"Software": "Darktable", "damaged": "broken.truncated"}


def test_a_value_over_the_limit_is_refused():
    block = bytearray(structure([text(315, "Anna Almlöf")]) + bytes(FIELD_CHARACTERS + 9))
    at = block.index(struct.pack("<HH", 315, ASCII))
    block[at + 4 : at + 8] = struct.pack("<I", FIELD_CHARACTERS + 1)
    assert values(bytes(block)) == {"damaged": "broken.tooLarge"}


def test_an_exif_directory_that_is_its_own_parent_ends():
    block = structure([Tag(34665, LONG, struct.pack("<I", 8)), text(271, "Maker")])
    assert [field.name for field in fields(block)].count("Make") <= 2


def test_directories_named_thousands_of_times_cost_little():
    entry = struct.pack("<HHII", 34853, LONG, 1, 8)
    block = b"II*\0" + struct.pack("<IH", 8, 5000) + entry * 5000 + bytes(4)
    start = time.perf_counter()
    fields(block)
    assert time.perf_counter() - start < 1


def test_pages_end_at_a_directory_without_a_width():
    stream = io.BytesIO(structure(page(), page(), [text(305, "a manifest's")], page()))
    layout = layout_of(stream)
    assert len(list(pages(stream, layout))) == 2
    assert len(list(chain(stream, layout))) == 4


def test_a_chain_that_bites_its_tail_is_broken():
    data = structure(page(), page())
    stream = io.BytesIO(data[:-4] + data[4:8])
    with pytest.raises(BrokenFile):
        list(chain(stream, layout_of(stream)))


def test_a_chain_has_a_limit():
    count = 110_000  # directories of one entry each; an entry and its directory count
    body = b"".join(struct.pack("<HHHIII", 1, 256, 3, 1, 1, 8 + 18 * (number + 1)) for number in range(count))
    stream = io.BytesIO(b"II*\0\x08\0\0\0" + body)
    with pytest.raises(BrokenFile) as caught:
        list(chain(stream, layout_of(stream)))
    assert caught.value.problem.key == "broken.tooMany"


@settings(max_examples=60, deadline=2000, derandomize=True, database=None)
@given(data=st.data())
def test_damage_gives_fields(data):
    block = bytearray(
        structure([text(315, "Anna Almlöf")], [text(305, "x")], exif=[user_comment(PARAMETERS)], gps=stockholm())
    )
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(block) - 1))
        block[at] = data.draw(st.sampled_from([0, 1, 0x7F, 0x80, 0xFF]))
    cut = data.draw(st.integers(0, len(block)))
    assert all(isinstance(field.value, str) for field in fields(bytes(block[:cut])))
