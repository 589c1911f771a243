"""Safe against loss: lost, damaged and superfluous files are found; backups and restoring lose nothing."""

import shutil
from pathlib import Path

import pytest

from ntm_desktop.domain.errors import NothingToUndo
from ntm_desktop.evidence.store import EvidenceStore
from ntm_desktop.services import keep_safe
from ntm_desktop.services.act import redo, undo
from ntm_desktop.services.change_evidence import remove_evidence
from ntm_desktop.services.check_evidence import check_evidence, clean_evidence
from ntm_desktop.services.delete_sample import delete_sample
from ntm_desktop.services.keep_evidence import BESIDE
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from tests.evidence import files
from tests.evidence.desks import add, pieces, stored


def path_of(desk: OpenDesk, sha256: str) -> Path:
    return EvidenceStore(desk.folder.evidence).path(sha256)


def damage(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(b"x" * path.stat().st_size)


def test_a_desk_without_evidence_is_whole(empty_desk: OpenDesk) -> None:
    found = check_evidence(empty_desk)
    assert (found.files, found.problems, found.orphans) == (0, (), ())


def test_lost_and_damaged_files_are_named(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (lost,) = add(empty_desk, files.pdf(tmp_path / "mat.pdf", "1")).pieces
    (broken,) = add(empty_desk, files.pdf(tmp_path / "hong.pdf", "2")).pieces
    add(empty_desk, files.pdf(tmp_path / "con.pdf", "3"))
    path_of(empty_desk, lost.file.sha256).unlink()
    damage(path_of(empty_desk, broken.file.sha256))
    found = check_evidence(empty_desk)
    assert (found.lost, found.damaged, found.awaited) == ((lost,), (broken,), ())
    assert found.problems == (
        "mất tệp: mat.pdf (chỉ tiêu 6.1, kỳ 2021)",
        "tệp bị hỏng: hong.pdf (chỉ tiêu 6.1, kỳ 2021)",
    )


def test_adding_the_file_again_mends_what_was_damaged(empty_desk: OpenDesk, tmp_path: Path) -> None:
    paper = files.pdf(tmp_path / "1.pdf")
    (piece,) = add(empty_desk, paper).pieces
    damage(path_of(empty_desk, piece.file.sha256))
    add(empty_desk, paper, code="6.2")
    found = check_evidence(empty_desk)
    assert found.damaged == ()
    assert [path.name for path in found.orphans] == [f"{piece.file.sha256}.hong-1"]


def test_half_made_copies_and_strangers_are_orphans_and_are_cleaned(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (piece,) = add(empty_desk, files.pdf(tmp_path / "1.pdf")).pieces
    root = empty_desk.folder.evidence
    (root / "arriving").mkdir(exist_ok=True)
    (root / "arriving" / "tmp1.part").write_bytes(b"half")
    unnamed = root / "ab" / ("ab" * 32)
    unnamed.parent.mkdir(exist_ok=True)
    unnamed.write_bytes(b"stored, then the power went")
    found = check_evidence(empty_desk)
    assert {path.name for path in found.orphans} == {"tmp1.part", "ab" * 32}
    assert found.problems == ()
    cleaned = clean_evidence(empty_desk)
    assert (cleaned.files, cleaned.bytes) == (2, found.superfluous_bytes)
    assert stored(empty_desk) == {piece.file.sha256}


def test_the_file_of_a_removed_piece_stays_until_it_is_cleaned(empty_desk: OpenDesk, tmp_path: Path) -> None:
    add(empty_desk, files.pdf(tmp_path / "1.pdf"))
    remove_evidence(empty_desk, pieces(empty_desk), empty_desk.find_place("Thôn 1"))
    assert len(stored(empty_desk)) == 1
    assert len(check_evidence(empty_desk).removed) == 1
    undo(empty_desk)
    assert clean_evidence(empty_desk).files == 0
    remove_evidence(empty_desk, pieces(empty_desk), empty_desk.find_place("Thôn 1"))
    assert clean_evidence(empty_desk).files == 1
    assert stored(empty_desk) == set()
    with pytest.raises(NothingToUndo):  # a piece never comes back without its file
        undo(empty_desk)


def test_an_addition_that_was_undone_is_cleaned_and_no_longer_redone(empty_desk: OpenDesk, tmp_path: Path) -> None:
    add(empty_desk, files.pdf(tmp_path / "1.pdf"))
    undo(empty_desk)
    assert clean_evidence(empty_desk).files == 1
    with pytest.raises(NothingToUndo):
        redo(empty_desk)


def test_a_file_that_another_piece_needs_is_never_cleaned(empty_desk: OpenDesk, tmp_path: Path) -> None:
    paper = files.pdf(tmp_path / "1.pdf")
    add(empty_desk, paper)
    add(empty_desk, paper, code="6.2")
    remove_evidence(empty_desk, pieces(empty_desk), empty_desk.find_place("Thôn 1"))
    assert clean_evidence(empty_desk).files == 0
    assert len(stored(empty_desk)) == 1


def test_a_restore_loses_no_file_and_what_came_later_is_an_orphan(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (early,) = add(empty_desk, files.pdf(tmp_path / "1.pdf", "1")).pieces
    saved = keep_safe.back_up(empty_desk)
    (late,) = add(empty_desk, files.pdf(tmp_path / "2.pdf", "2")).pieces
    folder = empty_desk.folder
    empty_desk.close()
    keep_safe.restore(folder, saved)
    with open_desk(folder) as desk:
        assert pieces(desk) == (early,)
        assert stored(desk) == {early.file.sha256, late.file.sha256}
        found = check_evidence(desk)
        assert found.problems == ()
        assert [path.name for path in found.orphans] == [late.file.sha256]


def test_a_backup_on_a_stick_carries_the_files_each_once(empty_desk: OpenDesk, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    (piece,) = add(empty_desk, files.pdf(tmp_path / "1.pdf", "1")).pieces
    keep_safe.back_up(empty_desk, stick / "thang 1.db")
    beside = stick / BESIDE / piece.file.sha256[:2] / piece.file.sha256
    written = beside.stat().st_mtime_ns
    add(empty_desk, files.pdf(tmp_path / "2.pdf", "2"))
    keep_safe.back_up(empty_desk, stick / "thang 2.db")
    assert beside.stat().st_mtime_ns == written
    assert len([one for one in (stick / BESIDE).rglob("*") if one.is_file()]) == 2


def test_a_lost_laptop_comes_back_from_the_stick_with_its_files(empty_desk: OpenDesk, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    first = add(empty_desk, files.photo(tmp_path / "1.jpg")).pieces
    saved = keep_safe.back_up(empty_desk, stick / "sao luu.db")
    folder = empty_desk.folder
    empty_desk.close()
    shutil.rmtree(folder.root)
    keep_safe.restore(folder, saved)
    with open_desk(folder) as desk:
        assert pieces(desk) == first
        assert check_evidence(desk).problems == ()


def test_restoring_mends_a_damaged_file_from_beside_the_backup(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (piece,) = add(empty_desk, files.pdf(tmp_path / "1.pdf")).pieces
    saved = keep_safe.back_up(empty_desk, tmp_path / "usb" / "sao luu.db")
    damage(path_of(empty_desk, piece.file.sha256))
    folder = empty_desk.folder
    empty_desk.close()
    keep_safe.restore(folder, saved)
    with open_desk(folder) as desk:
        assert check_evidence(desk).damaged == ()


def test_a_damaged_file_beside_a_backup_never_enters_the_store(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (piece,) = add(empty_desk, files.pdf(tmp_path / "1.pdf")).pieces
    saved = keep_safe.back_up(empty_desk, tmp_path / "usb" / "sao luu.db")
    damage(tmp_path / "usb" / BESIDE / piece.file.sha256[:2] / piece.file.sha256)
    folder = empty_desk.folder
    empty_desk.close()
    keep_safe.restore(folder, saved)
    with open_desk(folder) as desk:
        assert check_evidence(desk).problems == ()


def test_what_people_added_stays_when_the_sample_is_deleted(sample_desk: OpenDesk, tmp_path: Path) -> None:
    (piece,) = add(sample_desk, files.pdf(tmp_path / "1.pdf"), abstract="Danh mục").pieces
    delete_sample(sample_desk)
    assert pieces(sample_desk) == (piece,)
    assert check_evidence(sample_desk).problems == ()
    assert check_evidence(sample_desk).orphans == ()
