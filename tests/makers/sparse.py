"""Files of many gigabytes that cost nothing: zeros, with some bytes here and there."""

from __future__ import annotations

import io
import os


class SparseFile(io.RawIOBase):
    """A readable file of `size` zero bytes with `parts` laid in at their offsets; counts the bytes that were read."""

    def __init__(self, size: int, parts: dict[int, bytes]) -> None:
        super().__init__()
        self.bytes_read = 0
        self._size = size
        self._parts = parts
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._position, os.SEEK_END: self._size}[whence]
        self._position = base + offset
        return self._position

    def tell(self) -> int:
        return self._position

    def read(self, size: int = -1, /) -> bytes:
        left = max(self._size - self._position, 0)
        size = left if size < 0 else min(size, left)
        assert size < 1 << 24, "no reader takes so much at once"
        data = bytearray(size)
        for start, part in self._parts.items():
            first, last = max(start, self._position), min(start + len(part), self._position + size)
            if first < last:
                data[first - self._position : last - self._position] = part[first - start : last - start]
        self._position += size
        self.bytes_read += size
        return bytes(data)
