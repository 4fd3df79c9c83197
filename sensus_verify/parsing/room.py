"""How many bytes of metadata one file may cost, all its parts together."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import BinaryIO

from sensus_verify.core.limits import INFLATED, METADATA_BYTES
from sensus_verify.parsing.reader import inflate, read_at


@dataclass(slots=True)
class Room:
    """The bytes that are left; every part that is read or unpacked takes its share, at most `INFLATED` each."""

    left: int = METADATA_BYTES

    def read(self, stream: BinaryIO, start: int, end: int) -> bytes:
        """Return the bytes from `start` to `end`; raise `BrokenFile` when they are too many or not there."""
        data = read_at(stream, start, max(end - start, 0), min(self.left, INFLATED))
        self.left -= len(data)
        return data

    def inflate(self, data: bytes, *, window: int = zlib.MAX_WBITS) -> bytes:
        """Return `data` unpacked; raise `BrokenFile` when they are damaged or unpack to too much.

        What breaks while it is unpacked has cost as much as what did not, so it is charged in full.
        """
        limit = min(self.left, INFLATED)
        self.left -= limit
        unpacked = inflate(data, limit, window=window)
        self.left += limit - len(unpacked)
        return unpacked
