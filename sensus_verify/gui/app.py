"""Build the application, hand every room what it needs, run. Nothing here is global.

Qt ends the whole process on Linux when there is no display, or a library for it is missing: both are looked at first.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from sensus_verify.carriers import all_carriers
from sensus_verify.core.errors import SomethingMissing
from sensus_verify.workflow.batch import Options, inspect_many
from sensus_verify.workflow.demo import write_samples
from sensus_verify.workflow.gather import gather
from sensus_verify.workflow.preview import Preview
from sensus_verify.workflow.previewer import Previewer
from sensus_verify.workflow.words import system_language

if TYPE_CHECKING:
    from PySide6.QtCore import QTimer
    from PySide6.QtGui import QImage
    from PySide6.QtWidgets import QApplication

    from sensus_verify.gui.views.main_window import MainWindow

_DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
_PACKAGES = (
    "sudo apt install libegl1 libgl1 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1"
    " libxcb-render-util0 libxcb-xkb1"
)
_SIGNAL_MILLISECONDS = 300
_NICE = 5  # the workers step back, so that the window stays quick while they are busy
_SWITCH_SECONDS = 0.0005  # how long a thread beside the window may keep Python to itself: ten times less than usual


def run(paths: Sequence[Path]) -> int:
    """Open the window with these files and return the exit code when it is closed.

    Raises:
        SomethingMissing: there is no display, or a library that Qt needs is missing.
    """
    need_display(sys.platform)
    try:
        from PySide6.QtWidgets import QApplication

        need_platform(sys.platform)
    except (ImportError, OSError) as error:
        key = "missing.library"
        raise SomethingMissing(key, library=str(error).partition(":")[0], command=_PACKAGES) from error

    from sensus_verify.gui.previews.icons import window_icon
    from sensus_verify.gui.workers.collector import Collector

    application = QApplication(sys.argv[:1])
    application.setApplicationName("Sensus Verify")
    application.setDesktopFileName("se.sensus.verify")
    application.setWindowIcon(window_icon())
    sys.setswitchinterval(_SWITCH_SECONDS)
    options = window_options()
    small, large = Previewer(options), Previewer(options)
    window = build(application, small, large)
    sys.excepthook = partial(_fault, window)
    collector = Collector()
    collector.start()
    alive = _listen_to_signals(application)
    window.show()
    window.add(paths)
    try:
        return application.exec()
    finally:
        alive.stop()
        sys.excepthook = sys.__excepthook__
        window.desk.close()
        small.close()
        large.close()
        collector.stop()


def need_display(platform: str) -> None:
    """Raise `SomethingMissing` where Qt would find no display."""
    if platform.startswith("linux") and not any(os.environ.get(name) for name in _DISPLAYS):
        key = "missing.display"
        raise SomethingMissing(key)


def need_platform(platform: str) -> None:
    """Raise `OSError`, with the name of a library first, where Qt could not open a window under X for want of it."""
    wanted = os.environ.get("QT_QPA_PLATFORM") or ("wayland" if os.environ.get("WAYLAND_DISPLAY") else "xcb")
    if not platform.startswith("linux") or not wanted.startswith("xcb"):
        return
    from PySide6.QtCore import QLibraryInfo

    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    ctypes.CDLL(str(plugins / "platforms" / "libqxcb.so"))  # Qt would load it next, and end the process


def window_options() -> Options:
    """Return how the window inspects files."""
    return replace(Options.default(), nice=_NICE)


def build(application: QApplication, small: Previewer, large: Previewer, language: str = "") -> MainWindow:
    """Return the window with everything behind it."""
    from sensus_verify.gui.models.desk import Desk, Hands
    from sensus_verify.gui.theme import Look
    from sensus_verify.gui.views.main_window import MainWindow
    from sensus_verify.gui.words import Language

    hands = Hands(
        gather=gather,
        inspect_many=partial(inspect_many, options=window_options()),
        thumbnail=lambda path: _image(small.thumbnail(path)),
        large=lambda path: _image(large.large(path)),
        write_samples=write_samples,
    )
    all_carriers()  # now: the first row that is painted would otherwise wait for them
    words = Language(application, language or system_language(), application)
    look = Look(application, application)
    return MainWindow(look, words, Desk(hands, words, application))


def _image(preview: Preview | None) -> QImage | None:
    """Decode a picture that a worker drew; runs beside the window."""
    from PySide6.QtGui import QImage

    if preview is None:
        return None
    image = QImage.fromData(preview.png)
    return None if image.isNull() else image


def _fault(window: MainWindow, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """Say in the window that the program has a fault, and on standard error where."""
    sys.__excepthook__(kind, error, trace)
    window.fault.say(error)


def _listen_to_signals(application: QApplication) -> QTimer:
    """End properly on Ctrl+C and on a request to terminate."""
    from PySide6.QtCore import QTimer

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: application.quit())
    # Python looks at signals between its own instructions only: this gives it some, twice or three times a second.
    timer = QTimer(application)
    timer.timeout.connect(lambda: None)
    timer.start(_SIGNAL_MILLISECONDS)
    return timer
