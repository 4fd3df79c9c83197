"""What a person does with the window, and what it answers."""

from __future__ import annotations

import json
import stat
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QTreeView

from sensus_verify.core.errors import UsageError
from sensus_verify.core.evidence import Evidence, PersonalData, PersonalKind, Removal, Source
from sensus_verify.gui.models.file_list import State
from sensus_verify.gui.models.shown_files import Order
from sensus_verify.gui.theme import DARK, Choice
from sensus_verify.gui.views.fault_bar import place_of
from sensus_verify.gui.views.pieces import Text
from sensus_verify.workflow.answers import answers
from sensus_verify.workflow.words import Words
from tests.makers import inspections


def _texts(widget) -> list[str]:
    QApplication.processEvents()  # what was just built is shown by the next turn of the loop
    return [
        label.text().replace("\u200b", "")
        for label in widget.findChildren(QLabel)
        if label.isVisibleTo(widget.window())
    ]


def _press(widget, text: str) -> None:
    QApplication.processEvents()
    matching = [one for one in widget.findChildren(QPushButton) if one.text() == text and one.isVisible()]
    assert len(matching) == 1, [one.text() for one in widget.findChildren(QPushButton)]
    matching[0].click()


def _mime(*paths: str) -> QMimeData:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(path) for path in paths])
    return mime


