"""The small parts that every view is put together from."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from sensus_verify.gui.theme import STEP, TARGET, Letters, Look

_LONG_WORD = re.compile(r"\S{21,}")
_SEAM = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[:/._=&?,;-])(?=\w)")
_PIECE = 20
_SOFT_BREAK = "\u200b"


def breakable(text: str) -> str:
    """Return `text` with places where a long word may be broken, at its seams first, so that it widens no column."""
    return _LONG_WORD.sub(_with_breaks, text)


def _with_breaks(word: re.Match[str]) -> str:
    pieces = [
        part[start : start + _PIECE] for part in _SEAM.split(word.group()) for start in range(0, len(part), _PIECE)
    ]
    return _SOFT_BREAK.join(pieces)


class Text(QLabel):
    """Words on the window. Plain text always: what comes out of a file is never interpreted."""

    def __init__(
        self, look: Look, use: Letters, text: str = "", *, tone: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(look.letters(use))
        if tone:
            self.setProperty("tone", tone)
        self.say(text)

    def wrapped(self) -> Text:
        """Let the text run over several lines, and let it be marked with the mouse."""
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        return self

    def say(self, text: str) -> None:
        """Show `text`."""
        self.setText(breakable(text))


class Elided(QWidget):
    """One line that is shortened in the middle where there is no room for it."""

    def __init__(self, look: Look, use: Letters, *, tone: str = "text", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = QLabel(self)
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setFont(look.letters(use))
        self._label.setProperty("tone", tone)
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def say(self, text: str) -> None:
        """Show `text`; all of it stands in the tool tip and in the accessible name."""
        self._text = text
        self._label.setAccessibleName(text)
        self._fit()
        self.updateGeometry()

    @property
    def text(self) -> str:
        """All of the line."""
        return self._text

    def sizeHint(self) -> QSize:
        """Return the size of the whole line."""
        metrics = self._label.fontMetrics()
        return QSize(metrics.horizontalAdvance(self._text) + STEP, metrics.height() + STEP)

    def resizeEvent(self, _event: object) -> None:
        """Shorten anew."""
        self._fit()

    def _fit(self) -> None:
        metrics = self._label.fontMetrics()
        self._label.setText(metrics.elidedText(self._text, Qt.TextElideMode.ElideMiddle, self.width()))
        self._label.resize(self.size())


class Scrolled(QWidget):
    """What a scroll area shows: as high as its words need at the width that it has, and no higher."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("scrolled")

    def minimumSizeHint(self) -> QSize:
        """Return the least width only: the least height would be that of the words at that width."""
        return QSize(super().minimumSizeHint().width(), 0)


class Panel(QFrame):
    """A quiet surface with a hairline around it."""

    def __init__(self, parent: QWidget | None = None, *, surface: str = "panel", margin: int = 4 * STEP) -> None:
        super().__init__(parent)
        self.setProperty("surface", surface)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(margin, margin, margin, margin)
        self.column.setSpacing(STEP)


class Heading(Text):
    """A small heading. Capitals are drawn by the font, so that screen readers and copies get ordinary words."""

    def __init__(self, look: Look, text: str) -> None:
        super().__init__(look, Letters.HEADING, text, tone="soft")
        font = self.font()
        font.setCapitalization(QFont.Capitalization.AllUppercase)
        self.setFont(font)
        self.setWordWrap(True)

    def sizeHint(self) -> QSize:
        """Want one line, where there is room for it."""
        return QSize(self.fontMetrics().horizontalAdvance(self.text()) + STEP, super().sizeHint().height())


def heading(look: Look, text: str) -> Heading:
    """Return a small heading."""
    return Heading(look, text)


def button(text: str = "", *, kind: str = "", parent: QWidget | None = None) -> QPushButton:
    """Return a button: `primary`, `quiet` or ordinary."""
    made = QPushButton(text, parent)
    made.setProperty("kind", kind)
    made.setMinimumHeight(TARGET)
    made.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
    made.setAutoDefault(False)
    return made


def menu_button(parent: QWidget | None = None) -> QToolButton:
    """Return a button that opens a menu."""
    made = QToolButton(parent)
    made.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    made.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    made.setMinimumHeight(TARGET)
    return made


def clear(widget: QWidget) -> None:
    """Take everything out of a widget's layout."""
    layout = widget.layout()
    if layout is None:
        return
    while (item := layout.takeAt(0)) is not None:
        inner = item.widget()
        if inner is not None:
            inner.hide()
            inner.deleteLater()
