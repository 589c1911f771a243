"""A package of a laptop whose permit was taken back: said as what it is, and never offered to be accepted."""

import time
from pathlib import Path

import pytest

from ntm_desktop.domain.errors import RecipientRevoked, SenderRevoked
from ntm_desktop.domain.moments import package_day_text
from ntm_desktop.exchange.package import read_outside
from ntm_desktop.services.check_package import verify_package
from ntm_desktop.services.enrol import revoke
from ntm_desktop.services.known_machines import own_key, own_words, trust_sender
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import Imported
from ntm_desktop.services.send_package import export_package
from tests.exchange_story.desks import Laptops, carry, enter, full_round
from ui.exchange.looking import counted, look


def test_a_package_of_a_revoked_laptop_says_so_and_when(laptops: Laptops) -> None:
    lead, hoa = laptops.lead, laptops["hoa"]
    carry(hoa, lead, laptops.stick)
    revoke(lead, hoa.desk.device)
    enter(hoa, "12.1", "1/200")
    path = export_package(hoa, laptops.stick).path
    today = package_day_text(int(time.time()))
    looked = look(lead, path, lambda *_: None)
    assert (looked.dry_run, looked.revoked_on) == (None, today)
    with pytest.raises(SenderRevoked) as caught:
        trust_sender(lead, path, own_words(hoa))
    assert caught.value.day == today
    assert verify_package(path, desk=lead).words == own_words(hoa)


def test_what_is_put_aside_is_counted_once(laptops: Laptops) -> None:
    nam, lead = laptops["nam"], laptops.lead
    carry(nam, lead, laptops.stick)
    revoked = laptops.upper
    carry(lead, revoked, laptops.stick)
    revoke(lead, nam.desk.device)
    enter(nam, "9.2", "150/200")
    enter(nam, "12.1", "1/200")
    rows = nam.log.operations_since(nam.desk.device, 1, 0)
    taken = lead.log.take_in([rows])
    assert (taken.added, taken.quarantined, taken.by_kind["reading"]) == (2, 2, 0)
    found = Imported(verify_package(export_package(nam, laptops.stick).path), taken.added, 0, 3, 0, 2, (), {})
    assert ("+", "Mới", "0") in counted(found)
    assert "2 ngoài quyền" in found.sentence
    assert "2 mới" not in found.sentence


def hear(desk: OpenDesk, teller: OpenDesk) -> None:
    """What the other has written itself, by whatever way it came."""
    desk.log.take_in([teller.log.operations_since(teller.desk.device, 1, 0)])


def sealed_to(package: Path) -> set[str]:
    return {one.device_key for one in read_outside(package).manifest.envelopes}


def test_nothing_more_is_sealed_to_a_laptop_that_was_revoked(laptops: Laptops) -> None:
    full_round(laptops)
    lead, (nam, hoa) = laptops.lead, laptops.officers
    assert own_key(hoa) in sealed_to(export_package(lead, laptops.stick, to_commune=True).path)
    revoke(lead, hoa.desk.device)
    found = sealed_to(export_package(lead, laptops.stick, to_commune=True).path)
    assert own_key(nam) in found
    assert own_key(hoa) not in found


@pytest.mark.parametrize("sender", ["nam", "upper"])
def test_when_the_only_recipient_was_revoked_the_package_does_not_lie_open_to_all(
    laptops: Laptops, sender: str
) -> None:
    """An officer compared the six words of its lead, the upper level permitted it."""
    full_round(laptops)
    lead, upper, desk = laptops.lead, laptops.upper, laptops[sender]
    assert own_key(lead) in sealed_to(export_package(desk, laptops.stick).path)
    revoke(upper, lead.desk.device)
    hear(desk, upper)
    before = set(laptops.stick.iterdir())
    with pytest.raises(RecipientRevoked):
        export_package(desk, laptops.stick)
    assert set(laptops.stick.iterdir()) == before


def test_a_laptop_compared_by_six_words_is_refused_too_once_it_was_revoked(laptops: Laptops) -> None:
    full_round(laptops)
    revoke(laptops.upper, laptops.lead.desk.device)
    hear(laptops["nam"], laptops.upper)
    with pytest.raises(SenderRevoked):
        carry(laptops.lead, laptops["nam"], laptops.stick, to_commune=True)
