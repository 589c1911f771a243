"""Reading a criteria set from JSON: what each key must hold, and how the parts must agree."""

import re
from typing import Any, NamedTuple

from ntm_desktop.domain.criteria import (
    CriteriaSet,
    Criterion,
    Indicator,
    IndicatorKind,
    Level,
    Recognition,
    Requirement,
    Rule,
    Target,
    VillageSource,
)
from ntm_desktop.domain.json_reader import JsonReader, shown
from ntm_desktop.domain.target_reading import Shape, read_basis, read_target, read_targets

FORMAT = 1
"""The version of the format; a file of another one is refused."""

KEY_TITLES = {
    "agencies": "cơ quan phụ trách",
    "asks_households": "văn bản yêu cầu gửi sổ hộ lên cấp trên",
    "basis": "căn cứ của mức đạt",
    "by_sex": "tính riêng nữ và nam",
    "by_year": "mức đạt theo từng năm",
    "code": "mã chỉ tiêu",
    "columns": "các cột mức đạt",
    "count_label": "nội dung đếm",
    "criteria": "các tiêu chí",
    "criteria_required": "số tiêu chí phải đạt",
    "criteria_set": "mã bộ tiêu chí thôn",
    "denominator_label": "tên mẫu số",
    "evidence": "các minh chứng cần có",
    "format": "phiên bản định dạng",
    "from_households": "lấy từ thông tin hộ",
    "group": "nhóm tiêu chí",
    "groups": "các nhóm tiêu chí",
    "id": "mã bộ tiêu chí",
    "indicators": "các chỉ tiêu",
    "is_whole": "chỉ nhận số nguyên",
    "issued": "văn bản ban hành",
    "items": "các nội dung",
    "kind": "loại chỉ tiêu",
    "level": "cấp áp dụng",
    "name": "tên tiêu chí",
    "not_applicable": "lý do không áp dụng",
    "not_applicable_counts_as_met": "không áp dụng tính là đạt",
    "number": "số tiêu chí",
    "numerator_label": "tên tử số",
    "public_notice_days": "số ngày niêm yết",
    "quantity": "đơn vị tính",
    "recognition": "quy định công nhận",
    "rule": "chiều so sánh",
    "set_by_province": "do UBND tỉnh quy định",
    "source": "tên văn bản",
    "status": "tình trạng",
    "sums_villages": "cộng từ các thôn",
    "targets": "mức đạt",
    "text": "nội dung chỉ tiêu",
    "text_basis": "căn cứ của nội dung",
    "text_source": "tên văn bản của nội dung",
    "title": "tên bộ tiêu chí",
    "valid_from": "năm bắt đầu",
    "valid_to": "năm kết thúc",
    "value": "mức",
    "version": "lần sửa đổi",
    "village_source": "chỉ tiêu của thôn được cộng lên",
    "vote_at_least": "tỷ lệ nhất trí",
}

_SHARES = (IndicatorKind.RATIO, IndicatorKind.AVERAGE)
MEASURED = (*_SHARES, IndicatorKind.COUNT)
_PER_KIND = (
    "rule",
    "quantity",
    "is_whole",
    "numerator_label",
    "denominator_label",
    "count_label",
    "by_sex",
    "items",
)
_ID = r"[a-z0-9]+(-[a-z0-9]+)*"
_COLUMN = r"[a-z0-9]+(_[a-z0-9]+)*"
_CODE = r"[0-9]+(\.[0-9a-zđ]+)+"
ALL_CRITERIA = "all"
_MOST_CRITERIA = 200


class _Frame(NamedTuple):
    """What an indicator must agree with; `years` is None where the set's own validity cannot be read."""

    set_id: str
    level: Level | None
    columns: dict[str, str]
    groups: dict[str, str]
    years: range | None


