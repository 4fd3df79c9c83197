"""Many files, several workers, one stream of results."""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Callable, Iterable, Sequence
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
    waiting = enumerate(paths)
    busy: dict[Worker, tuple[int, Path]] = {}
    idle = list(team)
    done = 0
    while True:
        while idle and (following := next(waiting, None)) is not None:
            worker = idle.pop()
            try:
                worker.send(_job(following[1], options))
            except WorkerStopped as stopped:
                found(following[0], failure(following[1], stopped.problem))
                done += 1
                idle.append(worker)
            else:
                busy[worker] = following
        progress(done, total)
        if not busy:
            return
        finished = ready(tuple(busy), _HEARTBEAT)
        overdue = [worker for worker in busy if worker not in finished and worker.seconds_left <= 0]
        for worker in (*finished, *overdue):
            index, path = busy[worker]
            answer = _answer(worker, path)
            if answer is not None:
                del busy[worker]
                found(index, answer)
                done += 1
                idle.append(worker)


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


def _answer(worker: Worker, path: Path) -> bytes | None:
    """Return the checked answer of a worker that has spoken, died or run out of time; None: it has only started."""
    try:
        if not worker.connection.poll():
            worker.stop_overdue()
        received = worker.receive()
        if received is None:
            return None
        kind, payload = received
        if kind is Answer.FAULT:
            return failure(path, Problem(key="fault.program", facts=(("place", payload.decode(errors="replace")),)))
        checked = from_data(Inspection, json.loads(payload))
    except WorkerStopped as stopped:
        return failure(path, stopped.problem)
    except (CodecError, ValueError):
        worker.close()
        return failure(path, Problem(key="worker.nonsense"))
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
