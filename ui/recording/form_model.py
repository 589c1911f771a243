"""The forms beside the grid: one village over all indicators, as the printed form; one indicator over all."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.evaluation import Assessment, Verdict, display_value
from ntm_desktop.domain.numbers import format_entry
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Share, SharesBySex
from ui.qt_override import override
from ui.recording import cells
from ui.recording.model import FigureModel
from ui.recording.table import FigureTable
from ui.table_model import Index

NUMERATOR, DENOMINATOR, RESULT, VERDICT = range(4)
"""Columns of a form after those that describe its line."""
_TITLES = ("Tử số, số liệu", "Mẫu số", "Kết quả", "Đánh giá")
_SHARES = (IndicatorKind.RATIO, IndicatorKind.AVERAGE)


class FormModel(FigureTable):
    """Shows what the grid's table holds, line by line with numerator and denominator apart.

    `pending` is a numerator that was typed before its denominator: (place id, code) and the text.
    """

    labels: tuple[str, ...] = ()

    def __init__(self, source: FigureModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.source = source
        self.first_column = len(self.labels)
        self.pending: tuple[tuple[str, str], str] | None = None
        source.modelReset.connect(self._reset)
        source.dataChanged.connect(self._redraw)

    @property
    def last_column(self) -> int:
        return self.first_column + DENOMINATOR

    def label_at(self, row: int, column: int) -> str:
        raise NotImplementedError

    def assessment_at(self, index: Index) -> Assessment | None:
        place, indicator, grid = self.place_at(index), self.indicator_at(index), self.source.grid
        if place is None or indicator is None or grid is None:
            return None
        return cells.assessment_of(grid, place, indicator.code)

    @override
    def look_at(self, index: Index) -> cells.CellLook:
        place, indicator = self.place_at(index), self.indicator_at(index)
        if place is None or indicator is None:
            return cells.EMPTY
        return self.source.look_of(place, indicator)

    @override
    def entry_at(self, index: Index) -> str:
        one = self.assessment_at(index)
        if one is None:
            return ""
        column = index.column() - self.first_column
        if column == NUMERATOR and self.pending is not None and self.pending[0] == self._key(index):
            return self.pending[1]
        return _halves(one)[column] if column in (NUMERATOR, DENOMINATOR) else ""

    def whole_entry(self, index: Index, typed: str) -> str:
        """What was typed into one half, as an entry of the whole cell."""
        column, text = index.column() - self.first_column, typed.strip()
        indicator = self.indicator_at(index)
        if indicator is None or indicator.kind not in _SHARES or not text or "/" in text or text[0] in "-–○kK":
            return text
        if column == DENOMINATOR and self.pending is not None and self.pending[0] == self._key(index):
            numerators = self.pending[1].split(";")
            return "; ".join(
                f"{one}/{other}" for one, other in zip(numerators, _split(text, numerators), strict=True)
            )
        parts = text.split(";")
        return "; ".join(f"/{one.strip()}" if column == DENOMINATOR else f"{one.strip()}/" for one in parts)

    def is_whole(self, index: Index, typed: str) -> bool:
        """Whether that says all there is to say of a share: both numbers, no figure, or why it does not apply."""
        indicator = self.indicator_at(index)
        return (
            indicator is not None and indicator.kind in _SHARES and self.whole_entry(index, typed) == typed.strip()
        )

    def wants_other_half(self, index: Index, typed: str) -> bool:
        """Whether a numerator was typed for which no denominator stands."""
        one, text = self.assessment_at(index), typed.strip()
        is_numerator = index.column() - self.first_column == NUMERATOR
        if one is None or not is_numerator or one.indicator.kind not in _SHARES:
            return False
        stands = isinstance(one.figure, Share | SharesBySex)
        return bool(text) and any(letter.isdigit() for letter in text) and "/" not in text and not stands

    def hold(self, index: Index, typed: str) -> None:
        """Keeps a numerator until its denominator is typed."""
        self.pending = (self._key(index), typed.strip())
        self._tell_row(index.row())

    def let_go(self) -> None:
        """Gives up the numerator that waits for its denominator."""
        if self.pending is not None:
            self.pending = None
            self._redraw()

    @override
    def is_stop(self, row: int, column: int) -> bool:
        indicator = self.indicator_at(self.index(row, column))
        if indicator is None:
            folding = self.folding(row)
            return folding is not None and folding[1] and column == self.first_column
        return column == self.first_column or indicator.kind in _SHARES

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else self.first_column + len(_TITLES)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (*self.labels, *_TITLES)[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = self.first_column <= section <= self.first_column + RESULT or self.is_target(section)
            side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self.source.grid is None:
            return None
        place, indicator = self.place_at(index), self.indicator_at(index)
        column = index.column() - self.first_column
        if role == Qt.ItemDataRole.DisplayRole:
            return self.label_at(index.row(), index.column()) if column < 0 else self._text(index, column)
        if role == Qt.ItemDataRole.ToolTipRole and place is not None and indicator is not None:
            if column < 0:
                return cells.text_tooltip(self.label_at(index.row(), index.column()))
            return cells.tooltip(self.source.grid, self.source.reviews, place, indicator)
        if (
            role == Qt.ItemDataRole.AccessibleTextRole
            and place is not None
            and indicator is not None
            and column >= 0
        ):
            return f"{place.name}, {indicator.code}, {_TITLES[column]}: {self._text(index, column)}"
        return None

    def row_for(self, place_id: str, code: str) -> int | None:
        """The line of that figure, where it is shown."""
        for row in range(self.rowCount()):
            index = self.index(row, self.first_column)
            place, indicator = self.place_at(index), self.indicator_at(index)
            if place is not None and indicator is not None and (place.id, indicator.code) == (place_id, code):
                return row
        return None

    def _text(self, index: Index, column: int) -> str:
        one = self.assessment_at(index)
        if one is None:
            return self._heading_text(index, column)
        if column in (NUMERATOR, DENOMINATOR):
            return self.entry_at(index)
        if column == RESULT:
            return cells.shortened_unit(display_value(one))
        if self.pending is not None and self.pending[0] == self._key(index):
            return "Còn thiếu mẫu số, chưa lưu"
        look = self.look_at(index)
        if look.look is None:
            return ""
        if look.is_total and one.figure is not None and one.verdict is Verdict.NO_DATA and one.reason:
            return f"{look.look.sign} {one.reason}"  # a sum of some villages is no figure of the commune yet
        return f"{look.look.sign} {look.look.word}" + (f": {one.gap_text}" if one.gap_text else "")

    def _heading_text(self, index: Index, column: int) -> str:
        return ""

    def is_target(self, section: int) -> bool:
        return self.labels[section : section + 1] == ("Quy định",)

    def _key(self, index: Index) -> tuple[str, str]:
        place, indicator = self.place_at(index), self.indicator_at(index)
        return (place.id if place else "", indicator.code if indicator else "")

    def _tell_row(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def _reset(self) -> None:
        self.beginResetModel()
        self.pending = None
        self.endResetModel()

    def _redraw(self) -> None:
        if self.rowCount():
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, self.columnCount() - 1))


class VillageForm(FormModel):
    """One village (or the commune) over all indicators."""

    labels = ("Mã", "Chỉ tiêu", "Quy định")

    def __init__(self, source: FigureModel, parent: QObject | None = None) -> None:
        super().__init__(source, parent)
        self.place: Place | None = None

    def show_place(self, place: Place) -> None:
        if place != self.place:
            self.place = place
            self._reset()

    @override
    def indicator_at(self, index: Index) -> Indicator | None:
        return self.source.rows[index.row()].indicator if index.isValid() else None

    @override
    def place_at(self, index: Index) -> Place | None:
        return self.place if index.isValid() and index.column() >= self.first_column else None

    @override
    def label_at(self, row: int, column: int) -> str:
        return self.source.fixed_text(row, column)

    @override
    def folding(self, row: int) -> tuple[int, bool] | None:
        return self.source.folding(row)

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.source.rows) if self.place else 0

    @override
    def _heading_text(self, index: Index, column: int) -> str:
        if column != VERDICT or self.place is None:
            return ""
        look = self.source.look_of_criterion(self.place, self.source.rows[index.row()].criterion.number)
        return f"{look.sign} {look.look.word}" if look.look else ""


class IndicatorForm(FormModel):
    """One indicator over all villages and the commune."""

    labels = ("Thôn",)

    def __init__(self, source: FigureModel, parent: QObject | None = None) -> None:
        super().__init__(source, parent)
        self.indicator: Indicator | None = None

    def show_indicator(self, indicator: Indicator) -> None:
        if indicator != self.indicator:
            self.indicator = indicator
            self._reset()

    @override
    def indicator_at(self, index: Index) -> Indicator | None:
        return self.indicator if index.isValid() else None

    @override
    def place_at(self, index: Index) -> Place | None:
        return self.source.places[index.row()] if index.isValid() else None

    @override
    def label_at(self, row: int, column: int) -> str:
        return self.source.name_of(self.source.places[row])

    @override
    def folding(self, row: int) -> tuple[int, bool] | None:
        return None

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.source.places) if self.indicator else 0


def _halves(one: Assessment) -> tuple[str, str]:
    figure = one.figure
    if isinstance(figure, Share):
        return format_entry(figure.numerator), format_entry(figure.denominator)
    if isinstance(figure, SharesBySex):
        shares = (figure.female, figure.male)
        return (
            "; ".join(format_entry(share.numerator) for share in shares),
            "; ".join(format_entry(share.denominator) for share in shares),
        )
    return entry_text(figure), ""


def _split(text: str, like: list[str]) -> list[str]:
    """As many denominators as there are numerators: what is missing stays empty and is refused when it is read."""
    parts = [part.strip() for part in text.split(";")]
    return [*parts, *[""] * len(like)][: len(like)]
