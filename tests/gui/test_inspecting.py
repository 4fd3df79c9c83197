"""Names at once, answers as they come, in an order that people expect."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from sensus_verify.gui.workers.inspecting import End, Inspecting


class Notes:
    def __init__(self, inspecting: Inspecting) -> None:
        self.log: list[tuple[str, Path]] = []
        self.failures: list[Exception] = []
        inspecting.named.connect(lambda paths: self.log.extend(("name", path) for path in paths))
        inspecting.answered.connect(lambda pairs: self.log.extend(("answer", path) for path, _ in pairs))
        inspecting.failed.connect(self.failures.append)

    def of(self, kind: str) -> list[Path]:
        return [path for which, path in self.log if which == kind]


@pytest.fixture
def inspecting(qapp, fake):
    assert qapp
    return Inspecting(gather=fake.gather, inspect_many=fake.inspect_many, summarise=len, folder_limit=5)


@pytest.fixture
def notes(inspecting):
    return Notes(inspecting)


def _paths(*names: str) -> list[Path]:
    return [Path("/files") / name for name in names]


def test_every_file_is_named_before_it_is_answered(qtbot, inspecting, notes):
    paths = _paths(*(f"{number}.jpg" for number in range(300)))
    with qtbot.waitSignal(inspecting.ended, timeout=10_000) as signal:
        inspecting.add(paths)
    assert signal.args == [End.DONE]
    assert notes.of("name") == paths
    assert notes.of("answer") == paths
    assert all(notes.log.index(("name", path)) < notes.log.index(("answer", path)) for path in paths)


def test_what_is_dropped_later_is_read_first(qtbot, inspecting, fake):
    begun, go_on = threading.Event(), threading.Event()

    def wait_once(_path):
        begun.set()
        assert go_on.wait(10)

    fake.before = wait_once
    with qtbot.waitSignal(inspecting.ended, timeout=10_000):
        inspecting.add(_paths("a", "b", "c"))
        assert begun.wait(10)
        inspecting.add(_paths("urgent"))
        go_on.set()
    assert [path.name for path in fake.read] == ["a", "urgent", "b", "c"]


def test_cancel_stops_the_reading_and_keeps_what_was_answered(qtbot, inspecting, notes, fake):
    def cancel_at_third(_path):
        if len(fake.read) == 2:
            inspecting.cancel()

    fake.before = cancel_at_third
    with qtbot.waitSignal(inspecting.ended, timeout=10_000) as signal:
        inspecting.add(_paths(*"abcdefgh"))
    assert signal.args == [End.CANCELLED]
    assert [path.name for path in notes.of("answer")] == ["a", "b", "c"]
    assert not inspecting.running


def test_a_large_folder_is_read_up_to_the_limit_until_the_user_says_more(qtbot, inspecting, notes, fake):
    inside = _paths(*(f"folder/{number}" for number in range(9)))
    fake.folders[Path("/files/folder")] = inside
    held = []
    inspecting.held_back.connect(held.append)
    with qtbot.waitSignal(inspecting.ended, timeout=10_000):
        inspecting.add(_paths("folder"))
    assert notes.of("answer") == inside[:5]
    assert held[-1] == 4
    with qtbot.waitSignal(inspecting.ended, timeout=10_000):
        inspecting.add_held()
    assert notes.of("answer") == inside


def test_files_that_are_named_one_by_one_are_never_held_back(qtbot, inspecting, notes):
    paths = _paths(*(str(number) for number in range(20)))
    with qtbot.waitSignal(inspecting.ended, timeout=10_000):
        inspecting.add(paths)
    assert notes.of("answer") == paths


def test_a_fault_ends_the_round_and_is_reported(qtbot, inspecting, notes, fake):
    def fall(_path):
        raise RuntimeError

    fake.before = fall
    with qtbot.waitSignal(inspecting.ended, timeout=10_000):
        inspecting.add(_paths("a"))
    assert [type(error) for error in notes.failures] == [RuntimeError]
