"""Items of HEIF files: every version of their tables, and tables that lie."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.parsing import items as module
from sensus_verify.parsing.boxes import Box, walk
from sensus_verify.parsing.items import Item, item_bytes, items
from sensus_verify.parsing.room import Room
from tests.makers.boxes import box, full_box
from tests.makers.heif import Part, exif_part, heif, xmp_part
from tests.makers.packets import xmp_packet


def meta_of(data: bytes) -> tuple[io.BytesIO, Box]:
    stream = io.BytesIO(data)
    return stream, next(found for found in walk(stream, 0, len(data)) if found.kind == b"meta")


def items_of(data: bytes) -> list[Item]:
    return list(items(*meta_of(data)))


def with_places(places: bytes, entry: bytes = b"") -> bytes:
    """A `meta` box with one metadata item and the location table given."""
    entry = entry or full_box(b"infe", 2, struct.pack(">HH", 1, 0), b"Exif\0")
    return full_box(b"meta", 0, full_box(b"iinf", 0, struct.pack(">H", 1), entry), places)


@pytest.mark.parametrize("entries", [0, 2, 3])
@pytest.mark.parametrize("places", [0, 1, 2])
@pytest.mark.parametrize("pieces", [1, 2, 5])
def test_every_version_of_the_tables_leads_to_the_same_bytes(entries, places, pieces):
    data = heif(xmp_part(pieces=pieces), xmp_part(pieces=pieces), entries=entries, places=places)
    found = items_of(data)
    assert [item.media_type for item in found] == ["application/rdf+xml"] * 2
    assert [item_bytes(io.BytesIO(data), item, Room()) for item in found] == [xmp_packet()] * 2


def test_items_in_the_data_box_and_in_the_file_stand_side_by_side():
    data = heif(xmp_part(method=1), exif_part(), xmp_part(method=1, pieces=2))
    assert [item_bytes(io.BytesIO(data), item, Room()) for item in items_of(data)] == [
        xmp_packet(),
        exif_part().data,
        xmp_packet(),
    ]


def test_pictures_are_not_listed():
    assert items_of(heif(Part(b"hvc1", b"pixels"), exif_part()))[0].kind == b"Exif"


def test_items_in_other_files_or_made_of_items_are_named_as_such():
    assert items_of(heif(exif_part(reference=1)))[0].elsewhere
    assert items_of(heif(exif_part(method=2)))[0].elsewhere
    assert not items_of(heif(exif_part()))[0].elsewhere


def test_an_item_over_the_limit_is_refused():
    data = heif(xmp_part(pieces=2))
    with pytest.raises(BrokenFile, match="tooLarge"):
        item_bytes(io.BytesIO(data), items_of(data)[0], Room(len(xmp_packet()) - 1))


@pytest.mark.parametrize(
    "place",
    [
        struct.pack(">HHHHII", 1, 0, 0, 1, 0, 10)[:-2],
        b"",
        struct.pack(">H", 5),
    ],
)
def test_a_table_that_is_cut_is_broken(place):
    with pytest.raises(BrokenFile, match=r"broken\.truncated"):
        items_of(with_places(full_box(b"iloc", 1, struct.pack(">HH", 0x4400, 1), place)))


def test_a_place_outside_the_file_is_broken_and_the_others_are_not():
    data = heif(exif_part(), xmp_part())
    start = struct.unpack_from(">I", data, data.index(b"iloc") + 4 + 4 + 2 + 2 + 2 + 2 + 2)[0]
    data = data.replace(struct.pack(">I", start), b"\xff\xff\xff\xf0", 1)
    first, second = items_of(data)
    with pytest.raises(BrokenFile, match=r"broken\.truncated"):
        item_bytes(io.BytesIO(data), first, Room())
    assert item_bytes(io.BytesIO(data), second, Room()) == xmp_packet()


def test_an_item_without_a_place_is_broken():
    data = with_places(full_box(b"iloc", 1, struct.pack(">HH", 0x4400, 0)))
    (item,) = items_of(data)
    with pytest.raises(BrokenFile):
        item_bytes(io.BytesIO(data), item, Room())


def test_extents_of_no_width_cannot_be_had_by_the_million(monkeypatch):
    monkeypatch.setattr(module, "CHUNKS", 1000)
    rows = b"".join(struct.pack(">HHHH", number, 0, 0, 400) for number in range(3))
    with pytest.raises(BrokenFile, match=r"broken\.tooMany"):
        items_of(with_places(full_box(b"iloc", 1, struct.pack(">HH", 0, 3), rows)))


def test_a_length_of_zero_reaches_to_the_end_of_the_data_box():
    place = full_box(b"iloc", 1, struct.pack(">HHHHHHII", 0x4400, 1, 1, 1, 0, 1, 2, 0))
    data = with_places(place + box(b"idat", b"abcdef"))
    assert item_bytes(io.BytesIO(data), items_of(data)[0], Room()) == b"cdef"


@settings(max_examples=60)
@given(st.binary(max_size=120), st.integers(0, 3))
def test_any_table_ends_in_items_or_a_broken_file(table, version):
    data = with_places(full_box(b"iloc", version, table))
    try:
        for item in items_of(data):
            assert len(item_bytes(io.BytesIO(data), item, Room())) <= len(data)
    except BrokenFile:
        pass
    else:
        assert items_of(data)[0].kind == b"Exif"
