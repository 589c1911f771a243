"""Who may write what: a pure function of an operation and of what is known of laptops.

The lead's and the upper level's signed assignments say who writes which criterion x village x year. The upper
level never edits a commune's figure: it remarks. What is outside an author's rights is quarantined with a reason.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from ntm_desktop.domain.devices import Device, DeviceRole
from ntm_desktop.domain.operation import Operation, is_sample_device


class Refusal(StrEnum):
    """Why an operation is quarantined; the words are in REFUSAL_TITLES."""

    UNKNOWN_DEVICE = "unknown_device"
    REVOKED = "revoked"
    OTHER_COMMUNE = "other_commune"
    NOT_ASSIGNED = "not_assigned"
    UPPER_LEVEL_ONLY = "upper_level_only"
    COMMUNE_ONLY = "commune_only"
    LEAD_ONLY = "lead_only"
    ANOTHERS_DEVICE = "anothers_device"
    CLAIM_CHANGED = "claim_changed"


REFUSAL_TITLES = {
    Refusal.UNKNOWN_DEVICE: "máy gửi chưa được cấp phép",
    Refusal.REVOKED: "máy gửi đã bị thu hồi giấy phép",
    Refusal.OTHER_COMMUNE: "số liệu của xã khác",
    Refusal.NOT_ASSIGNED: "người nhập không được phân công tiêu chí này",
    Refusal.UPPER_LEVEL_ONLY: "chỉ cấp trên được ghi",
    Refusal.COMMUNE_ONLY: "chỉ xã được ghi, cấp trên chỉ nêu ý kiến",
    Refusal.LEAD_ONLY: "chỉ người phụ trách của xã hoặc cấp trên được ghi",
    Refusal.ANOTHERS_DEVICE: "máy này khai thay cho máy khác",
    Refusal.CLAIM_CHANGED: "máy tự khai lại khóa, vai trò hoặc xã mà không có giấy phép",
}


Partition = tuple[str, str, str]
"""village id, criterion number, year: what assignments and reviews speak of."""


_ASSIGNED_KINDS = frozenset({"reading", "evidence"})
"""Kinds that assignments divide among officers."""

RIGHTS_KINDS = frozenset({"device", "assignment", "place", "quarantine"})
"""Kinds of operations that change who may write what."""


class Rights:
    """The state rights are decided by. `communes` maps villages and communes to their commune.

    Roles decide alike on every laptop. Assignments are decided where the lead takes an officer's operations in
    (`refuses_officer`); that decision travels as an operation of kind "quarantine", so that a later change of
    assignments takes nothing back.
    """

    def __init__(
        self,
        devices: Mapping[str, Device],
        communes: Mapping[str, str],
        writers: Mapping[Partition, frozenset[str]],
        quarantined: frozenset[str],
        own: str,
        reading_of: Callable[[str], str | None] = lambda _: None,
    ) -> None:
        """`quarantined` are keys of operations the lead put aside; `own` is this laptop, believed about itself.

        `reading_of` tells which figure a piece of evidence that stands in the log belongs to, as JSON text.
        """
        self.devices, self.communes, self.writers = devices, communes, writers
        self.quarantined, self.own = quarantined, own
        self._reading_of = reading_of
        self._arrived: dict[str, str] = {}
        self._decided: dict[tuple[str, ...], Refusal | None] = {}
        self._revoked = frozenset(one.id for one in devices.values() if one.revoked_after is not None)

    @property
    def knows_upper_level(self) -> bool:
        """Whether any known laptop is the upper level's."""
        return any(device.role is DeviceRole.UPPER_LEVEL for device in self.devices.values())

    @property
    def upper_levels(self) -> frozenset[str]:
        """Places whose own laptop is known to be the upper level's."""
        return frozenset(one.place_id for one in self.devices.values() if one.role is DeviceRole.UPPER_LEVEL)

    def refusal(self, operation: Operation) -> Refusal | None:
        """None where the author's role allows this; decided once for each author and thing."""
        place, _, _ = operation.entity.partition("|")
        is_reading = operation.kind == "reading"
        key = (operation.device, place) if is_reading else (operation.device, *operation[3:6])
        if key not in self._decided:
            self._decided[key] = self._decide(operation)
        found = self._decided[key]
        if found is None and operation.device in self._revoked and self._is_after_revocation(operation):
            found = Refusal.REVOKED
        if found is None and operation.parents:
            found = self._replacing(operation)
        if found is None and is_reading and operation.field == "confirmed":
            found = _lead_or_above(self, self.devices[operation.device], operation)
        if found is None and self.quarantined and str(operation.key) in self.quarantined:
            return Refusal.NOT_ASSIGNED
        return found

    def allows_alike(self, readings: Iterable[Operation], *, decides: bool) -> bool:
        """Whether these readings, one of each place, are allowed with all others of their author in those places.

        `decides` where the lead also judges officers by their assignments. None of them replaces anything.
        """
        if self.quarantined:
            return False
        for one in readings:
            device = self.devices.get(one.device)
            is_judged = decides and device is not None and device.role is DeviceRole.OFFICER
            if is_judged or one.device in self._revoked or self.refusal(one) is not None:
                return False
        return True

    def refuses_officer(self, operation: Operation) -> bool:
        """Whether assignments keep this officer's person from writing that criterion x village x year.

        Evidence is judged by the figure it belongs to: by the one it names, and by the one it has been given to.
        """
        device = self.devices.get(operation.device)
        if operation.kind not in _ASSIGNED_KINDS or device is None or device.role is not DeviceRole.OFFICER:
            return False
        place, _, rest = operation.entity.partition("|")
        figures = [rest] if operation.kind == "reading" else self._figures_of_piece(operation)
        for figure in figures:
            _, code, period = [*figure.split("|", 2), "", ""][:3]
            writers = self.writers.get((place, code.partition(".")[0], period[:4]))
            if writers is not None and operation.person not in writers:
                return True
        return False

    def _figures_of_piece(self, operation: Operation) -> list[str]:
        """What came in just now is remembered: it does not stand in the log yet."""
        stands = self._arrived.get(operation.entity) or self._reading_of(operation.entity)
        named = [stands] if stands else []
        if operation.field == "reading":
            self._arrived.setdefault(operation.entity, operation.value)
            named.append(operation.value)
        said = [json.loads(one) for one in named]
        return [one for one in said if isinstance(one, str)]

    def _replacing(self, operation: Operation) -> Refusal | None:
        """What a laptop said of itself stands, unless it claims less or a permit says otherwise.

        Sample data, signed by nobody, replaces nothing that somebody wrote.
        """
        if is_sample_device(operation.device):
            is_own = all(is_sample_device(key.device) for key in operation.parent_keys)
            return None if is_own else Refusal.UNKNOWN_DEVICE
        if operation.kind != "device" or operation.device == self.own:
            return None
        if operation.field == "public_key":
            return Refusal.CLAIM_CHANGED
        if operation.field not in ("role", "place") or operation.value == f'"{DeviceRole.OFFICER}"':
            return None
        device = self.devices.get(operation.device)
        granted = device.granted if device else frozenset()
        return None if operation.value.strip('"') in granted else Refusal.CLAIM_CHANGED

    def _is_after_revocation(self, operation: Operation) -> bool:
        """What it says of itself is still heard: its key is needed to tell its earlier operations apart.

        Not whom it works under: a stolen laptop must bring in no upper level.
        """
        if operation.kind == "device" and operation.entity == operation.device and operation.field != "vouches":
            return False
        marks = self.devices[operation.device].revoked_after or {}
        return operation.seq > marks.get(operation.incarnation, 0)

    def _decide(self, operation: Operation) -> Refusal | None:
        if is_sample_device(operation.device):
            return None if operation.kind in _SAMPLE_KINDS else Refusal.UNKNOWN_DEVICE
        if operation.kind == "device" and operation.field not in ("permit", "revoked"):
            return None if operation.entity == operation.device else Refusal.ANOTHERS_DEVICE
        device = self.devices.get(operation.device)
        if device is None:
            return Refusal.UNKNOWN_DEVICE
        rule = _RULES.get(operation.kind)
        return rule(self, device, operation) if rule else None


