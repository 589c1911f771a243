"""The round trip of review: the upper level returns with remarks or accepts, the commune answers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.operation_log import Change
from db.repositories import recording
from db.repositories import review as rows
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.errors import MissingText, NothingToReview
from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import ReadingKey, figure_to_data
from ntm_desktop.domain.review import Remark, Review, ReviewKey, ReviewState, figures_hash, is_reopened
from ntm_desktop.domain.text_lengths import LONGEST_NOTE, fitting
from ntm_desktop.services.act import act
from ntm_desktop.services.open_desk import OpenDesk, json_text


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A partition's review as it stands, and what the commune has changed or answered since.

    `has_figures` where anything of it is recorded: it has reached this desk, whether looked at or not. `answer` is
    the commune's to the return of the criterion; `is_answered` where that or any of its remarks was answered since.
    """

    review: Review
    is_reopened: bool
    changed_codes: tuple[str, ...] = ()
    has_figures: bool = False
    answer: str = ""
    is_answered: bool = False
    has_remarks: bool = False

    @property
    def is_returned(self) -> bool:
        """Whether the upper level has given it back."""
        return self.review.state is ReviewState.RETURNED

    @property
    def has_come_back(self) -> bool:
        """Whether the commune did something about a return: it is the upper level's turn."""
        return self.is_returned and bool(self.changed_codes or self.is_answered)

    @property
    def waits_for_commune(self) -> bool:
        """Returned, and nothing was done about it; where its figures have remarks, these wait themselves."""
        return self.is_returned and not self.has_come_back and not self.has_remarks


def review_of(desk: OpenDesk, village: Place, criteria_set: CriteriaSet, criterion: int, year: int) -> Reviewed:
    """The review of one criterion of one village and year as it stands."""
    key = ReviewKey(village.id, criteria_set.id, criterion, year)
    said = _said(desk, [village.id], criteria_set, year).get((village.id, criterion), {})
    figures = _figures(desk, village, criteria_set, criterion, year)
    return _reviewed(rows.find_review(desk.database, key), figures, said)


def list_reviewed(
    desk: OpenDesk, places: Sequence[Place], criteria_set: CriteriaSet, year: int
) -> dict[tuple[str, int], Reviewed]:
    """By place and criterion everything that was recorded or reviewed in that year."""
    ids = [place.id for place in places]
    found = {(one.key.village_id, one.key.criterion): one for one in _all_reviews(desk, ids, criteria_set, year)}
    numbers = {one.code: each.number for each in criteria_set.criteria for one in each.indicators}
    figures: dict[tuple[str, int], dict[str, Any]] = {}
    current = desk.figures_now(ids, criteria_set.id, year_of(year))
    for (place_id, code), reading in sorted(current.items()):
        if code in numbers and reading.figure is not None:
            figures.setdefault((place_id, numbers[code]), {})[code] = figure_to_data(reading.figure)
    said = _said(desk, ids, criteria_set, year)
    return {
        at: _reviewed(
            found.get(at) or Review(ReviewKey(at[0], criteria_set.id, at[1], year)),
            figures.get(at, {}),
            said.get(at, {}),
        )
        for at in {*found, *figures}
    }


def set_review(
    desk: OpenDesk,
    village: Place,
    criteria_set: CriteriaSet,
    criterion: int,
    year: int,
    state: ReviewState,
    remark: str = "",
) -> Reviewed:
    """The upper level's word on a criterion; accepting and returning freeze what stands, to see later changes.

    Raises TextTooLong, NotAllowed (not the upper level), MissingText (returned without a remark), NothingToReview.
    """
    text = fitting(remark, "ý kiến", LONGEST_NOTE)
    if state is ReviewState.RETURNED and not text:
        raise MissingText("ý kiến trả lại")
    figures = _figures(desk, village, criteria_set, criterion, year)
    if state is ReviewState.ACCEPTED and not figures:
        raise NothingToReview(village.title, str(criterion), str(year))
    snapshot: dict[str, Any] | None = None
    if state is ReviewState.ACCEPTED:
        snapshot = {"hash": figures_hash(figures), "figures": figures}
    elif state is ReviewState.RETURNED:
        said = _said(desk, [village.id], criteria_set, year).get((village.id, criterion), {})
        snapshot = {"figures": figures, "answers": _answers(said)}
    entity = ReviewKey(village.id, criteria_set.id, criterion, year).entity
    fields: Mapping[str, Any] = {"state": state, "remark": text or None, "snapshot": snapshot}
    changes = [Change("review", entity, name, json_text(value)) for name, value in fields.items()]
    act(desk, f"thẩm tra tiêu chí {criterion} của {village.title}", changes)
    return review_of(desk, village, criteria_set, criterion, year)


