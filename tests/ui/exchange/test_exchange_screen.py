from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QListWidget, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.errors import PackageDamaged
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.paths import DataFolder
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.known_machines import own_words
from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import record_entry
from ntm_desktop.services.restore_desk import restore_in_place
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune, start_upper_level, start_with_sample
from ntm_desktop.services.undo_import import why_not
from tests.ui.stage import Stage, named_controls, paper_text
from ui.exchange.safety import SafetyPane, backup_title
from ui.exchange.screen import ExchangeScreen
from ui.messages import Messages
from ui.screen import Context, Shell
from ui.tasks import Tasks

YEAR = parse_period("2021")


@pytest.fixture
def commune(tmp_path: Path) -> Iterator[OpenDesk]:
    """A commune's laptop with one figure."""
    folder = DataFolder(tmp_path / "commune")
    with start_commune(folder, "Măng Bút", upper_level="huyện Kon Plông", villages=["Thôn 1"]) as desk:
        chosen = desk.criteria_sets["village-ntm-starter"]
        record_entry(desk, desk.find_place("Thôn 1"), chosen, "9.2", YEAR, "151/200")
        yield desk


@pytest.fixture
def upper(tmp_path: Path) -> Iterator[OpenDesk]:
    """The upper level's laptop, which knows its commune but not the commune's machine."""
    folder = DataFolder(tmp_path / "upper")
    with start_commune(folder, "Măng Bút", upper_level="huyện Kon Plông") as desk:
        yield desk


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "usb"
    folder.mkdir()
    return folder


def test_exporting_says_what_happened_and_when_the_stick_may_go(
    qtbot: QtBot, commune: OpenDesk, stick: Path
) -> None:
    stage = Stage(qtbot, commune, ExchangeScreen)
    assert stage.find(QPushButton, "export").text() == "Gửi lên cấp trên"
    stage.screen.sending.export_to(str(stick))
    stage.wait()
    assert len(list(stick.glob("*.ntm"))) == 1
    assert "Huyện Kon Plông" in stage.text("exchange_result")
    assert "chưa ở trên USB nào" in stage.text("exchange_result")
    assert "CHƯA NIÊM PHONG" in stage.text("exchange_result")
    table: QTableView = stage.find(QTableView, "register")
    assert table.model().index(0, 0).data() == "↑ Đã gửi"
    assert table.model().index(0, 3).data() == "Huyện Kon Plông"


def test_the_folder_used_last_is_proposed_again(qtbot: QtBot, commune: OpenDesk, stick: Path) -> None:
    stage = Stage(qtbot, commune, ExchangeScreen)
    stage.screen.sending.export_to(str(stick))
    stage.wait()
    target: QComboBox = stage.find(QComboBox, "export_target")
    assert target.findText(f"Thư mục: {stick}") >= 0
    assert target.itemText(target.count() - 1) == "Chọn thư mục khác..."
    target.setCurrentIndex(target.findText(f"Thư mục: {stick}"))
    record_entry(
        commune, commune.find_place("Thôn 1"), commune.criteria_sets["village-ntm-starter"], "4.1", YEAR, "1/2"
    )
    stage.click("export")
    stage.wait()
    assert len(list(stick.glob("*.ntm"))) == 2


