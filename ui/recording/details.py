"""The details pane beside the grid: everything about the one cell that is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.evaluation import Assessment
from ntm_desktop.domain.recording import Reading
from ntm_desktop.services.record import HistoryEntry
from ui import style
from ui.note_edit import NoteEdit
from ui.qt_override import override
from ui.recording import detail_texts as texts

_PERIODS_SHOWN = 6
_HISTORY_SHOWN = 12
_LEAST_WIDTH = 240
"""At 125 % and more the display is too narrow for the whole pane."""


@dataclass(frozen=True, slots=True)
class CellDetails:
    """What the pane shows of one cell."""

    place: str
    assessment: Assessment
    year: int
    why_not_here: str
    """Why nothing is typed into this cell; empty where it is."""
    note: str
    origin: Sequence[str]
    periods: Sequence[Reading]
    history: Sequence[HistoryEntry]
    review: str = ""
    """The upper level's word on the criterion."""
    remark: str = ""
    answer: str = ""
    can_answer: bool = False
    has_conflict: bool = False


class DetailsPane(QFrame):
    restore_asked = Signal(str)
    """The person wants this past value back (JSON text, as in the history)."""
    note_left = Signal(str)
    answer_left = Signal(str)
    decide_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("details_pane")
        self.setAccessibleName("Chi tiết của ô đang chọn")
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setMaximumWidth(style.PANE_WIDTH)
        self.setStyleSheet(f"#details_pane {{ border-left: 1px solid {style.RULE}; background: {style.PAPER}; }}")
        self._history_rows: list[_HistoryRow] = []
        self._noted = self._answered = ""
        content = QWidget(self)
        content.setObjectName("details_content")
        content.setAccessibleName("Nội dung chi tiết")
        content.setStyleSheet(f"#details_content {{ background: {style.PAPER}; }}")
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(style.WIDE, 12, 12, style.WIDE)
        self._column.setSpacing(style.SMALL)
        self._place = self._text("place", "Thôn, xã", is_quiet=True)
        self._title = self._text("indicator_text", "Chỉ tiêu")
        self._verdict = self._text("verdict", "Kết luận")
        self._gap = self._text("gap", "Còn thiếu")
        self._decide = QPushButton("Quyết định...  F8", self)
        self._decide.setObjectName("decide")
        self._decide.setAccessibleName("Quyết định chỗ hai máy ghi khác nhau (F8)")
        self._decide.clicked.connect(self.decide_asked)
        self._column.addWidget(self._decide)
        self._review = self._part("Cấp trên thẩm tra", "review")
        self._remark = self._part("Ý kiến của cấp trên", "remark")
        self._answer_said = self._text("answer_said", "Trả lời của xã", is_quiet=True)
        self._answer = NoteEdit(self, "answer", "Trả lời của xã", "Xã trả lời ý kiến này…")
        self._answer.left.connect(self._leave_answer)
        self._column.addWidget(self._answer)
        self._target = self._part("Quy định", "target")
        self._result = self._part("Số liệu", "result")
        self._origin = self._text("origin", "Nguồn số liệu", is_quiet=True)
        self._entry = self._part("Cách nhập", "how_to_enter")
        self._periods = self._part("Các kỳ gần đây", "periods")
        self._periods.setTextFormat(Qt.TextFormat.RichText)
        self._note_title = self._heading("Ghi chú")
        self._note = NoteEdit(self, "note", "Ghi chú của ô", "Vì sao, lấy số từ đâu…")
        self._note.left.connect(self._leave_note)
        self._column.addWidget(self._note)
        self._history_title = self._heading("Lịch sử")
        self._history = QVBoxLayout()
        self._history.setSpacing(style.GAP)
        self._column.addLayout(self._history)
        self._column.addStretch(1)
        self._lay_out(content)
        self.show_nothing("")

    @property
    def note(self) -> QPlainTextEdit:
        return self._note

    @property
    def answer(self) -> QPlainTextEdit:
        return self._answer

    @override
    def sizeHint(self) -> QSize:
        return QSize(style.PANE_WIDTH, super().sizeHint().height())

    def show_nothing(self, why: str) -> None:
        for widget in self._all_parts():
            widget.hide()
        self._place.setText(why)
        self._place.setVisible(bool(why))

    def show_cell(self, details: CellDetails) -> None:
        one = details.assessment
        look = style.VERDICT_LOOK[one.verdict]
        self._set(self._place, details.place)
        self._set(self._title, f"{one.indicator.code}  {one.indicator.text}")
        self._verdict.setStyleSheet(
            f"color: {look.colour}; background: {look.tint}; font-weight: 600; padding: 4px 8px;"
        )
        self._set(self._verdict, f"{look.sign} {look.word}")
        gap = one.gap_text[:1].upper() + one.gap_text[1:]
        self._set(self._gap, "\n".join(text for text in (gap, one.reason) if text and text != look.word))
        self._set(self._target, "\n".join(texts.target_lines(one.indicator, one.target, details.year)))
        self._set(self._result, "\n".join(texts.result_lines(one)))
        self._set(self._origin, "\n".join(details.origin))
        self._set(self._entry, details.why_not_here or texts.how_to_enter(one.indicator))
        self._set(self._periods, texts.past_table(details.periods[-_PERIODS_SHOWN:], one.indicator))
        self._decide.setVisible(details.has_conflict)
        self._show_review(details)
        self._show_note(details)
        self._show_history(details)

    def add_part(self, part: QWidget) -> None:
        """Puts a part that shows itself in front of the note."""
        self._column.insertWidget(self._column.indexOf(self._note_title) - 1, part)

    def leave_note(self) -> None:
        """Saves the note and the answer that are being written."""
        self._leave_note()
        self._leave_answer()

    def _show_review(self, details: CellDetails) -> None:
        self._set(self._review, details.review)
        self._set(self._remark, details.remark)
        is_typed = bool(details.remark) and details.can_answer
        said = f"Xã trả lời: {details.answer}" if details.answer else "Xã chưa trả lời."
        self._set(self._answer_said, said if details.remark and not is_typed else "")
        self._answered = details.answer
        self._answer.setPlainText(details.answer)
        self._answer.setVisible(is_typed)

    def _show_note(self, details: CellDetails) -> None:
        self._noted = details.note
        self._note.setPlainText(details.note)
        self._note_title.setVisible(not details.why_not_here)
        self._note.setVisible(not details.why_not_here)

    def _show_history(self, details: CellDetails) -> None:
        entries = list(details.history[:_HISTORY_SHOWN])
        while len(self._history_rows) < len(entries):
            row = _HistoryRow(len(self._history_rows) + 1, self)
            row.restore_asked.connect(self.restore_asked)
            self._history_rows.append(row)
            self._history.addWidget(row)
        for row, entry in zip(self._history_rows, entries, strict=False):
            row.show_entry(entry, can_restore=not details.why_not_here)
        for row in self._history_rows[len(entries) :]:
            row.hide()
        self._history_title.setVisible(bool(entries))

    def _leave_note(self) -> None:
        written = self._note.toPlainText().strip()
        if self._note.isVisible() and written != self._noted:
            self._noted = written
            self.note_left.emit(written)

    def _leave_answer(self) -> None:
        written = self._answer.toPlainText().strip()
        if self._answer.isVisible() and written != self._answered:
            self._answered = written
            self.answer_left.emit(written)

    def _all_parts(self) -> list[QWidget]:
        items = [self._column.itemAt(position).widget() for position in range(self._column.count())]
        return [*(widget for widget in items if widget is not None), *self._history_rows]

    def _lay_out(self, content: QWidget) -> None:
        scroll = QScrollArea(self)
        scroll.setObjectName("details_scroll")
        scroll.setAccessibleName("Nội dung chi tiết")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(scroll)

    def _heading(self, title: str) -> QLabel:
        heading = QLabel(title, self)
        heading.setObjectName("part_title")
        heading.setAccessibleName(title)
        heading.setStyleSheet("font-weight: 600;")
        self._column.addSpacing(style.GAP)
        self._column.addWidget(heading)
        return heading

    def _part(self, title: str, name: str) -> QLabel:
        heading = self._heading(title)
        label = self._text(name, title)
        label.setProperty("part_heading", heading)
        return label

    def _text(self, name: str, title: str, *, is_quiet: bool = False) -> QLabel:
        label = QLabel(self)
        label.setObjectName(name)
        label.setAccessibleName(title)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if is_quiet:
            style.make_quiet(label)
        self._column.addWidget(label)
        return label

    def _set(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
        heading = label.property("part_heading")
        if isinstance(heading, QLabel):
            heading.setVisible(bool(text))


class _HistoryRow(QWidget):
    """One past value, who wrote it and when, and the way back to it."""

    restore_asked = Signal(str)

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"history_{number}")
        self.setAccessibleName(f"Lần ghi {number}")
        self._value = "null"
        self._text = QLabel(self)
        self._text.setObjectName(f"history_text_{number}")
        self._text.setAccessibleName(f"Lần ghi {number}")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton("Lấy lại giá trị này", self)
        self._button.setObjectName(f"restore_{number}")
        self._button.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addStretch(1)
        column.addLayout(row)

    def show_entry(self, entry: HistoryEntry, *, can_restore: bool) -> None:
        self._value = entry.value
        text = texts.history_text(entry)
        if entry.is_head and not entry.is_shown:
            text = f"{style.CONFLICT_SIGN} {text}, máy khác ghi"
        self._text.setText(text + (" (đang dùng)" if entry.is_shown else ""))
        self._button.setAccessibleName(f"Lấy lại giá trị {text.splitlines()[0]}")
        self._button.setVisible(can_restore and not entry.is_shown)
        self.show()

    def _ask(self) -> None:
        self.restore_asked.emit(self._value)
