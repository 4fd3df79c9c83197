"""Bytes that may be text: how they are encoded, and no more of them than is worth searching.

Byte order marks as in the Unicode Standard, section 23.8; Windows-1252 as in the WHATWG Encoding Standard.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.core.limits import FIELD_CHARACTERS, HEAD, TEXT_BYTES
from sensus_verify.parsing.reader import size_of

HEADER_LINES = 50
"""Lines at the start of a text that may hold a header."""

FOOTER_LINES = 40
"""Lines at the end of a text that are read even when it is too long to be read whole."""

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDTHS = {"utf-8": 1, "cp1252": 1, "utf-16-le": 2, "utf-16-be": 2, "utf-32-le": 4, "utf-32-be": 4}
_CONTROLS = "".join(map(chr, [*range(0x20), 0x7F]))
_HARMLESS = "\t\n\r\f\v\b\x1a\x1b"  # white space, overstriking, the end mark of DOS, colours of a terminal
_FORBIDDEN = str.maketrans("", "", "".join(sorted(set(_CONTROLS) - set(_HARMLESS))))
_ASCII_FORBIDDEN = bytes(sorted({*range(0x20), 0x7F} - set(_HARMLESS.encode())))
_UNASSIGNED = b"\x81\x8d\x8f\x90\x9d"  # bytes that Windows-1252 does not use
_LINE = 8192  # characters that a line of a header has at most
_SAMPLE = 4096  # bytes that tell UTF-16 without a mark
_AI_LINE = "ai-märkning"
_FENCES = ("```", "~~~")
_DECORATION = " \t>*_#-`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """What was read of a text file."""

    text: str  # the file, or its first `limits.TEXT_BYTES`; without a byte order mark, line ends as they are
    encoding: str  # as Python calls it
    tail: str = ""  # of a longer file: its last lines
    cut: bool = False  # is there text between start and tail that was not read

    @property
    def whole(self) -> str:
        """All that was read, start and end."""
        return f"{self.text}\n{self.tail}" if self.tail else self.text

    def header(self) -> tuple[str, ...]:
        """Return the first lines, where headers stand."""
        return tuple(self.text[: HEADER_LINES * _LINE].splitlines()[:HEADER_LINES])

    def footer(self) -> tuple[str, ...]:
        """Return the last lines that are not in the header."""
        lines = self.tail.splitlines() if self.tail else self.text.splitlines()[HEADER_LINES:]
        return tuple(lines[-FOOTER_LINES:])


def encoding_of(head: bytes) -> str | None:
    """Return the encoding of a text that begins with `head`, or None when these bytes are no text.

    A byte order mark decides; then valid UTF-8, UTF-16 of mostly Latin letters, and Windows-1252 at last. Whatever
    holds a NUL or, beyond the ordinary ones, a control character is no text.
    """
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return encoding if _reads_as(head[len(mark) :], encoding) else None
    if b"\0" in head:
        return next((name for name in ("utf-16-le", "utf-16-be") if _is_unmarked(head, name)), None)
    if head.translate(None, _ASCII_FORBIDDEN) != head:
        return None
    if _reads_as(head, "utf-8"):
        return "utf-8"
    return "cp1252" if head.translate(None, _UNASSIGNED) == head else None


def is_text(head: bytes) -> bool:
    """Tell whether a file that begins with `head` is text."""
    return encoding_of(head) is not None


def head_text(head: bytes) -> str:
    """Return `head` as text, empty when it is none."""
    encoding = encoding_of(head)
    return "" if encoding is None else _decoded(_without_mark(head), encoding)


def read_text(stream: BinaryIO) -> Text:
    """Return a text file: the whole of it, or its first `limits.TEXT_BYTES` and its last lines.

    Raises:
        BrokenFile: `broken.encoding` when the bytes are no text.
    """
    size = size_of(stream)
    stream.seek(0)
    long = size > TEXT_BYTES + HEAD  # else start and tail would touch
    data = stream.read(TEXT_BYTES if long else TEXT_BYTES + HEAD)
    encoding = encoding_of(data[:HEAD])
    if encoding is None:
        key = "broken.encoding"
        raise BrokenFile(key)
    body = _without_mark(data)
    if encoding == "utf-8" and data[:HEAD].isascii() and not _reads_as(body, encoding):
        encoding = "cp1252"  # the first letter beyond ASCII came late
    tail = _tail(stream, size, encoding) if long else ""
    return Text(text=_decoded(body, encoding), encoding=encoding, tail=tail, cut=long)


def unread(text: Text, *, where: str) -> Iterator[Field]:
    """Yield the notice that only start and end of a long text were searched, where that is so."""
    if text.cut:
        yield Field(source=Source.STRUCTURE, name="notExamined", value="notExamined.longText", where=where)


def body_fields(text: str, *, where: str) -> Iterator[Field]:
    """Yield `text` as fields that are short enough to be kept whole, cut at line ends where there are any."""
    start = 0
    while start < len(text):
        end = start + FIELD_CHARACTERS
        if end < len(text):
            line = text.rfind("\n", start, end)
            end = line + 1 if line > start else end
        yield Field(source=Source.BODY, name="text", value=text[start:end], where=where)
        start = end


def ai_line(lines: tuple[str, ...], *, where: str, among: int = 1) -> Iterator[Field]:
    """Yield the visible label "AI-märkning: …" where it is one of the first `among` lines that are not empty.

    Signs of emphasis, quotation and headings around it do not matter; the value is what follows the colon. What stands
    in a block of code is an example.
    """
    seen = 0
    for line in lines:
        if line.lstrip().startswith(_FENCES):
            return
        bare = line[:FIELD_CHARACTERS].strip(_DECORATION)
        if not bare:
            continue
        key, colon, value = bare.partition(":")
        if colon and key.strip(_DECORATION).lower() == _AI_LINE:
            yield Field(source=Source.BODY, name="ai-line", value=value.strip(_DECORATION), where=where)
            return
        seen += 1
        if seen == among:
            return


def _without_mark(data: bytes) -> bytes:
    return next((data[len(mark) :] for mark, _ in _MARKS if data.startswith(mark)), data)


def _decoded(data: bytes, encoding: str) -> str:
    """Decode what may be cut in the middle of a character; a damaged place becomes U+FFFD."""
    return codecs.getincrementaldecoder(encoding)("replace").decode(data, final=False)


def _reads_as(data: bytes, encoding: str) -> bool:
    """Tell whether `data`, perhaps cut in the middle of a character, are text in this encoding."""
    try:
        text = codecs.getincrementaldecoder(encoding)().decode(data, final=False)
    except UnicodeDecodeError:
        return False
    return text.translate(_FORBIDDEN) == text


def _is_unmarked(head: bytes, encoding: str) -> bool:
    """UTF-16 without a mark: every other byte is nearly always 0, the others never are."""
    sample = head[:_SAMPLE]
    low, high = (sample[::2], sample[1::2]) if encoding == "utf-16-le" else (sample[1::2], sample[::2])
    return len(high) > 1 and 0 not in low and high.count(0) * 10 >= len(high) * 9 and _reads_as(head, encoding)


def _tail(stream: BinaryIO, size: int, encoding: str) -> str:
    start = size - HEAD
    start += -start % _WIDTHS[encoding]
    stream.seek(start)
    lines = _decoded(stream.read(HEAD), encoding).splitlines()
    return "\n".join(lines[1:][-FOOTER_LINES:])  # the first may be half a line
