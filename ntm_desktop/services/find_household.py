"""The one household a person means: by name of its head, number or id, in one village or the whole commune."""

from ntm_desktop.domain.errors import AmbiguousHousehold, UnknownHousehold
from ntm_desktop.domain.household_search import find_households
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.names import squeeze
from ntm_desktop.domain.places import Place
from ntm_desktop.services.keep_households import list_households
from ntm_desktop.services.open_desk import OpenDesk


def find_household(desk: OpenDesk, commune: Place, text: str, village: Place | None = None) -> Household:
    """Raises UnknownHousehold, AmbiguousHousehold with the candidates."""
    names = {one.id: one.name for one in desk.villages(commune.id)}
    known = [one for one in list_households(desk, commune) if village is None or one.village_id == village.id]
    wanted = squeeze(text)
    found = [one for one in known if one.id == text.strip()]
    found = found or [one for one in known if wanted and wanted in (squeeze(one.number), squeeze(one.head))]
    if not found and wanted and not wanted.isdigit():  # a number is the household's, never a part of something else
        found = find_households(known, text)
    if not found:
        raise UnknownHousehold(text)
    if len(found) > 1:
        raise AmbiguousHousehold(text, tuple(_described(one, names) for one in found[:_MOST]))
    return found[0]


_MOST = 8


def _described(one: Household, villages: dict[str, str]) -> str:
    number = f" số {one.number}" if one.number else ""
    return f"{one.head}{number}, {villages.get(one.village_id, '')} [{one.id}]"
