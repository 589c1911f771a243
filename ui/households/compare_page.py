"""Register and typed figures side by side, and taking the register's over: one, or all that are shown."""

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.count_households import RegisterFigure
from ui import style
from ui.households.compare_model import COMPARE_WIDTHS, TEXT, CompareModel
from ui.naming import named
from ui.opening_table import OpeningTable


class ComparePage(QWidget):
    take_asked = Signal(object)
    """A RegisterFigure whose register side becomes the figure."""
    take_all_asked = Signal()
    list_asked = Signal(object)
    """A RegisterFigure whose lacking households are to be shown."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "register_page", "Số liệu từ sổ hộ")
        self._model = CompareModel(self)
        self._locked: Mapping[tuple[str, str], str] = {}
        self.table = OpeningTable("register_compare", "Sổ hộ và số đã nhập", self)
        self.table.setModel(self._model)
        self._said = named(QLabel(), "register_said", "Sổ hộ so với số đã nhập")
        style.make_quiet(self._said)
        self._take = named(QPushButton("&Lấy từ sổ hộ"), "register_take", "Lấy từ sổ hộ cho chỉ tiêu đang chọn")
        self._all = named(QPushButton("Lấy &tất cả"), "register_take_all", "Lấy tất cả chỉ tiêu từ sổ hộ")
        self._list = named(QPushButton("Xem các hộ &chưa đạt"), "register_list", "Xem các hộ chưa đạt chỉ tiêu này")
        self._lay_out()
        self.table.opened.connect(self._ask_list)
        self._take.clicked.connect(self._ask_take)
        self._all.clicked.connect(self.take_all_asked)
        self._list.clicked.connect(self._ask_list)
        self.table.selectionModel().currentChanged.connect(self._allow)

    def show_figures(
        self, figures: list[RegisterFigure], locked: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        """`locked` says by (place, indicator) why a figure cannot be written."""
        self._locked = locked or {}
        current = self.table.currentIndex().row()
        self._model.show_rows(figures)
        if figures:
            self.table.setCurrentIndex(self._model.index(min(max(current, 0), len(figures) - 1), TEXT))
        differ = sum(one.differs for one in figures)
        new = sum(one.figure is not None and one.typed is None for one in figures)
        self._said.setText(
            f"≠ {format_number(differ)} chỗ khác số đã nhập · + {format_number(new)} chỗ chưa nhập. "
            "Hộ chưa rõ không tính vào tử số và mẫu số."
            if figures
            else "Chưa có hộ nào để tính."
        )
        self._allow()

    @property
    def figures(self) -> list[RegisterFigure]:
        """Those that are shown, in their order."""
        return self._model.rows

    def chosen(self) -> RegisterFigure | None:
        row = self.table.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    def _lay_out(self) -> None:
        header = self.table.horizontalHeader()
        for section, width in enumerate(COMPARE_WIDTHS):
            header.resizeSection(section, width)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        row.addWidget(self._said, 1)
        row.addWidget(self._list)
        row.addWidget(self._all)
        row.addWidget(self._take)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.GAP, style.GAP, style.GAP, style.SMALL)
        column.setSpacing(style.GAP)
        column.addWidget(self.table, 1)
        column.addLayout(row)

    @Slot()
    def _allow(self, *_: object) -> None:
        one = self.chosen()
        why_not = self._locked.get((one.place.id, one.indicator.code), "") if one is not None else ""
        is_other = one is not None and one.figure is not None and one.figure != one.typed
        self._take.setEnabled(is_other and not why_not)
        self._take.setToolTip(why_not)
        self._list.setEnabled(one is not None)
        self._all.setEnabled(
            any(each.figure is not None and each.figure != each.typed for each in self._model.rows)
        )

    @Slot()
    def _ask_take(self) -> None:
        if (one := self.chosen()) is not None:
            self.take_asked.emit(one)

    @Slot()
    def _ask_list(self, *_: object) -> None:
        if (one := self.chosen()) is not None:
            self.list_asked.emit(one)
