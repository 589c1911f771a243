"""Four laptops of the sample district that have worked together: what a single one can never show.

The lead of xã Ia Tơi, two officers and the upper level; enrolled, assigned, reviewed, and with a figure that the
two officers wrote apart. Everything in them is illustrative.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple

from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.paths import DataFolder
from ntm_desktop.services import enrol
from ntm_desktop.services.assign import assign
from ntm_desktop.services.known_machines import own_words
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.persons import set_pin
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.record import record_entry, record_note
from ntm_desktop.services.review import answer_remark, set_review, write_remark
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_with_sample

SAMPLE, COMMUNE, YEAR = "ia-hdrai", "Ia Tơi", 2021
LEAD, OFFICERS, REVIEWER = "Rơ Mah H'Lan", ("A Nam", "Y Hoa"), "Lê Thị Thu"


RETURNED = "17.1"
"""An indicator of the criterion that the upper level returns."""


class Laptops(NamedTuple):
    """The desks, open."""

    upper: OpenDesk
    lead: OpenDesk
    officers: tuple[OpenDesk, ...]


@contextmanager
def laptops_that_met(folder: Path) -> Iterator[Laptops]:
    """Makes them in `folder`; closed at the end. Raises the errors of the disk."""
    stick = folder / "usb"
    with ExitStack() as stack:
        upper = stack.enter_context(
            start_with_sample(DataFolder(folder / "upper"), SAMPLE, upper_level=True, person=REVIEWER)
        )
        lead = stack.enter_context(start_with_sample(DataFolder(folder / "lead"), SAMPLE, person=LEAD))
        officers = tuple(
            stack.enter_context(start_with_sample(DataFolder(folder / person), SAMPLE, person=person))
            for person in OFFICERS
        )
        stick.mkdir(parents=True, exist_ok=True)
        _enrol(upper, lead, stick, DeviceRole.LEAD)
        for officer in officers:
            _enrol(lead, officer, stick, DeviceRole.OFFICER)
        _share(lead, officers, stick)
        _write_apart(lead, officers, stick)
        _review(upper, lead, stick)
        set_pin(lead, LEAD, "2580")  # of two, the window would show nothing before one of them signed in
        yield Laptops(upper, lead, officers)


def returned_village(upper: OpenDesk) -> Place:
    """The village of which the upper level returned a criterion."""
    return upper.find_place("Thôn 7", COMMUNE)


def _enrol(issuer: OpenDesk, asking: OpenDesk, stick: Path, role: DeviceRole) -> None:
    request, words = enrol.write_request(asking, stick, role)
    enrol.accept_permit(asking, enrol.permit(issuer, request, words, stick), own_words(issuer))


def _share(lead: OpenDesk, officers: tuple[OpenDesk, ...], stick: Path) -> None:
    """Who writes what."""
    villages = lead.villages(lead.place.id)
    chosen = _set_of(lead)
    assign(lead, villages, chosen, [2, 3, 4, 9], YEAR, OFFICERS)
    assign(lead, villages[:2], chosen, [5, 6, 15], YEAR, OFFICERS[:1])
    assign(lead, villages, chosen, [16, 17], YEAR, OFFICERS[1:])
    sent = export_package(lead, stick, to_commune=True)
    for officer in officers:
        import_package(officer, sent.path)


def _write_apart(lead: OpenDesk, officers: tuple[OpenDesk, ...], stick: Path) -> None:
    for officer, text in zip(officers, ("151/200", "138/200"), strict=True):
        village = officer.find_place("Thôn 1")
        record_entry(officer, village, _set_of(officer), "9.2", year_of(YEAR), text)
        key = ReadingKey(village.id, _set_of(officer).id, "9.2", year_of(YEAR))
        record_note(officer, key, f"Theo biên bản rà soát của {officer.desk.person}")
        import_package(lead, export_package(officer, stick).path)


def _review(upper: OpenDesk, lead: OpenDesk, stick: Path) -> None:
    import_package(upper, export_package(lead, stick).path)
    chosen = _set_of(upper)
    first, second = upper.find_place("Thôn 1", COMMUNE), returned_village(upper)
    set_review(upper, first, chosen, 4, YEAR, ReviewState.ACCEPTED)
    set_review(upper, second, chosen, 4, YEAR, ReviewState.ACCEPTED)
    set_review(
        upper, second, chosen, 17, YEAR, ReviewState.RETURNED, "Số hộ khác với báo cáo quý III; đề nghị xã xem lại."
    )
    key = ReadingKey(first.id, chosen.id, "2.1", year_of(YEAR))
    write_remark(upper, key, "Đề nghị gửi kèm biên bản nghiệm thu đoạn đường mới.")
    answered = ReadingKey(second.id, chosen.id, "3.1", year_of(YEAR))
    write_remark(upper, answered, "Diện tích tưới lấy theo nguồn nào?")
    import_package(lead, export_package(upper, stick).path)
    answer_remark(lead, answered, "Theo số liệu của Trạm thủy nông, tháng 11/2021.")


def _set_of(desk: OpenDesk) -> CriteriaSet:
    return desk.criteria_set(None, Level.VILLAGE)
