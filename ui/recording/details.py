"""The details pane beside the grid: everything about the one cell that is chosen, part by part."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPlainTextEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.services.check_figures import Finding
from ui import style
from ui.checks.section import ChecksSection
from ui.evidence.section import EvidenceSection
from ui.naming import named
from ui.note_edit import NoteEdit
from ui.qt_override import override
from ui.recording import detail_texts as texts
from ui.recording.details_cell import CellDetails
from ui.recording.details_fold import Fold
from ui.recording.details_history import HistorySection
from ui.recording.details_periods import PeriodsSection
from ui.recording.details_register import RegisterSection
from ui.recording.details_state import StateSection
from ui.recording.details_target import TargetSection
from ui.screen import Shell

_LEAST_WIDTH = 224
"""At 125 % and more the display is too narrow for the whole pane."""


_GROWN_MS = 500
"""By then the pane is as high as what was added to it."""


class DetailsPane(QFrame):
    note_left = Signal(str)
    answer_left = Signal(str)
    decide_asked = Signal()
    folded = Signal()
    """What is folded changed, to be remembered."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "details_pane", "Chi tiết của ô đang chọn")
        self.setMinimumWidth(_LEAST_WIDTH)
        self.setMaximumWidth(style.PANE_WIDTH)
        self.setStyleSheet(f"#details_pane {{ border-left: 1px solid {style.RULE}; background: {style.PAPER}; }}")
        self._noted = self._answered = ""
        self._answering: ReadingKey | None = None
        self._is_asking = False
        self._folds: list[Fold] = []
        content = named(QWidget(self), "details_content", "Nội dung chi tiết")
        content.setStyleSheet(f"#details_content {{ background: {style.PAPER}; }}")
        self._content = content
        content.installEventFilter(self)
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(style.WIDE, 12, 12, style.WIDE)
        self._column.setSpacing(0)
        self._place = self._text("place", "Thôn, xã", is_quiet=True)
        self._title = self._text("indicator_text", "Chỉ tiêu")
        self._column.addWidget(self._place)
        self._column.addWidget(self._title)
        # A heading is made before what stands under it: Tab follows the order of making.
        self.target = self._fold("target", "Quy định").hold(TargetSection(self))
        self._make_result()
        self._make_review()
        self.checks = self._fold("checks", "Kiểm tra số liệu").hold(ChecksSection(self))
        self.register = self._fold("register", "Sổ hộ").hold(RegisterSection(shell, self))
        self.state = self._fold("state", "Trạng thái").hold(StateSection(self))
        self.periods = self._fold("periods", "Các kỳ gần nhất").hold(PeriodsSection(self))
        self.history = self._fold("history", "Lịch sử").hold(HistorySection(self))
        note = self._fold("note", "Ghi chú")
        self._note = note.hold(NoteEdit(self, "note", "Ghi chú của ô", "Vì sao, lấy số từ đâu…"))
        self._note.left.connect(self._leave_note)
        self.evidence = self._fold("evidence", "Minh chứng").hold(EvidenceSection(shell, self))
        self.evidence.asked.connect(self._show_question)
        guidance = self._fold("guidance", "Cách tính, hướng dẫn")
        self._guidance = guidance.hold(self._text("guidance", "Cách tính, hướng dẫn"))
        self._people = self._fold("people", "Phụ trách").hold(self._text("people", "Phụ trách"))
        self._column.addStretch(1)
        self._lay_out(content)
        self.show_nothing("")

    @property
    def note(self) -> QPlainTextEdit:
        return self._note

    @property
    def answer(self) -> QPlainTextEdit:
        return self._answer

    @property
    def folded_names(self) -> list[str]:
        """Names of the sections that are folded, to be remembered."""
        return [one.name for one in self._folds if one.is_folded]

    @override
    def sizeHint(self) -> QSize:
        return QSize(style.PANE_WIDTH, super().sizeHint().height())

    def fold(self, names: Collection[str]) -> None:
        """Exactly these parts are folded."""
        for one in self._folds:
            one.fold(is_folded=one.name in names)

    def focus_first(self) -> bool:
        """To the first heading; False where nothing is shown."""
        first = next((one for one in self._folds if not one.isHidden()), None)
        if first is not None:
            first.heading.setFocus(Qt.FocusReason.TabFocusReason)
        return first is not None

    def focus_answer(self) -> None:
        """To the box for the answer, with what is answered in sight; nowhere where there is nothing to answer."""
        if self._answer.isHidden():
            return
        section = next(one for one in self._folds if one.isAncestorOf(self._answer))
        section.fold(is_folded=False)
        self._answer.setFocus(Qt.FocusReason.OtherFocusReason)
        self._bring_answer()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What stands above grew or shrank: the answer that is being written stays in sight."""
        if event.type() == QEvent.Type.Resize and watched is self._content:
            if self._answer.hasFocus():
                QTimer.singleShot(0, self, self._bring_answer)
            elif self._is_asking:
                QTimer.singleShot(0, self, self._bring_question)
        return super().eventFilter(watched, event)

    def _bring_answer(self) -> None:
        section = next(one for one in self._folds if one.isAncestorOf(self._answer))
        self._scroll.ensureWidgetVisible(self._answer, 0, style.SMALL)
        self._scroll.ensureWidgetVisible(section.heading, 0, style.SMALL)

    def _show_question(self) -> None:
        """What new files prove is asked: in sight, also while the pane grows by them."""
        next(one for one in self._folds if one.isAncestorOf(self.evidence)).fold(is_folded=False)
        self._is_asking = True
        QTimer.singleShot(0, self, self._bring_question)
        QTimer.singleShot(_GROWN_MS, self, self._end_bringing)

    def _bring_question(self) -> None:
        if self.evidence.question.isVisible():
            self._scroll.ensureWidgetVisible(self.evidence.question, 0, style.GAP)

    def _end_bringing(self) -> None:
        self._is_asking = False

    def show_nothing(self, why: str) -> None:
        """No cell is chosen: every section is put away."""
        self._title.hide()
        for one in self._folds:
            one.hide()
        self.evidence.show_reading(None, None)
        self.register.show_reading(None, None)
        self._note.setPlainText("")
        self._answer.setPlainText("")
        self._noted = self._answered = ""
        self._set(self._place, why)

    def show_cell(self, details: CellDetails, findings: Sequence[Finding]) -> None:
        """Everything of one cell, drawn once when all of it is known."""
        self._content.setUpdatesEnabled(False)
        one = details.assessment
        self._set(self._place, details.place.title)
        self._set(self._title, f"{one.indicator.code}  {one.indicator.text}")
        self.target.show_target(one.indicator, one.target, details.year, can_enter=details.can_enter_target)
        self._show_result(details)
        self.checks.show_findings(findings)
        self.register.show_reading(details.key, details.place)
        self.state.show_state(details.state)
        self.periods.show_periods(details.periods)
        self.history.show_entries(
            details.history, details.reasons, details.undone, can_restore=not details.why_not_here
        )
        self._noted = details.note
        self._note.setPlainText(details.note)
        self._note.setReadOnly(bool(details.why_not_here))
        self._note.setVisible(not details.why_not_here or bool(details.note))
        self.evidence.show_reading(details.key, details.place)
        self._set(self._guidance, "\n".join(texts.guidance_lines(one.indicator)))
        self._set(self._people, "\n".join(details.people))
        self._show_review(details)
        self.settle()
        self._content.setUpdatesEnabled(True)

    def settle(self) -> None:
        """After a part was shown or hidden: parts that say nothing have no heading."""
        for one in self._folds:
            one.settle()

    def leave_note(self) -> None:
        """Saves the note and the answer that are being written."""
        self._leave_note()
        self._leave_answer()

    def _make_result(self) -> None:
        fold = self._fold("result", "Kết quả")
        self._verdict = fold.hold(self._text("verdict", "Kết luận"))
        self._gap = fold.hold(self._text("gap", "Còn thiếu"))
        self._decide = fold.hold(QPushButton("Quyết định...  F8", self))
        named(self._decide, "decide", "Quyết định chỗ hai máy ghi khác nhau (F8)")
        self._decide.clicked.connect(self.decide_asked)
        self._result = fold.hold(self._text("result", "Số liệu"))
        self._origin = fold.hold(self._text("origin", "Nguồn số liệu", is_quiet=True))
        self._entry = fold.hold(self._text("how_to_enter", "Cách nhập", is_quiet=True))

    def _make_review(self) -> None:
        fold = self._fold("review", "Cấp trên thẩm tra")
        self._review = fold.hold(self._text("review", "Cấp trên thẩm tra"))
        self._remark = fold.hold(self._text("remark", "Ý kiến của cấp trên"))
        self._answer_said = fold.hold(self._text("answer_said", "Trả lời của xã", is_quiet=True))
        self._answer = fold.hold(NoteEdit(self, "answer", "Trả lời của xã", "Xã trả lời cấp trên…"))
        self._answer.left.connect(self._leave_answer)

    def _show_result(self, details: CellDetails) -> None:
        one = details.assessment
        look = style.VERDICT_LOOK[one.verdict]
        self._verdict.setStyleSheet(
            f"color: {look.colour}; background: {look.tint}; font-weight: 600; padding: 4px 8px;"
        )
        self._set(self._verdict, f"{look.sign} {look.word}")
        gap = one.gap_text[:1].upper() + one.gap_text[1:]
        self._set(self._gap, "\n".join(text for text in (gap, one.reason) if text and text != look.word))
        self._set(self._result, "\n".join(texts.result_lines(one)))
        self._set(self._origin, "\n".join(details.origin))
        self._set(self._entry, details.why_not_here or texts.how_to_enter(one.indicator))
        self._decide.setVisible(details.has_conflict)

    def _show_review(self, details: CellDetails) -> None:
        self._set(self._review, details.review)
        self._set(self._remark, details.remark)
        said = f"Xã trả lời: {details.answer}" if details.answer else "Xã chưa trả lời."
        has_said = bool(details.remark or details.answer)
        self._set(self._answer_said, said if has_said and not details.can_answer else "")
        is_being_typed = self._answer.hasFocus() and details.key == self._answering
        self._answering = details.key
        if not is_being_typed:
            self._answered = details.answer
            self._answer.setPlainText(details.answer)
        self._answer.setVisible(details.can_answer)

    def _leave_note(self) -> None:
        written = self._note.toPlainText().strip()
        if not self._note.isHidden() and written != self._noted:
            self._noted = written
            self.note_left.emit(written)

    def _leave_answer(self) -> None:
        written = self._answer.toPlainText().strip()
        if not self._answer.isHidden() and written != self._answered:
            self._answered = written
            self.answer_left.emit(written)

    def _fold(self, name: str, title: str) -> Fold:
        one = Fold(name, title, self)
        one.folded.connect(self.folded)
        one.moved.connect(self._move_focus)
        self._folds.append(one)
        self._column.addWidget(one)
        return one

    def _move_focus(self, step: int) -> None:
        shown = [one for one in self._folds if not one.isHidden()]
        at = next((position for position, one in enumerate(shown) if one.heading.hasFocus()), None)
        if at is not None and 0 <= at + step < len(shown):
            shown[at + step].heading.setFocus(Qt.FocusReason.TabFocusReason)

    def _lay_out(self, content: QWidget) -> None:
        scroll = self._scroll = QScrollArea(self)
        named(scroll, "details_scroll", "Nội dung chi tiết")
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(content)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.addWidget(scroll)

    def _text(self, name: str, title: str, *, is_quiet: bool = False) -> QLabel:
        label = named(QLabel(self), name, title)
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        if is_quiet:
            style.make_quiet(label)
        return label

    def _set(self, label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
