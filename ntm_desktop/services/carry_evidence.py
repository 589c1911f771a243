"""Evidence on its way between laptops: which files go along, and taking in those that came.

A file goes to a recipient until that laptop has said it took in a package that carried it. On import files reach
the store before the figures are committed: a crash between leaves a file nobody names, never a name without one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from db.repositories import evidence_travel as rows
from ntm_desktop.domain.evidence import LARGEST
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.exchange.evidence_members import CarriedFile
from ntm_desktop.exchange.manifest import Manifest, Purpose
from ntm_desktop.exchange.package import OpenedPackage
from ntm_desktop.services.add_evidence import store_of
from ntm_desktop.services.open_desk import OpenDesk, Progress

MOST_BYTES = 3 * 2**30
"""In one package: FAT32 holds 4 GiB, and the figures need room."""
MOST_FILES = 10_000


@dataclass(frozen=True, slots=True)
class Departing:
    """What goes along; how many files are not here (lost, or not arrived yet), and how many must wait for room."""

    files: tuple[CarriedFile, ...] = ()
    missing: int = 0
    left: int = 0

    def sentence(self, *, is_sealed: bool) -> str:
        """What a person must know of the files; empty where there are none."""
        if not is_sealed:
            count = len(self.files)
            return (
                f" {format_number(count)} tệp minh chứng chưa đi vì tệp chưa niêm phong được cho nơi nhận."
                if count
                else ""
            )
        said = f" Kèm {format_number(len(self.files))} tệp minh chứng." if self.files else ""
        if self.missing:
            said += f" {format_number(self.missing)} tệp minh chứng không có trên máy này nên chưa đi, "
            said += "có tệp sẽ đi sau."
        if self.left:
            said += (
                f" Còn {format_number(self.left)} tệp minh chứng đi ở tệp sau, khi nơi nhận báo đã nhận tệp này: "
                "một tệp trên USB không được quá 4 GB."
            )
        return said


def departing(
    desk: OpenDesk, purpose: Purpose, holders: Sequence[str], *, whole: bool, most: int = MOST_BYTES
) -> Departing:
    """The files to go with a package to these laptops; `whole` sends all whatever they are known to have.

    Evidence is the commune's: the upper level sends none down, unless it brings a laptop back.
    """
    if purpose is Purpose.UPPER_LEVEL_TO_COMMUNES and not whole:
        return Departing()
    store = store_of(desk)
    named = rows.files_of_places(desk.database, [one.id for one in desk.all_places()])
    held = set() if whole else rows.held_by_all(desk.database, holders)
    files: list[CarriedFile] = []
    missing, left, room = 0, 0, most
    for sha256, size in sorted(named.items(), key=lambda one: (one[1], one[0])):
        if sha256 in held:
            continue
        if not (store.has(sha256) and store.size(sha256) <= LARGEST and store.is_whole(sha256)):
            missing += 1
        elif size > room or len(files) == MOST_FILES:
            left += 1
        else:
            room -= size
            files.append(CarriedFile(sha256, size, store.path(sha256)))
    return Departing(tuple(files), missing, left)


class ArrivingEvidence:
    """The files of one package that this desk wants. Used inside the transaction that takes the package in."""

    def __init__(self, desk: OpenDesk, opened: OpenedPackage) -> None:
        self._desk, self._opened = desk, opened
        self._store = store_of(desk)
        self._stored: list[str] = []

    @property
    def wanted(self) -> list[str]:
        """Files that the log names, the package carries, and the store has not whole."""
        carried = self.carried()
        return [one for one in carried if not (self._store.has(one) and self._store.is_whole(one))]

    def carried(self) -> list[str]:
        """Files that the log names and the package carries; what nobody names is never unpacked."""
        return sorted(one for one in rows.files_of_log(self._desk.database) if self._opened.carries(one))

    def store(self, progress: Progress | None = None) -> int:
        """Unseals what is wanted into the store; returns how many files. Raises PackageDamaged, DiskFull, ..."""
        wanted = self.wanted
        for position, sha256 in enumerate(wanted):
            if progress:
                progress(position, len(wanted), "Đang nhận tệp minh chứng")
            member = self._opened.carries(sha256)
            assert member is not None
            with self._store.received(self._opened.evidence(member)) as part:
                if self._store.keep(part, sha256):
                    self._stored.append(sha256)
        return len(wanted)

    def take_back(self) -> None:
        """What this import stored, when it is not committed."""
        for sha256 in self._stored:
            self._store.remove(sha256)
        self._stored.clear()

    def note(self) -> None:
        """What its sender has, from its receipts and from what it sent."""
        note_receipts(self._desk, self._opened.manifest, self.carried())


def note_sent(desk: OpenDesk, package_id: str, files: Sequence[CarriedFile]) -> None:
    """Remembers what a package carried, until somebody says it arrived."""
    with desk.database.transaction():
        rows.add_sent(desk.database, package_id, (one.sha256 for one in files))


def note_receipts(desk: OpenDesk, manifest: Manifest, brought: Sequence[str]) -> None:
    """What the sender of that package has of our evidence."""
    about = manifest.about
    rows.save_receipt(desk.database, about.sender.device, [one.id for one in about.received], brought)
