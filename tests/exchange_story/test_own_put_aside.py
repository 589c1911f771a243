"""What an import puts aside of this laptop's own is said, before and after: it leaves the table."""

from ntm_desktop.services.assign import assign
from ntm_desktop.services.list_pending import list_put_aside
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.undo_import import undo_import
from tests.exchange_story.desks import (
    OFFICERS,
    VILLAGES,
    Laptops,
    carry,
    enter,
    figure,
    full_round,
    village_set,
)
from ui.exchange.looking import counted

SAID = "1 số liệu của máy này {} để riêng, không dùng nữa: xem thẻ Đang chờ, để riêng."


def _not_assigned(laptops: Laptops) -> None:
    """A Nam wrote 9.2 before he heard that criterion 9 is Y Hoa's; the lead has put it aside."""
    full_round(laptops)
    lead, nam = laptops.lead, laptops.officers[0]
    assign(lead, [lead.find_place(VILLAGES[0])], village_set(lead), [9], 2021, [OFFICERS[1]])
    enter(nam, "9.2", "150/200")
    assert "của máy này" not in carry(nam, lead, laptops.stick).sentence


def test_a_figure_of_its_own_that_leaves_the_table_is_said(laptops: Laptops) -> None:
    _not_assigned(laptops)
    nam = laptops.officers[0]
    path = export_package(laptops.lead, laptops.stick, to_commune=True).path
    looked = import_package(nam, path, dry_run=True)
    assert SAID.format("sẽ") in looked.sentence
    assert ("⊘", "Của máy này, để riêng, không dùng nữa", "1") in counted(looked)
    assert figure(nam, "9.2") is not None, "a dry run changes nothing"
    taken = import_package(nam, path)
    assert SAID.format("đã") in taken.sentence
    assert taken.quarantined == 0
    assert figure(nam, "9.2") is None
    assert len(list_put_aside(nam)) == 1
    assert "của máy này" not in import_package(nam, path).sentence


def test_for_anothers_figure_nothing_is_said_of_this_laptop(laptops: Laptops) -> None:
    _not_assigned(laptops)
    said = carry(laptops.lead, laptops.officers[1], laptops.stick, to_commune=True).sentence
    assert "1 ngoài quyền người ghi nên để riêng" in said
    assert "của máy này" not in said


def test_it_is_said_also_where_the_file_had_to_wait(laptops: Laptops) -> None:
    full_round(laptops)
    lead, (nam, hoa) = laptops.lead, laptops.officers
    enter(lead, "4.1", "1/200")
    first = export_package(lead, laptops.stick, to_commune=True).path
    import_package(nam, first)
    import_package(hoa, first)
    carry(hoa, lead, laptops.stick)
    assign(lead, [lead.find_place(VILLAGES[0])], village_set(lead), [9], 2021, [OFFICERS[1]])
    enter(nam, "9.2", "150/200")
    carry(nam, lead, laptops.stick)
    undo_import(nam)
    assert carry(lead, nam, laptops.stick, to_commune=True).waits_for is not None
    assert figure(nam, "9.2") is not None
    assert SAID.format("đã") in import_package(nam, first).sentence
    assert figure(nam, "9.2") is None
