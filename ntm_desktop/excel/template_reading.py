"""Reading a filled form: rows and columns are known by their hidden keys; every problem is gathered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ntm_desktop.domain.criteria import CriteriaSet, Indicator
from ntm_desktop.domain.errors import NotATemplate, TemplateAltered, TemplateOutdated
from ntm_desktop.domain.names import squeeze
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import PlaceKind
from ntm_desktop.domain.recording import Figure
from ntm_desktop.excel.book import Sheet, Spot, column_name
from ntm_desktop.excel.problem import Problem, worded
from ntm_desktop.excel.template_cells import Entry, FigureReader, shown
from ntm_desktop.excel.template_layout import (
    FORM_SHEET,
    IDENTITY_SHEET,
    KEY_MARK,
    LABEL_KEYS,
    TEMPLATE_VERSION,
    Identity,
    Line,
    checksum,
    columns,
    headings,
    identity_from_text,
    is_filled_for,
    lines,
    part_at,
)

_MARK_WITHIN = (80, 80)


@dataclass(frozen=True, slots=True)
class FilledFigure:
    """What the form says of one indicator of one place, and the cell it stands in first; None for nothing."""

    place_id: str
    code: str
    figure: Figure | None
    sheet: str
    cell: str


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """`figures` are those whose cells could be read; `problems` is everything a person must be told."""

    figures: tuple[FilledFigure, ...]
    problems: tuple[Problem, ...]


def identity_of(path: Path, sheets: Sequence[Sheet]) -> Identity:
    """Whose form it is. Raises NotATemplate, TemplateAltered, TemplateOutdated."""
    hidden = next((one for one in sheets if one.name == IDENTITY_SHEET), None)
    cells = [row[0] if row else None for row in hidden.rows] if hidden else []
    if len(cells) < 4 or cells[0] != "NTM Desktop":
        raise NotATemplate(str(path))
    if cells[1] != TEMPLATE_VERSION:
        raise TemplateOutdated(str(path), "newer" if str(cells[1]) > str(TEMPLATE_VERSION) else "older")
    text = "".join(str(one) for one in cells[3:] if one is not None)
    if checksum(text) != cells[2]:
        raise TemplateAltered(str(path))
    try:
        return identity_from_text(text)
    except ValueError as error:
        raise TemplateAltered(str(path)) from error


def read_filled(
    sheets: Sequence[Sheet],
    identity: Identity,
    criteria_set: CriteriaSet,
    period: Period,
    kinds: Mapping[str, PlaceKind],
    target_column: str | None,
) -> FilledTemplate:
    """Everything the form says; `kinds` of its places and `target_column` of its commune are the desk's."""
    problems: list[Problem] = []
    visible = [one for one in sheets if one.name != IDENTITY_SHEET]
    keyed = [(one, mark) for one in visible if (mark := _mark_of(one)) is not None]
    if not keyed:
        name = visible[0].name if visible else ""
        return FilledTemplate((), (Problem(name, "", "", worded("keys_lost")),))
    sheet, mark = next((pair for pair in keyed if pair[0].name == FORM_SHEET), keyed[0])
    problems += [
        Problem(one.name, "", "", worded("sheet_added"), stops=False)
        for one in visible
        if one is not sheet and one.rows
    ]
    form = _Form(sheet, mark, identity, criteria_set, period, kinds, problems)
    expected = list(lines(identity.form, criteria_set, target_column, period.year))
    return FilledTemplate(tuple(form.read(expected)), tuple(problems))


def _mark_of(sheet: Sheet) -> Spot | None:
    for at, row in enumerate(sheet.rows[: _MARK_WITHIN[0]]):
        for column, value in enumerate(row[: _MARK_WITHIN[1]]):
            if value == KEY_MARK:
                return Spot(at, column)
    return None


