"""The table behind the grid; what cells show is worked out once and kept until their row changes."""

from collections.abc import Callable, Collection
from typing import Any

from PySide6.QtCore import QObject, Qt

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.figure_states import STATE_TITLES, FigureState
from ntm_desktop.domain.places import Place
from ntm_desktop.services.assess import Grid
from ui import style
from ui.qt_override import override
from ui.recording import cells
from ui.recording.reviews import Reviews
from ui.recording.rows import Narrowing, Row, places_across, shown_rows
from ui.recording.table import FigureTable
from ui.table_model import RIGHT, Index

CODE, TEXT, TARGET = range(3)
FIXED = 3
"""Columns before the first place."""
LOOK = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1

_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_TYPED = _READ | Qt.ItemFlag.ItemIsEditable
_TITLES = ("Mã", "Chỉ tiêu", "Quy định")


class FigureModel(FigureTable):
    first_column = FIXED

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._grid: Grid | None = None
        self._rows: list[Row] = []
        self._places: tuple[Place, ...] = ()
        self._looks: dict[str, dict[str, cells.CellLook]] = {}
        self._criteria: dict[int, dict[str, cells.CellLook]] = {}
        self._headings: list[str] = []
        self._indicators: dict[str, Indicator] = {}
        self._names: dict[str, str] = {}
        self._met: dict[int, set[str]] = {}
        """By criterion the places that meet it."""
        self.folded: set[int] = set()
        self.reviews = Reviews()
        self.narrowing = Narrowing.ALL
        self.words = ""
        self.fit_heading: Callable[[int, str], str] = _as_it_is
        """What of a heading fits into its column."""

    @property
    def grid(self) -> Grid | None:
        return self._grid

    @property
    def places(self) -> tuple[Place, ...]:
        return self._places

    @property
    def rows(self) -> list[Row]:
        return self._rows

    def show_grid(self, grid: Grid, reviews: Reviews) -> None:
        """Another context: everything is drawn anew."""
        self.beginResetModel()
        self.reviews = reviews
        self._grid, self._places = grid, places_across(grid)
        self._indicators = {one.code: one for one in grid.criteria_set.indicators()}
        self._looks = {
            one.code: cells.all_looks(grid, self.reviews, one.code) for one in grid.criteria_set.indicators()
        }
        self._names = cells.place_names(grid)
        self._met = {}
        self._criteria = {one.number: self._criterion_looks(one.number) for one in grid.criteria_set.criteria}
        self._headings = self._new_headings()
        self._rows = shown_rows(grid, self.folded, self.narrowing, self.words)
        self.endResetModel()

    def replace_indicator(self, grid: Grid, code: str) -> None:
        """One indicator changed: its row, its criterion's row and the headings are drawn anew, nothing else."""
        self._grid = grid
        number = grid.criteria_set.criterion_of(code).number
        self._looks[code] = cells.all_looks(grid, self.reviews, code)
        self._criteria[number] = self._criterion_looks(number)
        headings = self._new_headings()
        has_news, self._headings = headings != self._headings, headings
        for position, row in enumerate(self._rows):
            if row.criterion.number == number and (row.indicator is None or row.indicator.code == code):
                self.dataChanged.emit(self.index(position, 0), self.index(position, self.columnCount() - 1))
        if has_news:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, FIXED, self.columnCount() - 1)

    def redraw_marks(self, changed: Collection[tuple[str, str]]) -> None:
        """Signs beside these figures (place id, code) are others; no verdict is."""
        grid = self._grid
        columns = {place.id: (FIXED + at, place) for at, place in enumerate(self._places)}
        rows = {row.indicator.code: at for at, row in enumerate(self._rows) if row.indicator is not None}
        for place_id, code in changed:
            if grid is None or code not in self._looks or place_id not in columns:
                continue
            column, place = columns[place_id]
            self._looks[code][place_id] = cells.cell_look(grid, self.reviews, place, self._indicators[code])
            if code in rows:
                index = self.index(rows[code], column)
                self.dataChanged.emit(index, index)

    def narrow(self, *, narrowing: Narrowing | None = None, words: str | None = None) -> None:
        """Shows fewer or more rows; None leaves that part as it was."""
        self.narrowing = self.narrowing if narrowing is None else narrowing
        self.words = self.words if words is None else words
        self._redo_rows()

    def fold(self, numbers: Collection[int]) -> None:
        """Exactly these criteria hide their indicators."""
        self.folded = set(numbers)
        self._redo_rows()

    def row_of(self, code: str) -> int | None:
        """The row of that indicator, None where it is narrowed or folded away."""
        for position, row in enumerate(self._rows):
            if row.indicator is not None and row.indicator.code == code:
                return position
        return None

    def heading_of(self, code: str) -> int | None:
        """The line of the criterion that indicator belongs to."""
        for position, row in enumerate(self._rows):
            if row.indicator is None and any(one.code == code for one in row.criterion.indicators):
                return position
        return None

    @override
    def indicator_at(self, index: Index) -> Indicator | None:
        return self._rows[index.row()].indicator if index.isValid() else None

    @override
    def place_at(self, index: Index) -> Place | None:
        return self._places[index.column() - FIXED] if index.isValid() and index.column() >= FIXED else None

    @override
    def look_at(self, index: Index) -> cells.CellLook:
        place = self.place_at(index)
        return cells.EMPTY if place is None else self._look(self._rows[index.row()], place)

    @override
    def entry_at(self, index: Index) -> str:
        """What stands in the cell as a person would type it; empty where nothing is recorded."""
        place, indicator = self.place_at(index), self.indicator_at(index)
        if self._grid is None or place is None or indicator is None:
            return ""
        return entry_text(cells.assessment_of(self._grid, place, indicator.code).figure)

    @override
    def is_stop(self, row: int, column: int) -> bool:
        standing = self._rows[row]
        return standing.indicator is not None or standing.is_folded

    @override
    def folding(self, row: int) -> tuple[int, bool] | None:
        number = self._rows[row].criterion.number
        return number, number in self.folded

    def look_of(self, place: Place, indicator: Indicator) -> cells.CellLook:
        return self._looks[indicator.code][place.id]

    def look_of_criterion(self, place: Place, number: int) -> cells.CellLook:
        return self._criteria[number][place.id]

    def name_of(self, place: Place) -> str:
        """As over its column."""
        return self._names[place.id]

    def fixed_text(self, row: int, column: int) -> str:
        """Code, text or target of a line; of a criterion its heading."""
        return self._fixed_text(self._rows[row], column)

    def heading(self, column: int) -> str:
        """The name of a place, and under it how much it meets."""
        return self._headings[column - FIXED]

    def longest_text(self, column: int) -> str:
        """For the width of a place's column."""
        place = self._places[column - FIXED]
        texts = [part for looks in self._looks.values() for part in looks[place.id].text.split("; ")]
        texts += [looks[place.id].text for looks in self._criteria.values()]
        return max([*texts, *self._headings[column - FIXED].split("\n")], key=len, default="")

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else FIXED + len(self._places)

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Asked of every cell at every painting."""
        if index.column() >= FIXED and self.look_at(index).is_editable:
            return _TYPED
        return _READ

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section] if section < FIXED else self.fit_heading(section, self.heading(section))
        if role == Qt.ItemDataRole.ToolTipRole and section >= FIXED:
            place = self._places[section - FIXED]
            judged = self._grid is not None and cells.is_judged(self._grid, place)
            met = f"Đạt {self._grid.place(place.id).met_text}" if self._grid is not None and judged else ""
            return "\n".join(filter(None, (" – ".join((place.title, *place.aliases)), met)))
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if section < TARGET else Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or self._grid is None:
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if index.column() >= FIXED:
            return self._place_data(row, self._places[index.column() - FIXED], role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._fixed_text(row, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            if row.indicator is None:
                return row.criterion.name
            is_target = index.column() == TARGET
            return (
                cells.target_tooltip(self._grid, row.indicator)
                if is_target
                else cells.text_tooltip(row.indicator.text)
            )
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == TARGET:
            return RIGHT
        return None

    def _place_data(self, row: Row, place: Place, role: int) -> Any:
        if role == LOOK:
            return self._look(row, place)
        if role == Qt.ItemDataRole.DisplayRole:
            look = self._look(row, place)
            return f"{look.sign} {look.text}".strip()
        if role == Qt.ItemDataRole.ToolTipRole and row.indicator is None:
            return cells.criterion_tooltip(self.reviews, place, row.criterion.number)
        if role == Qt.ItemDataRole.ToolTipRole and self._grid is not None and row.indicator is not None:
            return cells.tooltip(self._grid, self.reviews, place, row.indicator)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            look = self._look(row, place)
            code = row.indicator.code if row.indicator else str(row.criterion.number)
            marks = " ".join(
                word
                for word, is_there in (
                    ("hai máy ghi khác nhau", look.has_conflict),
                    ("có ý kiến của cấp trên", style.REMARK_SIGN in look.mark),
                    ("số liệu không khớp", cells.FINDING_SIGN in look.finding),
                    ("thiếu minh chứng", cells.LACK_SIGN in look.finding),
                    ("không được phân công", look.is_locked),
                    (STATE_TITLES[look.state], look.state is not FigureState.DRAFT),
                )
                if is_there
            )
            return f"{place.name}, {code}: {look.look.word if look.look else ''} {look.text} {marks}".strip()
        return None

    def _fixed_text(self, row: Row, column: int) -> str:
        if row.indicator is None:
            sign = "▸" if row.is_folded else "▾"
            return f"{sign}  {row.criterion.number}. {row.criterion.name}" if column == CODE else ""
        if column == TARGET and self._grid is not None:
            return cells.target_text(self._grid, row.indicator)
        return (row.indicator.code, row.indicator.text)[column]

    def _look(self, row: Row, place: Place) -> cells.CellLook:
        if row.indicator is None:
            return self._criteria[row.criterion.number][place.id]
        return self._looks[row.indicator.code][place.id]

    def _criterion_looks(self, number: int) -> dict[str, cells.CellLook]:
        assert self._grid is not None
        grid = self._grid
        verdicts = {place.id: grid.criterion(place.id, number) for place in self._places}
        self._met[number] = {place_id for place_id, one in verdicts.items() if one.counts_as_met}
        meeting = sum(village.id in self._met[number] for village in grid.villages)
        return {
            place.id: cells.criterion_look(grid, self.reviews, place, number, verdicts[place.id], meeting)
            for place in self._places
        }

    def _new_headings(self) -> list[str]:
        """The name of each place and, under it, how many criteria it meets."""
        assert self._grid is not None
        texts = []
        for place in self._places:
            met = sum(place.id in those for those in self._met.values())
            judged = f"\nđạt {met}/{len(self._met)}" if cells.is_judged(self._grid, place) else ""
            texts.append(self._names[place.id] + judged)
        return texts

    def _redo_rows(self) -> None:
        if self._grid is not None:
            self.beginResetModel()
            self._rows = shown_rows(self._grid, self.folded, self.narrowing, self.words)
            self.endResetModel()


def _as_it_is(_column: int, text: str) -> str:
    return text
