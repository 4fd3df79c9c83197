"""Foreign text is shown on one line, bounded, with everything hidden made visible."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sensus_verify.core.plain_text import plain


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Åsa Öberg", "Åsa Öberg"),
        ("a\n\tb   c", "a b c"),
        ("user\u202egnp.exe", "user[U+202E]gnp.exe"),
        ("a\x00b\x1b[31m", "a[U+0000]b[U+001B][31m"),
        ("zero\u200bwidth", "zero[U+200B]width"),
        ("<b>Adobe</b>", "<b>Adobe</b>"),
        ("\udcff", "[U+DCFF]"),
        ("", ""),
    ],
)
def test_hidden_characters_become_visible(text: str, shown: str):
    assert plain(text) == shown


@given(st.text(max_size=2000), st.integers(min_value=1, max_value=400))
def test_the_result_is_bounded_and_hides_nothing(text: str, limit: int):
    shown = plain(text, limit)
    assert len(shown) <= limit
    assert all(unicodedata.category(character) not in {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"} for character in shown)
