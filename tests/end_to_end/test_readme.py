"""The example on the README's first screen is what the program prints."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"


def test_the_example_is_real(tmp_path):
    (example,) = re.findall(r"```console\n(.*?)```", README.read_text("utf-8"), re.DOTALL)
    commands = re.findall(r"^\$ sensus-verify (.*)\n((?:[^$].*\n)*)", example, re.MULTILINE)
    assert [arguments.split()[2] for arguments, _ in commands] == ["demo", "check"]
    for arguments, shown in commands:
        command = [sys.executable, "-m", "sensus_verify", *arguments.split()]
        utf8 = {**os.environ, "PYTHONUTF8": "1"}
        done = subprocess.run(
            command, cwd=tmp_path, env=utf8, capture_output=True, check=True, encoding="utf-8", timeout=60
        )
        assert shown
        assert done.stdout.startswith(shown)


def test_what_it_points_at_is_there():
    links = re.findall(r"\]\((?!https?:|mailto:)([^)#]+)", README.read_text("utf-8"))
    assert links
    assert [link for link in links if not (README.parent / link).exists()] == []
