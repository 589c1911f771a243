"""Printing the note two people sign when a package of the register changes hands."""

from pathlib import Path

from ntm_desktop.documents.atomic import write_whole
from ntm_desktop.documents.delivery_note import DeliveryNote, compose_delivery_note
from ntm_desktop.documents.office_paper import draw_office_paper
from ntm_desktop.documents.preview import PageImage, images_of
from ntm_desktop.domain.counted_changes import changes_text
from ntm_desktop.domain.moments import day_text, moment_text
from ntm_desktop.exchange.stick import safe_name
from ntm_desktop.services.enrol import list_devices
from ntm_desktop.services.list_packages import RegisteredPackage
from ntm_desktop.services.name_places import place_called
from ntm_desktop.services.open_desk import OpenDesk


def delivery_note_of(desk: OpenDesk, package: RegisteredPackage) -> DeliveryNote:
    """What the register knows of the package, in words."""
    own, other = desk.place.title, place_called(desk, package.counterpart)
    is_sent = package.direction == "sent"
    other_place, _, other_person = other.removesuffix(")").partition(" (")
    person = desk.desk.person
    return DeliveryNote(
        own_place=own,
        giver=own if is_sent else other_place,
        giver_person=person if is_sent else other_person,
        receiver=other_place if is_sent else own,
        receiver_person=other_person if is_sent else person,
        file_name=package.file_name,
        number=package.number,
        registered=f"{moment_text(package.at)}, {'đã gửi' if is_sent else 'đã nhận'}",
        operations=changes_text(package.operations, package.figures),
        sha256=package.sha256,
        words=next((one.words for one in list_devices(desk) if one.id == package.device), ""),
        receipt=_receipt(package),
        is_sample=desk.desk.has_sample,
    )


def save_delivery_note(desk: OpenDesk, package: RegisteredPackage, target: Path) -> Path:
    """As a PDF, whole or not at all. Raises the errors of the disk and WordingInvalid."""
    write_whole(target, _drawn(desk, package))
    return target


def delivery_note_pages(desk: OpenDesk, package: RegisteredPackage, dpi: int) -> list[PageImage]:
    """The pages for a printer."""
    return images_of(_drawn(desk, package), dpi)


def delivery_note_file_name(package: RegisteredPackage) -> str:
    """A file name with the package's number that every disk can hold."""
    way = "gửi" if package.direction == "sent" else "nhận"
    return safe_name(f"Biên bản giao nhận - {way} tệp số {package.number}.pdf")


def _drawn(desk: OpenDesk, package: RegisteredPackage) -> bytes:
    return draw_office_paper(compose_delivery_note(delivery_note_of(desk, package)))


def _receipt(package: RegisteredPackage) -> str:
    if package.direction == "received":
        return f"máy này đã nhận ngày {day_text(package.at)}"
    if package.acknowledged_at is None:
        return "chưa có báo nhận của máy nhận"
    return f"máy nhận báo đã nhận ngày {day_text(package.acknowledged_at)}"
