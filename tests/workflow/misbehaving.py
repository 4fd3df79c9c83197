"""Worker processes that do what hostile files might talk a parser into."""

from __future__ import annotations

import json
import os
import socket
import sys
from multiprocessing.connection import Connection
from pathlib import Path

from sensus_verify.core.limits import ANSWER_BYTES
from sensus_verify.workflow.job import Answer, Ground, unpack_job
from sensus_verify.workflow.worker import _allow_seconds, _lock_down, _refuse


def serve(pipe: Connection, ground: Ground) -> None:
    """Answer each job by doing what its path names."""
    _lock_down(ground)
    sys.addaudithook(_refuse)
    pipe.send_bytes(bytes([Answer.READY]))
    while True:
        job = unpack_job(pipe.recv_bytes())
        _allow_seconds(job.seconds)
        name = Path(job.path).name
        if name in _ANSWERS:
            pipe.send_bytes(bytes([Answer.INSPECTION]) + _ANSWERS[name](job.path))
            continue
        try:
            text = _DEEDS[name](job.path)
        except (OSError, MemoryError) as error:
            text = type(error).__name__
        pipe.send_bytes(bytes([Answer.FAULT]) + text.encode())


def _priority(_: str) -> str:
    return str(os.getpriority(os.PRIO_PROCESS, 0))


def _hang(_: str) -> str:
    while True:
        pass


def _abort(_: str) -> str:
    os.abort()


def _eat(_: str) -> str:
    return str(len(b"x" * (1 << 40)))


def _shout(_: str) -> str:
    return "x" * (ANSWER_BYTES + 100)


def _write(path: str) -> str:
    Path(path).write_bytes(b"x")
    return "wrote"


def _create(path: str) -> str:
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT))
    return "created"


def _connect(_: str) -> str:
    with socket.socket() as phone:
        phone.connect(("127.0.0.1", 9))
    return "connected"


def _spawn(_: str) -> str:
    os.posix_spawn("/bin/true", ["true"], {})
    return "spawned"


def _behave(_: str) -> str:
    return "fine"


def _answer(path: str) -> bytes:
    return json.dumps({"facts": {"path": path, "size": 1, "format": "text"}}).encode()


def _nonsense(_: str) -> bytes:
    return b'{"facts": []}'


_ANSWERS = {"answer": _answer, "nonsense": _nonsense}
_DEEDS = {
    "hang": _hang,
    "abort": _abort,
    "eat": _eat,
    "shout": _shout,
    "write": _write,
    "create": _create,
    "connect": _connect,
    "spawn": _spawn,
    "behave": _behave,
    "priority": _priority,
}


def stillborn(pipe: Connection, ground: Ground) -> None:
    """End before having started."""
    del pipe, ground
    sys.exit(1)
