"""The middle column: the thing itself, with its name, format and size below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from sensus_verify.gui.models.desk import Desk
from sensus_verify.gui.models.file_list import Row
from sensus_verify.gui.previews.picture import Picture
from sensus_verify.gui.previews.thumbnails import Thumbnails
from sensus_verify.gui.theme import STEP, Letters, Look
from sensus_verify.gui.views.pieces import Elided, Text
from sensus_verify.gui.words import Language
from sensus_verify.workflow.answers import format_kind, format_title

if TYPE_CHECKING:
    from PySide6.QtGui import QImage

_SHEET = 9


class PreviewColumn(QWidget):
    """Asks for the large picture of what is chosen, and shows the icon of its kind where there is none."""

    large_wanted = Signal()

    def __init__(
        self, look: Look, language: Language, desk: Desk, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._language, self._desk, self._thumbnails = language, desk, thumbnails
        self.picture = Picture(look)
        self.picture.activated.connect(self.large_wanted)
        self._name = Elided(look, Letters.SOFT_STRONG)
        self._facts = Text(look, Letters.SOFT, tone="soft")
        self._rows: Sequence[Row] = ()
        self.image: QImage | None = None
        below = QHBoxLayout()
        below.setContentsMargins(STEP, 0, STEP, 0)
        below.setSpacing(2 * STEP)
        below.addWidget(self._name, 1)
        below.addWidget(self._facts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * STEP)
        column.addWidget(self.picture, 1)
        column.addLayout(below)
        desk.large.ready.connect(self._arrived)
        thumbnails.arrived.connect(self._thumbnail_arrived)

    @property
    def kind(self) -> str:
        """What kind of thing is shown."""
        held = self._rows[0].digest if len(self._rows) == 1 else None
        return format_kind(held.format) if held is not None else "other"

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show one file, or a contact sheet of several."""
        same = [row.path for row in rows] == [row.path for row in self._rows]
        self._rows = rows
        self._retranslate()
        if len(rows) != 1:
            self.image = None
            self._sheet()
            return
        row = rows[0]
        if not same:
            self.image = None
        if row.digest is not None and not row.failed and self.image is None:
            self._desk.large.forget()
            self._desk.large.request(row.path)
        self.picture.show_one(self.image or self._small(row), self.kind)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.picture.setAccessibleName(self.tr("Preview"))
        if len(self._rows) != 1:
            self._name.say(self.tr("%Ln file(s)", "", len(self._rows)) if self._rows else "")
            self._facts.say("")
            return
        row = self._rows[0]
        self._name.say(row.name)
        self.picture.setAccessibleDescription(row.name)
        held = row.digest
        facts = (format_title(held.format, self._language.words), self._language.size(held.size)) if held else ()
        self._facts.say(" · ".join(facts))

    def _small(self, row: Row) -> QImage | None:
        """Return the thumbnail while the large picture is on its way."""
        if row.digest is None or row.failed:
            return None
        pixmap = self._thumbnails.of(row.path)
        return None if pixmap is None else pixmap.toImage()

    def _sheet(self) -> None:
        self.picture.show_several(
            [
                (self._small(row), format_kind(row.digest.format) if row.digest else "other")
                for row in self._rows[:_SHEET]
            ]
        )

    def _arrived(self, path: str, image: QImage | None) -> None:
        if len(self._rows) == 1 and self._rows[0].path == path:
            self.image = image
            self.picture.show_one(image, self.kind)

    def _thumbnail_arrived(self, path: str) -> None:
        if len(self._rows) > 1 and any(row.path == path for row in self._rows[:_SHEET]):
            self._sheet()
        elif len(self._rows) == 1 and self._rows[0].path == path and self.image is None:
            self.picture.show_one(self._small(self._rows[0]), self.kind)
