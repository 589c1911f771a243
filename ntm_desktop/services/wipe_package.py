"""Taking a package off the stick once its content has arrived where it should."""

from collections.abc import Iterable
from pathlib import Path

from ntm_desktop.domain.errors import PackageDamaged
from ntm_desktop.exchange.container import Reason
from ntm_desktop.exchange.package import read_outside
from ntm_desktop.exchange.stick import CHUNK, expected_errors, settle
from ntm_desktop.services.find_packages import find_packages
from ntm_desktop.services.list_packages import RegisteredPackage
from ntm_desktop.services.open_desk import OpenDesk


def has_arrived(package: RegisteredPackage) -> bool:
    """Taken in here and not undone, or sent and its receipt came back: the file is no longer needed."""
    if package.direction == "received":
        return package.undone_at is None
    return package.acknowledged_at is not None


def copies_on(desk: OpenDesk, package: RegisteredPackage, folders: Iterable[Path]) -> list[Path]:
    """The files there that are this very package, whatever they are called."""
    return [one.path for one in find_packages(desk, folders) if one.id == package.package_id]


def wipe_package(path: Path, package_id: str) -> None:
    """Overwrites and removes the file, only where it still is that package.

    A stick may keep traces of what was overwritten; sealing is what protects a lost one.
    Raises FileMissing, FolderReadOnly, PackageDamaged (another file lies there now).
    """
    if read_outside(path).id != package_id:
        raise PackageDamaged(str(path), Reason.ALTERED.value)
    with expected_errors(path, writing=True):
        with path.open("r+b") as file:
            left = path.stat().st_size
            while left > 0:
                left -= file.write(bytes(min(left, CHUNK)))
            settle(file)
        path.unlink()
