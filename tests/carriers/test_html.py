"""What is read of web pages."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.carriers.html import CARRIERS
from sensus_verify.core.evidence import Field, Source
from tests.makers.html import linked_data, page

(HTML,) = CARRIERS


def read(data: bytes) -> list[Field]:
    return list(HTML.read(io.BytesIO(data)))


def found(data: bytes, source: Source) -> list[tuple[str, str]]:
    return [(field.name, field.value) for field in read(data) if field.source is source]


@pytest.mark.parametrize(
    ("head", "name", "value"),
    [
        ('<meta name="AI-Disclosure" content="human-only">', "ai-disclosure", "human-only"),
        ("<META CONTENT='mode=none' HTTP-EQUIV=AI-Disclosure>", "ai-disclosure", "mode=none"),
        ('<meta property="og:title" content="K&ouml;k">', "og:title", "Kök"),
        ('<meta name="generator" content="Example 1">', "generator", "Example 1"),
        ('<meta name="sensus-ai-disclosure" content="{&quot;aiUse&quot;:1}">', "sensus-ai-disclosure", '{"aiUse":1}'),
    ],
)
def test_meta_elements_are_fields_with_lower_case_names(head, name, value):
    assert found(page(head), Source.META) == [(name, value)]


def test_attributes_about_ai_are_read_on_every_element_and_say_where():
    fields = read(page(body='<ASIDE ai-disclosure=ai-assisted ai-model="M">x</ASIDE>'))
    assert [(field.name, field.value, field.where) for field in fields if field.source is Source.META] == [
        ("ai-disclosure", "ai-assisted", "HTML <aside ai-disclosure>"),
        ("ai-model", "M", "HTML <aside ai-model>"),
    ]


def test_linked_data_are_searched_at_every_depth_and_say_what_they_are_about():
    data = {"@graph": [{"image": [{"@type": "ImageObject", "digitalSourceType": {"@id": "x"}}]}]}
    (field,) = [field for field in read(page(linked_data(data))) if field.source is Source.JSON_LD]
    assert (field.name, field.value, field.where) == ("digitalSourceType", "x", "HTML JSON-LD ImageObject")


def test_microdata_say_the_same_as_linked_data():
    assert found(page(body='<link itemprop="digitalSourceType" href="x">'), Source.JSON_LD) == [
        ("digitalSourceType", "x")
    ]


def test_damaged_linked_data_hide_nothing_else():
    data = page('<script type="application/ld+json">{</script><meta name="ai-disclosure" content="x">')
    assert found(data, Source.STRUCTURE) == [("damaged", "broken.json")]
    assert found(data, Source.META) == [("ai-disclosure", "x")]


@pytest.mark.parametrize(
    "inside",
    [
        '<script>\'<meta name=ai-disclosure content=x>\'; {"digitalSourceType": "x"}</script>',
        '<script type="application/json">{"digitalSourceType": "x"}</script>',
        "<style><p ai-disclosure=x></style>",
        "<textarea><p ai-disclosure=x></textarea>",
    ],
)
def test_scripts_and_styles_state_nothing(inside):
    fields = read(page(inside, body=inside))
    assert {field.source for field in fields} == {Source.BODY}
    assert all("digitalSourceType" not in field.value for field in fields)


def test_comments_count_in_the_head_alone():
    data = page("<!-- AI-Disclosure: none -->", body="<!-- AI-Disclosure: edited -->")
    assert found(data, Source.COMMENT) == [("comment", "AI-Disclosure: none"), ("AI-Disclosure", "none")]


def test_the_text_comes_without_tags_and_with_the_addresses_of_links():
    ((_, text),) = found(page(body='<p>A &amp; <b>B</b><a href="https://a.example/?utm_source=x">C</a>'), Source.BODY)
    assert text.strip() == "A & B <https://a.example/?utm_source=x> C"


def test_the_visible_label_is_found_near_the_headline():
    assert found(page(body="<h1>Kurs</h1><p>AI-märkning: Bearbetad med AI.</p>"), Source.BODY)[0] == (
        "ai-line",
        "Bearbetad med AI.",
    )


@pytest.mark.parametrize(
    ("head", "suffix", "score"),
    [
        (b"<!doctype html><p>", "", 5),
        (b"\xef\xbb\xbf\n<!-- a --><HTML lang=sv>", ".html", 6),
        (b"<p>a fragment", ".htm", 3),
        (b"<p>a fragment", ".txt", 0),
        (b"<?php echo '<html>' ?>", ".php", 0),
        (b"<!doctype html><?php ?>", ".php", 6),
        (b"<svg><html>", ".svg", 0),
        (b"\0<html>", ".html", 0),
    ],
)
def test_what_a_page_is_told_by(head, suffix, score):
    assert HTML.score(head, suffix) == score


PIECES = ["<meta ", "name=", "content=", '"', "ai-disclosure", ">", "<!--", "-->", "<script>", "ö", "&#9", "<a href=",
          "<script type=application/ld+json>", "{", "</script>"]  # fmt: skip


@settings(max_examples=60)
@given(st.lists(st.sampled_from(PIECES)))
def test_no_page_breaks_the_reading(pieces):
    assert all(isinstance(field.value, str) and field.name for field in read("".join(pieces).encode()))
