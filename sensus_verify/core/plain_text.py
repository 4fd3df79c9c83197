"""Text out of a foreign file, made safe to show: no control, direction or invisible characters, bounded."""

from __future__ import annotations

import unicodedata

from sensus_verify.core.limits import SHOWN_CHARACTERS

_HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_INVISIBLE = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")


def plain(text: str, limit: int = SHOWN_CHARACTERS) -> str:
    """Return `text` on one line of at most `limit` characters, with every hidden character written as its number.

    White space is folded. Control, format (direction, zero width), private and surrogate characters, and variation
    selectors, become `[U+202E]`, so that nobody is misled by what cannot be seen.
    """
    if text.isascii() and text.isprintable():
        shown = " ".join(text[: 4 * limit].split())
    else:
        shown = "".join(_visible(character) for character in " ".join(text[: 4 * limit].split()))
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


def _visible(character: str) -> str:
    hidden = (
        unicodedata.category(character) in _HIDDEN
        or character in _INVISIBLE
        or "\ufe00" <= character <= "\ufe0f"
        or "\U000e0100" <= character <= "\U000e01ef"
    )
    return f"[U+{ord(character):04X}]" if hidden else character
