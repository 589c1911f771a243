"""The criteria sets on this laptop, to read and search; a set comes in from a file."""

from html import escape

from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.services.set_target import can_withdraw
from ui import style
from ui.catalogue.set_model import BASIS, CODE, KIND, TARGET, TEXT, SetModel
from ui.flow import Flow
from ui.lists import fill
from ui.naming import named
from ui.paper import Sheet, page_html, shown_texts
from ui.targets.acts import TargetsOf

_PAPER_WIDTHS = (6, 50, 14, 16, 14)
_HOW_TO_CHOOSE = "Chọn nhiều dòng bằng Shift, Ctrl hoặc Ctrl+A."
_NO_MATCH = "Không có chỉ tiêu nào như vậy: xóa chữ trong ô tìm hoặc bỏ dấu “Chỉ mức còn phải làm”."
_LEVELS = {Level.VILLAGE: "thôn", Level.COMMUNE: "xã"}


class SetsPage(QWidget):
    add_asked = Signal()
    confirm_asked = Signal(object)
    """TargetsOf: those chosen were compared with a decision."""
    enter_asked = Signal(object)
    withdraw_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sets: list[CriteriaSet] = []
        self._column: str | None = None
        self._year = 0
        self._list = named(QListWidget(), "criteria_sets", "Các bộ tiêu chí trên máy")
        self._add = named(QPushButton("Thêm bộ tiêu chí từ tệp..."), "add_criteria_set", "Thêm bộ tiêu chí từ tệp")
        self._about = named(QLabel(), "criteria_about", "Về bộ tiêu chí đang xem")
        self._about.setWordWrap(True)
        self._words = named(QLineEdit(), "criteria_search", "Tìm chỉ tiêu")
        self._words.setPlaceholderText("Tìm chỉ tiêu, không cần gõ dấu")
        self._words.setClearButtonEnabled(True)
        self.model = SetModel(self)
        self._open_only = named(
            QCheckBox("Chỉ mức còn phải làm"), "open_targets", "Chỉ mức chưa có, chưa đối chiếu"
        )
        self._table = named(QTableView(), "criteria_table", "Các chỉ tiêu của bộ tiêu chí")
        self._confirm = self._act(
            "Đã đối chiếu...", "confirm_targets", "Ghi các mức đang chọn đã đối chiếu (Enter)"
        )
        self._enter = self._act("Nhập mức...", "enter_target", "Nhập mức đạt của chỉ tiêu đang chọn (F2)")
        self._withdraw = self._act(
            "Bỏ mức đã ghi", "withdraw_targets", "Bỏ mức đã nhập, đã đối chiếu của chỉ tiêu đang chọn"
        )
        self._hint = named(QLabel(_HOW_TO_CHOOSE), "criteria_hint", "Cách chọn chỉ tiêu")
        self._can_enter = False
        self._dress()
        self._lay_out()
        self._list.currentRowChanged.connect(self._show)
        self._words.textChanged.connect(self._show)
        self._add.clicked.connect(self._ask)
        self._open_only.toggled.connect(self._show)
        self._confirm.clicked.connect(self._ask_confirm)
        self._enter.clicked.connect(self._ask_enter)
        self._withdraw.clicked.connect(self._ask_withdraw)
        self._table.selectionModel().selectionChanged.connect(self._offer)
        within = Qt.ShortcutContext.WidgetShortcut
        for keys, asked in (("Return", self._ask_confirm), ("Enter", self._ask_confirm), ("F2", self._ask_enter)):
            QShortcut(QKeySequence(keys), self._table, context=within).activated.connect(asked)

    def show_sets(
        self, sets: list[CriteriaSet], chosen_id: str, column: str | None, year: int, *, can_enter: bool = False
    ) -> None:
        """`chosen_id` is shown when the list is new; otherwise the one being read stays, and what is selected."""
        selected = set(self.selected_codes())
        self._can_enter = can_enter
        row = self._list.currentRow()
        reading = self._sets[row].id if 0 <= row < len(self._sets) else chosen_id
        self._sets, self._column, self._year = sets, column, year
        self._list.blockSignals(True)
        fill(self._list, [one.title for one in sets], lines=2)
        ids = [one.id for one in sets]
        self._list.setCurrentRow(ids.index(reading) if reading in ids else 0)
        self._list.blockSignals(False)
        self._show()
        self._select(selected)

    def selected_codes(self) -> list[str]:
        """The indicators that are selected, in the order of the set."""
        return self.model.codes_at(index.row() for index in self._table.selectionModel().selectedRows())

    def sheet(self) -> Sheet | None:
        """The indicators that are shown, on paper; None where there are none."""
        if not self.model.rows:
            return None
        chosen = self._sets[self._list.currentRow()]
        told = (self._facts(chosen), chosen.issued, chosen.status)
        below = ". ".join(one[:1].upper() + one[1:].rstrip(".") for one in told if one)
        return Sheet(chosen.title, page_html(chosen.title, below, *shown_texts(self.model), _PAPER_WIDTHS))

    def choose(self, set_id: str) -> None:
        """Goes to the set with that id, if it is listed."""
        for row, one in enumerate(self._sets):
            if one.id == set_id:
                self._list.setCurrentRow(row)

    def focus_first(self) -> None:
        self._list.setFocus()

    def look_for(self, words: str) -> None:
        self._words.setText(words)
        self._words.setFocus()

    @Slot()
    def _show(self, *_: object) -> None:
        row = self._list.currentRow()
        if not 0 <= row < len(self._sets):
            return
        chosen = self._sets[row]
        is_open_only = self._open_only.isChecked()
        self.model.show(chosen, self._words.text(), self._column, self._year, is_open_only=is_open_only)
        self._table.clearSpans()
        for number, line in enumerate(self.model.rows):
            if line.indicator is None:
                self._table.setSpan(number, 0, 1, self.model.columnCount())
            self._table.setRowHeight(number, style.ROW_HEIGHT if line.indicator is None else 40)
        issued = chosen.issued[:1].upper() + chosen.issued[1:]
        self._about.setText(
            f"<b>{escape(chosen.title)}</b> · {escape(self._facts(chosen))}<br>"
            f"<span style='color:{style.MUTED}'>{escape(issued)}<br>{escape(chosen.status)}</span>"
        )
        self._hint.setText(_HOW_TO_CHOOSE if self.model.rows else _NO_MATCH)
        self._offer()

    def _select(self, codes: set[str]) -> None:
        """Selects these indicators again after the lines were drawn anew."""
        selection = QItemSelection()
        last = self.model.columnCount() - 1
        for row, line in enumerate(self.model.rows):
            if line.indicator is not None and line.indicator.code in codes:
                selection.select(self.model.index(row, 0), self.model.index(row, last))
        if not selection.isEmpty():
            select = QItemSelectionModel.SelectionFlag
            first = selection.indexes()[0]
            self._table.selectionModel().setCurrentIndex(first, select.NoUpdate)
            self._table.selectionModel().select(selection, select.ClearAndSelect)

    @Slot()
    def _offer(self, *_: object) -> None:
        """Only what can be done with what is selected."""
        row = self._list.currentRow()
        codes = self.selected_codes()
        chosen = self._sets[row] if 0 <= row < len(self._sets) else None
        targets = [chosen.indicator(code).target(self._column, self._year) for code in codes] if chosen else []
        self._confirm.setEnabled(bool(targets) and all(targets))
        self._enter.setVisible(self._can_enter)
        self._enter.setEnabled(len(codes) == 1)
        self._withdraw.setEnabled(any(map(can_withdraw, targets)))

    def _asked(self) -> TargetsOf | None:
        row, codes = self._list.currentRow(), self.selected_codes()
        if not codes or not 0 <= row < len(self._sets):
            return None
        return TargetsOf(self._sets[row], codes, self._column, self._year)

    @Slot()
    def _ask_confirm(self) -> None:
        if self._confirm.isEnabled() and (of := self._asked()) is not None:
            self.confirm_asked.emit(of)

    @Slot()
    def _ask_enter(self) -> None:
        if self._can_enter and self._enter.isEnabled() and (of := self._asked()) is not None:
            self.enter_asked.emit(of)

    @Slot()
    def _ask_withdraw(self) -> None:
        if (of := self._asked()) is not None:
            self.withdraw_asked.emit(of)

    def _act(self, text: str, name: str, title: str) -> QPushButton:
        button = named(QPushButton(text), name, title)
        button.setToolTip(title)
        return button

    def _facts(self, chosen: CriteriaSet) -> str:
        where = chosen.columns.get(self._column or "", "")
        column = f"; mức đạt đang xem: {where}, năm {self._year}" if where else f"; mức đạt năm {self._year}"
        count = f"{len(chosen.criteria)} tiêu chí, {len(chosen.indicators())} chỉ tiêu"
        return (
            f"cấp {_LEVELS[chosen.level]} · {count} · bản {chosen.version}, "
            f"{chosen.valid_from}-{chosen.valid_to}{column}"
        )

    def _dress(self) -> None:
        self._table.setModel(self.model)
        self._table.verticalHeader().hide()
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setTabKeyNavigation(False)
        self._table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self._table.horizontalHeader()
        header.setHighlightSections(False)
        for column, width in ((CODE, 56), (KIND, 116), (TARGET, 126), (BASIS, 180)):
            header.resizeSection(column, width)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(style.GAP)
        left.addWidget(self._list, 1)
        left.addWidget(self._add)
        side = QWidget()
        side.setFixedWidth(270)
        side.setLayout(left)
        right = QVBoxLayout()
        right.setSpacing(style.GAP)
        right.addWidget(self._about)
        finding = QHBoxLayout()
        finding.setSpacing(style.WIDE)
        finding.addWidget(self._words, 1)
        finding.addWidget(self._open_only)
        right.addLayout(finding)
        right.addWidget(self._table, 1)
        self._hint.setMinimumHeight(self._confirm.sizeHint().height())
        style.make_quiet(self._hint)
        right.addLayout(Flow(self._confirm, self._enter, self._withdraw, self._hint, spacing=style.GAP))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, style.WIDE, 0, 0)
        row.setSpacing(style.WIDE)
        row.addWidget(side)
        row.addLayout(right, 1)

    @Slot()
    def _ask(self) -> None:
        self.add_asked.emit()
