"""The upper level's review of a village's criterion in a year, and what was agreed when it was accepted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class ReviewState(StrEnum):
    """How far the upper level's review of a criterion, village and year is."""

    RECEIVED = "received"
    RETURNED = "returned"
    ACCEPTED = "accepted"


REVIEW_TITLES = {
    ReviewState.RECEIVED: "Đã nhận",
    ReviewState.RETURNED: "Trả lại kèm ý kiến",
    ReviewState.ACCEPTED: "Chấp nhận",
}


@dataclass(frozen=True, slots=True)
class ReviewKey:
    """Criterion x village x year of one set."""

    village_id: str
    criteria_set: str
    criterion: int
    year: int

    @property
    def entity(self) -> str:
        """As it stands in the operation log."""
        return f"{self.village_id}|{self.criteria_set}|{self.criterion}|{self.year}"


@dataclass(frozen=True, slots=True)
class Returned:
    """What stood when a criterion was returned: figures by indicator, the commune's answers by what they answer."""

    figures: Mapping[str, Any]
    answers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Review:
    """`accepted_hash` and `accepted` are the figures as they stood when accepted; `returned` when returned."""

    key: ReviewKey
    state: ReviewState | None = None
    remark: str = ""
    accepted_hash: str = ""
    accepted: Mapping[str, Any] | None = None
    returned: Returned | None = None


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What the papers print of a review: "Chấp nhận, mã ab12cd34"; `is_reopened` when figures changed since."""

    state: ReviewState
    accepted_hash: str = ""
    is_reopened: bool = False


@dataclass(frozen=True, slots=True)
class Remark:
    """The upper level's remark on one figure, and the commune's answer.

    Under a criterion's number instead of an indicator's code: the answer to the return of the whole criterion.
    """

    entity: str
    text: str = ""
    answer: str = ""


def figures_hash(figures: Mapping[str, Any]) -> str:
    """Eight hex digits that stand on the dossier: the same figures give the same ones everywhere."""
    import hashlib  # here, not above: the window starts without cryptography

    spelled = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(spelled.encode()).hexdigest()[:8]


def is_reopened(review: Review, figures: Mapping[str, Any]) -> bool:
    """Whether an accepted criterion has changed since."""
    return review.state is ReviewState.ACCEPTED and review.accepted_hash != figures_hash(figures)
