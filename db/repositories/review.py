"""The upper level's review, remarks and the commune's answers; assignments; devices as the log knows them."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from db.connection import Database
from ntm_desktop.domain.counted_changes import Remarked
from ntm_desktop.domain.operation import OperationKey
from ntm_desktop.domain.review import Remark, Returned, Review, ReviewKey, ReviewState


def find_review(database: Database, key: ReviewKey) -> Review:
    """The review of a partition, empty where the upper level has said nothing."""
    row = database.row(
        "SELECT state, remark, snapshot FROM review "
        "WHERE village = ? AND criteria_set = ? AND criterion = ? AND year = ?",
        (key.village_id, key.criteria_set, str(key.criterion), str(key.year)),
    )
    if row is None:
        return Review(key)
    return _review(key, *row)


def list_reviews(database: Database, place_ids: Iterable[str], criteria_set: str, year: int) -> list[Review]:
    """Every review of these places in that year."""
    listed = tuple(place_ids)
    marks = ", ".join("?" for _ in listed)
    rows = database.rows(
        "SELECT village, criterion, state, remark, snapshot FROM review "
        f"WHERE village IN ({marks}) AND criteria_set = ? AND year = ?",
        (*listed, criteria_set, str(year)),
    )
    return [
        _review(ReviewKey(village, criteria_set, int(criterion), year), state, remark, snapshot)
        for village, criterion, state, remark, snapshot in rows
        if str(criterion).isdigit()
    ]


def list_remarks(database: Database, place_ids: Iterable[str], criteria_set: str, year: int) -> dict[str, Remark]:
    """Remarks with a text or an answer, by the entity of the figure they speak of."""
    listed = tuple(place_ids)
    marks = ", ".join("?" for _ in listed)
    rows = database.rows(
        "SELECT place, criteria_set, code, period, text, answer FROM remark "
        f"WHERE place IN ({marks}) AND criteria_set = ? AND period >= ? AND period < ?",
        (*listed, criteria_set, str(year), str(year + 1)),
    )
    return {
        (entity := f"{place}|{set_id}|{code}|{period}"): Remark(entity, text or "", answer or "")
        for place, set_id, code, period, text, answer in rows
        if text or answer
    }


def list_devices(database: Database) -> list[tuple[str, str, str, bool]]:
    """id, public key, name, and whether it is revoked, of every laptop that has spoken."""
    return [
        (device, key or "", name or _name_of(permit), revoked is not None)
        for device, key, name, permit, revoked in database.rows(
            "SELECT id, public_key, name, permit, revoked FROM device WHERE deleted IS NOT 1 ORDER BY name, id"
        )
    ]


def permitted_key(database: Database, device: str) -> str:
    """The public key its permit names; empty where it has none, though its six words may have been compared."""
    row = database.row("SELECT permit FROM device WHERE id = ? AND deleted IS NOT 1", (device,))
    return str(json.loads(row[0]).get("key", "")) if row and row[0] else ""


def revoked_at(database: Database, device: str) -> int:
    """When the laptop's permit was taken back, as the clock of who did it said; 0 where nobody did."""
    row = database.row(
        "SELECT MIN(at) FROM head JOIN operation USING (origin, seq) "
        "WHERE head.entity = ? AND head.field = 'revoked' AND kind = 'device'",
        (device,),
    )
    return int(row[0] or 0) if row else 0


def list_recoverable(database: Database) -> set[str]:
    """Laptops that have said what their recovery key opens."""
    rows = database.rows(
        "SELECT DISTINCT head.entity FROM head JOIN operation USING (origin, seq) "
        "WHERE head.field = 'recovery' AND kind = 'device' AND value <> 'null'"
    )
    return {device for (device,) in rows}


def list_recovery_values(database: Database, device: str) -> list[tuple[str, int]]:
    """What that laptop has said its recovery key opens, with the moment, first said first."""
    return [
        (value, at)
        for value, at in database.rows(
            "SELECT value, at FROM operation JOIN origin ON origin.id = operation.origin "
            "WHERE entity = ? AND field = 'recovery' AND kind = 'device' AND device = entity ORDER BY at, seq",
            (device,),
        )
    ]


def _name_of(permit: str | None) -> str:
    """Who asked for the permit: all there is before the laptop has spoken itself."""
    return str(json.loads(permit).get("name", "")) if permit else ""


def keys_of_devices(database: Database) -> dict[str, str]:
    """The public key each laptop has said first, by device."""
    return dict(database.rows("SELECT id, public_key FROM device WHERE public_key IS NOT NULL"))


def count_remarked(database: Database, spans: Iterable[tuple[int, int, int]]) -> Remarked:
    """What these ranges (origin's local number, first and last running number) say in reviews and remarks."""
    found: dict[tuple[str, str], set[str]] = {}
    operations = 0
    for span in spans:
        for kind, field, entity in database.rows(
            "SELECT kind, field, entity FROM operation o WHERE origin = ? AND seq BETWEEN ? AND ? "
            "AND kind IN ('review', 'remark') AND NOT EXISTS "
            "(SELECT 1 FROM quarantined q WHERE q.origin = o.origin AND q.seq = o.seq)",
            span,
        ):
            operations += 1
            found.setdefault((kind, field if kind == "remark" else ""), set()).add(entity)
    reviews, remarks, answers = (
        len(found.get(key, ())) for key in (("review", ""), ("remark", "text"), ("remark", "answer"))
    )
    return Remarked(reviews, remarks, answers, operations)


class Quarantined(NamedTuple):
    """An operation that was put aside, and the laptop that wrote it."""

    reason: str
    kind: str
    entity: str
    field: str
    value: str
    person: str
    device: str
    incarnation: int
    seq: int

    @property
    def key(self) -> str:
        """What names the operation everywhere."""
        return str(OperationKey(self.device, self.incarnation, self.seq))


def list_quarantined(database: Database) -> list[Quarantined]:
    """Everything put aside, latest first.

    Without what each commune called its upper level at its first start: that is no news to anyone.
    """
    rows = database.rows(
        "SELECT reason, kind, entity, field, value, person, device, incarnation, seq "
        "FROM quarantined JOIN operation USING (origin, seq) JOIN origin ON origin.id = quarantined.origin "
        "WHERE NOT (kind = 'place' AND reason = 'upper_level_only') ORDER BY at DESC, seq DESC"
    )
    return [Quarantined(*row) for row in rows]


def _review(key: ReviewKey, state: str | None, remark: str | None, snapshot: str | None) -> Review:
    known = ReviewState(state) if state in set(ReviewState) else None
    frozen = json.loads(snapshot) if snapshot else {}
    if known is ReviewState.RETURNED and frozen:
        returned = Returned(frozen.get("figures") or {}, frozen.get("answers") or {})
        return Review(key, known, remark or "", returned=returned)
    return Review(key, known, remark or "", str(frozen.get("hash", "")), frozen.get("figures"))
