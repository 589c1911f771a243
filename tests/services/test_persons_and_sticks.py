"""Persons of a laptop guard their names; a package leaves the stick only as the package it is."""

from pathlib import Path

import pytest

from ntm_desktop.domain.errors import FileMissing, PackageDamaged, PinNeeded, PinTooSoon, WrongPin
from ntm_desktop.services.change_person import change_person
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.persons import has_to_ask, list_persons, set_pin, sign_in
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.wipe_package import copies_on, has_arrived, wipe_package


def test_a_name_with_a_pin_is_not_taken_by_writing_it(empty_desk: OpenDesk) -> None:
    set_pin(empty_desk, "Y Hoa", "1234")
    with pytest.raises(PinNeeded):
        change_person(empty_desk, "Y Hoa")
    assert empty_desk.desk.person == "A Nam"
    change_person(empty_desk, "A Biên")
    assert empty_desk.desk.person == "A Biên"


def test_who_leaves_without_a_pin_stays_on_the_list(empty_desk: OpenDesk) -> None:
    set_pin(empty_desk, "Y Hoa", "1234")
    sign_in(empty_desk, "Y Hoa", "1234")
    assert [(one.name, one.has_pin) for one in list_persons(empty_desk)] == [("A Nam", False), ("Y Hoa", True)]
    sign_in(empty_desk, "A Nam")
    assert empty_desk.desk.person == "A Nam"


def test_the_program_asks_at_the_start_when_two_names_are_guarded(empty_desk: OpenDesk) -> None:
    assert not has_to_ask(empty_desk)
    set_pin(empty_desk, "Y Hoa", "1234")
    assert not has_to_ask(empty_desk)
    set_pin(empty_desk, "A Nam", "4321")
    assert has_to_ask(empty_desk)


def test_each_wrong_pin_waits_longer(empty_desk: OpenDesk) -> None:
    set_pin(empty_desk, "Y Hoa", "1234")
    with pytest.raises(WrongPin) as first:
        sign_in(empty_desk, "Y Hoa", "0000")
    with pytest.raises(PinTooSoon) as during:
        sign_in(empty_desk, "Y Hoa", "1234")
    assert int(during.value.wait) <= int(first.value.wait)
    assert empty_desk.desk.person == "A Nam"


def test_only_the_very_package_is_wiped(empty_desk: OpenDesk, tmp_path: Path) -> None:
    stick = tmp_path / "USB"
    stick.mkdir()
    first = export_package(empty_desk, stick).path
    second = export_package(empty_desk, stick).path
    latest, earlier = register(empty_desk)[:2]
    assert not has_arrived(latest)
    assert copies_on(empty_desk, earlier, [stick]) == [first]
    with pytest.raises(PackageDamaged):
        wipe_package(second, earlier.package_id)
    assert second.exists()
    wipe_package(first, earlier.package_id)
    assert not first.exists()
    with pytest.raises(FileMissing):
        wipe_package(first, earlier.package_id)
