"""The sample district as operations: what its plans print, verbatim, and illustrative figures of its villages.

Pure and repeatable: the same files give the same operations on every laptop, so that samples meet as one.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID, uuid5

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.household_data import household_to_data
from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.operation import SAMPLE_PREFIX, Operation
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.places import PlaceKind, place_id
from ntm_desktop.domain.plan import TaskStatus
from ntm_desktop.domain.recording import figure_to_data
from ntm_desktop.domain.sample_figures import illustrative_figures
from ntm_desktop.domain.sample_households import illustrative_households

Fact = tuple[str, str, str, object]
"""kind, entity, field, value."""

PERSON = "Số liệu mẫu"
_AT = 1_640_912_400  # 31/12/2021, 08:00 in Vietnam: fixed, so that two laptops make the same operations
_SAMPLE = UUID("b3b6c1de-6f0b-5d0c-8a55-5a5a00000001")


def sample_operations(
    sample: Mapping[str, Any], programme: Mapping[str, Any], criteria_sets: Mapping[str, CriteriaSet]
) -> dict[str, list[Operation]]:
    """The operations of each place by its name, uppermost first.

    A commune's laptop takes its own and the upper level's; each place writes as a device of its own.
    `sample` and `programme` are the parsed files of `resources/sample`.
    """
    upper = sample["upper_level"]["name"]
    facts: dict[str, list[Fact]] = {upper: [*_upper_place(sample), *_programme(sample, programme)]}
    for order, commune in enumerate(sample["communes"], start=1):
        facts[commune["name"]] = list(_commune_places(upper, commune, order))
    for place, fact in _plan_figures(sample):
        facts[place].append(fact)
    chosen = criteria_sets[sample["illustration"]["criteria_set"]]
    for commune in sample["communes"]:
        facts[commune["name"]] += _readings(sample, commune, chosen)
        facts[commune["name"]] += _register(sample, commune, chosen)
    return {name: _as_operations(sample["id"], name, listed) for name, listed in facts.items()}


def _as_operations(sample_id: str, place: str, facts: list[Fact]) -> list[Operation]:
    device = SAMPLE_PREFIX + uuid5(_SAMPLE, f"device|{sample_id}|{place}").hex[: 16 - len(SAMPLE_PREFIX)]
    return [
        Operation(device, 1, seq, kind, entity, field, _json(value), "", PERSON, _AT)
        for seq, (kind, entity, field, value) in enumerate(facts, start=1)
    ]


def _upper_place(sample: Mapping[str, Any]) -> Iterator[Fact]:
    one = sample["upper_level"]
    yield from _place(place_id(one["name"]), PlaceKind.UPPER_LEVEL, one, 1, province=sample["province"])


def _commune_places(upper: str, commune: Mapping[str, Any], order: int) -> Iterator[Fact]:
    own = place_id(upper, commune["name"])
    yield from _place(own, PlaceKind.COMMUNE, commune, order, parent=place_id(upper), column=commune["column"])
    for position, village in enumerate(commune["villages"], start=1):
        entity = place_id(upper, commune["name"], village["name"])
        yield from _place(entity, PlaceKind.VILLAGE, village, position, parent=own)


def _place(entity: str, kind: PlaceKind, one: Mapping[str, Any], order: int, **more: str) -> Iterator[Fact]:
    fields = {"place_kind": kind.value, "name": one["name"], "aliases": one["aliases"], "order": order, **more}
    return _entity("place", entity, fields)


def _programme(sample: Mapping[str, Any], programme: Mapping[str, Any]) -> Iterator[Fact]:
    plan = uuid5(_SAMPLE, f"plan|{programme['unit']}|{programme['title']}").hex
    yield from _entity("plan", plan, {key: programme[key] for key in ("title", "unit", "year")})
    for task in programme["tasks"]:
        title = task["subsection_title"] or task["section_title"]
        fields = {
            "plan": plan,
            **{key: task[key] for key in _TASK_TEXTS},
            "order": task["order"],
            "criteria": sample["criteria_of_titles"].get(title, []),
            "status": TaskStatus.NOT_STARTED.value,
            "progress": 0,
        }
        yield from _entity("plan_task", uuid5(_SAMPLE, f"plan_task|{plan}|{task['order']}").hex, fields)


_TASK_TEXTS = (
    *("number", "content", "section", "section_title", "subsection", "subsection_title"),
    *("deadline", "lead", "coordinating"),
)


def _plan_figures(sample: Mapping[str, Any]) -> Iterator[tuple[str, Fact]]:
    """The figures the plan prints, row by row; an empty cell of the plan stays an empty figure."""
    upper = sample["upper_level"]["name"]
    order = 0
    for row in sample["figures"]:
        place = row["place"]
        owner = place_id(upper) if place == upper else place_id(upper, place)
        for column, value in row["values"].items():
            order += 1
            entity = uuid5(_SAMPLE, f"plan_figure|{owner}|{row['topic']}|{row['item']}|{column}").hex
            fields = {
                "place": owner,
                "topic": row["topic"],
                "item": row["item"],
                "column": column,
                "unit": row.get("unit", ""),
                "source": row.get("source", sample["title"]),
                "order": order,
            }
            yield place, ("plan_figure", entity, "value", nfc(value))
            for fact in _entity("plan_figure", entity, fields):
                yield place, fact


def _readings(sample: Mapping[str, Any], commune: Mapping[str, Any], chosen: CriteriaSet) -> Iterator[Fact]:
    upper = sample["upper_level"]["name"]
    for village in commune["villages"]:
        entity = place_id(upper, commune["name"], village["name"])
        for code, period, figure in illustrative_figures(sample["illustration"], commune["name"], village, chosen):
            key = f"{entity}|{chosen.id}|{code}|{period}"
            yield ("reading", key, "figure", figure_to_data(figure, is_illustrative=True))


def _register(sample: Mapping[str, Any], commune: Mapping[str, Any], chosen: CriteriaSet) -> Iterator[Fact]:
    """The households of the one village that has a register; a laptop of the upper level takes none of them."""
    register = sample["illustration"]["register"]
    if commune["name"] != register["commune"]:
        return
    upper, period = sample["upper_level"]["name"], parse_period(register["period"])
    village = next(one for one in commune["villages"] if one["name"] == register["village"])
    entity = place_id(upper, commune["name"], village["name"])
    figures = {
        chosen.indicator(code).from_households or "": figure
        for code, when, figure in illustrative_figures(sample["illustration"], commune["name"], village, chosen)
        if when == period
    }
    for one in illustrative_households(entity, figures, register, period.year):
        own = place_id(upper, commune["name"])
        yield ("household", f"{own}|{one.id}", "record", household_to_data(one))


def _entity(kind: str, entity: str, fields: Mapping[str, object]) -> Iterator[Fact]:
    """One fact per field that says something; an absent field reads as empty."""
    for field, value in fields.items():
        if value not in ("", None, []):
            yield (kind, entity, field, nfc(value) if isinstance(value, str) else value)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
