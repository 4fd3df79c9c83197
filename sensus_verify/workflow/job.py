"""What a parent asks of a worker process and how the answer is framed: JSON and raw bytes, never pickles."""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from sensus_verify.core.codec import CodecError, from_data, to_data
from sensus_verify.core.limits import WORKER_MEMORY_MIB, WORKER_WRITES


class Work(StrEnum):
    """The things a worker can do: a fixed table, never an import by name."""

    INSPECT = "inspect"
    PREVIEW = "preview"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One thing to do with one file."""

    work: Work
    path: str
    side: int = 0  # PREVIEW: longest side in pixels
    hash: bool = False  # INSPECT: compute the file's SHA-256
    seconds: float = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """What a worker stands on for its whole life."""

    trust_folder: str  # where the installed trust lists lie
    memory_mib: int = WORKER_MEMORY_MIB
    writes: int = WORKER_WRITES
    nice: int = 0  # how far the worker steps back for others, where the system knows that


class Answer(IntEnum):
    """The first byte of an answer."""

    INSPECTION = 1  # the JSON of an Inspection
    PREVIEW = 2  # width and height as two big-endian 16-bit numbers, then a PNG file
    NOTHING = 3  # there is no picture of this file
    FAULT = 4  # a fault in the program: where, as text
    READY = 5  # the first message of a worker: it has started


RETIRING = 0x80
"""Set in the first byte when the worker ends after this answer."""


def pack_job(job: Job) -> bytes:
    """Return the bytes of a job; a path keeps bytes that are not text."""
    return json.dumps(to_data(job)).encode()


def unpack_job(data: bytes) -> Job:
    """Return the job in `data`."""
    return from_data(Job, json.loads(data))


def unpack_answer(data: bytes) -> tuple[Answer, bytes, bool]:
    """Return kind, payload and whether the worker retires; raise `CodecError` when there is no such kind."""
    try:
        kind = Answer(data[0] & ~RETIRING)
    except (IndexError, ValueError) as error:
        message = "no such answer"
        raise CodecError(message) from error
    return kind, data[1:], bool(data[0] & RETIRING)
