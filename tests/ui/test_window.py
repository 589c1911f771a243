import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMessageBox,
    QTableView,
    QWidget,
)
from pytestqt.qtbot import QtBot

from db.operation_log import Change
from ntm_desktop.domain.errors import FileMissing
from ntm_desktop.domain.evaluation import Verdict
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.act import act
from ntm_desktop.services.enrol import accept_permit, permit, write_request
from ntm_desktop.services.known_machines import own_words
from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.open_desk import OpenDesk, json_text, open_desk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.record import record_entry
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune, start_with_sample
from tests.ui.keys import press
from tests.ui.round_trip import round_trip
from ui.app import build_window
from ui.navigation import ENTRIES, EXTRAS
from ui.screen import Screen
from ui.style import PAPER, VERDICT_LOOK
from ui.window import MainWindow

NONE = Qt.FocusPolicy.NoFocus
CONTROL = Qt.KeyboardModifier.ControlModifier


def label(window: QWidget, name: str) -> QLabel:
    found = window.findChild(QLabel, name)
    assert found is not None, name
    return found


def label_of_person(window: QWidget) -> str:
    found = window.findChild(QAbstractButton, "person")
    assert found is not None
    return found.text()


def test_the_frame_says_whose_figures_these_are(window: MainWindow) -> None:
    assert label(window, "commune_name").text() == "Xã Ia Tơi"
    assert label_of_person(window).startswith("Người nhập: ")
    assert label(window, "sample_tag").isVisible()
    assert label(window, "last_backup").text() == "Chưa sao lưu"


def test_control_and_a_digit_shows_each_screen(window: MainWindow) -> None:
    for position, entry in enumerate(ENTRIES):
        press(Qt.Key(Qt.Key.Key_1 + position), CONTROL)
        assert window.screen_name == entry.name


def test_f1_is_help_and_control_f_is_search(window: MainWindow) -> None:
    press(Qt.Key.Key_F1)
    assert window.screen_name == "help"
    press(Qt.Key.Key_F, CONTROL)
    focused = window.focusWidget()
    assert isinstance(focused, QLineEdit)
    assert focused.objectName() == "search"


