"""The parent side of the process boundary: workers are started, asked, timed and replaced here."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from sensus_verify.core.codec import CodecError
from sensus_verify.core.errors import SomethingMissing, WorkerStopped
from sensus_verify.core.limits import ANSWER_BYTES
from sensus_verify.workflow.job import Answer, Ground, Job, pack_job, unpack_answer
from sensus_verify.workflow.worker import serve

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_START_SECONDS = 60.0
"""Time that a process may take to start, besides its first job's."""

_SPAWN = multiprocessing.get_context("spawn")  # never fork: after threads it deadlocks native libraries


class Worker:
    """One child process and the pipe to it; started on first use, replaced when it has ended."""

    def __init__(self, ground: Ground, target: Callable[[Connection, Ground], None] = serve) -> None:
        self._ground = ground
        self._target = target
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False
        self._seconds = 0.0
        self._deadline = 0.0

    def start(self) -> None:
        """Start the process if none runs; it gets ready while the caller does other things."""
        if self._process is not None:
            return
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=self._target, args=(theirs, self._ground), daemon=True)
        process.start()
        _step_back(process.pid, self._ground.nice)
        theirs.close()
        self._process, self._pipe, self._ready = process, ours, False

    def send(self, job: Job) -> None:
        """Hand over one job; raise `WorkerStopped` when the process has ended meanwhile."""
        self.start()
        self._seconds = job.seconds
        self._deadline = time.monotonic() + job.seconds + (0.0 if self._ready else _START_SECONDS)
        try:
            self._connection.send_bytes(pack_job(job))
        except OSError as error:
            self.close()
            key = "worker.died"
            raise WorkerStopped(key) from error

    @property
    def connection(self) -> Connection:
        """The pipe, for `multiprocessing.connection.wait`."""
        return self._connection

    @property
    def seconds_left(self) -> float:
        """Time until the job's limit."""
        return self._deadline - time.monotonic()

    def receive(self) -> tuple[Answer, bytes] | None:
        """Take the message that has come: an answer, or None when the process only says that it has started.

        Raises:
            WorkerStopped: the process died or answered nonsense; the file is to blame.
            SomethingMissing: the process died before it had started; no file is.
        """
        try:
            kind, payload, retiring = unpack_answer(self._connection.recv_bytes(ANSWER_BYTES + 16))
        except (EOFError, OSError, CodecError) as error:
            started = self._ready
            self.close()
            if not started:
                key = "worker.cannotStart"
                raise SomethingMissing(key) from error
            key = "worker.died"
            raise WorkerStopped(key) from error
        if kind is Answer.READY:
            self._ready = True
            self._deadline = time.monotonic() + self._seconds
            return None
        if retiring:
            self.close()
        return kind, payload

    def stop_overdue(self) -> None:
        """End a process whose job is over its time, and raise `WorkerStopped`; otherwise return."""
        if self.seconds_left > 0:
            return
        self.close()
        key = "worker.overdue"
        raise WorkerStopped(key)

    def ask(self, job: Job) -> tuple[Answer, bytes]:
        """Send one job and wait for its answer; raise `WorkerStopped` when none comes in time."""
        self.send(job)
        while True:
            if not self._connection.poll(max(self.seconds_left, 0)):
                self.stop_overdue()
            elif (answer := self.receive()) is not None:
                return answer

    def close(self) -> None:
        """End the process. Its work is reading only, so nothing can be left half done."""
        if self._process is None:
            return
        self._process.kill()
        self._process.join()
        self._process.close()
        self._connection.close()
        self._process = self._pipe = None

    @property
    def _connection(self) -> Connection:
        if self._pipe is None:
            key = "worker.died"
            raise WorkerStopped(key)
        return self._pipe


def _step_back(process: int | None, nice: int) -> None:
    """Let a process step back for others from its first moment: its start is its hardest work."""
    if sys.platform != "win32" and process is not None and nice:
        os.setpriority(os.PRIO_PROCESS, process, os.getpriority(os.PRIO_PROCESS, 0) + nice)


@contextmanager
def workers(count: int, ground: Ground) -> Iterator[tuple[Worker, ...]]:
    """Start `count` workers and end them all when the block is left, however it is left."""
    team = tuple(Worker(ground) for _ in range(count))
    try:
        for worker in team:
            worker.start()
        yield team
    finally:
        for worker in team:
            worker.close()


def ready(team: Sequence[Worker], seconds: float) -> list[Worker]:
    """Wait at most `seconds` until some of the busy workers `team` have answered or died; return those."""
    by_pipe = {worker.connection: worker for worker in team}
    return [by_pipe[pipe] for pipe in wait(list(by_pipe), seconds) if isinstance(pipe, Connection)]
