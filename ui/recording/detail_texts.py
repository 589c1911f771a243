"""The words of the details pane: target and its basis, the exact result, what is missing, how to enter."""

from collections.abc import Sequence
from html import escape

from ntm_desktop.domain.criteria import Basis, Indicator, IndicatorKind, Target, TargetMark
from ntm_desktop.domain.entries import figure_text
from ntm_desktop.domain.evaluation import Assessment, display_target, display_value
from ntm_desktop.domain.moments import moment_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.recording import (
    Checked,
    NotApplicable,
    Share,
    SharesBySex,
    expected_entry,
    figure_from_data,
    origin_of,
)
from ntm_desktop.services.open_desk import read_json
from ntm_desktop.services.record import HistoryEntry
from ui import style

_BASIS = {
    Basis.QUOTED: "theo văn bản",
    Basis.UNVERIFIED: "chưa đối chiếu với quyết định của tỉnh",
    Basis.SAMPLE: "mức mẫu, chưa đối chiếu với quyết định của tỉnh",
}
_ONE_LINE = 'style="white-space: nowrap"'
_MARKS = {TargetMark.ENTERED: "nhập từ văn bản", TargetMark.CHECKED: "✓ đã đối chiếu"}


def target_lines(indicator: Indicator, target: Target | None, year: int) -> list[str]:
    """The target, its source and basis, or why there is none."""
    if target is None:
        why = " (do UBND tỉnh quy định)" if indicator.set_by_province else ""
        return [f"Chưa có mức đạt cho năm {year}{why}"]
    basis = _MARKS.get(target.mark, _BASIS[target.basis])
    if target.basis is Basis.UNVERIFIED and target.source:
        basis = "? theo văn bản của nơi khác, chưa đối chiếu"
    lines = [f"{display_target(indicator, target)} ({basis})"]
    return [*lines, f"Căn cứ: {target.source}"] if target.source else lines


def result_lines(one: Assessment) -> list[str]:
    """Numerator and denominator with their names, then the value."""
    indicator, figure = one.indicator, one.figure
    lines: list[str] = []
    if isinstance(figure, Share):
        lines += _share_lines(indicator, figure)
    elif isinstance(figure, SharesBySex):
        lines += ["Nữ", *_share_lines(indicator, figure.female), "Nam", *_share_lines(indicator, figure.male)]
    elif isinstance(figure, Checked):
        lines += [
            f"{'✓' if position in figure.items else '✗'} {position}. {item}"
            for position, item in enumerate(indicator.items, start=1)
        ]
    value = display_value(one)
    return [*lines, f"Kết quả: {value}"] if value else lines


def how_to_enter(indicator: Indicator) -> str:
    """What may be typed into a cell of this indicator."""
    if indicator.kind is IndicatorKind.YES_NO:
        text = "Gõ x hoặc Đ cho đạt, k cho không đạt."
    elif indicator.kind is IndicatorKind.COUNT:
        text = f"Gõ {expected_entry(indicator)}, ví dụ 12 hoặc =7+5."
    elif indicator.kind is IndicatorKind.K_OF_N:
        text = f"Gõ {expected_entry(indicator)}, ví dụ 1, 3."
    elif indicator.by_sex:
        text = "Gõ nữ trước, nam sau: 40/52; 61/70."
    elif indicator.kind is IndicatorKind.AVERAGE:
        text = "Gõ tổng số/số người, ví dụ 5250/150; cộng được ngay trong ô: =2000+3250/150."
    else:
        text = "Gõ tử số/mẫu số, ví dụ 151/200; cộng được ngay trong ô: =100+51/200."
    if indicator.not_applicable is not None:
        text += f" Gõ - khi không áp dụng ({indicator.not_applicable})." if indicator.not_applicable else ""
    return text


def guidance_lines(indicator: Indicator) -> list[str]:
    """How much the indicator's own words are worth, how it is counted, and that no set brings more than that."""
    wording = _WORDING[indicator.text_basis]
    if indicator.text_basis is Basis.QUOTED and indicator.text_source:
        wording = f"Lời văn theo {indicator.text_source}."
    lines = [wording, *_how_counted(indicator)]
    if indicator.not_applicable:
        lines.append(f"Không áp dụng khi {indicator.not_applicable}.")
    where = f"; cần rõ hơn, hãy hỏi {', '.join(indicator.agencies)}" if indicator.agencies else ""
    return [*lines, f"Bộ tiêu chí không kèm hướng dẫn riêng cho chỉ tiêu này{where}."]


_WORDING = {
    Basis.QUOTED: "Lời văn theo văn bản.",
    Basis.UNVERIFIED: "Lời văn chưa đối chiếu với văn bản.",
    Basis.SAMPLE: "Lời văn mẫu, chưa đối chiếu với văn bản.",
}


