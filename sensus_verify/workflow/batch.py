"""Many files, several workers, one stream of results."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path

from sensus_verify.core.codec import CodecError, from_data, to_data
from sensus_verify.core.errors import Problem, WorkerStopped
from sensus_verify.core.evidence import FileFacts
from sensus_verify.core.limits import FILE_SECONDS, FILE_SECONDS_PER_BYTE, WORKER_MEMORY_MIB
from sensus_verify.core.progress import Progress, silent
from sensus_verify.core.verdict import Inspection, Status
from sensus_verify.settings.folders import trust_folder
from sensus_verify.workflow.isolation import Worker, ready, workers
from sensus_verify.workflow.job import Answer, Ground, Job, Work

_HEARTBEAT = 0.05  # seconds between two looks at the progress, so that a cancel is heard


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How files are inspected."""

    jobs: int
    trust_folder: Path
    seconds: float = FILE_SECONDS
    memory_mib: int = WORKER_MEMORY_MIB
    hash: bool = False
    nice: int = 0

    @classmethod
    def default(cls) -> Options:
        """Return the ordinary options: one worker for each processor."""
        return cls(jobs=processors(), trust_folder=trust_folder())

    @property
    def ground(self) -> Ground:
        """What the workers stand on."""
        return Ground(trust_folder=str(self.trust_folder), memory_mib=self.memory_mib, nice=self.nice)


Found = Callable[[int, bytes], None]
_Place = tuple[int, Path]
_Taken = tuple[Answer, bytes] | Problem


def processors() -> int:
    """Return how many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def inspect_many(  # noqa: PLR0913 - each is a choice of the caller's, and all but two have defaults
    paths: Iterable[Path],
    *,
    options: Options,
    found: Found,
    progress: Progress = silent,
    total: int = 0,
    team: Sequence[Worker] = (),
) -> None:
    """Inspect files and hand each result over as it comes, in the calling thread.

    `found(index, answer)` gets the position in `paths` and the checked JSON of an `Inspection`; every path gives one,
    also those that cannot be read. `paths` is consumed only as fast as the workers take it. `progress` is called at
    least every 0.05 s and may raise `Cancelled`. `team`: workers that the caller has started and will end.

    Raises:
        SomethingMissing: no worker process can be started on this machine.
    """
    if not team:
        with crew(options, total) as started:
            inspect_many(paths, options=options, found=found, progress=progress, total=total, team=started)
        return
    _Batch(paths, options, team).run(found, progress)


class _Batch:
    """One pass over many files: who is busy with what, and what comes next."""

    def __init__(self, paths: Iterable[Path], options: Options, team: Sequence[Worker]) -> None:
        self._waiting = enumerate(paths)
        self._again: list[_Place] = []  # handed to a worker that was ended before it could begin
        self._options = options
        self._idle = list(team)
        self._busy: dict[Worker, _Place] = {}

    def run(self, found: Found, progress: Progress) -> None:
        """Hand out files and hand over answers until none is left."""
        done = 0
        self._hand_out()
        while self._busy:
            progress(done, 0)
            heard = list(self._heard())
            self._hand_out()  # first: no worker waits while answers are looked at
            for worker, (index, path), taken in heard:
                answer = _checked(taken, path)
                if answer is None:
                    answer = failure(path, Problem(key="worker.nonsense"))
                    self._end(worker)
                found(index, answer)
                done += 1
            self._hand_out()
        progress(done, 0)

    def _hand_out(self) -> None:
        while self._idle and (place := self._next()) is not None:
            worker = self._idle.pop()
            index, path = place
            try:
                worker.send(_job(path, self._options))
            except WorkerStopped:
                self._again.append(place)  # it ended between two files: none is to blame, and it starts anew
                self._idle.append(worker)
            else:
                self._busy[worker] = (index, path)

    def _next(self) -> _Place | None:
        return self._again.pop() if self._again else next(self._waiting, None)

    def _heard(self) -> Iterator[tuple[Worker, _Place, _Taken]]:
        """Wait a moment, and take from each worker that has spoken, died or run out of time."""
        spoke = ready(tuple(self._busy), _HEARTBEAT)
        overdue = [worker for worker in self._busy if worker not in spoke and worker.seconds_left <= 0]
        for worker in (*spoke, *overdue):
            taken = _taken(worker)
            if taken is not None:
                self._idle.append(worker)
                yield worker, self._busy.pop(worker), taken

    def _end(self, worker: Worker) -> None:
        """End a worker that answers nonsense; what it was handed since is handed out again."""
        worker.close()
        if worker in self._busy:
            self._again.append(self._busy.pop(worker))
            self._idle.append(worker)


def crew(options: Options, total: int = 0) -> AbstractContextManager[tuple[Worker, ...]]:
    """Start the workers for a batch of `total` files (0: not known); they end when the context is left.

    A caller that starts them early can do other things while they get ready.
    """
    return workers(min(options.jobs, total) if total else options.jobs, options.ground)


def inspect(path: Path, *, options: Options | None = None) -> Inspection:
    """Inspect one file in a worker process."""
    answers: list[bytes] = []
    inspect_many([path], options=options or Options.default(), found=lambda _, answer: answers.append(answer), total=1)
    return read_answer(answers[0])


def read_answer(answer: bytes) -> Inspection:
    """Return the inspection in a checked answer."""
    return from_data(Inspection, json.loads(answer))


def failure(path: Path, problem: Problem) -> bytes:
    """Return the answer that says why a file could not be read."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    facts = FileFacts(path=str(path), size=size, format="unknown")
    return json.dumps(to_data(Inspection(facts=facts, status=Status.FAILED, error=problem))).encode()


def _job(path: Path, options: Options) -> Job:
    try:
        about = path.stat()
    except OSError:
        size = 0
    else:
        size = about.st_size if stat.S_ISREG(about.st_mode) else 0
    # A sparse file may claim any size: the claim buys time only up to twice the limit.
    seconds = options.seconds + min(size * FILE_SECONDS_PER_BYTE, options.seconds)
    return Job(work=Work.INSPECT, path=str(path), hash=options.hash, seconds=seconds)


def _taken(worker: Worker) -> _Taken | None:
    """Return what a worker has answered, or the problem that it left; None: it has only started."""
    try:
        if not worker.connection.poll():
            worker.stop_overdue()
        return worker.receive()
    except WorkerStopped as stopped:
        return stopped.problem


def _checked(taken: _Taken, path: Path) -> bytes | None:
    """Return an answer whose every field has been checked, about this path; None when it makes no sense."""
    if isinstance(taken, Problem):
        return failure(path, taken)
    kind, payload = taken
    if kind is Answer.FAULT:
        return failure(path, Problem(key="fault.program", facts=(("place", payload.decode(errors="replace")),)))
    try:
        checked = from_data(Inspection, json.loads(payload))
    except (CodecError, ValueError):
        return None
    if checked.facts.path != str(path):
        checked = replace(checked, facts=replace(checked.facts, path=str(path)))
        return json.dumps(to_data(checked)).encode()
    return payload


def in_order(found: Found) -> Found:
    """Return a receiver that passes results on in the order of the paths, holding back what comes early."""
    held: dict[int, bytes] = {}
    following = count()
    wanted = [next(following)]

    def receive(index: int, answer: bytes) -> None:
        held[index] = answer
        while wanted[0] in held:
            found(wanted[0], held.pop(wanted[0]))
            wanted[0] = next(following)

    return receive
