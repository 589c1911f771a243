"""Checks of the figures that plans and reports state: totals, parts, lists and years against each other.

A part is named after what it belongs to: "Ngân sách địa phương - tỉnh" is a part of "Ngân sách địa phương".
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from ntm_desktop.domain.checks import PLAN, CheckKind, CheckRule, Finding, Where
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.names import fold
from ntm_desktop.domain.numbers import format_number, parse_number
from ntm_desktop.domain.plan import PlanFigure

_PART = " - "
_YEAR = re.compile(r"20\d\d")
_COUNT = re.compile(r"\d+")


def check_plan_figures(
    rules: Sequence[CheckRule], figures: Sequence[PlanFigure], *, sees_below: bool = True
) -> list[Finding]:
    """Everything the rules find in what plans state, rule by rule.

    `sees_below` is False where only some of the places below are known: nothing is held against their lists then.
    """
    found: list[Finding] = []
    for rule in rules:
        is_seen = sees_below or rule.where in (None, Where.SAME_PLACE)
        if is_seen and (check := _CHECKS.get(rule.kind)):
            found += check(rule, [one for one in figures if not rule.topics or one.topic in rule.topics])
    return found


def with_doubts(figures: Sequence[PlanFigure], findings: Sequence[Finding]) -> tuple[PlanFigure, ...]:
    """The figures with what was found beside each."""
    said: dict[str, list[str]] = defaultdict(list)
    for one in findings:
        for code in one.codes:
            said[code].append(one.text)
    return tuple(
        one._replace(doubt=" ".join(filter(None, (one.doubt, *said[one.id])))) if one.id in said else one
        for one in figures
    )


def _parts_add_up(rule: CheckRule, figures: Sequence[PlanFigure]) -> Iterator[Finding]:
    """A sum below the whole is no contradiction while a part is left blank."""
    tables: dict[tuple[str, str, str], list[PlanFigure]] = defaultdict(list)
    for one in figures:
        tables[one.place_id, one.topic, one.column].append(one)
    items = {(one.place_id, one.topic): set[str]() for one in figures}
    for one in figures:
        items[one.place_id, one.topic].add(one.item)
    for (place, topic, _), rows in tables.items():
        values = {one.item: number for one in rows if (number := _number(one.value)) is not None}
        for one in rows:
            names = _parts_of(one.item, items[place, topic], rule.total)
            stated = values.get(one.item)
            known = [values[name] for name in names if name in values]
            if stated is None or not known:
                continue
            counted = sum(known, Decimal(0))
            is_whole = len(known) == len(names) or _is_total(one.item, rule.total)
            if counted > stated or (counted < stated and is_whole and len(known) > 1):
                yield _finding(rule, [one], one, stated, counted)


def _within_longer_period(rule: CheckRule, figures: Sequence[PlanFigure]) -> Iterator[Finding]:
    for rows in _by_item(figures):
        for one in rows:
            for longer in rows:
                inner, outer = _years(one.column), _years(longer.column)
                stated, counted = _number(one.value), _number(longer.value)
                if not inner or not outer or inner == outer or stated is None or counted is None:
                    continue
                if outer[0] <= inner[0] and inner[-1] <= outer[-1] and stated > counted:
                    title = longer.column[:1].lower() + longer.column[1:]
                    yield _finding(rule, [one, longer], one, stated, counted, longer=title)


def _only_falls(rule: CheckRule, figures: Sequence[PlanFigure]) -> Iterator[Finding]:
    for rows in _by_item(figures):
        if not any(word in fold(rows[0].item) for word in rule.words):
            continue
        dated = sorted((one for one in rows if _years(one.column)), key=lambda one: _years(one.column)[-1])
        for earlier, one in pairwise(dated):
            before, stated = _number(earlier.value), _number(one.value)
            if before is not None and stated is not None and stated > before:
                title = earlier.column[:1].lower() + earlier.column[1:]
                column = one.column[:1].lower() + one.column[1:]
                yield _finding(rule, [one], one, stated, before, earlier=title, column=column)


def _count_against_list(rule: CheckRule, figures: Sequence[PlanFigure]) -> Iterator[Finding]:
    counts = [one for one in figures if fold(one.item) == fold(rule.count)]
    lists = [one for one in figures if fold(one.item) == fold(rule.list) and one.value.strip()]
    for one in counts:
        stated = _COUNT.search(one.value)
        beside = [other for other in lists if other.column == one.column]
        if rule.where is Where.SAME_PLACE:
            beside = [other for other in beside if other.place_id == one.place_id]
        if stated is None or not beside:
            continue
        listed = [entry for other in beside for entry in _entries(other.value)]
        counted = len(beside) if rule.where is Where.ROWS else len(listed)
        if counted != int(stated.group()):
            shown = [one, *beside] if rule.where is Where.SAME_PLACE else [one]
            yield _finding(rule, shown, one, int(stated.group()), counted, listed=", ".join(listed))


_Check = Callable[[CheckRule, Sequence[PlanFigure]], Iterator[Finding]]
_CHECKS: dict[CheckKind, _Check] = {
    CheckKind.PARTS_ADD_UP: _parts_add_up,
    CheckKind.WITHIN_LONGER_PERIOD: _within_longer_period,
    CheckKind.ONLY_FALLS: _only_falls,
    CheckKind.COUNT_AGAINST_LIST: _count_against_list,
}


def _finding(
    rule: CheckRule,
    shown: Sequence[PlanFigure],
    one: PlanFigure,
    stated: Decimal | int,
    counted: Decimal | int,
    **words: str,
) -> Finding:
    said = {
        "item": one.item,
        "column": one.column,
        "unit": one.unit,
        "stated": format_number(stated),
        "counted": format_number(counted),
        **words,
    }
    text = f"{rule.text.format(**said)} {rule.mend}".strip()
    return Finding(rule, one.place_id, PLAN, tuple(figure.id for figure in shown), "", text)


def _by_item(figures: Sequence[PlanFigure]) -> Iterator[list[PlanFigure]]:
    rows: dict[tuple[str, str, str], list[PlanFigure]] = defaultdict(list)
    for one in figures:
        rows[one.place_id, one.topic, one.item].append(one)
    yield from rows.values()


def _parts_of(item: str, items: set[str], total: str) -> list[str]:
    if _is_total(item, total):
        return [name for name in items if _PART not in name and name != item]
    return [name for name in items if name.startswith(item + _PART) and _PART not in name[len(item + _PART) :]]


def _is_total(item: str, total: str) -> bool:
    return fold(item) == fold(total)


def _number(text: str) -> Decimal | None:
    try:
        return parse_number(text, whole="," not in text)
    except ExpectedError:  # a list, a word, or left blank
        return None


def _years(column: str) -> list[int]:
    """First and last year a column speaks of; empty where it names none."""
    return sorted(int(year) for year in _YEAR.findall(column))


def _entries(text: str) -> list[str]:
    return [entry.strip() for entry in re.split(r"[,;\n]", text) if entry.strip()]
