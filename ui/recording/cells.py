"""What one cell of the grid shows: sign, what was entered, and the words of its tooltip."""

from textwrap import fill
from typing import NamedTuple

from ntm_desktop.domain.checks import SEVERITY_TITLES
from ntm_desktop.domain.criteria import Indicator, IndicatorKind, Level
from ntm_desktop.domain.entries import figure_text
from ntm_desktop.domain.evaluation import Assessment, CriterionAssessment, Verdict, display_target, display_value
from ntm_desktop.domain.figure_states import STATE_TITLES, FigureState
from ntm_desktop.domain.places import Place, distinct_names
from ntm_desktop.domain.recording import NotApplicable, Reading
from ntm_desktop.services.assess import Grid
from ui.recording.detail_texts import target_lines
from ui.recording.reviews import Reviews, number_of
from ui.recording.rows import is_editable, is_meaningful, places_across
from ui.review_words import remark_mark, review_sentence
from ui.style import CONFLICT_SIGN, VERDICT_LOOK, Look


class CellLook(NamedTuple):
    """Drawn as it stands; made once per cell and change, never while painting."""

    sign: str
    text: str
    look: Look | None
    is_illustrative: bool = False
    has_conflict: bool = False
    is_editable: bool = False
    is_total: bool = False
    mark: str = ""
    """Signs of the upper level's remark."""
    is_locked: bool = False
    """Someone else's by assignment."""
    state: FigureState = FigureState.DRAFT
    finding: str = ""
    """Signs of what does not add up or lacks evidence."""


FINDING_SIGN, LACK_SIGN = "‼", "▫"
_TOOLTIP_WIDTH = 72
STATE_SIGNS = {
    FigureState.DRAFT: "",
    FigureState.CHECKED: "•",
    FigureState.CONFIRMED: "●",
    FigureState.CHANGED: "◑",
}
"""Beside the verdict's sign: looked over, confirmed, changed after it was confirmed."""
EMPTY = CellLook("", "", None)


def reading_of(grid: Grid, place: Place, code: str) -> Reading | None:
    cell = grid.cells.get((place.id, code))
    return cell.reading if cell else None


def assessment_of(grid: Grid, place: Place, code: str) -> Assessment:
    """A village's assessment; with the commune as place that of the sum."""
    if place.id == grid.commune.id:
        return grid.totals[code].assessment
    return grid.cells[(place.id, code)].assessment


def cell_look(grid: Grid, reviews: Reviews, place: Place, indicator: Indicator) -> CellLook:
    """How the cell is drawn: its text, colour and signs; EMPTY where the indicator does not concern the place."""
    if not is_meaningful(grid, place, indicator):
        return EMPTY
    one = assessment_of(grid, place, indicator.code)
    look = VERDICT_LOOK[one.verdict]
    is_total = place.id == grid.commune.id
    cell = grid.cells.get((place.id, indicator.code))
    at = (place.id, one.criterion)
    can_edit = is_editable(grid, place, indicator)
    state = cell.reading.state if cell and cell.reading and can_edit else FigureState.DRAFT
    return CellLook(
        look.sign,
        _total_text(grid, indicator) if is_total else _short_entry(one),
        look,
        one.is_illustrative,
        bool(cell and cell.has_conflict),
        can_edit and at not in reviews.locks and not state.is_locked,
        is_total,
        remark_mark(reviews.remark(place.id, indicator.code)),
        can_edit and at in reviews.is_assigned_apart,
        state,
        _finding_signs(reviews, place, indicator, one),
    )


def _finding_signs(reviews: Reviews, place: Place, indicator: Indicator, one: Assessment) -> str:
    """Missing evidence is said of figures only: an empty cell lacks the figure first."""
    lacks = one.figure is not None and (place.id, indicator.code) in reviews.lacks
    return (FINDING_SIGN if reviews.open_findings(place.id, indicator.code) else "") + (LACK_SIGN if lacks else "")


def criterion_look(
    grid: Grid, reviews: Reviews, place: Place, number: int, one: CriterionAssessment, meeting: int
) -> CellLook:
    """The verdict on a whole criterion and its review; of the commune also how many villages are `meeting` it."""
    look = VERDICT_LOOK[one.verdict]
    text = ""
    if place.id == grid.commune.id and grid.criteria_set.level is Level.VILLAGE:
        text = f"{meeting}/{len(grid.villages)} thôn"
    if grid.criteria_set.level is Level.COMMUNE and place.id != grid.commune.id:
        return EMPTY
    review = reviews.look(place.id, number)
    if review is not None and not text:
        text = f"{review.sign} {review.word}"
    return CellLook(look.sign, text, look, is_total=place.id == grid.commune.id)


def place_names(grid: Grid) -> dict[str, str]:
    """By id the name over a column; the commune's own is the sum."""
    return distinct_names(grid.villages) | {grid.commune.id: "Toàn xã"}


def is_judged(grid: Grid, place: Place) -> bool:
    """Under a set of the commune's own level villages only add to it."""
    return grid.criteria_set.level is Level.VILLAGE or place.id == grid.commune.id


