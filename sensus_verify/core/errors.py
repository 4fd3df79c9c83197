"""What can go wrong, as values with words elsewhere.

    SensusError               carries a key and facts; the sentence stands in resources/words
    |- UsageError         2   the command line is wrong; nothing was done
    |- CannotRead         3   missing, locked, a folder, a device
    |- BrokenFile         3   not what its first bytes promise, or over a limit
    |- WorkerStopped      3   the process that read it crashed, hung or took too much
    |- NetworkFailed      3   only after the user asked for the network
    `- SomethingMissing   4   a library, a display; says what and how to get it

An exception outside this tree is a fault in the program (exit code 70).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What went wrong, as a key into the words and the facts that the sentence names."""

    key: str
    facts: tuple[tuple[str, str], ...] = ()


class SensusError(Exception):
    """Something the user can understand and act on."""

    exit_code: ClassVar[int] = 3

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key, facts)
        self.problem = Problem(key=key, facts=tuple((name, str(value)) for name, value in sorted(facts.items())))


class UsageError(SensusError):
    """The command line is wrong; nothing was done."""

    exit_code = 2


class CannotRead(SensusError):  # noqa: N818 - the tree of architecture section 7 names states, not "...Error"
    """Missing, locked, a folder, a device."""


class BrokenFile(SensusError):  # noqa: N818 - see CannotRead
    """Not what its first bytes promise, or over a limit."""


class WorkerStopped(SensusError):  # noqa: N818 - see CannotRead
    """The process that read the file crashed, hung or took too much."""


class NetworkFailed(SensusError):  # noqa: N818 - see CannotRead
    """A connection that the user asked for did not succeed."""


class SomethingMissing(SensusError):  # noqa: N818 - see CannotRead
    """A library or a display is missing; the text says how to get it."""

    exit_code = 4
