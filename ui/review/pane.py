"""One criterion of one village: its figures beside last time's, a remark on each, and the word on the whole."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.moments import day_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.review import Remark, ReviewState
from ntm_desktop.services.compare_figures import ComparedFigure, Comparison
from ntm_desktop.services.review import Reviewed
from ui import style
from ui.naming import named
from ui.note_edit import NoteEdit
from ui.opening_table import OpeningTable
from ui.qt_override import override
from ui.review.figures_model import BEFORE, CODE, MARK, NOW, TEXT, FiguresModel
from ui.review.model import shown_look
from ui.review_words import review_sentence

_LEAST_WIDTH, _MOST_WIDTH, _SHARE = 380, 520, 0.41
"""At 125 % and more the display is too narrow for the whole pane."""
_LEAST_HEIGHT = 150
"""Of the figures on a low display; where there is room all of them are seen."""
_FOUR_LINES = 72
"""On a narrow display the rest is read in the tooltip."""
_SHARE_OF_TABLE = 100


class ReviewPane(QFrame):
    accepted = Signal()
    returned = Signal(str)
    """With the remark, which may be empty: then it is asked for."""
    taken_back = Signal()
    remark_left = Signal(object, str)
    """The ComparedFigure and what was written about it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("review_pane")
        self.setAccessibleName("Thẩm tra tiêu chí đang chọn")
        self.fit(0)
        self.setStyleSheet(f"#review_pane {{ border-left: 1px solid {style.RULE}; background: {style.PAPER}; }}")
        self._figure: ComparedFigure | None = None
        self._remarked = ""
        self._title = named(QLabel(self), "review_title", "Tiêu chí và thôn đang thẩm tra")
        self._title.setWordWrap(True)
        self._title.setStyleSheet("font-weight: 600; font-size: 11pt;")
        self._state = named(QLabel(self), "review_state", "Kết quả thẩm tra")
        self._state.setWordWrap(True)
        self._since = named(QLabel(self), "review_since", "So với lần nào")
        self._since.setWordWrap(True)
        style.make_quiet(self._since)
        self.figures = FiguresModel(self)
        self.table = OpeningTable("review_figures", "Số liệu của tiêu chí; Enter để ghi ý kiến", self)
        self._remark_title = named(QLabel(self), "remark_title", "Ý kiến về chỉ tiêu")
        self._remark_title.setStyleSheet("font-weight: 600;")
        self.remark = NoteEdit(
            self, "remark_text", "Ý kiến về chỉ tiêu", "Ý kiến gửi xã về chỉ tiêu này…", height=58
        )
        self._answer = named(QLabel(self), "remark_answer", "Xã trả lời")
        self._answer.setWordWrap(True)
        style.make_quiet(self._answer)
        self.reason = named(QLineEdit(self), "return_remark", "Ý kiến khi trả lại tiêu chí")
        self.reason.setPlaceholderText("Vì sao trả lại, xã cần làm gì")
        self._fault = named(QLabel(self), "review_fault", "Vì sao chưa lưu được")
        self._fault.setWordWrap(True)
        self._fault.setStyleSheet(f"color: {style.NOT_MET};")
        self._accept = named(QPushButton("&Chấp nhận", self), "accept", "Chấp nhận tiêu chí")
        self._return = named(QPushButton("&Trả lại kèm ý kiến...", self), "return", "Trả lại kèm ý kiến")
        self._take_back = named(QPushButton("&Rút lại", self), "take_back", "Rút lại kết quả thẩm tra")
        style.make_main(self._accept)
        self._dress_table()
        self._lay_out()
        self._connect()

    def fit(self, room: int) -> None:
        """Takes less than half of the screen's width, and what it needs at most."""
        self.setFixedWidth(max(_LEAST_WIDTH, min(_MOST_WIDTH, int(room * _SHARE))))

    def show_partition(
        self, title: str, reviewed: Reviewed | None, comparison: Comparison, remarks: dict[str, Remark]
    ) -> None:
        look = shown_look(reviewed)
        self._title.setText(title)
        said = review_sentence(reviewed) or f"{look.sign} {look.word or 'Chưa có số liệu'}"
        self._state.setText(f"{said}\nXã trả lời: {reviewed.answer}" if reviewed and reviewed.answer else said)
        self._state.setStyleSheet(f"color: {look.colour}; background: {look.tint}; padding: 4px 8px;")
        self._since.setText(_since(comparison))
        self.table.setColumnHidden(BEFORE, not _has_before(comparison))
        self.figures.show(comparison.figures, remarks)
        self._fit_rows()
        has_figures = reviewed is not None and reviewed.has_figures
        state = reviewed.review.state if reviewed is not None else None
        is_standing = state is ReviewState.ACCEPTED and reviewed is not None and not reviewed.is_reopened
        self._accept.setEnabled(has_figures and not is_standing)
        self._accept.setText("&Chấp nhận lại" if reviewed and reviewed.is_reopened else "&Chấp nhận")
        self._take_back.setVisible(state in (ReviewState.ACCEPTED, ReviewState.RETURNED))
        returned = state is ReviewState.RETURNED and reviewed is not None
        self.reason.setText(reviewed.review.remark if returned and reviewed else "")
        self.complain("")
        if comparison.figures:
            self.table.setCurrentIndex(self.figures.index(0, TEXT))
        self._show_figure()

    def complain(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rows()

    def leave_remark(self) -> None:
        """Saves the remark that is being written."""
        written = self.remark.toPlainText().strip()
        if self._figure is not None and written != self._remarked:
            self._remarked = written
            self.remark_left.emit(self._figure, written)

    def _dress_table(self) -> None:
        self.table.setModel(self.figures)
        self.table.setSelectionBehavior(OpeningTable.SelectionBehavior.SelectRows)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.setWordWrap(True)
        self.table.verticalHeader().setMinimumSectionSize(style.ROW_HEIGHT)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for column, width in ((CODE, 46), (NOW, 88), (BEFORE, 80), (MARK, 50)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)

    def _fit_rows(self) -> None:
        """A criterion has few indicators: each takes the lines it needs."""
        self.table.resizeRowsToContents()
        for row in range(self.figures.rowCount()):
            self.table.setRowHeight(row, min(self.table.rowHeight(row), _FOUR_LINES))
        needed = style.ROW_HEIGHT + self.table.verticalHeader().length() + 4
        self.table.setMaximumHeight(needed)
        self.table.setMinimumHeight(min(needed, _LEAST_HEIGHT))

    def _lay_out(self) -> None:
        reason_label = named(QLabel("Ý kiến kh&i trả lại:", self), "return_label", "Ý kiến khi trả lại")
        reason_label.setBuddy(self.reason)
        acts = QHBoxLayout()
        acts.setSpacing(style.GAP)
        acts.addWidget(self._take_back)
        acts.addStretch(1)
        acts.addWidget(self._return)
        acts.addWidget(self._accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.WIDE, 12, 12, 12)
        column.setSpacing(style.GAP)
        above: list[QWidget] = [self._title, self._state, self._since, self.table]
        about: list[QWidget] = [self._remark_title, self.remark, self._answer]
        below: list[QWidget] = [reason_label, self.reason, self._fault]
        for widget in above:
            column.addWidget(widget, _SHARE_OF_TABLE if widget is self.table else 0)
        column.addSpacing(style.SMALL)
        for widget in about:
            column.addWidget(widget)
        column.addStretch(1)
        for widget in below:
            column.addWidget(widget)
        column.addLayout(acts)

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._change_figure)
        self.table.opened.connect(self._go_to_remark)
        self.remark.left.connect(self.leave_remark)
        self._accept.clicked.connect(self._tell_accepted)
        self._return.clicked.connect(self._tell_returned)
        self.reason.returnPressed.connect(self._tell_returned)
        self._take_back.clicked.connect(self._tell_taken_back)

    @Slot()
    def _change_figure(self, *_: object) -> None:
        self.leave_remark()
        self._show_figure()

    def _show_figure(self) -> None:
        row = self.table.currentIndex().row()
        self._figure = self.figures.rows[row] if 0 <= row < len(self.figures.rows) else None
        for widget in (self._remark_title, self.remark):
            widget.setVisible(self._figure is not None)
        if self._figure is None:
            self._answer.hide()
            return
        code = self._figure.indicator.code
        found = self.figures.remarks.get(code)
        self._remark_title.setText(f"Ý kiến về chỉ tiêu {code}")
        self._remarked = found.text if found else ""
        self.remark.setPlainText(self._remarked)
        self._answer.setText(f"Xã trả lời: {found.answer}" if found and found.answer else "")
        self._answer.setVisible(bool(self._answer.text()))

    @Slot()
    def _go_to_remark(self, *_: object) -> None:
        self.remark.setFocus()

    @Slot()
    def _tell_accepted(self) -> None:
        self.leave_remark()
        self.accepted.emit()

    @Slot()
    def _tell_returned(self) -> None:
        self.leave_remark()
        self.returned.emit(self.reason.text())

    @Slot()
    def _tell_taken_back(self) -> None:
        self.taken_back.emit()


def _has_before(comparison: Comparison) -> bool:
    """Whether these figures were seen before; otherwise a column of the same figures would say that they were."""
    return bool(comparison.accepted_hash or comparison.package_number or comparison.is_since_return)


def _since(comparison: Comparison) -> str:
    """What the column "Lần trước" is."""
    day = day_text(comparison.at)
    changed = sum(one.is_changed for one in comparison.figures)
    count = f"{format_number(changed)} chỉ tiêu thay đổi" if changed else "không chỉ tiêu nào thay đổi"
    if comparison.is_since_return:
        return f"So với lần trả lại ngày {day}: {count}."
    if comparison.accepted_hash:
        return f"So với lần chấp nhận ngày {day} (mã {comparison.accepted_hash}): {count}."
    if comparison.package_number:
        return f"So với trước khi nhận tệp số {comparison.package_number} ngày {day}: {count}."
    return "Chưa có lần trước để so."
