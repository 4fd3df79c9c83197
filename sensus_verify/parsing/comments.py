"""Comments of text files, and the lines in them that say who made what.

Which styles there are stands in resources/comment_styles.toml. The lines are trailers as git and the SPDX
specification have them: `Key: value`, one a line.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS
from sensus_verify.parsing.text import Text
from sensus_verify.resources import resource

_KEYS = {key.lower(): key for key in ("AI-Disclosure", "Assisted-by", "Generated-by", "Co-authored-by")}
_DECORATION = " \t*#/;%!-=|."
_QUOTES = ('"', "'")  # begin comments in Vim script and Basic, and quotations everywhere
_FENCES = ('"""', "'''")
_INDENT = 2  # columns by which an example stands further in than the words before it
_LONGEST_LINE = 8192  # characters: a longer line is data, not a header


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentStyle:
    """How the languages of one family write comments."""

    name: str
    lines: tuple[str, ...] = ()  # what begins a comment that ends with its line
    blocks: tuple[tuple[str, str], ...] = ()  # what opens and closes a comment
    suffixes: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()  # whole file names, lower case
    interpreters: frozenset[str] = frozenset()  # programs named after `#!`
    prose: bool = False  # the files are documents, whose text counts


@cache
def comment_styles() -> tuple[CommentStyle, ...]:
    """Return the styles of the table."""
    table = tomllib.loads(resource("comment_styles.toml").read_text("utf-8"))
    return tuple(
        CommentStyle(
            name=row["name"],
            lines=tuple(row.get("lines", ())),
            blocks=tuple((opening, closing) for opening, closing in row.get("blocks", ())),
            suffixes=frozenset(row.get("suffixes", ())),
            names=frozenset(name.lower() for name in row.get("names", ())),
            interpreters=frozenset(row.get("interpreters", ())),
            prose=row.get("prose", False),
        )
        for row in table["style"]
    )


MARKUP = CommentStyle(name="markup", blocks=(("<!--", "-->"),))
"""The comments of HTML, in which Markdown hides what readers shall not see."""


def comment_fields(comment: str, *, where: str) -> Iterator[Field]:
    """Yield one comment whole, and each line of it that has a key."""
    yield Field(source=Source.COMMENT, name="comment", value=comment.strip()[:FIELD_CHARACTERS], where=where)
    first, *others = comment.splitlines() or [""]
    yield from _keyed((first,), where)  # where it begins is not known, so no line stands further in
    yield from _keyed(others, where)


def header_fields(text: Text, *, where: str, styles: Iterable[CommentStyle] | None = None) -> Iterator[Field]:
    """Yield the keyed comment lines among the first and last lines of a text.

    Without `styles` every style counts: what a file is called does not decide what it may hold.
    """
    chosen = comment_styles() if styles is None else tuple(styles)
    for part in (text.header(), text.footer()):
        yield from _keyed(_commented(part, chosen), where)


def _keyed(lines: Iterable[str], where: str) -> Iterator[Field]:
    margin = None  # where the words of the line before begin; None: the line before is no such words
    for line in lines:
        key, colon, value = line[:_LONGEST_LINE].partition(":")
        name = _KEYS.get(key.strip(_DECORATION).lower())
        column = _column(line)
        if not (colon and name and value.strip()):
            margin = column if line.strip(_DECORATION) else margin
        elif margin is None or column < margin + _INDENT:
            margin = None
            yield Field(source=Source.COMMENT, name=name, value=value.strip(), where=where)


def _column(line: str) -> int:
    """Return where the words of a line begin, behind the signs that decorate it."""
    return len(line) - len(line.lstrip(_DECORATION))


def _commented(lines: Iterable[str], styles: tuple[CommentStyle, ...]) -> Iterator[str]:
    """Yield the text of the comments that stand on lines of their own, outside of texts that run over several lines."""
    starts = tuple({start.lower() for style in styles for start in style.lines})
    blocks = sorted({block for style in styles for block in style.blocks}, key=lambda block: -len(block[0]))
    closing = quoted = ""
    for line in lines:
        bare = line[:_LONGEST_LINE].rstrip()
        if quoted:
            quoted = "" if quoted in bare else quoted
            continue
        if not closing:
            words = bare.lstrip()
            opened = next((block for block in blocks if words.startswith(block[0])), None)
            if opened is None:
                if words.lower().startswith(starts) and not _is_quotation(words):
                    yield _without(words, starts)
                else:
                    quoted = _left_open(bare)
                continue
            bare, closing = bare.replace(opened[0], " " * len(opened[0]), 1), opened[1]
        content, ended, _ = bare.partition(closing)
        yield content
        if ended:
            closing = ""


def _is_quotation(line: str) -> bool:
    """Tell whether the sign that would begin a comment opens a quotation: it is closed on the line, or Python's.

    Three apostrophes alone begin a documentation comment in Visual Basic, so they count as a comment.
    """
    return line.startswith(_FENCES[0]) or (line.startswith(_QUOTES) and line[0] in line.lstrip(line[0]))


def _left_open(line: str) -> str:
    """Return the sign that ends a text which this line of code begins: what follows is that text, not code."""
    for fence in _FENCES:
        if line.count(fence) % 2:
            return fence
    return "`" if line.endswith("`") and line.count("`") % 2 else ""


def _without(line: str, starts: tuple[str, ...]) -> str:
    longest = max(len(start) for start in starts if line.lower().startswith(start))
    return line[longest:]
