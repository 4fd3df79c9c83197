"""A damaged part is named, and what it gave before counts."""

from __future__ import annotations

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.damage import guarded

FIELD = Field(source=Source.COMMENT, name="comment", value="before")


def test_sound_parts_pass():
    assert list(guarded([FIELD], where="GIF comment")) == [FIELD]


def test_a_broken_part_gives_what_it_had_and_says_that_it_is_damaged():
    def part():
        yield FIELD
        key = "broken.compressed"
        raise BrokenFile(key)

    assert list(guarded(part(), where="PNG zTXt", offset=33)) == [
        FIELD,
        Field(source=Source.STRUCTURE, name="damaged", value="broken.compressed", where="PNG zTXt", offset=33),
    ]
