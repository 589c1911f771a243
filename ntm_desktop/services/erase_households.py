"""Erasing households for good: their values go from the log, its history, the segments and every later package.

What stays is that something stood there: numbers, authors and times, which the signatures of the others hang on.
Whoever receives the word of it erases too. Values that were left behind by the sender are filled in here when a
package brings them.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db import personal_data
from db.copies_holding import copies_holding
from db.operation_log import Change
from db.personal_data import Gone
from db.repositories import acts
from db.repositories import segments as stored_segments
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.operation import ERASED, Operation
from ntm_desktop.exchange import openings
from ntm_desktop.exchange.operation_lines import decode
from ntm_desktop.exchange.segments import Segment
from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.open_desk import OpenDesk

_REASON = "sau-xoa-ho"


@dataclass(frozen=True, slots=True)
class Erased:
    """How many households and values went; `backup` was made afterwards, `older_backups` still hold some of it."""

    households: int
    values: int
    backup: Path
    older_backups: tuple[Path, ...]


def erase_households(desk: OpenDesk, commune_id: str, household_ids: Sequence[str]) -> Erased:
    """Cannot be undone. Copies made before stay until `forget_backups` is asked to delete them.

    Raises NotAllowed.
    """
    entities = [f"{commune_id}|{one}" for one in household_ids]
    with desk.database.transaction():
        desk.log.write([Change("household", entity, ERASED, "true") for entity in entities], desk.desk.person)
        gone = _erase(desk, entities)
    desk.database.leave_no_traces()
    older = tuple(list_copies_holding(desk, gone))
    return Erased(len(entities), gone.values, back_up(desk, reason=_REASON), older)


def list_copies_holding(desk: OpenDesk, gone: Gone) -> list[Path]:
    """The copies in the data folder that still hold some of it, latest first."""
    folder = desk.folder
    copies = [*folder.backups.glob("*.db"), *folder.root.glob("*-before-version-*.db")]
    return sorted(copies_holding(copies, gone), reverse=True)


def what_remains(erased: Erased, is_forgotten: bool) -> str:
    """Where the data may still be, in Vietnamese: nobody is told that more is gone than is."""
    others = "Máy khác trong xã sẽ xóa theo khi nhận tệp kế tiếp."
    if is_forgotten or not erased.older_backups:
        return others
    return f"{copies_hold(erased.older_backups)} {others}"


def copies_hold(older: Sequence[Path]) -> str:
    """ "2 bản sao lưu cũ trên máy vẫn còn giữ dữ liệu này." """
    return f"{format_number(len(older))} bản sao lưu cũ trên máy vẫn còn giữ dữ liệu này."


def forget_after_backing_up(desk: OpenDesk, older: Sequence[Path]) -> int:
    """The same where the erasing came with a package: a copy is made and verified first. Raises as `back_up`."""
    back_up(desk, reason=_REASON)
    return forget_backups(older)


def forget_backups(older: Sequence[Path]) -> int:
    """Deletes copies that still hold what was erased, once the copy made afterwards was verified; how many."""
    for path in older:
        path.unlink(missing_ok=True)
    return len(older)


def erase_what_arrived(desk: OpenDesk) -> Gone:
    """After taking something in: what belongs to erased households goes at once; returns what it was."""
    entities = personal_data.erased_but_held(desk.database)
    return _erase(desk, entities) if entities else Gone()


def fill_in(
    desk: OpenDesk, operations: Iterable[Operation], stored: stored_segments.StoredSegment, line: bytes
) -> int:
    """Puts values where they had been left behind; `line` opens the segment they stand in, as far as it does."""
    found = personal_data.withheld_among(desk.database, operations)
    if found:
        both = openings.merge(openings.from_line(Segment(*stored).opening), openings.from_line(line))
        stored_segments.save_opening(desk.database, stored, openings.to_line(both))
        desk.log.reconsider(personal_data.put_values(desk.database, found))
    return len(found)


def _erase(desk: OpenDesk, entities: Sequence[str]) -> Gone:
    held = [one for entity in entities for one in personal_data.held_of(desk.database, entity)]
    by_segment: dict[stored_segments.StoredSegment, list[int]] = defaultdict(list)
    blanked = {one.key: openings.blank(one) for one in held}
    for one in held:
        for segment in stored_segments.list_holding(desk.database, one.device, one.incarnation, one.seq):
            by_segment[segment].append(one.seq)
    for stored, seqs in by_segment.items():
        segment, gone = Segment(*stored), set(seqs)
        blanked |= {one.key: one for one in decode(segment.line).operations if one.seq in gone}
        left = openings.erase(openings.from_line(segment.opening), gone)
        stored_segments.save_opening(desk.database, stored, openings.to_line(left))
    fields = personal_data.put_values(desk.database, list(blanked.values()))
    desk.log.reconsider([*fields, *((entity, ERASED) for entity in entities)])
    for entity in entities:
        acts.forget_entity(desk.database, entity)
    return Gone(tuple(entities), len(blanked), personal_data.telling_texts(held))
