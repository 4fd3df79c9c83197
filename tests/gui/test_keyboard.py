"""The whole of it without a mouse."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton

from tests.makers import inspections


def _tab_to(window, wanted) -> bool:
    """Press Tab until `wanted(focus)` holds; False when the focus came round without."""
    for _ in range(60):
        focus = window.focusWidget()
        if focus is not None and wanted(focus):
            return True
        QTest.keyClick(focus or window, Qt.Key.Key_Tab)
    return False


def test_the_button_is_the_first_stop_and_opens_the_dialog(qtbot, window, monkeypatch):
    opened = []
    monkeypatch.setattr(QFileDialog, "open", lambda dialog: opened.append(dialog.fileMode()))
    assert window.focusWidget() is window.empty.choose
    qtbot.keyClick(window.empty.choose, Qt.Key.Key_Space)
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert opened == [
        QFileDialog.FileMode.ExistingFiles,
        QFileDialog.FileMode.ExistingFiles,
        QFileDialog.FileMode.Directory,
    ]


def test_from_the_list_to_the_answers_and_the_copy(qtbot, window, drop):
    drop(inspections.BY_NAME)
    QApplication.processEvents()
    assert window.focusWidget() is window.files.list
    qtbot.keyClick(window.files.list, Qt.Key.Key_Return)  # takes the file that the focus stands on
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    qtbot.keyClick(window.files.list, Qt.Key.Key_Down)
    qtbot.wait_until(lambda: window.preview._name.text == "katt_kampanj.jpg", timeout=5000)
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is window.preview.picture
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is window.details
    assert _tab_to(window, lambda focus: isinstance(focus, QPushButton) and focus.text() == "Copy as JSON")
    QGuiApplication.clipboard().clear()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Space)
    qtbot.wait_until(lambda: "katt_kampanj" in QGuiApplication.clipboard().text(), timeout=5000)
    assert _tab_to(window, lambda focus: isinstance(focus, QPushButton) and focus.text() == "Show codes")
    window.details.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F6)
    assert window.focusWidget() is window.files.list
    qtbot.keyClick(window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.wait_until(lambda: QGuiApplication.clipboard().text().startswith("/files/katt"), timeout=5000)


def test_every_control_that_is_seen_is_a_stop_of_the_tab_key(qtbot, window, drop):
    drop(["katt_kampanj.jpg"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    QApplication.processEvents()
    # Of buttons that exclude each other one is a stop, and the arrow keys reach the others: Qt's way and the web's.
    wanted = {
        one for one in window.findChildren(QPushButton) if one.isVisible() and (not one.group() or one.isChecked())
    }
    wanted |= {window.top.filter, window.top._sort, window.top._add, window.top._view, window.files.list}
    wanted |= {window.preview.picture, window.details}
    missed = [one for one in wanted if not _tab_to(window, lambda focus, one=one: focus is one)]
    assert missed == []


def test_the_filter_is_reached_and_left_by_keys(qtbot, window, drop):
    drop(inspections.BY_NAME)
    qtbot.keyClick(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is window.top.filter
    qtbot.keyClicks(window.top.filter, "katt")
    assert window.desk.shown.rowCount() == 1
    qtbot.keyClick(window.top.filter, Qt.Key.Key_Escape)
    assert window.desk.shown.rowCount() == 8


def test_help_opens_with_f1_and_gives_the_focus_back(qtbot, window, drop):
    drop(["semester.jpg"])
    window.files.list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert window.help.isVisible()
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Escape)
    assert not window.help.isVisible()
    assert window.focusWidget() is window.files.list
