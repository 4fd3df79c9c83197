"""Subtitles: SubRip (SRT), which has no comments, and WebVTT (W3C Recommendation), whose NOTE blocks are comments."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from sensus_verify.core.carrier import BY_NAME, LIKELY, MAGIC, Carrier
from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.evidence import Field, Source
from sensus_verify.parsing.comments import comment_fields
from sensus_verify.parsing.text import Text, ai_line, body_fields, head_text, is_text, read_text, unread

_NOTE = re.compile(r"NOTE(?=\s|\Z)")
_TIMES = re.compile(r"\d{1,3}:\d{2}:\d{2}[,.]\d{1,3} --> \d{1,3}:\d{2}:\d{2}[,.]\d{1,3}")
_LABELLED_LINES = 12  # number, times and label of a first cue, after a header


def _score_srt(head: bytes, suffix: str) -> int:
    if not is_text(head):
        return 0
    named = suffix == ".srt"
    lines = [line for line in head_text(head[:4096]).splitlines() if line.strip()][:2]
    if len(lines) > 1 and lines[0].strip().isdigit() and _TIMES.match(lines[1].strip()):
        return LIKELY + named
    return BY_NAME + 1 if named else 0


def _score_vtt(head: bytes, suffix: str) -> int:
    start = head_text(head[:4096])
    if start[:6] != "WEBVTT" or start[6:7].strip():
        return 0
    return MAGIC + (suffix == ".vtt")


def _read_srt(stream: BinaryIO) -> Iterable[Field]:
    return _cues(read_text(stream), "SRT")


def _read_vtt(stream: BinaryIO) -> Iterable[Field]:
    text = read_text(stream)
    if text.text[:6] != "WEBVTT":
        key = "broken.structure"
        raise BrokenFile(key)
    for block in _blocks(text.text):
        if _NOTE.match(block):
            yield from _note(block[4:].strip())
    yield from _cues(text, "WebVTT")


def _cues(text: Text, where: str) -> Iterator[Field]:
    spoken = tuple(line for line in text.header()[:_LABELLED_LINES] if not _is_frame(line))
    yield from ai_line(spoken, where=where)
    yield from body_fields(text.whole, where=where)
    yield from unread(text, where=where)


def _is_frame(line: str) -> bool:
    bare = line.strip()
    return bare.isdigit() or "-->" in bare or bare.startswith(("WEBVTT", "NOTE"))


def _blocks(text: str) -> Iterator[str]:
    """Yield what stands between empty lines."""
    lines: list[str] = []
    for line in text.splitlines():
        if line.strip():
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines.clear()
    if lines:
        yield "\n".join(lines)


def _note(note: str) -> Iterator[Field]:
    if note.startswith("{") and note.endswith("}"):
        yield Field(source=Source.FRONT_MATTER, name="ai_disclosure", value=note, where="WebVTT NOTE")
    elif note:
        yield from comment_fields(note, where="WebVTT NOTE")


CARRIERS: tuple[Carrier, ...] = (
    Carrier(
        name="srt",
        title="SubRip (SRT)",
        suffixes=frozenset({".srt"}),
        media_type="",
        score=_score_srt,
        read=_read_srt,
        places=("text", "AI-märkning:"),
        kind="text",
    ),
    Carrier(
        name="vtt",
        title="WebVTT",
        suffixes=frozenset({".vtt"}),
        media_type="",
        score=_score_vtt,
        read=_read_vtt,
        places=("NOTE", "text", "AI-märkning:"),
        kind="text",
    ),
)