def test_a_place_that_has_gone_is_offered_no_more_and_no_other_takes_its_turn_unasked(
    qtbot: QtBot, commune: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = tmp_path / "USB1", tmp_path / "USB2"
    first.mkdir()
    second.mkdir()
    sticks = [first, second]
    monkeypatch.setattr("ui.folder_chooser.find_sticks", lambda: [one for one in sticks if one.is_dir()])
    stage = Stage(qtbot, commune, ExchangeScreen)
    target: QComboBox = stage.find(QComboBox, "export_target")
    target.setCurrentIndex(target.findData(str(first)))
    first.rmdir()
    stage.click("export")
    assert target.findData(str(first)) == -1
    assert target.findData(str(second)) >= 0
    assert not target.currentData()
    assert list(second.iterdir()) == []
    dialog = stage.screen.findChild(QFileDialog)
    assert dialog is not None
    dialog.close()
    target.setCurrentIndex(target.findData(str(second)))
    first.mkdir()
    target.showPopup()
    target.hidePopup()
    assert target.findData(str(first)) >= 0
    assert target.currentData() == str(second)


def test_pressing_send_again_with_nothing_new_makes_no_second_number(
    qtbot: QtBot, commune: OpenDesk, stick: Path, tmp_path: Path
) -> None:
    stage = Stage(qtbot, commune, ExchangeScreen)
    stage.screen.sending.export_to(str(stick))
    stage.screen.sending.export_to(str(stick))  # a double click
    stage.wait()
    assert [one.number for one in register(commune)] == [1]
    target: QComboBox = stage.find(QComboBox, "export_target")
    target.setCurrentIndex(target.findText(f"Thư mục: {stick}"))
    stage.click("export")
    assert [one.number for one in register(commune)] == [1]
    stage.answer("Ghi lại tệp số 1")
    stage.wait()
    assert [one.number for one in register(commune)] == [1, 1]
    assert len(list(stick.glob("*.ntm"))) == 1


def test_an_unknown_sender_is_accepted_only_after_comparing_six_words(
    qtbot: QtBot, commune: OpenDesk, upper: OpenDesk, stick: Path
) -> None:
    file = export_package(commune, stick).path
    stage = Stage(qtbot, upper, ExchangeScreen)
    stage.screen.receiving.look_at(str(file))
    stage.wait()
    assert own_words(commune) in stage.text("package_words")
    assert "Gọi điện" in stage.text("package_advice")
    assert not stage.find(QPushButton, "package_accept").isVisible()
    stage.click("package_trust")
    stage.wait()
    assert stage.text("package_title") == "Tệp số 1 của Xã Măng Bút"
    assert "Máy chưa thay đổi gì" in stage.text("package_advice")
    assert upper.villages(upper.place.id) == []
    stage.click("package_accept")
    stage.wait()
    assert [one.name for one in upper.villages(upper.place.id)] == ["Thôn 1"]
    assert "Đã nhận tệp số 1 của Xã Măng Bút" in stage.text("exchange_result")
    assert any("truoc-nhan-tep" in path.name for path in list_backups(upper.folder))


def test_refusing_changes_nothing(qtbot: QtBot, commune: OpenDesk, upper: OpenDesk, stick: Path) -> None:
    file = export_package(commune, stick).path
    before = upper.log.count()
    stage = Stage(qtbot, upper, ExchangeScreen)
    stage.screen.receiving.look_at(str(file))
    stage.wait()
    stage.click("package_leave")
    assert upper.log.count() == before
    assert not stage.find(QPushButton, "receive").isHidden()
    assert stage.said == []


def test_a_file_taken_in_twice_has_nothing_new(
    qtbot: QtBot, commune: OpenDesk, upper: OpenDesk, stick: Path
) -> None:
    file = export_package(commune, stick).path
    stage = Stage(qtbot, upper, ExchangeScreen)
    for button in ("package_trust", "package_accept"):
        if button == "package_trust":
            stage.screen.receiving.look_at(str(file))
            stage.wait()
        stage.click(button)
        stage.wait()
    stage.screen.receiving.look_at(str(file))
    stage.wait()
    assert "không có gì mới" in stage.text("package_advice")
    assert not stage.find(QPushButton, "package_accept").isVisible()
    assert stage.find(QPushButton, "package_leave").text() == "Đóng"


def test_what_was_taken_in_can_be_taken_out_again(
    qtbot: QtBot, commune: OpenDesk, upper: OpenDesk, stick: Path
) -> None:
    file = export_package(commune, stick).path
    stage = Stage(qtbot, upper, ExchangeScreen)
    assert not stage.find(QPushButton, "undo_import").isVisible()
    stage.screen.receiving.look_at(str(file))
    stage.wait()
    stage.click("package_trust")
    stage.wait()
    stage.click("package_accept")
    stage.wait()
    undo = stage.find(QPushButton, "undo_import")
    assert undo.text() == "Hoàn tác lần nhận tệp số 1 của Xã Măng Bút (Cán bộ nông thôn mới)..."
    assert undo.accessibleName() == undo.text().removesuffix("...")
    stage.click("undo_import")
    stage.answer("Hoàn tác lần nhận này")
    stage.wait()
    assert upper.villages(upper.place.id) == []
    assert "Đã hoàn tác lần nhận tệp số 1 của Xã Măng Bút" in stage.text("exchange_result")
    assert stage.find(QTableView, "register").model().index(0, 6).data() == "↶ đã hoàn tác"
    assert not stage.find(QPushButton, "undo_import").isVisible()


def test_why_the_latest_import_has_to_stay_is_said_where_the_button_stood(
    qtbot: QtBot, commune: OpenDesk, upper: OpenDesk, stick: Path
) -> None:
    file = export_package(commune, stick).path
    stage = Stage(qtbot, upper, ExchangeScreen)
    assert not stage.find(QLabel, "undo_why").isVisible(), "nothing was received yet"
    stage.screen.receiving.look_at(str(file))
    stage.wait()
    stage.click("package_trust")
    stage.wait()
    stage.click("package_accept")
    stage.wait()
    assert not stage.find(QLabel, "undo_why").isVisible(), "it can be undone"
    chosen = upper.criteria_sets["village-ntm-starter"]
    record_entry(upper, upper.find_place("Thôn 1"), chosen, "9.2", YEAR, "152/200")
    stage.screen.show_context(stage.context)
    assert not stage.find(QPushButton, "undo_import").isVisible()
    assert stage.find(QLabel, "undo_why").isVisible()
    refused = why_not(upper)
    assert refused is not None
    assert stage.text("undo_why") == sentence_for(refused)
    assert stage.text("undo_why").startswith("Không hoàn tác được lần nhận tệp này vì")


def test_a_file_cut_off_is_refused(qtbot: QtBot, commune: OpenDesk, stick: Path) -> None:
    file = export_package(commune, stick).path
    file.write_bytes(file.read_bytes()[:-40])
    stage = Stage(qtbot, commune, ExchangeScreen)
    stage.screen.receiving.look_at(str(file))
    qtbot.waitUntil(lambda: bool(stage.failures))
    assert isinstance(stage.failures[0], PackageDamaged)


def test_a_file_is_checked_without_being_taken_in(
    qtbot: QtBot, commune: OpenDesk, upper: OpenDesk, stick: Path
) -> None:
    file = export_package(commune, stick).path
    stage = Stage(qtbot, upper, ExchangeScreen)
    stage.screen.receiving.check(str(file))
    stage.wait()
    assert "Máy này chưa chấp nhận máy gửi." in stage.text("package_advice")
    assert "Chưa có gì được nhận vào máy." in stage.text("package_advice")


def test_the_upper_level_sends_to_its_communes(qtbot: QtBot, folder: DataFolder) -> None:
    with start_upper_level(folder, "huyện Kon Plông") as desk:
        assert desk.communes() == []
        screen = ExchangeScreen(_shell(qtbot, desk))
        qtbot.addWidget(screen)
        screen.show_context(Context(desk.place, YEAR, desk.criteria_set(None, Level.VILLAGE)))
        assert screen.findChild(QPushButton, "export").text() == "Gửi xã"


def test_backing_up_adds_to_the_list(qtbot: QtBot, commune: OpenDesk) -> None:
    stage = Stage(qtbot, commune, ExchangeScreen)
    stage.click("back_up")
    stage.wait()
    listed: QListWidget = stage.find(QListWidget, "backups")
    assert listed.count() == 1
    assert listed.item(0).text().endswith("tự bấm")


def test_going_back_to_a_backup_asks_first_and_the_window_runs_on(qtbot: QtBot, commune: OpenDesk) -> None:
    chosen = commune.criteria_sets["village-ntm-starter"]
    village = commune.find_place("Thôn 1")
    back_up(commune)
    record_entry(commune, village, chosen, "9.2", YEAR, "160/200")
    before = commune.log.count()
    stage = Stage(qtbot, commune, ExchangeScreen)
    told: list[str] = []
    stage.screen.restored.connect(told.append)
    stage.click("restore_chosen")
    assert commune.log.count() == before
    stage.answer("Khôi phục bản này")
    assert commune.log.count() == before - 1
    assert len(told) == 1
    assert "Đã khôi phục" in stage.text("safety_result")
    assert len(list_backups(commune.folder)) == 2
    record_entry(commune, village, chosen, "9.2", YEAR, "170/200")


def test_keeping_todays_data_restores_nothing(qtbot: QtBot, commune: OpenDesk) -> None:
    back_up(commune)
    stage = Stage(qtbot, commune, ExchangeScreen)
    stage.click("restore_chosen")
    stage.answer("Giữ dữ liệu hôm nay")
    assert len(list_backups(commune.folder)) == 1
    assert stage.said == []


def test_a_file_that_is_no_backup_is_refused_and_the_desk_stays_open(
    qtbot: QtBot, commune: OpenDesk, tmp_path: Path
) -> None:
    bad = tmp_path / "bad.db"
    bad.write_bytes(b"not a database")
    before = commune.log.count()
    stage = Stage(qtbot, commune, ExchangeScreen)
    stage.screen.safekeeping.confirm_restore(str(bad))
    stage.answer("Khôi phục bản này")
    assert "không phải là bản sao lưu" in stage.warning()
    assert commune.log.count() == before


def test_a_backup_is_called_by_its_time_and_reason() -> None:
    assert backup_title(Path("ntm-20220205-143200-truoc-nhan-tep.db")) == "05/02/2022 14:32, trước khi nhận tệp"
    assert backup_title(Path("other.db")) == "other.db"


def test_backups_of_one_minute_are_told_apart_by_their_seconds(qtbot: QtBot) -> None:
    pane = SafetyPane()
    qtbot.addWidget(pane)
    names = ("20220205-143210-truoc-nhan-tep", "20220205-143251-truoc-nhan-tep", "20220205-150000-sau-xoa-ho")
    pane.show_backups([Path(f"ntm-{name}.db") for name in names])
    listed = pane.findChild(QListWidget, "backups")
    assert listed is not None
    assert [listed.item(row).text().strip() for row in range(3)] == [
        "05/02/2022 14:32:10, trước khi nhận tệp",
        "05/02/2022 14:32:51, trước khi nhận tệp",
        "05/02/2022 15:00, sau khi xóa hộ",
    ]


def test_every_control_has_a_name(qtbot: QtBot, commune: OpenDesk) -> None:
    stage = Stage(qtbot, commune, ExchangeScreen)
    assert own_words(commune) in stage.text("own_words")
    assert stage.find(QPushButton, "export").hasFocus()
    assert named_controls(stage.screen) == []


def _shell(qtbot: QtBot, desk: OpenDesk) -> Shell:
    holder = QWidget()
    qtbot.addWidget(holder)
    return Shell(desk, Messages(holder), Tasks(desk.folder, holder))


def test_the_upper_level_takes_in_first(qtbot: QtBot, tmp_path: Path) -> None:
    with start_with_sample(DataFolder(tmp_path / "data"), "ia-hdrai", upper_level=True) as desk:
        stage = Stage(qtbot, desk, ExchangeScreen)
        receive: QPushButton = stage.find(QPushButton, "receive")
        assert receive.hasFocus()
        assert receive.x() < stage.find(QPushButton, "export").x()


def test_the_page_that_is_shown_is_printed(qtbot: QtBot, commune: OpenDesk, stick: Path, tmp_path: Path) -> None:
    stage = Stage(qtbot, commune, ExchangeScreen)
    assert stage.screen.paper() is None
    assert "chưa có gì để in" in stage.said[-1]
    sent = export_package(commune, stick)
    stage.screen.show_context(stage.context)
    assert "Sổ tệp đã gửi và đã nhận – Xã Măng Bút" in (printed := paper_text(stage.screen.paper(), tmp_path))
    assert sent.sha256 in printed.replace(" ", "")
    back_up(commune)
    stage.screen.show_context(stage.context)
    for page, title in (("laptops", "Các máy đã biết"), ("backups", "Các bản sao lưu trên máy")):
        stage.screen.open_at(page)
        assert title in paper_text(stage.screen.paper(), tmp_path)


@pytest.mark.parametrize("page", ["send", "pending", "laptops", "backups"])
def test_each_page_takes_the_keys_where_it_is_seen(qtbot: QtBot, sample_desk: OpenDesk, page: str) -> None:
    stage = Stage(qtbot, sample_desk, ExchangeScreen)
    stage.screen.open_at(page)
    focused = stage.holder.focusWidget()
    assert focused is not None
    assert focused.isVisible()


def test_what_became_of_a_file_is_in_view_on_a_narrow_display(
    qtbot: QtBot, sample_desk: OpenDesk, tmp_path: Path
) -> None:
    export_package(sample_desk, tmp_path)
    stage = Stage(qtbot, sample_desk, ExchangeScreen)
    table = stage.find(QTableView, "register")
    for width in (1190, 900):
        stage.holder.resize(width, 552)
        qtbot.waitUntil(lambda: table.horizontalScrollBar().maximum() == 0)
        assert table.columnWidth(6) > table.columnWidth(4)


def test_every_screen_reads_what_was_restored(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    stage = Stage(qtbot, sample_desk, ExchangeScreen)
    commune, chosen, year = stage.context.commune, stage.context.criteria_set, stage.context.period
    village = sample_desk.villages(commune.id)[0]
    saved = back_up(sample_desk)
    before = sample_desk.figures_now([village.id], chosen.id, year)[village.id, "9.2"].figure
    record_entry(sample_desk, village, chosen, "9.2", year, "1/200")
    restore_in_place(sample_desk, saved)
    assert assess_grid(sample_desk, commune, chosen, year).cells
    assert sample_desk.figures_now([village.id], chosen.id, year)[village.id, "9.2"].figure == before
