"""The words of a conflict: what it is about, whose side is whose, what a side says."""

from typing import Any

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.entries import entry_text, parse_entry
from ntm_desktop.domain.errors import MissingText
from ntm_desktop.domain.evaluation import Assessment, Given, assess_indicator, display_value
from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.plan import TASK_STATUS_TITLES, TaskStatus
from ntm_desktop.domain.recording import expected_entry, figure_to_data
from ntm_desktop.domain.review import REVIEW_TITLES, ReviewState
from ntm_desktop.domain.targets import TargetKey, entered_from_data
from ntm_desktop.services import say_evidence
from ntm_desktop.services.decide_conflicts import Conflict, Side, figure_of, subject_of
from ntm_desktop.services.open_desk import OpenDesk, json_text, read_json
from ntm_desktop.services.say_households import field_text, field_title, household_title

_FIELDS = {
    ("reading", "note"): "Ghi chú của chỉ tiêu",
    ("remark", "text"): "Ý kiến của cấp trên về chỉ tiêu",
    ("remark", "answer"): "Trả lời của xã về chỉ tiêu",
    ("place", "name"): "Tên",
    ("place", "aliases"): "Tên khác",
    ("place", "parent"): "Thuộc xã",
    ("place", "column"): "Cột mức đạt",
    ("place", "order"): "Thứ tự",
    ("plan_task", "status"): "Tình trạng nhiệm vụ",
    ("plan_task", "progress"): "Kết quả thực hiện nhiệm vụ",
    ("plan_task", "note"): "Ghi chú của nhiệm vụ",
    ("plan_task", "deadline"): "Thời hạn của nhiệm vụ",
    ("plan_task", "lead"): "Đơn vị chủ trì nhiệm vụ",
    ("plan_task", "coordinating"): "Đơn vị phối hợp nhiệm vụ",
    ("review", "state"): "Kết quả thẩm tra tiêu chí",
    ("review", "remark"): "Ý kiến thẩm tra tiêu chí",
    ("review", "snapshot"): "Số liệu được chấp nhận của tiêu chí",
    ("assignment", "writers"): "Người được phân công tiêu chí",
    ("target", "value"): "Mức đạt của chỉ tiêu",
    ("target", "checked"): "Quyết định đã đối chiếu với mức đạt của chỉ tiêu",
}
_KINDS = {
    "plan": "Kế hoạch",
    "plan_task": "Nhiệm vụ kế hoạch",
    "plan_figure": "Số liệu của kế hoạch",
    "criteria_set": "Bộ tiêu chí",
    "device": "Máy tính",
    "place": "Thôn, xã",
    "review": "Thẩm tra",
    "assignment": "Phân công",
    "household": "Hộ dân",
    "evidence": "Minh chứng",
}


def what(desk: OpenDesk, conflict: Conflict) -> str:
    """What is disputed, in one line."""
    named = _FIELDS.get((conflict.kind, conflict.field), "")
    if conflict.indicator is not None:
        one = f"{conflict.indicator.code} {conflict.indicator.text}"
        return f"{named} {one}".strip()
    parts = conflict.entity.split("|")
    if conflict.kind in ("review", "assignment") and len(parts) == 4:
        return f"{named or _KINDS[conflict.kind]} {parts[2]}"
    if conflict.kind == "remark" and len(parts) == 4 and parts[2].isdigit():
        return f"Trả lời của xã về tiêu chí {parts[2]}"
    if conflict.kind == "target" and len(parts) == 4:
        named = _FIELDS.get((conflict.kind, conflict.field.partition(".")[0]), "")
        return f"{named or 'Mức đạt của chỉ tiêu'} {parts[1]}"
    if conflict.kind == "household":
        return f"{_KINDS['household']} {household_title(desk, conflict.entity)}: {field_title(conflict.field)}"
    if conflict.kind == "evidence":
        title = say_evidence.evidence_title(desk, conflict.entity)
        return f"{_KINDS['evidence']} {title}: {say_evidence.field_title(conflict.field)}"
    subject = subject_of(desk, conflict)
    title = named or _KINDS.get(conflict.kind, "Mục khác")
    return f"{title}: {subject}" if subject else title


def short(desk: OpenDesk, conflict: Conflict) -> str:
    """What is disputed, for a sentence: an indicator by its code."""
    if conflict.indicator is None:
        return what(desk, conflict)
    named = _FIELDS.get((conflict.kind, conflict.field), "")
    return f"{named[:1].lower()}{named[1:]} {conflict.indicator.code}".strip()


def where(conflict: Conflict) -> str:
    return conflict.place.title if conflict.place else ""


