"""A desk and the figures to prove on it."""

from pathlib import Path

from ntm_desktop.domain.evidence import Details, Piece
from ntm_desktop.domain.periods import Period, parse_period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.services.add_evidence import Added, add_evidence
from ntm_desktop.services.list_evidence import evidence_of
from ntm_desktop.services.open_desk import OpenDesk
from tests.services.state import YEAR, village_set


def key_of(desk: OpenDesk, village: str = "Thôn 1", code: str = "6.1", period: Period = YEAR) -> ReadingKey:
    return ReadingKey(desk.find_place(village).id, village_set(desk).id, code, period)


def place_of(desk: OpenDesk, key: ReadingKey) -> Place:
    return next(one for one in desk.all_places() if one.id == key.place_id)


def add(
    desk: OpenDesk, *files: Path, village: str = "Thôn 1", code: str = "6.1", period: str = "2021", **said: str
) -> Added:
    key = key_of(desk, village, code, parse_period(period))
    return add_evidence(desk, key, place_of(desk, key), files, Details(**said))


def pieces(desk: OpenDesk, village: str = "Thôn 1", code: str = "6.1", period: Period = YEAR) -> tuple[Piece, ...]:
    return evidence_of(desk, key_of(desk, village, code, period)).pieces


def stored(desk: OpenDesk) -> set[str]:
    """Everything that lies in the store, whatever it is."""
    root = desk.folder.evidence
    return {path.name for path in root.rglob("*") if path.is_file()} if root.is_dir() else set()
