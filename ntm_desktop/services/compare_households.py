"""What a list would change of the households in the register: field by field, as it stands and as it would be."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from ntm_desktop.domain.household_cells import MEMBER_COLUMNS, HouseholdCells, income_column
from ntm_desktop.domain.household_form import HouseholdForm
from ntm_desktop.domain.households import Household, Member, listed_people
from ntm_desktop.domain.names import squeeze
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place

NEW = "Hộ mới"


class HouseholdChange(NamedTuple):
    """One thing that changes: `before` is empty where nothing stands, `after` where it would be cleared."""

    village: str
    number: str
    head: str
    title: str
    before: str
    after: str


def list_changes(
    form: HouseholdForm,
    villages: Sequence[Place],
    pairs: Sequence[tuple[Household | None, Household]],
    today: date,
) -> tuple[HouseholdChange, ...]:
    """By household as it stands (None: not in the register) and as it would be; those alike say nothing."""
    cells = HouseholdCells(form, villages, today)
    return tuple(change for known, new in pairs for change in _of_household(cells, known, new))


def _of_household(cells: HouseholdCells, known: Household | None, new: Household) -> Iterator[HouseholdChange]:
    at = (cells.text(new, "village"), new.number or (known.number if known else ""))
    if known is None:
        people = listed_people(new)
        said = f"{format_number(people)} nhân khẩu" if people is not None else "chưa rõ số nhân khẩu"
        yield HouseholdChange(*at, new.head, NEW, "", said)
        return
    titles = {one: cells.title(one) for one in cells.columns() if one not in ("sex", "birth")}  # a person's
    for year, source in _sources(known, new):
        of = cells.form.income.title_of(source).lower()
        titles[income_column(year, source)] = f"Thu nhập {year}: {of}"
    for column, title in titles.items():
        before, after = cells.text(known, column), cells.text(new, column)
        if before != after:
            yield HouseholdChange(*at, new.head, title, before, after)
    for title, before, after in _of_members(cells, known.members, new.members):
        yield HouseholdChange(*at, new.head, title, before, after)


def _sources(known: Household, new: Household) -> list[tuple[int, str]]:
    return sorted({(one.year, one.source) for one in (*known.income, *new.income)})


def _of_members(
    cells: HouseholdCells, known: Sequence[Member], new: Sequence[Member]
) -> Iterator[tuple[str, str, str]]:
    """Persons by name, the first of two namesakes first; the head whatever the name."""
    left = list(known)
    for at, one in enumerate(new):
        same = next((other for other in left if squeeze(other.name) == squeeze(one.name)), None)
        if same is None and at == 0 and left and known and left[0] is known[0]:
            same = left[0]
        if same is None:
            yield "Thêm người", "", _person(cells, one)
            continue
        left.remove(same)
        for column in MEMBER_COLUMNS:
            before, after = cells.member_text(same, column), cells.member_text(one, column)
            if before != after and not (at == 0 and column == "name"):
                yield f"{one.name}: {cells.title(column).lower()}", before, after
    for one in left:
        yield "Bớt người", _person(cells, one), ""


def _person(cells: HouseholdCells, one: Member) -> str:
    return " ".join(part for part in (one.name, cells.member_text(one, "birth")) if part)
