"""Adding evidence: stored once, recorded in one act, undone with a key; nothing half written, nothing lost."""

import errno
from pathlib import Path
from typing import Any

import pytest

from ntm_desktop.domain.errors import (
    Cancelled,
    DiskFull,
    EvidenceRefused,
    EvidenceRepeated,
    FileMissing,
    FileUnreadable,
    NoEvidenceFiles,
    NotAllowed,
    TextTooLong,
    UnknownRequirement,
    WrongDate,
    WrongPlaceForIndicator,
)
from ntm_desktop.domain.evidence import LARGEST, Details, Media
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.evidence.store import EvidenceStore, hash_of
from ntm_desktop.paths import DataFolder
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.act import redo, undo, undoable
from ntm_desktop.services.add_evidence import add_evidence, evidence_files_in
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.start_desk import start_with_sample
from tests.evidence import files
from tests.evidence.desks import add, key_of, pieces, place_of, stored
from tests.services.state import YEAR, facts_of, village_set


def test_a_photo_is_kept_small_under_its_own_hash(empty_desk: OpenDesk, tmp_path: Path) -> None:
    photo = files.photo(
        tmp_path / "nha van hoa.jpg", (3000, 2000), taken="2021:05:03 10:12:00", place=(14.1, 107.5)
    )
    added = add(empty_desk, photo, abstract="Nhà văn hóa Thôn 1")
    (piece,) = pieces(empty_desk)
    assert added.pieces == (piece,)
    assert (piece.file.name, piece.file.media, piece.file.width, piece.file.height) == (
        *("nha van hoa.jpg", Media.JPEG),
        *(1600, 1067),
    )
    assert (piece.file.taken_at, piece.file.latitude, piece.file.longitude) == ("2021-05-03T10:12:00", 14.1, 107.5)
    assert piece.title == "Nhà văn hóa Thôn 1"
    path = EvidenceStore(empty_desk.folder.evidence).path(piece.file.sha256)
    assert path.relative_to(empty_desk.folder.root).as_posix() == (
        f"evidence/{piece.file.sha256[:2]}/{piece.file.sha256}"
    )
    assert hash_of(path) == piece.file.sha256
    assert path.stat().st_size == piece.file.size
    assert path.stat().st_mode & 0o222 == 0
    assert photo.is_file()


def test_papers_are_kept_byte_for_byte(empty_desk: OpenDesk, tmp_path: Path) -> None:
    paper = files.pdf(tmp_path / "quyet dinh.pdf")
    add(empty_desk, paper)
    (piece,) = pieces(empty_desk)
    assert piece.file.sha256 == hash_of(paper)


def test_adding_is_one_act_that_is_undone_and_done_again(empty_desk: OpenDesk, tmp_path: Path) -> None:
    add(empty_desk, files.photo(tmp_path / "1.jpg"), files.pdf(tmp_path / "2.pdf"))
    found = undoable(empty_desk)
    assert found is not None
    assert found.title == "thêm 2 minh chứng cho 6.1, Thôn 1"
    held = stored(empty_desk)
    undo(empty_desk)
    assert pieces(empty_desk) == ()
    assert stored(empty_desk) == held
    redo(empty_desk)
    assert len(pieces(empty_desk)) == 2


def test_the_same_file_twice_for_one_figure_is_said(empty_desk: OpenDesk, tmp_path: Path) -> None:
    photo = files.photo(tmp_path / "anh.jpg")
    (tmp_path / "ban sao.jpg").write_bytes(photo.read_bytes())
    assert len(add(empty_desk, photo).pieces) == 1
    again = add(empty_desk, tmp_path / "ban sao.jpg")
    assert again.pieces == ()
    (error,) = again.refused
    assert isinstance(error, EvidenceRepeated)
    assert sentence_for(error) == (
        "Tệp ban sao.jpg đã có trong minh chứng của chỉ tiêu 6.1, Thôn 1; không thêm lần nữa."
    )
    assert len(pieces(empty_desk)) == 1