def write_remark(desk: OpenDesk, key: ReadingKey, text: str) -> None:
    """The upper level's remark on one figure; empty takes it back. Raises TextTooLong, NotAllowed."""
    _write(desk, key, "text", text)


def answer_remark(desk: OpenDesk, key: ReadingKey, answer: str) -> None:
    """The commune's answer beside the remark. Raises TextTooLong, NotAllowed."""
    _write(desk, key, "answer", answer)


def answer_return(
    desk: OpenDesk, village: Place, criteria_set: CriteriaSet, criterion: int, year: int, answer: str
) -> Reviewed:
    """The commune's answer to the return of a whole criterion. Raises TextTooLong, NotAllowed."""
    key = ReadingKey(village.id, criteria_set.id, str(criterion), year_of(year))
    text = fitting(answer, "trả lời", LONGEST_NOTE)
    what = f"trả lời về tiêu chí {criterion} của {village.title}"
    act(desk, what, [Change("remark", recording.entity_of(key), "answer", json_text(text or None))])
    return review_of(desk, village, criteria_set, criterion, year)


def count_unanswered(remarks: Iterable[Remark], reviewed: Iterable[Reviewed]) -> int:
    """What the commune has still to answer: remarks on figures, and returns about which nothing was done."""
    open_remarks = sum(bool(one.text) and not one.answer for one in remarks)
    return open_remarks + sum(one.waits_for_commune for one in reviewed)


def list_remarks(desk: OpenDesk, commune: Place, criteria_set: CriteriaSet, year: int) -> dict[str, Remark]:
    """Remarks on the commune's and its villages' figures, by the entity of the reading."""
    ids = [commune.id, *(village.id for village in desk.villages(commune.id))]
    return rows.list_remarks(desk.database, ids, criteria_set.id, year)


def _all_reviews(desk: OpenDesk, ids: Sequence[str], criteria_set: CriteriaSet, year: int) -> list[Review]:
    return rows.list_reviews(desk.database, ids, criteria_set.id, year) if ids else []


def _reviewed(found: Review, figures: Mapping[str, Any], said: Mapping[str, Remark]) -> Reviewed:
    """`said` are the remarks of its figures by code, and under its number the answer to its return."""
    reopened, returned = is_reopened(found, figures), found.returned
    seen = found.accepted if reopened else returned.figures if returned is not None else None
    changed = (
        () if seen is None else (code for code in sorted({*figures, *seen}) if figures.get(code) != seen.get(code))
    )
    before = returned.answers if returned is not None else {}
    answered = found.state is ReviewState.RETURNED and any(
        text != before.get(code) for code, text in _answers(said).items()
    )
    own = said.get(str(found.key.criterion))
    remarked = any(one.text for one in said.values())
    answer = own.answer if own is not None else ""
    return Reviewed(found, reopened, tuple(changed), bool(figures), answer, answered, remarked)


def _answers(said: Mapping[str, Remark]) -> dict[str, str]:
    return {code: one.answer for code, one in sorted(said.items()) if one.answer}


def _said(
    desk: OpenDesk, ids: Sequence[str], criteria_set: CriteriaSet, year: int
) -> dict[tuple[str, int], dict[str, Remark]]:
    """By place and criterion its remarks and answers, by indicator; of several periods of a year the latest."""
    numbers = {str(one.number): one.number for one in criteria_set.criteria}
    numbers |= {one.code: each.number for each in criteria_set.criteria for one in each.indicators}
    found: dict[tuple[str, int], dict[str, Remark]] = {}
    listed = rows.list_remarks(desk.database, ids, criteria_set.id, year) if ids else {}
    for entity, one in sorted(listed.items()):
        place_id, _, code, _ = entity.split("|", 3)
        if code in numbers:
            found.setdefault((place_id, numbers[code]), {})[code] = one
    return found


def _write(desk: OpenDesk, key: ReadingKey, field: str, text: str) -> None:
    value = json_text(fitting(text, "ý kiến" if field == "text" else "trả lời", LONGEST_NOTE) or None)
    what = "ý kiến về" if field == "text" else "trả lời ý kiến về"
    act(desk, f"{what} chỉ tiêu {key.code}", [Change("remark", recording.entity_of(key), field, value)])


def _figures(
    desk: OpenDesk, village: Place, criteria_set: CriteriaSet, criterion: int, year: int
) -> dict[str, Any]:
    """The criterion's figures that speak for the year, as data, by indicator."""
    current = recording.list_current(desk.database, [village.id], criteria_set.id, year_of(year))
    codes = {one.code for one in criteria_set.criteria[_position(criteria_set, criterion)].indicators}
    return {
        code: figure_to_data(reading.figure)
        for (_, code), reading in sorted(current.items())
        if code in codes and reading.figure is not None
    }


def _position(criteria_set: CriteriaSet, criterion: int) -> int:
    return next(at for at, one in enumerate(criteria_set.criteria) if one.number == criterion)
