"""A file that crashes, hangs or swells its reader costs one row; the next file is answered."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from sensus_verify.core.codec import CodecError
from sensus_verify.core.errors import SomethingMissing, WorkerStopped
from sensus_verify.workflow.isolation import Worker
from sensus_verify.workflow.job import RETIRING, Answer, Ground, Job, Work, pack_job, unpack_answer, unpack_job
from tests.workflow.misbehaving import serve, stillborn


@pytest.fixture
def worker(tmp_path: Path):
    one = Worker(Ground(trust_folder=str(tmp_path)), serve)
    yield one
    one.close()


def _job(deed: str, folder: Path, seconds: float = 30.0) -> Job:
    return Job(work=Work.INSPECT, path=str(folder / deed), seconds=seconds)


@pytest.mark.parametrize("deed", ["abort", "shout"])
def test_a_reader_that_dies_or_answers_too_much_is_replaced(worker: Worker, tmp_path: Path, deed: str):
    with pytest.raises(WorkerStopped) as stopped:
        worker.ask(_job(deed, tmp_path))
    assert stopped.value.problem.key == "worker.died"
    assert worker.ask(_job("behave", tmp_path)) == (Answer.FAULT, b"fine")


def test_a_reader_that_hangs_is_stopped_at_its_time(worker: Worker, tmp_path: Path):
    worker.ask(_job("behave", tmp_path))  # the start of the process does not count
    begin = time.monotonic()
    with pytest.raises(WorkerStopped) as stopped:
        worker.ask(_job("hang", tmp_path, seconds=0.3))
    assert stopped.value.problem.key == "worker.overdue"
    assert time.monotonic() - begin < 5
    assert worker.ask(_job("behave", tmp_path)) == (Answer.FAULT, b"fine")


@pytest.mark.skipif(os.name == "nt", reason="resource limits are POSIX")
@pytest.mark.parametrize(
    ("deed", "error"),
    [
        ("eat", b"MemoryError"),
        ("write", b"PermissionError"),
        ("create", b"PermissionError"),
        ("connect", b"PermissionError"),
        ("spawn", b"PermissionError"),
    ],
)
def test_a_reader_cannot_swell_write_connect_or_start_programs(worker: Worker, tmp_path: Path, deed: str, error: bytes):
    assert worker.ask(_job(deed, tmp_path)) == (Answer.FAULT, error)
    assert not (tmp_path / deed).exists()


@pytest.mark.skipif(os.name == "nt", reason="priorities are POSIX")
@pytest.mark.parametrize("nice", [0, 5])
def test_a_reader_steps_back_for_others_where_it_is_asked_to(tmp_path: Path, nice: int):
    worker = Worker(Ground(trust_folder=str(tmp_path), nice=nice), serve)
    try:
        answer = worker.ask(_job("priority", tmp_path))
    finally:
        worker.close()
    expected = min(os.getpriority(os.PRIO_PROCESS, 0) + nice, 19)
    assert answer == (Answer.FAULT, str(expected).encode())


def test_jobs_keep_names_that_are_not_text():
    job = Job(work=Work.PREVIEW, path=os.fsdecode(b"/tmp/\xff\xfe name"), side=96)
    assert unpack_job(pack_job(job)) == job


def test_answers_say_their_kind_and_whether_the_worker_retires():
    assert unpack_answer(bytes([Answer.PREVIEW]) + b"x") == (Answer.PREVIEW, b"x", False)
    assert unpack_answer(bytes([Answer.NOTHING | RETIRING])) == (Answer.NOTHING, b"", True)


@pytest.mark.parametrize("data", [b"", b"\x00", b"\x7f", b"\xff rest"])
def test_an_answer_of_no_known_kind_is_refused(data: bytes):
    with pytest.raises(CodecError):
        unpack_answer(data)


def test_a_machine_on_which_no_worker_starts_is_not_blamed_on_files(tmp_path: Path):
    worker = Worker(Ground(trust_folder=str(tmp_path)), stillborn)
    with pytest.raises(SomethingMissing) as missing:
        worker.ask(_job("behave", tmp_path))
    assert missing.value.problem.key == "worker.cannotStart"