def read_set(top: JsonReader) -> CriteriaSet:
    """The set, meaningful only where `top` noted no problem."""
    top.allow("$schema")
    found_format = top.whole("format", 1, 10**6)
    if found_format not in (None, FORMAT):
        top.problem(f"định dạng {found_format} là của phiên bản chương trình khác; bản này đọc định dạng {FORMAT}")
    set_id, version = top.text("id", pattern=_ID), top.whole("version", 1, 10**6)
    level = top.choice("level", Level)
    title, issued, status = top.text("title"), top.text("issued"), top.text("status")
    asks_households = top.text("asks_households", required=False)
    first, last = top.whole("valid_from", 1990, 2100), top.whole("valid_to", 1990, 2100)
    if first is not None and last is not None and first > last:
        top.problem("năm bắt đầu hiệu lực sau năm kết thúc")
    years = range(first, last + 1) if first is not None and last is not None else None
    columns, groups = _read_names(top, "columns", _COLUMN), _read_names(top, "groups", r"[^|*\s]+")
    recognition = _read_recognition(top)
    frame = _Frame(set_id, level, columns, groups, years)
    criteria = tuple(
        _read_criterion(top, value, position, frame) for position, value in enumerate(top.members("criteria"), 1)
    )
    top.finish()
    _check_numbering(top, criteria)
    return CriteriaSet(
        id=set_id,
        version=version or 1,
        level=level or Level.COMMUNE,
        title=title,
        issued=issued,
        valid_from=first or 0,
        valid_to=last or 0,
        status=status,
        columns=columns,
        groups=groups,
        recognition=recognition,
        criteria=criteria,
        asks_households=asks_households,
    )


def _read_names(top: JsonReader, key: str, pattern: str) -> dict[str, str]:
    """An object of ids and their titles; absent means none."""
    node = top.child(key, f"Bộ tiêu chí, {KEY_TITLES[key]}", required=False)
    if node is None:
        return {}
    for name in node.names():
        if not re.fullmatch(pattern, name):
            node.problem(f"mã “{shown(name)}” không đúng cách viết")
    return {name: node.text(name) for name in node.names()}


def _read_recognition(top: JsonReader) -> Recognition:
    node = top.child("recognition", "Bộ tiêu chí, quy định công nhận")
    if node is None:
        return Recognition()
    if node.text("criteria_required") not in ("", ALL_CRITERIA):
        node.problem(f"mục “criteria_required” chỉ nhận “{ALL_CRITERIA}”: phải đạt tất cả các tiêu chí")
    counts = node.flag("not_applicable_counts_as_met", required=True)
    vote = _read_rule_figure(node, "vote_at_least", 100)
    days = _read_rule_figure(node, "public_notice_days", 366)
    node.finish()
    return Recognition(counts, vote, days)


def _read_rule_figure(node: JsonReader, key: str, most: int) -> Target | None:
    child = node.child(key, f"{node.where}, {KEY_TITLES[key]}", required=False)
    target = read_target(child, None) if child else None
    if child and target and target.value > most:
        child.problem(f"mức lớn hơn {most}")
    return target


def _read_criterion(top: JsonReader, value: object, position: int, frame: _Frame) -> Criterion:
    node = top.reader(value, f"Tiêu chí thứ {position} trong tệp")
    number = node.whole("number", 1, _MOST_CRITERIA)
    if number is not None:
        node.where = f"Tiêu chí {number}"
    name = node.text("name")
    group = node.text("group") if frame.groups else ""
    if group and group not in frame.groups:
        node.problem(f"nhóm “{shown(group)}” không có trong danh sách nhóm của bộ tiêu chí")
    indicators = tuple(
        _read_indicator(node, one, place, number, frame) for place, one in enumerate(node.members("indicators"), 1)
    )
    node.finish()
    return Criterion(number or 0, name, group, indicators)


