"""BMP and icon files, written by Pillow."""

from __future__ import annotations

import io
from collections.abc import Callable

from PIL import Image


def _saved(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (16, 16), "white").save(out, kind)
    return out.getvalue()


def icon_of_two() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (32, 32), "white").save(out, "ICO", sizes=[(16, 16), (32, 32)])
    return out.getvalue()


SAMPLES: dict[str, Callable[[], bytes]] = {
    "bmp/clean-rgb": lambda: _saved("BMP"),
    "bmp/broken-cut": lambda: _saved("BMP")[:40],
    "ico/clean-two-sizes": icon_of_two,
    "ico/broken-cut": lambda: icon_of_two()[:-10],
}
