"""A restored or copied desk never writes over what it wrote before, and never uses a number twice."""

from pathlib import Path

import pytest

from ntm_desktop.domain.errors import FileExists
from ntm_desktop.services.keep_safe import back_up, restore
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from tests.exchange_story.desks import Laptops, enter, figure


def restored(laptops: Laptops, name: str, backup: Path) -> OpenDesk:
    """That laptop goes back to a copy of its data."""
    desk = laptops.open[name]
    desk.close()
    restore(desk.folder, backup)
    laptops.open[name] = open_desk(desk.folder)
    return laptops.open[name]


def packages_on(stick: Path) -> set[str]:
    return {path.name for path in stick.glob("*.ntm")}


def test_what_was_written_before_a_restore_stays_on_the_stick_and_both_are_taken_in(laptops: Laptops) -> None:
    nam = laptops.officers[0]
    export_package(nam, laptops.stick)
    kept = back_up(nam)
    enter(nam, "17.3", "150/200")
    lost = export_package(nam, laptops.stick)
    content = lost.path.read_bytes()
    nam = restored(laptops, "nam", kept)
    enter(nam, "17.4", "120/200")
    again = export_package(nam, laptops.stick)
    assert lost.path.read_bytes() == content
    assert again.path != lost.path
    assert (lost.number, again.number) == (2, 101)
    for path in (lost.path, again.path):
        import_package(laptops.lead, path)
    assert figure(laptops.lead, "17.3") == '{"d":"200","n":"150"}'
    assert figure(laptops.lead, "17.4") == '{"d":"200","n":"120"}'
    assert sorted(one.number for one in register(laptops.lead)) == [2, 101]


def test_numbers_of_before_and_after_several_restores_are_all_different(laptops: Laptops) -> None:
    nam = laptops.officers[0]
    numbers = [export_package(nam, laptops.stick).number]
    kept = back_up(nam)
    for code in ("17.2", "17.3", "17.4"):
        enter(nam, code, "150/200")
        numbers.append(export_package(nam, laptops.stick).number)
        nam = restored(laptops, "nam", kept)
    enter(nam, "9.2", "10/200")
    numbers.append(export_package(nam, laptops.stick).number)
    assert numbers == [1, 2, 101, 201, 301]
    assert len(packages_on(laptops.stick)) == len(numbers)


def test_a_restore_before_anything_was_sent_begins_with_number_one(laptops: Laptops) -> None:
    nam = laptops.officers[0]
    nam = restored(laptops, "nam", back_up(nam))
    assert export_package(nam, laptops.stick).number == 1


def test_a_copied_folder_leaves_the_files_and_the_numbers_of_the_first_alone(laptops: Laptops) -> None:
    twin = laptops.copy("nam", "twin")
    nam = laptops["nam"]
    enter(nam, "17.3", "150/200")
    first = export_package(nam, laptops.stick)
    enter(twin, "17.4", "120/200")
    second = export_package(twin, laptops.stick)
    assert (first.number, second.number) == (1, 101)
    third = export_package(laptops.copy("nam", "third"), laptops.stick)
    assert (third.number, len(packages_on(laptops.stick))) == (101, 3)  # it cannot know of the other copy
    for made in (first, second, third):
        import_package(laptops.lead, made.path)
    assert figure(laptops.lead, "17.3") == '{"d":"200","n":"150"}'
    assert figure(laptops.lead, "17.4") == '{"d":"200","n":"120"}'


def test_a_file_of_the_same_name_with_another_content_is_never_replaced(laptops: Laptops) -> None:
    nam = laptops.officers[0]
    first = export_package(nam, laptops.stick)
    for foreign in (b"another file", first.path.read_bytes() + b"x"):
        first.path.write_bytes(foreign)
        second = export_package(nam, laptops.stick, again=first.number)
        assert first.path.read_bytes() == foreign
        assert second.path.name == f"{first.path.stem}-2.ntm"
        assert str(second.path) in second.sentence
        second.path.unlink()
    first.path.unlink()


def test_the_same_package_written_again_takes_the_place_of_the_first(laptops: Laptops) -> None:
    nam = laptops.officers[0]
    first = export_package(nam, laptops.stick)
    second = export_package(nam, laptops.stick, again=first.number)
    third = export_package(nam, laptops.stick, again=first.number)
    assert first.path == second.path == third.path
    assert packages_on(laptops.stick) == {first.path.name}


def test_a_name_that_was_given_is_refused_where_such_a_file_lies_already(laptops: Laptops) -> None:
    nam = laptops.officers[0]
    target = laptops.stick / "thu.ntm"
    target.write_bytes(b"another file")
    with pytest.raises(FileExists):
        export_package(nam, target)
    assert target.read_bytes() == b"another file"
    assert register(nam) == []