def _how_counted(indicator: Indicator) -> list[str]:
    lines: list[str] = []
    if indicator.kind in (IndicatorKind.RATIO, IndicatorKind.AVERAGE):
        percent = ", nhân 100" if indicator.kind is IndicatorKind.RATIO else ""
        lines.append(f"Cách tính: {indicator.numerator_label} chia cho {indicator.denominator_label}{percent}.")
    elif indicator.kind is IndicatorKind.COUNT:
        lines.append(f"Cách tính: đếm {indicator.numerator_label or indicator.quantity} ({indicator.quantity}).")
    elif indicator.kind is IndicatorKind.K_OF_N:
        items = "; ".join(f"{at}. {item}" for at, item in enumerate(indicator.items, start=1))
        lines.append(f"Cách tính: đếm số nội dung đạt trong {len(indicator.items)} nội dung: {items}.")
    if indicator.by_sex:
        lines.append("Tính riêng nữ và nam; cả hai phải đạt.")
    if indicator.sums_villages:
        lines.append("Số của xã là tổng số của các thôn, không lấy bình quân các tỷ lệ.")
    return lines


def past_table(periods: Sequence[tuple[Period, Assessment]]) -> str:
    """The last periods as rows of a small table (HTML), latest first; sample figures in italics."""
    rows = []
    for period, one in reversed(periods):
        look = style.VERDICT_LOOK[one.verdict]
        cells = (short_period(period), _short_entry(one), _rate(one))
        texts = [f"<i>{escape(cell)}</i>" if one.is_illustrative else escape(cell) for cell in cells if cell]
        # A yes or no has no rate: its answer spans both columns.
        span = ' colspan="2"' if len(texts) < len(cells) else ""
        columns = "".join(f'<td align="right"{span}>{text}</td>' for text in texts[1:])
        sign = f'<td width="16" style="color: {look.colour}"><b>{look.sign}</b></td>'
        rows.append(f"<tr>{sign}<td {_ONE_LINE}>{texts[0]}</td>{columns}</tr>")
    return f'<table width="100%" cellspacing="0" cellpadding="1">{"".join(rows)}</table>' if rows else ""


def short_period(period: Period) -> str:
    """For a narrow pane: "Năm 2021", "6T đầu 2021", "Quý III/2021", "T7/2021"."""
    length = period.last - period.first + 1
    if length == 1:
        return f"T{period.first}/{period.year}"
    return period.title.replace("6 tháng", "6T").replace(" năm ", "/" if length == 3 else " ")


def is_uncharted(indicator: Indicator) -> bool:
    """A yes or no has no height to draw."""
    return indicator.kind is IndicatorKind.YES_NO


def history_text(entry: HistoryEntry, reason: str = "", *, is_undoing: bool = False) -> str:
    """One entry of the history: the figure, where it came from, who wrote it and when.

    `reason` where it decided between what laptops had written apart; `is_undoing` where it took something back.
    """
    lines = [_past_value(entry) + (" (hoàn tác)" if is_undoing else "")]
    if origin := origin_of(read_json(entry.value)):
        lines.append(origin)
    who = f"{entry.person}, {moment_text(entry.at)}"
    return "\n".join([*lines, f"Quyết định của {who}. Lý do: {reason}" if reason else who])


def is_readable(entry: HistoryEntry) -> bool:
    """Whether this program knows what that value means: a later one may have written it."""
    try:
        figure_from_data(read_json(entry.value))
    except ValueError:
        return False
    return True


def _past_value(entry: HistoryEntry) -> str:
    if not is_readable(entry):
        return "số liệu do bản chương trình mới hơn ghi"
    figure, is_illustrative = figure_from_data(read_json(entry.value))
    return (figure_text(figure) or "xóa trống") + (" (minh họa)" if is_illustrative else "")


def _short_entry(one: Assessment) -> str:
    return "không áp dụng" if isinstance(one.figure, NotApplicable) else figure_text(one.figure)


def _rate(one: Assessment) -> str:
    """Of a share its percentage or average, without a unit that would not fit."""
    if one.value is None or one.indicator.kind not in (IndicatorKind.RATIO, IndicatorKind.AVERAGE):
        return ""
    return display_value(one).removesuffix(one.indicator.quantity).strip() or ""


def _share_lines(indicator: Indicator, share: Share) -> list[str]:
    return [
        f"{indicator.numerator_label.capitalize()}: {format_number(share.numerator)}",
        f"{indicator.denominator_label.capitalize()}: {format_number(share.denominator)}",
    ]
