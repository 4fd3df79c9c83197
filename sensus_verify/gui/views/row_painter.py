"""How a row of the list is drawn: no widgets, so that 10 000 rows cost no more than the dozen that are seen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from sensus_verify.gui.models.file_list import ROW, FileList, Row
from sensus_verify.gui.previews.icons import paint_icon
from sensus_verify.gui.previews.thumbnails import Thumbnails
from sensus_verify.gui.theme import CONTROL_RADIUS, STEP, Letters, Look
from sensus_verify.workflow.answers import format_kind

_THUMBNAIL = 48
_ICON = 28
_HEIGHT = 64
_PICTURES_FROM = 220  # a list less wide than this leaves the pictures out: words come first
_COLUMNS_FROM = 760  # a list this wide shows the answers in columns
_GAP = 3 * STEP
_TODO_SHARE = 0.55  # of the first line, at most


def row_height(look: Look) -> int:
    """Return the height of every row, in pixels."""
    return look.scaled(_HEIGHT) + STEP // 2


class RowPainter(QStyledItemDelegate):
    """Draws thumbnail, name, the two short answers and what remains to be done."""

    def __init__(self, look: Look, files: FileList, thumbnails: Thumbnails, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look, self._files, self._thumbnails = look, files, thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """Return the height of every row; the width is the list's."""
        return QSize(option.rect.width(), row_height(self._look))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one row."""
        row: Row | None = index.data(ROW)
        if row is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        tokens = self._look.tokens
        area = option.rect.adjusted(0, 0, 0, -STEP // 2)
        self._ground(painter, option, area)
        side = self._look.scaled(_THUMBNAIL)
        spot = QRect(area.left() + 2 * STEP, area.center().y() - side // 2 + 1, side, side)
        room = QRect(area)
        if area.width() >= self._look.scaled(_PICTURES_FROM):
            self._thumbnail(painter, row, spot)
            room.setLeft(spot.right() + _GAP)
        else:
            room.setLeft(spot.left() + STEP)
        room.setRight(area.right() - _GAP)
        ai, credential, todo = self._files.lines(row)
        if room.width() >= self._look.scaled(_COLUMNS_FROM):
            self._columns(painter, room, row, (ai, credential, todo))
        else:
            self._lines(painter, room, row, (ai, credential, todo))
        painter.setPen(tokens.color("text"))
        painter.restore()

    def _ground(self, painter: QPainter, option: QStyleOptionViewItem, area: QRect) -> None:
        tokens = self._look.tokens
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        outline = QRectF(area).adjusted(1, 1, -1, -1)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("chosen"))
            painter.drawRoundedRect(outline, CONTROL_RADIUS, CONTROL_RADIUS)
            # A bar beside it says "chosen" without relying on the tint.
            bar = QRectF(outline.left(), outline.top() + 3 * STEP, 3, outline.height() - 6 * STEP)
            painter.setBrush(tokens.color("accent"))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(tokens.color("background"))
            painter.drawRoundedRect(outline, CONTROL_RADIUS, CONTROL_RADIUS)
        if focused and option.state & QStyle.StateFlag.State_KeyboardFocusChange:
            painter.setPen(QPen(tokens.color("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(outline, CONTROL_RADIUS, CONTROL_RADIUS)

    def _thumbnail(self, painter: QPainter, row: Row, spot: QRect) -> None:
        tokens = self._look.tokens
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(spot), 6, 6)
        pixmap = self._thumbnails.of(row.path) if row.digest is not None and not row.failed else None
        painter.save()
        painter.setClipPath(shape)
        if pixmap is None:
            painter.fillRect(spot, tokens.color("background"))
        else:
            # The middle of the picture fills the square.
            side = min(pixmap.width(), pixmap.height())
            source = QRect((pixmap.width() - side) // 2, (pixmap.height() - side) // 2, side, side)
            painter.fillRect(spot, QColor(Qt.GlobalColor.white))
            painter.drawPixmap(spot, pixmap, source)
        painter.restore()
        if pixmap is None:
            side = self._look.scaled(_ICON)
            icon = QRectF(0, 0, side, side)
            icon.moveCenter(QRectF(spot).center())
            kind = format_kind(row.digest.format) if row.digest is not None else "other"
            paint_icon(painter, kind, tokens.color("soft" if row.digest is not None else "edge"), icon)
        painter.setPen(QPen(tokens.color("line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(shape)

    def _lines(self, painter: QPainter, room: QRect, row: Row, lines: tuple[str, str, str]) -> None:
        ai, credential, todo = lines
        name_height = QFontMetrics(self._look.letters(Letters.STRONG)).height()
        line_height = QFontMetrics(self._look.letters(Letters.SOFT)).height()
        height = name_height + (2 if credential else 1) * line_height
        top = room.center().y() - height // 2 + 1
        first = QRect(room.left(), top, room.width(), name_height)
        if todo:
            metrics = QFontMetrics(self._look.letters(Letters.SOFT_STRONG))
            width = min(metrics.horizontalAdvance(todo) + 1, int(room.width() * _TODO_SHARE))
            beside = QRect(room.right() - width, top, width + 1, name_height)
            self._text(painter, beside, todo, Letters.SOFT_STRONG, "todo", side=Qt.AlignmentFlag.AlignRight)
            first.setRight(room.right() - width - 2 * STEP)
        self._text(painter, first, row.name, Letters.STRONG, "text", elide=Qt.TextElideMode.ElideMiddle)
        for number, text in enumerate((ai, credential)):
            line = QRect(room.left(), top + name_height + number * line_height, room.width(), line_height)
            self._text(painter, line, text, Letters.SOFT, "soft")

    def _columns(self, painter: QPainter, room: QRect, row: Row, lines: tuple[str, str, str]) -> None:
        shares = (0.33, 0.29, 0.24, 0.14)
        uses = (Letters.STRONG, Letters.ORDINARY, Letters.ORDINARY, Letters.SOFT_STRONG)
        tones = ("text", "soft", "soft", "todo")
        left = room.left()
        for share, use, tone, text in zip(shares, uses, tones, (row.name, *lines), strict=True):
            width = int(room.width() * share)
            cell = QRect(left, room.top(), width - _GAP, room.height())
            elide = Qt.TextElideMode.ElideMiddle if use is Letters.STRONG else Qt.TextElideMode.ElideRight
            if tone == "todo":
                cell.setRight(room.right())
                self._text(painter, cell, text, use, tone, side=Qt.AlignmentFlag.AlignRight)
            else:
                self._text(painter, cell, text, use, tone, elide=elide)
            left += width

    def _text(  # noqa: PLR0913 - what is drawn, where and how
        self,
        painter: QPainter,
        area: QRect,
        text: str,
        use: Letters,
        tone: str,
        *,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        elide: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        font = self._look.letters(use)
        painter.setFont(font)
        painter.setPen(self._look.tokens.color(tone))
        shown = QFontMetrics(font).elidedText(text, elide, area.width())
        painter.drawText(area, int(side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), shown)
