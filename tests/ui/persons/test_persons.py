"""Several persons at one laptop: a name, a PIN, and how long a wrong one waits."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QListWidget, QWidget
from pytestqt.qtbot import QtBot

from db.repositories import persons as rows
from ntm_desktop.domain.errors import WrongPin
from ntm_desktop.services import persons
from ntm_desktop.services.open_desk import OpenDesk
from tests.ui.desks import lead_desk
from tests.ui.stage import named_controls
from ui.app import build_window
from ui.persons.dialog import PersonDialog
from ui.window import MainWindow


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    with lead_desk(tmp_path) as opened:
        yield opened


@pytest.fixture
def dialog(qtbot: QtBot, desk: OpenDesk) -> Iterator[PersonDialog]:
    """Of a laptop where Y Hoa guards her name with a PIN."""
    persons.set_pin(desk, "Y Hoa", "1234")
    holder = QWidget()
    qtbot.addWidget(holder)
    shown = PersonDialog(desk, holder)
    shown.open()
    yield shown
    holder.close()


def choose(dialog: QDialog, name: str) -> None:
    listed = dialog.findChild(QListWidget, "persons")
    assert listed is not None
    row = next(row for row in range(listed.count()) if listed.item(row).text().strip().startswith(name))
    listed.setCurrentRow(row)


def write(dialog: QDialog, name: str, text: str) -> None:
    field = dialog.findChild(QLineEdit, name)
    assert field is not None
    field.setText(text)


def press(dialog: QDialog, name: str) -> None:
    button = dialog.findChild(QAbstractButton, name)
    assert button is not None
    button.click()


def change_pin_of_y_hoa(dialog: PersonDialog, *, old: str) -> None:
    choose(dialog, "Y Hoa")
    press(dialog, "change_pin")
    for name in ("new_pin", "new_pin_again"):
        write(dialog, name, "8888")
    write(dialog, "old_pin", old)
    press(dialog, "save_pin")


def said(dialog: QDialog, name: str) -> str:
    label = dialog.findChild(QLabel, name)
    assert label is not None
    return label.text()


def test_who_enters_with_the_right_pin_signs_from_then_on(dialog: PersonDialog, desk: OpenDesk) -> None:
    choose(dialog, "Y Hoa")
    write(dialog, "pin", "1234")
    press(dialog, "sign_in")
    assert desk.desk.person == "Y Hoa"
    assert [one.name for one in persons.list_persons(desk)] == ["Rơ Mah H'Lan", "Y Hoa"]


def test_a_wrong_pin_says_how_long_to_wait_and_changes_nothing(
    qtbot: QtBot, dialog: PersonDialog, desk: OpenDesk
) -> None:
    choose(dialog, "Y Hoa")
    write(dialog, "pin", "9999")
    press(dialog, "sign_in")
    assert desk.desk.person == "Rơ Mah H'Lan"
    assert "Chờ 2 giây" in said(dialog, "pin_fault")
    button = dialog.findChild(QAbstractButton, "sign_in")
    assert button is not None
    assert not button.isEnabled()
    qtbot.waitUntil(button.isEnabled, timeout=6000)
    write(dialog, "pin", "1234")
    press(dialog, "sign_in")
    assert desk.desk.person == "Y Hoa"


def test_a_right_pin_before_the_wait_is_over_is_not_called_wrong(dialog: PersonDialog, desk: OpenDesk) -> None:
    choose(dialog, "Y Hoa")
    write(dialog, "pin", "9999")
    press(dialog, "sign_in")
    choose(dialog, "Rơ Mah H'Lan")
    choose(dialog, "Y Hoa")
    write(dialog, "pin", "1234")
    press(dialog, "sign_in")
    assert desk.desk.person == "Rơ Mah H'Lan"
    assert said(dialog, "pin_fault").startswith("Mã PIN vừa gõ chưa được xem")
    assert "chưa đúng" not in said(dialog, "pin_fault")


def test_a_person_is_added_with_a_pin_typed_twice(dialog: PersonDialog, desk: OpenDesk) -> None:
    press(dialog, "add_person")
    write(dialog, "new_person_name", "A Biên")
    write(dialog, "new_pin", "2468")
    write(dialog, "new_pin_again", "2469")
    press(dialog, "save_pin")
    assert "khác nhau" in said(dialog, "pin_form_fault")
    write(dialog, "new_pin_again", "2468")
    press(dialog, "save_pin")
    assert "A Biên" in [one.name for one in persons.list_persons(desk) if one.has_pin]
    write(dialog, "pin", "2468")
    press(dialog, "sign_in")
    assert desk.desk.person == "A Biên"


def test_a_short_pin_is_refused_in_words(dialog: PersonDialog) -> None:
    press(dialog, "change_pin")
    write(dialog, "new_pin", "12")
    write(dialog, "new_pin_again", "12")
    press(dialog, "save_pin")
    assert "ít nhất 4" in said(dialog, "pin_form_fault")


def test_a_pin_is_changed_by_who_knows_the_old_one(dialog: PersonDialog, desk: OpenDesk) -> None:
    change_pin_of_y_hoa(dialog, old="1234")
    with pytest.raises(WrongPin):
        persons.sign_in(desk, "Y Hoa", "1234")


def test_a_pin_is_not_changed_by_who_does_not_know_the_old_one(dialog: PersonDialog, desk: OpenDesk) -> None:
    change_pin_of_y_hoa(dialog, old="4321")
    assert "Mã PIN của Y Hoa chưa đúng" in said(dialog, "pin_form_fault")
    rows.forget_failures(desk.database, "Y Hoa")  # the wait is over
    with pytest.raises(WrongPin):
        persons.sign_in(desk, "Y Hoa", "8888")
    rows.forget_failures(desk.database, "Y Hoa")
    persons.sign_in(desk, "Y Hoa", "1234")
    assert desk.desk.person == "Y Hoa"


def test_it_says_what_a_pin_does_not_protect(dialog: PersonDialog) -> None:
    assert any("không khóa tệp dữ liệu" in label.text() for label in dialog.findChildren(QLabel))
    assert named_controls(dialog) == []


def test_the_name_in_the_status_bar_opens_the_choice(qtbot: QtBot, desk: OpenDesk) -> None:
    persons.set_pin(desk, "Y Hoa", "1234")
    window = build_window(desk)
    qtbot.addWidget(window)
    window.show()
    button = window.findChild(QAbstractButton, "person")
    assert button is not None
    button.click()
    dialog = _dialog(window)
    choose(dialog, "Y Hoa")
    write(dialog, "pin", "1234")
    press(dialog, "sign_in")
    assert button.text().startswith("Người nhập: Y Hoa")
    window.close()


def test_a_laptop_of_several_guarded_names_asks_at_the_start(qtbot: QtBot, desk: OpenDesk) -> None:
    persons.set_pin(desk, "Y Hoa", "1234")
    persons.set_pin(desk, "Rơ Mah H'Lan", "4321")
    window = build_window(desk)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "person_dialog") is not None)
    press(_dialog(window), "person_close")
    assert not window.isVisible()


def test_before_a_name_is_entered_nothing_is_seen_and_nobody_is_added(qtbot: QtBot, desk: OpenDesk) -> None:
    persons.set_pin(desk, "Y Hoa", "1234")
    persons.set_pin(desk, "Rơ Mah H'Lan", "4321")
    window = build_window(desk)
    qtbot.addWidget(window)
    window.show()
    body = window.findChild(QWidget, "body")
    assert body is not None
    assert not body.isVisible()
    qtbot.waitUntil(lambda: window.findChild(QDialog, "person_dialog") is not None)
    dialog = _dialog(window)
    add = dialog.findChild(QAbstractButton, "add_person")
    assert add is not None
    assert not add.isVisible()
    choose(dialog, "Y Hoa")
    write(dialog, "pin", "1234")
    press(dialog, "sign_in")
    assert body.isVisible()
    window.close()


def test_a_laptop_of_one_person_asks_nothing(qtbot: QtBot, desk: OpenDesk) -> None:
    window = build_window(desk)
    qtbot.addWidget(window)
    window.show()
    qtbot.wait(50)
    assert window.findChild(QDialog, "person_dialog") is None
    window.close()


def _dialog(window: MainWindow) -> QDialog:
    found = window.findChild(QDialog, "person_dialog")
    assert found is not None
    return found
