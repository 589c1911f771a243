"""Checks of the figures recorded of a village or commune, each against the others and against earlier ones."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from ntm_desktop.domain.checks import CheckKind, CheckRule, Finding, Part, Term
from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.household_indicators import RegisterCount
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.recording import Amount, Figure, NotApplicable, SharesBySex, shares_of
from ntm_desktop.domain.register_match import contradicts


@dataclass(frozen=True, slots=True)
class PeriodFigure:
    """A figure and the period it was recorded in."""

    figure: Figure
    period: Period


@dataclass(frozen=True, slots=True)
class PlaceFigures:
    """What is recorded of one place under one set: `now` speaks for the period, `before` for the last one before.

    `same_end` are figures recorded under several periods that end on one day. `villages` is how many a commune
    has, and `elsewhere` by denominator label what the rest of the desk says, with the words that say where.
    """

    place_id: str
    criteria_set: str
    period: Period
    indicators: Mapping[str, Indicator]
    now: Mapping[str, PeriodFigure]
    before: Mapping[str, PeriodFigure] = field(default_factory=dict)
    same_end: Mapping[str, Sequence[PeriodFigure]] = field(default_factory=dict)
    villages: int | None = None
    elsewhere: Mapping[str, tuple[Decimal, str]] = field(default_factory=dict)
    register: Mapping[str, tuple[RegisterCount, Figure | None]] = field(default_factory=dict)
    """By indicator what the village's households say today, of figures that no later one has followed."""
    earlier: Mapping[str, PeriodFigure] = field(default_factory=dict)
    """The last figure before the one that speaks, of the same year too."""

    def finding(self, rule: CheckRule, codes: Sequence[str], **words: str) -> Finding:
        """What the rule found here; `words` fill its sentence."""
        text = f"{rule.text.format(**words)} {rule.mend}".strip()
        return Finding(rule, self.place_id, self.criteria_set, tuple(codes), self.period.code, text)


def check_place(rules: Sequence[CheckRule], place: PlaceFigures) -> list[Finding]:
    """Everything the rules find at one place, rule by rule."""
    found: list[Finding] = []
    for rule in rules:
        check = _CHECKS.get(rule.kind)
        if check is not None and rule.criteria_set in ("", place.criteria_set):
            found += check(rule, place)
    return found


def stated_denominator(label: str, place: PlaceFigures) -> Decimal | None:
    """What the place's indicators agree on for a denominator ("tổng số hộ"); None where they do not."""
    stated = {value for _, _, value in _denominators(frozenset((label,)), place)}
    return stated.pop() if len(stated) == 1 else None


def _share_within(rule: CheckRule, place: PlaceFigures) -> Iterator[Finding]:
    for code, one in place.now.items():
        indicator = place.indicators[code]
        if indicator.kind is not IndicatorKind.RATIO:
            continue
        for share in shares_of(one.figure):
            if share.numerator > share.denominator:
                yield place.finding(
                    rule,
                    (code,),
                    code=code,
                    numerator=format_number(share.numerator),
                    denominator=format_number(share.denominator),
                    numerator_label=indicator.numerator_label,
                    denominator_label=indicator.denominator_label,
                )


def _equal_denominators(rule: CheckRule, place: PlaceFigures) -> Iterator[Finding]:
    """Of figures recorded in one period: a village of July may have fewer households than that of December."""
    by_period: dict[Period, list[tuple[str, Decimal]]] = {}
    for code, _, value in _denominators(rule.labels, place):
        by_period.setdefault(place.now[code].period, []).append((code, value))
    for stated in by_period.values():
        yield from _unequal(rule, place, stated)


def _unequal(rule: CheckRule, place: PlaceFigures, stated: Sequence[tuple[str, Decimal]]) -> Iterator[Finding]:
    """Shown at the figures that differ from what most say; with no majority, at every one."""
    counts = Counter(value for _, value in stated)
    if len(counts) < 2:
        return
    most = max(counts.values())
    usual = [value for value, count in counts.items() if count == most]
    odd = [code for code, value in stated if len(usual) > 1 or value != usual[0]]
    listed = "; ".join(
        f"{format_number(value)} ở {', '.join(code for code, other in stated if other == value)}"
        for value in sorted(counts, key=lambda value: (-counts[value], value))
    )
    yield place.finding(rule, odd, listed=listed)


def _parts_within(rule: CheckRule, place: PlaceFigures) -> Iterator[Finding]:
    term = next((one for one in rule.whole if _number(one, place) is not None), None)
    if term is None:
        return
    whole = _number(term, place) or Decimal(0)
    period = place.now[term.code].period
    known = {
        one: number
        for one in rule.parts
        if (number := _number(one, place)) is not None and place.now[one.code].period == period
    }
    total = sum(known.values(), Decimal(0))
    if total <= whole:
        return
    yield place.finding(
        rule,
        list(dict.fromkeys((*(one.code for one in known), term.code))),
        parts=" và ".join(_named(one, place) for one in known),
        sum=format_number(total),
        whole=_named(term, place),
    )


def _jump(rule: CheckRule, place: PlaceFigures) -> Iterator[Finding]:
    assert rule.percent is not None
    earlier = {code: value for code, _, value in _denominators(rule.labels, place, place.before)}
    found: dict[tuple[Decimal, Decimal], list[str]] = {}
    for code, _, value in _denominators(rule.labels, place):
        before = earlier.get(code)
        if before and abs(value - before) * 100 > rule.percent * before:
            found.setdefault((before, value), []).append(code)
    for (before, value), codes in found.items():
        change = Fraction(value - before) / Fraction(before) * 100
        yield place.finding(
            rule,
            codes,
            code=", ".join(codes),
            label=place.indicators[codes[0]].denominator_label,
            now=format_number(value),
            before=format_number(before),
            before_period=place.before[codes[0]].period.within,
            change=("+" if change > 0 else "−") + format_number(abs(change)),
        )