def test_screens_are_made_when_first_shown(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    window = build_window(sample_desk)
    qtbot.addWidget(window)
    assert [one.name for one in window.findChildren(Screen)] == ["overview"]
    window.close()


def test_context_and_screen_are_remembered(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    window = build_window(sample_desk)
    qtbot.addWidget(window)
    window.choose_period(parse_period("2022-Q3"))
    window.show_screen("recording")
    again = build_window(sample_desk)
    qtbot.addWidget(again)
    assert again.screen_name == "recording"
    boxes = {box.objectName(): box.currentText() for box in again.findChildren(QComboBox)}
    assert (boxes["year"], boxes["part_of_year"]) == ("Năm 2022", "Quý III")
    window.close()
    again.close()


def test_the_upper_level_chooses_among_communes(qtbot: QtBot, folder: DataFolder) -> None:
    with start_with_sample(folder, "ia-hdrai", upper_level=True) as desk:
        window = build_window(desk)
        qtbot.addWidget(window)
        window.show_screen("recording")
        box = window.findChild(QComboBox, "commune")
        assert box is not None
        assert [box.itemText(row) for row in range(box.count())] == ["Xã Ia Dom", "Xã Ia Đal", "Xã Ia Tơi"]
        box.setCurrentIndex(1)
        box.activated.emit(1)
        assert window._context_bar.context().commune.name == "Ia Đal"
        window.close()


def test_the_day_s_backup_is_made_once_in_the_background(
    qtbot: QtBot, window: MainWindow, sample_desk: OpenDesk
) -> None:
    with qtbot.waitSignal(window.tasks.finished):
        window.back_up_if_due()
    qtbot.waitUntil(lambda: label(window, "last_backup").text().startswith("Sao lưu hôm nay"))
    window.back_up_if_due()
    assert not window.tasks.is_busy
    assert len(list_backups(sample_desk.folder)) == 1


def test_long_work_shows_its_strip_and_can_be_stopped(qtbot: QtBot, window: MainWindow) -> None:
    def endless(desk: OpenDesk, progress: object) -> None:
        while True:
            progress(1, 3, "thôn 1")

    window.tasks.run("Đang thử", endless, print)
    strip = window.findChild(QWidget, "task_strip")
    assert strip is not None
    qtbot.waitUntil(strip.isVisible)
    stop = window.findChild(QAbstractButton, "task_stop")
    assert stop is not None
    with qtbot.waitSignal(window.tasks.finished):
        stop.click()
    assert not strip.isVisible()
    assert label(window, "news").text().startswith("Đã dừng")


def test_closing_waits_for_the_work_that_runs(qtbot: QtBot, window: MainWindow) -> None:
    def endless(desk: OpenDesk, progress: object) -> None:
        while True:
            progress(1, 3, "")

    window.tasks.run("Đang thử", endless, print)
    window.close()
    assert window.tasks._pool.activeThreadCount() == 0


def test_an_expected_error_is_one_sentence_with_one_button(qtbot: QtBot, window: MainWindow) -> None:
    window.messages.tell_error(FileMissing("/khong/co.ntm"))
    box = window.findChild(QMessageBox, "warning")
    assert box is not None
    assert "co.ntm" in box.text()
    assert [button.text() for button in box.buttons()] == ["Đã hiểu"]
    box.close()


def test_a_bug_can_be_copied_and_the_program_runs_on(qtbot: QtBot, window: MainWindow) -> None:
    window.messages.tell_bug("Traceback: chi tiết")
    box = window.findChild(QMessageBox, "bug")
    assert box is not None
    copy = next(button for button in box.buttons() if button.text() == "Sao chép chi tiết")
    copy.click()
    assert QApplication.clipboard().text() == "Traceback: chi tiết"
    assert window.isVisible()
    box.close()


def test_the_upper_level_begins_with_a_commune_that_has_come(qtbot: QtBot, folder: DataFolder) -> None:
    with start_with_sample(folder, "ia-hdrai", upper_level=True) as desk:
        window = build_window(desk)
        qtbot.addWidget(window)
        chooser = window.findChild(QComboBox, "commune")
        assert chooser is not None
        chosen = next(one for one in desk.communes() if one.title == chooser.currentText())
        assert desk.villages(chosen.id)
        window.close()


def test_every_screen_goes_to_the_commune_whose_file_was_taken_in(qtbot: QtBot, tmp_path: Path) -> None:
    with round_trip(tmp_path) as desks:
        desks.record(desks.lead, "9.2", "151/200")
        file = export_package(desks.lead, desks.stick).path
        facts = {"place_kind": "commune", "name": "Ia Dom", "parent": desks.upper.place.id}
        act(desks.upper, "thêm xã", [Change("place", "ia-dom", key, json_text(one)) for key, one in facts.items()])
        window = build_window(desks.upper)
        qtbot.addWidget(window)
        window.show()
        chooser = window.findChild(QComboBox, "commune")
        assert chooser is not None
        chooser.setCurrentIndex(chooser.findText("Xã Ia Dom"))
        chooser.activated.emit(chooser.currentIndex())
        window.go_to("exchange", "send")
        screen = window.made_screen("exchange")
        screen.receiving.look_at(str(file))
        qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20000)
        button = screen.findChild(QAbstractButton, "package_accept")
        assert button is not None
        button.click()
        qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20000)
        assert chooser.currentText() == "Xã Ia Tơi"
        window.show_screen("review")
        assert window.made_screen("review").model.places
        window.close()


