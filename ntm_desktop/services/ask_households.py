"""Whether the register of households goes to the upper level: where a criteria set asks and a person agrees."""

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import HouseholdsStay
from ntm_desktop.exchange.manifest import Draft, Purpose
from ntm_desktop.services.known_machines import own_role
from ntm_desktop.services.open_desk import OpenDesk


def households_asked(desk: OpenDesk) -> str:
    """Which set asks a lead's laptop for them and by what decision; empty where none does."""
    if own_role(desk) is not DeviceRole.LEAD:
        return ""
    asking = [one for one in desk.criteria_sets.values() if one.asks_households]
    return "; “".join(f"{one.title}” yêu cầu theo {one.asks_households}" for one in asking)


def check_households_may_go(desk: OpenDesk, draft: Draft) -> str:
    """Says by whose wish they go along with the package. Raises HouseholdsStay."""
    if draft.purpose is not Purpose.LEAD_TO_UPPER_LEVEL:
        raise HouseholdsStay("not_upward")
    if not (asked := households_asked(desk)):
        raise HouseholdsStay("not_asked")
    if not draft.recipients or not all(one.keys for one in draft.recipients):
        raise HouseholdsStay("not_sealed")
    return f" Có kèm sổ hộ dân (dữ liệu cá nhân): “{asked}."
