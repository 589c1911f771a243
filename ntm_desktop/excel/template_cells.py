"""From the cells of one indicator to its figure: what Excel made of a number is told, never guessed around."""

import re
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.entries import parse_entry
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.names import fold
from ntm_desktop.domain.numbers import format_entry, format_number, parse_number
from ntm_desktop.domain.recording import Amount, Checked, Figure, Share, SharesBySex, check_figure
from ntm_desktop.excel.book import CellError, Sheet, Spot
from ntm_desktop.excel.problem import Problem, worded
from ntm_desktop.excel.template_layout import NO, YES
from ntm_desktop.sentences import sentence_for

_DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](\d{4}|\d{2})")
_LEFT_OUT = ("khong ap dung", "kad")
_HAS, _HAS_NOT = {"co", "x", "v", "dat", "d"}, {"khong", "k", "khong dat", "kd"}


class Entry(NamedTuple):
    """An entry cell: where it is and what stands in it."""

    spot: Spot
    value: Any


class _Told(Exception):
    """The problem was noted; there is no figure."""


class FigureReader:
    """Reads figures of one sheet and notes what is wrong with their cells."""

    def __init__(self, sheet: Sheet, problems: list[Problem]) -> None:
        self._sheet, self._problems = sheet, problems

    def figure(self, indicator: Indicator, entries: Mapping[str, Entry]) -> tuple[Figure | None] | None:
        """The figure (None inside for empty cells), or None where a problem was noted."""
        filled = {part: one for part, one in entries.items() if self._is_filled(one)}
        first = next(iter(entries.values())).spot
        try:
            if not filled:
                return (None,)
            self._check_cells(filled)
            figure = self._read(indicator, entries, filled)
            check_figure(indicator, figure)
        except _Told:
            return None
        except ExpectedError as error:
            spot = next(iter(filled.values())).spot if filled else first
            self._note(spot, sentence_for(error))
            return None
        return (figure,)

    def _is_filled(self, one: Entry) -> bool:
        if one.spot in self._sheet.unresolved:
            return True
        return one.value is not None and not (isinstance(one.value, str) and not one.value.strip())

    def _check_cells(self, filled: Mapping[str, Entry]) -> None:
        """What no number or choice can be read from: all of it is noted at once."""
        before = len(self._problems)
        for one in filled.values():
            block = next((block for block in self._sheet.merged if block.holds(one.spot)), None)
            if block is not None:
                self._note_worded(one.spot, "merged", block=block.name)
            elif one.spot in self._sheet.unresolved:
                self._note_worded(one.spot, "formula_empty")
            elif isinstance(one.value, CellError):
                self._note_worded(one.spot, "cell_error")
            elif isinstance(one.value, date | time | timedelta):
                self._note_worded(one.spot, "date", shown=shown(one.value))
            elif isinstance(one.value, str) and _DATE.fullmatch(one.value.strip()):
                self._note_worded(one.spot, "date_text")
        if len(self._problems) > before:
            raise _Told

    def _read(self, indicator: Indicator, entries: Mapping[str, Entry], filled: Mapping[str, Entry]) -> Figure:
        part, first = next(iter(filled.items()))
        if isinstance(first.value, str) and self._leaves_out(first.value) and len(filled) > 1:
            for other in list(filled.values())[1:]:
                self._note_worded(other.spot, "left_out_filled", cell=first.spot.name)
            raise _Told
        if isinstance(first.value, str) and self._leaves_out(first.value) and len(filled) == 1:
            return self._entered(indicator, first, first.value)
        if indicator.kind is IndicatorKind.YES_NO:
            text = (YES if first.value else NO) if isinstance(first.value, bool) else shown(first.value)
            return self._entered(indicator, first, text)
        if indicator.kind is IndicatorKind.COUNT:
            return Amount(self._number(indicator, first, f"một số ({indicator.quantity})"))
        if indicator.kind is IndicatorKind.K_OF_N:
            return self._items(indicator, entries, filled)
        if isinstance(first.value, str) and "/" in first.value and part == "n":
            return self._whole_share(indicator, first, filled.get("d"))
        if isinstance(first.value, str) and "/" in first.value and part == "fn" and len(filled) == 1:
            return self._entered(indicator, first, first.value)
        if not indicator.by_sex:
            return self._share(indicator, entries, filled, "")
        return SharesBySex(
            self._share(indicator, entries, filled, "f"), self._share(indicator, entries, filled, "m")
        )

    def _leaves_out(self, text: str) -> bool:
        return fold(text).startswith(_LEFT_OUT) or text.strip() in ("-", "–", "○")

    def _entered(self, indicator: Indicator, one: Entry, text: str) -> Figure:
        """As typed into the grid. Raises what `parse_entry` raises."""
        figure = parse_entry(indicator, text)
        assert figure is not None, one.spot
        return figure

    def _whole_share(self, indicator: Indicator, one: Entry, other: Entry | None) -> Figure:
        """Both halves in the cell of the first, as typed into the grid; the second may say the same once more."""
        figure = self._entered(indicator, one, one.value)
        if other is not None:
            denominator = self._number(indicator, other, f"mẫu số ({indicator.denominator_label})")
            if isinstance(figure, Share) and figure.denominator != denominator:
                self._tell(other.spot, "share_twice", cell=one.spot.name, text=shown(one.value))
        return figure

    def _share(
        self, indicator: Indicator, entries: Mapping[str, Entry], filled: Mapping[str, Entry], sex: str
    ) -> Share:
        numerator, denominator = entries[f"{sex}n"], entries[f"{sex}d"]
        wanted = {"n": f"tử số ({indicator.numerator_label})", "d": f"mẫu số ({indicator.denominator_label})"}
        for part, other in (("n", "d"), ("d", "n")):
            if f"{sex}{part}" not in filled:
                if f"{sex}{other}" in filled:  # a percentage alone is told as such, not as half a share
                    self._number(indicator, filled[f"{sex}{other}"], wanted[other])
                of = {"f": "nữ: ", "m": "nam: "}.get(sex, "")
                self._tell(entries[f"{sex}{part}"].spot, "half", code=indicator.code, missing=of + wanted[part])
        numbers = [
            number
            for one, part in ((numerator, "n"), (denominator, "d"))
            if (number := self._number_or_note(indicator, one, wanted[part])) is not None
        ]
        if len(numbers) < 2:
            raise _Told
        return Share(numbers[0], numbers[1])

    def _number_or_note(self, indicator: Indicator, one: Entry, needed: str) -> Decimal | None:
        """Both halves of a share are looked at before a person is told."""
        try:
            return self._number(indicator, one, needed)
        except _Told:
            return None
        except ExpectedError as error:
            self._note(one.spot, sentence_for(error))
            return None

    def _items(self, indicator: Indicator, entries: Mapping[str, Entry], filled: Mapping[str, Entry]) -> Checked:
        answers: dict[int, bool] = {}
        for part, one in filled.items():
            word = one.value if isinstance(one.value, bool) else fold(shown(one.value))
            if word is True or word in _HAS or word is False or word in _HAS_NOT:
                answers[int(part[1:])] = word is True or word in _HAS
            else:
                self._tell(one.spot, "item")
        if len(answers) < len(entries):
            missing = next(one for part, one in entries.items() if part not in filled)
            self._tell(missing.spot, "items_left", code=indicator.code)
        return Checked(frozenset(at for at, has in answers.items() if has))

    def _number(self, indicator: Indicator, one: Entry, needed: str) -> Decimal:
        """The number of a cell. Raises what `parse_number` raises."""
        value, spot = one.value, one.spot
        is_ratio = indicator.kind in (IndicatorKind.RATIO, IndicatorKind.COUNT)
        is_percentage = spot in self._sheet.percents or (isinstance(value, str) and value.strip().endswith("%"))
        if is_percentage and indicator.quantity != "%":
            self._tell(spot, "percent", needed=needed)
        if isinstance(value, bool):
            self._tell(spot, "truth")
        if isinstance(value, str):
            text = value.strip().removesuffix("%").strip() if is_percentage else value
            return parse_number(text, unit=indicator.quantity, whole=indicator.is_whole and is_ratio)
        number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
        if spot in self._sheet.percents:
            number *= 100
        if indicator.is_whole and is_ratio and 0 < number < 1:
            self._tell(spot, "percent_like", shown=format_number(number), needed=needed)
        # Through the one reader of numbers, which knows what is negative, too large or no whole one.
        return parse_number(format_entry(number), unit=indicator.quantity, whole=indicator.is_whole and is_ratio)

    def _tell(self, spot: Spot, key: str, **data: Any) -> None:
        self._note_worded(spot, key, **data)
        raise _Told

    def _note_worded(self, spot: Spot, key: str, **data: Any) -> None:
        self._note(spot, worded(key, **data))

    def _note(self, spot: Spot, sentence: str) -> None:
        self._problems.append(Problem(self._sheet.name, spot.name, shown(self._sheet.value(spot)), sentence))


def shown(value: Any) -> str:
    """A cell's content as its sheet shows it, one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, datetime):
        is_day = (value.hour, value.minute) == (0, 0)
        return f"{value:%d/%m/%Y}" if is_day else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return format_number(Decimal(format(value, ".15g"))) if value == value else ""
    return " ".join(str(value).split())
