"""Build the source archive and from it the wheel, into `dist`; try the installed program outside the checkout."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from setup import ROOT, fetched_uv, installed_uv

DIST = ROOT / "dist"


def main() -> None:
    """Build, install into an environment of its own, and run the main job there."""
    uv = installed_uv() or fetched_uv()
    shutil.rmtree(DIST, ignore_errors=True)
    subprocess.run([uv, "build", "--quiet"], cwd=ROOT, check=True)
    (wheel,) = DIST.glob("*.whl")
    expect_resources(wheel)
    with tempfile.TemporaryDirectory() as folder:
        program = [uv, "run", "--quiet", "--isolated", "--no-project", "--with", str(wheel), "sensus-verify"]
        for arguments in (["formats", "--json"], ["demo", "samples"], ["check", "--json", "samples"]):
            done = subprocess.run([*program, *arguments], cwd=folder, stdout=subprocess.PIPE, check=True)
            if arguments[0] != "demo" and not done.stdout.startswith(b"{"):
                sys.exit(f"{wheel.name}: `{' '.join(arguments)}` gave no JSON")
    sys.stdout.write("".join(f"dist/{path.name}\n" for path in sorted(DIST.glob("sensus*"))))


def expect_resources(wheel: Path) -> None:
    """End unless every data file of the checkout is inside the wheel."""
    with zipfile.ZipFile(wheel) as archive:
        inside = set(archive.namelist())
    resources = ROOT / "resources"
    files = (path.relative_to(resources).as_posix() for path in resources.rglob("*") if path.is_file())
    missing = [name for name in files if f"sensus_verify/_resources/{name}" not in inside]
    if missing:
        sys.exit(f"{wheel.name} lacks {', '.join(missing)}")


if __name__ == "__main__":
    main()
