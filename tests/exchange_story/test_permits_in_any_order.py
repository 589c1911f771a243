"""Officers that the lead permitted before the lead had its own permit learn of the upper level from the lead."""

from pathlib import Path

import pytest

from db.operation_log import Change
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import UnknownSender
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.enrol import revoke
from ntm_desktop.services.known_machines import own_key
from ntm_desktop.services.list_pending import list_put_aside
from ntm_desktop.services.open_desk import OpenDesk, json_text
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.review import list_remarks, write_remark
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune, start_upper_level
from tests.exchange_story.desks import (
    DISTRICT,
    LEAD,
    OFFICERS,
    UPPER,
    VILLAGES,
    Laptops,
    carry,
    enrol,
    enter,
    reading_key,
    village_set,
)


@pytest.fixture
def early(tmp_path: Path) -> Laptops:
    """The lead permits one officer, and only then is permitted itself."""
    made = Laptops(tmp_path / "laptops")
    made.stick.mkdir(parents=True)
    made.open["upper"] = start_upper_level(DataFolder(made.root / "upper"), DISTRICT, person=UPPER)
    for name, person in (("lead", LEAD), ("nam", OFFICERS[0])):
        made.open[name] = start_commune(
            DataFolder(made.root / name),
            "Ia Tơi",
            person=person,
            upper_level=DISTRICT,
            villages=VILLAGES,
            column="special",
        )
    enrol(made, made["nam"], made.lead, DeviceRole.OFFICER)
    return made


def _remarked(made: Laptops) -> None:
    enter(made["nam"], "9.2", "150/200")
    carry(made["nam"], made.lead, made.stick)
    carry(made.lead, made.upper, made.stick)
    write_remark(made.upper, reading_key(made.upper, "9.2"), "Thiếu danh sách hộ")
    carry(made.upper, made.lead, made.stick)
    carry(made.lead, made["nam"], made.stick, to_commune=True)


def _remarks(desk: OpenDesk) -> list[str]:
    remarks = list_remarks(desk, desk.place, village_set(desk), 2021)
    return [one.text for one in remarks.values()]


def test_a_remark_reaches_an_officer_that_was_permitted_before_its_lead(early: Laptops) -> None:
    enrol(early, early.lead, early.upper, DeviceRole.LEAD)
    _remarked(early)
    assert _remarks(early["nam"]) == ["Thiếu danh sách hộ"]
    assert not list_put_aside(early["nam"])
    early.close()


def test_remarks_put_aside_are_shown_once_the_lead_names_the_upper_level(early: Laptops) -> None:
    """What an officer got before the lead said who its upper level is, is not lost."""
    enrol(early, early.lead, early.upper, DeviceRole.LEAD)
    said = early.lead.log.value(early.lead.desk.device, "vouches")
    early.lead.log.write([Change("device", early.lead.desk.device, "vouches", "[]")], LEAD)
    _remarked(early)
    assert _remarks(early["nam"]) == []
    early.lead.log.write([Change("device", early.lead.desk.device, "vouches", str(said))], LEAD)
    carry(early.lead, early["nam"], early.stick, to_commune=True)
    assert _remarks(early["nam"]) == ["Thiếu danh sách hộ"]
    early.close()


def test_an_officer_brings_in_no_upper_level(laptops: Laptops, tmp_path: Path) -> None:
    nam, hoa = laptops.officers
    with start_upper_level(DataFolder(tmp_path / "false"), "Phòng giả", person="Kẻ giả") as false:
        said = [{"key": own_key(false), "place": false.place.id}]
        nam.log.write([Change("device", nam.desk.device, "vouches", json_text(said))], OFFICERS[0])
        carry(nam, laptops.lead, laptops.stick)
        carry(laptops.lead, hoa, laptops.stick, to_commune=True)
        carry(laptops.lead, laptops.upper, laptops.stick)
        path = export_package(false, laptops.stick).path
        for desk in (laptops.lead, hoa, laptops.upper, nam):
            assert false.desk.device not in desk.log.rights().devices
            with pytest.raises(UnknownSender):
                import_package(desk, path)


def test_a_stolen_laptop_of_a_lead_brings_in_no_upper_level(laptops: Laptops, tmp_path: Path) -> None:
    nam, thief = laptops["nam"], laptops.lead
    revoke(laptops.upper, thief.desk.device)
    path = export_package(laptops.upper, laptops.stick).path
    import_package(nam, path)
    with start_upper_level(DataFolder(tmp_path / "false"), "Phòng giả", person="Kẻ giả") as false:
        said = [{"key": own_key(false), "place": false.place.id}]
        thief.log.write([Change("device", thief.desk.device, "vouches", json_text(said))], LEAD)
        nam.log.take_in([list(thief.log.operations_since(thief.desk.device, 1, 0))])  # as another may hand it on
        with pytest.raises(UnknownSender):
            import_package(nam, export_package(false, laptops.stick).path)
        assert nam.log.value(thief.desk.device, "vouches") != json_text(said)


def test_a_lead_brings_in_no_other_upper_level_at_the_upper_level(laptops: Laptops, tmp_path: Path) -> None:
    lead = laptops.lead
    with start_upper_level(DataFolder(tmp_path / "false"), "Phòng giả", person="Kẻ giả") as false:
        said = [{"key": own_key(false), "place": false.place.id}]
        lead.log.write([Change("device", lead.desk.device, "vouches", json_text(said))], LEAD)
        carry(lead, laptops.upper, laptops.stick)
        with pytest.raises(UnknownSender):
            import_package(laptops.upper, export_package(false, laptops.stick).path)


@pytest.mark.parametrize("said", ["7", '"x"', '[7, {"key": 3}, {"place": "a"}]', '{"a":1}'])
def test_a_lead_that_names_its_upper_level_in_another_shape_names_none(laptops: Laptops, said: str) -> None:
    laptops.lead.log.write([Change("device", laptops.lead.desk.device, "vouches", said)], LEAD)
    carry(laptops.lead, laptops["nam"], laptops.stick, to_commune=True)
    assert laptops["nam"].log.rights().devices
