"""Real desks that know each other: a lead, an officer of its commune, the upper level, and the stick between."""

from pathlib import Path

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.paths import DataFolder
from ntm_desktop.services import enrol
from ntm_desktop.services.known_machines import own_words
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.remember import remember
from ntm_desktop.services.start_desk import start_commune, start_upper_level

UPPER = "huyện Ia H'Drai"
VILLAGES = ("Thôn 1", "Thôn 7")


def lead_desk(folder: Path) -> OpenDesk:
    return start_commune(
        DataFolder(folder / "lead"), "Ia Tơi", upper_level=UPPER, villages=VILLAGES, person="Rơ Mah H'Lan"
    )


def officer_desk(folder: Path, name: str = "A Nam") -> OpenDesk:
    """As the first start leaves it: without villages, in want of a permit."""
    desk = start_commune(DataFolder(folder / f"officer {name}"), "Ia Tơi", upper_level=UPPER, person=name)
    remember(desk, "enrolment.asked", DeviceRole.OFFICER)
    return desk


def upper_desk(folder: Path) -> OpenDesk:
    return start_upper_level(
        DataFolder(folder / "upper"), UPPER, province="tỉnh Kon Tum", person="Phòng Nông nghiệp"
    )


def stick_of(folder: Path, *desks: OpenDesk) -> Path:
    """The folder that stands for the stick, proposed at each of the desks."""
    stick = folder / "usb"
    stick.mkdir(exist_ok=True)
    for desk in desks:
        remember(desk, "exchange.folder", str(stick))
    return stick


def enrolled(asking: OpenDesk, permitting: OpenDesk, stick: Path, role: DeviceRole = DeviceRole.OFFICER) -> None:
    request, words = enrol.write_request(asking, stick, role)
    permit = enrol.permit(permitting, request, words, stick)
    enrol.accept_permit(asking, permit, own_words(permitting))
    request.unlink()
    permit.unlink()
