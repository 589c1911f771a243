"""A quarter of a commune: two officers, a lead and the upper level, one stick, and everything that goes wrong."""

import errno
import shutil
import time
from pathlib import Path

import pytest

from ntm_desktop.domain.errors import (
    DiskFull,
    FileNotWritten,
    FileUnreadable,
    NotAllowed,
    PackageDamaged,
    PackageNotForUs,
    PackageSealedForOthers,
    PermitForAnother,
    SenderRevoked,
    SenderWordsDiffer,
    UnknownSender,
)
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.assign import assign
from ntm_desktop.services.decide_conflicts import decide, list_conflicts
from ntm_desktop.services.enrol import accept_permit, permit, revoke, write_request
from ntm_desktop.services.keep_safe import back_up, restore
from ntm_desktop.services.known_machines import own_words
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.make_recovery_key import new_recovery_key
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.recover_desk import recover_desk
from ntm_desktop.services.review import answer_remark, list_remarks, review_of, set_review, write_remark
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune
from ntm_desktop.services.undo_import import undo_import
from tests.exchange_story.desks import (
    DISTRICT,
    OFFICERS,
    VILLAGES,
    Laptops,
    assert_same,
    carry,
    enter,
    everything,
    figure,
    full_round,
    reading_key,
    village_set,
)
from tests.exchange_story.failing_sticks import opened_with
from tests.exchange_story.forged import Fact, cell, operations, overreaching, package, partition, signed

DAY = 86_400