@dataclass(slots=True)
class _Form:
    """One sheet on its way from cells to figures."""

    sheet: Sheet
    mark: Spot
    identity: Identity
    criteria_set: CriteriaSet
    period: Period
    kinds: Mapping[str, PlaceKind]
    problems: list[Problem]
    rows: dict[str, int] = field(default_factory=dict)
    columns: dict[str, int] = field(default_factory=dict)
    headings: set[str] = field(default_factory=set)

    def read(self, expected: Sequence[Line]) -> Iterator[FilledFigure]:
        self.headings = {line.labels[1] for line in expected if not line.key}
        self._find_columns()
        self._find_rows([line for line in expected if line.key])
        self._check_moved(expected)
        self._check_labels(expected)
        self._tell_formulas()
        reader = FigureReader(self.sheet, self.problems)
        by_code: dict[str, list[tuple[str, int | None]]] = {}
        for line in expected:
            if line.key:
                code, _, part = line.key.rpartition("|")
                by_code.setdefault(code, []).append((part, self.rows.get(line.key)))
        keys = dict.fromkeys(one.key.rpartition("|")[2] for one in self._expected_columns())
        indicators = {one.code: one for one in self.criteria_set.indicators()}
        for place in self.identity.places:
            columns = [(key, self.columns.get(f"{place}|{key}")) for key in keys]
            for code, some in by_code.items():
                indicator = indicators[code]
                entries = self._entries(place, indicator, some, columns)
                if entries:
                    found = reader.figure(indicator, entries)
                    if found is not None:
                        cell = next(iter(entries.values())).spot.name
                        yield FilledFigure(place, code, found[0], self.sheet.name, cell)

    def _entries(
        self,
        place: str,
        indicator: Indicator,
        rows: Sequence[tuple[str, int | None]],
        columns: Sequence[tuple[str, int | None]],
    ) -> dict[str, Entry] | None:
        """The cells of one figure by part, None where a row or column of it is missing.

        A place that does not fill in the indicator has none.
        """
        entries: dict[str, Entry] = {}
        is_open = is_filled_for(indicator, self.criteria_set, self.kinds[place])
        is_whole = True
        for row_part, row in rows:
            for column_part, column in columns:
                part = part_at(row_part, column_part)
                if row is None or column is None:
                    is_whole = is_whole and not part
                    continue
                spot = Spot(row, column)
                value = self.sheet.value(spot)
                if part and is_open:
                    entries[part] = Entry(spot, value)
                elif value is not None:
                    self._tell("closed_filled", spot.name, shown(value), stops=False)
        return entries if is_whole else None

    def _expected_columns(self) -> list[Any]:
        return columns(self.identity.form, self.identity.places)

    def _find_columns(self) -> None:
        wanted = {one.key: one.title for one in self._expected_columns()}
        keys = self.sheet.rows[self.mark.row]
        for at, key in enumerate(keys):
            if key in self.columns:
                self._tell("column_twice", f"cột {column_name(at)}", other=column_name(self.columns[key]))
            elif key in wanted or key in LABEL_KEYS:
                self.columns[key] = at
        for key, title in wanted.items():
            if key not in self.columns:
                self._tell("column_missing", "", title=title, stops=False)
        known = {self.mark.column, *self.columns.values()}
        width = max((len(row) for row in self.sheet.rows[self.mark.row + 1 :]), default=0)
        for at in (at for at in range(width) if at not in known):
            column = [row[at] for row in self.sheet.rows[self.mark.row + 1 :] if at < len(row)]
            filled = next((one for one in column if one is not None), None)
            if filled is not None:
                self._tell("column_added", f"cột {column_name(at)}", shown(filled), stops=False)

    def _find_rows(self, wanted: Sequence[Line]) -> None:
        known = {line.key for line in wanted}
        for at in range(self.mark.row + 2, len(self.sheet.rows)):
            key = self.sheet.value(Spot(at, self.mark.column))
            if key in self.rows:
                code = str(key).rpartition("|")[0]
                self._tell("row_twice", f"dòng {at + 1}", other=self.rows[str(key)] + 1, code=code)
            elif key in known:
                self.rows[str(key)] = at
            else:
                self._check_added(at)
        for code in dict.fromkeys(line.key.rpartition("|")[0] for line in wanted if line.key not in self.rows):
            self._tell("row_missing", "", code=code, stops=False)

    def _check_added(self, at: int) -> None:
        """A row without a key: a heading of ours, an empty one, or one a person added."""
        texts = [shown(one) for one in self.sheet.rows[at] if one is not None]
        if texts and not any(text in self.headings for text in texts):
            self._tell("row_added", f"dòng {at + 1}", texts[0], stops=False)

    def _check_moved(self, expected: Sequence[Line]) -> None:
        order = [self.rows[line.key] for line in expected if line.key in self.rows]
        places = [self.columns[one.key] for one in self._expected_columns() if one.key in self.columns]
        if order != sorted(order) or places != sorted(places):
            self._tell("moved", "", stops=False)

    def _check_labels(self, expected: Sequence[Line]) -> None:
        """Texts that were protected; one that now says another indicator's name is no slip of the pen."""
        for line in expected:
            for key, label in zip(LABEL_KEYS[:2], line.labels[:2], strict=True):
                if not label or line.key not in self.rows or key not in self.columns:
                    continue
                spot = Spot(self.rows[line.key], self.columns[key])
                text, code = shown(self.sheet.value(spot)), line.key.rpartition("|")[0]
                if text != " ".join(label.split()) and squeeze(text) != squeeze(label):
                    is_swapped = bool(text) and any(
                        squeeze(other.labels[1]) == squeeze(text) for other in expected if other.key
                    )
                    name = "label_swapped" if is_swapped else "label_changed"
                    self._tell(name, spot.name, text, expected=label, code=code, stops=is_swapped)
        self._check_titles()

    def _check_titles(self) -> None:
        titles = {squeeze(name) for name in self.identity.places.values()}
        for one in self._expected_columns():
            if one.key in self.columns:
                spot = Spot(self.mark.row + 1, self.columns[one.key])
                text = shown(self.sheet.value(spot))
                if text != one.title and squeeze(text) != squeeze(one.title):
                    name = "title_swapped" if squeeze(text) in titles else "title_changed"
                    self._tell(name, spot.name, text, expected=one.title, stops=name == "title_swapped")
        top, _ = headings(
            self.identity.form, self.identity.commune, self.identity.places, self.criteria_set.title, self.period
        )
        written = [shown(value) for row in self.sheet.rows[: self.mark.row] for value in row if value is not None]
        if top not in written and not any(squeeze(text) == squeeze(top) for text in written):
            self._tell("title_changed", "", written[0] if written else "", expected=top, stops=False)

    def _tell_formulas(self) -> None:
        used = sorted(spot for spot in self.sheet.formulas if spot.row > self.mark.row)
        if used:
            cells = ", ".join(spot.name for spot in used[:5]) + (", ..." if len(used) > 5 else "")
            self._tell("formula_used", "", count=len(used), cells=cells, stops=False)

    def _tell(self, key: str, cell: str, text: str = "", *, stops: bool = True, **data: Any) -> None:
        self.problems.append(Problem(self.sheet.name, cell, text, worded(key, **data), stops))
