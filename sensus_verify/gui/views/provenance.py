"""The file's history, as a tree and, for whoever cannot use a tree, as a list."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractItemView, QButtonGroup, QHeaderView, QTreeView, QWidget

from sensus_verify.gui.models.provenance import Step, in_order, tree_model
from sensus_verify.gui.theme import Letters, Look
from sensus_verify.gui.views.pieces import Text
from sensus_verify.gui.views.sections import Line, Section

_TREE_ROWS = 14


class Provenance(Section):
    """What went into the file, according to its Content Credentials."""

    def __init__(self, look: Look, root: Step, title: str, according_to: str) -> None:
        super().__init__(look, title)
        self.column.insertWidget(1, Text(look, Letters.SOFT, according_to, tone="soft").wrapped())
        self._as_tree = self.beside_heading(self.tr("Tree"), self._show_tree, kind="segment")
        self._as_list = self.beside_heading(self.tr("List"), self._show_list, kind="segment")
        self._tree = _Tree(root, self)
        self._tree.setAccessibleName(title)
        self.column.addWidget(self._tree)
        group = QButtonGroup(self)
        group.addButton(self._as_tree)
        group.addButton(self._as_list)
        self.fill([_lines(depth, step) for depth, step in in_order(root)])
        self._body.hide()
        self._as_tree.setChecked(True)

    def _show_tree(self, on: bool) -> None:  # noqa: FBT001 - a slot: Qt says on or off
        self._tree.setVisible(on)

    def _show_list(self, on: bool) -> None:  # noqa: FBT001 - a slot: Qt says on or off
        self._body.setVisible(on)


def _lines(depth: int, step: Step) -> tuple[Line, ...]:
    number = "\u2013 " * depth
    title: Line = (f"{number}{step.title}", Letters.STRONG if depth == 0 else Letters.ORDINARY, "")
    return (title, *((fact, Letters.SOFT, "soft") for fact in step.facts))


class _Tree(QTreeView):
    """A tree as high as what is unfolded, up to a bound."""

    def __init__(self, root: Step, parent: QWidget) -> None:
        super().__init__(parent)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setModel(tree_model(root, self))
        self.header().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.header().setStretchLastSection(False)
        self.expandToDepth(1)
        self.expanded.connect(self.updateGeometry)
        self.collapsed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the height of the unfolded rows."""
        rows = 0
        index = self.model().index(0, 0)
        while index.isValid() and rows < _TREE_ROWS:
            rows += 1
            index = self.indexBelow(index)
        height = rows * max(self.sizeHintForRow(0), 1) + 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), height + self.horizontalScrollBar().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Never higher or lower than what is unfolded."""
        return QSize(0, self.sizeHint().height())
