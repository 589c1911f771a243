"""Where a package is written: under a name that takes nothing else's place on the stick."""

from pathlib import Path

from db.repositories import desk as settings
from db.repositories import exchange as packages
from ntm_desktop.domain.errors import FileExists
from ntm_desktop.exchange.manifest import Draft
from ntm_desktop.exchange.package import SUFFIX
from ntm_desktop.exchange.package_writing import suggested_name
from ntm_desktop.exchange.stick import expected_errors, sha256_of
from ntm_desktop.services.make_folder import make_folder
from ntm_desktop.services.open_desk import OpenDesk


def place_for(desk: OpenDesk, out: Path, draft: Draft) -> Path:
    """`out` itself where it names a file, else a name in that folder; only the same package is written over.

    Raises FileExists where a name was asked for that is taken, and what the disk refuses.
    """
    with expected_errors(out, writing=True):
        if out.suffix == SUFFIX:
            if out.exists():
                raise FileExists(str(out))
            return out
        wanted = target = make_folder(out) / _file_name(desk, draft)
        counter = 1
        while target.exists() and not _is_written_here(desk, target, draft.number):
            counter += 1
            target = wanted.with_stem(f"{wanted.stem}-{counter}")
        return target


def where_it_lies(desk: OpenDesk, path: Path) -> str:
    """That a stick may be pulled out; what lies on the disk of the data itself is on none, whatever its name."""
    with expected_errors(path, writing=False):
        is_at_home = path.stat().st_dev == desk.folder.root.stat().st_dev
    return "tệp nằm trên ổ đĩa của máy này, chưa ở trên USB nào" if is_at_home else "có thể rút USB an toàn"


def _file_name(desk: OpenDesk, draft: Draft) -> str:
    """Unlike for two laptops of one commune, and for two copies of one laptop's data."""
    stem, dot, number = suggested_name(draft).partition("-so-")
    incarnation = int(settings.setting(desk.database, "incarnation", 1))
    begun_anew = f"-{incarnation & 0xFFFF:04x}" if incarnation > 1 else ""
    return f"{stem}-{draft.sender.device[:4]}{begun_anew}{dot}{number}"


def _is_written_here(desk: OpenDesk, path: Path, number: int) -> bool:
    """Whether the file is one that this desk remembers having written under that number."""
    with expected_errors(path, writing=False), path.open("rb") as file:
        sha256 = sha256_of(file)
    sent = (one for one in packages.list_packages(desk.database) if one.direction == "sent")
    return any((one.sha256, one.number) == (sha256, number) for one in sent)
