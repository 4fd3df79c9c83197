"""HTML and XHTML: meta elements, attributes about AI, JSON-LD, head comments and the text.

W3C draft "ai-disclosure" (meta name and attributes), schema.org `digitalSourceType`, and our record in
`<meta name="sensus-ai-disclosure">`. Scripts are read as data where they are JSON-LD and never otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import BY_NAME, LIKELY, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.comments import comment_fields
from sensus_verify.parsing.json import parse_json, values_of
from sensus_verify.parsing.markup import Kind, Token, root_name, tokens, unescaped
from sensus_verify.parsing.text import ai_line, body_fields, head_text, is_text, read_text, unread

_PAGES = frozenset({".html", ".htm", ".xhtml", ".xht", ".shtml"})
_TEMPLATES = frozenset({".php", ".jsp", ".aspx", ".erb", ".jinja", ".j2"})  # these names hold pages and programs
_ROOTS = frozenset({"html", "head", "body", "meta", "title"})
_ATTRIBUTES = frozenset({"ai-disclosure", "ai-model", "ai-provider", "ai-prompt-url"})
_SOURCE_TYPE = "digitalSourceType"
_SOURCE_TYPES = frozenset(
    {_SOURCE_TYPE, f"schema:{_SOURCE_TYPE}", f"http://schema.org/{_SOURCE_TYPE}", f"https://schema.org/{_SOURCE_TYPE}"}
)
_VALUE_ATTRIBUTES = ("content", "href", "src", "resource")
_EXAMPLES = frozenset({"pre", "code", "samp", "template"})
_EXAMPLE = "…"
_BLOCKS = frozenset({"p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "tr", "td", "section", "article"})


def _score(head: bytes, suffix: str) -> int:
    if not is_text(head):
        return 0
    agrees = int(suffix in _PAGES or suffix in _TEMPLATES)
    if root_name(head_text(head)) in _ROOTS:
        return LIKELY + agrees
    return BY_NAME + 1 if suffix in _PAGES else 0


def _read(stream: BinaryIO) -> Iterable[Field]:
    text = read_text(stream)
    body: list[str] = []
    label: list[str] = []  # the text without examples of code, in which a visible label does not stand
    example = ""
    in_head = True
    script = ""
    for token in tokens(text.text):
        if token.kind is Kind.START:
            script = (token.get("type") or "").strip().lower() if token.name == "script" else ""
            in_head = in_head and token.name != "body"
            if example != "template":  # what a template holds is not part of the page
                yield from _of_element(token)
            body.append(_seen_in(token))
            label.append(body[-1])
            example = example or (token.name if token.name in _EXAMPLES else "")
        elif token.kind is Kind.END and token.name == example:
            example = ""
        elif token.kind is Kind.RAW and token.name == "script" and script.startswith("application/ld+json"):
            yield from _linked_data(token.text)
        elif token.kind is Kind.COMMENT and in_head:
            yield from comment_fields(token.text, where="HTML comment")
        elif token.kind is Kind.TEXT:
            body.append(token.text)
            label.append(_EXAMPLE if example and token.text.strip() else token.text)
    yield from ai_line(tuple(unescaped("".join(label))[:10_000].splitlines()), where="HTML body", among=5)
    yield from body_fields(unescaped("".join(body)), where="HTML body")
    yield from unread(text, where="HTML")


def _of_element(token: Token) -> Iterator[Field]:
    if token.name == "meta":
        yield from _of_meta(token)
    for name, value in token.attributes:
        if name in _ATTRIBUTES:
            yield Field(source=Source.META, name=name, value=value, where=f"HTML <{token.name} {name}>")
    for naming in ("itemprop", "property"):
        words = (token.get(naming) or "").split()
        if not _SOURCE_TYPES.isdisjoint(words):
            given = next(filter(None, map(token.get, _VALUE_ATTRIBUTES)), "")
            if given:
                yield Field(source=Source.JSON_LD, name=_SOURCE_TYPE, value=given, where=f"HTML {naming}")


def _of_meta(token: Token) -> Iterator[Field]:
    content = token.get("content")
    if content is None:
        return
    for naming in ("name", "property", "http-equiv"):
        name = (token.get(naming) or "").strip().lower()
        if name:
            yield Field(source=Source.META, name=name, value=content, where=f'HTML <meta {naming}="{name[:60]}">')


def _seen_in(token: Token) -> str:
    """Return what an element adds to the text: a break, and the address of a link, where chatbots leave their name."""
    if token.name == "a" and (address := token.get("href")):
        return f" <{address}> "
    return "\n" if token.name in _BLOCKS else ""


def _linked_data(script: str) -> Iterator[Field]:
    where = "HTML JSON-LD"
    try:
        data = parse_json(script)
    except BrokenFile as error:
        yield Field(source=Source.STRUCTURE, name="damaged", value=error.problem.key, where=where)
        return
    for kind, value in values_of(data, _SOURCE_TYPES):
        yield Field(source=Source.JSON_LD, name=_SOURCE_TYPE, value=value, where=f"{where} {kind[:60]}".rstrip())


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="html",
        title="HTML",
        suffixes=_PAGES | _TEMPLATES,
        media_type="",
        score=_score,
        read=_read,
        places=("meta", "JSON-LD", "ai-disclosure", "HTML comment"),
        kind="text",
    ),
)
