"""Evidence between laptops: sealed, once to each recipient until acknowledged, never named without its file."""

from pathlib import Path

import pytest

from ntm_desktop.domain.errors import DiskFull
from ntm_desktop.domain.evidence import Details, Piece
from ntm_desktop.evidence.store import EvidenceStore
from ntm_desktop.exchange.package import open_package, verify_package
from ntm_desktop.paths import DataFolder
from ntm_desktop.services import carry_evidence
from ntm_desktop.services.add_evidence import add_evidence
from ntm_desktop.services.change_evidence import change_details, remove_evidence
from ntm_desktop.services.check_evidence import check_evidence, clean_evidence
from ntm_desktop.services.check_package import verify_package as report_on
from ntm_desktop.services.decide_conflicts import list_conflicts
from ntm_desktop.services.known_machines import signing_key
from ntm_desktop.services.list_evidence import evidence_of
from ntm_desktop.services.make_recovery_key import new_recovery_key
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.recover_desk import recover_desk
from ntm_desktop.services.send_package import Exported, export_package
from ntm_desktop.services.start_desk import start_commune
from ntm_desktop.services.undo_import import undo_import
from tests.evidence import files
from tests.exchange_story.desks import Laptops, carry, enter, full_round, reading_key
from ui.conflicts import words

CODE = "6.1"


def attach(desk: OpenDesk, *given: Path, code: str = CODE) -> tuple[Piece, ...]:
    key = reading_key(desk, code)
    return add_evidence(desk, key, desk.find_place("Thôn 1"), given, Details()).pieces


def here(desk: OpenDesk, code: str = CODE) -> list[str]:
    """The names of the pieces whose files are on that laptop."""
    found = evidence_of(desk, reading_key(desk, code))
    return [one.file.name for one in found.pieces if one.id not in found.without_file]


def listed(desk: OpenDesk, code: str = CODE) -> list[str]:
    return [one.file.name for one in evidence_of(desk, reading_key(desk, code)).pieces]


def stored(desk: OpenDesk) -> set[str]:
    return {sha256 for sha256, _ in EvidenceStore(desk.folder.evidence).list_files()}


def evidence_in(package: Path, desk: OpenDesk) -> int:
    return report_on(package, desk=desk).files


def lose(desk: OpenDesk, piece: Piece) -> None:
    EvidenceStore(desk.folder.evidence).path(piece.file.sha256).unlink()


