"""The two sides of the dossier: village and what it lacks; papers, their pages and what is done with them."""

from collections.abc import Iterator

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.dossier import Lack, Missing, VillageDossier
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.prepare_dossier import PAPERS
from ui import style
from ui.dossier.missing_model import MissingModel
from ui.dossier.pages_view import PagesView
from ui.lists import fill
from ui.naming import named
from ui.opening_table import OpeningTable

_SIDE = 340
_PAPER_LINES = 3
"""Two columns of papers: three are too wide for a display scaled to 125 %."""


class DossierPanes(QWidget):
    papers_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.villages = named(QListWidget(), "dossier_villages", "Chọn thôn")
        self.villages.setMaximumHeight(6 * (style.ROW_HEIGHT + style.SMALL) + 4)
        self._summary = named(QLabel(), "dossier_summary", "Kết quả của thôn")
        self._summary.setWordWrap(True)
        self._set = named(QLabel(), "dossier_set", "Bộ tiêu chí của hồ sơ")
        self._set.setWordWrap(True)
        style.make_quiet(self._set)
        self._set.hide()
        self._missing_model = MissingModel(self)
        self.missing = OpeningTable("dossier_missing", "Còn thiếu; Enter để đến ô số liệu")
        self.missing.setModel(self._missing_model)
        self.missing.setShowGrid(False)
        self.missing.setSelectionBehavior(OpeningTable.SelectionBehavior.SelectRows)
        self.missing.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.missing.verticalHeader().setDefaultSectionSize(40)
        self.missing.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.missing.horizontalHeader().resizeSection(0, 62)
        self.missing.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self.enter = named(QPushButton("Nhập số liệu của thôn"), "dossier_enter", "Nhập số liệu của thôn")
        self.papers = [named(QCheckBox(one.title), f"paper_{one.id}", one.title) for one in PAPERS]
        self._mark = named(QLabel(), "dossier_mark", "Dấu trên giấy tờ")
        self._mark.setWordWrap(True)
        self.pages = PagesView()
        self._page = named(QLabel(), "dossier_page", "Trang đang xem")
        style.make_quiet(self._page)
        self._page.setMinimumWidth(self._page.fontMetrics().horizontalAdvance("Trang 888/888"))
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.save = named(QPushButton("Lưu &PDF..."), "dossier_save", "Lưu hồ sơ thành tệp PDF")
        self.print_ = named(QPushButton("In..."), "dossier_print", "In hồ sơ")
        self.save_all = named(
            QPushButton("Lưu hồ sơ tất cả các thôn..."), "dossier_save_all", "Lưu hồ sơ tất cả các thôn"
        )
        style.make_main(self.save)
        style.make_main(self.enter)
        self._lay_out()
        for box in self.papers:
            box.setChecked(True)
            box.toggled.connect(self._change)
        self.pages.moved.connect(self._show_page)

    def chosen_papers(self) -> list[str]:
        return [one.id for one, box in zip(PAPERS, self.papers, strict=True) if box.isChecked()]

    def show_villages(self, names: list[str], row: int) -> None:
        self.villages.blockSignals(True)
        fill(self.villages, names)
        self.villages.setCurrentRow(row)
        self.villages.blockSignals(False)

    def show_set(self, title: str) -> None:
        """Said where another set is chosen above: the papers are those of villages."""
        self._set.setText(f"Hồ sơ thôn luôn dùng bộ tiêu chí của thôn: {title}." if title else "")
        self._set.setVisible(bool(title))

    def show_dossier(self, dossier: VillageDossier, missing: tuple[Missing, ...]) -> None:
        met = dossier.assessment.met_text
        self._summary.setText(f"<b>{dossier.village.name}</b>: đạt {met}, {_lacking(missing)}.")
        self._missing_model.show_rows(missing)
        if missing:
            self.missing.setCurrentIndex(self._missing_model.index(0, 0))
        self.enter.hide()
        self.missing.show()
        self._mark.setText(_mark_of(dossier))
        self._mark.setVisible(bool(self._mark.text()))

    def show_nothing(self, village: str, period: str) -> None:
        """No figure at all: nothing to put on paper yet. `period` as inside a sentence: "quý III năm 2021"."""
        self._summary.setText(f"<b>{village}</b> chưa có số liệu nào của {period}.")
        self._missing_model.show_rows(())
        self.enter.setText(f"Nhập số liệu {village}")
        self.enter.show()
        self.missing.hide()
        self._mark.hide()
        self.pages.show_word(f"{village} chưa có số liệu của {period} nên chưa lập được hồ sơ.")
        self.follow_choice(has_dossier=False)

    def show_refusal(self, sentence: str, act: str) -> None:
        """Nothing may be printed before something is decided."""
        self._summary.setText(f"⚠ {sentence}")
        self._missing_model.show_rows(())
        self.enter.setText(act)
        self.enter.show()
        self.missing.hide()
        self._mark.hide()
        self.pages.show_word(f"⚠ {sentence}")
        self.follow_choice(has_dossier=False)

    def follow_choice(self, *, has_dossier: bool) -> None:
        for button in (self.save, self.print_):
            button.setEnabled(has_dossier and bool(self.chosen_papers()))

    def missing_code(self, row: int) -> str:
        return self._missing_model.rows[row].code

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(style.GAP)
        for widget in (self.villages, self._set, self._summary, self.enter):
            left.addWidget(widget)
        left.addWidget(self.missing, 1)
        left.addStretch(0)
        side = QWidget()
        side.setFixedWidth(_SIDE)
        side.setLayout(left)
        papers = QGridLayout()
        papers.setHorizontalSpacing(style.WIDE)
        papers.setVerticalSpacing(style.SMALL)
        papers.setColumnStretch(1, 1)
        for position, box in enumerate(self.papers):
            papers.addWidget(box, position % _PAPER_LINES, position // _PAPER_LINES)
        acts = QHBoxLayout()
        acts.setSpacing(style.GAP)
        acts.addWidget(self.save_all)
        acts.addStretch(1)
        acts.addWidget(self._page)
        acts.addStretch(1)
        acts.addWidget(self.print_)
        acts.addWidget(self.save)
        right = QVBoxLayout()
        right.setSpacing(style.GAP)
        right.addLayout(papers)
        right.addWidget(self._mark)
        right.addWidget(self.pages, 1)
        right.addLayout(acts)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.WIDE)
        row.addWidget(side)
        row.addLayout(right, 1)

    @Slot()
    def _change(self, *_: object) -> None:
        self.papers_changed.emit()

    @Slot(int, int)
    def _show_page(self, page: int, pages: int) -> None:
        self._page.setText(f"Trang {page}/{pages}" if pages else "")


