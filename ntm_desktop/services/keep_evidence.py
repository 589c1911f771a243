"""Evidence beside backups: the files go to a folder next to the copy, each once, and come back when it is restored.

Backups inside the data folder need none of it: the store itself is only ever added to, also by a restore.
"""

from collections.abc import Callable
from pathlib import Path

from db.repositories import evidence as rows
from ntm_desktop.domain.errors import EvidenceRefused, FileMissing, FileUnreadable
from ntm_desktop.domain.evidence import LARGEST
from ntm_desktop.evidence.store import EvidenceStore
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.add_evidence import store_of
from ntm_desktop.services.open_desk import OpenDesk, Progress

BESIDE = "minh-chung"


def copy_beside(desk: OpenDesk, backup: Path, progress: Progress | None = None) -> int:
    """Copies the files that the pieces name to the folder `minh-chung` beside a backup; returns how many were new.

    Backups in one folder share it. A file that cannot be read here is left out: `check` names it.
    Raises DiskFull, FolderReadOnly, FileNotWritten.
    """
    wanted = sorted(rows.named_files(desk.database))
    source, target = store_of(desk), _beside(backup)

    def is_there(sha256: str) -> bool:  # by size: a stick is slow, and the copy was read back when made
        return target.has(sha256) and source.size(sha256) == target.size(sha256)

    return _carry(source, target, wanted, is_there, progress)


def bring_back(folder: DataFolder, backup: Path, progress: Progress | None = None) -> int:
    """Adds the files beside a backup to the store; returns how many were new. Nothing is removed or replaced."""
    beside, store = _beside(backup), EvidenceStore(folder.evidence)

    def is_there(sha256: str) -> bool:
        return store.has(sha256) and store.is_whole(sha256)

    return _carry(beside, store, [sha256 for sha256, _ in beside.list_files()], is_there, progress)


def _beside(backup: Path) -> EvidenceStore:
    return EvidenceStore(backup.resolve().parent / BESIDE)


def _carry(
    source: EvidenceStore,
    target: EvidenceStore,
    wanted: list[str],
    is_there: Callable[[str], bool],
    progress: Progress | None,
) -> int:
    carried = 0
    for position, sha256 in enumerate(wanted):
        if progress:
            progress(position, len(wanted), "Sao chép tệp minh chứng")
        try:
            if is_there(sha256):
                continue
            with target.copied(source.path(sha256), LARGEST) as copy:
                if copy.sha256 == sha256:
                    carried += target.keep(copy.path, sha256)
        except (FileMissing, FileUnreadable, EvidenceRefused):
            continue
    return carried
