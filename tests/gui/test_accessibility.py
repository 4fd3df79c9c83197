"""EN 301 549 and WCAG 2.2 AA, as far as a test can see: names, contrast, size, room for longer words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QImage, QPalette
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from sensus_verify.gui.theme import DARK, LIGHT, TARGET, Choice, high_contrast, palette, style_sheet
from sensus_verify.gui.views.pieces import Text
from tests.gui.conftest import Doubling
from tests.makers import inspections

ROLE = QAccessible.Role
OPERABLE = {
    *(ROLE.Button, ROLE.CheckBox, ROLE.RadioButton, ROLE.ComboBox, ROLE.EditableText, ROLE.List, ROLE.Tree),
    *(ROLE.Table, ROLE.Slider, ROLE.SpinBox, ROLE.MenuItem, ROLE.PageTab, ROLE.ButtonMenu, ROLE.ListItem),
    *(ROLE.TreeItem, ROLE.ProgressBar),
}


def _walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for number in range(interface.childCount()):
        child = interface.child(number)
        if child is not None:
            yield from _walk(child)


def _unnamed(window: QWidget) -> list[str]:
    found = []
    for interface in _walk(QAccessible.queryAccessibleInterface(window)):
        thing = interface.object()
        seen = not isinstance(thing, QWidget) or thing.isVisible()
        if seen and interface.role() in OPERABLE and not interface.text(QAccessible.Text.Name).strip():
            found.append(type(thing).__name__ if thing is not None else interface.role().name)
    return found


@pytest.mark.parametrize("name", [*inspections.BY_NAME, None])
def test_everything_that_can_be_operated_has_a_name(qtbot, window, drop, name):
    if name is not None:
        drop([name])
        qtbot.wait_until(window.details.isVisible, timeout=5000)
        QApplication.processEvents()
    assert _unnamed(window) == []


def test_the_walk_finds_what_has_no_name(qtbot):
    nameless = QLineEdit()
    qtbot.addWidget(nameless)
    nameless.show()
    assert _unnamed(nameless) == ["QLineEdit"]


def test_a_row_is_spoken_with_its_answers(window, drop):
    drop(["omslag-host.png"])
    row = QAccessible.queryAccessibleInterface(window.files.list).child(0)
    assert row.text(QAccessible.Text.Name).startswith("omslag-host.png, Wholly AI-generated")


def _luminance(color: str) -> float:
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(color).getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def _contrast(one: str, other: str) -> float:
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


THEMES = {"light": LIGHT, "dark": DARK, "high contrast": high_contrast(palette(LIGHT))}


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("text", ["text", "soft", "accent", "todo"])
@pytest.mark.parametrize("ground", ["background", "panel", "chosen"])
def test_words_stand_out_at_least_four_and_a_half_to_one(tokens, text, ground):
    assert _contrast(getattr(tokens, text), getattr(tokens, ground)) >= 4.5


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize(
    ("shape", "ground"),
    [("edge", "panel"), ("edge", "background"), ("accent", "panel"), ("accent", "background"), ("accent", "line")],
)
def test_controls_and_focus_stand_out_at_least_three_to_one(tokens, shape, ground):
    if shape == "accent" and ground == "line" and tokens.line == tokens.text:
        pytest.skip("in high contrast the bar's ground is the text colour; its numbers stand beside it")
    assert _contrast(getattr(tokens, shape), getattr(tokens, ground)) >= 3


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_the_primary_button_can_be_read(tokens):
    assert _contrast(tokens.on_accent, tokens.accent) >= 4.5


def test_every_colour_of_the_style_sheet_is_filled_in():
    assert "@" not in style_sheet(LIGHT)


def test_high_contrast_takes_the_system_s_own_colours():
    system = QPalette()
    system.setColor(QPalette.ColorRole.Window, QColor("#000000"))
    system.setColor(QPalette.ColorRole.Base, QColor("#000000"))
    system.setColor(QPalette.ColorRole.WindowText, QColor("#ffff00"))
    tokens = high_contrast(system)
    assert (tokens.background, tokens.text, tokens.soft, tokens.todo) == ("#000000", "#ffff00", "#ffff00", "#ffff00")


def _clipped(window: QWidget) -> list[str]:
    """Return what is seen and has less room than its words need."""
    found = []
    for one in window.findChildren(QWidget):
        if not one.isVisible():
            continue
        if isinstance(one, Text) and one.text():
            need = one.heightForWidth(one.width()) if one.wordWrap() else one.sizeHint().height()
            wide = one.wordWrap() or one.width() >= one.sizeHint().width()
            if one.height() < need or not wide:
                found.append(f"{one.text()[:40]!r}: {one.size().toTuple()} < {one.sizeHint().toTuple()}")
        elif isinstance(one, QAbstractButton) and one.text() and one.width() < one.sizeHint().width():
            found.append(f"{one.text()[:40]!r}: {one.width()} < {one.sizeHint().width()}")
    return found


@pytest.mark.parametrize("pixels", [13, 26], ids=["100 %", "200 %"])
@pytest.mark.parametrize("width", [1360, 860])
def test_longer_words_and_larger_letters_are_not_clipped(qtbot, qapp, window, drop, width):
    doubling = Doubling()
    qapp.installTranslator(doubling)
    try:
        window.resize(width, 900)
        for _ in range(3):
            QApplication.processEvents()
        assert _clipped(window) == [], "the empty window"
        drop(inspections.BY_NAME)
        for name in inspections.BY_NAME:
            window.files.choose(f"/files/{name}")
            qtbot.wait_until(lambda name=name: window.preview._name.text == name, timeout=5000)
            QApplication.processEvents()
            QApplication.processEvents()
            assert _clipped(window) == [], name
            assert window.details.widget().width() <= window.details.viewport().width()
    finally:
        qapp.removeTranslator(doubling)


def test_targets_are_large_enough(qtbot, window, drop):
    drop(["omslag-host.png"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    QApplication.processEvents()
    small = [
        (one.text(), one.size().toTuple())
        for one in window.findChildren(QAbstractButton)
        if one.isVisible() and one.text() and min(one.width(), one.height()) < TARGET
    ]
    assert small == []


def test_a_choice_is_told_by_more_than_its_colour(window, drop, look):
    # The bar beside the chosen row: the same picture in grey still shows which one it is.
    look.choose(Choice.LIGHT)
    drop(inspections.BY_NAME)
    window.files.choose("/files/omslag-host.png")
    QApplication.processEvents()
    picture = window.files.list.viewport().grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    row = window.files.list.visualRect(window.desk.shown.index(0))
    other = window.files.list.visualRect(window.desk.shown.index(1))
    ratio = round(picture.devicePixelRatio())
    beside = QColor(picture.pixel((row.left() + 2) * ratio, row.center().y() * ratio)).lightness()
    plain = QColor(picture.pixel((other.left() + 2) * ratio, other.center().y() * ratio)).lightness()
    assert abs(beside - plain) > 80
