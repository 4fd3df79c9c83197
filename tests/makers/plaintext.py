"""Plain text in the encodings that are met."""

from __future__ import annotations

from collections.abc import Callable

from tests.makers.records import CHATBOT

_WORDS = "Så här går det till på kursen.\nVälkommen!\n"
_LABELLED = f"AI-märkning: Bearbetad med AI: text.\n\n{_WORDS}"

SAMPLES: dict[str, Callable[[], bytes]] = {
    "text/clean-utf8": _WORDS.encode,
    "text/clean-utf16": lambda: _WORDS.encode("utf-16"),
    "text/clean-utf32": lambda: _WORDS.encode("utf-32"),
    "text/clean-windows": lambda: _WORDS.encode("cp1252"),
    "text/clean-json": lambda: b'{"name": "AI", "values": [1, 2]}\n',
    "text/labelled-line": _LABELLED.encode,
    "text/labelled-utf16": lambda: _LABELLED.encode("utf-16"),
    "text/labelled-windows": lambda: _LABELLED.encode("cp1252"),
    "text/traced-chatbot": CHATBOT.encode,
    "text/broken-binary": lambda: _LABELLED.encode() + bytes(9),
    "text/personal-email": lambda: b"Fr\xc3\xa5gor: anna.andersson@example.org\n",
}
