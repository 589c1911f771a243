"""What a field of a household says, in words: for whoever decides between two laptops that wrote it apart."""

from datetime import date

from db.repositories import households as rows
from ntm_desktop.domain.household_cells import HouseholdCells
from ntm_desktop.domain.household_data import household_from_data
from ntm_desktop.domain.households import Household, listed_people
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.keep_households import load_form
from ntm_desktop.services.open_desk import OpenDesk, read_json

_TITLES = {"record": "Cả hộ", "members": "Nhân khẩu", "income": "Thu nhập", "more": "Thông tin khác"}


def household_title(desk: OpenDesk, entity: str) -> str:
    """Head and village of a household ("A Nam, Thôn 1"), empty where it is not known here."""
    commune, _, identity = entity.partition("|")
    found = rows.find(desk.database, commune, identity)
    if found is None:
        return ""
    villages = {one.id: one.name for one in desk.villages(commune)}
    return ", ".join(part for part in (found.head, villages.get(found.village_id, "")) if part)


def field_title(field: str) -> str:
    """What the field is called in the register."""
    if field in _TITLES:
        return _TITLES[field]
    if field in ("deleted", "erased"):
        return "Bỏ khỏi sổ"
    try:
        return HouseholdCells(load_form(), (), date.today()).title(field)
    except LookupError:
        return "Thông tin hộ"


def field_text(desk: OpenDesk, entity: str, field: str, value: str) -> str:
    """What one side says; `value` is JSON text. What no version wrote is said to be unreadable."""
    commune = entity.partition("|")[0]
    said = read_json(value)
    cells = HouseholdCells(load_form(), desk.villages(commune), date.today())
    try:
        one = household_from_data("", said if field == "record" else {field: said})
    except (ValueError, AttributeError):
        return "không đọc được"
    if field == "record":
        texts = [cells.text(one, column) for column in cells.columns()]
        return "; ".join(text for text in texts if text)
    if field == "members":
        return _members(cells, one)
    if field == "income":
        return _income(cells, one)
    try:
        return cells.text(one, field)
    except (AttributeError, LookupError):
        return value


def _members(cells: HouseholdCells, one: Household) -> str:
    people = [" ".join((member.name, cells.member_text(member, "birth"))).strip() for member in one.members]
    return f"{listed_people(one) or len(people)} người: {', '.join(people)}"


def _income(cells: HouseholdCells, one: Household) -> str:
    source = cells.form.income.title_of
    return "; ".join(f"{source(each.source)} {each.year}: {format_number(each.amount)}" for each in one.income)
