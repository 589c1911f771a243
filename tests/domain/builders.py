"""Small criteria sets and strategies for the tests of the rules."""

from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

import resources
from ntm_desktop.domain.criteria import (
    EVERY_COLUMN,
    Basis,
    CriteriaSet,
    Criterion,
    Indicator,
    IndicatorKind,
    Level,
    Recognition,
    Rule,
    Target,
    TargetSchedule,
)
from ntm_desktop.domain.criteria_format import criteria_from_json


def packaged(set_id: str) -> CriteriaSet:
    return criteria_from_json(resources.text("criteria", f"{set_id}.json"), f"{set_id}.json")


def target(value: str) -> dict[str, TargetSchedule]:
    return {EVERY_COLUMN: TargetSchedule(fixed=Target(Decimal(value), Basis.SAMPLE))}


def yes_no(code: str = "1.1", **more: Any) -> Indicator:
    given = {"targets": target("1")} | more
    return Indicator(code, "Có quy hoạch", Basis.SAMPLE, IndicatorKind.YES_NO, **given)


def ratio(code: str = "9.2", least: str = "75", **more: Any) -> Indicator:
    given: dict[str, Any] = {
        "quantity": "hộ",
        "is_whole": True,
        "numerator_label": "số hộ đạt",
        "denominator_label": "tổng số hộ",
        "targets": target(least),
    }
    return Indicator(code, "Tỷ lệ hộ đạt", Basis.SAMPLE, IndicatorKind.RATIO, **(given | more))


def average(code: str = "10.1", least: str = "36", **more: Any) -> Indicator:
    given: dict[str, Any] = {
        "quantity": "triệu đồng/người/năm",
        "numerator_label": "tổng thu nhập",
        "denominator_label": "số nhân khẩu",
        "targets": target(least),
    }
    return Indicator(code, "Thu nhập bình quân", Basis.SAMPLE, IndicatorKind.AVERAGE, **(given | more))


def count(code: str = "9.1", bound: str = "0", rule: Rule = Rule.AT_MOST, **more: Any) -> Indicator:
    given: dict[str, Any] = {
        "quantity": "hộ",
        "is_whole": True,
        "numerator_label": "số hộ",
        "targets": target(bound),
    }
    return Indicator(code, "Số hộ", Basis.SAMPLE, IndicatorKind.COUNT, rule=rule, **(given | more))


def k_of_n(code: str = "3.1", least: str = "2", n: int = 4, **more: Any) -> Indicator:
    given: dict[str, Any] = {
        "items": tuple(f"Nội dung {item}" for item in range(1, n + 1)),
        "targets": target(least),
    }
    return Indicator(code, "Đạt một số nội dung", Basis.SAMPLE, IndicatorKind.K_OF_N, **(given | more))


def criteria_set(*indicators: Indicator, counts_as_met: bool = True) -> CriteriaSet:
    """A village set with one criterion per indicator, numbered from 1; codes stay as given."""
    return CriteriaSet(
        id="bo-thu",
        version=1,
        level=Level.VILLAGE,
        title="Bộ thử",
        issued="để kiểm thử",
        valid_from=2021,
        valid_to=2025,
        status="để kiểm thử",
        columns={},
        groups={},
        recognition=Recognition(not_applicable_counts_as_met=counts_as_met),
        criteria=tuple(
            Criterion(number, f"Tiêu chí {number}", "", (one,)) for number, one in enumerate(indicators, start=1)
        ),
    )


wholes = st.integers(min_value=0, max_value=10_000)
decimals = st.decimals(min_value=0, max_value=100_000, places=3, allow_nan=False, allow_infinity=False)
"""Amounts as people measure them: to the metre."""
