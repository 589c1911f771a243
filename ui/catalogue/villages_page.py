"""The villages of the chosen commune and the column of targets that applies to it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.names import matches
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place, PlaceKind
from ui import style
from ui.catalogue.village_model import ALIASES, NAME, NUMBER, VillageModel
from ui.naming import named
from ui.paper import Sheet, page_html, shown_texts

_HOW = "F2 để sửa tên ngay trong bảng. Đổi tên không làm mất số liệu của thôn."
_TWINS = "⚠ Có thôn trùng tên: ghi “Tên khác” cho từng thôn để phân biệt, hoặc sửa tên gõ nhầm."
_NO_COLUMN = "Chưa chọn"
_NO_VILLAGES = "Xã chưa có thôn nào. Gõ tên thôn ở dưới rồi bấm Enter."
_NO_COMMUNE = "Nhận tệp của xã ở màn hình Trao đổi thì xã và các thôn hiện ở đây."


class VillagesPage(QWidget):
    added = Signal(str)
    column_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = named(QLabel(), "villages_title", "Xã đang xem")
        style.make_title(self._title)
        self._column = named(QComboBox(), "target_column", "Cột mức đạt của xã")
        self._column_label = QLabel("&Cột mức đạt của xã:")
        self.model = VillageModel(self)
        self.table = named(QTableView(), "villages", "Các thôn của xã")
        self._name = named(QLineEdit(), "village_name", "Tên thôn mới")
        self._name.setPlaceholderText("Tên thôn mới, ví dụ Thôn Ia Dơr")
        self._add = named(QPushButton("Thêm thôn"), "add_village", "Thêm thôn")
        style.make_main(self._add)
        self._column.setMinimumWidth(340)
        self._how = QLabel()
        self._how.setWordWrap(True)
        style.make_quiet(self._how)
        self._none = named(QLabel(), "villages_none", "Chưa có thôn")
        style.make_quiet(self._none)
        self._dress()
        self._lay_out()
        self._add.clicked.connect(self._ask_add)
        self._name.returnPressed.connect(self._ask_add)
        self._column.activated.connect(self._choose)

    def show_commune(self, commune: Place, villages: list[Place], sets: Iterable[CriteriaSet]) -> None:
        is_commune = commune.kind is PlaceKind.COMMUNE
        count = f"{format_number(len(villages))} thôn" if is_commune else "chưa có xã nào"
        self._title.setText(f"{commune.title}: {count}")
        self._none.setText(_NO_VILLAGES if is_commune else _NO_COMMUNE)
        for part in (self._column_label, self._column, self._name, self._add):
            part.setVisible(is_commune)  # villages belong to communes, which come with their files
        current = self.table.currentIndex()
        self.model.show_villages(villages)
        self.table.setVisible(bool(villages))
        self._how.setText(f"{_TWINS} {_HOW}" if self.model.has_twins() else _HOW)
        self._how.setVisible(bool(villages))
        self._none.setVisible(not villages)
        if villages:
            row = min(max(0, current.row()), len(villages) - 1)
            self.table.setCurrentIndex(self.model.index(row, max(NAME, current.column())))
        titles = {key: title for one in sets for key, title in one.columns.items()}
        self._column.clear()
        if not commune.column:
            self._column.addItem(_NO_COLUMN, "")
        for key, title in titles.items():
            self._column.addItem(title, key)
        self._column.setCurrentIndex(max(0, self._column.findData(commune.column or "")))

    def sheet(self) -> Sheet | None:
        """The villages on paper; None where there are none."""
        if not self.model.rows:
            return None
        column = self._column.currentText()
        below = f"Cột mức đạt của xã: {column[:1].lower()}{column[1:]}"
        title = self._title.text()
        return Sheet(title, page_html(title, below, *shown_texts(self.model), (6, 40, 54)))

    def put_above(self, bar: QWidget) -> None:
        """What has to be settled first."""
        self._column_of_parts.insertWidget(0, bar)

    def clear_name(self) -> None:
        self._name.clear()
        self._name.setFocus()

    def focus_first(self) -> None:
        (self.table if self.model.rows else self._name).setFocus()

    def focus_name(self) -> None:
        self._name.setFocus()

    def look_for(self, words: str) -> None:
        """Goes to the first village whose name, old ones included, has these words."""
        for row, village in enumerate(self.model.rows):
            if words.strip() and matches(words, (village.name, *village.aliases)):
                self.table.setCurrentIndex(self.model.index(row, NAME))
                return

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.table.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.table.setTabKeyNavigation(False)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.resizeSection(NUMBER, 48)
        header.resizeSection(NAME, 320)
        header.setSectionResizeMode(ALIASES, QHeaderView.ResizeMode.Stretch)

    def _lay_out(self) -> None:
        self._column_label.setBuddy(self._column)
        above = QHBoxLayout()
        above.setSpacing(style.GAP)
        above.addWidget(self._title)
        above.addStretch(1)
        above.addWidget(self._column_label)
        above.addWidget(self._column)
        below = QHBoxLayout()
        below.setSpacing(style.GAP)
        below.addWidget(self._name, 1)
        below.addWidget(self._add)
        column = self._column_of_parts = QVBoxLayout(self)
        column.setContentsMargins(0, style.WIDE, 0, 0)
        column.setSpacing(style.GAP)
        column.addLayout(above)
        column.addWidget(self._none)
        column.addWidget(self.table, 100)
        column.addWidget(self._how)
        column.addLayout(below)
        column.addStretch(1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    @Slot()
    def _ask_add(self) -> None:
        self.added.emit(self._name.text())

    @Slot(int)
    def _choose(self, _: int) -> None:
        if column := str(self._column.currentData() or ""):
            self.column_chosen.emit(column)
