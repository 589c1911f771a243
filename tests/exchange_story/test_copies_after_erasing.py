"""After a household was erased, here or elsewhere: the copies that still hold it are told by their content."""

from dataclasses import replace
from pathlib import Path

from ntm_desktop.domain.households import Household, Member
from ntm_desktop.services.erase_households import erase_households, forget_after_backing_up
from ntm_desktop.services.keep_households import list_households, save_households
from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from tests.exchange_story.desks import Laptops, carry

SECRET, PHONE = "Y Thẩm Quyên", "0912 345 678"


def write_household(desk: OpenDesk, head: str = SECRET, number: str = "1") -> Household:
    village = desk.find_place("Thôn 1")
    new = Household(village.id, (Member(head, sex="female"),), number, phone=PHONE)
    return save_households(desk, desk.place, [new], "nhập hộ").households[0]


def says(path: Path) -> bool:
    return SECRET.encode() in path.read_bytes() or PHONE.encode() in path.read_bytes()


def test_copies_made_before_it_was_written_and_after_it_was_erased_do_not_hold_it(laptops: Laptops) -> None:
    nam = laptops.officers[0]
    before = back_up(nam)
    household = write_household(nam)
    holding = back_up(nam)
    erased = erase_households(nam, nam.place.id, [household.id])
    assert erased.older_backups == (holding,)
    assert says(holding)
    assert not says(before)
    assert not says(erased.backup)


def test_a_copy_that_holds_only_what_was_later_added_to_it_is_named(laptops: Laptops) -> None:
    nam = laptops.officers[0]
    household = write_household(nam, "Y Khác")
    first = back_up(nam)
    save_households(nam, nam.place, [replace(household, note="Chồng đi làm xa, khó khăn")], "ghi chú")
    second = back_up(nam)
    other = write_household(nam, "A Nam", "2")
    erased = erase_households(nam, nam.place.id, [household.id])
    assert set(erased.older_backups) == {first, second}
    assert erase_households(nam, nam.place.id, [other.id]).older_backups == (erased.backup,)


def test_where_the_word_of_it_arrives_it_is_gone_from_the_file_and_copies_that_hold_it_are_told(
    laptops: Laptops,
) -> None:
    nam, lead = laptops.officers[0], laptops.lead
    older = back_up(lead)
    household = write_household(nam)
    carry(nam, lead, laptops.stick)
    holding = back_up(lead)
    erase_households(nam, nam.place.id, [household.id])
    path = export_package(nam, laptops.stick).path
    looked = import_package(lead, path, dry_run=True)
    assert "Sẽ xóa hẳn dữ liệu của 1 hộ mà nơi gửi đã xóa hẳn." in looked.sentence
    assert looked.older_backups == ()

    taken = import_package(lead, path)
    assert taken.backup is not None
    assert set(taken.older_backups) == {holding, taken.backup}
    assert "Đã xóa hẳn khỏi máy này dữ liệu của 1 hộ mà nơi gửi đã xóa hẳn." in taken.sentence
    assert "2 bản sao lưu cũ trên máy vẫn còn giữ dữ liệu này." in taken.sentence
    files = [path for path in lead.folder.root.glob("ntm.db*") if says(path)]
    assert files == []  # while it is still open, the pages written ahead included

    forget_after_backing_up(lead, taken.older_backups)
    assert older in list_backups(lead.folder)
    assert [path.name for path in lead.folder.root.rglob("*") if path.is_file() and says(path)] == []
    assert list_households(lead, lead.place) == []


def test_an_import_without_an_erasing_says_nothing_of_it(laptops: Laptops) -> None:
    nam, lead = laptops.officers[0], laptops.lead
    write_household(nam)
    taken = carry(nam, lead, laptops.stick)
    assert (taken.erased, taken.older_backups) == (0, ())
    assert "xóa hẳn" not in taken.sentence