def _read_indicator(
    criterion: JsonReader, value: object, position: int, number: int | None, frame: _Frame
) -> Indicator:
    node = criterion.reader(value, f"{criterion.where}, chỉ tiêu thứ {position}")
    code = node.text("code")
    if code:
        node.where = f"{criterion.where}, chỉ tiêu {shown(code)}"
    if code and not re.fullmatch(_CODE, code):
        node.problem(f"mã chỉ tiêu phải viết như “{number or 9}.1”")
    elif code and number and not code.startswith(f"{number}."):
        node.problem(f"mã chỉ tiêu phải bắt đầu bằng số tiêu chí “{number}.”")
    text = node.text("text")
    text_basis, text_source = read_basis(node, "text_basis", "text_source")
    kind = node.choice("kind", IndicatorKind)
    if kind is None:
        node.allow(*_PER_KIND)
    shares, measured = kind in _SHARES, kind in MEASURED
    label = "count_label" if kind is IndicatorKind.COUNT else "numerator_label"
    items = node.texts("items", required=True) if kind is IndicatorKind.K_OF_N else ()
    is_whole = node.flag("is_whole") if kind in (IndicatorKind.RATIO, IndicatorKind.COUNT) else False
    indicator = Indicator(
        code=code,
        text=text,
        text_basis=text_basis,
        kind=kind or IndicatorKind.YES_NO,
        text_source=text_source,
        rule=(node.choice("rule", Rule) if measured else None) or Rule.AT_LEAST,
        quantity=node.text("quantity") if measured else "",
        is_whole=is_whole,
        numerator_label=node.text(label) if measured else "",
        denominator_label=node.text("denominator_label") if shares else "",
        by_sex=node.flag("by_sex") if shares else False,
        sums_villages=node.flag("sums_villages"),
        village_source=_read_village_source(node, frame),
        items=items,
        targets=read_targets(node, Shape(kind, is_whole, len(items)), frame.columns, frame.years),
        set_by_province=node.flag("set_by_province"),
        not_applicable=node.text("not_applicable", required=False) or None,
        from_households=node.text("from_households", required=False, pattern=_COLUMN) or None,
        agencies=node.texts("agencies"),
        evidence=_read_evidence(node),
    )
    if indicator.sums_villages and frame.level is Level.VILLAGE:
        node.problem("bộ tiêu chí của thôn không cộng từ các thôn (mục “sums_villages”)")
    if node.has("village_source") and not indicator.sums_villages:
        node.problem("mục “village_source” chỉ ghi khi chỉ tiêu cộng từ các thôn (“sums_villages” là true)")
    node.finish()
    return indicator


def _read_evidence(node: JsonReader) -> tuple[Requirement, ...]:
    """The checklist of evidence; absent means that the set asks for none."""
    listed = []
    for position, value in enumerate(node.members("evidence") if node.has("evidence") else (), 1):
        child = node.reader(value, f"{node.where}, minh chứng thứ {position}")
        one_id, text = child.text("id", pattern=_ID), child.text("text")
        basis, source = read_basis(child, "basis", "source")
        child.finish()
        listed.append(Requirement(one_id, text, basis, source))
    for one_id in _repeated([one.id for one in listed if one.id]):
        node.problem(f"mã minh chứng “{shown(one_id)}” dùng hơn một lần")
    return tuple(listed)


def _read_village_source(node: JsonReader, frame: _Frame) -> VillageSource | None:
    child = node.child("village_source", f"{node.where}, chỉ tiêu của thôn được cộng lên", required=False)
    if child is None:
        return None
    source = VillageSource(child.text("criteria_set", pattern=_ID), child.text("code", pattern=_CODE))
    child.finish()
    if source.criteria_set and source.criteria_set == frame.set_id:
        child.problem("phải là chỉ tiêu của một bộ tiêu chí thôn, không phải của chính bộ này")
    return source


def _check_numbering(top: JsonReader, criteria: tuple[Criterion, ...]) -> None:
    numbers = [criterion.number for criterion in criteria if criterion.number]
    for number in _repeated(numbers):
        top.problem(f"có hơn một tiêu chí mang số {number}")
    missing = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    if missing:
        listed = ", ".join(str(number) for number in missing)
        top.problem(f"thiếu tiêu chí số {listed}; các tiêu chí phải đánh số liên tục từ 1")
    elif numbers != sorted(numbers):
        top.problem("các tiêu chí phải xếp theo thứ tự số")
    for criterion in criteria:
        for code in _repeated([one.code for one in criterion.indicators if one.code]):
            where = f"Tiêu chí {criterion.number}, chỉ tiêu {shown(code)}"
            top.reader({}, where).problem("mã chỉ tiêu này dùng hơn một lần")


def _repeated(values: list[Any]) -> list[Any]:
    return sorted({value for value in values if values.count(value) > 1})
