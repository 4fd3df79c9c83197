"""JPEG segments up to the first scan, and the directory that Samsung puts behind the picture."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import CHUNKS
from sensus_verify.parsing.segments import samsung_block, segments
from tests.makers.jpeg import picture, samsung_trailer, segment

START, SCAN = b"\xff\xd8", b"\xff\xda\0\x08"


def markers(data: bytes) -> list[tuple[int, int, int]]:
    return [(one.marker, one.payload, one.size) for one in segments(io.BytesIO(data))]


def test_segments_are_walked_up_to_the_scan():
    data = START + segment(0xE1, b"abc") + segment(0xFE, b"") + SCAN + b"\xff\xfe\0\x03x"
    assert markers(data) == [(0xE1, 6, 3), (0xFE, 13, 0)]


def test_fill_bytes_and_markers_without_a_length_are_legal():
    data = START + b"\xff\xff\xff" + segment(0xE1, b"abc") + b"\xff\x01\xff\xd0" + segment(0xFE, b"x") + SCAN
    assert [marker for marker, _, _ in markers(data)] == [0xE1, 0xFE]


def test_a_picture_may_end_without_a_scan():
    assert markers(START + b"\xff\xd9") == []


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"", "broken.truncated"),
        (b"\x89PNG", "broken.structure"),
        (START, "broken.truncated"),
        (START + b"\xff", "broken.truncated"),
        (START + b"text", "broken.structure"),
        (START + b"\xff\xe1\0\x01", "broken.structure"),
        (START + b"\xff\xe1\0\x09abc", "broken.truncated"),
        (START + b"\xff" * 70_000 + SCAN, "broken.structure"),
        (START + b"\xff\x01" * (CHUNKS + 1), "broken.tooMany"),
    ],
)
def test_damage_is_named(data, key):
    with pytest.raises(BrokenFile) as caught:
        markers(data)
    assert caught.value.problem.key == key


def test_the_named_block_behind_the_picture_is_found():
    data = picture() + samsung_trailer(b"Re_Edit", b"{}")
    block = samsung_block(io.BytesIO(data), "Re_Edit")
    assert block is not None
    assert (block.data, data[block.start + 8 : block.start + 15]) == (b"{}", b"Re_Edit")
    assert samsung_block(io.BytesIO(data), "Re_Edi") is None
    assert samsung_block(io.BytesIO(data), "Other") is None


@pytest.mark.parametrize(
    "tail", [b"", b"SEFT", struct.pack("<I", 0xFFFFFFFF) + b"SEFT", bytes(40) + struct.pack("<I", 36) + b"SEFT"]
)
def test_a_file_without_that_directory_has_no_block(tail):
    assert samsung_block(io.BytesIO(picture() + tail), "Re_Edit") is None
    assert samsung_block(io.BytesIO(tail), "Re_Edit") is None


@settings(max_examples=60, deadline=2000, derandomize=True, database=None)
@given(data=st.data())
def test_damaged_trailers_give_a_block_or_none(data):
    trailer = bytearray(samsung_trailer(b"Re_Edit", b"{}"))
    for _ in range(data.draw(st.integers(1, 4))):
        trailer[data.draw(st.integers(0, len(trailer) - 1))] = data.draw(st.sampled_from([0, 1, 0x7F, 0xFF]))
    block = samsung_block(io.BytesIO(picture() + trailer), "Re_Edit")
    assert block is None or isinstance(block.data, bytes)
