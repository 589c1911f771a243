"""What a bad program or a thief could bring on a stick: signed by a key that exists, but not honest."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from db.what_stands import history_at
from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange.manifest import Draft, PlaceRef, Purpose, Recipient, Sender
from ntm_desktop.exchange.package_writing import write_package
from ntm_desktop.exchange.segments import Segment, make_segments
from ntm_desktop.services.known_machines import own_key, place_code, signing_key
from ntm_desktop.services.open_desk import OpenDesk, json_text
from tests.exchange_story.desks import VILLAGES, village_set

Fact = tuple[str, str, str, object]
"""kind, entity, field, value."""


def cell(desk: OpenDesk, code: str = "9.2") -> str:
    return f"{desk.find_place(VILLAGES[0]).id}|{village_set(desk).id}|{code}|2021"


def partition(desk: OpenDesk, criterion: int = 9) -> str:
    return f"{desk.find_place(VILLAGES[0]).id}|{village_set(desk).id}|{criterion}|2021"


def operations(desk: OpenDesk, facts: Iterable[Fact], *, device: str = "", parents: str = "") -> list[Operation]:
    """What this laptop would write next if its program let it."""
    home = device or desk.desk.device
    held = {(one, incarnation): last for one, incarnation, last in desk.log.ranges()}
    first = held.get((home, 1), 0) + 1
    return [
        Operation(
            home, 1, first + at, kind, entity, field, json_text(value), parents, desk.desk.person, 1_640_000_000
        )
        for at, (kind, entity, field, value) in enumerate(facts)
    ]


def heads(desk: OpenDesk, entity: str, field: str) -> str:
    """As parents: what stands for a field at this desk."""
    found = desk.database.rows(
        "SELECT device, incarnation, seq FROM head JOIN origin ON id = origin WHERE entity = ? AND field = ?",
        (entity, field),
    )
    return " ".join(sorted(":".join(map(str, row)) for row in found))


def draft(author: OpenDesk, receiver: OpenDesk, **changes: Any) -> Draft:
    place = PlaceRef(place_code(author.place))
    made = Draft(
        purpose=Purpose.OFFICER_TO_LEAD,
        sender=Sender(author.desk.device, place, own_key(author)),
        recipients=(Recipient(PlaceRef(place_code(receiver.place))),),
        number=70,
        created_at=1_640_000_000,
    )
    return replace(made, **changes)


def package(author: OpenDesk, receiver: OpenDesk, stick: Path, segments: Iterable[Segment], **changes: Any) -> Path:
    """A package of these segments, honestly hashed and signed by the sender's key."""
    made = draft(author, receiver, **changes)
    return Path(write_package(stick / "gia.ntm", made, list(segments), signing_key(author)).path)


def overreaching(
    sender: OpenDesk, receiver: OpenDesk, stick: Path, facts: Iterable[Fact], *, parents: str = ""
) -> Path:
    """A package of operations that the sender's program would have refused to write."""
    made = operations(sender, facts, parents=parents)
    return package(sender, receiver, stick, signed(sender, made))


def signed(desk: OpenDesk, made: list[Operation]) -> Iterator[Segment]:
    """Segments that go on from what stands in this laptop's own log."""
    device, incarnation, first, *_ = made[0]
    return make_segments(made, signing_key(desk), history_at(desk.database, device, incarnation, first - 1))
