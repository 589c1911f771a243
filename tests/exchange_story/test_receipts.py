"""Cumulative until acknowledged: what goes along, what stays at home, and what a receipt is worth."""

from ntm_desktop.services.keep_safe import back_up, restore
from ntm_desktop.services.list_packages import register, result_of
from ntm_desktop.services.open_desk import open_desk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.undo_import import undo_import
from ntm_desktop.services.wipe_package import has_arrived
from tests.exchange_story.desks import Laptops, assert_same, carry, enter, figure, full_round


def test_everything_goes_along_until_a_receipt_comes_and_then_only_what_is_new(laptops: Laptops) -> None:
    full_round(laptops)
    enter(laptops.lead, "9.2", "150/200")
    assert export_package(laptops.lead, laptops.stick).operations == 1
    enter(laptops.lead, "4.1", "190/200")
    second = export_package(laptops.lead, laptops.stick)
    assert second.operations == 2  # the first may have been lost
    import_package(laptops.upper, second.path)
    enter(laptops.lead, "11.1", "160/200")
    assert export_package(laptops.lead, laptops.stick).operations == 3  # nobody has answered yet
    carry(laptops.upper, laptops.lead, laptops.stick)
    assert export_package(laptops.lead, laptops.stick).operations == 1


def test_a_receipt_is_shown_beside_the_package_it_is_for(laptops: Laptops) -> None:
    full_round(laptops)
    enter(laptops.lead, "9.2", "150/200")
    sent = export_package(laptops.lead, laptops.stick)
    import_package(laptops.upper, sent.path)

    def line() -> object:
        return next(one for one in register(laptops.lead) if one.sha256 == sent.sha256).acknowledged_at

    assert line() is None
    carry(laptops.upper, laptops.lead, laptops.stick)
    assert line() is not None


def test_a_package_for_two_has_arrived_when_both_have_it(laptops: Laptops) -> None:
    full_round(laptops)
    enter(laptops.lead, "9.2", "150/200")
    sent = export_package(laptops.lead, laptops.stick, to_commune=True)
    said = []
    for officer in laptops.officers:
        import_package(officer, sent.path)
        carry(officer, laptops.lead, laptops.stick)
        line = next(one for one in register(laptops.lead) if one.sha256 == sent.sha256)
        said.append((has_arrived(line), result_of(line)[:23]))
    assert said[0] == (False, "… 1/2 nơi nhận đã nhận")
    assert said[1][0]


def test_what_was_taken_back_is_sent_again(laptops: Laptops) -> None:
    """The receipt had gone; the next package says that the recipient holds less than it did."""
    full_round(laptops)
    enter(laptops.lead, "9.2", "150/200")
    carry(laptops.lead, laptops.upper, laptops.stick)
    carry(laptops.upper, laptops.lead, laptops.stick)
    undo_import(laptops.upper)
    assert figure(laptops.upper, "9.2") is None
    enter(laptops.lead, "4.1", "190/200")
    assert carry(laptops.lead, laptops.upper, laptops.stick).waits_for is not None
    carry(laptops.upper, laptops.lead, laptops.stick)
    taken = carry(laptops.lead, laptops.upper, laptops.stick)
    assert taken.added == 2
    assert taken.followed == 1
    assert_same(laptops.upper, laptops.lead)


def test_it_waits_for_the_package_its_recipient_knows(laptops: Laptops) -> None:
    """Packages to the officers have numbers between those to the upper level."""
    full_round(laptops)
    enter(laptops.lead, "9.2", "150/200")
    missing = export_package(laptops.lead, laptops.stick / "a.ntm")
    kept = back_up(laptops.upper, laptops.root / "upper.db")
    import_package(laptops.upper, missing.path)
    carry(laptops.upper, laptops.lead, laptops.stick)
    path = export_package(laptops.lead, laptops.stick / "b.ntm", to_commune=True).path
    for officer in laptops.officers:
        import_package(officer, path)
        carry(officer, laptops.lead, laptops.stick)
    enter(laptops.lead, "4.1", "190/200")
    later = export_package(laptops.lead, laptops.stick / "c.ntm").path
    laptops.upper.close()
    restore(laptops.upper.folder, kept)
    upper = laptops.open["upper"] = open_desk(laptops.upper.folder)
    waiting = import_package(upper, later)
    assert waiting.waits_for == missing.number
    assert f"tệp số {missing.number}" in waiting.sentence
    assert import_package(upper, missing.path).followed == 1
    assert_same(upper, laptops.lead)


def test_a_laptop_back_at_a_backup_packs_what_it_had_not_packed_then(laptops: Laptops) -> None:
    """It hears of its own later package from others, and must still send what stood before that."""
    full_round(laptops)
    lead = laptops.lead
    enter(lead, "9.2", "150/200")
    kept = back_up(lead, laptops.root / "lead.db")  # written, but never packed
    first = export_package(lead, laptops.stick / "a.ntm").path
    import_package(laptops.upper, first)
    carry(laptops.upper, lead, laptops.stick)
    enter(lead, "4.1", "190/200")
    carry(lead, laptops.upper, laptops.stick)
    back = export_package(laptops.upper, laptops.stick / "b.ntm").path
    lead.close()
    restore(lead.folder, kept)
    laptops.open["lead"] = open_desk(lead.folder)
    import_package(laptops.lead, back)
    for _ in range(2):
        full_round(laptops)
    assert figure(laptops.lead, "4.1") == '{"d":"200","n":"190"}'
    assert_same(*laptops.open.values())
