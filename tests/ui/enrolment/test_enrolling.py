"""A laptop becomes known: asked for, compared by six words heard, permitted, taken, and taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QDialog, QLabel, QLineEdit, QRadioButton, QTableView
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.enrol import (
    accept_permit,
    is_permitted,
    list_devices,
    permit,
    read_request,
    revoke,
    write_request,
)
from ntm_desktop.services.known_machines import own_role, own_words, trust_sender
from ntm_desktop.services.make_recovery_key import new_recovery_key
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.recover_desk import recover_desk
from ntm_desktop.services.remember import remember
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune
from tests.ui.desks import UPPER, enrolled, lead_desk, officer_desk, stick_of, upper_desk
from tests.ui.stage import Stage, named_controls
from ui.enrolment.step_dialog import workplace
from ui.exchange.screen import ExchangeScreen


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[OpenDesk]:
    with lead_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def officer(tmp_path: Path) -> Iterator[OpenDesk]:
    with officer_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def stick(tmp_path: Path, lead: OpenDesk, officer: OpenDesk) -> Path:
    return stick_of(tmp_path, lead, officer)


def dialog(stage: Stage, name: str) -> QDialog:
    found: QDialog = stage.find(QDialog, name)
    return found


def press(inside: QDialog, name: str) -> None:
    button = inside.findChild(QAbstractButton, name)
    assert button is not None
    assert button.isEnabled()
    button.click()


def text(inside: QDialog, name: str) -> str:
    label = inside.findChild(QLabel, name)
    assert label is not None
    return label.text()


def write(inside: QDialog, name: str, words: str) -> None:
    field = inside.findChild(QLineEdit, name)
    assert field is not None
    field.setText(words)


def asked(qtbot: QtBot, officer: OpenDesk) -> Stage:
    """The officer's request lies on the stick."""
    stage = Stage(qtbot, officer, ExchangeScreen)
    stage.click("ask_permit")
    request = dialog(stage, "request_dialog")
    press(request, "request_dialog_act")
    press(request, "request_dialog_act")
    return stage


def test_a_request_is_written_and_its_six_words_stand_large(qtbot: QtBot, officer: OpenDesk, stick: Path) -> None:
    stage = Stage(qtbot, officer, ExchangeScreen)
    stage.click("ask_permit")
    request = dialog(stage, "request_dialog")
    chosen = request.findChild(QRadioButton, "request_officer")
    assert chosen is not None
    assert chosen.isChecked()
    assert named_controls(request) == []
    press(request, "request_dialog_act")
    assert len(list(stick.glob("*.ntm-yeucau"))) == 1
    words = text(request, "request_words").replace("\n", " · ").split(" · ")
    assert ", ".join(words) == own_words(officer)
    press(request, "request_dialog_act")
    assert stage.find(QAbstractButton, "accept_permit").property("main")
    assert stage.said[-1].startswith("Đã ghi tệp xin giấy phép")


