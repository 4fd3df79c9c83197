"""The child side of the process boundary: every byte of a foreign file is parsed here."""

from __future__ import annotations

import json
import os
import signal
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from sensus_verify.core.codec import to_data
from sensus_verify.core.limits import ANSWER_BYTES, MIB, WORKER_FILES, WORKER_RESIDENT_MIB
from sensus_verify.workflow.job import RETIRING, Answer, Ground, Job, Work, unpack_job

_REFUSED = frozenset(
    {
        "socket.connect",
        "socket.bind",
        "socket.sendto",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "subprocess.Popen",
        "os.system",
        "os.exec",
        "os.posix_spawn",
        "os.spawn",
        "os.remove",
        "os.rename",
        "os.rmdir",
        "os.mkdir",
        "os.link",
        "os.symlink",
        "os.truncate",
        "os.chmod",
        "os.chown",
        "shutil.rmtree",
        "webbrowser.open",
    }
)


def serve(pipe: Connection, ground: Ground) -> None:
    """Answer jobs until the pipe closes or this process has done its share."""
    _lock_down(ground)
    from sensus_verify.workflow.inspect import Bench

    bench = Bench.set_up(Path(ground.trust_folder))
    sys.addaudithook(_refuse)
    pipe.send_bytes(bytes([Answer.READY]))
    done = 0
    while True:
        try:
            job = unpack_job(pipe.recv_bytes())
        except EOFError:
            return
        _allow_seconds(job.seconds)
        done += 1
        kind, payload = _do(job, bench)
        if len(payload) >= ANSWER_BYTES:
            kind, payload = Answer.FAULT, b"answer too long"
        retiring = done >= WORKER_FILES or _resident_mib() > WORKER_RESIDENT_MIB
        pipe.send_bytes(bytes([kind | (RETIRING if retiring else 0)]) + payload)
        if retiring:
            return


def _do(job: Job, bench: object) -> tuple[Answer, bytes]:
    from sensus_verify.workflow.inspect import Bench, inspect_file

    try:
        if job.work is Work.INSPECT and isinstance(bench, Bench):
            found = inspect_file(Path(job.path), bench, with_hash=job.hash)
            return Answer.INSPECTION, json.dumps(to_data(found), separators=(",", ":")).encode()
        from sensus_verify.workflow.preview import draw

        drawn = draw(Path(job.path), job.side)
    except MemoryError:
        raise  # the process is no longer fit for work: it ends, and the row says so
    except Exception as fault:  # noqa: BLE001 - one of two places: a fault costs one row and is told to the parent
        return Answer.FAULT, _place(fault).encode()
    if drawn is None:
        return Answer.NOTHING, b""
    return Answer.PREVIEW, drawn.width.to_bytes(2, "big") + drawn.height.to_bytes(2, "big") + drawn.png


def _place(fault: BaseException) -> str:
    """Return the kind and place of a fault in our code; its text could hold the file's content."""
    trace, place = fault.__traceback__, ""
    while trace is not None:
        code = trace.tb_frame.f_code
        if "sensus_verify" in code.co_filename:
            place = f"{Path(code.co_filename).stem}.{code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(fault).__name__} in {place}"


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Keep Python code from reaching out of the worker, whatever a file talks it into.

    Native libraries do not pass here: they are kept in by their settings (credentials.reader) and by the limits below.
    """
    if event in _REFUSED or (event == "open" and _would_write(*arguments[1:3])):
        message = f"a worker may not {event}"
        raise PermissionError(message)


def _would_write(mode: object, flags: object) -> bool:
    """Tell whether a file is opened for anything but reading, by `open` (a mode) or `os.open` (flags)."""
    if isinstance(mode, str):
        return not set(mode).isdisjoint("wax+")
    return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC))


def _lock_down(ground: Ground) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group: the parent ends its workers
    sys.setrecursionlimit(600)
    if sys.platform == "win32":  # a job object would do the same there; the parent's time limit holds meanwhile
        return
    import resource

    for what, value in (
        (resource.RLIMIT_AS, ground.memory_mib * MIB),
        (resource.RLIMIT_FSIZE, ground.writes),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        resource.setrlimit(what, (value if hard == resource.RLIM_INFINITY else min(value, hard), hard))
    os.environ.pop("http_proxy", None)


def _allow_seconds(seconds: float) -> None:
    """Let the process use so much more processor time: an orphan that hangs ends by itself."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + 4 * seconds + 10)  # threads of a library count together
    hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
    resource.setrlimit(resource.RLIMIT_CPU, (until if hard == resource.RLIM_INFINITY else min(until, hard), hard))


def _resident_mib() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest // MIB if sys.platform == "darwin" else largest >> 10
