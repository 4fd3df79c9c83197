"""What lies on the desk: the files, and the work on them. The window shows it and passes wishes on."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThreadPool, Signal

from sensus_verify.core.progress import Progress
from sensus_verify.gui.models.digest import Digest, digest
from sensus_verify.gui.models.file_list import FileList, Row
from sensus_verify.gui.models.shown_files import ShownFiles
from sensus_verify.gui.words import Language
from sensus_verify.gui.workers.inspecting import End, Gather, Inspecting, InspectMany
from sensus_verify.gui.workers.pictures import Draw, Pictures
from sensus_verify.gui.workers.ticket import Ticket
from sensus_verify.workflow.report import CHECK_SCHEMA, as_json, as_text, program
from sensus_verify.workflow.words import Words

if TYPE_CHECKING:
    from PySide6.QtGui import QImage


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """The functions of the rooms below that do the work. Tests give others."""

    gather: Gather
    inspect_many: InspectMany
    thumbnail: Draw
    large: Draw
    write_samples: Callable[[Path, Words], Sequence[Path]]  # into an empty folder


class Desk(QObject):
    """The files, their answers and pictures."""

    copied = Signal(str)  # text for the clipboard
    pasted = Signal(str)  # path of an image out of the clipboard
    faulted = Signal(object)  # an exception that is a fault of ours
    round_ended = Signal(object)  # End

    def __init__(self, hands: Hands, language: Language, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.files = FileList(language, self)
        self.shown = ShownFiles(self.files, self)
        self.inspecting = Inspecting(
            gather=hands.gather, inspect_many=hands.inspect_many, summarise=self._summarise, parent=self
        )
        self._write_samples = hands.write_samples
        self.small, self.large = Pictures(hands.thumbnail, self), Pictures(hands.large, self)
        self.inspecting.named.connect(self._named)
        self.inspecting.answered.connect(self.files.fill)
        self.inspecting.ended.connect(self._ended)
        self.inspecting.failed.connect(self.faulted)
        self._folder: TemporaryDirectory[str] | None = None
        self._pasted = 0
        self._sampling = False
        self._tickets: set[Ticket] = set()

    def add(self, paths: Sequence[Path]) -> None:
        """Read files and folders."""
        if paths:
            self.inspecting.add([path.absolute() for path in paths])

    def again(self, rows: Sequence[Row]) -> None:
        """Read files once more."""
        self.inspecting.add([Path(row.path) for row in rows], limited=False)

    def add_image(self, image: QImage) -> None:
        """Read an image that was on the clipboard, from a private folder that goes when the program ends."""
        self._pasted += 1
        name = self.tr("Pasted image {number}.png").format(number=self._pasted)
        self._run(Ticket(_save, image, self._private_folder() / name), self._saved)

    def add_samples(self) -> None:
        """Write sample files beside the window, into the same private folder, and read them."""
        if self._sampling:
            return
        self._sampling = True
        ticket = Ticket(_samples, self._write_samples, self._private_folder(), self._language.words)
        self._run(ticket, self.add, lastly=self._sampled)

    def is_pasted(self, path: Path) -> bool:
        """Tell whether a file is an image that came out of the clipboard."""
        return self._folder is not None and path.parent == Path(self._folder.name)

    def copy_text(self, rows: Sequence[Row]) -> None:
        """Put what is known about files into words, beside the window, for the clipboard."""
        self._run(Ticket(_text, _digests(rows), self._language.words), self.copied.emit)

    def copy_json(self, rows: Sequence[Row]) -> None:
        """The same as the JSON of the command line."""
        self._run(Ticket(_json, _digests(rows), self._language.words), self.copied.emit)

    def close(self) -> None:
        """Stop everything and leave nothing behind."""
        self.inspecting.cancel()
        self.small.finish()
        self.large.finish()
        QThreadPool.globalInstance().waitForDone()
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _private_folder(self) -> Path:
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="sensus-verify-")
        return Path(self._folder.name)

    def _sampled(self) -> None:
        self._sampling = False

    def _summarise(self, answer: bytes) -> Digest:
        return digest(answer, self._language.words)

    def _named(self, paths: list[Path]) -> None:
        self.files.expect(paths, pasted=self.is_pasted)

    def _ended(self, end: End) -> None:
        if end is End.CANCELLED:
            self.files.stop_waiting()
        self.round_ended.emit(end)

    def _saved(self, path: Path) -> None:
        self.add([path])
        self.pasted.emit(str(path))

    def _run(self, ticket: Ticket, then: Callable[[Any], None], lastly: Callable[[], None] = lambda: None) -> None:
        def done(result: object) -> None:
            self._tickets.discard(ticket)
            lastly()
            then(result)

        def failed(error: Exception) -> None:
            self._tickets.discard(ticket)
            lastly()
            self.faulted.emit(error)

        ticket.succeeded.connect(done)
        ticket.failed.connect(failed)
        self._tickets.add(ticket)
        ticket.start()


def _digests(rows: Sequence[Row]) -> list[Digest]:
    return [row.digest for row in rows if row.digest is not None]


def _save(image: QImage, path: Path, *, progress: Progress) -> Path:
    progress(0, 1)
    if not image.save(str(path)):
        message = "the image on the clipboard could not be saved"
        raise OSError(message)
    return path


def _samples(
    write: Callable[[Path, Words], Sequence[Path]], within: Path, words: Words, *, progress: Progress
) -> Sequence[Path]:
    progress(0, 1)
    return write(Path(mkdtemp(dir=within)), words)


def _text(held: list[Digest], words: Words, *, progress: Progress) -> str:
    parts = []
    for number, one in enumerate(held):
        progress(number, len(held))
        parts.append(as_text(one.inspection, words, evidence=True))
    return "\n\n".join(parts)


def _json(held: list[Digest], words: Words, *, progress: Progress) -> str:
    files = []
    for number, one in enumerate(held):
        progress(number, len(held))
        files.append(as_json(one.inspection, words))
    document = {"schema": CHECK_SCHEMA, "program": program(), "files": files}
    return json.dumps(document, ensure_ascii=False, indent=2)
