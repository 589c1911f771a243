"""Poor and near-poor households apart, as the village's general facts name them."""

from decimal import Decimal
from typing import NamedTuple

from db.repositories import households as rows
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Figure, Share
from ntm_desktop.services.count_households import count_register
from ntm_desktop.services.open_desk import OpenDesk

RULE = "poverty"
"""What an indicator of poor and near-poor households together says in `from_households`."""


class Poverty(NamedTuple):
    """None where it is not known, or not agreed on."""

    poor: Decimal | None = None
    near_poor: Decimal | None = None


def count_poverty(
    desk: OpenDesk, village: Place, criteria_set: CriteriaSet, code: str, figure: Figure | None, year: int
) -> Poverty:
    """The two apart, where the register knows every household and agrees with the figure recorded at `code`.

    The figure itself counts both together: only of nobody it says how many each are.
    """
    if not isinstance(figure, Share):
        return Poverty()
    if not figure.numerator:
        return Poverty(Decimal(0), Decimal(0))
    count, said = count_register(desk, village, criteria_set, [code], year).get(code, (None, None))
    if count is None or count.total.unknown or said != figure:
        return Poverty()
    answers = [
        one.answers.get("poverty", "")
        for one in rows.list_households(desk.database, village.parent_id or "", [village.id])
    ]
    return Poverty(Decimal(answers.count("poor")), Decimal(answers.count("near_poor")))