_SAMPLE_KINDS = frozenset({"place", "reading", "criteria_set", "plan", "plan_task", "plan_figure", "household"})
"""What sample data may hold: it is signed by nobody, so it says nothing about laptops, rights and reviews."""


Rule = Callable[[Rights, Device, Operation], Refusal | None]


def _reading(rights: Rights, device: Device, operation: Operation) -> Refusal | None:
    if device.role is DeviceRole.UPPER_LEVEL:
        return Refusal.COMMUNE_ONLY
    place = operation.entity.partition("|")[0]
    return None if rights.communes.get(place) == device.place_id else Refusal.OTHER_COMMUNE


def _check_answer(rights: Rights, device: Device, operation: Operation) -> Refusal | None:
    """Whoever owns the figure answers: a commune for its villages, the upper level for its own plans."""
    place = operation.entity.partition("|")[0]
    if device.role is DeviceRole.UPPER_LEVEL and place not in rights.communes:
        return None
    return _reading(rights, device, operation)


def _target(rights: Rights, device: Device, operation: Operation) -> Refusal | None:
    """What the target is, the upper level says; that it was compared with the decision, each place for itself.

    Earlier versions kept one `checked` for all places.
    """
    field, _, place = operation.field.partition(".")
    if operation.field == "checked" or (field == "checked" and place.partition(".")[0] == device.place_id):
        return None
    return _upper_level_only(rights, device, operation)


