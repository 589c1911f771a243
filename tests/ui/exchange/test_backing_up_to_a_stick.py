"""Backing up to a stick takes the files of evidence along; superfluous ones are cleaned after asking."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from ntm_desktop.services.change_evidence import remove_evidence
from ntm_desktop.services.open_desk import OpenDesk
from tests.evidence import files
from tests.evidence.desks import add, stored
from tests.ui.stage import Stage
from ui.daily_backup import backup_words
from ui.exchange.screen import ExchangeScreen


def test_figures_and_evidence_are_copied_to_the_chosen_folder(
    qtbot: QtBot, empty_desk: OpenDesk, tmp_path: Path
) -> None:
    (piece,) = add(empty_desk, files.pdf(tmp_path / "1.pdf")).pieces
    stage = Stage(qtbot, empty_desk, ExchangeScreen)
    stick = tmp_path / "usb"
    stick.mkdir()
    stage.click("back_up_to")
    dialog = stage.holder.findChild(QFileDialog, "backup_folder")
    assert dialog is not None
    dialog.fileSelected.emit(str(stick))
    dialog.close()
    stage.wait()
    assert len(list(stick.glob("ntm-*-ra-usb.db"))) == 1
    assert (stick / "minh-chung" / piece.file.sha256[:2] / piece.file.sha256).is_file()
    assert "Đã sao lưu ra USB" in "".join(stage.said)
    assert "Sao lưu ra USB hôm nay" in backup_words(empty_desk)


def test_superfluous_files_are_deleted_after_asking(qtbot: QtBot, empty_desk: OpenDesk, tmp_path: Path) -> None:
    removed = add(empty_desk, files.pdf(tmp_path / "1.pdf", "1")).pieces
    add(empty_desk, files.pdf(tmp_path / "2.pdf", "2"))
    remove_evidence(empty_desk, removed, empty_desk.find_place("Thôn 1"))
    stage = Stage(qtbot, empty_desk, ExchangeScreen)
    stage.click("check_evidence")
    stage.wait()
    assert len(stored(empty_desk)) == 2
    stage.answer("Xóa 1 tệp")
    stage.wait()
    assert len(stored(empty_desk)) == 1
    assert stage.said[-1].startswith("Đã xóa 1 tệp không còn dùng")


def test_lost_files_are_named_and_nothing_is_offered_for_deletion(
    qtbot: QtBot, empty_desk: OpenDesk, tmp_path: Path
) -> None:
    (piece,) = add(empty_desk, files.pdf(tmp_path / "1.pdf")).pieces
    (empty_desk.folder.evidence / piece.file.sha256[:2] / piece.file.sha256).unlink()
    stage = Stage(qtbot, empty_desk, ExchangeScreen)
    stage.click("check_evidence")
    stage.wait()
    assert "mất tệp: 1.pdf (chỉ tiêu 6.1, kỳ 2021)" in stage.warning()