class Clock:
    """The laptops' clocks, which a flat battery sets to anything."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._honest = time.time
        self._offset = 0.0
        monkeypatch.setattr("time.time", lambda: self._honest() + self._offset)

    def set_to_year(self, year: int) -> None:
        self._offset = (year - 2026) * 365.25 * DAY


def test_a_quarter_with_every_mishap(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    _enrolling_goes_wrong_first(laptops)
    _january_the_lead_assigns(laptops)
    _january_the_stick_is_lost_and_copied(laptops)
    _february_packages_spoil(laptops)
    _february_the_stick_fails(laptops, monkeypatch)
    _february_clocks_lie(laptops, clock)
    _march_a_laptop_goes_back_to_a_backup(laptops)
    _march_someone_copies_a_folder(laptops)
    _march_two_write_the_same_figure(laptops)
    _march_bad_programs_send(laptops)
    _april_the_upper_level_reviews(laptops)
    _april_an_import_is_taken_back(laptops)
    _april_a_laptop_is_lost(laptops)
    _april_the_leads_laptop_burns_twice(laptops)
    listening = [desk for name, desk in laptops.open.items() if name != "hoa"]
    for _ in range(3):  # the copied laptop listens too
        full_round_without_hoa(laptops)
    assert_same(*listening)
    assert figure(laptops.upper, "9.2") == '{"d":"200","n":"155"}'
    assert figure(laptops.upper, "4.1") == '{"d":"200","n":"199"}'
    assert figure(laptops["nam-2"], "11.1") == '{"d":"200","n":"171"}'


def full_round_without_hoa(laptops: Laptops) -> None:
    for name in ("nam", "nam-2"):
        carry(laptops[name], laptops.lead, laptops.stick)
    carry(laptops.lead, laptops.upper, laptops.stick)
    carry(laptops.upper, laptops.lead, laptops.stick)
    path = export_package(laptops.lead, laptops.stick, to_commune=True).path
    for name in ("nam", "nam-2"):
        import_package(laptops[name], path)


def _enrolling_goes_wrong_first(laptops: Laptops) -> None:
    """A permit for another laptop, words misheard, and a laptop nobody has permitted."""
    lead, (nam, hoa) = laptops.lead, laptops.officers
    request, words = write_request(nam, laptops.stick)
    answer = permit(lead, request, words, laptops.stick)
    before = everything(hoa)
    with pytest.raises(PermitForAnother):
        accept_permit(hoa, answer, own_words(lead))
    with pytest.raises(SenderWordsDiffer):
        accept_permit(nam, answer, own_words(hoa))
    assert everything(hoa) == before
    with start_commune(
        DataFolder(laptops.root / "la"), "Ia Đal", upper_level=DISTRICT, person="Người lạ"
    ) as stranger:
        path = export_package(stranger, laptops.stick).path
        before = everything(laptops.upper)
        with pytest.raises(UnknownSender):
            import_package(laptops.upper, path)
        with pytest.raises(PackageNotForUs):
            import_package(stranger, export_package(nam, laptops.stick).path)
        assert everything(laptops.upper) == before


def _january_the_lead_assigns(laptops: Laptops) -> None:
    lead, (nam, hoa) = laptops.lead, laptops.officers
    village = lead.find_place(VILLAGES[0])
    assert assign(lead, [village], village_set(lead), [9], 2021, [OFFICERS[0]]) == 1
    path = export_package(lead, laptops.stick, to_commune=True).path
    for officer in laptops.officers:
        assert import_package(officer, path).added
    enter(nam, "9.2", "151/200")
    with pytest.raises(NotAllowed):
        enter(hoa, "9.2", "1/200")
    with pytest.raises(NotAllowed):
        write_remark(nam, reading_key(nam, "9.2"), "Không được")


def _january_the_stick_is_lost_and_copied(laptops: Laptops) -> None:
    """What was on a lost stick comes with the next one; what comes twice or late is nothing new."""
    nam, lead = laptops.officers[0], laptops.lead
    lost = export_package(nam, laptops.stick).path
    lost.unlink()
    late = export_package(nam, laptops.stick / "muon.ntm").path
    enter(nam, "4.1", "190/200")
    second = export_package(nam, laptops.stick).path
    twice = Path(shutil.copy(second, laptops.stick / "ban-sao.ntm"))
    assert import_package(lead, second).added
    for again in (twice, second, late):
        taken = import_package(lead, again)
        assert taken.added == taken.waiting == 0
        assert "không có gì mới" in taken.sentence.lower()
    assert figure(lead, "9.2") == '{"d":"200","n":"151"}'
    full_round(laptops)


def _february_packages_spoil(laptops: Laptops) -> None:
    """Half written, altered, for others; and one that comes before the one it builds on."""
    nam, lead, upper = laptops.officers[0], laptops.lead, laptops.upper
    enter(nam, "11.1", "170/200")
    path = export_package(nam, laptops.stick).path
    whole, before = path.read_bytes(), everything(lead)
    for spoilt in (whole[: len(whole) // 2], whole[:200] + bytes([whole[200] ^ 1]) + whole[201:], b""):
        path.write_bytes(spoilt)
        with pytest.raises(PackageDamaged):
            import_package(lead, path)
    path.write_bytes(whole)
    with pytest.raises((PackageNotForUs, UnknownSender, PackageSealedForOthers)):
        import_package(upper, path)
    assert everything(lead) == before
    import_package(lead, path)
    first = export_package(lead, laptops.stick / "mot.ntm").path
    import_package(upper, first)
    carry(upper, lead, laptops.stick)  # the receipt
    enter(lead, "4.1", "191/200")
    second = export_package(lead, laptops.stick / "hai.ntm").path
    other = _upper_from_before(laptops)
    try:
        waiting = import_package(other, second)
        assert waiting.waits_for is not None
        assert "đang chờ" in waiting.sentence
        assert figure(other, "4.1") != '{"d":"200","n":"191"}'
        followed = import_package(other, first)
        assert followed.followed == 1
        assert figure(other, "4.1") == '{"d":"200","n":"191"}'
    finally:
        other.close()
    full_round(laptops)


def _upper_from_before(laptops: Laptops) -> OpenDesk:
    """The upper level as it was before the last package came: its laptop was replaced by last week's backup."""
    folder = DataFolder(laptops.root / "upper-truoc")
    latest = max(laptops.upper.folder.backups.glob("*nhan-tep*.db"), key=lambda path: path.stat().st_mtime_ns)
    restore(folder, latest)
    return open_desk(folder)