def _lacking(missing: tuple[Missing, ...]) -> str:
    """What is still to be done, in numbers."""
    checks = sum(one.lack is Lack.CHECK for one in missing)
    unlike = sum(one.lack is Lack.REGISTER for one in missing)
    unmet = sum(one.lack is Lack.RESULT for one in missing)
    unproven = sum(one.lack is Lack.EVIDENCE for one in missing)
    parts = (
        f"{format_number(checks)} chỗ không khớp" if checks else "",
        f"{format_number(unlike)} chỉ tiêu khác sổ hộ hiện nay" if unlike else "",
        f"còn {format_number(unmet)} chỉ tiêu cần làm" if unmet else "",
        f"còn thiếu minh chứng ở {format_number(unproven)} chỉ tiêu" if unproven else "",
    )
    return ", ".join(filter(None, parts)) or "không còn thiếu gì"


def _mark_of(dossier: VillageDossier) -> str:
    """Why the papers are marked, a sentence for each mark."""
    parts = []
    if dossier.is_draft:
        parts.append(f"Giấy tờ mang chữ DỰ THẢO vì {'; '.join(_why_draft(dossier))}.")
    if dossier.conflicts:
        codes = ", ".join(sorted(dossier.conflicts))
        parts.append(f"Hai máy ghi khác nhau ở chỉ tiêu {codes}, cột Ghi chú nói rõ.")
    if dossier.is_illustrative:
        parts.append("Giấy tờ ghi rõ “số liệu minh họa” vì dùng số liệu mẫu, không dùng để nộp.")
    return f"⚠ {' '.join(parts)}" if parts else ""


def _why_draft(dossier: VillageDossier) -> Iterator[str]:
    if doubts := sum(one.blocks_printing for one in dossier.findings):
        yield f"{format_number(doubts)} chỗ không khớp phải sửa"
    if unmet := ", ".join(str(number) for number in dossier.unmet_criteria):
        yield f"thôn chưa đạt tiêu chí số {unmet}"
    if unchecked := len(dossier.unchecked_targets):
        yield f"{format_number(unchecked)} chỉ tiêu chưa đối chiếu mức đạt với quyết định của tỉnh"
    if texts := len(dossier.unchecked_texts):
        yield f"{format_number(texts)} chỉ tiêu chưa đối chiếu nội dung với quyết định của tỉnh"
