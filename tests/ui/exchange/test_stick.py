"""What lies on the stick between laptops that know each other: found, taken in, receipted, wiped and noted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QLabel, QListWidget, QPushButton, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.households import Household, Member
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services.erase_households import erase_households
from ntm_desktop.services.find_packages import PackageState, find_packages
from ntm_desktop.services.keep_households import save_households
from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.list_pending import list_put_aside
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.record import record_entry
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.undo_import import undo_import
from tests.documents.pdf_reading import plain_text
from tests.ui.desks import enrolled, lead_desk, officer_desk, stick_of
from tests.ui.stage import Stage, named_controls
from ui.exchange.screen import ExchangeScreen

YEAR = parse_period("2021")


@pytest.fixture
def lead(tmp_path: Path) -> Iterator[OpenDesk]:
    with lead_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def officer(tmp_path: Path, lead: OpenDesk) -> Iterator[OpenDesk]:
    """Permitted, with the villages of the lead's first package."""
    with officer_desk(tmp_path) as desk:
        stick = stick_of(tmp_path, lead, desk)
        enrolled(desk, lead, stick)
        first = export_package(lead, stick, to_commune=True).path
        import_package(desk, first)
        first.unlink()
        yield desk


@pytest.fixture
def stick(tmp_path: Path, lead: OpenDesk, officer: OpenDesk) -> Path:
    return tmp_path / "usb"


def enter(desk: OpenDesk, text: str, code: str = "9.2") -> None:
    chosen = desk.criteria_set(None, Level.VILLAGE)
    record_entry(desk, desk.find_place("Thôn 1"), chosen, code, YEAR, text)


def received(qtbot: QtBot, desk: OpenDesk) -> Stage:
    """The desk's screen after taking in the one new file on the stick."""
    stage = Stage(qtbot, desk, ExchangeScreen)
    stage.click("receive")
    stage.wait()
    stage.wait()
    stage.click("package_accept")
    stage.wait()
    return stage


