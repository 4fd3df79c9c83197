"""Front matter: YAML and TOML at the head of a text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.core.evidence import Source
from sensus_verify.core.limits import FRONT_MATTER_CHARACTERS
from sensus_verify.parsing.front_matter import front_matter_fields, split_front_matter
from tests.makers.markdown import bomb


def pairs(text: str) -> list[tuple[str, str]]:
    front = split_front_matter(text)
    assert front is not None
    return [(field.name, field.value) for field in front_matter_fields(front, where="x")]


def test_values_stay_as_they_were_written():
    text = "---\ndeepfake: no\nversion: 1.0\nday: 2026-11-23\nempty:\n---\n"
    assert pairs(text) == [("deepfake", "no"), ("version", "1.0"), ("day", "2026-11-23"), ("empty", "")]


def test_a_structure_becomes_json():
    assert pairs("---\nai: {use: none, parts: [text, 1]}\n...\n") == [("ai", '{"use": "none", "parts": ["text", "1"]}')]


def test_a_key_given_twice_is_given_twice():
    assert pairs("---\na: 1\na: 2\n---") == [("a", "1"), ("a", "2")]


def test_toml_has_its_own_fence():
    text = '+++\r\nday = 2026-11-23\r\n[ai]\r\nuse = "none"\r\nsure = true\r\n+++\r\n'
    assert pairs(text) == [("day", "2026-11-23"), ("ai", '{"use": "none", "sure": "true"}')]


@pytest.mark.parametrize(
    "text", ["", "---", "---\n", "---\na: 1\n", "----\na: 1\n---\n", "\n---\na: 1\n---\n", "--- a\n---"]
)
def test_what_nothing_closes_is_no_front_matter(text):
    assert split_front_matter(text) is None


def test_the_body_begins_behind_the_fence():
    front = split_front_matter("---\na: 1\n---\nText\n")
    assert front is not None
    assert front.body == "Text\n"


@pytest.mark.parametrize(
    "block",
    [
        bomb(),
        "a: &a [1]\nb: *a\n",
        "a: &a [*a]\n",
        "a: [1\n",
        "a: " + "[" * 1000 + "]" * 1000 + "\n",
        "a: 1\n" * (FRONT_MATTER_CHARACTERS // 4),
        "a: \x00\n",
    ],
    ids=["bomb", "alias", "itself", "unclosed", "deep", "large", "control"],
)
def test_what_cannot_be_read_is_damaged_and_costs_little(block):
    front = split_front_matter(f"---\n{block}---\n")
    assert front is not None
    start = time.perf_counter()
    fields = list(front_matter_fields(front, where="x"))
    assert [(field.source, field.name, field.value) for field in fields[-1:]] == [
        (Source.STRUCTURE, "damaged", "broken.frontMatter")
    ]
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "block",
    [
        ".".join("a" * 30_000) + " = 1\n",
        "a = " + "[" * 60_000,
        "a = 0x" + "1" * 60_000 + "\n",
        "a = {b." * 9_000,
        "a = 1\na = 2\n",
    ],
    ids=["dots", "deep", "number", "tables", "twice"],
)
def test_toml_that_costs_too_much_is_damaged(block):
    front = split_front_matter(f"+++\n{block}\n+++\n")
    assert front is not None
    start = time.perf_counter()
    assert [field.value for field in front_matter_fields(front, where="x")] == ["broken.frontMatter"]
    assert time.perf_counter() - start < 2


def test_no_tag_makes_an_object():
    assert pairs("---\na: !!python/object/apply:os.getcwd []\nb: !!int x\n---\n") == [("a", "[]"), ("b", "x")]


@settings(max_examples=60)
@given(st.text("ab:-[]{}&*!|>'\"#\n ,?%@", max_size=120), st.sampled_from(["---", "+++"]))
def test_no_front_matter_breaks_the_reading(block, fence):
    front = split_front_matter(f"{fence}\n{block}\n{fence}\n")
    assert front is not None
    assert all(isinstance(field.value, str) for field in front_matter_fields(front, where="x"))
