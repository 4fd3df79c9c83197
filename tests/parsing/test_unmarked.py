"""Text without a stated encoding."""

from __future__ import annotations

import pytest

from sensus_verify.parsing.unmarked import unmarked_text


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"plain", "plain"),
        ("räksmörgås".encode(), "räksmörgås"),
        ("räksmörgås".encode("latin-1"), "räksmörgås"),
        ("标识".encode(), "标识"),
        (b"padded\0\0", "padded"),
        (b"", ""),
    ],
)
def test_utf_8_where_it_is_valid_else_latin_1(data, text):
    assert unmarked_text(data) == text
