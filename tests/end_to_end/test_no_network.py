"""Not one connection and not one look-up of a name, by Python or by a native library, over the whole run.

The program runs in a network namespace of its own, whose counters start at zero and count every attempt: an address
that cannot be reached counts as "no route". A control shows that the counters see what they should.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_COUNTED = {"Ip": ("OutRequests", "OutNoRoutes"), "Tcp": ("ActiveOpens", "AttemptFails"), "Udp": ("OutDatagrams",)}
# Not every kernel counts attempts by IPv6, so no control is made of them.
_COUNTED6 = ("Ip6OutRequests", "Ip6OutNoRoutes", "Udp6OutDatagrams")
_CONTROLS = {
    "a connection": "import socket; socket.socket().connect(('192.0.2.1', 443))",
    "a question for a name": (
        "import socket; s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.sendto(b'?', ('192.0.2.53', 53))"
    ),
}


def _alone(*command: str, home: Path) -> tuple[subprocess.CompletedProcess[str], int]:
    """Run a command without a network, and return it with the number of attempts to reach one."""
    unshare = shutil.which("unshare")
    if unshare is None:
        pytest.skip("unshare is not installed: the network cannot be taken away here")
    rights = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    script = '"$@"; code=$?; cat /proc/self/net/snmp /proc/self/net/snmp6 >&2; exit $code'
    done = subprocess.run(
        [unshare, *rights, "--net", "sh", "-c", script, "sh", *command],
        capture_output=True,
        text=True,
        check=False,
        cwd=_ROOT,
        env=os.environ | {"HOME": str(home), "XDG_DATA_HOME": str(home / "data")},
        timeout=100,
    )
    if "Tcp:" not in done.stderr:
        pytest.skip(f"no network namespace can be made here: {done.stderr.strip()[:100]}")
    return done, _attempts(done.stderr)


def _attempts(counters: str) -> int:
    lines = [line.split() for line in counters.splitlines()]
    total = 0
    for names, values in pairwise(lines):
        kind = names[0].rstrip(":") if names else ""
        if kind in _COUNTED and values and values[0] == names[0] and not names[1].isdigit():
            table = dict(zip(names[1:], values[1:], strict=False))
            total += sum(int(table[name]) for name in _COUNTED[kind])
    return total + sum(int(line[1]) for line in lines if len(line) == 2 and line[0] in _COUNTED6)


@pytest.mark.parametrize("what", sorted(_CONTROLS))
def test_the_counters_see_an_attempt(tmp_path: Path, what: str):
    _, attempts = _alone(sys.executable, "-c", _CONTROLS[what], home=tmp_path)
    assert attempts > 0


def test_checking_every_real_file_with_every_list_reaches_for_nothing(corpus: Path, trust: Path, tmp_path: Path):
    imported, attempts = _alone(sys.executable, "-m", "sensus_verify", "trust", "import", str(trust), home=tmp_path)
    assert (imported.returncode, attempts) == (0, 0)
    checked, attempts = _alone(sys.executable, "-m", "sensus_verify", "check", "--json", str(corpus), home=tmp_path)
    assert checked.returncode == 0, checked.stderr[-500:]
    assert '"state": "remote"' in checked.stdout
    assert '"state": "trusted"' in checked.stdout
    assert attempts == 0


def test_making_and_checking_samples_reaches_for_nothing(tmp_path: Path):
    made, attempts = _alone(sys.executable, "-m", "sensus_verify", "demo", str(tmp_path / "demo"), home=tmp_path)
    assert (made.returncode, attempts) == (0, 0)
    checked, attempts = _alone(sys.executable, "-m", "sensus_verify", "check", str(tmp_path / "demo"), home=tmp_path)
    assert (checked.returncode, attempts) == (0, 0)
