"""Bounded reads: no length out of a file is believed before it is held against what is left."""

from __future__ import annotations

import os
import re
import zlib
from typing import BinaryIO

from sensus_verify.core.errors import BrokenFile
from sensus_verify.core.limits import INFLATED, MIB


def size_of(stream: BinaryIO) -> int:
    """Return the stream's size in bytes; the position stays."""
    here = stream.tell()
    end = stream.seek(0, os.SEEK_END)
    stream.seek(here)
    return end


def read_exact(stream: BinaryIO, size: int) -> bytes:
    """Return exactly `size` bytes; raise `BrokenFile("broken.truncated")` when fewer are left.

    The caller has held `size` against a limit.
    """
    data = stream.read(size)
    if len(data) != size:
        key = "broken.truncated"
        raise BrokenFile(key)
    return data


def read_at(stream: BinaryIO, offset: int, size: int, limit: int) -> bytes:
    """Return `size` bytes from `offset`; raise `BrokenFile` when they do not lie in the stream or exceed `limit`."""
    if size > limit:
        key = "broken.tooLarge"
        raise BrokenFile(key, limit=limit)
    stream.seek(offset)
    return read_exact(stream, size)


def inflate(data: bytes, limit: int = INFLATED, *, window: int = zlib.MAX_WBITS) -> bytes:
    """Return zlib data unpacked; raise `BrokenFile` when they are damaged or unpack to more than `limit` bytes."""
    unpacker = zlib.decompressobj(window)
    try:
        out = unpacker.decompress(data, limit + 1)
    except zlib.error as error:
        key = "broken.compressed"
        raise BrokenFile(key) from error
    if len(out) > limit:
        key = "broken.tooLarge"
        raise BrokenFile(key, limit=limit)
    return out


def stands_behind(stream: BinaryIO, start: bytes, pattern: re.Pattern[bytes], limit: int) -> bool:
    """Tell whether a pattern of at most 16 bytes that begins with `start` is found from here to the stream's end.

    Raises:
        BrokenFile: "broken.tooMany" when more than `limit` bytes would have to be searched.
    """
    if size_of(stream) - stream.tell() > limit:
        key = "broken.tooMany"
        raise BrokenFile(key, limit=limit)
    tail = b""
    while block := stream.read(MIB):
        whole = tail + block
        at = whole.find(start)  # much quicker than the pattern
        if at >= 0 and pattern.search(whole, at):
            return True
        tail = whole[-15:]
    return False
