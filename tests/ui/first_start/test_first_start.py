from pathlib import Path

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.desk import Role
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.known_machines import own_words
from ntm_desktop.services.make_recovery_key import new_recovery_key
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.remember import recall
from tests.ui.desks import lead_desk
from ui.app import build_window
from ui.first_start.dialog import FirstStart


def _open(qtbot: QtBot, folder: DataFolder) -> FirstStart:
    first = FirstStart(folder)
    qtbot.addWidget(first)
    first.open()
    return first


def _write(first: FirstStart, name: str, text: str) -> None:
    field = first.findChild(QWidget, name)
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    if isinstance(field, QLineEdit):
        field.setText(text)
    else:
        field.setPlainText(text)


def _start(qtbot: QtBot, first: FirstStart) -> OpenDesk:
    button = first.findChild(QPushButton, "start")
    assert button is not None
    with qtbot.waitSignal(first.ready) as made:
        button.click()
    desk = made.args[0] if made.args else None
    assert isinstance(desk, OpenDesk)
    return desk


def test_a_commune_starts_with_its_villages(qtbot: QtBot, folder: DataFolder) -> None:
    first = _open(qtbot, folder)
    _write(first, "commune", "Ia Tơi")
    _write(first, "upper_level", "huyện Ia H'Drai")
    _write(first, "villages", "Thôn 1\n\n  Làng Groi \n")
    _write(first, "person", "Rơ Mah H'Lan")
    with _start(qtbot, first) as desk:
        assert desk.desk.role is Role.COMMUNE
        assert desk.desk.person == "Rơ Mah H'Lan"
        assert [one.name for one in desk.villages(desk.desk.place_id)] == ["Thôn 1", "Làng Groi"]
    assert not first.isVisible()


def test_a_village_named_twice_is_remarked_and_may_stand(qtbot: QtBot, folder: DataFolder) -> None:
    first = _open(qtbot, folder)
    remark = first.findChild(QLabel, "villages_twins")
    assert remark is not None
    assert remark.isHidden()
    _write(first, "commune", "Ia Tơi")
    _write(first, "villages", "Thôn 4\nThôn 5\nthôn 4")
    assert not remark.isHidden()
    assert "“thôn 4” ghi hơn một lần" in remark.text()
    with _start(qtbot, first) as desk:
        assert [one.name for one in desk.villages(desk.desk.place_id)] == ["Thôn 4", "Thôn 5", "thôn 4"]


def test_a_missing_name_is_said_and_nothing_is_made(qtbot: QtBot, folder: DataFolder) -> None:
    first = _open(qtbot, folder)
    button = first.findChild(QPushButton, "start")
    fault = first.findChild(QLabel, "start_fault")
    assert button is not None
    assert fault is not None
    button.click()
    assert fault.isVisible()
    assert "tên xã" in fault.text()
    assert first.isVisible()
    assert not folder.database.exists()
    first.close()


def test_the_upper_level_starts_empty(qtbot: QtBot, folder: DataFolder) -> None:
    first = _open(qtbot, folder)
    choice = first.findChild(QRadioButton, "choose_upper_level")
    assert choice is not None
    choice.click()
    _write(first, "upper_level_name", "huyện Ia H'Drai")
    with _start(qtbot, first) as desk:
        assert desk.desk.role is Role.UPPER_LEVEL
        assert desk.communes() == []


def test_an_officers_laptop_starts_where_its_permit_is_asked_for(qtbot: QtBot, folder: DataFolder) -> None:
    first = _open(qtbot, folder)
    choice = first.findChild(QRadioButton, "choose_officer")
    fault = first.findChild(QLabel, "start_fault")
    start = first.findChild(QPushButton, "start")
    assert choice is not None
    assert fault is not None
    assert start is not None
    choice.click()
    _write(first, "officer_commune", "Ia Tơi")
    _write(first, "officer_upper_level", "huyện Ia H'Drai")
    start.click()
    assert "họ tên" in fault.text()
    assert not folder.database.exists()
    _write(first, "officer_person", "A Nam")
    with _start(qtbot, first) as desk:
        assert desk.place.name == "Ia Tơi"
        assert recall(desk, "enrolment.asked") == "officer"
        window = build_window(desk)
        qtbot.addWidget(window)
        window.show()
        assert window.screen_name == "exchange"
        ask = window.findChild(QPushButton, "ask_permit")
        assert ask is not None
        assert ask.isVisible()
        window.close()


