"""IPTC-IIM: names, character sets, and lengths that lie."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.evidence import Source
from sensus_verify.core.limits import FIELDS
from sensus_verify.parsing.iptc import iptc_fields

UTF8 = b"\x1c\x01\x5a\x00\x03\x1b%G"


def dataset(number: int, value: bytes, record: int = 2) -> bytes:
    return struct.pack(">BBBH", 0x1C, record, number, len(value)) + value


def pairs(block: bytes) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in iptc_fields(block, where="here", offset=1)]


def test_data_sets_have_the_names_that_others_use():
    block = UTF8 + dataset(0, b"\0\4") + dataset(80, b"Anna") + dataset(25, b"fire") + dataset(25, b"fly")
    assert pairs(block) == [("By-line", "Anna"), ("Keywords", "fire"), ("Keywords", "fly")]


@pytest.mark.parametrize("declared", [b"", UTF8])
@pytest.mark.parametrize(("raw", "value"), [("Åsa".encode(), "Åsa"), (b"plain", "plain")])
def test_utf_8_is_read_declared_or_not(declared, raw, value):
    assert pairs(declared + dataset(80, raw)) == [("By-line", value)]


def test_without_a_declaration_other_bytes_are_western():
    assert pairs(dataset(80, "Åsa".encode("cp1252"))) == [("By-line", "Åsa")]


def test_a_long_value_has_a_longer_length():
    value = b"a" * 40_000
    block = struct.pack(">BBBHI", 0x1C, 2, 120, 0x8004, len(value)) + value + dataset(90, b"Umea")
    assert pairs(block) == [("Caption-Abstract", "a" * 40_000), ("City", "Umea")]


def test_padding_and_swapped_words_are_put_right():
    block = UTF8 + dataset(80, b"Anna Almqvist")
    padded = block + b"\0" * (-len(block) % 4)
    swapped = b"".join(padded[at : at + 4][::-1] for at in range(0, len(padded), 4))
    assert pairs(padded) == pairs(swapped) == [("By-line", "Anna Almqvist")]


def test_other_records_are_no_texts_of_the_application():
    assert pairs(dataset(80, b"Anna", record=3)) == []


@pytest.mark.parametrize(
    "tail", [dataset(90, b"Visby")[:-1], b"\x1c\x02\x5a\xff\xff" + bytes(9), b"stray bytes", b"\x1c\x02\x5a\x80\x09a"]
)
def test_what_stands_before_the_damage_counts(tail):
    found = list(iptc_fields(dataset(80, b"Anna") + tail, where="here"))
    assert [(field.source, field.name) for field in found] == [
        (Source.IPTC, "By-line"),
        (Source.STRUCTURE, "damaged"),
    ]


def test_too_many_data_sets_are_named():
    found = pairs(dataset(25, b"a") * (FIELDS + 5))
    assert len(found) == FIELDS + 1
    assert found[-1] == ("damaged", "broken.tooMany")


@settings(max_examples=60, deadline=2000, derandomize=True, database=None)
@given(block=st.binary(max_size=300), start=st.booleans())
def test_any_bytes_give_fields(block, start):
    data = dataset(80, b"Anna") + block if start else block
    assert all(isinstance(value, str) for _, value in pairs(data))
