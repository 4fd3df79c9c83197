"""Comments of source code: the table, and the lines that have a key."""

from __future__ import annotations

from collections import Counter

import pytest

from sensus_verify.parsing.comments import comment_styles, header_fields
from sensus_verify.parsing.text import Text


def found(*lines: str) -> list[tuple[str, str]]:
    return [
        (field.name, field.value) for field in header_fields(Text(text="\n".join(lines), encoding="utf-8"), where="x")
    ]


def test_the_table_gives_each_suffix_one_style():
    counted = Counter(suffix for style in comment_styles() for suffix in style.suffixes)
    assert not [suffix for suffix, times in counted.items() if times > 1]
    assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in counted)


def test_every_style_can_comment_and_has_a_name():
    assert all(style.name and (style.lines or style.blocks) for style in comment_styles())


DESIGNED = """
    .py .sh .rb .pl .yaml .toml .r .tcl .mk .cmake .js .ts .c++ .java .go .rs .swift .kt .scss .dart .php .c .h .css
    .sql .hs .lua .ada .elm .tex .erl .asm .ini .lisp .clj .xml .vue .xsl .ml .pas .jinja .bat .vb .bas .vim .f90 .rst
    .man .m4 .texi .jsp .ps1
"""


@pytest.mark.parametrize("suffix", DESIGNED.split())
def test_the_suffixes_of_the_design_are_known(suffix):
    assert any(suffix in style.suffixes for style in comment_styles())


@pytest.mark.parametrize("style", comment_styles(), ids=lambda style: style.name)
def test_a_line_is_found_in_every_style(style):
    line = "AI-Disclosure: aiUse=edited; tool=Example"
    for start in style.lines:
        assert found(f"  {start} {line}") == [("AI-Disclosure", "aiUse=edited; tool=Example")]
    for opening, closing in style.blocks:
        assert found(f"{opening} {line} {closing}") == [("AI-Disclosure", "aiUse=edited; tool=Example")]
        assert found(opening, f" * {line}", closing) == [("AI-Disclosure", "aiUse=edited; tool=Example")]


@pytest.mark.parametrize("key", ["AI-Disclosure", "Assisted-by", "Generated-by", "Co-authored-by"])
def test_keys_are_known_in_any_case(key):
    assert found(f"# {key.upper()}:  a: b ") == [(key, "a: b")]


@pytest.mark.parametrize(
    "line",
    [
        "AI-Disclosure: none",
        'print("# AI-Disclosure: none")',
        "x = 1  # AI-Disclosure: none",
        "# see AI-Disclosure: none",
        "# AI-Disclosure:",
        "# AI-Disclosure",
        "# Author: Anna",
    ],
)
def test_other_lines_state_nothing(line):
    assert not found(line)


def test_only_the_beginning_and_the_end_are_searched():
    line = "# AI-Disclosure: x"
    filler = ["pass"] * 100
    assert not found(*filler, line, *filler)
    assert len(found(*filler, line)) == len(found(line, *filler)) == 1


def test_code_behind_a_block_is_not_a_comment():
    assert not found("/* one */", "AI-Disclosure: none")