def _upper_level_only(rights: Rights, device: Device, operation: Operation) -> Refusal | None:
    """A commune that knows no upper level yet stands alone and keeps its own sets and plans."""
    is_upper = device.role is DeviceRole.UPPER_LEVEL
    return None if is_upper or not rights.knows_upper_level else Refusal.UPPER_LEVEL_ONLY


def _review(rights: Rights, device: Device, operation: Operation) -> Refusal | None:
    return None if device.role is DeviceRole.UPPER_LEVEL else Refusal.UPPER_LEVEL_ONLY


def _remark(rights: Rights, device: Device, operation: Operation) -> Refusal | None:
    if operation.field != "answer":
        return _review(rights, device, operation)
    place = operation.entity.partition("|")[0]
    if device.role is DeviceRole.UPPER_LEVEL:
        return Refusal.COMMUNE_ONLY
    return None if rights.communes.get(place) == device.place_id else Refusal.OTHER_COMMUNE


def _place(rights: Rights, device: Device, operation: Operation) -> Refusal | None:
    if device.role is DeviceRole.UPPER_LEVEL:
        return None
    if operation.entity in rights.upper_levels:  # what a commune calls its upper level is not a second opinion
        return Refusal.UPPER_LEVEL_ONLY
    commune = rights.communes.get(operation.entity)
    return None if commune is None or commune == device.place_id else Refusal.OTHER_COMMUNE


def _plan_task(rights: Rights, device: Device, operation: Operation) -> Refusal | None:
    if operation.field in ("status", "progress", "note"):
        return None
    return _upper_level_only(rights, device, operation)


def _assignment(rights: Rights, device: Device, operation: Operation) -> Refusal | None:
    if device.role is DeviceRole.OFFICER:
        return Refusal.LEAD_ONLY
    place = operation.entity.partition("|")[0]
    if device.role is DeviceRole.UPPER_LEVEL or rights.communes.get(place) == device.place_id:
        return None
    return Refusal.OTHER_COMMUNE


def _lead_or_above(rights: Rights, device: Device, operation: Operation) -> Refusal | None:
    return Refusal.LEAD_ONLY if device.role is DeviceRole.OFFICER else None


def _permit(rights: Rights, device: Device, operation: Operation) -> Refusal | None:
    if device.role is DeviceRole.UPPER_LEVEL:
        return None
    if device.role is DeviceRole.OFFICER:
        return Refusal.LEAD_ONLY
    other = rights.devices.get(operation.entity)
    of_own_commune = other is None or (other.role is DeviceRole.OFFICER and other.place_id == device.place_id)
    return None if of_own_commune else Refusal.OTHER_COMMUNE


_RULES: dict[str, Rule] = {
    "reading": _reading,
    "household": _reading,
    "evidence": _reading,
    "check_answer": _check_answer,
    "criteria_set": _upper_level_only,
    "target": _target,
    "plan": _upper_level_only,
    "plan_figure": _upper_level_only,
    "plan_task": _plan_task,
    "review": _review,
    "remark": _remark,
    "place": _place,
    "assignment": _assignment,
    "quarantine": _lead_or_above,
    "device": _permit,
}
"""Kinds of later versions have no rule here: they are kept and forwarded."""
