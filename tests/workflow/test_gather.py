"""From folders to files: recursive, sorted, never around in circles."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sensus_verify.core.progress import Cancelled
from sensus_verify.workflow.gather import gather


def _make(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")


def _names(folder: Path, *paths: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in gather(paths or [folder])]


def test_folders_are_searched_to_the_bottom_in_order(tmp_path: Path):
    _make(tmp_path, "b.jpg", "a/z.png", "a/b/c.txt", "c/d.pdf")
    assert _names(tmp_path) == ["b.jpg", "a/z.png", "a/b/c.txt", "c/d.pdf"]


def test_named_files_come_as_they_are_given(tmp_path: Path):
    _make(tmp_path, "b.jpg", "a.jpg")
    missing = tmp_path / "missing.jpg"
    assert list(gather([tmp_path / "b.jpg", missing, tmp_path / "a.jpg"])) == [
        tmp_path / "b.jpg",
        missing,
        tmp_path / "a.jpg",
    ]


def test_a_link_back_to_the_folder_is_not_followed(tmp_path: Path):
    _make(tmp_path, "a/b.jpg")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "link.jpg").symlink_to(tmp_path / "a" / "b.jpg")
    assert _names(tmp_path) == ["a/b.jpg"]


def test_sidecars_are_read_with_their_file_and_alone_when_they_are_alone(tmp_path: Path):
    _make(tmp_path, "a.jpg", "a.jpg.c2pa", "a.xmp", "a.jpg.sensus-ai.json", "lone.c2pa", ".hidden")
    assert _names(tmp_path) == ["a.jpg", "lone.c2pa"]


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_listed_gets_a_row(tmp_path: Path):
    locked = tmp_path / "locked"
    locked.mkdir(mode=0o000)
    try:
        assert list(gather([tmp_path])) == [locked]
    finally:
        locked.chmod(0o700)


def test_counting_can_be_cancelled(tmp_path: Path):
    _make(tmp_path, *(f"{number}.jpg" for number in range(10)))
    counted: list[int] = []

    def progress(done: int, total: int) -> None:
        assert total == 0  # not known yet
        counted.append(done)
        if done == 3:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(gather([tmp_path], progress=progress))
    assert counted == [1, 2, 3]
