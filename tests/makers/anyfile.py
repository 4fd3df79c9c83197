"""Bytes that no format claims."""

from __future__ import annotations

from collections.abc import Callable

UNBREAKABLE = frozenset({"unknown"})

SAMPLES: dict[str, Callable[[], bytes]] = {
    "unknown/clean-binary": lambda: bytes(range(256)) * 4,
    "unknown/clean-words": lambda: b"\0\1\2TC260 AI AIGC trainedAlgorithmicMedia\0\0",
}
