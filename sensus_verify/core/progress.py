"""How long work reports and how it is stopped."""

from __future__ import annotations

from typing import Protocol


class Cancelled(Exception):  # noqa: N818 - not an error: the user asked for it
    """Raised from a progress call: stop here, leave nothing half done."""


class Progress(Protocol):
    """Takes how much is done of how much; raises `Cancelled` to stop."""

    def __call__(self, done: int, total: int) -> None:
        """Report `done` of `total` (0: not known yet)."""


def silent(done: int, total: int) -> None:
    """Report to nobody."""
