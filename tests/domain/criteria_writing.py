"""Criteria sets written as files, the inverse of reading them: what is read must be all that was written."""

import json
from typing import Any

from ntm_desktop.domain.criteria import (
    CriteriaSet,
    Criterion,
    Indicator,
    IndicatorKind,
    Recognition,
    Requirement,
    Target,
    TargetSchedule,
)
from ntm_desktop.domain.criteria_reading import ALL_CRITERIA, FORMAT, MEASURED


def criteria_set_to_data(criteria_set: CriteriaSet) -> dict[str, Any]:
    """The inverse of `parse_criteria_set`, ready for JSON; what equals the default is left out."""
    one = criteria_set
    data: dict[str, Any] = {
        "format": FORMAT,
        "id": one.id,
        "version": one.version,
        "level": one.level.value,
        "title": one.title,
        "issued": one.issued,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "status": one.status,
        "columns": dict(one.columns),
        "groups": dict(one.groups),
        "recognition": _recognition_data(one.recognition),
    }
    if one.asks_households:
        data["asks_households"] = one.asks_households
    data["criteria"] = [_criterion_data(criterion) for criterion in one.criteria]
    return {key: value for key, value in data.items() if value != {}}


def criteria_to_json(criteria_set: CriteriaSet) -> str:
    """The text of a criteria file."""
    return json.dumps(criteria_set_to_data(criteria_set), ensure_ascii=False, indent=1) + "\n"


def _criterion_data(criterion: Criterion) -> dict[str, Any]:
    data: dict[str, Any] = {"number": criterion.number, "name": criterion.name}
    if criterion.group:
        data["group"] = criterion.group
    data["indicators"] = [_indicator_data(indicator) for indicator in criterion.indicators]
    return data


def _indicator_data(one: Indicator) -> dict[str, Any]:
    is_count = one.kind is IndicatorKind.COUNT
    source = one.village_source
    yes = one.kind is IndicatorKind.YES_NO
    optional: dict[str, Any] = {
        "text_source": one.text_source,
        "kind": one.kind.value,
        "rule": one.rule.value if one.kind in MEASURED else "",
        "quantity": one.quantity,
        "is_whole": one.is_whole,
        "count_label" if is_count else "numerator_label": one.numerator_label,
        "denominator_label": one.denominator_label,
        "by_sex": one.by_sex,
        "items": list(one.items),
        "sums_villages": one.sums_villages,
        "village_source": {"criteria_set": source.criteria_set, "code": source.code} if source else None,
        "set_by_province": one.set_by_province,
        "not_applicable": one.not_applicable,
        "from_households": one.from_households,
        "agencies": list(one.agencies),
        "evidence": [_requirement_data(each) for each in one.evidence],
    }
    data: dict[str, Any] = {"code": one.code, "text": one.text, "text_basis": one.text_basis.value}
    data.update((key, value) for key, value in optional.items() if value)
    data["targets"] = {column: _schedule_data(schedule, yes) for column, schedule in one.targets.items()}
    return data


def _requirement_data(one: Requirement) -> dict[str, Any]:
    data = {"id": one.id, "text": one.text, "basis": one.basis.value}
    return {**data, "source": one.source} if one.source else data


def _schedule_data(schedule: TargetSchedule, yes: bool) -> dict[str, Any]:
    if schedule.fixed is not None:
        return _target_data(schedule.fixed, yes)
    return {"by_year": {str(year): _target_data(target, yes) for year, target in schedule.by_year.items()}}


def _target_data(target: Target, yes: bool = False) -> dict[str, Any]:
    number = int(target.value) if target.value == target.value.to_integral_value() else float(target.value)
    data: dict[str, Any] = {"value": True if yes else number, "basis": target.basis.value}
    if target.source:
        data["source"] = target.source
    return data


def _recognition_data(recognition: Recognition) -> dict[str, Any]:
    data: dict[str, Any] = {
        "criteria_required": ALL_CRITERIA,
        "not_applicable_counts_as_met": recognition.not_applicable_counts_as_met,
    }
    figures = {"vote_at_least": recognition.vote_at_least, "public_notice_days": recognition.public_notice_days}
    data.update((key, _target_data(target)) for key, target in figures.items() if target is not None)
    return data
