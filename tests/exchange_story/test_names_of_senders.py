"""Who sent a file, in names people know, before anything of it was taken in."""

from ntm_desktop.services.check_package import verify_package
from ntm_desktop.services.find_packages import find_packages
from ntm_desktop.services.send_package import export_package
from tests.exchange_story.desks import LEAD, OFFICERS, Laptops


def test_a_laptop_permitted_here_is_called_by_its_permit_before_it_has_spoken(laptops: Laptops) -> None:
    path = export_package(laptops.lead, laptops.stick).path
    assert verify_package(path, desk=laptops.upper).sender == f"Xã Ia Tơi ({LEAD})"
    assert [one.sender for one in find_packages(laptops.upper, [laptops.stick])] == [f"Xã Ia Tơi ({LEAD})"]


def test_the_list_of_files_names_the_person_who_sends(laptops: Laptops) -> None:
    export_package(laptops["nam"], laptops.stick)
    found = find_packages(laptops.lead, [laptops.stick])
    assert [one.sender for one in found] == [f"Xã Ia Tơi ({OFFICERS[0]})"]
