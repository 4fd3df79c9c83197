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
_DECORATION = " \t*#/;%!'\"-=|."
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
    yield from _keyed(comment.splitlines(), where)


def header_fields(text: Text, *, where: str, styles: Iterable[CommentStyle] | None = None) -> Iterator[Field]:
    """Yield the keyed comment lines among the first and last lines of a text.

    Without `styles` every style counts: what a file is called does not decide what it may hold.
    """
    chosen = comment_styles() if styles is None else tuple(styles)
    for part in (text.header(), text.footer()):
        yield from _keyed(_commented(part, chosen), where)


def _keyed(lines: Iterable[str], where: str) -> Iterator[Field]:
    for line in lines:
        key, colon, value = line[:_LONGEST_LINE].partition(":")
        name = _KEYS.get(key.strip(_DECORATION).lower())
        if colon and name and value.strip():
            yield Field(source=Source.COMMENT, name=name, value=value.strip(), where=where)


def _commented(lines: Iterable[str], styles: tuple[CommentStyle, ...]) -> Iterator[str]:
    """Yield the text of the comments that stand on lines of their own."""
    starts = tuple({start.lower() for style in styles for start in style.lines})
    blocks = sorted({block for style in styles for block in style.blocks}, key=lambda block: -len(block[0]))
    closing = ""
    for line in lines:
        bare = line[:_LONGEST_LINE].strip()
        if not closing:
            opened = next((block for block in blocks if bare.startswith(block[0])), None)
            if opened is None:
                if bare.lower().startswith(starts):
                    yield _without(bare, starts)
                continue
            bare, closing = bare[len(opened[0]) :], opened[1]
        content, ended, _ = bare.partition(closing)
        yield content
        if ended:
            closing = ""


def _without(line: str, starts: tuple[str, ...]) -> str:
    longest = max(len(start) for start in starts if line.lower().startswith(start))
    return line[longest:]
