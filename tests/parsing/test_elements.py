"""Large XML parts are walked once, and hostile ones stop."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.errors import BrokenFile
from sensus_verify.parsing import elements as module
from sensus_verify.parsing.elements import elements


def _all(*blocks: bytes, wanted: str = "a") -> list[tuple[str, str, dict[str, str], str]]:
    return [(e.name, e.parent, dict(e.attributes), e.text) for e in elements(blocks, frozenset(wanted.split()))]


def test_wanted_elements_come_with_their_parent_their_attributes_and_their_text():
    assert _all(b'<r xmlns:x="urn:x"><x:a x:k="1">t<b>u</b></x:a><c>v</c></r>') == [("a", "r", {"k": "1"}, "tu")]


def test_an_element_may_cross_blocks():
    assert _all(b"<r><a>on", b"e</a", b"></r>") == [("a", "r", {}, "one")]


def test_a_wanted_element_within_another_ends_first():
    assert [name for name, *_ in _all(b"<a><b/></a>", wanted="a b")] == ["b", "a"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"<a>" * 1000, "broken.tooDeep"),
        (b"<a><b></a>", "broken.xml"),
        (b"", "broken.xml"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "broken.doctype"),
        (b'<?xml version="1.0" encoding="no-such"?><a/>', "broken.xml"),
    ],
)
def test_hostile_xml_is_refused_with_the_reason(data, expected):
    with pytest.raises(BrokenFile) as caught:
        _all(data)
    assert caught.value.problem.key == expected


def test_a_tag_without_end_is_not_scanned_for_ever(monkeypatch):
    monkeypatch.setattr(module, "_TOKEN", 1000)
    with pytest.raises(BrokenFile) as caught:
        _all(b'<a b="', *[b"x" * 100] * 20)
    assert caught.value.problem.key == "broken.tooLarge"


def test_what_stood_before_the_damage_was_given():
    found = elements([b"<r><a/>", b"<"], frozenset({"a"}))
    assert next(found).name == "a"
    with pytest.raises(BrokenFile):
        next(found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from([b"<a>", b"</a>", b"<b c='1'>", b"x", b"<", b"&amp;", b"\xff", b"<!--", b"-->"]), max_size=12
    )
)
def test_any_bytes_end_in_elements_or_in_broken_file(blocks):
    with contextlib.suppress(BrokenFile):
        assert all(name == "a" for name, *_ in _all(*blocks))