def criterion_tooltip(reviews: Reviews, place: Place, number: int) -> str:
    """The review of a criterion in full; empty where there is none."""
    sentence = review_sentence(reviews.reviewed.get((place.id, number)))
    return fill(f"{place.title}, tiêu chí {number}: {sentence}", _TOOLTIP_WIDTH) if sentence else ""


def tooltip(grid: Grid, reviews: Reviews, place: Place, indicator: Indicator) -> str:
    """Percent, target and gap; why there is no verdict; where the figure comes from."""
    if not is_meaningful(grid, place, indicator):
        return "Chỉ tiêu này chỉ nhập cho toàn xã"
    one = assessment_of(grid, place, indicator.code)
    title = place_names(grid)[place.id]
    lines = [f"{title} – {indicator.code}: {VERDICT_LOOK[one.verdict].word.lower()}"]
    value = display_value(one)
    if value:
        lines.append(f"Kết quả: {value}")
    if one.target is not None:
        lines.append(f"Quy định: {display_target(indicator, one.target)}")
    lines += [text for text in (one.gap_text.capitalize(), one.reason) if text]
    lines += origin_lines(grid, place, indicator)
    remark = reviews.remark(place.id, indicator.code)
    if remark is not None:
        lines.append(f"{remark_mark(remark)} Ý kiến cấp trên: {remark.text}")
        lines.append(f"Xã trả lời: {remark.answer}" if remark.answer else "Xã chưa trả lời (khung chi tiết, F4)")
    for found in reviews.open_findings(place.id, indicator.code):
        lines.append(f"{FINDING_SIGN} {SEVERITY_TITLES[found.rule.severity]}: {found.text}")
    if one.figure is not None and (place.id, indicator.code) in reviews.lacks:
        lines.append(f"{LACK_SIGN} Còn thiếu minh chứng (khung chi tiết, F4)")
    cell = grid.cells.get((place.id, indicator.code))
    if cell and cell.reading and cell.reading.state is not FigureState.DRAFT:
        lines.append(f"{STATE_SIGNS[cell.reading.state]} {STATE_TITLES[cell.reading.state].capitalize()}")
    if is_editable(grid, place, indicator):
        lines.append(reviews.locks.get((place.id, number_of(grid, indicator)), ""))
    lines = [line for line in lines if line]
    return "\n".join(fill(line, _TOOLTIP_WIDTH) for line in dict.fromkeys(lines))


def target_text(grid: Grid, indicator: Indicator) -> str:
    """Short, for a narrow column: "triệu đồng/người/năm" is said in full in the tooltip and the pane."""
    target = indicator.target(grid.commune.column, grid.period.year)
    if target is None:
        return "chưa có"
    return shortened_unit(display_target(indicator, target))


def shortened_unit(text: str) -> str:
    """The one long unit as columns have room for it; the pane says it in full."""
    return text.replace("triệu đồng/người/năm", "tr.đ")


def target_tooltip(grid: Grid, indicator: Indicator) -> str:
    """The target in lines short enough for a tooltip."""
    target = indicator.target(grid.commune.column, grid.period.year)
    lines = target_lines(indicator, target, grid.period.year)
    return "\n".join(fill(line, _TOOLTIP_WIDTH) for line in lines)


def text_tooltip(text: str) -> str:
    return fill(text, _TOOLTIP_WIDTH)


def all_looks(grid: Grid, reviews: Reviews, code: str) -> dict[str, CellLook]:
    indicator = grid.criteria_set.indicator(code)
    return {place.id: cell_look(grid, reviews, place, indicator) for place in places_across(grid)}


def origin_lines(grid: Grid, place: Place, indicator: Indicator) -> list[str]:
    """Where the figure comes from, where that is not simply this cell."""
    lines: list[str] = []
    reading = reading_of(grid, place, indicator.code)
    if assessment_of(grid, place, indicator.code).is_illustrative:
        lines.append("Số liệu minh họa, không phải số liệu thật")
    if reading and reading.key.period != grid.period:
        lines.append(f"Số liệu của {reading.key.period.title}")
    if reading and reading.key.criteria_set != grid.criteria_set.id:
        lines.append(f"Lấy từ chỉ tiêu {reading.key.code} của bộ tiêu chí thôn")
    if reading and reading.origin:
        lines.append(reading.origin)
    cell = grid.cells.get((place.id, indicator.code))
    if cell and cell.has_conflict:
        lines.append(f"{CONFLICT_SIGN} Hai máy ghi khác nhau; nhấn F8 để quyết định")
    return lines


def _short_entry(one: Assessment) -> str:
    """A not-applicable cell is its sign alone: the words are in the legend."""
    return "" if isinstance(one.figure, NotApplicable) else figure_text(one.figure)


def _total_text(grid: Grid, indicator: Indicator) -> str:
    total = grid.totals[indicator.code]
    if indicator.kind is IndicatorKind.YES_NO and (total.villages_with_figure or total.missing):
        if not total.villages_with_figure:
            return ""
        return f"{total.villages_met}/{len(grid.villages)} thôn"
    if total.assessment.verdict is Verdict.NOT_APPLICABLE:
        return ""
    return _short_entry(total.assessment)
