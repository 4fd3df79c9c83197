"""Pictures of the window, for people to look at: `build/screenshots/`."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from sensus_verify.gui.theme import Choice
from tests.makers.inspections import BY_NAME

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "build" / "screenshots"
WIDE = QSize(1360, 860)
NARROW = QSize(860, 980)


def _keep(window, name: str) -> QImage:
    """Save a picture of the window; return it for a look at whether there is anything on it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    picture = window.grab().toImage()
    ratio = round(picture.devicePixelRatio())
    assert picture.save(str(FOLDER / f"{name}{'@2x' if ratio == 2 else ''}.png"))
    return picture


def _colors(picture: QImage) -> int:
    small = picture.scaled(160, 100)
    return len({small.pixel(x, y) for x in range(160) for y in range(100)})


def _settle(qtbot, window) -> None:
    """Wait until nothing is on its way: no file, no picture, no event."""
    desk = window.desk
    seen = []

    def idle() -> bool:
        # What has just been shown asks for pictures when it is painted: it must be idle twice.
        seen.append(desk.small.idle and desk.large.idle and not window._count_soon.isActive())
        window.grab()
        return seen[-2:] == [True, True]

    qtbot.wait_until(idle, timeout=20_000)
    QApplication.processEvents()


@pytest.fixture(params=[Choice.LIGHT, Choice.DARK], ids=["light", "dark"])
def theme(request, look):
    look.choose(request.param)
    return request.param.value


@pytest.fixture(params=["sv", "en"])
def tongue(request, language):
    language.choose(request.param)
    return request.param


def test_empty(qtbot, window, theme, tongue):
    window.resize(WIDE)
    _settle(qtbot, window)
    assert _colors(_keep(window, f"empty-{theme}-{tongue}")) > 3


CHOSEN = {
    "signed": "omslag-host.png",
    "unknown": "semester.jpg",
    "changed": "katt_kampanj.jpg",
    "personal": "DSC_0412.jpg",
    "traced": "affisch_A3_tryck.pdf",
    "failed": "trasig.webp",
}


def test_one_chosen_and_files_that_hover(qtbot, window, drop, theme, tongue):
    window.resize(WIDE)
    drop(BY_NAME)
    for state, name in CHOSEN.items():
        window.files.choose(f"/files/{name}")
        _settle(qtbot, window)
        assert _colors(_keep(window, f"{state}-{theme}-{tongue}")) > 20, state
    window._promise.promise(12, folders=False)
    _settle(qtbot, window)
    assert _colors(_keep(window, f"hovering-{theme}-{tongue}")) > 3


def test_streaming(qtbot, window, fake, theme, tongue):
    window.resize(WIDE)
    names = [*BY_NAME, *(f"IMG_{number:04}.jpg" for number in range(332))]

    def stop_at_six(_path):
        if len(fake.read) >= 6:
            released.wait(10)

    released = threading.Event()
    fake.before = stop_at_six
    window.add([Path("/files") / name for name in names])
    qtbot.wait_until(lambda: sum(row.digest is not None for row in window.desk.files.rows) == 6, timeout=10_000)
    _settle(qtbot, window)
    assert _colors(_keep(window, f"streaming-{theme}-{tongue}")) > 20
    released.set()
    with qtbot.waitSignal(window.desk.round_ended, timeout=20_000):
        pass


def test_list_alone_several_help_and_narrow(qtbot, window, drop, theme, tongue):
    window.resize(WIDE)
    drop(BY_NAME)
    _settle(qtbot, window)
    _keep(window, f"list-{theme}-{tongue}")
    window.files.list.selectAll()
    _settle(qtbot, window)
    _keep(window, f"several-{theme}-{tongue}")
    window.files.choose("/files/omslag-host.png")
    window.resize(NARROW)
    _settle(qtbot, window)
    _keep(window, f"narrow-{theme}-{tongue}")
    window.help.show_help()
    _settle(qtbot, window)
    _keep(window, f"help-{theme}-{tongue}")
    window.escape()
    assert not window.help.isVisible()


def test_the_picture_of_the_readme(qtbot, window, drop, language, look):
    if os.environ.get("SENSUS_SCREENSHOTS") != "docs":
        pytest.skip("docs/window.png is made by make screenshots")
    language.choose("sv")
    look.choose(Choice.LIGHT)
    window.resize(WIDE)
    drop(BY_NAME)
    window.files.choose("/files/omslag-host.png")
    _settle(qtbot, window)
    assert window.grab().save(str(ROOT / "docs" / "window.png"))


def test_at_200_per_cent():
    """The same at two device pixels for one: a process of its own, because Qt reads the factor once."""
    if os.environ.get("QT_SCALE_FACTOR"):
        pytest.skip("this is that process")
    ended = subprocess.run(  # our own tests, our own interpreter
        [
            sys.executable,
            "-m",
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            __file__,
            "-k",
            "light and sv and (empty or one_chosen)",
        ],
        env={**os.environ, "QT_SCALE_FACTOR": "2"},
        capture_output=True,
        text=True,
        timeout=110,
        check=False,
        cwd=ROOT,
    )
    assert ended.returncode == 0, ended.stdout[-2000:]
    assert QImage(str(FOLDER / "empty-light-sv@2x.png")).size() == WIDE * 2