def test_the_sample_of_a_commune_is_one_choice_away(qtbot: QtBot, folder: DataFolder) -> None:
    first = _open(qtbot, folder)
    choice = first.findChild(QRadioButton, "choose_sample")
    box = first.findChild(QComboBox, "sample_desk")
    assert choice is not None
    assert box is not None
    choice.click()
    box.setCurrentText("Xã Ia Đal")
    with _start(qtbot, first) as desk:
        assert desk.place.name == "Ia Đal"
        assert desk.desk.has_sample


def test_every_field_has_a_name(qtbot: QtBot, folder: DataFolder) -> None:
    first = _open(qtbot, folder)
    fields = first.findChildren(QWidget)
    nameless = [
        one
        for one in fields
        if isinstance(one, QLineEdit | QPlainTextEdit | QComboBox | QPushButton | QRadioButton)
        and not (one.objectName() and one.accessibleName())
    ]
    assert not nameless
    first.close()


def test_a_burnt_laptop_comes_back_at_the_first_start(qtbot: QtBot, folder: DataFolder, tmp_path: Path) -> None:
    with lead_desk(tmp_path) as lost:
        key, words = new_recovery_key(lost), own_words(lost)
        saved = back_up(lost, tmp_path / "sao lưu.db")
    first = _open(qtbot, folder)
    choice, start = first.findChild(QRadioButton, "choose_recover"), first.findChild(QPushButton, "start")
    fault, typed = first.findChild(QLabel, "start_fault"), first.findChild(QLabel, "recover_typed")
    assert choice is not None
    assert start is not None
    assert fault is not None
    assert typed is not None
    choice.click()
    assert start.text() == "Khôi phục máy"
    start.click()
    assert "tệp để khôi phục" in fault.text()
    _write(first, "recover_file", str(saved))
    _write(first, "recover_key", key[:-1])
    assert typed.text() == "Đã gõ 43/44 chữ số."
    start.click()
    assert "Khóa khôi phục không đúng" in fault.text()
    start.click()
    assert "hãy chờ" in fault.text()
    assert not folder.database.exists()
    (folder.root / "recovery-attempts.json").unlink()  # some seconds later
    _write(first, "recover_key", f" {key.replace(' ', '')}")
    with _start(qtbot, first) as desk:
        assert own_words(desk) == words
        assert desk.place.title == "Xã Ia Tơi"
        assert [one.name for one in desk.villages(desk.desk.place_id)] == ["Thôn 1", "Thôn 7"]


def test_a_name_one_letter_off_is_asked_about_and_mended_with_one_button(qtbot: QtBot, folder: DataFolder) -> None:
    first = _open(qtbot, folder)
    field, near = first.findChild(QLineEdit, "commune"), first.findChild(QPushButton, "commune_near")
    assert field is not None
    assert near is not None
    assert near.isHidden()
    _write(first, "commune", "Ia Tơii")
    field.editingFinished.emit()
    assert near.text() == "Có phải “Ia Tơi” không? Bấm để ghi đúng tên này."
    assert not near.isHidden()
    near.click()
    assert field.text() == "Ia Tơi"
    assert near.isHidden()
    first.close()


def test_a_commune_typed_without_marks_is_spelt_as_it_is_known(qtbot: QtBot, folder: DataFolder) -> None:
    first = _open(qtbot, folder)
    _write(first, "commune", "ia toi")
    _write(first, "upper_level", "h. ia h'drai")
    with _start(qtbot, first) as desk:
        assert desk.place.title == "Xã Ia Tơi"
        upper = desk.upper_level()
        assert upper is not None
        assert upper.title == "Huyện Ia H'Drai"