def _february_the_stick_fails(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pulled out or full while it is written to, pulled out while it is read: nothing half, and again it goes."""
    nam, lead = laptops.officers[0], laptops.lead
    enter(nam, "12.1", "149/200")
    probe = export_package(nam, laptops.root / "thu.ntm").path
    sent, half = len(register(nam)), probe.stat().st_size // 2
    for number, error in ((errno.EIO, FileNotWritten), (errno.ENOSPC, DiskFull)):
        stick = laptops.root / f"USB-{number}"
        stick.mkdir()
        with monkeypatch.context() as patched:
            opened_with(patched, half, number, "xb", ".part")
            with pytest.raises(error):
                export_package(nam, stick)
        assert list(stick.iterdir()) == []
    assert len(register(nam)) == sent
    path, before = export_package(nam, laptops.stick).path, everything(lead)
    with monkeypatch.context() as patched:
        opened_with(patched, half, errno.EIO, "rb", path.name)
        with pytest.raises(FileUnreadable):
            import_package(lead, path)
    assert everything(lead) == before
    assert import_package(lead, path).added == 1
    full_round(laptops)


def _february_clocks_lie(laptops: Laptops, clock: Clock) -> None:
    """2015 and 2080 change what is shown as the time, and nothing else."""
    nam, hoa = laptops.officers
    clock.set_to_year(2080)
    enter(nam, "9.2", "152/200")
    early = export_package(nam, laptops.stick / "2080.ntm").path
    clock.set_to_year(2015)
    enter(nam, "9.2", "153/200")
    later = export_package(nam, laptops.stick / "2015.ntm").path
    import_package(laptops.lead, later)
    import_package(laptops.lead, early)
    assert figure(laptops.lead, "9.2") == '{"d":"200","n":"153"}'
    for _ in range(25):  # more backups than are kept; the safety copy of 2015 is not the one that goes
        saved = back_up(laptops.lead)
        assert saved.is_file()
    clock.set_to_year(2026)
    enter(hoa, "12.1", "150/200")
    full_round(laptops)
    assert_same(*laptops.open.values())


def _march_a_laptop_goes_back_to_a_backup(laptops: Laptops) -> None:
    """What had been sent comes back; what is written from here on has numbers of its own."""
    nam = laptops.officers[0]
    kept = back_up(nam, laptops.root / "nam-thang-hai.db")
    enter(nam, "14.1", "180/200")
    carry(nam, laptops.lead, laptops.stick)
    nam.close()
    restore(nam.folder, kept)
    nam = laptops.open["nam"] = open_desk(nam.folder)
    assert figure(nam, "14.1") is None
    enter(nam, "14.2", "181/200")
    full_round(laptops)
    full_round(laptops)
    assert figure(nam, "14.1") == '{"d":"200","n":"180"}'
    incarnations = {incarnation for device, incarnation, _ in nam.log.ranges() if device == nam.desk.device}
    assert len(incarnations) == 2
    assert_same(*laptops.open.values())


def _march_someone_copies_a_folder(laptops: Laptops) -> None:
    """Both go on working; neither overwrites the other."""
    copy = laptops.copy("nam", "nam-2")
    enter(laptops["nam"], "17.1", "160/200")
    enter(copy, "11.1", "171/200")
    for _ in range(2):
        full_round(laptops)
        carry(copy, laptops.lead, laptops.stick)
        import_package(copy, export_package(laptops.lead, laptops.stick, to_commune=True).path)
    full_round(laptops)
    assert figure(laptops["nam"], "11.1") == figure(laptops.upper, "11.1") == '{"d":"200","n":"171"}'
    assert figure(copy, "17.1") == '{"d":"200","n":"160"}'


def _march_two_write_the_same_figure(laptops: Laptops) -> None:
    """Both stay, one is shown everywhere alike, and the decision with its reason ends it everywhere."""
    nam, hoa = laptops.officers
    enter(nam, "4.1", "198/200")
    enter(hoa, "4.1", "199/200")
    for officer in (nam, hoa):
        taken = carry(officer, laptops.lead, laptops.stick)
    assert len(taken.conflicts) == 1
    (conflict,) = list_conflicts(laptops.lead)
    assert {side.person for side in conflict.sides} == set(OFFICERS)
    assert conflict.before == '{"d":"200","n":"191"}'
    chosen = next(side for side in conflict.sides if side.person == OFFICERS[1])
    decide(laptops.lead, conflict, chosen.value, "Đếm lại cùng trưởng thôn")
    full_round(laptops)
    full_round(laptops)
    for desk in laptops.open.values():
        if desk is not laptops["nam-2"]:
            assert list_conflicts(desk) == []
            assert figure(desk, "4.1") == '{"d":"200","n":"199"}'


def _march_bad_programs_send(laptops: Laptops) -> None:
    """Another's criterion and evidence, the upper level's word, another's name: put aside or refused, and said."""
    lead, upper, (nam, hoa) = laptops.lead, laptops.upper, laptops.officers
    figures = figure(lead, "9.2"), figure(upper, "9.2")
    piece = f"{lead.find_place(VILLAGES[0]).id}|{'e' * 32}"
    facts: list[Fact] = [
        ("reading", cell(hoa), "figure", {"n": "1", "d": "200"}),
        ("evidence", piece, "reading", f"{village_set(hoa).id}|9.2|2021"),
        ("remark", cell(hoa), "text", "Đạt rồi"),
    ]
    made = operations(hoa, facts)
    taken = import_package(lead, package(hoa, lead, laptops.stick, signed(hoa, made)))
    assert (taken.added, taken.quarantined) == (3, 3)
    assert "3 ngoài quyền người ghi nên để riêng" in taken.sentence
    hoa.log.take_in([made])  # its own program let it
    carry(lead, upper, laptops.stick)
    of_upper: list[Fact] = [
        ("remark", cell(lead), "text", "Đạt rồi"),
        ("review", partition(lead), "state", "accepted"),
    ]
    for fact in of_upper:
        assert import_package(upper, overreaching(lead, upper, laptops.stick, [fact])).quarantined == 1
        undo_import(upper)
    forged = operations(nam, [("reading", cell(nam), "figure", {"n": "2", "d": "200"})])
    before = everything(lead)
    with pytest.raises(PackageDamaged):
        import_package(lead, package(hoa, lead, laptops.stick, signed(hoa, forged)))
    assert everything(lead) == before
    assert (figure(lead, "9.2"), figure(upper, "9.2")) == figures
    full_round(laptops)


def _april_the_upper_level_reviews(laptops: Laptops) -> None:
    """Returned with a remark, answered, accepted; a later change re-opens it for everyone to see."""
    upper, lead, nam = laptops.upper, laptops.lead, laptops.officers[0]
    village, chosen = upper.find_place(VILLAGES[0]), village_set(upper)
    set_review(upper, village, chosen, 9, 2021, ReviewState.RETURNED, "Thiếu hộ mới tách")
    write_remark(upper, reading_key(upper, "9.2"), "Xem lại số hộ")
    with pytest.raises(NotAllowed):
        set_review(lead, village, chosen, 9, 2021, ReviewState.ACCEPTED)
    full_round(laptops)
    (remark,) = list_remarks(nam, nam.place, chosen, 2021).values()
    assert remark.text == "Xem lại số hộ"
    answer_remark(nam, reading_key(nam, "9.2"), "Đã tính hộ mới tách")
    enter(nam, "9.2", "154/200")
    full_round(laptops)
    (remark,) = list_remarks(upper, upper.find_commune("Ia Tơi"), chosen, 2021).values()
    assert remark.answer == "Đã tính hộ mới tách"
    accepted = set_review(upper, village, chosen, 9, 2021, ReviewState.ACCEPTED)
    full_round(laptops)
    for desk in (upper, lead, *laptops.officers):
        found = review_of(desk, village, chosen, 9, 2021)
        assert found == accepted
        assert not found.is_reopened
    enter(nam, "9.2", "155/200")
    full_round(laptops)
    for desk in (upper, lead, *laptops.officers):
        found = review_of(desk, village, chosen, 9, 2021)
        assert found.is_reopened
        assert found.changed_codes == ("9.2",)
        assert found.review.accepted_hash == accepted.review.accepted_hash


def _april_an_import_is_taken_back(laptops: Laptops) -> None:
    nam, lead = laptops.officers[0], laptops.lead
    enter(nam, "15.2", "Có")
    path = export_package(nam, laptops.stick).path
    before = figure(lead, "15.2")
    taken = import_package(lead, path)
    assert figure(lead, "15.2") != before
    _, count = undo_import(lead)
    assert count == taken.added
    assert figure(lead, "15.2") == before
    assert import_package(lead, path).added == taken.added
    full_round(laptops)


def _april_a_laptop_is_lost(laptops: Laptops) -> None:
    """What it wrote before stays; what a finder brings is refused with a sentence."""
    lead, hoa = laptops.lead, laptops.officers[1]
    revoke(lead, hoa.desk.device)
    carry(lead, laptops.upper, laptops.stick)
    enter(hoa, "12.1", "1/200")
    path = export_package(hoa, laptops.stick).path
    for desk in (lead, laptops.upper):
        before = everything(desk)
        with pytest.raises((SenderRevoked, PackageNotForUs, PackageSealedForOthers)):
            import_package(desk, path)
        assert everything(desk) == before
        assert figure(desk, "12.1") == '{"d":"200","n":"150"}'
    numbers = [one.number for one in register(lead) if one.direction == "sent"]
    assert numbers == sorted(set(numbers), reverse=True)


def _april_the_leads_laptop_burns_twice(laptops: Laptops) -> None:
    """The paper from the safe brings it back: from the backup on a stick, then from what the upper level holds."""
    lead, upper = laptops.lead, laptops.upper
    device, words = lead.desk.device, own_words(lead)
    key = new_recovery_key(lead)
    carry(lead, upper, laptops.stick)
    carry(upper, lead, laptops.stick)
    saved = back_up(lead, laptops.root / "sao lưu của xã.db")
    for source in (saved, None):
        burnt = laptops.open.pop("lead")
        burnt.close()
        shutil.rmtree(burnt.folder.root)
        path = source or export_package(upper, laptops.stick, whole=True).path
        laptops.open["lead"] = recover_desk(burnt.folder, path, key)
        assert (laptops.lead.desk.device, own_words(laptops.lead)) == (device, words)
        full_round_without_hoa(laptops)
        assert figure(laptops.lead, "9.2") == figure(upper, "9.2")