def _result_jump(rule: CheckRule, place: PlaceFigures) -> Iterator[Finding]:
    assert rule.points is not None
    for code, one in place.now.items():
        earlier = place.before.get(code)
        if earlier is None or place.indicators[code].kind is not IndicatorKind.RATIO:
            continue
        now, before = _percent(one.figure), _percent(earlier.figure)
        if now is not None and before is not None and abs(now - before) > Fraction(rule.points):
            yield place.finding(
                rule,
                (code,),
                code=code,
                now=format_number(now),
                before=format_number(before),
                before_period=earlier.period.within,
            )


def _same_end(rule: CheckRule, place: PlaceFigures) -> Iterator[Finding]:
    for code, recorded in place.same_end.items():
        if len({one.figure for one in recorded}) > 1:
            listed = ", ".join(f"{one.period.within} ghi {entry_text(one.figure)}" for one in recorded)
            yield place.finding(rule, (code,), code=code, listed=listed)


def _village_count(rule: CheckRule, place: PlaceFigures) -> Iterator[Finding]:
    if place.villages is None:
        return
    for code, _, value in _denominators(rule.labels, place):
        if value != place.villages:
            yield place.finding(
                rule, (code,), code=code, stated=format_number(value), counted=format_number(place.villages)
            )


def _against_elsewhere(rule: CheckRule, place: PlaceFigures) -> Iterator[Finding]:
    for code, label, value in _denominators(rule.labels, place):
        counted, where = place.elsewhere.get(label, (value, ""))
        if counted != value:
            yield place.finding(
                rule,
                (code,),
                code=code,
                label=label,
                stated=format_number(value),
                where=where,
                counted=format_number(counted),
            )


def _against_register(rule: CheckRule, place: PlaceFigures) -> Iterator[Finding]:
    for code, (count, said) in place.register.items():
        one = place.now.get(code)
        if one is None or not contradicts(count, one.figure, said):
            continue
        unknown = f" (chưa rõ {format_number(count.total.unknown)})" if count.total.unknown else ""
        yield place.finding(
            rule, (code,), code=code, stated=entry_text(one.figure), counted=f"{entry_text(said)}{unknown}"
        )


def _left_out(rule: CheckRule, place: PlaceFigures) -> Iterator[Finding]:
    for code, one in place.now.items():
        earlier = place.earlier.get(code)
        if not isinstance(one.figure, NotApplicable) or earlier is None:
            continue
        if not isinstance(earlier.figure, NotApplicable):
            yield place.finding(
                rule,
                (code,),
                code=code,
                before=entry_text(earlier.figure),
                before_period=earlier.period.within,
            )


_Check = Callable[[CheckRule, PlaceFigures], Iterator[Finding]]
_CHECKS: dict[CheckKind, _Check] = {
    CheckKind.SHARE_WITHIN: _share_within,
    CheckKind.EQUAL_DENOMINATORS: _equal_denominators,
    CheckKind.PARTS_WITHIN: _parts_within,
    CheckKind.JUMP: _jump,
    CheckKind.RESULT_JUMP: _result_jump,
    CheckKind.SAME_END: _same_end,
    CheckKind.VILLAGE_COUNT: _village_count,
    CheckKind.AGAINST_ELSEWHERE: _against_elsewhere,
    CheckKind.AGAINST_REGISTER: _against_register,
    CheckKind.LEFT_OUT: _left_out,
}


def _denominators(
    labels: frozenset[str], place: PlaceFigures, recorded: Mapping[str, PeriodFigure] | None = None
) -> Iterator[tuple[str, str, Decimal]]:
    """Code, label and denominator (women and men together) of every indicator with one of those labels."""
    given = place.now if recorded is None else recorded
    for code, indicator in place.indicators.items():
        label, one = indicator.denominator_label, given.get(code)
        if one is not None and label in labels and (shares := shares_of(one.figure)):
            yield code, label, sum((share.denominator for share in shares), Decimal(0))


def _number(term: Term, place: PlaceFigures) -> Decimal | None:
    one = place.now.get(term.code)
    if one is None:
        return None
    if term.part is Part.VALUE:
        return one.figure.value if isinstance(one.figure, Amount) else None
    shares = shares_of(one.figure)
    if not shares:
        return None
    numbers = [share.numerator if term.part is Part.NUMERATOR else share.denominator for share in shares]
    return sum(numbers, Decimal(0))


def _named(term: Term, place: PlaceFigures) -> str:
    """ "200 (tổng số hộ, chỉ tiêu 9.2)"."""
    indicator = place.indicators[term.code]
    label = {
        Part.VALUE: indicator.quantity,
        Part.NUMERATOR: indicator.numerator_label,
        Part.DENOMINATOR: indicator.denominator_label,
    }[term.part]
    number = _number(term, place)
    return f"{format_number(number if number is not None else 0)} ({label}, chỉ tiêu {term.code})"


def _percent(figure: Figure) -> Fraction | None:
    if isinstance(figure, SharesBySex):
        return None
    shares = shares_of(figure)
    if not shares or shares[0].denominator == 0:
        return None
    return Fraction(shares[0].numerator) / Fraction(shares[0].denominator) * 100
