"""The lead takes in what was put aside because its author was not assigned: one act, which travels like any other.

What the officer wrote stands from then on as the officer's, with its own author and moment in the history; that it
counts is the lead's decision, under the lead's name, and so on every laptop.
"""

from collections.abc import Collection

from db.operation_log import Change
from db.repositories import review as rows
from ntm_desktop.domain.rights import Refusal
from ntm_desktop.services.decide_conflicts import REASON
from ntm_desktop.services.open_desk import OpenDesk


def use_put_aside(desk: OpenDesk, keys: Collection[str]) -> int:
    """Lets these operations count (`PutAside.key`), with the reasons given for them; returns how many do now.

    Of what stands aside for another reason nothing is taken. Where another value stands by now, both are in
    conflict and somebody decides. Raises NotAllowed (not the lead).
    """
    aside = [one for one in rows.list_quarantined(desk.database) if one.reason == Refusal.NOT_ASSIGNED]
    chosen = {(one.device, one.entity, one.field) for one in aside if one.key in keys}
    reasons = {(device, entity, f"{field}.{REASON}") for device, entity, field in chosen}
    used = [one for one in aside if one.key in keys or (one.device, one.entity, one.field) in reasons]
    with desk.database.transaction():
        desk.log.write([Change("quarantine", one.key, "reason", "null") for one in used], desk.desk.person)
        desk.log.reconsider((one.entity, one.field) for one in used)
    return len(used)
