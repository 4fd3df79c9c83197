from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import CHUNKS
from sensus_verify.parsing.ebml import children, elements, text, unsigned
from sensus_verify.parsing.room import Room
from tests.makers.matroska import CLUSTER, SEGMENT, element, open_element


def found(data: bytes):
    return list(elements(io.BytesIO(data), 0, len(data)))


@pytest.mark.parametrize("length", range(1, 9))
def test_sizes_of_every_length(length):
    size = (1 << 7 * length | 3).to_bytes(length, "big")
    (only,) = found(b"\xe7" + size + b"abc")
    assert (only.identifier, only.payload, only.size, only.open) == (0xE7, 1 + length, 3, False)


@pytest.mark.parametrize("identifier", [0xE7, 0x4282, 0x2AD7B1, SEGMENT])
def test_identifiers_of_every_length(identifier):
    assert [item.identifier for item in found(element(identifier) * 2)] == [identifier] * 2


@pytest.mark.parametrize("length", range(1, 9))
def test_an_open_element_is_followed_by_its_children(length):
    size = ((1 << 7 * length + 1) - 1).to_bytes(length, "big")
    outer, inner = found(b"\xa3" + size + element(0xE7, b"\1"))
    assert (outer.open, inner.open, inner.identifier) == (True, False, 0xE7)


def test_the_children_of_an_open_element_are_not_walked_twice():
    data = open_element(CLUSTER, element(0xE7))
    with pytest.raises(BrokenFile):
        list(children(io.BytesIO(data), found(data)[0]))


def test_texts_and_numbers():
    data = element(0x4282, "Vår\0\0".encode()) + element(0xE7, b"\1\0")
    stream = io.BytesIO(data)
    name, number = found(data)
    assert text(stream, name, Room()) == "Vår"
    assert unsigned(stream, number) == 256


def test_a_text_over_its_limit():
    data = element(0x4282, bytes(11))
    with pytest.raises(BrokenFile) as caught:
        text(io.BytesIO(data), found(data)[0], Room(left=10))
    assert caught.value.problem.key == "broken.tooLarge"


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"\0\x81a", "broken.structure"),
        (b"\x08\x81a", "broken.structure"),
        (b"\xe7\0a", "broken.structure"),
        (b"\xe7", "broken.truncated"),
        (b"\x42", "broken.truncated"),
        (b"\xe7\x40", "broken.truncated"),
        (b"\xe7\x85a", "broken.truncated"),
        (b"\xe7\x80" * (CHUNKS + 1), "broken.tooMany"),
    ],
)
def test_damage_is_named(data, key):
    with pytest.raises(BrokenFile) as caught:
        found(data)
    assert caught.value.problem.key == key


def test_a_cut_element_is_given_before_the_error():
    walk = elements(io.BytesIO(b"\xe7\x85ab"), 0, 4)
    assert next(walk).end == 4
    with pytest.raises(BrokenFile):
        next(walk)


@settings(max_examples=60)
@given(st.binary(max_size=100))
def test_any_bytes_give_elements_that_advance_or_a_broken_file(data):
    given_out = []
    try:
        for item in elements(io.BytesIO(data), 0, len(data)):
            given_out.append(item)  # noqa: PERF402 - what came before an error is looked at too
    except BrokenFile:
        pass
    assert all(item.start < item.payload <= item.end <= len(data) for item in given_out)
    assert all(first.start < second.start for first, second in pairwise(given_out))
