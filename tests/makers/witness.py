"""ExifTool as an independent witness: what another program reads from the same file."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest


def exiftool(file: Path, *names: str) -> dict[str, object]:
    """What ExifTool reads under these names; skips the test where it is not installed."""
    program = shutil.which("exiftool")
    if program is None:
        pytest.skip("exiftool is not installed")
    command = [program, "-j", *(f"-{name}" for name in names), str(file)]
    done = subprocess.run(command, capture_output=True, check=True)
    return json.loads(done.stdout)[0]
