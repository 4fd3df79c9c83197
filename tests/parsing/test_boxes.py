from __future__ import annotations

import io
import struct
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import BOX_DEPTH, CHUNKS
from sensus_verify.parsing.boxes import children, find, walk
from tests.makers.sparse import SparseFile


def box(kind: bytes, payload: bytes = b"") -> bytes:
    return struct.pack(">I4s", 8 + len(payload), kind) + payload


def boxes_of(data: bytes):
    return list(walk(io.BytesIO(data), 0, len(data)))


def test_boxes_side_by_side():
    found = boxes_of(box(b"ftyp", b"isom") + box(b"free") + box(b"moov", b"12345"))
    assert [(item.kind, item.start, item.payload, item.end) for item in found] == [
        (b"ftyp", 0, 8, 12),
        (b"free", 12, 20, 20),
        (b"moov", 20, 28, 33),
    ]


def test_size_zero_reaches_to_the_end():
    (only,) = boxes_of(struct.pack(">I4s", 0, b"mdat") + b"12345")
    assert (only.payload, only.end) == (8, 13)


def test_size_one_is_followed_by_64_bits():
    first, second = boxes_of(struct.pack(">I4sQ", 1, b"mdat", 19) + b"123" + box(b"free"))
    assert (first.payload, first.end, second.kind) == (16, 19, b"free")


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (struct.pack(">I4s", 7, b"free"), "broken.structure"),
        (struct.pack(">I4sQ", 1, b"mdat", 15), "broken.structure"),
        (struct.pack(">I4s", 9, b"free"), "broken.truncated"),
        (struct.pack(">I4s", 1, b"mdat") + b"\0\0", "broken.truncated"),
        (struct.pack(">I4sQ", 1, b"mdat", 2**63), "broken.truncated"),
        (box(b"free") + b"abc", "broken.truncated"),
    ],
)
def test_damage_is_named(data: bytes, key: str):
    with pytest.raises(BrokenFile) as caught:
        boxes_of(data)
    assert caught.value.problem.key == key


def test_boxes_before_the_damage_are_given():
    data = box(b"ftyp") + struct.pack(">I4s", 3, b"moov")
    walker = walk(io.BytesIO(data), 0, len(data))
    assert next(walker).kind == b"ftyp"
    with pytest.raises(BrokenFile):
        next(walker)


def test_four_zero_bytes_close_user_data():
    assert [item.kind for item in boxes_of(box(b"name") + bytes(4))] == [b"name"]


def test_too_many_boxes():
    with pytest.raises(BrokenFile) as caught:
        boxes_of(box(b"free") * (CHUNKS + 1))
    assert caught.value.problem.key == "broken.tooMany"


def test_meta_with_and_without_version():
    for payload in (box(b"hdlr"), bytes(4) + box(b"hdlr")):
        data = box(b"meta", payload)
        stream = io.BytesIO(data)
        (meta,) = walk(stream, 0, len(data))
        assert [item.kind for item in children(stream, meta)] == [b"hdlr"]


def test_find_follows_every_branch():
    data = box(b"moov", box(b"trak", box(b"udta", b"")) + box(b"trak", box(b"udta"))) + box(b"udta")
    stream = io.BytesIO(data)
    assert len(list(find(stream, walk(stream, 0, len(data)), b"moov", b"trak", b"udta"))) == 2


def test_a_path_deeper_than_the_limit():
    with pytest.raises(BrokenFile) as caught:
        list(find(io.BytesIO(), iter(()), *[b"moov"] * (BOX_DEPTH + 1)))
    assert caught.value.problem.key == "broken.tooDeep"


def test_a_large_file_costs_only_its_headers():
    size = 5 << 30
    head = box(b"ftyp", b"isom") + struct.pack(">I4sQ", 1, b"mdat", size)
    file = SparseFile(12 + size, {0: head})
    assert [item.end for item in walk(file, 0, 12 + size)] == [12, 12 + size]
    assert file.bytes_read == 24


@settings(max_examples=60)
@given(st.binary(max_size=200))
def test_any_bytes_give_boxes_that_advance_or_a_broken_file(data: bytes):
    found = []
    try:
        for item in walk(io.BytesIO(data), 0, len(data)):
            found.append(item)  # noqa: PERF402 - what came before an error is looked at too
    except BrokenFile:
        pass
    assert all(item.start < item.payload <= item.end <= len(data) for item in found)
    assert all(first.end == second.start for first, second in pairwise(found))
