"""The register held in memory while its screen is open: what is shown of it, found while one types."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.household_search import matching, search_text
from ntm_desktop.domain.households import Household, actual_people
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.services.count_households import households_against
from ntm_desktop.services.open_desk import OpenDesk


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be shown: a village or all, words, and whom an indicator still lacks (or knows nothing of)."""

    village_id: str = ""
    words: str = ""
    code: str = ""
    only_unknown: bool = False


class Register:
    """`households` in the order of the villages; `shown` are positions in it."""

    def __init__(
        self,
        desk: OpenDesk,
        commune: Place,
        criteria_set: CriteriaSet,
        period: Period,
        entries: Iterable[tuple[Household, str]],
    ) -> None:
        """`entries` are the households in their order, each with its `search_text`."""
        self.desk, self.commune, self.criteria_set, self.period = desk, commune, criteria_set, period
        self.villages = tuple(desk.villages(commune.id))
        self.households: list[Household] = []
        self._texts: list[str] = []
        self._actual: list[int | None] = []
        """The actual members of each."""
        self._take_up(entries)
        self.shown: list[int] = list(range(len(self.households)))
        self._wanted = Wanted()
        self._basis: list[int] = self.shown
        """What village and indicator leave; words are looked for in it, again with every letter."""

    def show(self, wanted: Wanted) -> None:
        """Works out what is shown; while words are typed, village and indicator are not worked out again."""
        if replace(wanted, words="") != replace(self._wanted, words=""):
            self._basis = self._of_village_and_indicator(wanted)
        self.shown = matching(self._texts, wanted.words, self._basis)
        self._wanted = wanted

    def refresh(self, wanted: Wanted) -> None:
        """Works out what is shown after households changed."""
        self._basis = self._of_village_and_indicator(wanted)
        self.shown = matching(self._texts, wanted.words, self._basis)
        self._wanted = wanted

    def position_of(self, household_id: str) -> int | None:
        """Where it stands among those shown."""
        at = self._positions.get(household_id)
        return self.shown.index(at) if at is not None and at in self.shown else None

    def put(self, households: Sequence[Household]) -> None:
        """Takes up what was saved; new ones stand last and are shown, until something else is looked for."""
        for one in households:
            at = self._positions.get(one.id)
            if at is None:
                at = self._positions[one.id] = len(self.households)
                self.households.append(one)
                self._texts.append(search_text(one))
                self._actual.append(actual_people(one))
                self.shown = [*self.shown, at]
            else:
                self.households[at] = one
                self._texts[at] = search_text(one)
                self._actual[at] = actual_people(one)

    def entries(self) -> Iterator[tuple[Household, str]]:
        """What another of the same commune can be made from."""
        return zip(self.households, self._texts, strict=True)

    def take_out(self, households: Iterable[Household]) -> None:
        """Forgets what was removed."""
        gone = {one.id for one in households}
        self._take_up([one for one in self.entries() if one[0].id not in gone])

    def find(self, household_id: str) -> Household | None:
        """As it stands in memory."""
        at = self._positions.get(household_id)
        return self.households[at] if at is not None else None

    def village_of(self, household: Household) -> Place | None:
        return next((one for one in self.villages if one.id == household.village_id), None)

    def people(self) -> tuple[int, int]:
        """Actual members of the households shown, and of how many of these nobody has counted them."""
        found = [self._actual[at] for at in self.shown]
        return sum(one or 0 for one in found), sum(one is None for one in found)

    @property
    def is_illustrative(self) -> bool:
        """Whether any household shown is sample data."""
        return any(self.households[at].is_illustrative for at in self.shown)

    def _take_up(self, entries: Iterable[tuple[Household, str]]) -> None:
        self.households, self._texts, self._actual = [], [], []
        for household, text in entries:
            self.households.append(household)
            self._texts.append(text)
            self._actual.append(actual_people(household))
        self._positions = {one.id: at for at, one in enumerate(self.households)}

    def _of_village_and_indicator(self, wanted: Wanted) -> list[int]:
        positions = list(range(len(self.households)))
        if wanted.village_id:
            positions = [at for at in positions if self.households[at].village_id == wanted.village_id]
        if wanted.code:
            listed = self._listed(wanted)
            positions = [at for at in positions if self.households[at].id in listed]
        return positions

    def _listed(self, wanted: Wanted) -> set[str]:
        found = households_against(
            self.desk, self.commune, self.criteria_set, wanted.code, self.period, self.households
        )
        ones = found.unknown if wanted.only_unknown else found.against
        return {one.household.id for one in ones}
