"""The XML parser: what a hostile document may cost."""

from __future__ import annotations

import time

import pytest

from sensus_verify.core.errors import BrokenFile
from sensus_verify.parsing.xml import parse_xml, text_of


def test_very_many_attributes_are_refused_before_they_are_compared():
    def element(count: int) -> bytes:
        return b"<a " + b" ".join(b'a%d="1"' % number for number in range(count)) + b"/>"

    assert len(parse_xml(element(1_000)).attrib) == 1_000
    with pytest.raises(BrokenFile) as caught:
        parse_xml(element(100_000))
    assert caught.value.problem.key == "broken.tooLarge"


def test_text_among_very_many_comments_takes_no_longer_than_the_document():
    root = parse_xml(b"<a>" + b"<!---->b" * 400_000 + b"<c>d</c>e</a>")
    start = time.perf_counter()
    assert text_of(root) == "b" * 400_000 + "de"
    assert time.perf_counter() - start < 5
