"""Finding households while a name is typed: without marks, by parts of words and by initials."""

import re
from collections.abc import Iterable, Sequence

from ntm_desktop.domain.household_rules import birth_text
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.names import fold


def search_text(household: Household) -> str:
    """What a household is found by: names of its people with their initials, its number, telephone and note."""
    names = [fold(one.name) for one in household.members]
    initials = [_initials(one.name) for one in household.members]
    births = [birth_text(one.birth) for one in household.members[:1] if one.birth]
    more = (fold(household.number), household.phone.replace(" ", ""), fold(household.note))
    return " ".join((*names, *initials, *births, *more))


def _initials(name: str) -> str:
    """`rchl` of Rơ Châm H'Lan: what follows an apostrophe is a word of its own."""
    return "".join(word[0] for word in fold(_APOSTROPHES.sub(" ", name)).split())


_APOSTROPHES = re.compile("['’‘ʼ]")


def matching(texts: Sequence[str], words: str, among: Iterable[int] | None = None) -> list[int]:
    """Positions of the texts in which every word occurs, of all or of those `among`; `texts` are `search_text`s."""
    wanted = fold(words).split()
    positions = range(len(texts)) if among is None else among
    if not wanted:
        return list(positions)
    if len(wanted) == 1:
        only = wanted[0]
        return [at for at in positions if only in texts[at]]
    return [at for at in positions if all(word in texts[at] for word in wanted)]


def find_households(households: Sequence[Household], words: str) -> list[Household]:
    """Those that answer to the words, in the order given."""
    return [households[at] for at in matching([search_text(one) for one in households], words)]
