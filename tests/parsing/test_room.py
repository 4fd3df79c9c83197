"""What the metadata of one file may cost together."""

from __future__ import annotations

import io
import zlib

import pytest

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import INFLATED, METADATA_BYTES
from sensus_verify.parsing.room import Room

STREAM = io.BytesIO(b"0123456789")


def test_parts_are_read_until_the_room_is_used_up():
    room = Room(8)
    assert room.read(STREAM, 2, 7) == b"23456"
    with pytest.raises(BrokenFile, match="tooLarge"):
        room.read(STREAM, 0, 5)
    assert room.read(STREAM, 0, 3) == b"012"


def test_a_part_outside_the_file_is_broken_and_costs_nothing():
    room = Room(100)
    with pytest.raises(BrokenFile, match="truncated"):
        room.read(STREAM, 5, 50)
    assert room.left == 100


def test_one_part_never_takes_more_than_its_own_limit():
    assert INFLATED < METADATA_BYTES
    with pytest.raises(BrokenFile, match="tooLarge"):
        Room().read(STREAM, 0, INFLATED + 1)
    with pytest.raises(BrokenFile, match="tooLarge"):
        Room().inflate(zlib.compress(bytes(INFLATED + 1)))


def test_packed_parts_count_as_they_unpack():
    room = Room(1000)
    assert room.inflate(zlib.compress(b"x" * 600)) == b"x" * 600
    assert room.left == 400


def test_what_breaks_while_it_unpacks_is_charged():
    room = Room(1000)
    with pytest.raises(BrokenFile, match="compressed"):
        room.inflate(b"not zlib")
    assert room.left == 0


def test_a_window_may_be_named():
    packed = zlib.compressobj(wbits=31)
    assert Room().inflate(packed.compress(b"gzip") + packed.flush(), window=31) == b"gzip"