def test_files_travel_from_the_officer_to_the_lead_to_the_upper_level(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    officer = laptops["nam"]
    attach(officer, files.photo(tmp_path / "anh.jpg", taken="2021:05:03 10:12:00"), files.pdf(tmp_path / "bb.pdf"))
    sent = carry(officer, laptops.lead, laptops.stick)
    assert sent.files == 2
    assert "2 tệp minh chứng mới" in sent.sentence
    assert here(laptops.lead) == ["anh.jpg", "bb.pdf"]
    assert carry(laptops.lead, laptops.upper, laptops.stick).files == 2
    assert here(laptops.upper) == ["anh.jpg", "bb.pdf"]
    assert stored(laptops.upper) == stored(officer)
    for desk in (laptops.lead, laptops.upper):
        assert check_evidence(desk).problems == ()
        assert check_evidence(desk).awaited == ()


def test_a_dry_run_says_how_many_files_and_stores_none(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    attach(laptops.lead, files.pdf(tmp_path / "1.pdf", "1"), files.pdf(tmp_path / "2.pdf", "2"))
    sent = export_package(laptops.lead, laptops.stick)
    assert "Kèm 2 tệp minh chứng." in sent.sentence
    assert "2 tệp minh chứng" in report_on(sent.path, desk=laptops.upper).sentence
    looked = import_package(laptops.upper, sent.path, dry_run=True)
    assert looked.files == 2
    assert "2 tệp minh chứng mới" in looked.sentence
    assert stored(laptops.upper) == set()
    assert import_package(laptops.upper, sent.path).files == 2


def test_each_file_travels_until_it_is_acknowledged_and_then_no_more(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    attach(laptops.lead, files.pdf(tmp_path / "1.pdf", "1"))
    assert evidence_in(export_package(laptops.lead, laptops.stick).path, laptops.lead) == 1
    enter(laptops.lead, "9.2", "150/200")
    second = export_package(laptops.lead, laptops.stick)  # the first stick may have been lost
    assert evidence_in(second.path, laptops.lead) == 1
    import_package(laptops.upper, second.path)
    carry(laptops.upper, laptops.lead, laptops.stick)
    attach(laptops.lead, files.pdf(tmp_path / "2.pdf", "2"))
    third = export_package(laptops.lead, laptops.stick)
    assert evidence_in(third.path, laptops.lead) == 1
    assert import_package(laptops.upper, third.path).files == 1
    assert here(laptops.upper) == ["1.pdf", "2.pdf"]


def test_what_a_laptop_brought_is_not_sent_back_to_it(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    attach(laptops["nam"], files.pdf(tmp_path / "1.pdf"))
    carry(laptops["nam"], laptops.lead, laptops.stick)
    carry(laptops["hoa"], laptops.lead, laptops.stick)
    handed = export_package(laptops.lead, laptops.stick, to_commune=True)
    assert evidence_in(handed.path, laptops.lead) == 1  # for the other officer
    import_package(laptops["hoa"], handed.path)
    assert here(laptops["hoa"]) == ["1.pdf"]
    carry(laptops["hoa"], laptops.lead, laptops.stick)
    enter(laptops.lead, "9.2", "150/200")
    assert evidence_in(export_package(laptops.lead, laptops.stick, to_commune=True).path, laptops.lead) == 0


def test_the_upper_level_sends_no_evidence_down(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    attach(laptops.lead, files.pdf(tmp_path / "1.pdf"))
    carry(laptops.lead, laptops.upper, laptops.stick)
    assert evidence_in(export_package(laptops.upper, laptops.stick).path, laptops.upper) == 0


def test_a_file_missing_at_the_sender_is_said_and_travels_when_it_is_there(
    laptops: Laptops, tmp_path: Path
) -> None:
    full_round(laptops)
    paper = files.pdf(tmp_path / "1.pdf")
    (piece,) = attach(laptops.lead, paper)
    lose(laptops.lead, piece)
    sent = export_package(laptops.lead, laptops.stick)
    assert "1 tệp minh chứng không có trên máy này nên chưa đi" in sent.sentence
    assert import_package(laptops.upper, sent.path).files == 0
    assert (listed(laptops.upper), here(laptops.upper)) == (["1.pdf"], [])
    assert check_evidence(laptops.upper).awaited
    assert check_evidence(laptops.upper).problems == ()
    carry(laptops.upper, laptops.lead, laptops.stick)
    attach(laptops.lead, paper, code="6.2")  # the same file is back
    assert carry(laptops.lead, laptops.upper, laptops.stick).files == 1
    assert here(laptops.upper) == ["1.pdf"]


def test_a_damaged_file_is_never_sent(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    (piece,) = attach(laptops.lead, files.pdf(tmp_path / "1.pdf"))
    path = EvidenceStore(laptops.lead.folder.evidence).path(piece.file.sha256)
    path.chmod(0o600)
    path.write_bytes(b"x" * path.stat().st_size)
    assert "không có trên máy này" in export_package(laptops.lead, laptops.stick).sentence


def test_what_does_not_fit_on_the_stick_goes_with_the_next_package(
    laptops: Laptops, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_round(laptops)
    given = [files.pdf(tmp_path / f"{number}.pdf", "x" * 100 * (number + 1)) for number in range(3)]
    attach(laptops.lead, *given)
    monkeypatch.setattr(carry_evidence, "MOST_FILES", 2)
    sent = export_package(laptops.lead, laptops.stick)
    assert "Còn 1 tệp minh chứng đi ở tệp sau" in sent.sentence
    assert "4 GB" in sent.sentence
    assert import_package(laptops.upper, sent.path).files == 2
    carry(laptops.upper, laptops.lead, laptops.stick)
    enter(laptops.lead, "9.2", "150/200")
    assert carry(laptops.lead, laptops.upper, laptops.stick).files == 1
    assert here(laptops.upper) == ["0.pdf", "1.pdf", "2.pdf"]


def test_a_package_that_is_not_sealed_carries_no_file_and_says_so(tmp_path: Path) -> None:
    with start_commune(DataFolder(tmp_path / "a"), "Ia Tơi", upper_level="huyện X", villages=["Thôn 1"]) as desk:
        attach(desk, files.pdf(tmp_path / "1.pdf"))
        sent = export_package(desk, tmp_path / "usb")
        assert not sent.is_sealed
        assert "1 tệp minh chứng chưa đi vì tệp chưa niêm phong được" in sent.sentence
        assert evidence_in(sent.path, desk) == 0


def test_a_removed_piece_takes_no_file_along(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    remove_evidence(
        laptops.lead, attach(laptops.lead, files.pdf(tmp_path / "1.pdf")), laptops.lead.find_place("Thôn 1")
    )
    assert carry(laptops.lead, laptops.upper, laptops.stick).files == 0


def test_an_import_that_was_taken_back_and_cleaned_gets_its_files_again(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    attach(laptops.lead, files.pdf(tmp_path / "1.pdf"))
    carry(laptops.lead, laptops.upper, laptops.stick)
    carry(laptops.upper, laptops.lead, laptops.stick)
    undo_import(laptops.upper)
    assert clean_evidence(laptops.upper).files == 1
    carry(laptops.upper, laptops.lead, laptops.stick)
    assert carry(laptops.lead, laptops.upper, laptops.stick).files == 1
    assert here(laptops.upper) == ["1.pdf"]


def test_the_same_package_again_brings_back_a_file_that_was_lost(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    (piece,) = attach(laptops.lead, files.pdf(tmp_path / "1.pdf"))
    sent = export_package(laptops.lead, laptops.stick)
    import_package(laptops.upper, sent.path)
    again = import_package(laptops.upper, sent.path)
    assert (again.files, again.received_before is not None) == (0, True)
    lose(laptops.upper, piece)
    assert import_package(laptops.upper, sent.path).files == 1
    assert here(laptops.upper) == ["1.pdf"]


def test_a_full_disk_while_files_arrive_leaves_everything_as_it_was(
    laptops: Laptops, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full_round(laptops)
    attach(laptops.lead, files.pdf(tmp_path / "1.pdf", "1"), files.pdf(tmp_path / "2.pdf", "2"))
    sent = export_package(laptops.lead, laptops.stick)
    count, real, calls = laptops.upper.log.count(), EvidenceStore.keep, []

    def keep(store: EvidenceStore, part: Path, sha256: str) -> bool:
        calls.append(sha256)
        if len(calls) == 2:
            raise DiskFull(str(store.root))
        return real(store, part, sha256)

    monkeypatch.setattr(EvidenceStore, "keep", keep)
    with pytest.raises(DiskFull):
        import_package(laptops.upper, sent.path)
    monkeypatch.undo()
    assert laptops.upper.log.count() == count
    assert stored(laptops.upper) == set()
    assert import_package(laptops.upper, sent.path).files == 2


def sealed_with_evidence(laptops: Laptops, folder: Path) -> Exported:
    full_round(laptops)
    enter(laptops.lead, "9.2", "150/200")
    attach(laptops.lead, files.photo(folder / "1.jpg"), files.pdf(folder / "2.pdf"))
    return export_package(laptops.lead, laptops.stick)


def test_a_package_with_evidence_cut_at_every_byte_is_refused(laptops: Laptops, tmp_path: Path) -> None:
    content = sealed_with_evidence(laptops, tmp_path).path.read_bytes()
    cut = tmp_path / "cut.ntm"
    step = max(1, len(content) // 400)
    for length in (*range(0, len(content), step), *range(len(content) - 60, len(content))):
        cut.write_bytes(content[:length])
        assert not verify_package(cut).is_ok, length


def test_a_package_with_evidence_altered_anywhere_is_refused_or_read_as_sent(
    laptops: Laptops, tmp_path: Path
) -> None:
    """The last bits of a deflated byte mean nothing: such a package is still the one that was sent."""
    sent = sealed_with_evidence(laptops, tmp_path)
    content, key = sent.path.read_bytes(), signing_key(laptops.upper)
    altered, read = tmp_path / "altered.ntm", 0
    for at in range(0, len(content), max(1, len(content) // 300)):
        altered.write_bytes(content[:at] + bytes([content[at] ^ 0x20]) + content[at + 1 :])
        found = verify_package(altered, signing_key=key)
        if found.is_ok:
            read += 1
            assert found.summary is not None
            assert found.summary.id == sent.id
    assert read < 5


def test_evidence_is_read_in_chunks(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    with (tmp_path / "lon.pdf").open("wb") as file:
        file.write(b"%PDF-1.4")
        file.truncate(3 * 2**20)
        file.seek(0, 2)
        file.write(b"%%EOF")
    (piece,) = attach(laptops.lead, tmp_path / "lon.pdf")
    sent = export_package(laptops.lead, laptops.stick)
    with open_package(sent.path, None, signing_key=signing_key(laptops.upper)) as opened:
        member = opened.carries(piece.file.sha256)
        assert member is not None
        chunks = list(opened.evidence(member))
    assert len(chunks) > 40
    assert max(map(len, chunks)) <= 2**16
    assert opened.carries("ab" * 32) is None


def test_nothing_of_the_evidence_lies_open_in_the_package(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    (piece,) = attach(laptops.lead, files.pdf(tmp_path / "Danh sach ho ngheo.pdf", "Rơ Mah H'Lan"))
    bare = export_package(laptops.lead, laptops.stick).path.read_bytes()
    for secret in (piece.file.sha256.encode(), b"Danh sach", "Rơ Mah".encode(), b"%PDF"):
        assert secret not in bare


def test_a_burnt_laptop_gets_its_evidence_back_from_what_the_upper_level_holds(
    laptops: Laptops, tmp_path: Path
) -> None:
    key = new_recovery_key(laptops.lead)
    full_round(laptops)
    attach(laptops.lead, files.photo(tmp_path / "1.jpg"))
    carry(laptops.lead, laptops.upper, laptops.stick)
    sent = export_package(laptops.upper, laptops.stick, whole=True)
    assert "Kèm 1 tệp minh chứng." in sent.sentence
    with recover_desk(DataFolder(tmp_path / "máy mới"), sent.path, key) as fresh:
        assert here(fresh) == ["1.jpg"]
        assert check_evidence(fresh).problems == ()


def test_two_who_describe_a_piece_differently_are_told_apart_in_words(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    attach(laptops.lead, files.pdf(tmp_path / "1.pdf"))
    carry(laptops.lead, laptops["nam"], laptops.stick, to_commune=True)
    for desk, number in ((laptops.lead, "05/QĐ"), (laptops["nam"], "06/QĐ")):
        (piece,) = evidence_of(desk, reading_key(desk, CODE)).pieces
        said = Details("so-tai-san", number, "5/2/2022", "", "Danh mục tài sản")
        change_details(desk, piece, desk.find_place("Thôn 1"), said)
    carry(laptops["nam"], laptops.lead, laptops.stick)
    (conflict,) = list_conflicts(laptops.lead)
    assert words.what(laptops.lead, conflict) == "Minh chứng Danh mục tài sản (6.1): số, ký hiệu"
    assert words.where(conflict) == "Thôn 1"
    assert {words.value_text(laptops.lead, conflict, side.value) for side in conflict.sides} == {"05/QĐ", "06/QĐ"}
