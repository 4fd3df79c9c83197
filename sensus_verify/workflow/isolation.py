"""The parent side of the process boundary: workers are started, asked, timed and replaced here."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

from sensus_verify.core.codec import CodecError
from sensus_verify.core.errors import WorkerStopped
from sensus_verify.core.limits import ANSWER_BYTES
from sensus_verify.workflow.job import Answer, Ground, Job, pack_job, unpack_answer
from sensus_verify.workflow.worker import serve

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

_SPAWN = multiprocessing.get_context("spawn")  # never fork: after threads it deadlocks native libraries


class Worker:
    """One child process and the pipe to it; started on first use, replaced when it has ended."""

    def __init__(self, ground: Ground, target: Callable[[Connection, Ground], None] = serve) -> None:
        self._ground = ground
        self._target = target
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._deadline = 0.0

    def start(self) -> None:
        """Start the process if none runs; it gets ready while the caller does other things."""
        if self._process is not None:
            return
        ours, theirs = _SPAWN.Pipe()
        process = _SPAWN.Process(target=self._target, args=(theirs, self._ground), daemon=True)
        process.start()
        theirs.close()
        self._process, self._pipe = process, ours

    def send(self, job: Job) -> None:
        """Hand over one job; raise `WorkerStopped` when the process has ended meanwhile."""
        self.start()
        self._deadline = time.monotonic() + job.seconds
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

    def receive(self) -> tuple[Answer, bytes]:
        """Take the answer that has come; raise `WorkerStopped` when the process died or answered nonsense."""
        try:
            kind, payload, retiring = unpack_answer(self._connection.recv_bytes(ANSWER_BYTES + 16))
        except (EOFError, OSError, CodecError) as error:
            self.close()
            key = "worker.died"
            raise WorkerStopped(key) from error
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
        while not self._connection.poll(max(self.seconds_left, 0)):
            self.stop_overdue()
        return self.receive()

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
