"""The list of files and the list as it is shown, without a window."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from sensus_verify.gui.models.digest import digest
from sensus_verify.gui.models.file_list import FileList, State
from sensus_verify.gui.models.shown_files import Order, ShownFiles
from sensus_verify.workflow.words import Words
from tests.makers import inspections

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def files(language):
    made = FileList(language)
    made.setProperty("tester", QAbstractItemModelTester(made, FATAL))
    return made


@pytest.fixture
def shown(files):
    made = ShownFiles(files)
    made.setProperty("tester", QAbstractItemModelTester(made, FATAL))
    return made


def _paths(count: int) -> list[Path]:
    return [Path(f"/files/{number}.jpg") for number in range(count)]


def _answered(path: str, language: str = "en"):
    name = Path(path).name
    inspection = inspections.BY_NAME.get(name, inspections.unknown)(path)
    return Path(path), digest(inspections.answer(inspection), Words.load(language))


def _fill(files, names=inspections.BY_NAME):
    files.expect(Path(f"/files/{name}") for name in names)
    files.fill(_answered(f"/files/{name}") for name in names)


def _names(model) -> list[str]:
    return [model.index(row).data() for row in range(model.rowCount())]


def test_a_file_stands_on_the_list_once(files):
    files.expect(_paths(3))
    files.expect(_paths(4))
    assert _names(files) == ["0.jpg", "1.jpg", "2.jpg", "3.jpg"]


def test_an_answer_fills_its_row_and_a_second_reading_waits_again(files):
    files.expect([Path("/files/omslag-host.png")])
    files.fill([_answered("/files/omslag-host.png")])
    row = files.row_of("/files/omslag-host.png")
    assert row.state is State.DONE
    assert files.lines(row)[2] == "Label"
    files.expect([Path("/files/omslag-host.png")])
    assert row.state is State.WAITING
    assert files.lines(row)[0] == "Waiting to be read"


def test_an_answer_for_a_file_that_left_the_list_is_dropped(files):
    files.expect(_paths(2))
    files.remove(["/files/0.jpg"])
    files.fill([_answered("/files/0.jpg")])
    assert _names(files) == ["1.jpg"]


@pytest.mark.parametrize("many", [5, 400])
def test_rows_may_leave_in_any_number_and_order(files, shown, many):
    files.expect(_paths(1000))
    shown.sort_by(Order.NAME)
    going = random.Random(1).sample(_paths(1000), many)
    files.remove(str(path) for path in going)
    left = [path for path in _paths(1000) if path not in set(going)]
    assert [row.path for row in files.rows] == [str(path) for path in left]
    assert sorted(_names(shown)) == sorted(path.name for path in left)
    assert all(files.row_of(str(path)) is files.rows[place] for place, path in enumerate(left))
    assert files.index_of(str(left[-1])).row() == len(left) - 1


def test_a_cancelled_row_says_so(files):
    files.expect(_paths(1))
    files.stop_waiting()
    assert files.lines(files.rows[0])[0] == "Not checked: cancelled"


def test_the_row_is_one_line_of_words_for_screen_readers(files):
    _fill(files, ["katt_kampanj.jpg"])
    spoken = files.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert (
        spoken
        == "katt_kampanj.jpg, Wholly AI-generated · according to the file, Changed after it was signed, Contradiction"
    )


def test_names_and_tool_tips_are_never_markup_and_hide_nothing(files):
    files.expect([Path("/files/<b>a\u202egpj.exe")])
    assert files.index(0).data() == "<b>a[U+202E]gpj.exe"
    assert "<" not in files.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_the_language_changes_in_every_row(qtbot, files, language):
    _fill(files)
    language.choose("sv")
    assert files.lines(files.rows[0])[0].startswith("Helt AI-genererad")
    qtbot.wait_until(lambda: all(row.digest.language == "sv" for row in files.rows), timeout=5000)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("KATT", ["katt_kampanj.jpg"]),
        ("label", ["omslag-host.png", "affisch_A3_tryck.pdf"]),
        ("jpg nothing", ["DSC_0412.jpg", "semester.jpg"]),
        ("nowhere", []),
        ("", list(inspections.BY_NAME)),
    ],
)
def test_the_filter_takes_names_and_answers(files, shown, text, names):
    _fill(files)
    shown.filter(text)
    assert _names(shown) == names


@pytest.mark.parametrize(
    ("order", "first", "last"),
    [
        (Order.DROPPED, "omslag-host.png", "semester.jpg"),
        (Order.NAME, "affisch_A3_tryck.pdf", "trasig.webp"),
        (Order.AI, "omslag-host.png", "trasig.webp"),
        (Order.CREDENTIAL, "DSC_0412.jpg", "trasig.webp"),
        (Order.TODO, "katt_kampanj.jpg", "trasig.webp"),
    ],
)
def test_the_list_is_sorted_by_any_answer(files, shown, order, first, last):
    _fill(files)
    shown.sort_by(order)
    assert (_names(shown)[0], _names(shown)[-1]) == (first, last)
    assert sorted(_names(shown)) == sorted(inspections.BY_NAME)


def test_answers_that_stream_in_find_their_place(qtbot, files, shown):
    shown.sort_by(Order.TODO)
    shown.filter("label")
    _fill(files)
    qtbot.wait_until(lambda: _names(shown) == ["affisch_A3_tryck.pdf", "omslag-host.png"], timeout=5000)


def test_what_is_chosen_stays_chosen_when_the_order_changes(files, shown):
    _fill(files)
    chosen = QItemSelectionModel(shown)
    place = _names(shown).index("semester.jpg")
    chosen.select(shown.index(place), QItemSelectionModel.SelectionFlag.Select)
    kept = QPersistentModelIndex(shown.index(place))
    shown.sort_by(Order.NAME)
    assert kept.data() == "semester.jpg"
    assert [index.data() for index in chosen.selectedIndexes()] == ["semester.jpg"]
    shown.filter("katt")
    assert not chosen.selectedIndexes()


def test_ten_thousand_rows_stay_small(files):
    import tracemalloc

    count = 1_000
    files.expect(_paths(count))
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    files.fill(_answered(f"/files/{number}.jpg") for number in range(count))
    used = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert used * (10_000 // count) < 12 << 20
