"""The one obvious next thing to do, as a sentence and where it is done."""

from collections.abc import Sequence
from typing import NamedTuple

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.evaluation import Verdict
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place, PlaceKind
from ui.overview.lines import Line


class NextStep(NamedTuple):
    sentence: str
    act: str
    screen: str
    target: object = None


def next_step(lines: list[Line], level: Level, period: str) -> NextStep:
    """First data, then what is closest to being met, then targets, then the dossiers."""
    judged = _judged(lines, level)
    if not judged:
        return NextStep("Xã chưa có thôn nào trong danh mục.", "Thêm thôn", "catalogue", "villages")
    if _has_nothing(judged):
        first = judged[0]
        sentence = f"Chưa có số liệu nào của {period}. Bắt đầu từ {within(first.place)}."
        return NextStep(sentence, "Nhập số liệu", "recording", (first.place.id, first.first_open()))
    return _missing_data(judged) or _closest(judged) or _missing_target(judged) or _ready(judged, level)


def next_review(
    lines: list[Line], level: Level, period: str, commune: Place, come_back: Sequence[tuple[Place, int]] = ()
) -> NextStep:
    """At the upper level, which records nothing itself: what came is reviewed, what did not come is taken in.

    First of all what was returned and has `come_back`, as place and number of the criterion.
    """
    judged = _judged(lines, level)
    if not judged or _has_nothing(judged):
        return NextStep(
            f"Chưa có số liệu nào của {within(commune)} trong {period}.",
            "Nhận tệp của xã",
            "exchange",
            "send",
        )
    if come_back:
        place, number = come_back[0]
        code = next(one.indicator.code for one in judged[0].assessment.indicators if one.criterion == number)
        count = format_number(len(come_back))
        sentence = f"{commune.title} đã sửa hoặc trả lời {count} tiêu chí bị trả lại."
        return NextStep(sentence, f"Xem tiêu chí {number}, {within(place)}", "review", (place.id, code))
    missing = sum(line.verdicts[Verdict.NO_DATA] for line in judged)
    lacking = f"còn {format_number(missing)} chỗ chưa có số liệu" if missing else "đã có đủ số liệu"
    return NextStep(f"{commune.title} {lacking} của {period}.", f"Thẩm tra {within(commune)}", "review")


def within(place: Place) -> str:
    """Its title inside a sentence: "xã Ia Tơi", "Thôn 1"."""
    title = place.title
    return title if place.kind is PlaceKind.VILLAGE else title[:1].lower() + title[1:]


def _judged(lines: list[Line], level: Level) -> list[Line]:
    return [line for line in lines if line.is_here and line.is_whole == (level is Level.COMMUNE)]


def _has_nothing(judged: list[Line]) -> bool:
    return all(line.verdicts[Verdict.NO_DATA] == line.verdicts.total() for line in judged)


def _missing_data(judged: list[Line]) -> NextStep | None:
    line = max(judged, key=lambda one: one.verdicts[Verdict.NO_DATA])
    count = line.verdicts[Verdict.NO_DATA]
    if not count:
        return None
    code = next(one.indicator.code for one in line.assessment.indicators if one.verdict is Verdict.NO_DATA)
    sentence = f"{line.place.title} còn {format_number(count)} chỉ tiêu chưa có số liệu."
    return NextStep(sentence, f"Nhập {within(line.place)}", "recording", (line.place.id, code))


def _closest(judged: list[Line]) -> NextStep | None:
    unmet = [line for line in judged if line.verdicts[Verdict.NOT_MET]]
    if not unmet:
        return None
    line = max(unmet, key=lambda one: one.assessment.criteria_met)
    missing = [one.criterion.number for one in line.assessment.criteria if one.verdict is Verdict.NOT_MET]
    numbers = ", ".join(str(number) for number in missing)
    one = next(each for each in line.assessment.indicators if each.verdict is Verdict.NOT_MET)
    gap = f" Chỉ tiêu {one.indicator.code}: {one.gap_text}." if one.gap_text else ""
    sentence = (
        f"{line.place.title} gần đạt nhất, còn {format_number(len(missing))} tiêu chí chưa đạt (số {numbers}).{gap}"
    )
    return NextStep(sentence, f"Xem {within(line.place)}", "recording", (line.place.id, one.indicator.code))


def _missing_target(judged: list[Line]) -> NextStep | None:
    count = max(line.verdicts[Verdict.NO_TARGET] for line in judged)
    if not count:
        return None
    sentence = f"Bộ tiêu chí còn {format_number(count)} chỉ tiêu chưa có mức đạt; hãy hỏi cấp trên."
    return NextStep(sentence, "Xem bộ tiêu chí", "catalogue", "criteria")


def _ready(judged: list[Line], level: Level) -> NextStep:
    if level is Level.COMMUNE:
        return NextStep("Xã đạt đủ các tiêu chí theo số liệu đã nhập.", "Trao đổi", "exchange")
    sentence = f"Cả {format_number(len(judged))} thôn đạt đủ các tiêu chí theo số liệu đã nhập."
    return NextStep(sentence, "Lập hồ sơ", "dossier")
