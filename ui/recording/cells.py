"""What one cell of the grid shows: sign, what was entered, and the words of its tooltip."""

from textwrap import fill
from typing import NamedTuple

from ntm_desktop.domain.criteria import Indicator, IndicatorKind, Level
from ntm_desktop.domain.evaluation import Assessment, CriterionAssessment, Verdict, display_target, display_value
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import NotApplicable, Reading, entry_text
from ntm_desktop.services.assess import Grid
from ui.recording.detail_texts import target_lines
from ui.recording.rows import is_editable, is_meaningful, places_across
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


_TOOLTIP_WIDTH = 72
EMPTY = CellLook("", "", None)


def reading_of(grid: Grid, place: Place, code: str) -> Reading | None:
    cell = grid.cells.get((place.id, code))
    return cell.reading if cell else None


def assessment_of(grid: Grid, place: Place, code: str) -> Assessment:
    if place.id == grid.commune.id:
        return grid.totals[code].assessment
    return grid.cells[(place.id, code)].assessment


def cell_look(grid: Grid, place: Place, indicator: Indicator) -> CellLook:
    if not is_meaningful(grid, place, indicator):
        return EMPTY
    one = assessment_of(grid, place, indicator.code)
    look = VERDICT_LOOK[one.verdict]
    is_total = place.id == grid.commune.id
    cell = grid.cells.get((place.id, indicator.code))
    return CellLook(
        look.sign,
        _total_text(grid, indicator) if is_total else _short_entry(one),
        look,
        one.is_illustrative,
        bool(cell and cell.has_conflict),
        is_editable(grid, place, indicator),
        is_total,
    )


def criterion_look(grid: Grid, place: Place, number: int) -> CellLook:
    """The verdict on a whole criterion: of a village a sign, of the commune also how many villages meet it."""
    one: CriterionAssessment = grid.criterion(place.id, number)
    look = VERDICT_LOOK[one.verdict]
    text = ""
    if place.id == grid.commune.id and grid.criteria_set.level is Level.VILLAGE:
        text = f"{grid.villages_meeting(number)}/{len(grid.villages)} thôn"
    if grid.criteria_set.level is Level.COMMUNE and place.id != grid.commune.id:
        return EMPTY
    return CellLook(look.sign, text, look, is_total=place.id == grid.commune.id)


def place_heading(grid: Grid, place: Place) -> str:
    """The column's name and how many criteria that place meets."""
    name = "Toàn xã" if place.id == grid.commune.id else place.name
    if grid.criteria_set.level is Level.COMMUNE and place.id != grid.commune.id:
        return name
    return f"{name}\nđạt {grid.place(place.id).criteria_met}/{len(grid.criteria_set.criteria)}"


def tooltip(grid: Grid, place: Place, indicator: Indicator) -> str:
    """Percent, target and gap; why there is no verdict; where the figure comes from."""
    if not is_meaningful(grid, place, indicator):
        return "Chỉ tiêu này chỉ nhập cho toàn xã"
    one = assessment_of(grid, place, indicator.code)
    title = "Toàn xã" if place.id == grid.commune.id else place.name
    lines = [f"{title} – {indicator.code}: {VERDICT_LOOK[one.verdict].word.lower()}"]
    value = display_value(one)
    if value:
        lines.append(f"Kết quả: {value}")
    if one.target is not None:
        lines.append(f"Quy định: {display_target(indicator, one.target)}")
    lines += [text for text in (one.gap_text.capitalize(), one.reason) if text]
    lines += origin_lines(grid, place, indicator)
    return "\n".join(fill(line, _TOOLTIP_WIDTH) for line in dict.fromkeys(lines))


def target_text(grid: Grid, indicator: Indicator) -> str:
    """Short, for a narrow column: "triệu đồng/người/năm" is said in full in the tooltip and the pane."""
    target = indicator.target(grid.commune.column, grid.period.year)
    if target is None:
        return "chưa có"
    return display_target(indicator, target).replace("triệu đồng/người/năm", "tr.đ")


def target_tooltip(grid: Grid, indicator: Indicator) -> str:
    target = indicator.target(grid.commune.column, grid.period.year)
    lines = target_lines(indicator, target, grid.period.year)
    return "\n".join(fill(line, _TOOLTIP_WIDTH) for line in lines)


def text_tooltip(text: str) -> str:
    return fill(text, _TOOLTIP_WIDTH)


def all_looks(grid: Grid, code: str) -> dict[str, CellLook]:
    indicator = grid.criteria_set.indicator(code)
    return {place.id: cell_look(grid, place, indicator) for place in places_across(grid)}


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
    cell = grid.cells.get((place.id, indicator.code))
    if cell and cell.has_conflict:
        lines.append(f"{CONFLICT_SIGN} Hai máy ghi khác nhau; xem lịch sử ở khung chi tiết (F4)")
    return lines


def _short_entry(one: Assessment) -> str:
    """A not-applicable cell is its sign alone: the words are in the legend."""
    return "" if isinstance(one.figure, NotApplicable) else entry_text(one.figure)


def _total_text(grid: Grid, indicator: Indicator) -> str:
    total = grid.totals[indicator.code]
    if indicator.kind is IndicatorKind.YES_NO and (total.villages_with_figure or total.missing):
        if not total.villages_with_figure:
            return ""
        return f"{total.villages_met}/{len(grid.villages)} thôn"
    if total.assessment.verdict is Verdict.NOT_APPLICABLE:
        return ""
    return _short_entry(total.assessment)
