"""What the context bar offers of a desk, and the choice that is kept until the next start."""

from datetime import datetime

from ntm_desktop.domain.errors import UnknownPeriod
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.remember import recall, remember
from ui.context_bar import ContextBar

_KEY = "frame.context"


def offer_context(bar: ContextBar, desk: OpenDesk) -> None:
    """Offers the communes, sets and years this desk has; what is chosen stays chosen while it is offered."""
    sets = list(desk.criteria_sets.values())
    years = {year for one in sets for year in range(one.valid_from, one.valid_to + 1)}
    # An upper level that has taken in no commune yet still has its screens: they say what to do.
    communes = desk.communes() or [desk.place]
    bar.offer(communes, sets, years | {datetime.now().year})


def recall_context(bar: ContextBar, desk: OpenDesk) -> None:
    """Chooses what was chosen last, else the first commune that has come here and the year to begin with."""
    stored = recall(desk, _KEY) or {}
    try:
        period = parse_period(str(stored.get("period", "")))
    except UnknownPeriod:
        period = parse_period(str(_first_year(desk)))
    commune = str(stored.get("commune", "")) or _first_commune(desk)
    bar.choose(commune, period, str(stored.get("criteria_set", "")))


def remember_context(bar: ContextBar, desk: OpenDesk) -> None:
    """Keeps what is chosen now."""
    context = bar.context()
    stored = {"commune": context.commune.id, "period": context.period.code, "criteria_set": context.criteria_set.id}
    remember(desk, _KEY, stored)


def _first_commune(desk: OpenDesk) -> str:
    """The upper level knows communes by name before their first file comes: there is nothing to see of these."""
    return next((one.id for one in desk.communes() if desk.villages(one.id)), "")


def _first_year(desk: OpenDesk) -> int:
    """This year; the sample's figures are those of the first year of the sets."""
    years = [one.valid_from for one in desk.criteria_sets.values()]
    this_year = datetime.now().year
    return min(years, default=this_year) if desk.desk.has_sample else this_year
