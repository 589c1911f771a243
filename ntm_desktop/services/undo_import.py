"""Taking the latest import out again, while nothing builds on it."""

import time

from db import undo_taking_in
from db.built_on import first_built_on
from db.repositories import exchange as packages
from db.repositories.exchange import RegisteredPackage
from ntm_desktop.domain.errors import CannotUndoImport
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.list_pending import what_of
from ntm_desktop.services.name_places import place_called
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.rest_collector import collector_resting


def can_undo(desk: OpenDesk) -> RegisteredPackage | None:
    """The latest import, while nothing builds on it."""
    found = latest_import(desk)
    return None if isinstance(found, CannotUndoImport) else found


def why_not(desk: OpenDesk) -> CannotUndoImport | None:
    """What keeps the latest import from being undone; None where nothing does."""
    found = latest_import(desk)
    return found if isinstance(found, CannotUndoImport) else None


def undo_question(desk: OpenDesk, package: RegisteredPackage) -> str:
    """What undoing that import would do, as a question in Vietnamese."""
    count = sum(last - first + 1 for _, first, last in packages.list_ranges(desk.database, package.id))
    sender = place_called(desk, package.counterpart)
    told = [one.number for one in _sent_since(desk, package)]
    knows = (
        f" Trong tệp số {max(told)} nơi gửi đã được báo là máy này đã nhận: hoàn tác rồi thì hãy báo nơi gửi, "
        "vì tệp kế tiếp của họ phải chờ tệp này được nhận lại."
        if told
        else ""
    )
    return (
        f"Lấy ra khỏi máy {format_number(count)} thay đổi vừa nhận từ tệp số {package.number} của {sender}? "
        "Số liệu trở lại như trước khi nhận, đúng như bản máy đã tự sao lưu lúc đó. Còn tệp thì nhận lại được."
        f"{knows}"
    )


def undo_import(desk: OpenDesk) -> tuple[RegisteredPackage, int]:
    """Takes the latest import out again, all or nothing; returns it and how many operations went.

    Without a backup of its own: what it goes back to was backed up before the import, and what it takes out is
    in the package. Raises CannotUndoImport.
    """
    latest = latest_import(desk)
    if isinstance(latest, CannotUndoImport):
        raise latest
    with collector_resting(), desk.database.transaction():
        ranges = packages.list_ranges(desk.database, latest.id)
        count = undo_taking_in.undo(desk.database, desk.desk.device, ranges)
        packages.mark_undone(desk.database, latest.id, int(time.time()))
        desk.log.forget_rights()
    return latest, count


def latest_import(desk: OpenDesk) -> RegisteredPackage | CannotUndoImport:
    """The latest import that stands and has brought something, or why it has to stay."""
    received = (one for one in packages.list_packages(desk.database) if one.direction == "received")
    standing = (one for one in received if one.undone_at is None)
    latest = next((one for one in standing if packages.list_ranges(desk.database, one.id)), None)
    if latest is None:
        return CannotUndoImport("none", "")
    for sent in _sent_since(desk, latest):
        # A receipt alone can be taken back: the sender sends again what this laptop no longer says it holds.
        if set(sent.awaited) != {latest.device}:
            return CannotUndoImport("sent", str(sent.number))
    ranges = packages.list_ranges(desk.database, latest.id)
    found = first_built_on(desk.database, desk.desk.device, ranges, latest.held_after)
    return CannotUndoImport("built_on", what_of(desk, found.kind, found.entity, found.field)) if found else latest


def _sent_since(desk: OpenDesk, package: RegisteredPackage) -> list[RegisteredPackage]:
    """What went out after that package was taken in, latest first: to its sender a receipt, to others all of it."""
    listed = packages.list_packages(desk.database)
    return [one for one in listed if one.direction == "sent" and one.id > package.id]
