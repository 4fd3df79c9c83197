"""Colours, letters and distances of the window, in one place.

The system says whether it is light or dark (`styleHints().colorScheme()`); the palettes are ours, under Qt's own style
"Fusion", because not every platform lets a program set its scheme. State is said in words: colour only adds.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import Enum, StrEnum
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo, QGuiApplication, QPalette

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

STEP = 4
"""Distances are multiples of this many pixels."""

CONTROL_RADIUS = 8
PANEL_RADIUS = 10
TARGET = 24
"""Least height of anything that can be clicked (WCAG 2.2, 2.5.8)."""

_LEAST_LETTERS = 13  # pixels: what the sizes below are drawn for


@cache
def _color(value: str) -> QColor:
    return QColor(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """The colours of one theme, as `#rrggbb`."""

    background: str
    panel: str
    line: str  # around panels: decoration
    edge: str  # around controls: 3:1 against the panel
    text: str
    soft: str
    accent: str
    on_accent: str
    chosen: str
    todo: str

    def color(self, name: str) -> QColor:
        """Return the colour called `name`."""
        return _color(getattr(self, name))


LIGHT = Tokens(
    background="#f4f3f0",
    panel="#ffffff",
    line="#dedbd4",
    edge="#8c877d",
    text="#1e1d1b",
    soft="#5f5b54",
    accent="#0d5a6b",
    on_accent="#ffffff",
    chosen="#e6f1f3",
    todo="#8a5300",
)
DARK = Tokens(
    background="#1b1b1d",
    panel="#232326",
    line="#38383d",
    edge="#7d7d84",
    text="#f2f1ef",
    soft="#b4b1ab",
    accent="#8fc7d6",
    on_accent="#10262c",
    chosen="#1f3940",
    todo="#e9b872",
)


class Choice(StrEnum):
    """Which theme the user wants."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Letters(Enum):
    """The uses of type: size in pixels at the ordinary text size, weight, tracking in per cent."""

    TITLE = (22, QFont.Weight.DemiBold, 100)
    SENTENCE = (14, QFont.Weight.Medium, 100)
    STRONG = (13, QFont.Weight.DemiBold, 100)
    ORDINARY = (13, QFont.Weight.Normal, 100)
    SOFT = (12, QFont.Weight.Normal, 100)
    SOFT_STRONG = (12, QFont.Weight.DemiBold, 100)
    HEADING = (11, QFont.Weight.DemiBold, 104)


def high_contrast(system: QPalette) -> Tokens:
    """Return the colours that a system in high contrast asks for: its own, with every softening left out."""
    role = QPalette.ColorRole

    def name(which: QPalette.ColorRole) -> str:
        return system.color(QPalette.ColorGroup.Active, which).name()

    text = name(role.WindowText)
    return Tokens(
        background=name(role.Window),
        panel=name(role.Base),
        line=text,
        edge=text,
        text=text,
        soft=text,
        accent=name(role.Highlight),
        on_accent=name(role.HighlightedText),
        chosen=name(role.Base),
        todo=text,
    )


def palette(tokens: Tokens) -> QPalette:
    """Return the palette for widgets that are drawn by the style."""
    role = QPalette.ColorRole
    made = QPalette()
    for name, roles in {
        "background": (role.Window, role.AlternateBase),
        "panel": (role.Base, role.Button, role.ToolTipBase),
        "text": (role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText),
        "soft": (role.PlaceholderText,),
        "accent": (role.Highlight, role.Link, role.LinkVisited, role.Accent),
        "on_accent": (role.HighlightedText,),
        "line": (role.Mid, role.Midlight, role.Light),
        "edge": (role.Dark, role.Shadow),
    }.items():
        for one in roles:
            made.setColor(one, tokens.color(name))
    for one in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, one, tokens.color("soft"))
    return made


def style_sheet(tokens: Tokens) -> str:
    """Return what a palette cannot say: radii, borders, the ring around what has the focus."""
    text = _STYLE
    for field in fields(tokens):
        text = text.replace(f"@{field.name}@", getattr(tokens, field.name))
    return text


def load_letters() -> str:
    """Make the family Manrope known to this program and return its name."""
    from font_manrope import font_files

    for name in ("Manrope", "ManropeMedium", "ManropeSemiBold", "ManropeBold"):
        QFontDatabase.addApplicationFont(str(font_files[name]))
    return "Manrope"


