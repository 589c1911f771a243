"""Proving that no evidence was lost: files that nobody names, names without a file, files that changed."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from db.repositories import acts
from db.repositories import evidence as rows
from ntm_desktop.domain.errors import ExpectedError, FileMissing
from ntm_desktop.domain.evidence import Piece
from ntm_desktop.services.add_evidence import store_of
from ntm_desktop.services.open_desk import OpenDesk, Progress


@dataclass(frozen=True, slots=True)
class EvidenceCheck:
    """What stands in the store against what the pieces name.

    `lost` were added on this laptop and have no file, `awaited` were added elsewhere and have not come yet.
    `removed` are files of pieces that were removed, `orphans` files that no piece ever named or half-made copies.
    """

    files: int
    bytes: int
    lost: tuple[Piece, ...] = ()
    damaged: tuple[Piece, ...] = ()
    awaited: tuple[Piece, ...] = ()
    removed: tuple[Path, ...] = ()
    orphans: tuple[Path, ...] = ()
    superfluous_bytes: int = 0

    @property
    def problems(self) -> tuple[str, ...]:
        """What has to be mended, a line each."""
        return (
            *(f"mất tệp: {_line(one)}" for one in self.lost),
            *(f"tệp bị hỏng: {_line(one)}" for one in self.damaged),
        )


@dataclass(frozen=True, slots=True)
class Cleaned:
    """How many files were deleted, and their size."""

    files: int
    bytes: int


def check_evidence(desk: OpenDesk, progress: Progress | None = None) -> EvidenceCheck:
    """Reads every file once and compares it with its SHA-256. Only looks; raises nothing for what it finds."""
    store = store_of(desk)
    present = dict(store.list_files())
    pieces = rows.list_all(desk.database)
    named = rows.named_files(desk.database)
    without = [one for one in pieces if one.file.sha256 not in present]
    own = rows.written_here(desk.database, map(rows.entity_of, without), desk.desk.device)
    broken = set()
    for position, sha256 in enumerate(sorted(named & present.keys())):
        if progress:
            progress(position, len(named), "Đọc lại tệp minh chứng")
        if not _is_whole(desk, sha256):
            broken.add(sha256)
    removed, orphans = _superfluous(desk, present)
    return EvidenceCheck(
        len(present),
        sum(present.values()),
        lost=tuple(one for one in without if rows.entity_of(one) in own),
        damaged=tuple(one for one in pieces if one.file.sha256 in broken),
        awaited=tuple(one for one in without if rows.entity_of(one) not in own),
        removed=tuple(removed),
        orphans=tuple(orphans),
        superfluous_bytes=sum(_size(path) for path in (*removed, *orphans)),
    )


def clean_evidence(desk: OpenDesk) -> Cleaned:
    """Deletes the files of removed pieces and those that nobody names; the person was asked before.

    What removed those pieces can then no longer be undone. A piece that is still listed loses nothing.
    Raises FolderReadOnly.
    """
    store = store_of(desk)
    removed, orphans = _superfluous(desk, dict(store.list_files()))
    freed = sum(_size(path) for path in (*removed, *orphans))
    gone = {path.name for path in (*removed, *orphans)}
    with desk.database.transaction():
        entities = {rows.entity_of(one) for one in rows.list_removed(desk.database) if one.file.sha256 in gone}
        for entity in entities | rows.acted_on(desk.database, gone):
            acts.forget_entity(desk.database, entity)
    for path in (*removed, *orphans):
        store.remove_stray(path)
    return Cleaned(len(removed) + len(orphans), freed)


def _superfluous(desk: OpenDesk, present: Iterable[str]) -> tuple[list[Path], list[Path]]:
    store = store_of(desk)
    unnamed = set(present) - rows.named_files(desk.database) - rows.put_aside_files(desk.database)
    of_removed = {one.file.sha256 for one in rows.list_removed(desk.database)}
    removed = [store.path(sha256) for sha256 in sorted(unnamed & of_removed)]
    return removed, [*(store.path(sha256) for sha256 in sorted(unnamed - of_removed)), *store.list_strays()]


def _is_whole(desk: OpenDesk, sha256: str) -> bool:
    try:
        return store_of(desk).is_whole(sha256)
    except FileMissing:
        return True  # it went while we looked: the next look says so
    except ExpectedError:
        return False


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _line(piece: Piece) -> str:
    return f"{piece.title} (chỉ tiêu {piece.key.code}, kỳ {piece.key.period.code})"
