"""What part of the register is shown: a village, and the households that an indicator still lacks."""

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QWidget

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place, distinct_names
from ntm_desktop.services.count_households import rule_of
from ui import style
from ui.eliding import ElidingLabel
from ui.households.register import Wanted
from ui.naming import named

_ALL_VILLAGES = "Tất cả các thôn"
_ALL_HOUSEHOLDS = "Mọi hộ"


class RegisterFilters(QWidget):
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._village = named(QComboBox(), "households_village", "Chỉ một thôn")
        self._village.setMinimumContentsLength(14)
        self._lacking = named(QComboBox(), "households_lacking", "Chỉ hộ còn thiếu theo chỉ tiêu")
        self._lacking.setMinimumContentsLength(24)
        self._lacking.setMaximumWidth(300)
        self._lacking.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._counts = named(ElidingLabel(), "households_counts", "Số hộ")
        style.make_quiet(self._counts)
        self.import_list = named(
            QPushButton("Nhập từ E&xcel..."), "households_import", "Nhập danh sách hộ từ bảng tính Excel"
        )
        self.print_list = named(
            QPushButton("&In danh sách..."), "households_print", "In danh sách đang hiện (Ctrl+P)"
        )
        self.save_list = named(
            QPushButton("Lưu &PDF..."), "households_pdf", "Lưu danh sách đang hiện thành tệp PDF"
        )
        self._words = ""
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP)
        for one in (self._village, self._lacking):
            row.addWidget(one)
        row.addWidget(self._counts, 1)
        row.addWidget(self.import_list)
        row.addWidget(self.save_list)
        row.addWidget(self.print_list)
        self._village.currentIndexChanged.connect(self._change)
        self._lacking.currentIndexChanged.connect(self._change)

    @property
    def wanted(self) -> Wanted:
        code, _, unknown = str(self._lacking.currentData() or "").partition("|")
        return Wanted(str(self._village.currentData() or ""), self._words, code, bool(unknown))

    @property
    def village_name(self) -> str:
        return self._village.currentText()

    @property
    def counts(self) -> str:
        return self._counts.whole_text

    def offer(self, villages: Sequence[Place], indicators: Sequence[Indicator], wanted: Wanted) -> None:
        names = distinct_names(villages)
        self._fill(self._village, [(_ALL_VILLAGES, ""), *((names[one.id], one.id) for one in villages)])
        lacking = [(_ALL_HOUSEHOLDS, "")]
        lacking += [(f"{one.code} · hộ {rule_of(one).against}", one.code) for one in indicators]
        lacking += [(f"{one.code} · chưa rõ: {rule_of(one).title.lower()}", f"{one.code}|?") for one in indicators]
        self._fill(self._lacking, lacking)
        self.choose(wanted)

    def choose(self, wanted: Wanted) -> None:
        """Without telling: the caller shows it."""
        code = f"{wanted.code}|?" if wanted.only_unknown else wanted.code
        for combo, data in ((self._village, wanted.village_id), (self._lacking, code)):
            combo.blockSignals(True)
            combo.setCurrentIndex(max(0, combo.findData(data)))
            combo.blockSignals(False)
        self._lacking.setToolTip(self._lacking.currentText())

    def focus_first(self) -> None:
        self._village.setFocus()

    def look_for(self, words: str) -> None:
        """Words of the window's one search box: it keeps text and focus."""
        self._words = words
        self.changed.emit()

    def show_counts(self, shown: int, total: int, people: int, unknown: int, *, is_illustrative: bool) -> None:
        """How many households are shown of how many; of `unknown` ones nobody knows how many people they are."""
        all_ = format_number(total)
        households = f"{all_} hộ" if shown == total else f"Hiện {format_number(shown)}/{all_} hộ"
        mark = " · số liệu minh họa" if is_illustrative else ""
        of = f" của {format_number(shown - unknown)} hộ; {format_number(unknown)} hộ chưa rõ" if unknown else ""
        self._counts.show_text(f"{households} · {format_number(people)} nhân khẩu{of}{mark}")

    def _fill(self, combo: QComboBox, entries: Sequence[tuple[str, str]]) -> None:
        combo.blockSignals(True)
        combo.clear()
        for text, data in entries:
            combo.addItem(text, data)
        combo.view().setMinimumWidth(combo.view().sizeHintForColumn(0) + 24)
        combo.blockSignals(False)

    @Slot(int)
    def _change(self, _: int) -> None:
        self._lacking.setToolTip(self._lacking.currentText())
        self.changed.emit()