def test_six_words_that_were_not_heard_give_no_permit(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    asked(qtbot, officer)
    stage = Stage(qtbot, lead, ExchangeScreen)
    stage.click("grant_permit")
    grant = dialog(stage, "grant_dialog")
    assert "A Nam" in text(grant, "grant_dialog_about")
    assert own_words(officer) not in "".join(label.text() for label in grant.findChildren(QLabel))
    press(grant, "grant_dialog_act")
    assert "sáu từ nghe được" in text(grant, "grant_dialog_fault")
    write(grant, "grant_dialog_words", own_words(lead))
    press(grant, "grant_dialog_act")
    assert "không khớp" in text(grant, "grant_dialog_fault")
    assert list(stick.glob("*.ntm-giayphep")) == []
    grant.reject()


def test_requests_are_chosen_by_person_and_those_without_a_permit_stand_first(
    qtbot: QtBot, tmp_path: Path, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    asked(qtbot, officer)
    (request,) = stick.glob("*.ntm-yeucau")
    kept = request.read_bytes()
    enrolled(officer, lead, stick)
    request.write_bytes(kept)
    with officer_desk(tmp_path, "Y Hoa") as other:
        stick_of(tmp_path, other)
        asked(qtbot, other)
        stage = Stage(qtbot, lead, ExchangeScreen)
        stage.click("grant_permit")
        grant = dialog(stage, "grant_dialog")
        files = grant.findChild(QComboBox, "grant_dialog_file")
        assert files is not None
        assert files.itemText(0).startswith("Y Hoa, ")
        assert files.itemText(1).startswith("A Nam, ")
        assert "đã có giấy phép" in files.itemText(1)
        assert files.toolTip().endswith(".ntm-yeucau")
        commune = grant.findChild(QComboBox, "grant_commune")
        assert commune is not None
        assert commune.currentText() == "Xã Ia Tơi"
        write(grant, "grant_dialog_words", "một hai ba")
        press(grant, "grant_dialog_act")
        assert "không khớp" in text(grant, "grant_dialog_fault")
        files.setCurrentIndex(1)
        fault = grant.findChild(QLabel, "grant_dialog_fault")
        assert fault is not None
        assert fault.isHidden()
        words = grant.findChild(QLineEdit, "grant_dialog_words")
        assert words is not None
        assert words.text() == ""
        assert "đã có giấy phép rồi" in text(grant, "grant_dialog_about")
        grant.reject()


def test_a_laptop_that_was_only_trusted_by_its_six_words_has_no_permit(tmp_path: Path, lead: OpenDesk) -> None:
    with upper_desk(tmp_path) as upper:
        stick = stick_of(tmp_path, lead, upper)
        sent = export_package(lead, stick).path
        trust_sender(upper, sent, own_words(lead))
        import_package(upper, sent)
        request, words = write_request(lead, stick, DeviceRole.LEAD)
        assert not is_permitted(upper, read_request(request))
        permit(upper, request, words, stick)
        assert is_permitted(upper, read_request(request))
        revoke(upper, lead.desk.device)
        assert not is_permitted(upper, read_request(request))


def test_a_laptop_is_permitted_and_becomes_what_its_permit_says(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    own = asked(qtbot, officer)
    stage = Stage(qtbot, lead, ExchangeScreen)
    stage.click("grant_permit")
    grant = dialog(stage, "grant_dialog")
    assert named_controls(grant) == []
    write(grant, "grant_dialog_words", own_words(officer).replace(",", ""))
    press(grant, "grant_dialog_act")
    assert len(list(stick.glob("*.ntm-giayphep"))) == 1
    spoken = text(grant, "grant_own_words").replace("\n", " · ").split(" · ")
    assert ", ".join(spoken) == own_words(lead)
    press(grant, "grant_dialog_act")
    devices: QTableView = stage.find(QTableView, "devices")
    assert devices.model().index(1, 0).data() == "A Nam"
    assert devices.model().index(1, 4).data() == "✓ Có giấy phép"
    assert not stage.find(QAbstractButton, "export_commune").isHidden()

    own.click("accept_permit")
    accept = dialog(own, "accept_dialog")
    assert "Rơ Mah H'Lan" in text(accept, "accept_dialog_about")
    assert named_controls(accept) == []
    write(accept, "accept_dialog_words", own_words(lead))
    press(accept, "accept_dialog_act")
    assert "máy của cán bộ" in text(accept, "accept_result")
    press(accept, "accept_dialog_act")
    assert own_role(officer) is DeviceRole.OFFICER
    assert own.find(QAbstractButton, "export").text() == "Gửi người phụ trách xã"
    assert own.find(QAbstractButton, "export").isEnabled()
    known: QTableView = own.find(QTableView, "devices")
    assert [known.model().index(1, column).data() for column in (0, 1, 3, 4)] == [
        "Rơ Mah H'Lan", "Máy của người phụ trách xã", own_words(lead), "✓ Có giấy phép",
    ]  # fmt: skip
    assert own.find(QLabel, "devices_alone").isHidden()
    assert own.find(QAbstractButton, "grant_permit").isHidden()


def test_without_a_file_on_the_stick_the_dialog_says_what_to_do(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    stage = Stage(qtbot, lead, ExchangeScreen)
    stage.click("grant_permit")
    grant = dialog(stage, "grant_dialog")
    assert "Chưa thấy tệp xin giấy phép" in text(grant, "grant_dialog_about")
    act = grant.findChild(QAbstractButton, "grant_dialog_act")
    assert act is not None
    assert not act.isEnabled()
    grant.reject()


def test_a_file_that_is_no_request_is_refused(qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path) -> None:
    bad = stick / "bad.ntm-yeucau"
    bad.write_text("{}", encoding="utf-8")
    stage = Stage(qtbot, lead, ExchangeScreen)
    stage.click("grant_permit")
    grant = dialog(stage, "grant_dialog")
    grant.choose(str(bad))
    assert "không phải là tệp yêu cầu" in text(grant, "grant_dialog_fault")
    grant.reject()


def test_the_upper_level_permits_leads(qtbot: QtBot, tmp_path: Path, lead: OpenDesk) -> None:
    with upper_desk(tmp_path) as upper:
        stick_of(tmp_path, lead, upper)
        enrolled(lead, upper, tmp_path / "usb", DeviceRole.LEAD)
        remember(lead, "enrolment.asked", None)
        stage = Stage(qtbot, lead, ExchangeScreen)
        assert "Có giấy phép do Phòng Nông nghiệp" in stage.text("laptop_state")


def test_revoking_names_the_act_and_is_done_only_when_confirmed(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    enrolled(officer, lead, stick)
    stage = Stage(qtbot, lead, ExchangeScreen)
    devices: QTableView = stage.find(QTableView, "devices")
    assert not stage.find(QAbstractButton, "revoke_permit").isEnabled()
    devices.setCurrentIndex(devices.model().index(1, 0))
    stage.click("revoke_permit")
    stage.answer("Giữ giấy phép")
    assert not list_devices(lead)[1].is_revoked
    stage.click("revoke_permit")
    stage.answer("Thu hồi giấy phép")
    assert list_devices(lead)[1].is_revoked
    assert devices.model().index(1, 4).data() == "✗ Đã thu hồi"
    assert "gửi tệp cho các nơi" in stage.text("laptops_result")
    assert not stage.find(QAbstractButton, "revoke_permit").isEnabled()


def test_an_officer_can_neither_permit_nor_revoke(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    enrolled(officer, lead, stick)
    stage = Stage(qtbot, officer, ExchangeScreen)
    assert stage.find(QAbstractButton, "grant_permit").isHidden()
    assert stage.find(QAbstractButton, "revoke_permit").isHidden()


def test_the_recovery_key_is_shown_once_and_is_new_each_time(qtbot: QtBot, lead: OpenDesk) -> None:
    stage = Stage(qtbot, lead, ExchangeScreen)
    assert stage.text("recovery_state").startswith("Chưa có khóa khôi phục")
    shown = []
    for _ in range(2):
        stage.click("recovery_key")
        recovery = [one for one in stage.screen.findChildren(QDialog, "recovery_dialog") if one.isVisible()][-1]
        press(recovery, "recovery_dialog_act")
        shown.append(text(recovery, "recovery_key").split())
        assert named_controls(recovery) == []
        press(recovery, "recovery_dialog_act")
    assert [len(one) for one in shown] == [11, 11]
    assert shown[0] != shown[1]
    assert stage.text("recovery_state").startswith("✓ Có khóa khôi phục, lập lúc")


def test_the_recovery_key_is_printed_as_one_sheet(qtbot: QtBot, lead: OpenDesk, tmp_path: Path) -> None:
    from PySide6.QtPrintSupport import QPrinter

    from ui.enrolment.recovery_dialog import RecoveryDialog

    stage = Stage(qtbot, lead, ExchangeScreen)
    stage.click("recovery_key")
    recovery = dialog(stage, "recovery_dialog")
    assert isinstance(recovery, RecoveryDialog)
    press(recovery, "recovery_dialog_act")
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "khoa.pdf"))
    recovery.print_on(printer)
    assert (tmp_path / "khoa.pdf").stat().st_size > 1000
    assert "in ra giấy rồi xóa tệp" in text(recovery, "recovery_printed")
    recovery.accept()


def test_everything_is_sent_again_for_a_laptop_that_has_a_recovery_key(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path, tmp_path: Path
) -> None:
    enrolled(officer, lead, stick)
    stage = Stage(qtbot, lead, ExchangeScreen)
    table: QTableView = stage.find(QTableView, "devices")
    table.setCurrentIndex(table.model().index(1, 0))
    again: QAbstractButton = stage.find(QAbstractButton, "resend_all")
    assert not again.isEnabled()
    assert "chưa có khóa khôi phục" in again.toolTip()
    key = new_recovery_key(officer)
    import_package(officer, export_package(lead, stick, to_commune=True).path)
    import_package(lead, export_package(officer, stick).path)
    stage.screen.show_context(stage.context)
    table.setCurrentIndex(table.model().index(0, 0))
    table.setCurrentIndex(table.model().index(1, 0))
    again.click()
    asked = dialog(stage, "resend_dialog")
    assert named_controls(asked) == []
    press(asked, "resend_dialog_act")
    stage.wait()
    assert "Đã xuất tệp số 2" in stage.text("laptops_result")
    whole = next(stick.glob("*so-0002*.ntm"))
    with recover_desk(DataFolder(tmp_path / "máy mới"), whole, key) as found:
        assert own_words(found) == own_words(officer)


def test_an_officers_laptop_begins_with_its_permit(qtbot: QtBot, officer: OpenDesk, stick: Path) -> None:
    stage = Stage(qtbot, officer, ExchangeScreen)
    assert stage.find(QAbstractButton, "ask_permit").isVisible()
    assert stage.find(QAbstractButton, "ask_permit").hasFocus()
    assert not stage.find(QAbstractButton, "export").isEnabled()
    assert "chưa có giấy phép" in stage.text("exchange_next")
    assert named_controls(stage.screen) == []
    role: QComboBox | None = stage.screen.findChild(QComboBox, "grant_role")
    assert role is None


@pytest.fixture
def upper(tmp_path: Path) -> Iterator[OpenDesk]:
    with upper_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def misspelt(tmp_path: Path) -> Iterator[OpenDesk]:
    with start_commune(DataFolder(tmp_path / "other"), "Ia Tơii", upper_level=UPPER, person="A Thao") as desk:
        yield desk


def test_a_misspelt_commune_is_asked_about_and_the_permit_names_the_one_that_is_meant(
    qtbot: QtBot, tmp_path: Path, lead: OpenDesk, upper: OpenDesk, misspelt: OpenDesk
) -> None:
    stick = stick_of(tmp_path, upper, misspelt, lead)
    enrolled(lead, upper, stick, DeviceRole.LEAD)
    import_package(upper, export_package(lead, stick).path)
    _, words = write_request(misspelt, stick, DeviceRole.LEAD)
    stage = Stage(qtbot, upper, ExchangeScreen)
    stage.click("grant_permit")
    grant = dialog(stage, "grant_dialog")
    assert named_controls(grant) == []
    assert "“Ia Tơii”, gần giống Xã Ia Tơi" in text(grant, "grant_near")
    commune = grant.findChild(QComboBox, "grant_commune")
    assert commune is not None
    assert commune.currentIndex() == -1
    write(grant, "grant_dialog_words", words)
    press(grant, "grant_dialog_act")
    assert "chưa cấp giấy phép" in text(grant, "grant_dialog_fault")
    assert [commune.itemText(row) for row in range(commune.count())] == ["Xã Ia Tơi", "Xã mới: Ia Tơii"]
    commune.setCurrentIndex(0)
    press(grant, "grant_dialog_act")
    accept_permit(misspelt, next(stick.glob("*.ntm-giayphep")), own_words(upper))
    assert misspelt.place.id == lead.place.id
    press(grant, "grant_dialog_act")


@pytest.mark.parametrize(
    ("role", "name", "said"),
    [
        (DeviceRole.OFFICER, "Ia Tơi", "xã Ia Tơi"),
        (DeviceRole.LEAD, "Phường Thống Nhất", "phường Thống Nhất"),
        (DeviceRole.UPPER_LEVEL, "huyện Ia H'Drai", "huyện Ia H'Drai"),
    ],
)
def test_the_place_of_a_laptop_is_called_with_its_kind(role: DeviceRole, name: str, said: str) -> None:
    assert workplace(role, name) == said
