"""Text whose encoding its format does not state, or states and nobody keeps to."""

from __future__ import annotations


def unmarked_text(data: bytes) -> str:
    """Return `data` as UTF-8 where they are valid UTF-8, else as Latin-1, without NULs at the end.

    PNG tEXt and JPEG 2000 comments are Latin-1 by their standards, GIF comments ASCII; programs write UTF-8 into all
    of them. Latin-1 text that happens to be valid UTF-8 has no letters that anybody writes in that order.
    """
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("latin-1")
    return text.rstrip("\0")
