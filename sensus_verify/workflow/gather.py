"""From what the user dropped or named to the files to look at."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from sensus_verify.core.progress import Progress, silent


def gather(paths: Iterable[Path], *, progress: Progress = silent) -> Iterator[Path]:
    """Yield each named file as it is given, and every file below each named folder, sorted by name.

    Symbolic links inside folders are not followed, so a loop cannot arise; links that are named are. Files that other
    programs keep for themselves (names that begin with a dot) are passed over inside folders, and so are sidecars whose
    file stands beside them, because they are read with it. A folder that cannot be listed is yielded itself, so that it
    gets a row that says so. `progress(found, 0)` may raise `Cancelled`.
    """
    found = 0
    for path in paths:
        for one in _below(path) if path.is_dir() else (path,):
            found += 1
            progress(found, 0)
            yield one


def _below(folder: Path) -> Iterator[Path]:
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            yield here
            continue
        names = {entry.name for entry in entries}
        folders = []
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            if entry.is_dir(follow_symlinks=False):
                folders.append(here / entry.name)
            elif not is_sidecar(entry.name, names):
                yield here / entry.name
        waiting += reversed(folders)


def is_sidecar(name: str, names: set[str]) -> bool:
    """Tell whether the file called `name` is a sidecar of another of the `names` in its folder."""
    for ending in (".c2pa", ".xmp", ".sensus-ai.json"):
        if name.lower().endswith(ending):
            stem = name[: -len(ending)]
            return stem in names or any(
                other.startswith(f"{stem}.") and not other.lower().endswith((".c2pa", ".xmp", ".sensus-ai.json"))
                for other in names
            )
    return False
