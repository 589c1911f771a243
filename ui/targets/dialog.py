"""The paper a target stands in, and where it is entered its value."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.criteria import Indicator, IndicatorKind, Rule
from ntm_desktop.domain.evaluation import display_target
from ntm_desktop.domain.numbers import format_entry, format_number
from ntm_desktop.services.set_target import TargetReach
from ui import style
from ui.date_edit import DateEdit
from ui.naming import named
from ui.qt_override import override
from ui.targets.years import YearsChoice

_WIDTH = 560
_LIST_HEIGHT = 240
"""Of the indicators: more of them are scrolled through."""


class Asked(NamedTuple):
    """What the form is about: indicators of one set for communes of a column, in a year."""

    indicators: Sequence[Indicator]
    column: str | None
    column_title: str
    year: int
    is_entering: bool
    reach: TargetReach | None = None
    """Of the one indicator whose target is entered."""


class Given(NamedTuple):
    """What was typed, as it was typed."""

    value: str
    decision: str
    date: str
    is_this_year_only: bool
    is_text_compared: bool = False


class TargetDialog(QDialog):
    """Stays open with a sentence while what was typed cannot be stored."""

    given = Signal(object)

    def __init__(self, asked: Asked, decision: str, date: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._asked = asked
        title = "Nhập mức đạt theo quyết định" if asked.is_entering else "Đã đối chiếu với quyết định"
        named(self, "target_dialog", title)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        said = named(QLabel(_said(asked), self), "target_said", "Điều được ghi")
        said.setWordWrap(True)
        said.setTextFormat(Qt.TextFormat.PlainText)
        self._value = named(QLineEdit(self), "target_value", "Mức đạt")
        self._decision = named(QLineEdit(decision, self), "target_decision", "Số quyết định")
        self._decision.setPlaceholderText("ví dụ 12/QĐ-UBND")
        self._date = named(DateEdit(date, self), "target_date", "Ngày của quyết định")
        self._date.setPlaceholderText("ngày/tháng/năm")
        self._years: YearsChoice | None = None
        if asked.reach is not None:
            self._years = YearsChoice(asked.indicators[0], asked.year, asked.reach, self)
            self._years.changed.connect(self._fit)
        self._text = named(
            QCheckBox("Nội dung chỉ tiêu cũng đúng như trong quyết định", self),
            "target_text",
            "Nội dung chỉ tiêu cũng đã đối chiếu; bỏ dấu khi chỉ đối chiếu mức",
        )
        self._text.setToolTip("Bỏ dấu khi chỉ đối chiếu mức; hồ sơ còn là dự thảo đến khi nội dung cũng đối chiếu.")
        self._text.setChecked(not asked.is_entering)
        self._fault = named(QLabel(self), "target_fault", "Vì sao chưa ghi được")
        self._fault.setWordWrap(True)
        self._fault.setStyleSheet(f"color: {style.NOT_MET};")
        self._fault.hide()
        act = "Lưu mức đạt" if asked.is_entering else _act(asked)
        self._act = named(QPushButton(act, self), "target_act", act)
        self._act.setDefault(True)
        style.make_main(self._act)
        keep = named(QPushButton("Giữ nguyên", self), "target_keep", "Giữ nguyên")
        keep.setAutoDefault(False)
        self._lay_out(said, keep)
        self._act.clicked.connect(self._give)
        keep.clicked.connect(self.reject)
        self.setTabOrder(keep, self._act)
        (self._value if self._has_value else self._decision).setFocus()

    @property
    def _has_value(self) -> bool:
        return self._asked.is_entering and self._asked.indicators[0].kind is not IndicatorKind.YES_NO

    def show_fault(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.show()
        self._fault.setAccessibleDescription(sentence)
        self._fit()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def _fit(self) -> None:
        """As high as what it shows needs, wrapped lines included: nothing is pressed together."""
        column = self.layout()
        if column is not None:
            column.activate()
            self.setFixedHeight(column.totalHeightForWidth(_WIDTH))

    def _lay_out(self, said: QLabel, keep: QPushButton) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(style.WIDE)
        form.setVerticalSpacing(style.GAP)
        if self._has_value:
            one = self._asked.indicators[0]
            standing = one.target(self._asked.column, self._asked.year)
            self._value.setText(format_entry(standing.value) if standing else "")
            row = QHBoxLayout()
            row.setSpacing(style.GAP)
            row.addWidget(QLabel("≤" if one.rule is Rule.AT_MOST else "≥", self))
            row.addWidget(self._value, 1)
            row.addWidget(QLabel(_unit(one), self))
            form.addRow("&Mức đạt", row)
            label = form.labelForField(row)
            if isinstance(label, QLabel):
                label.setBuddy(self._value)
        else:
            self._value.hide()
        form.addRow("&Số quyết định", self._decision)
        form.addRow("&Ngày", self._date)
        if self._years is not None:
            form.addRow("", self._years)
        form.addRow("", self._text)
        form.setRowVisible(self._text, not self._asked.is_entering)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.GAP)
        buttons.addStretch(1)
        buttons.addWidget(keep)
        buttons.addWidget(self._act)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        column.setSpacing(style.WIDE)
        indicators = _indicators(self._asked, self)
        for part in (indicators, said) if self._asked.is_entering else (said, indicators):
            column.addWidget(part)
        column.addLayout(form)
        column.addWidget(self._fault)
        column.addLayout(buttons)

    def _give(self) -> None:
        value = self._value.text() if self._has_value else ""
        paper = (self._decision.text(), self._date.text())
        is_this_year_only = self._years is not None and self._years.is_one_year_only
        self.given.emit(Given(value, *paper, is_this_year_only, self._text.isChecked()))


def _indicators(asked: Asked, parent: QWidget) -> QScrollArea:
    """All of them in full, as what is signed for; scrolled where they are many."""
    about = named(QLabel("\n".join(_line(asked, one) for one in asked.indicators)), "target_about", "Chỉ tiêu")
    about.setWordWrap(True)
    about.setTextFormat(Qt.TextFormat.PlainText)
    about.setContentsMargins(0, 0, style.WIDE, 0)
    area = named(QScrollArea(parent), "target_indicators", "Các chỉ tiêu; mũi tên để cuộn")
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setWidget(about)
    needed = about.heightForWidth(_WIDTH - 2 * style.WIDE - area.verticalScrollBar().sizeHint().width())
    area.setFixedHeight(min(needed, _LIST_HEIGHT))
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if needed > _LIST_HEIGHT else Qt.FocusPolicy.NoFocus)
    return area


def _line(asked: Asked, one: Indicator) -> str:
    shown = "" if asked.is_entering else display_target(one, one.target(asked.column, asked.year))
    return f"{one.code}  {one.text}" + (f": {shown}" if shown else "")


def _said(asked: Asked) -> str:
    where = f", {asked.column_title}" if asked.column_title else ""
    if asked.is_entering:
        return f"Ghi mức đúng như trong quyết định{where}; hồ sơ sẽ dẫn quyết định này."
    return f"Mức trên máy (năm {asked.year}{where}) đúng như trong quyết định dưới đây:"


def _act(asked: Asked) -> str:
    count = len(asked.indicators)
    return "Ghi đã đối chiếu" if count == 1 else f"Ghi đã đối chiếu {format_number(count)} mức"


def _unit(one: Indicator) -> str:
    if one.kind is IndicatorKind.K_OF_N:
        return f"trong {len(one.items)} nội dung"
    return "%" if one.kind is IndicatorKind.RATIO else one.quantity
