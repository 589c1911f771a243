"""What the review says, in finished texts: the grid and the list of remarks, for the screen and for paper."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt

from ntm_desktop.domain.criteria import Criterion, Level
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.review import Remark
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.review import Reviewed
from ui import style
from ui.review.model import ReviewModel
from ui.review.remarks_page import Said
from ui.review_words import CHANGED_LOOK, REOPENED_LOOK, REVIEW_LOOK, look_of, remark_mark, review_sentence
from ui.screen import Context


def legend() -> str:
    """Every sign of the grid with its word."""
    looks = [*REVIEW_LOOK.values(), REOPENED_LOOK]
    signs = "   ".join(f"{look.sign} {look.word.lower()}" for look in looks)
    back = f"{CHANGED_LOOK.sign} bị trả lại, xã đã sửa hoặc trả lời"
    whole = f"▽ chờ thẩm tra   {signs} vì số liệu thay đổi   {back}   – chưa có số liệu"
    return "   ".join(one.replace(" ", "\N{NO-BREAK SPACE}") for one in whole.split("   "))


def grid_sheet(model: ReviewModel) -> tuple[list[str], list[list[str]]]:
    """Headings and rows of the grid as it stands."""
    columns = range(model.columnCount())
    headers = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in columns]
    rows = [[str(model.index(row, at).data() or "") for at in columns] for row in range(model.rowCount())]
    return headers, rows


def said_lines(
    context: Context,
    places: Sequence[Place],
    reviewed: Mapping[tuple[str, int], Reviewed],
    remarks: Mapping[tuple[str, str], Remark],
) -> list[Said]:
    """By place and criterion: the word on the criterion, then the remarks on its figures."""
    lines = []
    for place in places:
        for criterion in context.criteria_set.criteria:
            one = reviewed.get((place.id, criterion.number))
            look = look_of(one)
            if look is not None:
                what = f"{criterion.number}. {criterion.name}"
                texts = (place.title, what, review_sentence(one), _answer_to(one))
                lines.append(Said(place.id, criterion.indicators[0].code, texts, look.colour))
            for indicator in criterion.indicators:
                remark = remarks.get((place.id, indicator.code))
                if remark is not None and remark.text:
                    said = f"{remark_mark(remark)} {remark.text}"
                    texts = (place.title, f"{indicator.code} {indicator.text}", said, remark.answer or "chưa")
                    colour = style.TEXT if remark.answer else style.NOT_MET
                    lines.append(Said(place.id, indicator.code, texts, colour))
    return lines


def _answer_to(reviewed: Reviewed | None) -> str:
    """What the commune did about a return; where its figures have remarks, the answers stand beside these."""
    if reviewed is None or not reviewed.is_returned:
        return ""
    if reviewed.answer and reviewed.is_answered:
        return reviewed.answer
    if reviewed.changed_codes:
        return f"đã sửa chỉ tiêu {', '.join(reviewed.changed_codes)}"
    return "chưa" if reviewed.waits_for_commune else ""


def told(place: Place, criterion: Criterion, reviewed: Reviewed) -> str:
    """What was just said of a criterion, for the line of news."""
    look = look_of(reviewed)
    word = look.word.lower() if look else ""
    code = f", mã {reviewed.review.accepted_hash}" if reviewed.review.accepted_hash else ""
    return f"{place.title}, tiêu chí {criterion.number}: {word}{code}"


def reviewed_places(desk: OpenDesk, context: Context, *, is_upper: bool) -> list[Place]:
    """Whose criteria are reviewed under this set; a commune also reads what was said of itself."""
    if context.commune.kind is PlaceKind.UPPER_LEVEL:
        return []
    villages = desk.villages(context.commune.id)
    if is_upper:
        return [context.commune] if context.criteria_set.level is Level.COMMUNE else villages
    return [*villages, context.commune]
