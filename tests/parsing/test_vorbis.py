from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import FIELDS
from sensus_verify.parsing.vorbis import comment_fields
from tests.makers.flac import comments


def facts(block: bytes) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in comment_fields(block, where="x")]


def test_keys_are_given_in_capitals():
    block = comments("aigc={}", "Artist=Åsa=Bo", "empty=", vendor="")
    assert facts(block) == [("AIGC", "{}"), ("ARTIST", "Åsa=Bo"), ("EMPTY", "")]


def test_the_vendor_is_read():
    assert facts(comments()) == [("VENDOR", "by hand")]


def test_a_picture_is_carried_by_its_size():
    assert facts(comments("METADATA_BLOCK_PICTURE=QUJD", vendor="")) == [("METADATA_BLOCK_PICTURE", "4 bytes")]


@pytest.mark.parametrize(
    ("block", "key"),
    [
        (b"", "broken.truncated"),
        (comments("A=1")[:-1], "broken.truncated"),
        (comments("A=1")[:12], "broken.truncated"),
        (b"\xff\xff\xff\xff" + bytes(20), "broken.truncated"),
        (bytes(4) + (FIELDS + 1).to_bytes(4, "little"), "broken.tooMany"),
    ],
)
def test_damage_is_named(block, key):
    with pytest.raises(BrokenFile) as caught:
        facts(block)
    assert caught.value.problem.key == key


@settings(max_examples=60)
@given(st.lists(st.tuples(st.from_regex("[A-Z]{1,9}", fullmatch=True), st.text(max_size=20)), max_size=5))
def test_what_is_written_is_read(pairs):
    assert facts(comments(*[f"{name}={value}" for name, value in pairs], vendor="")) == pairs