class _Shown(QObject):
    """What appears beside the window: a part shown before it has its parent is a window for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched.objectName() or repr(watched))
        return False


@pytest.mark.parametrize("entry", [*ENTRIES, *EXTRAS])
def test_a_screen_is_made_without_a_window_of_its_own_flashing_up(window: MainWindow, entry: object) -> None:
    watching = _Shown()
    QApplication.instance().installEventFilter(watching)
    window.show_screen(entry.name)
    QApplication.processEvents()
    QApplication.instance().removeEventFilter(watching)
    assert not watching.windows
    assert window.isActiveWindow()


@pytest.mark.parametrize("entry", [*ENTRIES, *EXTRAS])
def test_every_control_has_a_name_and_speaks_vietnamese(window: MainWindow, entry: object) -> None:
    window.show_screen(entry.name)
    nameless = []
    english = []
    for widget in window.findChildren(QWidget):
        if not isinstance(widget, QAbstractButton | QComboBox | QLineEdit) and widget.focusPolicy() is NONE:
            continue
        if widget.objectName().startswith("qt_") or widget.parent() is None or _is_inner(widget):
            continue
        if not widget.objectName() or not widget.accessibleName():
            nameless.append(f"{type(widget).__name__} {widget.objectName()!r} {widget.accessibleName()!r}")
        if isinstance(widget, QAbstractButton) and widget.text().replace("&", "") in _ENGLISH:
            english.append(widget.text())
    assert not nameless
    assert not english


_ENGLISH = {"OK", "Cancel", "Close", "Yes", "No", "Apply", "Save", "Open", "Help", "Show Details..."}


def _is_inner(widget: QWidget) -> bool:
    """Parts that Qt makes inside its own widgets: headers, views of choosers, corner and clear buttons."""
    kind = str(widget.metaObject().className())
    parent = widget.parentWidget()
    inner = {"QHeaderView", "QTableCornerButton", "QLineEditIconButton", "QComboBoxListView", "QScrollBar"}
    outer = {"QComboBox", "QComboBoxPrivateContainer", "QAbstractSpinBox", "QSpinBox", "QDateEdit"}
    return kind in inner or (parent is not None and str(parent.metaObject().className()) in outer)


def test_verdicts_are_told_apart_by_sign_and_read_on_their_tints() -> None:
    assert set(VERDICT_LOOK) == set(Verdict)
    assert len({look.sign for look in VERDICT_LOOK.values()}) == len(Verdict)
    for look in VERDICT_LOOK.values():
        assert _contrast(look.colour, look.tint) >= 4.5, look
        assert _contrast(look.colour, PAPER) >= 4.5, look


def _contrast(one: str, other: str) -> float:
    lights = sorted((_luminance(one), _luminance(other)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_a_closed_window_is_freed(qapp: QApplication, folder: DataFolder) -> None:
    start_with_sample(folder, "ia-hdrai").close()
    freed = []
    entries = (*ENTRIES, *EXTRAS)
    for _ in range(2):
        desk = open_desk(folder)
        window = build_window(desk)
        for entry in entries:
            window.show_screen(entry.name)
        ghost = weakref.ref(window)
        screens = [weakref.ref(window.made_screen(entry.name)) for entry in entries]
        window.close()
        window.deleteLater()
        del window
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        desk.close()
        del desk
        gc.collect()
        freed.append(
            (
                ghost() is None,
                [entry.name for entry, one in zip(entries, screens, strict=True) if one()],
            )
        )
    assert freed == [(True, []), (True, [])]


def test_a_permit_for_another_commune_changes_it_everywhere_at_once(qtbot: QtBot, tmp_path: Path) -> None:
    """No restart: title, context and the cells are those of the commune the permit names."""
    lead = start_commune(DataFolder(tmp_path / "lead"), "Ia Tơi", villages=["Thôn 1"], person="Y Lan")
    desk = start_commune(DataFolder(tmp_path / "officer"), "Ia Tơii", villages=["Thôn 1"], person="A Nam")
    with lead, desk:
        window = build_window(desk)
        qtbot.addWidget(window)
        window.show_screen("recording")
        window.show_screen("exchange")
        request, words = write_request(desk, tmp_path)
        accept_permit(desk, permit(lead, request, words, tmp_path), own_words(lead))
        import_package(desk, export_package(lead, tmp_path, to_commune=True).path)
        window.made_screen("exchange").saved.emit("Đã nhận giấy phép")
        assert window.windowTitle() == "Xã Ia Tơi – NTM Desktop"
        assert label(window, "commune_name").text() == "Xã Ia Tơi"
        assert window._context_bar.context().commune.id == lead.place.id
        window.show_screen("recording")
        village = desk.find_place("Thôn 1")
        assert village.parent_id == lead.place.id
        record_entry(desk, village, desk.criteria_sets["village-ntm-starter"], "9.2", parse_period("2021"), "1/2")
        window.close()


def test_a_package_that_renames_the_commune_renames_the_window(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    window = build_window(sample_desk)
    qtbot.addWidget(window)
    with open_desk(sample_desk.folder) as task:
        task.log.write([Change("place", task.place.id, "name", '"Ia Tơi mới"')], "A")
    window.tasks.finished.emit()
    qtbot.waitUntil(lambda: window.windowTitle() == "Xã Ia Tơi mới – NTM Desktop")
    window.close()


def test_what_stands_beside_a_place_of_the_overview_is_read_whole(window: MainWindow, qtbot: QtBot) -> None:
    window.resize(1366, 768)
    window.show_screen("overview")
    table = window.findChild(QTableView, "overview_places")
    assert table is not None
    beside = table.model().columnCount() - 1
    qtbot.waitUntil(lambda: table.columnWidth(beside) > 0)
    longest = "12 chỗ không khớp; số liệu minh họa"
    assert table.columnWidth(beside) >= table.fontMetrics().horizontalAdvance(longest) + 8
