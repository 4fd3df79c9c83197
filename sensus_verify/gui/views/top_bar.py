"""The line at the top: how many files, the filter, and the few things that can be done to the window."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QWidget

from sensus_verify.gui.models.shown_files import Order
from sensus_verify.gui.theme import STEP, Choice, Letters, Look
from sensus_verify.gui.views.pieces import Elided, menu_button
from sensus_verify.gui.words import NAMES, Language

_T = TypeVar("_T")


class TopBar(QWidget):
    """Signals say what the user wants; the window does it."""

    filtered = Signal(str)
    sorted = Signal(object)  # Order

    def __init__(
        self,
        look: Look,
        language: Language,
        *,
        adding: Iterable[QAction],
        helping: QAction,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._total = self._todo = 0
        self._count = Elided(look, Letters.STRONG)
        self.filter = QLineEdit()
        self.filter.setClearButtonEnabled(True)
        self.filter.setMinimumWidth(140)
        self.filter.setMaximumWidth(look.scaled(280))
        self.filter.textChanged.connect(self.filtered)
        self._sort, self._add, self._view = menu_button(), menu_button(), menu_button()
        sorting, viewing = QMenu(self._sort), QMenu(self._view)
        self._orders = _one_of(sorting, Order, Order.DROPPED, self.sorted.emit)
        self._sort.setMenu(sorting)
        add = QMenu(self._add)
        add.addActions(list(adding))
        self._add.setMenu(add)
        for name, action in _one_of(viewing, NAMES, language.name, language.choose).items():
            action.setText(NAMES[name])
        viewing.addSeparator()
        self._themes = _one_of(viewing, Choice, look.choice, look.choose)
        viewing.addSeparator()
        viewing.addAction(helping)
        self._view.setMenu(viewing)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(2 * STEP)
        line.addWidget(self._count, 1)
        line.addWidget(self.filter, 1)
        for made in (self._sort, self._add, self._view):
            line.addWidget(made, 0, Qt.AlignmentFlag.AlignVCenter)
        self._retranslate()

    def count(self, total: int, todo: int) -> None:
        """Show how many files there are and how many of them need something done."""
        self._total, self._todo = total, todo
        text = self.tr("%Ln file(s)", "", total) if total else ""
        if total and todo:
            text += " · " + self.tr("%Ln with something to do", "", todo)
        self._count.say(text)
        for widget in (self.filter, self._sort, self._add):
            widget.setVisible(total > 0)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)

    def _retranslate(self) -> None:
        self.filter.setPlaceholderText(self.tr("Search and filter"))
        self.filter.setAccessibleName(self.tr("Filter the list"))
        self._sort.setText(self.tr("Sort"))
        self._add.setText(self.tr("Add"))
        self._view.setText(self.tr("View"))
        for order, text in {
            Order.DROPPED: self.tr("As dropped"),
            Order.NAME: self.tr("By name"),
            Order.AI: self.tr("By AI use"),
            Order.CREDENTIAL: self.tr("By Content Credentials"),
            Order.TODO: self.tr("By what remains to be done"),
        }.items():
            self._orders[order].setText(text)
        for choice, text in {
            Choice.SYSTEM: self.tr("Light or dark as the system"),
            Choice.LIGHT: self.tr("Light"),
            Choice.DARK: self.tr("Dark"),
        }.items():
            self._themes[choice].setText(text)
        self.count(self._total, self._todo)


def _one_of(menu: QMenu, values: Iterable[_T], first: _T, chosen: Callable[[_T], object]) -> dict[_T, QAction]:
    """Add an entry for each value, of which one is ticked, and return them."""
    group = QActionGroup(menu)
    actions: dict[_T, QAction] = {}
    for value in values:
        action = QAction(menu)
        action.setCheckable(True)
        action.setChecked(value == first)
        action.triggered.connect(partial(_call, chosen, value))
        group.addAction(action)
        menu.addAction(action)
        actions[value] = action
    return actions


def _call(chosen: Callable[[_T], object], value: _T, _checked: object = None) -> None:
    chosen(value)
