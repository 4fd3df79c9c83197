"""RTF documents."""

from __future__ import annotations

from collections.abc import Callable


def document(*groups: str) -> bytes:
    return ("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}" + "".join(groups) + "\\pard Hej!\\par}").encode(
        "ascii"
    )


SAMPLES: dict[str, Callable[[], bytes]] = {
    "rtf/clean-words": document,
    "rtf/labelled-property": lambda: document(
        '{\\*\\userprops {\\propname SensusAI.record}\\proptype30{\\staticval \\{"aiUse":"edited",'
        '"schemaVersion":"1.0"\\}}}'
    ),
    "rtf/personal-author": lambda: document("{\\info{\\author \\'c5sa \\u214?berg}{\\*\\company Sensus}}"),
    "rtf/broken-cut": lambda: document()[:12],
}
