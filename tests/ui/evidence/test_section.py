"""Evidence in the details pane: added by dialog, drop and paste; seen, edited, opened and removed with keys."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QClipboard, QDesktopServices, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QListView, QMessageBox, QPushButton

from ntm_desktop.services.act import undo
from ntm_desktop.services.open_desk import OpenDesk
from tests.evidence import files
from tests.evidence.desks import pieces
from tests.ui.evidence.conftest import Stage
from tests.ui.keys import press
from tests.ui.stage import named_controls
from ui.evidence.form import EvidenceForm


def label(stage: Stage, name: str) -> str:
    found = stage.section.findChild(QLabel, name)
    assert found is not None
    return found.text() if found.isVisible() else ""


def button(stage: Stage, name: str) -> QPushButton:
    found = stage.section.findChild(QPushButton, name)
    assert found is not None
    return found


def listed(stage: Stage) -> list[str]:
    model = stage.section.pieces.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_an_empty_figure_says_what_is_required_and_offers_to_add(stage: Stage) -> None:
    stage.show()
    assert label(stage, "evidence_count") == "Chưa có, còn thiếu 2/2 mục cần có"
    assert label(stage, "evidence_required_1") == "✗ Ảnh nhà văn hóa: biển hiệu, bên trong, trang thiết bị"
    assert label(stage, "evidence_required_3") == "Danh mục mẫu, chưa đối chiếu với quy định của tỉnh."
    assert button(stage, "evidence_add").isVisible()
    assert not button(stage, "evidence_open").isVisible()
    assert "Ctrl+V" in label(stage, "evidence_hint")


def test_only_an_explicit_choice_ticks_the_checklist(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    stage.add(files.photo(tmp_path / "nha van hoa.jpg"), files.pdf(tmp_path / "tai san.pdf"))
    assert listed(stage) == ["nha van hoa.jpg", "tai san.pdf"]
    assert label(stage, "evidence_count") == (
        "Có 2, còn thiếu 2/2 mục cần có\nTệp nào thuộc mục còn thiếu: chọn tệp rồi bấm Sửa... (F2)."
    )
    assert label(stage, "evidence_required_1").startswith("✗")
    assert "“nha van hoa.jpg” là minh chứng nào?" in label(stage, "evidence_ask_question")
    button(stage, "evidence_ask_1").setFocus()
    press(Qt.Key.Key_1)
    assert label(stage, "evidence_required_1").startswith("✓")
    assert "“tai san.pdf” là minh chứng nào?" in label(stage, "evidence_ask_question")
    press(Qt.Key.Key_0)
    assert label(stage, "evidence_ask_question") == ""
    assert label(stage, "evidence_count").startswith("Có 2, còn thiếu 1/2 mục cần có\n")
    assert stage.said == ["Đã thêm 2 minh chứng cho 6.1", "Đã lưu thông tin minh chứng của 6.1"]


def test_a_question_left_open_is_asked_again_when_the_figure_is_come_back_to(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    stage.add(files.photo(tmp_path / "nha van hoa.jpg"), files.pdf(tmp_path / "tai san.pdf"))
    stage.show("Làng Lợt")
    assert label(stage, "evidence_ask_question") == ""
    stage.show()
    assert "“nha van hoa.jpg” là minh chứng nào?" in label(stage, "evidence_ask_question")
    button(stage, "evidence_ask_1").setFocus()
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Escape)
    stage.show("Làng Lợt")
    stage.show()
    assert label(stage, "evidence_ask_question") == ""  # nobody wants to be asked any more


def test_a_file_told_in_its_form_or_removed_is_not_asked_about_any_more(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    stage.add(*(files.photo(tmp_path / f"{name}.jpg", (50 + at, 30)) for at, name in enumerate("abc")))
    assert "“a.jpg”" in label(stage, "evidence_ask_question")
    stage.section.pieces.setCurrentIndex(stage.section.pieces.model().index(0, 0))
    stage.section.pieces.setFocus()
    press(Qt.Key.Key_F2)
    form = stage.section.findChild(EvidenceForm, "evidence_form")
    assert form is not None
    box = form.findChild(QComboBox, "evidence_requirement")
    assert box is not None
    box.setCurrentIndex(1)
    form.findChild(QPushButton, "evidence_save").click()
    assert "“b.jpg”" in label(stage, "evidence_ask_question")
    row = listed(stage).index("b.jpg")
    stage.section.pieces.setCurrentIndex(stage.section.pieces.model().index(row, 0))
    button(stage, "evidence_remove").click()
    assert "“c.jpg”" in label(stage, "evidence_ask_question")


def test_a_question_never_makes_the_pane_wider(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    before = stage.section.minimumSizeHint().width()
    stage.add(files.photo(tmp_path / f"{'IMG_20210503_' * 5}.jpg"))
    assert "IMG_20210503" in label(stage, "evidence_ask_question")
    assert stage.section.minimumSizeHint().width() <= before
    first = button(stage, "evidence_ask_1")
    assert first.sizeHint().width() <= first.width() + 1
    assert first.toolTip() == "Ảnh nhà văn hóa: biển hiệu, bên trong, trang thiết bị"


def test_files_and_folders_dropped_on_it_are_added(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    folder = tmp_path / "ảnh"
    folder.mkdir()
    files.photo(folder / "1.jpg")
    files.photo(folder / "2.jpg", (50, 30))
    paper = files.pdf(tmp_path / "3.pdf")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder)), QUrl.fromLocalFile(str(paper))])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    stage.section.dropEvent(event)
    stage.wait()
    assert listed(stage) == ["1.jpg", "2.jpg", "3.pdf"]


def test_a_picture_on_the_clipboard_is_pasted_with_ctrl_v(stage: Stage) -> None:
    stage.show()
    picture = QImage(60, 40, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.blue)
    QGuiApplication.clipboard().setImage(picture)
    button(stage, "evidence_add").setFocus()
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    stage.wait()
    (name,) = listed(stage)
    assert name.startswith("Ảnh dán ")
    assert name.endswith(".jpg")


def test_copied_files_are_pasted_and_an_empty_clipboard_is_said(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(files.pdf(tmp_path / "1.pdf")))])
    QGuiApplication.clipboard().setMimeData(data)
    button(stage, "evidence_paste").click()
    stage.wait()
    assert listed(stage) == ["1.pdf"]
    QGuiApplication.clipboard().setText("chữ")
    button(stage, "evidence_paste").click()
    assert stage.said[-1] == "Chưa sao chép ảnh hay tệp nào để dán làm minh chứng"


def test_a_clipboard_that_gives_nothing_at_all_is_said_too(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    stage.show()
    monkeypatch.setattr(QClipboard, "mimeData", lambda _: None)  # as some displays answer while it is empty
    button(stage, "evidence_paste").click()
    assert stage.said[-1] == "Chưa sao chép ảnh hay tệp nào để dán làm minh chứng"


def test_the_dialog_takes_several_files_and_speaks_vietnamese(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    button(stage, "evidence_add").setFocus()
    press(Qt.Key.Key_Insert)
    dialog = stage.section.findChild(QFileDialog, "evidence_files")
    assert dialog is not None
    assert dialog.labelText(QFileDialog.DialogLabel.Accept) == "Thêm tệp"
    dialog.filesSelected.emit([str(files.pdf(tmp_path / "1.pdf", "1")), str(files.pdf(tmp_path / "2.pdf", "2"))])
    dialog.close()
    stage.wait()
    assert listed(stage) == ["1.pdf", "2.pdf"]


def test_bad_files_are_named_and_good_ones_taken(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    stage.add(files.photo(tmp_path / "gia.pdf", (41, 30)), files.photo(tmp_path / "that.jpg"))
    box = stage.holder.findChild(QMessageBox, "warning")
    assert box is not None
    assert box.text().startswith("Đã thêm 1 tệp. Không nhận tệp gia.pdf")
    box.close()
    assert listed(stage) == ["that.jpg"]


def test_many_bad_files_are_told_in_one_dialog_that_is_not_endless(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    stage.add(*(files.photo(tmp_path / f"{number}.pdf", (40 + number, 30)) for number in range(9)))
    box = stage.holder.findChild(QMessageBox, "warning")
    assert box is not None
    assert box.text().endswith("… và 4 tệp nữa không thêm được.")
    assert "8.pdf" in box.detailedText()
    box.close()


def test_details_are_edited_with_f2_and_wrong_dates_keep_the_form_open(
    stage: Stage, empty_desk: OpenDesk, tmp_path: Path
) -> None:
    stage.show()
    stage.add(files.pdf(tmp_path / "1.pdf"))
    stage.section.pieces.setFocus()
    press(Qt.Key.Key_F2)
    form = stage.section.findChild(EvidenceForm, "evidence_form")
    assert form is not None
    form.findChild(QLineEdit, "evidence_date").setText("31/02/2022")
    form.findChild(QPushButton, "evidence_save").click()
    assert "không phải là ngày" in form.findChild(QLabel, "evidence_fault").text()
    assert form.isVisible()
    form.findChild(QLineEdit, "evidence_date").setText("5/2/2022")
    form.findChild(QLineEdit, "evidence_number").setText("05/QĐ-UBND")
    form.findChild(QLineEdit, "evidence_abstract").setText("Quyết định giao tài sản")
    form.findChild(QPushButton, "evidence_save").click()
    (piece,) = pieces(empty_desk)
    assert (piece.details.number, piece.details.date) == ("05/QĐ-UBND", "2022-02-05")
    assert listed(stage) == ["Quyết định giao tài sản"]


def test_the_form_of_a_photo_says_when_and_where_it_was_taken(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    stage.add(
        files.photo(tmp_path / "a.jpg", taken="2021:05:03 10:12:00", place=(14.1, 107.5)),
        files.photo(tmp_path / "b.jpg", (50, 30)),
    )
    for row, expected in ((0, "03/05/2021 10:12; tọa độ 14,10000; 107,50000"), (1, "không ghi ngày giờ")):
        stage.section.pieces.setCurrentIndex(stage.section.pieces.model().index(row, 0))
        button(stage, "evidence_edit").click()
        form = stage.section.findChild(EvidenceForm, "evidence_form")
        assert form is not None
        assert expected in form.findChild(QLabel, "evidence_shot").text()
        form.reject()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_a_piece_is_removed_with_delete_and_taken_back(stage: Stage, empty_desk: OpenDesk, tmp_path: Path) -> None:
    stage.show()
    stage.add(files.pdf(tmp_path / "1.pdf"))
    stage.section.pieces.setFocus()
    press(Qt.Key.Key_Delete)
    assert listed(stage) == []
    assert stage.said[-1] == "Đã gỡ minh chứng “1.pdf” (Ctrl+Z để lấy lại)"
    assert button(stage, "evidence_add").hasFocus()
    undo(empty_desk)
    stage.show()
    assert listed(stage) == ["1.pdf"]


def test_enter_opens_a_copy_with_the_programs_of_the_machine(
    stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()) or True)
    stage.show()
    stage.add(files.pdf(tmp_path / "bien ban.pdf"))
    stage.section.pieces.setFocus()
    press(Qt.Key.Key_Return)
    (path,) = opened
    assert path.endswith("bien ban.pdf")
    assert Path(path).read_bytes() == (tmp_path / "bien ban.pdf").read_bytes()


def test_a_missing_file_is_marked_and_said_when_opened(stage: Stage, empty_desk: OpenDesk, tmp_path: Path) -> None:
    stage.show()
    stage.add(files.pdf(tmp_path / "1.pdf"))
    (piece,) = pieces(empty_desk)
    (empty_desk.folder.evidence / piece.file.sha256[:2] / piece.file.sha256).unlink()
    stage.show()
    spoken = stage.section.pieces.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Chưa có tệp trên máy này" in spoken
    button(stage, "evidence_open").click()
    box = stage.holder.findChild(QMessageBox, "warning")
    assert box is not None
    assert "Chưa có tệp của minh chứng" in box.text()
    box.close()


def test_photos_get_a_small_picture_made_elsewhere(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    stage.add(files.photo(tmp_path / "1.jpg", (400, 200)))
    model = stage.section.pieces.model()
    stage.section.pieces.viewport().repaint()
    stage.qtbot.waitUntil(lambda: model.thumbnail(model.index(0, 0)) is not None, timeout=5000)
    image = model.thumbnail(model.index(0, 0))
    assert (image.width(), image.height()) == (48, 24)


def test_another_figure_shows_its_own_and_a_total_none(stage: Stage, empty_desk: OpenDesk, tmp_path: Path) -> None:
    stage.show()
    stage.add(files.pdf(tmp_path / "1.pdf"))
    stage.show("Làng Lợt")
    assert listed(stage) == []
    stage.section.show_reading(None, None)
    assert not stage.section.isVisible()
    stage.show()
    assert listed(stage) == ["1.pdf"]


def test_every_control_has_its_names(stage: Stage, tmp_path: Path) -> None:
    stage.show()
    stage.add(files.pdf(tmp_path / "1.pdf"))
    assert named_controls(stage.section) == []
    assert stage.section.findChild(QListView, "evidence_pieces").accessibleName() == "Danh sách minh chứng"
    stage.section.pieces.setFocus()
    press(Qt.Key.Key_F2)
    form = stage.section.findChild(EvidenceForm, "evidence_form")
    assert form is not None
    assert named_controls(form) == []
    form.reject()
