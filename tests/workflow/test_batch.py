"""Many files through few workers: every one is answered, in any order, and a cancel is heard."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sensus_verify.core.errors import Problem
from sensus_verify.core.progress import Cancelled
from sensus_verify.core.verdict import Status
from sensus_verify.workflow.batch import Options, _checked, failure, in_order, inspect, inspect_many, read_answer
from sensus_verify.workflow.isolation import Worker
from sensus_verify.workflow.job import Answer
from tests.workflow.misbehaving import serve


def _options(folder: Path, jobs: int = 2) -> Options:
    return Options(jobs=jobs, trust_folder=folder / "trust")


def _files(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number}.txt" for number in range(count)]
    for path in paths:
        path.write_text("Hej\n", "utf-8")
    return paths


def test_every_file_is_answered_once(tmp_path: Path):
    paths = _files(tmp_path, 25)
    found: dict[int, str] = {}
    reports: list[int] = []
    inspect_many(
        paths,
        options=_options(tmp_path),
        found=lambda index, answer: found.update({index: read_answer(answer).facts.path}),
        progress=lambda done, total: reports.append(done + 0 * total),
    )
    assert found == {number: str(path) for number, path in enumerate(paths)}
    assert reports == sorted(reports)
    assert reports[-1] == 25


def test_paths_are_taken_only_as_fast_as_they_are_read(tmp_path: Path):
    taken: list[int] = []
    ahead: list[int] = []

    def paths():
        for number, path in enumerate(_files(tmp_path, 10)):
            taken.append(number)
            yield path

    def found(index: int, answer: bytes) -> None:
        assert read_answer(answer).status is Status.READ
        ahead.append(len(taken) - index)

    inspect_many(paths(), options=_options(tmp_path, jobs=1), found=found)
    assert max(ahead) <= 2


def test_a_cancel_stops_the_work(tmp_path: Path):
    found: list[int] = []

    def progress(done: int, total: int) -> None:
        assert total == 0
        if done >= 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        inspect_many(
            _files(tmp_path, 50),
            options=_options(tmp_path, jobs=1),
            found=lambda index, _: found.append(index),
            progress=progress,
        )
    assert 3 <= len(found) < 50


def test_one_file_is_inspected_in_a_worker(tmp_path: Path):
    (path,) = _files(tmp_path, 1)
    assert inspect(path, options=_options(tmp_path, jobs=1)).facts.format == "text"


def test_results_can_be_put_in_order():
    heard: list[tuple[int, bytes]] = []
    receive = in_order(lambda index, answer: heard.append((index, answer)))
    for index in (2, 0, 1, 4, 3):
        receive(index, bytes([index]))
    assert heard == [(index, bytes([index])) for index in range(5)]


def test_an_unread_file_keeps_its_size_and_says_why(tmp_path: Path):
    (path,) = _files(tmp_path, 1)
    found = read_answer(failure(path, Problem(key="worker.died")))
    assert (found.status, found.facts.size, found.facts.format) == (Status.FAILED, 4, "unknown")
    assert found.error == Problem(key="worker.died")


@pytest.mark.parametrize("payload", [b"", b"{", b"[]", b'{"facts": {}}', b"\xff", b'{"facts": {"path": 7}}'])
def test_nonsense_is_no_answer(tmp_path: Path, payload: bytes):
    assert _checked((Answer.INSPECTION, payload), tmp_path / "a.jpg") is None


def test_a_worker_cannot_answer_for_another_file(tmp_path: Path):
    told = json.dumps({"facts": {"path": "/etc/shadow", "size": 1, "format": "text"}}).encode()
    answer = _checked((Answer.INSPECTION, told), tmp_path / "a.jpg")
    assert answer is not None
    assert read_answer(answer).facts.path == str(tmp_path / "a.jpg")


def test_a_fault_of_the_program_is_told_by_its_place_alone(tmp_path: Path):
    answer = _checked((Answer.FAULT, b"TypeError in png.read:3"), tmp_path / "a.jpg")
    assert answer is not None
    assert read_answer(answer).error == Problem(key="fault.program", facts=(("place", "TypeError in png.read:3"),))


@pytest.mark.parametrize(
    ("deed", "key"),
    [("nonsense", "worker.nonsense"), ("abort", "worker.died"), ("shout", "worker.died"), ("hang", "worker.overdue")],
)
def test_a_worker_that_fails_costs_its_own_file_only(tmp_path: Path, deed: str, key: str):
    paths = [tmp_path / name for name in ("answer", "answer", deed, "answer", "answer")]
    options = Options(jobs=1, trust_folder=tmp_path, seconds=3.0 if deed == "hang" else 30.0)
    found: dict[int, str] = {}
    worker = Worker(options.ground, serve)
    try:
        inspect_many(
            paths,
            options=options,
            found=lambda index, answer: found.update({index: getattr(read_answer(answer).error, "key", "")}),
            team=[worker],
        )
    finally:
        worker.close()
    assert found == {0: "", 1: "", 2: key, 3: "", 4: ""}
