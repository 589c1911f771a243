"""The second step: what each column holds, and old fonts with every text before and after."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from PySide6.QtCore import QStringListModel, Qt, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.services.take_in_households import (
    ListChoices,
    Sheet,
    column_name,
    convert,
    fields_to_choose,
    is_unicode,
    shown,
)
from ui import style
from ui.eliding import ElidingLabel
from ui.naming import named
from ui.workbooks.fonts import MOST_SHOWN, choose_font, fill_fonts, font_of, fonts_sentence
from ui.workbooks.problem_table import ConversionModel, read_table

_SAMPLES = 3
_WIDEST = 30
_LOOKED_AT = 500
"""Rows from which samples are taken and fonts are judged: a page is not shown later because the list is long."""
_SKIP = "– không nhận –"


class ColumnsPage(QWidget):
    """Reads and shows `choices`; nothing else is kept here."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "list_columns_page", "Các cột")
        self._fields = fields_to_choose()
        # One list for every column: a box of its own items measures each of them.
        self._titles = QStringListModel([_SKIP, *(one.title for one in self._fields)], self)
        self._sheet: Sheet | None = None
        self._choices: ListChoices | None = None
        self._kinds: dict[int, QComboBox] = {}
        self._fonts: dict[int, QComboBox] = {}
        self._scroll = named(QScrollArea(), "list_columns", "Các cột của danh sách")
        self._scroll.setWidgetResizable(True)
        self._year = named(QSpinBox(), "list_year", "Năm của thu nhập")
        self._year.setRange(1999, 2099)
        self._year.setSpecialValueText("chưa chọn")
        self._year_label = named(QLabel("Thu nhập của năm:"), "list_year_label", "Thu nhập của năm")
        self._year_label.setBuddy(self._year)
        self._font = named(QComboBox(), "list_font", "Chữ không rõ phông")
        fill_fonts(self._font)
        self._font.setToolTip("Chỉ chọn khi chữ trong ví dụ bị sai; xem trước ở bảng dưới")
        self._font_label = named(QLabel("Chữ không rõ phông:"), "list_font_label", "Chữ không rõ phông")
        self._font_label.setBuddy(self._font)
        self._font.activated.connect(self._show_conversions)
        self._fonts_said = named(QLabel(), "list_fonts_said", "Về phông chữ")
        self._fonts_said.setWordWrap(True)
        self.conversions = ConversionModel(self)
        self._table = read_table(
            "list_conversions", "Chữ trước và sau khi chuyển", self.conversions, self.conversions.widths
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._scroll, 3)
        year = QHBoxLayout()
        year.setSpacing(style.GAP)
        for widget in (self._font_label, self._font, self._year_label, self._year):
            year.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        year.addStretch(1)
        column.addLayout(year)
        column.addWidget(self._fonts_said)
        column.addWidget(self._table, 2)

    @property
    def choices(self) -> ListChoices:
        """As they stand on the page."""
        assert self._choices is not None
        columns = {}
        for at, box in self._kinds.items():
            if box.currentIndex() > 0:
                columns[at] = self._fields[box.currentIndex() - 1].key
        encodings = {at: found for at, box in self._fonts.items() if (found := font_of(box)) is not None}
        year = self._year.value() if self._year.value() >= 2000 else None
        return replace(self._choices, columns=columns, encodings=encodings, encoding=font_of(self._font), year=year)

    def show_choices(self, sheet: Sheet, choices: ListChoices, year: int) -> None:
        self._sheet, self._choices = sheet, choices
        self._kinds, self._fonts = {}, {}
        inner = QWidget()
        grid = QGridLayout(inner)
        grid.setHorizontalSpacing(style.GAP)
        grid.setVerticalSpacing(style.SMALL)
        doubtful = _mostly_doubtful(sheet, choices.heading.first_row)
        for at, title in enumerate(("Cột", "Tiêu đề trong tệp", "Ví dụ", "Là", "Phông chữ" if doubtful else "")):
            label = QLabel(title)
            style.make_bold(label)
            grid.addWidget(label, 0, at)
        for row, at in enumerate(range(len(choices.heading.titles)), start=1):
            self._add_row(grid, row, at, choices, is_doubtful=at in doubtful)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        grid.setRowStretch(len(choices.heading.titles) + 1, 1)
        self._scroll.setWidget(inner)
        choose_font(self._font, choices.encoding)
        for one in (self._font, self._font_label):
            one.setVisible(any(spot.row >= choices.heading.first_row for spot in sheet.doubtful))
        has_income = any(key.startswith("income") for key in choices.columns.values())
        self._year.setValue(choices.year or (year if has_income else 1999))
        self._show_year()
        self._show_conversions()

    def focus_first(self) -> None:
        if self._kinds:
            next(iter(self._kinds.values())).setFocus()

    def _add_row(self, grid: QGridLayout, row: int, at: int, choices: ListChoices, *, is_doubtful: bool) -> None:
        title = choices.heading.titles[at]
        grid.addWidget(QLabel(column_name(at)), row, 0)
        for place, text, name in ((1, title, "title"), (2, "; ".join(self._samples(at)), "sample")):
            label = ElidingLabel(self)
            named(label, f"list_{name}_{at}", text or "trống")
            label.show_text(text or "–")
            grid.addWidget(label, row, place)
        kind = named(QComboBox(), f"list_kind_{at}", f"Cột {column_name(at)}, {title}: là")
        kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        kind.setMinimumContentsLength(_WIDEST)
        kind.setModel(self._titles)
        keys = [one.key for one in self._fields]
        key = choices.columns.get(at, "")
        kind.setCurrentIndex(keys.index(key) + 1 if key in keys else 0)
        kind.activated.connect(self._settle)
        self._kinds[at] = kind
        grid.addWidget(kind, row, 3)
        if is_doubtful:
            font = named(QComboBox(), f"list_font_{at}", f"Cột {column_name(at)}, {title}: phông chữ")
            fill_fonts(font, choices.encodings.get(at))
            font.activated.connect(self._show_conversions)
            self._fonts[at] = font
            grid.addWidget(font, row, 4)

    @Slot()
    def _settle(self) -> None:
        """A field is in one column: the other that had it has none now."""
        chosen = self.sender()
        for box in self._kinds.values():
            if box is not chosen and isinstance(chosen, QComboBox) and box.currentIndex() == chosen.currentIndex():
                box.setCurrentIndex(0)
        self._show_year()

    def _show_year(self) -> None:
        """Only incomes are of a year."""
        has_income = any(key.startswith("income") for key in self.choices.columns.values())
        for one in (self._year, self._year_label):
            one.setVisible(has_income)

    @Slot()
    def _show_conversions(self) -> None:
        rows = list(islice(self._converted(), MOST_SHOWN))
        told, said = self._counts()
        text = fonts_sentence(told, said)
        self._fonts_said.setText(text)
        self._fonts_said.setVisible(bool(text))
        self._table.setVisible(bool(rows))
        self.conversions.show_rows(rows)

    def _counts(self) -> tuple[int, int]:
        """How many cells are converted because of their font, and because the person says so."""
        if self._sheet is None or self._choices is None:
            return 0, 0
        first, whole = self._choices.heading.first_row, font_of(self._font)
        columns = {at for at, box in self._fonts.items() if font_of(box) is not None}
        told = sum(one.spot.row >= first for one in self._sheet.conversions)
        if whole is None and not columns:
            return told, 0
        return told, sum(
            spot.row >= first and (whole is not None or spot.column in columns) for spot in self._sheet.doubtful
        )

    def _converted(self) -> Iterator[tuple[str, str, str]]:
        """Below the heading: what the fonts told, then what the person says."""
        if self._sheet is None or self._choices is None:
            return
        first = self._choices.heading.first_row
        for one in self._sheet.conversions:
            if one.spot.row >= first:
                yield one.spot.name, one.before, one.after
        whole = font_of(self._font)
        chosen = {at: found for at, box in self._fonts.items() if (found := font_of(box)) is not None}
        for spot in self._sheet.doubtful if whole is not None or chosen else ():
            encoding = chosen.get(spot.column, whole)
            if encoding is not None and spot.row >= first:
                before = shown(self._sheet.value(spot))
                yield spot.name, before, convert(before, encoding)

    def _samples(self, at: int) -> list[str]:
        if self._sheet is None or self._choices is None:
            return []
        found: list[str] = []
        first = self._choices.heading.first_row
        for row in self._sheet.rows[first : first + _LOOKED_AT]:
            text = shown(row[at]) if at < len(row) else ""
            if text and text not in found:
                found.append(text)
            if len(found) == _SAMPLES:
                break
        return found


def _mostly_doubtful(sheet: Sheet, first_row: int) -> set[int]:
    """Columns with more texts of no known font than texts that are certain: in others "Bình" is as it should be."""
    doubtful = Counter(spot.column for spot in sheet.doubtful if first_row <= spot.row < first_row + _LOOKED_AT)
    certain = Counter(
        column
        for row in sheet.rows[first_row : first_row + _LOOKED_AT]
        for column, value in enumerate(row)
        if column in doubtful and isinstance(value, str) and is_unicode(value)
    )
    return {column for column, count in doubtful.items() if count > certain[column]}