def test_the_one_new_file_on_the_stick_is_shown_at_once(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    enter(officer, "151/200")
    export_package(officer, stick)
    stage = Stage(qtbot, lead, ExchangeScreen)
    stage.click("receive")
    stage.wait()
    stage.wait()
    assert stage.text("package_title") == "Tệp số 1 của Xã Ia Tơi (A Nam)"
    assert "Máy chưa thay đổi gì" in stage.text("package_advice")
    assert stage.find(QAbstractButton, "package_accept").isVisible()
    assert stage.find(QLabel, "exchange_next").isHidden() or not stage.text("exchange_next")


def test_of_several_new_files_the_latest_is_proposed(
    qtbot: QtBot, tmp_path: Path, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    enter(officer, "151/200")
    export_package(officer, stick)
    enter(officer, "152/200")
    export_package(officer, stick)
    (stick / "hong.ntm").write_bytes(b"PK")
    stage = Stage(qtbot, lead, ExchangeScreen)
    stage.click("receive")
    stage.wait()
    files: QTableView = stage.find(QTableView, "files")
    assert [files.model().index(row, 0).data() for row in range(3)] == [
        *["● Chưa nhận"] * 2,
        "✗ Không đọc được",
    ]
    assert files.model().index(0, 2).data() == "2"
    stage.click("files_look")
    stage.wait()
    assert stage.text("package_title").startswith("Tệp số 2")
    stage.click("package_other")
    assert files.isVisible()
    assert named_controls(stage.screen) == []
    stage.click("files_leave")
    assert stage.find(QAbstractButton, "receive").isVisible()


def test_own_and_others_files_are_told_apart(lead: OpenDesk, officer: OpenDesk, stick: Path) -> None:
    enter(officer, "151/200")
    export_package(officer, stick)
    assert [one.state for one in find_packages(officer, [stick])] == [PackageState.OWN]
    (found,) = find_packages(lead, [stick])
    assert found.state is PackageState.NEW
    import_package(lead, found.path)
    (found,) = find_packages(lead, [stick])
    assert found.state is PackageState.RECEIVED


def test_a_file_whose_content_came_with_a_later_one_is_not_called_new(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    enter(officer, "151/200")
    export_package(officer, stick)
    enter(officer, "152/200")
    later = export_package(officer, stick)
    import_package(lead, later.path)
    stage = Stage(qtbot, lead, ExchangeScreen)
    stage.click("receive")
    stage.wait()
    files: QTableView = stage.find(QTableView, "files")
    states = [files.model().index(row, 0).data() for row in range(2)]
    assert states[0] == "= Đã có trong tệp nhận sau"
    assert states[1].startswith("= Đã nhận")
    assert stage.text("files_why").startswith("Không có tệp nào mới")
    undo_import(lead)
    assert {one.state for one in find_packages(lead, [stick])} >= {PackageState.NEW}


def test_a_file_that_was_taken_in_can_be_wiped_from_the_stick(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    enter(officer, "151/200")
    file = export_package(officer, stick).path
    stage = received(qtbot, lead)
    assert stage.find(QAbstractButton, "exchange_result_act").text() == "Xóa tệp trên USB..."
    stage.click("exchange_result_act")
    stage.answer("Giữ lại")
    assert file.exists()
    stage.click("exchange_result_act")
    stage.answer("Xóa tệp trên USB")
    assert not file.exists()
    assert stage.said[-1] == "Đã xóa tệp số 1 trên USB"


def test_a_sent_file_is_wiped_only_after_its_receipt(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    enter(officer, "151/200")
    sent = export_package(officer, stick).path
    stage = Stage(qtbot, officer, ExchangeScreen)
    table: QTableView = stage.find(QTableView, "register")
    assert table.model().index(0, 6).data() == "… chưa có báo nhận"
    assert not stage.find(QAbstractButton, "wipe_package").isEnabled()
    import_package(lead, sent)
    export_package(lead, stick, to_commune=True)
    stage.click("receive")
    stage.wait()
    stage.wait()
    stage.click("package_accept")
    stage.wait()
    assert table.model().index(1, 6).data().startswith("✓ đã được nhận ngày ")
    table.setCurrentIndex(table.model().index(1, 0))
    stage.click("wipe_package")
    stage.answer("Xóa tệp trên USB")
    assert not sent.exists()


def test_a_lead_sends_to_the_laptops_of_its_commune(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    stage = Stage(qtbot, lead, ExchangeScreen)
    assert stage.find(QAbstractButton, "export").text() == "Gửi lên cấp trên"
    enter(lead, "151/200")
    stage.click("export_commune")
    stage.wait()
    assert "gửi Xã Ia Tơi" in stage.text("exchange_result")
    assert find_packages(officer, [stick])[0].state is PackageState.NEW


def test_a_conflict_is_counted_and_leads_to_its_screen(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    enter(lead, "150/200")
    enter(officer, "151/200")
    export_package(officer, stick)
    stage = received(qtbot, lead)
    assert "1 chỗ các máy ghi khác nhau" in stage.text("exchange_next")
    stage.click("exchange_next_act")
    assert stage.went == [("conflicts", None)]


def test_a_delivery_note_is_saved_and_printed(
    qtbot: QtBot, tmp_path: Path, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    export_package(lead, stick)
    stage = Stage(qtbot, lead, ExchangeScreen)
    target = tmp_path / "bien-ban.pdf"
    stage.screen.papers.save_to(str(target))
    stage.wait()
    text = plain_text(target)
    assert "BIÊN BẢN GIAO NHẬN" in text
    assert "Huyện Ia H'Drai" in text
    assert register(lead)[0].sha256 in text.replace(" ", "")
    assert stage.said[-1].startswith("Đã lưu biên bản giao nhận")
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    stage.screen.papers.print_to(printer)
    stage.wait()
    assert (tmp_path / "in.pdf").stat().st_size > 1000
    assert stage.said[-1] == f"Đã lưu biên bản giao nhận thành tệp PDF: {tmp_path / 'in.pdf'}, 1 trang."


def test_a_package_whose_base_is_missing_waits_and_is_listed(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    enter(officer, "151/200")
    first = export_package(officer, stick).path
    kept = first.read_bytes()
    import_package(lead, first)
    receipt = export_package(lead, stick, to_commune=True).path
    import_package(officer, receipt)
    for file in (first, receipt):
        file.unlink()
    enter(officer, "152/200")
    later = export_package(officer, stick).path
    from ntm_desktop.services.undo_import import undo_import

    undo_import(lead)
    stage = Stage(qtbot, lead, ExchangeScreen)
    stage.screen.receiving.look_at(str(later))
    stage.wait()
    assert "chưa nhận" in stage.text("package_advice")
    stage.click("package_accept")
    stage.wait()
    tabs: QTabWidget = stage.find(QTabWidget, "exchange_tabs")
    assert tabs.tabText(1) == "Đang chờ, để riêng (1)"
    waiting: QTableView = stage.find(QTableView, "waiting")
    assert waiting.model().index(0, 3).data() == "… Chờ tệp số 1"
    (stick / "lai.ntm").write_bytes(kept)
    import_package(lead, stick / "lai.ntm")
    stage.screen.show_context(stage.context)
    assert tabs.tabText(1) == "Đang chờ, để riêng"


def test_what_is_outside_the_authors_rights_is_listed_with_its_reason(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    from ntm_desktop.services.assign import assign

    enter(officer, "151/200")
    export_package(officer, stick)
    village = lead.find_place("Thôn 1")
    assign(lead, [village], lead.criteria_set(None, Level.VILLAGE), [9], 2021, ["Y Hoa"])
    stage = received(qtbot, lead)
    stage.screen.open_at("pending")
    aside: QTableView = stage.find(QTableView, "put_aside")
    line = [aside.model().index(0, column).data() for column in range(5)]
    assert line == [
        "người nhập không được phân công tiêu chí này",
        "Số liệu 9.2, Năm 2021",
        "Thôn 1",
        "151/200",
        "A Nam",
    ]
    use: QPushButton = stage.find(QPushButton, "use_put_aside")
    aside.clearSelection()
    assert not use.isEnabled()
    aside.selectRow(0)
    stage.click("use_put_aside")
    stage.answer("Dùng 1 mục")
    assert "Đã dùng 1 mục để riêng" in stage.said
    assert list_put_aside(lead) == []
    assert use.isHidden()
    row = lead.database.row("SELECT figure FROM reading WHERE code = '9.2'")
    assert row == ('{"d":"200","n":"151"}',)


def test_copies_that_hold_a_household_erased_elsewhere_are_offered_to_go(
    qtbot: QtBot, lead: OpenDesk, officer: OpenDesk, stick: Path
) -> None:
    village = officer.find_place("Thôn 1")
    new = [Household(village.id, (Member("Y Thẩm Quyên", sex="female"),), "1")]
    (household,) = save_households(officer, officer.place, new, "nhập hộ").households
    import_package(lead, export_package(officer, stick).path)
    erase_households(officer, officer.place.id, [household.id])
    export_package(officer, stick)
    before = len(list_backups(lead.folder))
    stage = received(qtbot, lead)
    assert "Đã xóa hẳn khỏi máy này dữ liệu của 1 hộ" in stage.text("exchange_result")
    stage.answer("Xóa 1 bản sao lưu cũ")
    stage.wait()
    assert "Đã xóa 1 bản sao lưu cũ; bản sao lưu mới vẫn còn." in stage.said
    listed = stage.find(QListWidget, "backups")
    titles = [listed.item(row).text() for row in range(listed.count())]
    assert len(titles) == len(list_backups(stage.desk.folder))
    assert any("sau khi xóa hộ" in one for one in titles)
    assert len(list_backups(lead.folder)) == before + 1  # the one before taking in went, a new one came
    assert not any("Y Thẩm Quyên".encode() in path.read_bytes() for path in list_backups(lead.folder))
