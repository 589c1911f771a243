"""Papers from the register: who keeps an indicator from being met, village by village, and what households earn."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from ntm_desktop.documents.atomic import write_whole
from ntm_desktop.documents.household_papers import WorkingListPaper, compose_income, compose_working_list
from ntm_desktop.documents.office_paper import draw_office_paper
from ntm_desktop.documents.place_names import without_kind
from ntm_desktop.documents.preview import PageImage, images_of
from ntm_desktop.domain.criteria import CriteriaSet, Indicator
from ntm_desktop.domain.errors import NobodyToList
from ntm_desktop.domain.evaluation import display_target
from ntm_desktop.domain.household_cells import HouseholdCells
from ntm_desktop.domain.household_income import IncomeSum, commune_income, sum_incomes
from ntm_desktop.domain.household_indicators import HOUSEHOLD, HouseholdRule
from ntm_desktop.domain.household_lists import Listed, WorkingList, working_list
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.exchange.stick import safe_name
from ntm_desktop.services.count_households import list_sentence, rule_of
from ntm_desktop.services.keep_households import list_households, load_form
from ntm_desktop.services.open_desk import OpenDesk


def save_working_list(
    desk: OpenDesk, place: Place, criteria_set: CriteriaSet, code: str, period: Period, target: Path
) -> Path:
    """The working list of a village, or of every village of a commune that has somebody on it, as one PDF.

    Raises NotFromHouseholds, NobodyToList, WordingInvalid and the errors of the disk.
    """
    write_whole(target, _drawn_lists(desk, place, criteria_set, code, period))
    return target


def working_list_pages(
    desk: OpenDesk, place: Place, criteria_set: CriteriaSet, code: str, period: Period, dpi: int
) -> list[PageImage]:
    """The same as pages for a printer."""
    return images_of(_drawn_lists(desk, place, criteria_set, code, period), dpi)


def working_list_file_name(place: Place, code: str, period: Period) -> str:
    """The name suggested for a list of households that lack an indicator."""
    return safe_name(f"Danh sách hộ {code} - {place.name} - {period.code}.pdf")


def save_income(desk: OpenDesk, commune: Place, year: int, target: Path) -> Path:
    """The income of the households by village and source as a PDF. Raises NobodyToList, the errors of the disk."""
    write_whole(target, _drawn_income(desk, commune, year))
    return target


def income_pages(desk: OpenDesk, commune: Place, year: int, dpi: int) -> list[PageImage]:
    """The same as pages for a printer."""
    return images_of(_drawn_income(desk, commune, year), dpi)


def income_file_name(commune: Place, year: int) -> str:
    """The name suggested for a list of incomes."""
    return safe_name(f"Thu nhập các hộ - {commune.name} - {year}.pdf")


def _drawn_lists(desk: OpenDesk, place: Place, criteria_set: CriteriaSet, code: str, period: Period) -> bytes:
    indicator = criteria_set.indicator(code)
    rule = rule_of(indicator)
    commune = place if place.kind is PlaceKind.COMMUNE else _commune_of(desk, place)
    target = indicator.target(commune.column, period.year)
    cells = HouseholdCells(load_form(), desk.villages(commune.id), date.today())
    register = list_households(desk, commune)
    papers = []
    for village in desk.villages(commune.id) if place.kind is PlaceKind.COMMUNE else [place]:
        here = [one for one in register if one.village_id == village.id]
        found = working_list(rule, here, period.year, target.value if target else None)
        if found.against or found.unknown:
            facts = _facts(indicator, display_target(indicator, target), period, commune, len(here), found)
            papers.append(
                compose_working_list(
                    WorkingListPaper(
                        village,
                        facts,
                        [_row(cells, rule, one) for one in found.against],
                        [_row(cells, rule, one) for one in found.unknown],
                        any(one.is_illustrative for one in here),
                    )
                )
            )
    if not papers:
        raise NobodyToList(code, place.title)
    return draw_office_paper(*papers)


def _facts(
    indicator: Indicator,
    target: str,
    period: Period,
    commune: Place,
    households: int,
    found: WorkingList,
) -> dict[str, str]:
    return {
        "against": found.rule.against,
        "commune": commune.title,
        "where": without_kind(commune.name),
        "period": period.title,
        "code": indicator.code,
        "indicator": indicator.text,
        "target": target or "chưa có",
        "households": str(households),
        "lacking": list_sentence(found),
    }


def _row(cells: HouseholdCells, rule: HouseholdRule, one: Listed) -> dict[str, str]:
    household = one.household
    return {
        **{column: cells.text(household, column) for column in ("number", "head", "birth", "people", "poverty")},
        "what": what_is_lacking(cells, rule, one),
    }


def what_is_lacking(cells: HouseholdCells, rule: HouseholdRule, one: Listed) -> str:
    """What the register says of the household today: its answers, the persons, or its income per person."""
    if one.income_each is not None:
        return f"{format_number(one.income_each, 2)} triệu đồng/người"
    if one.persons:
        return ", ".join(person.name for person in one.persons)
    if rule.of != HOUSEHOLD:
        return "chưa rõ"
    answers = [(field, one.household.answer(field)) for field in rule.fields]
    said = [
        f"{cells.title(field)}: {cells.text(one.household, field).lower() or 'chưa rõ'}"
        for field, answer in answers
        if answer not in rule.counted.get(field, frozenset()) or not rule.is_good
    ]
    return "; ".join(said)


def _drawn_income(desk: OpenDesk, commune: Place, year: int) -> bytes:
    register = list_households(desk, commune)
    sums = sum_incomes(register, year)
    total = commune_income(sums.values())
    if not total.told:
        raise NobodyToList(f"thu nhập năm {year}", commune.title)
    sources = [(one.code, one.title) for one in load_form().income.choices if one.code in total.by_source]
    rows = [
        {"order": str(order), **_income_row(village.name, sums.get(village.id, IncomeSum()), sources)}
        for order, village in enumerate(desk.villages(commune.id), start=1)
    ]
    rows.append({**_income_row("Toàn xã", total, sources), "is_total": "x"})
    facts = {
        "commune": commune.title,
        "where": without_kind(commune.name),
        "year": str(year),
        "told": format_number(total.told),
        "households": format_number(total.households),
    }
    # A source's code may be "total": its column must not take the sum's place.
    columns = [(f"source_{code}", title) for code, title in sources]
    is_sample = any(one.is_illustrative for one in register)
    return draw_office_paper(compose_income(facts, rows, columns, is_sample=is_sample))


def _income_row(name: str, one: IncomeSum, sources: Sequence[tuple[str, str]]) -> dict[str, str]:
    by_source = {f"source_{code}": _money(one.by_source.get(code)) for code, _ in sources}
    return {
        "village": name,
        "told": f"{format_number(one.told)}/{format_number(one.households)}",
        "people": format_number(one.people),
        **by_source,
        "total": _money(one.total),
        "average": "" if one.average is None else format_number(one.average, 2),
    }


def _money(amount: Decimal | None) -> str:
    return format_number(amount) if amount else ""


def _commune_of(desk: OpenDesk, village: Place) -> Place:
    return next(one for one in desk.communes() if one.id == village.parent_id)
