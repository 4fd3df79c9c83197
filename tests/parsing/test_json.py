"""JSON out of foreign files."""

from __future__ import annotations

import pytest

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import JSON_BYTES
from sensus_verify.parsing.json import as_text, parse_json, values_of

NAMES = frozenset({"digitalSourceType"})


@pytest.mark.parametrize("text", ["{", "", b"\xff\xff", "[" * 200_000, "9" * 5000, '{"a": 1} x'])
def test_what_is_no_json_is_damaged_in_one_way(text):
    with pytest.raises(BrokenFile) as caught:
        parse_json(text)
    assert caught.value.problem.key == "broken.json"


def test_json_over_the_limit_is_refused_unread():
    with pytest.raises(BrokenFile) as caught:
        parse_json(b" " * (JSON_BYTES + 1))
    assert caught.value.problem.key == "broken.tooLarge"


def test_text_stays_as_it_is_and_structures_become_json():
    assert as_text("ö") == "ö"
    assert as_text({"b": ["ö", 1, None]}) == '{"b": ["ö", 1, null]}'


@pytest.mark.parametrize(
    "data",
    [
        {"digitalSourceType": "x"},
        {"digitalSourceType": [["x"]], "@type": []},
        {"@graph": [{"image": {"digitalSourceType": {"@id": "x"}}}]},
        [{"digitalSourceType": [{"@value": "x", "@type": "y"}]}],
    ],
)
def test_a_value_is_found_in_every_form_of_json_ld(data):
    assert list(values_of(data, NAMES)) == [("", "x")]


def test_a_value_comes_with_the_type_of_what_it_is_about():
    data = {"@type": "WebPage", "image": {"@type": ["ImageObject", "Thing"], "digitalSourceType": {"@id": "x"}}}
    assert list(values_of(data, NAMES)) == [("ImageObject", "x")]


def test_other_members_and_other_names_are_not_values():
    data = {"digitalSourceType": {"name": "x"}, "name": "digitalSourceType", "about": {"@id": "y"}}
    assert not list(values_of(data, NAMES))