def test_the_same_file_for_another_figure_is_stored_once(empty_desk: OpenDesk, tmp_path: Path) -> None:
    paper = files.pdf(tmp_path / "bien ban.pdf")
    add(empty_desk, paper)
    add(empty_desk, paper, code="6.2")
    assert len(stored(empty_desk)) == 1
    assert len(pieces(empty_desk, code="6.2")) == 1


def test_good_files_are_taken_and_each_bad_one_says_why(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (tmp_path / "rong.pdf").write_bytes(b"")
    added = add(
        empty_desk,
        tmp_path / "khong co.jpg",
        tmp_path / "rong.pdf",
        files.photo(tmp_path / "gia.pdf"),
        files.pdf(tmp_path / "that.pdf"),
    )
    assert [one.file.name for one in added.pieces] == ["that.pdf"]
    assert [type(one) for one in added.refused] == [FileMissing, EvidenceRefused, EvidenceRefused]
    assert stored(empty_desk) == {added.pieces[0].file.sha256}


def test_where_nothing_is_fit_nothing_is_recorded(empty_desk: OpenDesk, tmp_path: Path) -> None:
    before = facts_of(empty_desk.folder)
    (tmp_path / "anh.jpg").write_bytes(files.jpeg_bytes((300, 200))[:300])
    add(empty_desk, tmp_path / "anh.jpg")
    assert facts_of(empty_desk.folder) == before
    assert stored(empty_desk) == set()


def test_a_file_above_the_limit_is_refused_while_it_is_copied(empty_desk: OpenDesk, tmp_path: Path) -> None:
    with (tmp_path / "lon.pdf").open("wb") as file:
        file.write(b"%PDF-1.4")
        file.truncate(LARGEST + 1)
    (error,) = add(empty_desk, tmp_path / "lon.pdf").refused
    assert isinstance(error, EvidenceRefused)
    assert error.reason == "too_large"
    assert stored(empty_desk) == set()


def test_stopping_in_the_middle_of_a_folder_leaves_no_trace(empty_desk: OpenDesk, tmp_path: Path) -> None:
    folder = tmp_path / "anh"
    folder.mkdir()
    for number in range(20):
        files.photo(folder / f"IMG_{number:03d}.jpg", (40, 30 + number))
    kept = add(empty_desk, folder / "IMG_000.jpg", code="6.2").pieces[0]
    before, key = facts_of(empty_desk.folder), key_of(empty_desk)

    def stop(done: int, total: int, what: str) -> None:
        assert total == 20
        if done == 12:
            raise Cancelled

    with pytest.raises(Cancelled):
        add_evidence(empty_desk, key, place_of(empty_desk, key), evidence_files_in(folder), progress=stop)
    assert facts_of(empty_desk.folder) == before
    assert stored(empty_desk) == {kept.file.sha256}


def test_a_folder_of_two_hundred_photos_is_one_act(empty_desk: OpenDesk, tmp_path: Path) -> None:
    folder = tmp_path / "anh"
    folder.mkdir()
    for number in range(200):
        files.photo(folder / f"IMG_{number:03d}.jpg", (20 + number, 16))
    (folder / "Thumbs.db").write_bytes(b"x")
    (folder / "~$bieu.xlsx").write_bytes(b"x")
    added = add(empty_desk, *evidence_files_in(folder))
    assert (len(added.pieces), added.refused) == (200, ())
    assert len(pieces(empty_desk)) == 200
    undo(empty_desk)
    assert pieces(empty_desk) == ()


def test_a_folder_without_evidence_says_so(tmp_path: Path) -> None:
    (tmp_path / "ghi chu.txt").write_text("x")
    with pytest.raises(NoEvidenceFiles):
        evidence_files_in(tmp_path)
    with pytest.raises(FileMissing):
        evidence_files_in(tmp_path / "khong co")


def test_a_stick_that_vanishes_while_it_is_read_is_said(
    empty_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = files.pdf(tmp_path / "bien ban.pdf")
    real_open = Path.open

    class _Pulled:
        def __init__(self, file: Any) -> None:
            self._file = file

        def __enter__(self) -> "_Pulled":
            return self

        def __exit__(self, *_: object) -> None:
            self._file.close()

        def read(self, _: int) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    def opened(path: Path, *given: Any, **named: Any) -> object:
        file = real_open(path, *given, **named)
        return _Pulled(file) if path == paper else file

    monkeypatch.setattr(Path, "open", opened)
    (error,) = add(empty_desk, paper).refused
    assert isinstance(error, FileUnreadable)
    assert stored(empty_desk) == set()


def test_a_full_disk_ends_the_act_without_a_trace(
    empty_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = facts_of(empty_desk.folder)
    first, second = files.pdf(tmp_path / "1.pdf", "1"), files.pdf(tmp_path / "2.pdf", "2")
    real_keep, calls = EvidenceStore.keep, []

    def keep(store: EvidenceStore, part: Path, sha256: str) -> bool:
        calls.append(sha256)
        if len(calls) == 2:
            raise DiskFull(str(store.root))
        return real_keep(store, part, sha256)

    monkeypatch.setattr(EvidenceStore, "keep", keep)
    with pytest.raises(DiskFull):
        add(empty_desk, first, second)
    assert facts_of(empty_desk.folder) == before
    assert stored(empty_desk) == set()


def test_a_new_piece_proves_nothing_until_a_person_says_what(empty_desk: OpenDesk, tmp_path: Path) -> None:
    """6.1 asks for pictures of the house of culture and for a list of what belongs to it."""
    (photo,) = add(empty_desk, files.photo(tmp_path / "1.jpg")).pieces
    (paper,) = add(empty_desk, files.pdf(tmp_path / "2.pdf"), requirement="so-tai-san").pieces
    assert photo.details.requirement == ""
    assert paper.details.requirement == "so-tai-san"


def test_what_is_said_of_a_piece_is_checked_before_anything_is_stored(empty_desk: OpenDesk, tmp_path: Path) -> None:
    paper = files.pdf(tmp_path / "1.pdf")
    with pytest.raises(WrongDate):
        add(empty_desk, paper, date="30/02/2022")
    with pytest.raises(TextTooLong):
        add(empty_desk, paper, abstract="x" * 501)
    with pytest.raises(UnknownRequirement) as caught:
        add(empty_desk, paper, requirement="so-do")
    assert "so-tai-san (Danh mục tài sản của nhà văn hóa)" in sentence_for(caught.value)
    assert stored(empty_desk) == set()


def test_evidence_of_a_village_indicator_is_not_added_to_the_commune(empty_desk: OpenDesk, tmp_path: Path) -> None:
    key = ReadingKey(empty_desk.place.id, village_set(empty_desk).id, "6.1", YEAR)
    with pytest.raises(WrongPlaceForIndicator):
        add_evidence(empty_desk, key, empty_desk.place, [files.pdf(tmp_path / "1.pdf")], Details())


def test_names_no_system_allows_do_no_harm(empty_desk: OpenDesk, tmp_path: Path) -> None:
    name = "Ảnh " + "rất dài " * 25 + ".jpg"
    (piece,) = add(empty_desk, files.photo(tmp_path / name.encode()[:200].decode(errors="ignore"))).pieces
    assert len(piece.file.name) <= 150
    assert piece.file.name.endswith(".jpg")


def test_the_upper_level_adds_no_evidence_and_leaves_no_file(tmp_path: Path) -> None:
    with start_with_sample(DataFolder(tmp_path / "huyện"), "ia-hdrai", upper_level=True) as desk:
        village = desk.find_place("Thôn 1", "Ia Tơi")
        key = ReadingKey(village.id, village_set(desk).id, "6.1", YEAR)
        with pytest.raises(NotAllowed):
            add_evidence(desk, key, village, [files.pdf(tmp_path / "1.pdf")])
        assert stored(desk) == set()
