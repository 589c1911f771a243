"""Screens that are offered only while there is something to do on them."""

from ntm_desktop.domain.desk import Role
from ntm_desktop.services.decide_conflicts import open_fields
from ntm_desktop.services.open_desk import OpenDesk
from ui.navigation import EXTRAS, Navigation


def offer_extras(navigation: Navigation, desk: OpenDesk, shown: str) -> None:
    """What has to be decided and the upper level's review, while there is any; the screen `shown` stays offered."""
    waiting = len(open_fields(desk))
    is_upper = desk.desk.role is Role.UPPER_LEVEL
    has_upper = is_upper or desk.log.rights().knows_upper_level
    titles = {"review": "Thẩm tra" if is_upper else "Ý kiến cấp trên"}
    offered = {"review": has_upper, "conflicts": waiting > 0}
    for extra in EXTRAS:
        navigation.offer(
            extra.name,
            titles.get(extra.name, extra.title),
            is_offered=offered[extra.name] or shown == extra.name,
            count=waiting if extra.name == "conflicts" else 0,
        )
