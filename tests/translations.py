"""Gather the window's texts into `resources/i18n` and compile them: `python -m tests.translations --update`.

With `--check` nothing is written: the exit status is 1 when a text is missing or unfinished, or a compiled file is not
the one that the committed text gives.
"""

from __future__ import annotations

import argparse
import filecmp
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "sensus_verify" / "gui"
FOLDER = ROOT / "resources" / "i18n"
LANGUAGES = {"sv": (), "en": ("-pluralonly",)}
"""English is the language of the source: it needs its plural forms only."""


def gather(language: str, into: Path, *, drop_old: bool = False) -> None:
    """Bring the texts of the window into a `.ts` file."""
    _run(
        *("pyside6-lupdate", "-extensions", "py", str(SOURCES), *LANGUAGES[language], "-locations", "none"),
        *("-source-language", "en", "-target-language", language, *(("-no-obsolete",) if drop_old else ())),
        *("-ts", str(into)),
    )


def compiled(text: Path, into: Path) -> None:
    """Compile a `.ts` file. The result is the same each time."""
    _run("pyside6-lrelease", str(text), "-qm", str(into))


def problems() -> list[str]:
    """Return what is not as it should be, a line each."""
    found = []
    with TemporaryDirectory() as folder:
        for language in LANGUAGES:
            fresh, built = Path(folder) / f"{language}.ts", Path(folder) / f"{language}.qm"
            committed = FOLDER / f"{language}.ts"
            shutil.copy(committed, fresh)
            gather(language, fresh)
            if fresh.read_text("utf-8") != committed.read_text("utf-8"):
                found.append(f"{committed.name}: not the texts of the window; run make translations")
            if 'type="' in fresh.read_text("utf-8"):
                found.append(f"{committed.name}: unfinished or obsolete texts")
            compiled(committed, built)
            if not filecmp.cmp(built, FOLDER / built.name, shallow=False):
                found.append(f"{built.name}: not compiled from {committed.name}; run make translations")
    return found


def _run(tool: str, *arguments: str) -> None:
    subprocess.run([Path(sys.executable).parent / tool, *arguments], check=True, capture_output=True)


def _main() -> int:
    parser = argparse.ArgumentParser(description="Gather and compile the texts of the window.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--update", action="store_true")
    what.add_argument("--check", action="store_true")
    if parser.parse_args().update:
        for language in LANGUAGES:
            gather(language, FOLDER / f"{language}.ts", drop_old=True)
            compiled(FOLDER / f"{language}.ts", FOLDER / f"{language}.qm")
        return 0
    found = problems()
    for line in found:
        print(line)  # noqa: T201 - a command line says what it found
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(_main())
