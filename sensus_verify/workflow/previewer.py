"""The parent side of pictures of files: asks a worker process, and checks what it answers."""

from __future__ import annotations

import threading
from pathlib import Path

from sensus_verify.core.errors import SomethingMissing, WorkerStopped
from sensus_verify.core.limits import PREVIEW_BYTES, PREVIEW_SIDE, THUMBNAIL_SIDE
from sensus_verify.workflow.batch import Options
from sensus_verify.workflow.isolation import Worker
from sensus_verify.workflow.job import Answer, Job, Work
from sensus_verify.workflow.preview import Preview

_SECONDS = 15.0
_PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"


class Previewer:
    """Asks a worker process of its own for pictures. Blocking; may be called from several threads."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._worker: Worker | None = None
        self._lock = threading.Lock()

    def thumbnail(self, path: Path) -> Preview | None:
        """Return a picture of at most 96 pixels a side; None when there is none of this file."""
        return self._draw(path, THUMBNAIL_SIDE)

    def large(self, path: Path) -> Preview | None:
        """Return a picture of at most 1024 pixels a side; None when there is none of this file."""
        return self._draw(path, PREVIEW_SIDE)

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            if self._worker is not None:
                self._worker.close()
                self._worker = None

    def _draw(self, path: Path, side: int) -> Preview | None:
        with self._lock:
            if self._worker is None:
                self._worker = Worker(self._options.ground)
            try:
                kind, payload = self._worker.ask(Job(work=Work.PREVIEW, path=str(path), side=side, seconds=_SECONDS))
            except (WorkerStopped, SomethingMissing):
                return None  # a picture is a convenience: its file's own row tells what is wrong with the file
        return _checked(payload, side) if kind is Answer.PREVIEW else None


def _checked(payload: bytes, side: int) -> Preview | None:
    """Return the picture in a worker's answer when its own header agrees with what was announced and asked for."""
    width, height, png = int.from_bytes(payload[:2], "big"), int.from_bytes(payload[2:4], "big"), payload[4:]
    header = (width.to_bytes(4, "big") + height.to_bytes(4, "big")) if png.startswith(_PNG_SIGNATURE) else b""
    fits = 0 < width <= side and 0 < height <= side and len(png) <= PREVIEW_BYTES and png[16:24] == header
    return Preview(width=width, height=height, png=png) if fits else None
