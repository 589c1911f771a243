"""Who may write what, from roles, permits, revocations and what the lead put aside."""

from collections.abc import Mapping
from typing import Any

import pytest

from ntm_desktop.domain.devices import Device, DeviceRole
from ntm_desktop.domain.operation import Operation
from ntm_desktop.domain.rights import Partition, Refusal, Rights

UPPER, LEAD, OFFICER, LOST, FOREIGN = (letter * 16 for letter in "abcde")
COMMUNE, OTHER = "c", "k"
COMMUNES = {COMMUNE: COMMUNE, "v1": COMMUNE, "v2": COMMUNE, OTHER: OTHER, "w1": OTHER}
DEVICES = {
    one.id: one
    for one in (
        Device(UPPER, DeviceRole.UPPER_LEVEL, "u", "ku"),
        Device(LEAD, DeviceRole.LEAD, COMMUNE, "kl"),
        Device(OFFICER, DeviceRole.OFFICER, COMMUNE, "ko"),
        Device(LOST, DeviceRole.OFFICER, COMMUNE, "kx", revoked_after={1: 10}),
        Device(FOREIGN, DeviceRole.LEAD, OTHER, "kf"),
    )
}


def rights(
    writers: Mapping[Partition, frozenset[str]] | None = None, quarantined: frozenset[str] = frozenset()
) -> Rights:
    return Rights(DEVICES, COMMUNES, writers or {}, quarantined, LEAD)


def operation(device: str, kind: str, entity: str, field: str = "figure", **more: Any) -> Operation:
    given: dict[str, Any] = {"incarnation": 1, "seq": 5, "value": '"x"', "parents": "", "person": "A Nam", "at": 1}
    return Operation(device=device, kind=kind, entity=entity, field=field, **(given | more))


def reading(device: str, village: str = "v1", **more: Any) -> Operation:
    return operation(device, "reading", f"{village}|bo|9.2|2021", **more)


@pytest.mark.parametrize(
    ("one", "refusal"),
    [
        (reading(OFFICER), None),
        (reading(LEAD, "v2"), None),
        (reading(UPPER), Refusal.COMMUNE_ONLY),
        (reading(FOREIGN), Refusal.OTHER_COMMUNE),
        (reading("f" * 16), Refusal.UNKNOWN_DEVICE),
        (reading(OFFICER, field="confirmed"), Refusal.LEAD_ONLY),
        (reading(LEAD, field="confirmed"), None),
        (operation(UPPER, "review", "v1|bo|9|2021", "state"), None),
        (operation(LEAD, "review", "v1|bo|9|2021", "state"), Refusal.UPPER_LEVEL_ONLY),
        (operation(UPPER, "remark", "v1|bo|9.2|2021", "answer"), Refusal.COMMUNE_ONLY),
        (operation(LEAD, "remark", "v1|bo|9.2|2021", "answer"), None),
        (operation(OFFICER, "assignment", "v1|bo|9|2021", "writers"), Refusal.LEAD_ONLY),
        (operation(FOREIGN, "assignment", "v1|bo|9|2021", "writers"), Refusal.OTHER_COMMUNE),
        (operation(LEAD, "assignment", "v1|bo|9|2021", "writers"), None),
        (operation(LEAD, "place", "w1", "name"), Refusal.OTHER_COMMUNE),
        (operation(LEAD, "place", "u", "name"), Refusal.UPPER_LEVEL_ONLY),
        (operation(OFFICER, "device", LEAD, "name"), Refusal.ANOTHERS_DEVICE),
        (operation(OFFICER, "device", OFFICER, "name"), None),
    ],
)
def test_the_role_of_a_laptop_decides(one: Operation, refusal: Refusal | None) -> None:
    assert rights().refusal(one) is refusal


def test_what_a_lost_laptop_wrote_before_it_was_lost_still_counts() -> None:
    assert rights().refusal(reading(LOST, seq=10)) is None
    assert rights().refusal(reading(LOST, seq=11)) is Refusal.REVOKED
    assert rights().refusal(reading(LOST, incarnation=2, seq=1)) is Refusal.REVOKED


def test_a_lost_laptop_is_heard_about_itself_but_brings_in_no_upper_level() -> None:
    assert rights().refusal(operation(LOST, "device", LOST, "public_key", seq=11)) is None
    assert rights().refusal(operation(LOST, "device", LOST, "vouches", seq=11)) is Refusal.REVOKED
    assert rights().refusal(operation(LOST, "device", OFFICER, "permit", seq=11)) is not None


def test_what_a_laptop_said_of_itself_stands_unless_it_claims_less() -> None:
    changed = {"parents": f"{OFFICER}:1:1"}
    key = operation(OFFICER, "device", OFFICER, "public_key", **changed)
    assert rights().refusal(key) is Refusal.CLAIM_CHANGED
    more = operation(OFFICER, "device", OFFICER, "role", value='"lead"', **changed)
    assert rights().refusal(more) is Refusal.CLAIM_CHANGED
    less = operation(OFFICER, "device", OFFICER, "role", value='"officer"', **changed)
    assert rights().refusal(less) is None


def test_what_the_lead_put_aside_stays_aside() -> None:
    one = reading(OFFICER)
    assert rights(quarantined=frozenset({str(one.key)})).refusal(one) is Refusal.NOT_ASSIGNED
    assert rights(quarantined=frozenset({str(one.key)})).refusal(reading(OFFICER, seq=6)) is None


def test_many_readings_are_allowed_alike_only_where_each_place_allows_its_author() -> None:
    assert rights().allows_alike([reading(LEAD), reading(LEAD, "v2")], decides=False)
    assert not rights().allows_alike([reading(LEAD), reading(LEAD, "w1")], decides=False)
    assert not rights().allows_alike([reading(UPPER)], decides=False)


def test_readings_that_are_judged_one_by_one_are_never_allowed_alike() -> None:
    assert rights().allows_alike([reading(OFFICER)], decides=False)
    assert not rights().allows_alike([reading(OFFICER)], decides=True), "the lead looks at assignments"
    assert rights().allows_alike([reading(LEAD)], decides=True)
    assert not rights().allows_alike([reading(LOST)], decides=False), "some came after it was lost"
    assert not rights(quarantined=frozenset({"x"})).allows_alike([reading(LEAD)], decides=False)


def test_an_officer_writes_what_is_assigned_to_the_person_or_to_nobody() -> None:
    shared = rights({("v1", "9", "2021"): frozenset({"Y Hoa"})})
    assert shared.refuses_officer(reading(OFFICER))
    assert not shared.refuses_officer(reading(OFFICER, person="Y Hoa"))
    assert not shared.refuses_officer(reading(OFFICER, "v2"))
    assert not shared.refuses_officer(reading(LEAD))
