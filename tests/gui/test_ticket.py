"""Work beside the window: its signals arrive in the window's thread, and exactly one of them ends it."""

from __future__ import annotations

import threading

import pytest

from sensus_verify.gui.workers.ticket import Ticket


def _count(to, *, progress):
    for number in range(to):
        progress(number, to)
    return to


def _endless(*, progress):
    while True:
        progress(0, 0)


def _broken(*, progress):
    progress(0, 1)
    raise KeyError


def test_result_and_progress_arrive_in_the_window_s_thread(qtbot):
    seen = []
    ticket = Ticket(_count, 3)
    ticket.progressed.connect(lambda done, total: seen.append((done, total, threading.current_thread())))
    with qtbot.waitSignal(ticket.succeeded, timeout=5000) as signal:
        ticket.start()
    assert signal.args == [3]
    assert seen == [(number, 3, threading.main_thread()) for number in range(3)]


def test_cancel_is_heard_at_the_next_report(qtbot):
    ticket = Ticket(_endless)
    with qtbot.waitSignal(ticket.cancelled, timeout=5000):
        ticket.start()
        ticket.cancel()


@pytest.mark.parametrize("_time", range(30))
def test_any_exception_becomes_failed_even_when_it_comes_at_once(qtbot, _time):
    ticket = Ticket(_broken)
    with qtbot.waitSignal(ticket.failed, timeout=5000) as signal:
        ticket.start()
    assert isinstance(signal.args[0], KeyError)


def test_twenty_thousand_signals_leave_the_interpreter_alive(qapp):
    assert qapp
    # PySide6 6.12.0 on Python 3.11 drops a reference to True at each emit() and aborts after some 570.
    heard = []
    ticket = Ticket(_count, 0)
    ticket.progressed.connect(lambda done, _total: heard.append(done))
    for number in range(20_000):
        ticket.progressed.emit(number, 20_000)
    assert heard == list(range(20_000))
