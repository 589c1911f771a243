"""How the upper level's review of a criterion is shown and said, on every screen alike."""

from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.domain.review import Remark, ReviewState
from ntm_desktop.services.review import Reviewed
from ui.style import MET, NO_DATA, NO_TARGET, NOT_MET, REMARK_SIGN, Look

REVIEW_LOOK = {
    ReviewState.RECEIVED: Look("▼", "Đã nhận", NO_DATA, "#FAFAFA"),
    ReviewState.RETURNED: Look("↩", "Trả lại", NOT_MET, "#FBEFEA"),
    ReviewState.ACCEPTED: Look("◆", "Chấp nhận", MET, "#E7F1F1"),
}
REOPENED_LOOK = Look("◇", "Mở lại", NO_TARGET, "#FAF5E6")
"""Accepted, and changed since."""
CHANGED_LOOK = Look("↪", "Đã sửa", NO_TARGET, "#FAF5E6")
ANSWERED_LOOK = Look("↪", "Đã trả lời", NO_TARGET, "#FAF5E6")
"""Returned, and the commune did something about it: the upper level's turn."""


def look_of(reviewed: Reviewed | None) -> Look | None:
    """None where the upper level has said nothing."""
    if reviewed is None or reviewed.review.state is None:
        return None
    if reviewed.has_come_back:
        return CHANGED_LOOK if reviewed.changed_codes else ANSWERED_LOOK
    return REOPENED_LOOK if reviewed.is_reopened else REVIEW_LOOK[reviewed.review.state]


def review_sentence(reviewed: Reviewed | None) -> str:
    """The review of a criterion in one sentence, with its remark."""
    look = look_of(reviewed)
    if look is None or reviewed is None:
        return ""
    review = reviewed.review
    if reviewed.is_reopened:
        codes = ", ".join(reviewed.changed_codes)
        said = "Mở lại: số liệu đã thay đổi sau khi chấp nhận"
        said += f" (chỉ tiêu {codes}; mã cũ {review.accepted_hash})"
    elif review.state is ReviewState.ACCEPTED:
        said = f"Đã chấp nhận (mã {review.accepted_hash})"
    elif review.state is ReviewState.RETURNED:
        said = _returned_words(reviewed)
    else:
        said = "Đã nhận"
    text = f"{look.sign} {said}"
    return f"{text}: {review.remark}" if review.remark else text


def _returned_words(reviewed: Reviewed) -> str:
    did = []
    if reviewed.changed_codes:
        did.append(f"đã sửa chỉ tiêu {', '.join(reviewed.changed_codes)}")
    if reviewed.is_answered:
        did.append("đã trả lời")
    return f"Trả lại, xã {' và '.join(did)}" if did else "Trả lại"


def remark_mark(remark: Remark | None) -> str:
    """The sign beside a figure; "!" while the commune has not answered."""
    if remark is None or not remark.text:
        return ""
    return REMARK_SIGN if remark.answer else f"{REMARK_SIGN}!"


def key_of(remark: Remark) -> ReadingKey:
    """The figure a remark speaks of."""
    place_id, set_id, code, period = remark.entity.split("|", 3)
    return ReadingKey(place_id, set_id, code, parse_period(period))


def by_figure(remarks: dict[str, Remark]) -> dict[tuple[str, str], Remark]:
    """By place and indicator: of several periods of a year the latest."""
    found: dict[tuple[str, str], Remark] = {}
    for entity, one in sorted(remarks.items()):
        place_id, _, code, _ = entity.split("|", 3)
        found[(place_id, code)] = one
    return found
