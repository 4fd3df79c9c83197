"""Ten thousand files: rows at once, and a window that never stands still."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Self

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from sensus_verify.gui.models.digest import digest
from sensus_verify.gui.models.shown_files import Order
from sensus_verify.workflow.words import Words
from tests.makers import inspections

MANY = 10_000
STALL = 0.050  # seconds
WORST = 2 * STALL  # a neighbour on the same processor makes this thread's own work up to twice as slow
ROUNDS = 3


class Heartbeat:
    """How long the event loop kept a timer waiting: in all, and of that in this thread's own work.

    A busy machine takes the processor away; what the window itself did between two beats is counted by the thread's
    own clock, so that the measure is about the program and not about its neighbours.
    """

    def __init__(self) -> None:
        self.own: list[float] = []
        self._timer = QTimer()
        self._timer.setInterval(1)
        self._timer.timeout.connect(self._beat)
        self._last = time.thread_time()

    def __enter__(self) -> Self:
        self._last = time.thread_time()
        self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.stop()

    def _beat(self) -> None:
        now = time.thread_time()
        self.own.append(now - self._last)
        self._last = now


def _names(count: int) -> list[Path]:
    kinds = list(inspections.BY_NAME)
    return [Path(f"/files/{number}/{kinds[number % len(kinds)]}") for number in range(count)]


def test_the_window_never_stands_still_while_ten_thousand_answers_stream_in(qtbot, window):
    made = {name: inspections.answer(make("/x")) for name, make in inspections.BY_NAME.items()}

    def inspect_many(paths, *, found, progress):
        for number, path in enumerate(paths):
            progress(number, 0)
            found(number, made[path.name])

    window.desk.inspecting._inspect_many = inspect_many
    window.desk.shown.sort_by(Order.TODO)
    window.top.filter.setText("a")
    begun = time.monotonic()
    first: list[float] = []
    window.desk.shown.rowsInserted.connect(lambda *_: first.append(time.monotonic() - begun))
    rounds = []
    for _ in range(ROUNDS):
        with Heartbeat() as heart, qtbot.waitSignal(window.desk.round_ended, timeout=90_000):
            window.add(_names(MANY))
        assert window.desk.files.rowCount() == MANY
        assert all(row.digest is not None for row in window.desk.files.rows)
        rounds.append(sorted(heart.own))
        if rounds[-1][-1] < WORST:
            break
    assert first[0] < 1
    # Neighbours on the machine can only make a round slower: the best one is what the program needs.
    best = min(rounds, key=lambda beats: beats[-1])
    assert best[-1] < WORST, f"longest {best[-1] * 1000:.0f} ms"
    assert best[int(len(best) * 0.95)] < STALL


def test_sorting_filtering_choosing_and_another_language_are_quick_with_ten_thousand(qtbot, window, language):
    made = digest(inspections.answer(inspections.changed("/x")), language.words)
    window.desk.files.expect(_names(MANY))
    window.desk.files.fill((path, made) for path in _names(MANY))
    qtbot.wait_until(window.files.list.isVisible, timeout=5000)
    window.files.choose("/files/7/semester.jpg")
    with Heartbeat() as heart:
        for order in (Order.NAME, Order.TODO, Order.AI, Order.DROPPED):
            QTimer.singleShot(0, lambda order=order: window.desk.shown.sort_by(order))
            qtbot.wait(30)
        for text in ("k", "ka", "katt", ""):
            QTimer.singleShot(0, lambda text=text: window.top.filter.setText(text))
            qtbot.wait(30)
        QTimer.singleShot(0, lambda: language.choose("sv"))
        some = window.desk.files.rows[: MANY // 10]  # the rest follows in the same portions
        qtbot.wait_until(lambda: all(row.digest.language == "sv" for row in some), timeout=60_000)
    assert max(heart.own) < 2 * STALL, f"longest {max(heart.own) * 1000:.0f} ms"


def test_an_answer_lays_no_other_row_out(qtbot, window, monkeypatch):
    window.desk.files.expect(_names(2_000))
    window.files.list.doItemsLayout()
    qtbot.wait_until(lambda: window.files.list.visualRect(window.desk.shown.index(0)).isValid(), timeout=5000)
    asked = []
    index = type(window.desk.shown).index
    monkeypatch.setattr(
        type(window.desk.shown), "index", lambda model, *where: asked.append(where) or index(model, *where)
    )
    answer = digest(inspections.answer(inspections.unknown("/x")), Words.load("en"))
    window.desk.files.fill([(_names(1)[0], answer)])
    for _ in range(5):
        QApplication.processEvents()
    assert asked
    assert len(asked) < 500
