"""The window, with hands that read nothing: what they answer is made by tests.makers.inspections."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QThreadPool, QTranslator
from PySide6.QtGui import QColor, QFont, QImage, QLinearGradient, QPainter

from sensus_verify.core.verdict import Inspection
from sensus_verify.gui.models.desk import Desk, Hands
from sensus_verify.gui.theme import Choice, Look, load_letters
from sensus_verify.gui.views.main_window import MainWindow
from sensus_verify.gui.words import Language
from tests.makers import inspections


def pytest_collection_modifyitems(items):
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.gui)


@pytest.fixture(scope="session")
def qapp_args():
    return ["sensus-verify"]


@pytest.fixture(scope="session", autouse=True)
def _taken_apart_before_qt(qapp):
    """Take every window apart while its application lives, as the program does."""
    yield
    for one in qapp.topLevelWidgets():
        one.close()
        one.deleteLater()
    gc.collect()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture(scope="session")
def letters(qapp) -> str:
    assert qapp
    return load_letters()


@pytest.fixture
def pixels() -> int:
    """The size of the system's letters; a test may ask for others."""
    return 13


@pytest.fixture
def language(qapp) -> Iterator[Language]:
    made = Language(qapp, "en")
    yield made
    made.choose("en")


@pytest.fixture
def look(qapp, letters, pixels) -> Look:
    font = QFont(letters)
    font.setPixelSize(pixels)
    qapp.setFont(font)
    made = Look(qapp)
    made.choose(Choice.LIGHT)
    return made


def by_name(path: Path) -> Inspection:
    return inspections.BY_NAME.get(path.name, inspections.unknown)(str(path))


class FakeHands:
    """Answers at once, from the file's name; `before` runs ahead of each answer."""

    def __init__(self) -> None:
        self.before: Callable[[Path], None] = lambda _path: None
        self.read: list[Path] = []
        self.folders: dict[Path, list[Path]] = {}  # what stands below a folder
        self.inspection: Callable[[Path], Inspection] = by_name

    def gather(self, paths: Iterable[Path], *, progress) -> Iterator[Path]:
        for number, path in enumerate(paths):
            progress(number, 0)
            yield from self.folders.get(path, [path])

    def inspect_many(self, paths: Iterable[Path], *, found, progress) -> None:
        for number, path in enumerate(paths):
            progress(number, 0)
            self.before(path)
            self.read.append(path)
            found(number, inspections.answer(self.inspection(path)))
        progress(1, 1)

    def write_samples(self, folder: Path, words) -> list[Path]:
        assert folder.is_dir()
        paths = [folder / f"{name}-{words.language}.jpg" for name in ("one", "two")]
        for path in paths:
            path.write_bytes(b"")
        return paths

    def small(self, path: Path) -> QImage | None:
        return _drawing(path, 96)

    def large(self, path: Path) -> QImage | None:
        return _drawing(path, 768)

    @property
    def hands(self) -> Hands:
        return Hands(
            gather=self.gather,
            inspect_many=self.inspect_many,
            thumbnail=self.small,
            large=self.large,
            write_samples=self.write_samples,
        )


def _drawing(path: Path, side: int) -> QImage | None:
    """Return a landscape for what is a picture by its name."""
    if path.suffix not in {".png", ".jpg", ".pdf"}:
        return None
    colors = {
        "omslag-host.png": ("#8fbbe0", "#f3e8cf", "#8fa878", "#33432f"),
        "katt_kampanj.jpg": ("#d9a566", "#f0dcc0", "#8a5a3a", "#4e3323"),
        "DSC_0412.jpg": ("#9cc1df", "#efe3cf", "#b9b08d", "#5d6b4a"),
        "affisch_A3_tryck.pdf": ("#efece6", "#ffffff", "#d6d0c4", "#8e8778"),
    }
    above, sun, below, tree = colors.get(path.name, ("#9aaec2", "#e9edf1", "#7d8c84", "#46544e"))
    image = QImage(side, side * 3 // 4 if path.suffix == ".jpg" else side * 4 // 3, QImage.Format.Format_RGB32)
    sky = QLinearGradient(0, 0, 0, image.height())
    sky.setColorAt(0, QColor(above))
    sky.setColorAt(0.55, QColor(sun))
    sky.setColorAt(0.56, QColor(below))
    sky.setColorAt(1, QColor(below).darker(150))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.fillRect(image.rect(), sky)
    painter.setPen(QColor(0, 0, 0, 0))
    painter.setBrush(QColor(sun))
    painter.drawEllipse(int(side * 0.6), int(side * 0.16), side // 8, side // 8)
    painter.setBrush(QColor(tree))
    painter.drawEllipse(int(side * 0.1), int(image.height() * 0.45), int(side * 0.36), int(side * 0.36))
    painter.drawEllipse(int(side * 0.6), int(image.height() * 0.4), int(side * 0.45), int(side * 0.42))
    painter.end()
    return image


@pytest.fixture
def fake() -> FakeHands:
    return FakeHands()


@pytest.fixture
def desk(fake, language) -> Iterator[Desk]:
    made = Desk(fake.hands, language)
    yield made
    made.close()


@pytest.fixture
def window(qtbot, look, language, desk) -> MainWindow:
    made = MainWindow(look, language, desk)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture(autouse=True)
def _nothing_left_running():
    # As in the program: widgets are taken apart in their own thread only (see sensus_verify.gui.workers.collector).
    gc.disable()
    yield
    gc.enable()
    assert QThreadPool.globalInstance().waitForDone(10_000)


@pytest.fixture
def drop(qtbot, window) -> Callable[[Iterable[str]], None]:
    """Give files to the window and wait until all of them are answered."""

    def give(names: Iterable[str]) -> None:
        paths = [Path("/files") / name for name in names]
        with qtbot.waitSignal(window.desk.round_ended, timeout=20_000):
            window.add(paths)
        qtbot.wait_until(lambda: all(row.digest is not None for row in window.desk.files.rows), timeout=5000)

    return give


class Doubling(QTranslator):
    """A language in which every text is twice as long."""

    def translate(self, _context, source, _disambiguation=None, n=-1):
        text = source.replace("%Ln", str(n)) if n >= 0 else source
        return f"{text} {text}"

    def isEmpty(self):  # noqa: N802 - Qt's name
        return False
