"""A laptop burns. With the paper from the safe it comes back: from its backup, or from what others hold of it."""

import hashlib
import json
import shutil
from pathlib import Path

import pytest

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import (
    BackupWithoutKey,
    DeskExists,
    PackageDamaged,
    RecoveryKeyWrong,
    RecoveryMustWait,
    RecoveryNotPossible,
    UnknownSender,
)
from ntm_desktop.evidence.store import EvidenceStore
from ntm_desktop.exchange import recovery
from ntm_desktop.paths import DataFolder
from ntm_desktop.services import recover_desk as recovering
from ntm_desktop.services.enrol import list_devices, revoke
from ntm_desktop.services.keep_evidence import BESIDE
from ntm_desktop.services.keep_safe import back_up, check, restore
from ntm_desktop.services.known_machines import own_key, own_role, own_words, signing_key
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.make_recovery_key import new_recovery_key
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.recover_desk import recover_desk
from ntm_desktop.services.restore_desk import restore_in_place
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.undo_import import can_undo
from tests.exchange_story.desks import (
    Laptops,
    assert_same,
    carry,
    enter,
    figure,
    full_round,
    shared_facts,
)


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits in a test."""
    monkeypatch.setattr(recovering, "_LONGEST_WAIT", 0)


def burn(laptops: Laptops, name: str) -> None:
    laptops[name].close()
    shutil.rmtree(laptops.root / name)
    del laptops.open[name]


def come_back(laptops: Laptops, name: str, source: Path, key: str) -> OpenDesk:
    laptops.open[name] = recover_desk(DataFolder(laptops.root / f"{name} mới"), source, key)
    return laptops[name]


def works_on(laptops: Laptops) -> None:
    """All four go on as if nothing had happened, and end up with the same facts."""
    enter(laptops.lead, "4.1", "195/200")
    for _ in range(2):
        full_round(laptops)
    assert figure(laptops.upper, "4.1") == figure(laptops.lead, "4.1")
    assert_same(*laptops.open.values())


def test_the_leads_laptop_burns_and_comes_back_from_backup_and_key(laptops: Laptops) -> None:
    full_round(laptops)
    enter(laptops.lead, "9.2", "151/200")
    key, words, device = new_recovery_key(laptops.lead), own_words(laptops.lead), laptops.lead.desk.device
    full_round(laptops)
    saved = back_up(laptops.lead, laptops.stick / "sao lưu.db")
    enter(laptops.lead, "4.1", "180/200")
    carry(laptops.lead, laptops.upper, laptops.stick)  # later than the backup: it must come back from there
    sealed_to_the_old_laptop = export_package(laptops.upper, laptops.stick).path
    burn(laptops, "lead")
    found = come_back(laptops, "lead", saved, key)
    assert (found.desk.device, own_words(found), own_role(found)) == (device, words, DeviceRole.LEAD)
    assert figure(found, "9.2") is not None
    enter(found, "11.1", "100/200")  # before it has heard of its own later work
    opened = import_package(found, sealed_to_the_old_laptop)
    assert opened.waits_for is not None  # it builds on what the backup does not hold, until others hear of that
    carry(found, laptops.upper, laptops.stick)
    carry(laptops.upper, found, laptops.stick)
    assert figure(found, "4.1") == figure(laptops.upper, "4.1") is not None
    works_on(laptops)


def test_the_leads_laptop_burns_and_comes_back_from_a_package_and_key(laptops: Laptops) -> None:
    key, words, device = new_recovery_key(laptops.lead), own_words(laptops.lead), laptops.lead.desk.device
    enter(laptops.lead, "9.2", "151/200")
    full_round(laptops)
    numbers = {one.number for one in register(laptops.lead) if one.direction == "sent"}
    facts = shared_facts(laptops.upper)
    burn(laptops, "lead")
    sent = export_package(laptops.upper, laptops.stick, whole=True)
    assert sent.is_sealed
    found = come_back(laptops, "lead", sent.path, key)
    assert (found.desk.device, own_words(found), own_role(found)) == (device, words, DeviceRole.LEAD)
    assert (found.place.title, found.desk.person) == ("Xã Ia Tơi", "Rơ Châm H'Lan")
    assert shared_facts(found) == facts
    assert can_undo(found) is None
    enter(found, "11.1", "100/200")
    assert export_package(found, laptops.stick).number > max(numbers)
    works_on(laptops)


def test_an_officers_laptop_comes_back_from_what_its_lead_sends(laptops: Laptops) -> None:
    nam = laptops["nam"]
    key = new_recovery_key(nam)
    enter(nam, "9.2", "151/200")
    full_round(laptops)
    burn(laptops, "nam")
    sent = export_package(laptops.lead, laptops.stick, to_commune=True, whole=True)
    found = come_back(laptops, "nam", sent.path, key)
    assert own_role(found) is DeviceRole.OFFICER
    assert found.desk.person == "A Nam"
    works_on(laptops)


def test_the_upper_level_comes_back_from_what_a_lead_sends(laptops: Laptops) -> None:
    key = new_recovery_key(laptops.upper)
    full_round(laptops)
    burn(laptops, "upper")
    sent = export_package(laptops.lead, laptops.stick, whole=True)
    found = come_back(laptops, "upper", sent.path, key)
    assert own_role(found) is DeviceRole.UPPER_LEVEL
    works_on(laptops)


def test_whoever_is_trusted_after_the_key_was_made_is_trusted_by_the_laptop_that_comes_back(
    laptops: Laptops, patient: None
) -> None:
    key = new_recovery_key(laptops.lead)
    known = {one.public_key for one in recovery_senders(laptops.lead, key)}
    laptops.lead.database.execute("INSERT INTO sender VALUES (?, 'xa-moi', 1, '', '')", ("ab" * 32,))
    full_round(laptops)  # nobody takes the paper out of the safe for this
    assert {one.public_key for one in recovery_senders(laptops.lead, key)} == known | {"ab" * 32}


def recovery_senders(desk: OpenDesk, key: str) -> tuple[recovery.TrustedSender, ...]:
    value = json.loads(desk.log.value(desk.desk.device, "recovery"))
    return recovery.unwrap(bytes.fromhex(value["wrapped"]), recovery.read_recovery_key(key)).senders


# What is worth nothing without the paper


def test_backups_and_packages_hold_nothing_of_the_key_once_there_is_a_paper(laptops: Laptops) -> None:
    secret = signing_key(laptops.lead).hex().encode()
    assert secret in back_up(laptops.lead).read_bytes()  # without a paper the backup alone must do
    new_recovery_key(laptops.lead)
    files = [
        back_up(laptops.lead),
        back_up(laptops.lead, laptops.stick / "sao lưu.db"),
        export_package(laptops.lead, laptops.stick).path,
    ]
    for path in files:
        assert secret not in path.read_bytes()
        assert bytes.fromhex(secret.decode()) not in path.read_bytes()


def test_a_backup_without_the_key_is_put_back_on_its_own_laptop_as_always(laptops: Laptops) -> None:
    lead = laptops.lead
    new_recovery_key(lead)
    full_round(laptops)
    saved, key = back_up(lead), own_key(lead)
    enter(lead, "9.2", "151/200")
    restore_in_place(lead, saved)
    assert own_key(lead) == key
    assert figure(lead, "9.2") is None
    check(lead)


def test_a_backup_without_the_key_is_not_put_back_elsewhere(laptops: Laptops, tmp_path: Path) -> None:
    new_recovery_key(laptops.lead)
    saved = back_up(laptops.lead, laptops.stick / "sao lưu.db")
    with pytest.raises(BackupWithoutKey):
        restore(DataFolder(tmp_path / "máy khác"), saved)
    assert not (tmp_path / "máy khác" / "ntm.db").exists()
    with pytest.raises(BackupWithoutKey):
        restore_in_place(laptops.upper, saved)
    check(laptops.upper)


# What is refused


def test_a_wrong_key_changes_nothing_and_slows_down(laptops: Laptops, tmp_path: Path) -> None:
    key = new_recovery_key(laptops.lead)
    other = new_recovery_key(laptops["nam"])
    full_round(laptops)
    folder = DataFolder(tmp_path / "máy mới")
    saved = back_up(laptops.lead, laptops.stick / "sao lưu.db")
    sent = export_package(laptops.upper, laptops.stick, whole=True).path
    for source, typed in ((saved, other), (sent, other), (saved, "1234"), (sent, "")):
        with pytest.raises(RecoveryKeyWrong):
            recover_desk(folder, source, typed)
        with pytest.raises(RecoveryMustWait) as told:
            recover_desk(folder, source, key)
        assert 0 < int(told.value.wait) <= 300
        attempts = folder.root / "recovery-attempts.json"
        kept = json.loads(attempts.read_text("utf-8"))
        attempts.write_text(json.dumps(kept | {"failed_at": kept["failed_at"] - 300}), "utf-8")
    assert kept["failures"] == 4
    assert {path.name for path in folder.root.rglob("*")} == {"recovery-attempts.json", "incoming"}
    recover_desk(folder, saved, f"  {key.replace(' ', '-').replace('0', 'O')} ").close()
    assert not (folder.root / "recovery-attempts.json").exists()


def test_files_from_before_the_key_and_packages_with_only_the_news_say_so(laptops: Laptops, tmp_path: Path) -> None:
    before = back_up(laptops.lead, laptops.stick / "cũ.db")
    key = new_recovery_key(laptops.lead)
    full_round(laptops)
    full_round(laptops)
    folder = DataFolder(tmp_path / "máy mới")
    for source, reason in ((before, "no_key"), (export_package(laptops.upper, laptops.stick).path, "not_whole")):
        with pytest.raises(RecoveryNotPossible) as told:
            recover_desk(folder, source, key)
        assert told.value.reason == reason
        assert not folder.database.exists()


def test_a_laptop_that_was_revoked_does_not_come_back_from_a_package(laptops: Laptops, tmp_path: Path) -> None:
    nam = laptops["nam"]
    key = new_recovery_key(nam)
    full_round(laptops)
    sent = export_package(laptops.lead, laptops.stick, to_commune=True, whole=True).path
    kept = shutil.copy(sent, tmp_path / "giữ lại.ntm")
    revoke(laptops.lead, nam.desk.device)
    late = export_package(laptops.lead, laptops.stick, to_commune=True, whole=True).path
    folder = DataFolder(tmp_path / "máy mới")
    with pytest.raises(RecoveryKeyWrong):  # nothing is sealed to it any more
        recover_desk(folder, late, key)
    (folder.root / "recovery-attempts.json").unlink()
    with recover_desk(folder, Path(kept), key) as found:  # the thief's luck: it hears of it with the next package
        assert own_role(found) is DeviceRole.OFFICER


def test_nobody_becomes_the_leads_upper_level_by_a_package_of_ones_own(
    laptops: Laptops, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = new_recovery_key(laptops.lead)
    full_round(laptops)
    stranger = laptops["hoa"]
    stranger.log.forget_rights()
    with monkeypatch.context() as patched:
        patched.setattr("ntm_desktop.services.send_package.own_role", lambda _: DeviceRole.UPPER_LEVEL)
        patched.setattr("ntm_desktop.services.send_package.signing_key", lambda _: bytes(range(32)))
        patched.setattr(
            "ntm_desktop.services.send_package.own_key",
            lambda _: "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8",
        )
        forged = export_package(stranger, laptops.stick, whole=True).path
    with pytest.raises((UnknownSender, PackageDamaged)):
        recover_desk(DataFolder(tmp_path / "máy mới"), forged, key)
    assert not (tmp_path / "máy mới" / "ntm.db").exists()


def test_a_laptop_with_data_is_not_recovered_over(laptops: Laptops) -> None:
    key = new_recovery_key(laptops.lead)
    saved = back_up(laptops.lead, laptops.stick / "sao lưu.db")
    with pytest.raises(DeskExists):
        recover_desk(laptops.upper.folder, saved, key)
    check(laptops.upper)


def test_damaged_data_makes_room_for_the_recovered_laptop_and_is_kept(laptops: Laptops, patient: None) -> None:
    key = new_recovery_key(laptops.lead)
    saved = back_up(laptops.lead, laptops.stick / "sao lưu.db")
    folder = laptops.lead.folder
    laptops.lead.close()
    folder.database.write_bytes(b"SQLite format 3\0" + b"x" * 5000)
    with pytest.raises(BackupWithoutKey):
        restore(folder, saved)
    with pytest.raises(RecoveryKeyWrong):
        recover_desk(folder, saved, new_recovery_key(laptops["nam"]))
    assert folder.database.read_bytes().endswith(b"xxx")
    laptops.open["lead"] = recover_desk(folder, saved, key)
    assert [path.name[:5] for path in folder.backups.glob("hong-*")]
    check(laptops.lead)


def test_an_old_paper_opens_no_package_sealed_after_a_new_one_was_printed(laptops: Laptops, tmp_path: Path) -> None:
    old, new = new_recovery_key(laptops.lead), new_recovery_key(laptops.lead)
    full_round(laptops)
    sent = export_package(laptops.upper, laptops.stick, whole=True).path
    with pytest.raises(RecoveryKeyWrong):
        recover_desk(DataFolder(tmp_path / "cũ"), sent, old)
    with recover_desk(DataFolder(tmp_path / "mới"), sent, new) as found:
        assert [one.is_own for one in list_devices(found)].count(True) == 1
        check(found)
    open_desk(DataFolder(tmp_path / "mới")).close()


def test_files_of_evidence_beside_the_backup_come_back_with_the_laptop(laptops: Laptops, tmp_path: Path) -> None:
    key = new_recovery_key(laptops.lead)
    saved = back_up(laptops.lead, laptops.stick / "sao lưu.db")
    sha256 = hashlib.sha256(b"anh").hexdigest()
    beside = EvidenceStore(laptops.stick / BESIDE).path(sha256)
    beside.parent.mkdir(parents=True)
    beside.write_bytes(b"anh")
    with recover_desk(DataFolder(tmp_path / "máy mới"), saved, key) as found:
        assert EvidenceStore(found.folder.evidence).is_whole(sha256)
