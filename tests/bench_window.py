"""How smoothly the window takes a large folder: first row, first answer, and the longest gaps of its event loop.

    python -m tests.bench_window FOLDER

Measured in wall time on the real window with its real workers; offscreen where there is no display. Called by
`tests.bench` as a process of its own. Not a test.
"""

from __future__ import annotations

import os
import sys
import time
from itertools import pairwise
from pathlib import Path

_BEAT_MILLISECONDS = 4


def main() -> None:
    """Open the window, drop the folder on it, and print what was measured."""
    if not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from sensus_verify.gui.app import _SWITCH_SECONDS, build, window_options
    from sensus_verify.gui.workers.collector import Collector
    from sensus_verify.workflow.previewer import Previewer

    sys.setswitchinterval(_SWITCH_SECONDS)  # as the program does
    application = QApplication(sys.argv[:1])
    small, large = Previewer(window_options()), Previewer(window_options())
    window = build(application, small, large, "sv")
    collector = Collector()
    collector.start()
    window.show()
    beats: list[float] = []
    named: list[float] = []
    answered: list[float] = []
    heart = QTimer(timerType=Qt.TimerType.PreciseTimer, interval=_BEAT_MILLISECONDS)
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    inspecting = window.desk.inspecting
    inspecting.named.connect(lambda *_: named.append(time.monotonic()))
    inspecting.answered.connect(lambda *_: answered.append(time.monotonic()))
    window.desk.round_ended.connect(lambda *_: application.quit())
    begin: list[float] = []

    def drop() -> None:
        heart.start()
        begin.append(time.monotonic())
        inspecting.add([Path(sys.argv[1])], limited=False)  # the question that a large folder asks is answered

    QTimer.singleShot(500, drop)
    application.exec()
    gaps = sorted((later - earlier for earlier, later in pairwise(beats)), reverse=True)
    print(
        f"window, {window.desk.files.rowCount()} files: {time.monotonic() - begin[0]:.1f} s, first row "
        f"{1000 * (named[0] - begin[0]):.0f} ms (goal 500), first answer {1000 * (answered[0] - begin[0]):.0f} ms, "
        f"longest gaps {', '.join(f'{1000 * gap:.0f}' for gap in gaps[:3])} ms (goal 50), "
        f"{sum(gap > 0.05 for gap in gaps)} over 50 ms, load {os.getloadavg()[0]:.1f}"
    )
    heart.stop()
    window.desk.close()
    small.close()
    large.close()
    collector.stop()
    os._exit(0)  # the process ends here: only what was measured matters


if __name__ == "__main__":
    main()
