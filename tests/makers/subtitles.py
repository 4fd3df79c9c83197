"""Subtitles."""

from __future__ import annotations

from collections.abc import Callable

from tests.makers.records import record_json

_CUES = "00:00:00.000 --> 00:00:05.000\n{first}\n\n00:00:05.000 --> 00:00:09.000\nVälkommen till kursen.\n"


def vtt(*notes: str, first: str = "Hej!") -> bytes:
    return ("WEBVTT\n\n" + "".join(f"NOTE {note}\n\n" for note in notes) + _CUES.format(first=first)).encode()


def srt(first: str = "Hej!") -> bytes:
    cues = _CUES.format(first=first).replace(".000", ",000").split("\n\n")
    return "\n\n".join(f"{number}\n{cue}" for number, cue in enumerate(cues, 1)).encode()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "vtt/clean-cues": vtt,
    "vtt/clean-note": lambda: vtt("översatt av Sensus"),
    "vtt/labelled-note": lambda: vtt("AI-Disclosure: aiUse=edited; tool=Example 1"),
    "vtt/labelled-lines": lambda: vtt("\nAI-Disclosure: aiUse=edited"),
    "vtt/labelled-record": lambda: vtt(record_json()),
    "vtt/broken-binary": lambda: vtt() + bytes(9),
    "srt/broken-binary": lambda: srt() + bytes(9),
    "srt/clean-cues": srt,
    "srt/clean-crlf": lambda: srt().replace(b"\n", b"\r\n"),
    "srt/labelled-cue": lambda: srt("AI-märkning: Helt skapad med AI."),
}
