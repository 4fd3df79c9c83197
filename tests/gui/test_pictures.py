"""Pictures come one at a time, the newest wish first, and a failure is no more than a missing picture."""

from __future__ import annotations

import threading
from pathlib import Path

from PySide6.QtGui import QImage

from sensus_verify.gui.previews.thumbnails import Thumbnails
from sensus_verify.gui.workers.pictures import Pictures


def test_the_newest_wish_is_drawn_first_and_old_ones_are_forgotten(qtbot):
    go_on = threading.Event()
    drawn = []

    def draw(path: Path) -> str:
        assert go_on.wait(10)
        drawn.append(path.name)
        return path.name

    pictures = Pictures(draw)
    arrived = []
    pictures.ready.connect(lambda path, picture: arrived.append((path, picture, threading.current_thread())))
    for number in range(200):
        pictures.request(f"/files/{number}")
    go_on.set()
    qtbot.wait_until(lambda: len(arrived) == 65, timeout=10_000)
    assert drawn[:3] == ["0", "199", "198"]
    assert drawn[-1] == "136"
    assert {thread for *_, thread in arrived} == {threading.main_thread()}


def test_a_failure_gives_no_picture_and_the_next_is_drawn(qtbot):
    def draw(path: Path) -> str:
        if path.name == "bad":
            raise OSError
        return "picture"

    pictures = Pictures(draw)
    arrived = {}
    pictures.ready.connect(arrived.__setitem__)
    pictures.request("/files/bad")
    pictures.request("/files/good")
    qtbot.wait_until(lambda: len(arrived) == 2, timeout=10_000)
    assert arrived == {"/files/bad": None, "/files/good": "picture"}


def test_thumbnails_are_asked_for_once_and_kept(qtbot):
    asked = []

    def draw(path: Path) -> QImage | None:
        asked.append(path.name)
        return QImage(8, 8, QImage.Format.Format_RGB32) if path.name == "a" else None

    thumbnails = Thumbnails(Pictures(draw))
    for name in ("a", "b"):
        with qtbot.waitSignal(thumbnails.arrived, timeout=10_000):
            assert thumbnails.of(f"/{name}") is None
    assert thumbnails.of("/a") is not None
    assert thumbnails.of("/b") is None
    assert asked == ["a", "b"]
