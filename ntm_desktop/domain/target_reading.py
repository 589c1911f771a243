"""Reading targets from a criteria set: a figure a column, fixed or by year, each with its basis."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from ntm_desktop.domain.criteria import EVERY_COLUMN, Basis, IndicatorKind, Target, TargetSchedule
from ntm_desktop.domain.json_reader import JsonReader, shown


class Shape(NamedTuple):
    """What a target's value must fit."""

    kind: IndicatorKind | None
    is_whole: bool
    items: int


def read_basis(node: JsonReader, key: str, source_key: str) -> tuple[Basis, str]:
    """On what a figure or wording rests, and the paper it is quoted from."""
    basis = node.choice(key, Basis)
    source = node.text(source_key, required=False)
    if basis is Basis.QUOTED and not node.has(source_key):
        node.problem(f"ghi là trích văn bản (“quoted”) nhưng thiếu tên văn bản ở mục “{source_key}”")
    if basis is Basis.SAMPLE and node.has(source_key):
        node.problem(
            f"mục “{source_key}” chỉ ghi khi căn cứ là “quoted” (trích văn bản) hoặc “unverified” (của nơi khác)"
        )
    return basis or Basis.UNVERIFIED, source


def read_targets(
    node: JsonReader, shape: Shape, columns: Mapping[str, str], years: range | None
) -> dict[str, TargetSchedule]:
    """An indicator's targets by column; `years` is the set's validity, None where that cannot be read.

    An empty object is allowed: nobody has set the target yet, and the program never guesses one.
    """
    table = node.child("targets", f"{node.where}, mức đạt")
    if table is None:
        return {}
    schedules = {}
    for column in table.names():
        if column != EVERY_COLUMN and column not in columns:
            table.problem(f"cột “{shown(column)}” không có trong danh sách cột của bộ tiêu chí")
        title = columns.get(column)
        child = table.child(column, f"{table.where} cột “{shown(title)}”" if title else table.where)
        if child is not None:
            schedules[column] = _read_schedule(child, shape, years)
    if EVERY_COLUMN in schedules and len(schedules) > 1:
        table.problem("đã ghi mức chung cho mọi cột (“*”) thì không ghi thêm cột riêng")
    return schedules


def _read_schedule(node: JsonReader, shape: Shape, years: range | None) -> TargetSchedule:
    if not node.has("by_year"):
        return TargetSchedule(fixed=read_target(node, shape))
    table = node.child("by_year", node.where)
    node.finish()
    assert table is not None
    if table.is_object and not table.names():
        table.problem("mục “by_year” chưa có năm nào")
    by_year: dict[int, Target] = {}
    for text in table.names():
        child = table.child(text, f"{node.where}, năm {shown(text)}")
        assert child is not None
        target = read_target(child, shape)
        if not re.fullmatch("[12][0-9]{3}", text):
            child.problem("năm phải viết bằng bốn chữ số")
        elif years is not None and int(text) not in years:
            child.problem(f"năm {text} ngoài thời gian hiệu lực của bộ tiêu chí ({_range_text(years)})")
        elif target is not None:
            by_year[int(text)] = target
    return TargetSchedule(by_year=by_year)


def read_target(node: JsonReader, shape: Shape | None) -> Target | None:
    """One figure with its basis, None where it cannot be read; `shape` is None for one of the recognition rules."""
    value: Decimal | None
    if shape is not None and shape.kind is IndicatorKind.YES_NO:
        value = Decimal(1)
        if not node.flag("value", required=True) and node.has("value"):
            node.problem("chỉ tiêu đạt/không đạt chỉ có một mức là true")
    else:
        value = node.number("value")
    basis, source = read_basis(node, "basis", "source")
    node.finish()
    if value is None:
        return None
    if shape is not None and (misfit := _misfit(value, shape)):
        node.problem(misfit)
    return Target(value, basis, source)


def _misfit(value: Decimal, shape: Shape) -> str:
    is_whole = value == value.to_integral_value()
    if shape.kind is IndicatorKind.RATIO and value > 100:
        return "mức của một tỷ lệ không được quá 100 %"
    if shape.kind is IndicatorKind.COUNT and shape.is_whole and not is_whole:
        return "mức phải là số nguyên vì chỉ tiêu này đếm số nguyên"
    if shape.kind is IndicatorKind.K_OF_N and not (is_whole and 1 <= value <= shape.items):
        return f"số nội dung phải đạt phải từ 1 đến {shape.items}"
    return ""


def _range_text(years: range) -> str:
    return f"{years[0]}-{years[-1]}" if years else "không có năm nào"
