"""Minh chứng of the chosen cell: what there is, what is missing, and adding by dialog, dropping or pasting."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, QUrl, Signal
from PySide6.QtGui import (
    QDesktopServices,
    QDragEnterEvent,
    QDropEvent,
    QImage,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.evidence import SUFFIXES, Details, Piece
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.add_evidence import Added, add_evidence, add_picture, evidence_files_in
from ntm_desktop.services.change_evidence import change_details, remove_evidence
from ntm_desktop.services.list_evidence import ReadingEvidence, copy_for_viewing, evidence_of
from ntm_desktop.services.record import is_recorded_for
from ui import style
from ui.evidence.asking import AskWhatItProves
from ui.evidence.checklist import Checklist, count_text, how_to_tell
from ui.evidence.delegate import ROW_HEIGHT, PieceDelegate
from ui.evidence.dropping import brings_something, clipboard, paths_in, picture_in, png_of
from ui.evidence.form import EvidenceForm
from ui.evidence.model import THUMBNAIL_SIDE, PieceModel
from ui.evidence.piece_list import PieceList
from ui.evidence.thumbnails import Thumbnails
from ui.files import ask_files, ask_folder
from ui.flow import Flow
from ui.naming import named
from ui.qt_override import override
from ui.screen import Shell

_ROWS_SHOWN = 4
_REASONS_SHOWN = 5
_KINDS = "Ảnh, PDF, Word, Excel (" + " ".join(f"*{one}" for ones in SUFFIXES.values() for one in ones) + ")"


class EvidenceSection(QWidget):
    """Says and changes the evidence of one figure; empty until `show_reading`."""

    saved = Signal(str)
    """Something was stored: the sentence for the status bar. Markers of the figure are to be read anew."""
    asked = Signal()
    """What new files prove is asked: the question is to be brought in sight."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "evidence_section", "Minh chứng của ô đang chọn")
        self.setAcceptDrops(True)
        self._shell = shell
        self._key: ReadingKey | None = None
        self._place: Place | None = None
        self._found: ReadingEvidence | None = None
        self._unanswered: dict[ReadingKey, tuple[str, ...]] = {}
        self._thumbnails = Thumbnails(shell.desk.folder, THUMBNAIL_SIDE, self)
        self._model = PieceModel(self._thumbnails, self)
        self._count = named(QLabel(), "evidence_count", "Số minh chứng")
        self._count.setWordWrap(True)
        style.make_quiet(self._count)
        self._checklist = Checklist(self)
        self._ask = AskWhatItProves(self)
        self._list = PieceList(self)
        self._list.setModel(self._model)
        self._list.setItemDelegate(PieceDelegate(self._list))
        self._hint = named(
            QLabel("Kéo tệp, thư mục thả vào đây, hoặc dán bằng Ctrl+V."), "evidence_hint", "Cách thêm"
        )
        self._hint.setWordWrap(True)
        style.make_quiet(self._hint)
        self._open = _button(self, "Mở", "evidence_open", "Mở minh chứng đang chọn (Enter)")
        self._edit = _button(self, "Sửa...", "evidence_edit", "Sửa thông tin minh chứng đang chọn (F2)")
        self._remove = _button(self, "Gỡ", "evidence_remove", "Gỡ minh chứng đang chọn (Delete)")
        self._add = _button(self, "Thêm tệp...", "evidence_add", "Thêm tệp minh chứng (phím Insert)")
        self._add_folder = _button(self, "Thư mục...", "evidence_add_folder", "Thêm mọi tệp của một thư mục")
        self._paste = _button(self, "Dán", "evidence_paste", "Dán ảnh hoặc tệp làm minh chứng (Ctrl+V)")
        self._lay_out()
        self._connect()
        self.show_reading(None, None)

    @property
    def pieces(self) -> QListView:
        return self._list

    def show_reading(self, key: ReadingKey | None, place: Place | None) -> None:
        """The evidence of that figure; nothing for None and where the indicator is not recorded for the place."""
        is_same = key == self._key and key is not None
        if not is_same:
            self._thumbnails.forget_waiting()
            self._put_question_off()
        self._key, self._place = key, place
        chosen = self._shell.desk.criteria_sets.get(key.criteria_set) if key else None
        is_recorded = (
            key is not None
            and place is not None
            and chosen is not None
            and is_recorded_for(chosen.indicator(key.code), chosen, place.kind)
        )
        self.setVisible(is_recorded)
        if not is_recorded or key is None:
            self._found = None
            self._model.show((), frozenset())
            return
        kept = self._current()
        self._found = found = evidence_of(self._shell.desk, key)
        self._model.show(found.pieces, found.without_file)
        self._checklist.show_evidence(found)
        self._count.setText("\n".join(filter(None, (count_text(found.state), how_to_tell(found)))))
        row = self._model.row_of(kept.id) if is_same and kept else 0
        if found.pieces:
            self._list.setCurrentIndex(self._model.index(max(0, row)))
        self._list.setVisible(bool(found.pieces))
        self._list.setFixedHeight(min(len(found.pieces), _ROWS_SHOWN) * ROW_HEIGHT + 2)
        self._show_acts()
        if is_same:
            self._ask.keep_asking({one.id for one in found.pieces if not one.details.requirement})
        else:
            self._ask_again(key)

    @property
    def question(self) -> QWidget:
        """What a new file proves; hidden while nothing is asked."""
        return self._ask

    def add_files(self, given: Sequence[Path]) -> None:
        """Files and the files of folders, as a task that can be stopped."""
        key, place = self._key, self._place
        if key is None or place is None or not self._can_write() or not given:
            return
        try:
            files = [one for path in given for one in (evidence_files_in(path) if path.is_dir() else [path])]
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self._shell.tasks.run(
            f"Thêm {format_number(len(files))} minh chứng",
            lambda desk, progress: add_evidence(desk, key, place, files, Details(), progress),
            self._added,
        )

    def paste(self) -> None:
        """Files copied in the file manager, or a picture copied anywhere."""
        data = clipboard()
        if paths := paths_in(data):
            self.add_files(paths)
        elif (picture := picture_in(data)) is not None:
            self._add_picture(picture)
        else:
            self._shell.messages.tell("Chưa sao chép ảnh hay tệp nào để dán làm minh chứng")

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._can_write() and brings_something(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        data = event.mimeData()
        event.acceptProposedAction()
        if paths := paths_in(data):
            self.add_files(paths)
        elif (picture := picture_in(data)) is not None:
            self._add_picture(picture)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Insert:
            self._ask_files()
        else:
            super().keyPressEvent(event)

    def _add_picture(self, picture: QImage) -> None:
        key, place = self._key, self._place
        if key is None or place is None or not self._can_write():
            return
        name = f"Ảnh dán {datetime.now():%d-%m-%Y %H.%M.%S}.png"
        self._shell.tasks.run(
            "Thêm ảnh dán",
            lambda desk, progress: add_picture(desk, key, place, png_of(picture), name, progress),
            self._added,
        )

    def _added(self, added: Added) -> None:
        self._reload()
        new = [one for one in added.pieces if one.key == self._key and not one.details.requirement]
        focus = QApplication.focusWidget()
        self._ask_about(new, takes_focus=focus is not None and self.isAncestorOf(focus))
        if added.pieces:
            self.saved.emit(f"Đã thêm {format_number(len(added.pieces))} minh chứng cho {added.pieces[0].key.code}")
        if added.refused:
            taken = f"Đã thêm {format_number(len(added.pieces))} tệp. " if added.pieces else ""
            reasons = [sentence_for(error) for error in added.refused]
            more = len(reasons) - _REASONS_SHOWN
            shown = "\n\n".join(reasons[:_REASONS_SHOWN])
            ending = f"\n\n… và {format_number(more)} tệp nữa không thêm được." if more > 0 else ""
            self._shell.messages.warn(taken + shown + ending, "\n\n".join(reasons) if more > 0 else "")

    def _ask_about(self, new: Sequence[Piece], *, takes_focus: bool) -> None:
        if not new or self._found is None:
            return
        missing = set(self._found.state.missing)
        lines = [one for one in self._found.indicator.evidence if one.text in missing]
        self._ask.ask(new, lines, takes_focus=takes_focus)
        if self._ask.waiting:
            self.asked.emit()

    def _put_question_off(self) -> None:
        """Another figure is shown: it is asked again when this one is come back to."""
        if self._key is not None:
            self._unanswered[self._key] = tuple(one.id for one in self._ask.waiting)
        self._ask.stop()

    def _ask_again(self, key: ReadingKey) -> None:
        asked = self._unanswered.pop(key, ())
        if asked and self._found is not None and self._can_write():
            open_ones = [one for one in self._found.pieces if one.id in asked and not one.details.requirement]
            self._ask_about(open_ones, takes_focus=False)

    def _ask_files(self) -> None:
        if self._can_write():
            ask_files(self, "evidence_files", "Chọn tệp minh chứng", _KINDS, "Thêm tệp", self._take_files)

    def _take_files(self, names: list[str]) -> None:
        self.add_files([Path(name) for name in names])

    def _ask_folder(self) -> None:
        ask_folder(self, "evidence_folder", "Chọn thư mục có tệp minh chứng", "Thêm thư mục", self._take_folder)

    def _take_folder(self, name: str) -> None:
        self.add_files([Path(name)])

    def _open_current(self) -> None:
        piece = self._current()
        if piece is None:
            return
        try:
            path = copy_for_viewing(self._shell.desk, piece)
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            self._shell.messages.tell(f"Máy không có chương trình mở tệp này; bản sao ở {path}")

    def _edit_current(self) -> None:
        piece = self._current()
        if piece is None or self._found is None or not self._can_write():
            return
        form = EvidenceForm(piece, self._found.indicator, self)
        form.left.connect(self._change)
        form.open()

    def _change(self, piece: Piece, details: Details) -> None:
        if self._place is None:
            return
        try:
            changed = change_details(self._shell.desk, piece, self._place, details)
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self._reload()
        if changed is not None:
            self.saved.emit(f"Đã lưu thông tin minh chứng của {piece.key.code}")

    def _prove(self, piece: Piece, requirement: str) -> None:
        self._change(piece, replace(piece.details, requirement=requirement))

    def _remove_current(self) -> None:
        piece = self._current()
        if piece is None or self._place is None or not self._can_write():
            return
        try:
            remove_evidence(self._shell.desk, [piece], self._place)
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self._reload()
        self.saved.emit(f"Đã gỡ minh chứng “{piece.title}” (Ctrl+Z để lấy lại)")

    def _reload(self) -> None:
        had_focus = self._list.hasFocus()
        self.show_reading(self._key, self._place)
        if had_focus and not self._list.isVisible():
            self._add.setFocus()

    def _current(self) -> Piece | None:
        return self._model.piece(self._list.currentIndex())

    def _can_write(self) -> bool:
        """The upper level looks and remarks; evidence is the commune's."""
        return self._found is not None and self._shell.desk.desk.role is Role.COMMUNE

    def _show_acts(self, *_: object) -> None:
        writes, has_piece = self._can_write(), self._current() is not None
        for button in (self._add, self._add_folder, self._paste, self._hint):
            button.setVisible(writes)
        self._open.setVisible(has_piece)
        for button in (self._edit, self._remove):
            button.setVisible(writes and has_piece)

    def _connect(self) -> None:
        self._add.clicked.connect(self._ask_files)
        self._add_folder.clicked.connect(self._ask_folder)
        self._paste.clicked.connect(self.paste)
        self._open.clicked.connect(self._open_current)
        self._edit.clicked.connect(self._edit_current)
        self._remove.clicked.connect(self._remove_current)
        self._ask.chosen.connect(self._prove)
        self._list.open_asked.connect(self._open_current)
        self._list.edit_asked.connect(self._edit_current)
        self._list.remove_asked.connect(self._remove_current)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        for widget in (self._count, self._checklist, self._ask, self._list):
            column.addWidget(widget)
        for buttons in ((self._open, self._edit, self._remove), (self._add, self._add_folder, self._paste)):
            column.addLayout(Flow(*buttons))
        column.addWidget(self._hint)


def _button(section: QWidget, text: str, name: str, title: str) -> QPushButton:
    button = named(QPushButton(text, section), name, title)
    button.setToolTip(title)
    button.setStyleSheet("padding: 3px 8px;")
    return button