class Look(QObject):
    """The theme in force: its colours and letters. `changed` comes after the application has taken them."""

    changed = Signal()

    def __init__(self, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._application = application
        self._system = QPalette(application.palette())
        self._hints = QGuiApplication.styleHints()  # kept: Qt deletes the object with its last reference
        self._hints.colorSchemeChanged.connect(self._apply)
        self._hints.accessibility().contrastPreferenceChanged.connect(self._apply)
        self._sizes = max(_LEAST_LETTERS, QFontInfo(application.font()).pixelSize()) / _LEAST_LETTERS
        self.choice = Choice.SYSTEM
        self.tokens = LIGHT
        application.setStyle("Fusion")
        if not QFontDatabase.families():
            application.setFont(QFont(load_letters()))
        application.setFont(self.letters(Letters.ORDINARY))
        self._apply()

    def choose(self, choice: Choice) -> None:
        """Take the theme that the user wants."""
        self.choice = choice
        self._apply()

    def letters(self, use: Letters) -> QFont:
        """Return the font for a use, in the size that the system asks for."""
        pixels, weight, tracking = use.value
        font = QFont(self._application.font())
        font.setPixelSize(self.scaled(pixels))
        font.setWeight(weight)
        font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, tracking)
        return font

    def scaled(self, pixels: int) -> int:
        """Return a length that grows with the system's text size."""
        return round(pixels * self._sizes)

    def _apply(self) -> None:
        wanted = self.choice
        if wanted is Choice.SYSTEM:
            dark = self._hints.colorScheme() is Qt.ColorScheme.Dark
            wanted = Choice.DARK if dark else Choice.LIGHT
            if self._hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast:
                self._take(high_contrast(self._system))
                return
        self._take(DARK if wanted is Choice.DARK else LIGHT)

    def _take(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self._application.setPalette(palette(tokens))
        self._application.setStyleSheet(style_sheet(tokens))
        self.changed.emit()


_STYLE = """
QWidget#window, QWidget#ground { background: @background@; }
QFrame[surface="panel"] { background: @panel@; border: 1px solid @line@; border-radius: 10px; }
QFrame[surface="bar"] { background: @chosen@; border: 1px solid @line@; border-radius: 8px; }
QFrame[surface="rule"] { background: @line@; border: none; }
QLabel { background: transparent; color: @text@; }
QLabel[tone="soft"] { color: @soft@; }
QLabel[tone="todo"] { color: @todo@; }
QLabel[tone="accent"] { color: @accent@; }
QScrollArea, QScrollArea > QWidget > QWidget#scrolled { background: transparent; border: none; }
QScrollArea[ring="true"]:focus { border: 2px solid @accent@; border-radius: 10px; }
QListView, QTreeView { background: transparent; border: none; outline: none; color: @text@; }
QTreeView::item { padding: 3px 0; border: none; color: @text@; }
QTreeView::item:selected { background: @chosen@; color: @text@; }
QTreeView:focus { border: 1px solid @accent@; border-radius: 8px; }
QPushButton, QToolButton {
    background: @panel@; color: @text@; border: 1px solid @edge@; border-radius: 8px;
    padding: 5px 12px; min-height: 18px;
}
QPushButton:hover, QToolButton:hover { background: @chosen@; }
QPushButton:focus, QToolButton:focus { border: 2px solid @accent@; padding: 4px 11px; }
QPushButton:checked { background: @chosen@; border: 2px solid @accent@; padding: 4px 11px; }
QPushButton[kind="primary"] { background: @accent@; color: @on_accent@; border: 1px solid @accent@; padding: 9px 20px; }
QPushButton[kind="primary"]:focus { border: 2px solid @text@; padding: 8px 19px; }
QPushButton[kind="quiet"] {
    background: transparent; color: @accent@; border: 1px solid transparent; padding: 3px 6px;
}
QPushButton[kind="quiet"]:hover { background: @chosen@; }
QPushButton[kind="quiet"]:focus { border: 2px solid @accent@; padding: 2px 5px; }
QPushButton[kind="segment"] { border: 1px solid transparent; color: @accent@; padding: 3px 8px; }
QPushButton[kind="segment"]:checked { background: @chosen@; color: @text@; border: 1px solid @accent@; }
QPushButton[kind="segment"]:focus { border: 2px solid @accent@; padding: 2px 7px; }
QToolButton::menu-indicator { width: 0; image: none; }
QLineEdit {
    background: @panel@; color: @text@; border: 1px solid @edge@; border-radius: 8px;
    padding: 5px 10px; min-height: 18px;
    placeholder-text-color: @soft@; selection-background-color: @accent@; selection-color: @on_accent@;
}
QLineEdit:focus { border: 2px solid @accent@; padding: 4px 9px; }
QMenu { background: @panel@; color: @text@; border: 1px solid @edge@; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 28px; border-radius: 6px; }
QMenu::item:selected { background: @chosen@; color: @text@; }
QMenu::item:disabled { color: @soft@; }
QMenu::separator { height: 1px; background: @line@; margin: 4px 8px; }
QProgressBar { background: @line@; border: none; border-radius: 2px; max-height: 4px; min-height: 4px; }
QProgressBar::chunk { background: @accent@; border-radius: 2px; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover { background: @line@; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 2px; }
QScrollBar::handle:vertical { background: @edge@; min-height: 32px; border-radius: 4px; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 2px; }
QScrollBar::handle:horizontal { background: @edge@; min-width: 32px; border-radius: 4px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QToolTip { background: @panel@; color: @text@; border: 1px solid @edge@; padding: 4px; }
"""
