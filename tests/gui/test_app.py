"""The whole program, put together as it is when it starts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QThreadPool

from sensus_verify.core.errors import SomethingMissing
from sensus_verify.gui.app import build, need_display, need_platform, run
from sensus_verify.gui.theme import LIGHT
from sensus_verify.workflow.batch import Options
from sensus_verify.workflow.previewer import Previewer
from tests.makers import png

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", ["DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"])
def test_any_sign_of_a_display_will_do(monkeypatch, name):
    for one in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(one, raising=False)
    with pytest.raises(SomethingMissing) as missing:
        need_display("linux")
    assert missing.value.problem.key == "missing.display"
    monkeypatch.setenv(name, "x")
    need_display("linux")


def test_other_systems_always_have_a_display(monkeypatch):
    for one in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(one, raising=False)
    need_display("darwin")
    need_display("win32")


def test_a_library_that_qt_needs_under_x_is_named_before_qt_ends_the_process(monkeypatch):
    def missing(_path):
        message = "libxcb-cursor.so.0: cannot open shared object file: No such file or directory"
        raise OSError(message)

    monkeypatch.setattr("sensus_verify.gui.app.ctypes.CDLL", missing)
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    if sys.platform.startswith("linux"):
        with pytest.raises(SomethingMissing) as raised:
            run([])
        assert raised.value.problem.key == "missing.library"
        assert ("library", "libxcb-cursor.so.0") in raised.value.problem.facts
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    need_platform("linux")
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    need_platform("linux")
    need_platform("darwin")


def test_real_files_are_read_and_drawn_by_real_workers(qtbot, qapp, letters, tmp_path, monkeypatch):
    assert letters
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    folder = tmp_path / "files"
    folder.mkdir()
    for name, make in png.SAMPLES.items():
        (folder / Path(name).name).with_suffix(".png").write_bytes(make())
    small, large = Previewer(Options.default()), Previewer(Options.default())
    window = build(qapp, small, large, "en")
    qtbot.addWidget(window)
    window.show()
    try:
        with qtbot.waitSignal(window.desk.round_ended, timeout=60_000):
            window.add([folder])
        rows = window.desk.files.rows
        assert len(rows) == len(png.SAMPLES)
        assert all(row.digest is not None for row in rows)
        labelled = next(row for row in rows if row.name.startswith("labelled-"))
        assert labelled.digest.ai != "Says nothing about AI"
        clean = next(row for row in rows if row.name.startswith("clean-"))
        assert clean.digest.ai == "Says nothing about AI"
        window.files.choose(clean.path)
        qtbot.wait_until(lambda: window.preview.image is not None, timeout=30_000)
    finally:
        window.desk.close()
        small.close()
        large.close()
        assert QThreadPool.globalInstance().waitForDone(10_000)


def test_the_program_opens_reads_and_ends_on_a_signal(tmp_path):
    sample = tmp_path / "a.png"
    sample.write_bytes(next(iter(png.SAMPLES.values()))())
    script = (
        "import os, signal, sys, threading\n"
        "from pathlib import Path\n"
        "from sensus_verify.gui.app import run\n"
        "if __name__ == '__main__':\n"
        "    threading.Timer(2, os.kill, (os.getpid(), signal.SIGTERM)).start()\n"
        "    sys.exit(run([Path(sys.argv[1])]))\n"
    )
    program = tmp_path / "program.py"
    program.write_text(script)
    ended = subprocess.run(
        [sys.executable, str(program), str(sample)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.png", "program.py"]


def test_without_a_choice_the_theme_follows_the_system(look):
    assert look.tokens is LIGHT
