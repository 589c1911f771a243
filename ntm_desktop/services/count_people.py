"""Households and people of a village for its papers: from its figures where they agree, else from its register."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from db.repositories import households as rows
from ntm_desktop.domain.dossier import VillageFacts
from ntm_desktop.domain.evaluation import Assessment
from ntm_desktop.domain.households import actual_people
from ntm_desktop.domain.places import Place
from ntm_desktop.services.open_desk import OpenDesk

_HOUSEHOLDS = frozenset({"tổng số hộ"})
_PEOPLE = frozenset({"tổng dân số", "số nhân khẩu thực tế thường trú"})
"""One number under two names: the checks hold them against each other."""


def count_people(desk: OpenDesk, village: Place, assessments: Sequence[Assessment]) -> VillageFacts:
    """Only what every figure that counts it agrees on; what no figure counts is taken from the register.

    The register speaks for the people only where it knows those of every household, and has as many households as
    the figures say. Everything else is left for the pen.
    """
    stated = [_stated(assessments, labels) for labels in (_HOUSEHOLDS, _PEOPLE)]
    households, people = (counts.pop() if len(counts) == 1 else None for counts in map(set, stated))
    counting = [one for one in assessments if one.indicator.denominator_label in _HOUSEHOLDS | _PEOPLE]
    facts = VillageFacts(households, people, is_illustrative=any(one.is_illustrative for one in counting))
    return facts if all(stated) else _with_register(desk, village, facts, *map(bool, stated))


def _stated(assessments: Sequence[Assessment], labels: frozenset[str]) -> set[Decimal]:
    found = [one.denominator for one in assessments if one.indicator.denominator_label in labels]
    return {one for one in found if one is not None}


def _with_register(
    desk: OpenDesk, village: Place, facts: VillageFacts, has_households: bool, has_people: bool
) -> VillageFacts:
    listed = rows.list_households(desk.database, village.parent_id or "", [village.id])
    count = Decimal(len(listed))
    if not listed or (has_households and facts.households != count):
        return facts
    people = [actual_people(one) for one in listed]
    known = [one for one in people if one is not None]
    return replace(
        facts,
        households=facts.households if has_households else count,
        people=facts.people if has_people or len(known) < len(people) else Decimal(sum(known)),
        is_illustrative=facts.is_illustrative or any(one.is_illustrative for one in listed),
    )