def when(conflict: Conflict) -> str:
    """The period the figure is of; of a review its year."""
    if conflict.period is not None:
        return conflict.period.title
    parts = conflict.entity.split("|")
    return f"Năm {parts[3]}" if conflict.kind in ("review", "assignment") and len(parts) == 4 else ""


def value_text(desk: OpenDesk, conflict: Conflict, value: str | None) -> str:
    """What a side says; `value` is JSON text."""
    if value is None:
        return "chưa có"
    said = read_json(value)
    if said is None:
        return "để trống"
    if conflict.kind == "reading" and conflict.field == "figure":
        figure = figure_of(value)
        return entry_text(figure) if figure is not None else "không đọc được"
    if conflict.kind == "evidence":
        return say_evidence.field_text(desk, conflict.entity, conflict.field, said)
    if conflict.kind == "household" and not isinstance(said, bool):
        return field_text(desk, conflict.entity, conflict.field, value) or "để trống"
    if isinstance(said, str):
        return _known_word(conflict, said)
    if isinstance(said, bool):
        return "đã xóa" if said else "giữ lại"
    if isinstance(said, list):
        return ", ".join(str(one) for one in said) or "để trống"
    if isinstance(said, dict) and conflict.kind == "target":
        return target_text(said)
    if isinstance(said, dict):
        return f"mã {said['hash']}" if "hash" in said else json_text(said)
    return str(said)


def target_text(said: dict[str, Any]) -> str:
    """ "80, Quyết định số 12/QĐ-UBND ngày 05/02/2022": the value with its paper."""
    one = entered_from_data(TargetKey("", ""), said, said)
    if one is None:
        return "không đọc được"
    number = one.value if one.value is not None else one.checked_value
    paper = one.source or (one.checked.text if one.checked else "")
    return f"{format_number(number)}, {paper}" if number is not None else paper


def assessed(conflict: Conflict, value: str | None, column: str | None) -> Assessment | None:
    """What the figure of a side would mean; None for what is no figure."""
    if value is None or conflict.field != "figure" or conflict.indicator is None or conflict.period is None:
        return None
    figure = figure_of(value)
    if figure is None:
        return None
    return assess_figure(conflict.indicator, figure, column, conflict.period)


def assess_figure(indicator: Indicator, figure: Any, column: str | None, period: Period) -> Assessment:
    return assess_indicator(0, indicator, Given(figure, False), column=column, year=period.year)


def rate(one: Assessment) -> str:
    """The value worked out of it, where that says more than what was typed."""
    return display_value(one)


def sides(conflict: Conflict) -> list[tuple[Side, str, str]]:
    """Each side with its heading and the words of its button; Alt and the underlined letter press it."""
    own = [one for one in conflict.sides if one.is_own]
    others = [one for one in conflict.sides if not one.is_own]
    listed = [(one, "Của tôi", "&Giữ của tôi") for one in own]
    if own and len(others) == 1:
        return [*listed, (others[0], "Của họ", "&Lấy của họ")]
    return listed + [
        (one, f"Máy {letter}: {one.person}", f"Lấy của máy &{letter}")
        for one, letter in zip(others, "ABCDEFGH"[: len(others)], strict=False)
    ]


def can_be_other(conflict: Conflict) -> bool:
    """Whether another value than those of the sides can be typed."""
    if conflict.kind == "reading" and conflict.field == "figure":
        return conflict.indicator is not None
    return all(isinstance(read_json(side.value), str) or side.value == "null" for side in conflict.sides) and (
        (conflict.kind, conflict.field) not in {("review", "state"), ("plan_task", "status")}
    )


def other_hint(conflict: Conflict) -> str:
    """What may be typed where neither value is right."""
    if conflict.indicator is not None and conflict.field == "figure":
        return f"Gõ {expected_entry(conflict.indicator)}"
    return "Gõ giá trị khác"


def read_other(conflict: Conflict, text: str) -> str:
    """What was typed as JSON text. Raises MissingText and what `parse_entry` raises."""
    typed = nfc(text.strip())
    if not typed:
        raise MissingText("giá trị khác")
    if conflict.indicator is not None and conflict.field == "figure":
        return json_text(figure_to_data(parse_entry(conflict.indicator, typed)))
    return json_text(typed)


def _known_word(conflict: Conflict, said: str) -> str:
    if conflict.kind == "plan_task" and conflict.field == "status" and said in set(TaskStatus):
        return TASK_STATUS_TITLES[TaskStatus(said)]
    if conflict.kind == "review" and conflict.field == "state" and said in set(ReviewState):
        return REVIEW_TITLES[ReviewState(said)]
    return said or "để trống"
