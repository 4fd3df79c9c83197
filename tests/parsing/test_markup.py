"""Tokens of HTML: what is markup, what is not, and what it may cost."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sensus_verify.parsing.markup import Kind, root_name, tokens, unescaped


def starts(text: str) -> list[str]:
    return [token.name for token in tokens(text) if token.kind is Kind.START]


def test_attributes_are_read_in_every_form():
    (token,) = tokens("<META name=a content = \"b &amp; c\" Data='d>e' hidden/>")
    assert token.name == "meta"
    assert token.attributes == (("name", "a"), ("content", "b & c"), ("data", "d>e"), ("hidden", ""))


def test_of_an_attribute_given_twice_the_first_counts():
    (token,) = tokens("<p a=1 a=2>")
    assert token.get("a") == "1"


@pytest.mark.parametrize(
    "text",
    [
        "<script>'<meta>'</script>",
        "<style><meta></style>",
        "<title><meta></title>",
        "<textarea><meta></textarea >",
        "<script><meta>",
    ],
)
def test_what_stands_in_a_script_is_not_markup(text):
    assert "meta" not in starts(text)


@pytest.mark.parametrize(
    "text", ["<!-- <meta> -->", "<!-- <meta>", "<meta name='a", "<![CDATA[<meta>]]>", "a < meta > b"]
)
def test_comments_and_unfinished_tags_hold_no_elements(text):
    assert not starts(text)


def test_what_follows_a_script_a_comment_or_a_subset_is_markup():
    text = "<!DOCTYPE a [<!ENTITY b '<meta>'>]><script></SCRIPT\n><!--><?php echo '<p>' ?><meta>"
    assert starts(text) == ["script", "meta"]


def test_an_empty_element_of_xml_has_no_raw_text():
    assert starts("<?xml version='1.0'?><title/><meta/>") == ["title", "meta"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("\n<!DOCTYPE html>\n<p>", "html"),
        ("<?xml version='1.0'?><!-- a --><SVG:svg>", "svg:svg"),
        ("<!DOCTYPE svg [<!ENTITY a 'b'>]><svg>", "svg"),
        ("<?php echo 1 ?><html>", ""),
        ("words <html>", ""),
        ("</html>", ""),
        ("", ""),
    ],
)
def test_the_first_element_names_the_document(text, name):
    assert root_name(text) == name


def test_a_reference_that_no_number_holds_stays():
    assert unescaped("&#" + "9" * 5000 + ";") == "&#" + "9" * 5000 + ";"


HOSTILE = [
    "<!--", "<!", "<![CDATA[", "<!DOCTYPE [", "<?", "<?php ", "</a", "< /", "<a ", "<a b=", '<a b="', "<a b='",
    "<a b = ",    "<script>", "<script", "<style></styl", "<title/>", "</script",
    "<p" + " " * 40, "<", "&#", "<!---", "<a/", "<a =",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_no_faster_than_the_document(piece):
    """Twice half a million characters may take a second; what is quadratic takes minutes."""
    text = piece * (500_000 // len(piece))
    start = time.perf_counter()
    for _ in tokens(text):
        pass
    assert time.perf_counter() - start < 5


@settings(max_examples=60)
@given(
    st.lists(st.sampled_from([*HOSTILE, ">", "-->", '"', "'", "=", "]", "x", "</script>"]), max_size=40).map("".join)
)
def test_every_document_comes_to_an_end(text):
    assert sum(len(token.text) for token in tokens(text)) <= len(text)


def test_signs_that_open_nothing_are_one_text():
    (token,) = tokens("<" * 1_000_000)
    assert token.kind is Kind.TEXT
    assert [token.text for token in tokens("a < b </ c <1>")] == ["a < b </ c <1>"]