def _drag(window, mime: QMimeData) -> QDragEnterEvent:
    event = QDragEnterEvent(
        window.rect().center(),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dragEnterEvent(event)
    return event


def _let_go(window, mime: QMimeData) -> QDropEvent:
    event = QDropEvent(
        QPointF(window.rect().center()),
        Qt.DropAction.CopyAction | Qt.DropAction.MoveAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    window.dropEvent(event)
    return event


def test_the_empty_window_has_one_sentence_one_button_one_link_and_nothing_else(window):
    assert window.empty.isVisible()
    assert _texts(window.empty) == ["Drop files here to see what they say about AI"]
    assert [one.text() for one in window.empty.findChildren(QPushButton)] == ["Choose files…", "Try with sample files"]
    assert not window.top.filter.isVisible()


def test_sample_files_are_written_beside_the_window_read_and_gone_at_the_end(qtbot, window, desk, fake):
    with qtbot.waitSignal(desk.round_ended, timeout=20_000):
        window.empty.samples.click()
        window.empty.samples.click()  # a double click is one wish
    assert [row.name for row in desk.files.rows] == ["one-en.jpg", "two-en.jpg"]
    folder = fake.read[0].parent.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not any(row.pasted for row in desk.files.rows)
    window.files.list.selectAll()
    window.remove()
    qtbot.wait_until(window.empty.isVisible, timeout=5000)
    with qtbot.waitSignal(desk.round_ended, timeout=20_000):
        window.empty.samples.click()  # once more, now that the list is empty again
    assert len(desk.files.rows) == 2
    desk.close()
    assert not folder.exists()


def test_sample_files_that_cannot_be_written_are_said_and_can_be_tried_again(qtbot, window, desk, fake):
    def refuse(folder, _words):
        key = "demo.cannotWrite"
        raise UsageError(key, folder=folder, reason="No space left on device")

    written, desk._write_samples = desk._write_samples, refuse
    with qtbot.waitSignal(desk.faulted, timeout=20_000):
        window.empty.samples.click()
    assert window.fault.isVisible()
    assert any("No space left on device" in text for text in _texts(window.fault))
    desk._write_samples = written
    with qtbot.waitSignal(desk.round_ended, timeout=20_000):
        window.empty.samples.click()
    assert len(fake.read) == 2


def test_files_that_hover_are_promised_and_files_that_are_dropped_are_read(qtbot, window):
    mime = _mime("/files/omslag-host.png", "/files/semester.jpg")
    entered = _drag(window, mime)
    assert entered.isAccepted()
    assert window._promise.isVisible()
    assert window._promise.accessibleName() == "Drop to check 2 files"
    with qtbot.waitSignal(window.desk.round_ended, timeout=10_000):
        dropped = _let_go(window, mime)
    assert dropped.isAccepted()
    assert dropped.dropAction() is Qt.DropAction.CopyAction  # never a move: the originals stay
    assert not window._promise.isVisible()
    assert [row.name for row in window.desk.files.rows] == ["omslag-host.png", "semester.jpg"]


def test_a_folder_that_hovers_is_promised_as_such_and_read_as_its_files(qtbot, window, fake, tmp_path):
    inside = [tmp_path / "a.jpg", tmp_path / "deep" / "b.jpg"]
    fake.folders[tmp_path] = inside
    mime = _mime(str(tmp_path))
    _drag(window, mime)
    assert window._promise.accessibleName() == "Drop to check everything in the folder"
    with qtbot.waitSignal(window.desk.round_ended, timeout=10_000):
        _let_go(window, mime)
    assert [row.path for row in window.desk.files.rows] == [str(path) for path in inside]


def test_text_that_hovers_is_refused(window):
    mime = QMimeData()
    mime.setText("hello")
    event = _drag(window, mime)
    assert not window._promise.isVisible()
    assert not _let_go(window, mime).isAccepted() or not event.isAccepted()


def test_an_address_on_the_web_is_never_fetched(window):
    mime = QMimeData()
    mime.setUrls([QUrl("https://example.org/a.jpg")])
    assert not window.take(mime)


def test_pasted_files_are_read(qtbot, window):
    QGuiApplication.clipboard().setMimeData(_mime("/files/semester.jpg"))
    with qtbot.waitSignal(window.desk.round_ended, timeout=10_000):
        qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert [row.name for row in window.desk.files.rows] == ["semester.jpg"]


def test_a_pasted_image_is_kept_privately_read_and_removed_at_the_end(qtbot, window):
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QGuiApplication.clipboard().setImage(image)
    with qtbot.waitSignal(window.desk.round_ended, timeout=10_000):
        qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    (row,) = window.desk.files.rows
    saved = Path(row.path)
    assert row.name == "Pasted image 1.png"
    assert QImage(str(saved)).size() == image.size()
    assert stat.S_IMODE(saved.parent.stat().st_mode) == 0o700
    qtbot.wait_until(lambda: any("usually lost its metadata" in text for text in _texts(window.details)), timeout=5000)
    window.close()
    assert not saved.parent.exists()


def test_an_empty_clipboard_is_said(window, drop):
    drop(["semester.jpg"])
    QGuiApplication.clipboard().setText("hello")
    window.paste()
    assert "There is neither a file nor an image on the clipboard." in _texts(window.files)


def test_a_single_file_is_chosen_at_once_and_several_wait_for_a_choice(qtbot, window, drop):
    drop(["semester.jpg"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    assert "The file says nothing about AI. That does not mean that it was made without AI." in _texts(window.details)


def test_the_list_alone_fills_the_window_until_something_is_chosen(qtbot, window, drop):
    drop(inspections.BY_NAME)
    QApplication.processEvents()
    assert window.files.isVisible()
    assert not window.details.isVisible()
    window.files.choose("/files/omslag-host.png")
    qtbot.wait_until(window.details.isVisible, timeout=5000)


@pytest.mark.parametrize(
    ("name", "sentences"),
    [
        (
            "omslag-host.png",
            [
                "The file says that it is wholly AI-generated.",
                "Signed by OpenAI and unchanged since. The issuer is on the C2PA list (2026-08-21).",
                "Label the picture visibly before it is published.",
                "PNG iTXt XML:com.adobe.xmp: Iptc4xmpExt:DigitalSourceType, from byte 41 · covered by the signature",
            ],
        ),
        (
            "semester.jpg",
            [
                "The file says nothing about AI. That does not mean that it was made without AI.",
                "The file has no Content Credentials.",
                "Invisible watermarks, such as SynthID, can only be read by those who set them.",
            ],
        ),
        (
            "katt_kampanj.jpg",
            ["The file was changed after it was signed. Saving it again in an ordinary program is enough."],
        ),
        ("affisch_A3_tryck.pdf", ["ComfyUI (clear trace): PNG tEXt workflow"]),
        ("trasig.webp", ["Could not be read"]),
    ],
)
def test_the_answers_stand_in_the_right_column(qtbot, window, drop, name, sentences):
    drop(inspections.BY_NAME)
    window.files.choose(f"/files/{name}")
    qtbot.wait_until(lambda: window.details.isVisible() and window.preview._name.text == name, timeout=5000)
    shown = _texts(window.details)
    assert [sentence for sentence in sentences if sentence not in shown] == []


def test_no_limit_of_an_answer_is_left_out(qtbot, window, drop):
    drop(["omslag-host.png"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    inspection = inspections.signed("/files/omslag-host.png")
    said = answers(inspection, Words.load("en"))
    shown = _texts(window.details)
    assert [line for line in (*said.ai_why, *said.credential_why) if line not in shown] == []
    assert any("revoked" in line for line in said.credential_why)


def test_the_unknown_state_looks_and_sounds_like_no_accusation(qtbot, window, drop):
    drop(["semester.jpg"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    assert [label.text() for label in window.details.findChildren(Text) if label.property("tone") == "todo"] == []
    assert "What was looked for" in _texts(window.details)
    assert "What cannot be known from the file" in _texts(window.details)


def test_personal_data_are_shortened_until_they_are_asked_for(qtbot, window, drop):
    drop(["DSC_0412.jpg"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    assert not any("18.06860" in text or "Anna Exempel" in text for text in _texts(window.details))
    _press(window.details, "Show values")
    assert "Place: 59.32930, 18.06860" in _texts(window.details)
    _press(window.details, "Hide values")
    assert not any("18.06860" in text for text in _texts(window.details))


def test_personal_data_that_a_statement_repeats_are_shortened_there_too(qtbot, window, fake, drop):
    address = "anna.exempel@sensus.se"
    found = inspections.camera("/files/a.jpg")
    repeated = Evidence(source=Source.XMP, property="dc:description", value=f"Ask {address}", where="XMP")
    personal = PersonalData(kind=PersonalKind.EMAIL, where="XMP dc:description", value=address, removal=Removal.CHOICE)
    fake.inspection = lambda _path: replace(found, evidence=(repeated,), personal_data=(personal,))
    drop(["a.jpg"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    assert any(text.startswith("Ask ") for text in _texts(window.details))
    assert not any(address in text for text in _texts(window.details))


def test_the_origin_is_a_tree_and_a_list(qtbot, window, drop):
    drop(["omslag-host.png"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    tree = window.details.findChild(QTreeView)
    qtbot.wait_until(tree.isVisible, timeout=5000)
    assert tree.model().index(0, 0).data() == "omslag-host.png"
    _press(window.details, "List")
    assert not tree.isVisible()
    texts = _texts(window.details)
    assert "omslag-host.png" in texts
    assert any(text.endswith("skiss.png (input)") for text in texts)


def test_codes_are_folded_away_until_they_are_wanted(qtbot, window, drop):
    drop(["katt_kampanj.jpg"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    assert "assertion.dataHash.mismatch" not in _texts(window.details)
    _press(window.details, "Show codes")
    assert "assertion.dataHash.mismatch" in _texts(window.details)


def test_texts_out_of_a_file_stay_text_and_widen_nothing(qtbot, window, fake, drop):
    fake.inspection = lambda path: inspections.hostile(str(path))
    drop(["evil.png"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    labels = window.findChildren(QLabel)
    assert {label.textFormat() for label in labels} == {Qt.TextFormat.PlainText}
    assert not any(label.openExternalLinks() for label in labels)
    inner = window.details.widget()
    assert inner.width() <= window.details.viewport().width()


def test_a_failed_file_says_what_why_and_what_next_and_can_be_tried_again(qtbot, window, fake, drop):
    drop(["trasig.webp"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    assert any("The file may be damaged. Fetch or export it again." in text for text in _texts(window.details))
    fake.inspection = lambda path: inspections.unknown(str(path))
    with qtbot.waitSignal(window.desk.round_ended, timeout=10_000):
        _press(window.details, "Try again")
    qtbot.wait_until(lambda: "The file has no Content Credentials." in _texts(window.details), timeout=5000)


def test_copy_as_text_and_as_json(qtbot, window, drop):
    drop(["omslag-host.png"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    QGuiApplication.clipboard().clear()
    _press(window.details, "Copy as text")
    qtbot.wait_until(lambda: QGuiApplication.clipboard().text() != "", timeout=5000)
    text = QGuiApplication.clipboard().text()
    assert text.startswith("/files/omslag-host.png")
    assert "wholly AI-generated" in text
    _press(window.details, "Copy as JSON")
    qtbot.wait_until(lambda: QGuiApplication.clipboard().text().startswith("{"), timeout=5000)
    document = json.loads(QGuiApplication.clipboard().text())
    assert document["schema"] == "sensus-verify/check/1"
    assert document["files"][0]["disclosure"]["aiUse"] == "whollyGenerated"


def test_several_files_are_counted(qtbot, window, drop):
    drop(inspections.BY_NAME)
    window.files.list.selectAll()
    qtbot.wait_until(lambda: "8 files chosen" in _texts(window.details), timeout=5000)
    texts = _texts(window.details)
    assert texts[texts.index("Wholly AI-generated") - 1] == "2"
    assert texts[texts.index("Says nothing about AI") - 1] == "4"
    assert texts[texts.index("Could not be read") - 1] == "1"


def test_filter_and_order_of_the_list(window, drop):
    drop(inspections.BY_NAME)
    window.top.filter.setText("katt")
    assert window.desk.shown.rowCount() == 1
    window.top.filter.setText("no such file")
    assert "No file on the list fits the filter." in _texts(window.files)
    window.escape()
    assert window.desk.shown.rowCount() == 8
    window.top._orders[Order.NAME].trigger()
    assert window.desk.shown.index(0).data() == "affisch_A3_tryck.pdf"


def test_delete_takes_off_the_list_and_chooses_the_next(qtbot, window, drop):
    drop(inspections.BY_NAME)
    window.files.choose("/files/katt_kampanj.jpg")
    qtbot.keyClick(window.files.list, Qt.Key.Key_Delete)
    assert window.desk.files.row_of("/files/katt_kampanj.jpg") is None
    assert [row.name for row in window.files.rows()] == ["DSC_0412.jpg"]
    window.files.list.selectAll()
    qtbot.keyClick(window.files.list, Qt.Key.Key_Delete)
    qtbot.wait_until(window.empty.isVisible, timeout=5000)


def test_escape_cancels_and_says_which_files_were_not_checked(qtbot, window, fake):
    reached, go_on = threading.Event(), threading.Event()

    def stop_at_third(_path):
        if len(fake.read) == 2:
            reached.set()
            assert go_on.wait(10)

    fake.before = stop_at_third
    with qtbot.waitSignal(window.desk.round_ended, timeout=10_000):
        window.add([Path(f"/files/{number}.jpg") for number in range(50)])
        qtbot.wait_until(reached.is_set, timeout=10_000)
        qtbot.wait_until(window.files.bar.isVisible, timeout=5000)
        qtbot.keyClick(window, Qt.Key.Key_Escape)
        go_on.set()
    states = [row.state for row in window.desk.files.rows]
    assert states[:3] == [State.DONE] * 3
    assert set(states[3:]) == {State.STOPPED}
    assert not window.files.bar.isVisible()
    window.files.choose("/files/9.jpg")
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    with qtbot.waitSignal(window.desk.round_ended, timeout=10_000):
        _press(window.details, "Check it now")
    assert window.desk.files.row_of("/files/9.jpg").state is State.DONE


def test_a_very_large_folder_asks_without_stopping(qtbot, window, fake):
    inside = [Path(f"/files/deep/{number}.jpg") for number in range(2_003)]
    fake.folders[Path("/files/deep")] = inside
    with qtbot.waitSignal(window.desk.round_ended, timeout=30_000):
        window.add([Path("/files/deep")])
    assert window.desk.files.rowCount() == 2_000
    assert "The folder holds 2,003 files. The first 2,000 are being checked." in _texts(window.files)
    with qtbot.waitSignal(window.desk.round_ended, timeout=30_000):
        _press(window.files, "Check all of them")
    assert window.desk.files.rowCount() == 2_003
    assert not window.files.bar.isVisible()


def test_the_language_changes_everywhere_at_once(qtbot, window, drop, language):
    drop(inspections.BY_NAME)
    window.files.choose("/files/omslag-host.png")
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    language.choose("sv")
    assert "Filen uppger att den är helt AI-genererad." in _texts(window.details)
    assert window.top.filter.placeholderText() == "Sök och filtrera"
    qtbot.wait_until(lambda: window.top._count.text == "8 filer · 4 att åtgärda", timeout=5000)
    assert window.desk.files.lines(window.desk.files.rows[5])[0] == "Ingen uppgift om AI"
    qtbot.wait_until(lambda: "PNG · 2,4 MB" in _texts(window.preview), timeout=5000)
    language.choose("en")
    assert "The file says that it is wholly AI-generated." in _texts(window.details)


def test_the_theme_changes_everywhere_at_once(window, look, qapp):
    look.choose(Choice.DARK)
    assert qapp.palette().window().color().name() == DARK.background
    assert window.grab().toImage().pixelColor(2, 2).name() == DARK.background


def test_below_a_thousand_pixels_the_answers_stand_under_the_picture(qtbot, window, drop):
    drop(["omslag-host.png"])
    qtbot.wait_until(window.details.isVisible, timeout=5000)
    window.resize(1360, 860)
    qtbot.wait_until(lambda: window.details.x() > window.preview.x(), timeout=5000)
    window.resize(900, 860)
    qtbot.wait_until(lambda: window.details.y() > window.preview.y(), timeout=5000)


def test_space_shows_the_picture_large_and_puts_it_away(qtbot, window, drop):
    drop(["omslag-host.png"])
    qtbot.wait_until(lambda: window.preview.image is not None, timeout=5000)
    window.files.list.setFocus()
    qtbot.keyClick(window.files.list, Qt.Key.Key_Space)
    assert window.large.isVisible()
    qtbot.keyClick(window.large.picture, Qt.Key.Key_Space)
    assert not window.large.isVisible()


def test_a_fault_is_said_without_a_word_of_any_file(window):
    held = "what the file holds"
    with pytest.raises(ValueError, match=held) as caught:
        int(held)
    window.fault.say(caught.value)
    assert window.fault.isVisible()
    assert held not in " ".join(_texts(window.fault))
    assert held not in place_of(caught.value)
    _press(window.fault, "Copy report")
    report = QGuiApplication.clipboard().text()
    assert "ValueError" in report
    assert "test_window.py" in report
    assert held not in report
    _press(window.fault, "Put away")
    assert not window.fault.isVisible()
