"""Real desks that exchange packages by a folder: two officers, their lead, and the upper level."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.places import Place
from ntm_desktop.paths import DataFolder
from ntm_desktop.services import enrol
from ntm_desktop.services.known_machines import own_words
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.record import record_entry
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune, start_upper_level

DISTRICT = "huyện Ia H'Drai"


@dataclass(slots=True)
class RoundTrip:
    """Everybody was enrolled; nothing is recorded yet."""

    upper: OpenDesk
    lead: OpenDesk
    nam: OpenDesk
    hoa: OpenDesk
    stick: Path

    def village(self, desk: OpenDesk, name: str = "Thôn 1") -> Place:
        return desk.find_place(name)

    def criteria_set(self, desk: OpenDesk) -> CriteriaSet:
        return desk.criteria_set(None, Level.VILLAGE)

    def record(self, desk: OpenDesk, code: str, text: str, village: str = "Thôn 1") -> None:
        record_entry(desk, desk.find_place(village), self.criteria_set(desk), code, year_of(2021), text)

    def carry(self, sender: OpenDesk, *receivers: OpenDesk, to_commune: bool = False) -> None:
        """By the stick, from one desk to others."""
        exported = export_package(sender, self.stick, to_commune=to_commune)
        for receiver in receivers:
            import_package(receiver, exported.path)

    def disagree(self, code: str = "4.1", nam: str = "191/200", hoa: str = "150/200") -> None:
        """Both officers record the same figure apart; the lead takes both in."""
        self.record(self.hoa, code, hoa)
        self.record(self.nam, code, nam)
        for officer in (self.nam, self.hoa):
            self.carry(officer, self.lead)


@contextmanager
def round_trip(folder: Path) -> Iterator[RoundTrip]:
    with ExitStack() as stack:
        villages = ["Thôn 1", "Thôn 7", "Thôn 8"]
        stick = folder / "usb"
        stick.mkdir()
        upper = stack.enter_context(
            start_upper_level(DataFolder(folder / "up"), DISTRICT, province="tỉnh Kon Tum", person="Lê Thị Thu")
        )
        communes = [
            stack.enter_context(
                start_commune(
                    DataFolder(folder / person),
                    "Ia Tơi",
                    upper_level=DISTRICT,
                    villages=villages,
                    column="special",
                    person=person,
                )
            )
            for person in ("Rơ Mah H'Lan", "A Nam", "Y Hoa")
        ]
        lead, *officers = communes
        request, words = enrol.write_request(lead, stick, DeviceRole.LEAD)
        enrol.accept_permit(lead, enrol.permit(upper, request, words, stick), own_words(upper))
        for officer in officers:
            request, words = enrol.write_request(officer, stick)
            enrol.accept_permit(officer, enrol.permit(lead, request, words, stick), own_words(lead))
        yield RoundTrip(upper, lead, *officers, stick)
