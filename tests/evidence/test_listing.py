"""What is there and what is missing, wherever the indicator is shown."""

import errno
import shutil
from pathlib import Path
from typing import IO

import pytest

from ntm_desktop.domain.errors import DiskFull, EvidenceFileMissing, FileExists, UnknownEvidence, WrongDate
from ntm_desktop.domain.evidence import Details, EvidenceState, date_text, parse_date
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.recording import NotApplicable
from ntm_desktop.services.act import undo
from ntm_desktop.services.change_evidence import change_details, remove_evidence
from ntm_desktop.services.list_evidence import (
    copy_for_viewing,
    evidence_of,
    evidence_state,
    export_piece,
    find_piece,
    missing_evidence,
)
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import record_figure
from tests.evidence import files
from tests.evidence.desks import add, key_of, pieces, place_of
from tests.services.state import YEAR, village_set

HALL = "Ảnh nhà văn hóa: biển hiệu, bên trong, trang thiết bị"
LIST = "Danh mục tài sản của nhà văn hóa"


def state(desk: OpenDesk, code: str = "6.1", village: str = "Thôn 1") -> EvidenceState:
    states = evidence_state(desk, desk.place, village_set(desk), YEAR)
    return states[desk.find_place(village).id, code]


def test_what_is_missing_is_told_by_its_title(empty_desk: OpenDesk, tmp_path: Path) -> None:
    assert state(empty_desk) == EvidenceState(0, 2, (HALL, LIST))
    add(empty_desk, files.photo(tmp_path / "1.jpg"), requirement="anh-nha-van-hoa")
    assert state(empty_desk) == EvidenceState(1, 2, (LIST,))
    add(empty_desk, files.pdf(tmp_path / "2.pdf"), requirement="so-tai-san")
    assert state(empty_desk) == EvidenceState(2, 2)
    assert state(empty_desk).is_complete
    assert state(empty_desk, village="Làng Lợt") == EvidenceState(0, 2, (HALL, LIST))


def test_evidence_of_july_proves_the_year_but_not_june(empty_desk: OpenDesk, tmp_path: Path) -> None:
    add(empty_desk, files.photo(tmp_path / "1.jpg"), period="2021-07")
    assert len(pieces(empty_desk)) == 1
    assert len(pieces(empty_desk, period=parse_period("2021-H2"))) == 1
    assert pieces(empty_desk, period=parse_period("2021-06")) == ()
    assert pieces(empty_desk, period=parse_period("2022")) == ()
    assert state(empty_desk).present == 1


def test_nothing_is_required_where_the_indicator_does_not_apply(empty_desk: OpenDesk) -> None:
    place, chosen = empty_desk.find_place("Thôn 1"), village_set(empty_desk)
    assert state(empty_desk, "5.1").required == 1
    record_figure(empty_desk, place, chosen, "5.1", YEAR, NotApplicable("không có điểm trường"))
    assert state(empty_desk, "5.1") == EvidenceState()


def test_every_open_line_is_listed(empty_desk: OpenDesk, tmp_path: Path) -> None:
    chosen = village_set(empty_desk)
    asked = sum(bool(one.evidence) for one in chosen.indicators())
    lacks = missing_evidence(empty_desk, empty_desk.place, chosen, YEAR)
    assert len(lacks) == 2 * asked
    assert (lacks[0].place.name, lacks[0].indicator.code) == ("Thôn 1", "1.1")
    add(empty_desk, files.photo(tmp_path / "1.jpg"), code="6.2", requirement="anh-khuon-vien")
    assert len(missing_evidence(empty_desk, empty_desk.place, chosen, YEAR)) == 2 * asked - 1


def test_a_removed_piece_is_missing_again_and_comes_back_with_undo(empty_desk: OpenDesk, tmp_path: Path) -> None:
    add(empty_desk, files.photo(tmp_path / "1.jpg"))
    found = pieces(empty_desk)
    remove_evidence(empty_desk, found, empty_desk.find_place("Thôn 1"))
    assert pieces(empty_desk) == ()
    assert state(empty_desk) == EvidenceState(0, 2, (HALL, LIST))
    assert undo(empty_desk).title == "gỡ minh chứng “1.jpg” của 6.1, Thôn 1"
    assert pieces(empty_desk) == found


def test_details_are_changed_field_by_field_and_undone(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (piece,) = add(empty_desk, files.pdf(tmp_path / "1.pdf"), abstract="Danh mục").pieces
    place = place_of(empty_desk, piece.key)
    said = Details("so-tai-san", "05/QĐ-UBND", "5/2/2022", "UBND xã Măng Bút", "Danh  mục ")
    changed = change_details(empty_desk, piece, place, said)
    assert changed is not None
    assert changed.details == Details("so-tai-san", "05/QĐ-UBND", "2022-02-05", "UBND xã Măng Bút", "Danh mục")
    fields = [one.field for batch in empty_desk.log.operations() for one in batch if one.kind == "evidence"]
    assert sorted(fields[-3:]) == ["date", "issuer", "number"]
    assert change_details(empty_desk, changed, place, changed.details) is None
    undo(empty_desk)
    assert pieces(empty_desk)[0].details == piece.details
    with pytest.raises(WrongDate):
        change_details(empty_desk, piece, place, Details(date="hôm qua"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("05/02/2022", "2022-02-05"),
        ("5-2-2022", "2022-02-05"),
        ("2022-02-05", "2022-02-05"),
        ("5/2/22", "2022-02-05"),
        ("5/2/45", "1945-02-05"),
        ("", ""),
    ],
)
def test_a_date_is_typed_as_people_write_it(typed: str, kept: str) -> None:
    assert parse_date(typed) == kept
    assert date_text(kept)[:6] == ("05/02/" if kept else "")


def test_a_piece_whose_file_is_not_here_says_so(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (piece,) = add(empty_desk, files.pdf(tmp_path / "1.pdf")).pieces
    path = empty_desk.folder.evidence / piece.file.sha256[:2] / piece.file.sha256
    path.unlink()
    assert evidence_of(empty_desk, key_of(empty_desk)).without_file == {piece.id}
    with pytest.raises(EvidenceFileMissing):
        export_piece(empty_desk, piece, tmp_path)


def test_a_piece_is_copied_out_under_its_own_name_over_nothing(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (piece,) = add(empty_desk, files.pdf(tmp_path / "bien ban.pdf")).pieces
    out = tmp_path / "ra"
    out.mkdir()
    assert export_piece(empty_desk, piece, out).name == "bien ban.pdf"
    assert export_piece(empty_desk, piece, out).name == "bien ban (2).pdf"
    with pytest.raises(FileExists):
        export_piece(empty_desk, piece, out / "bien ban.pdf")


def test_a_copy_that_fails_half_way_leaves_nothing_under_the_name(
    empty_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (piece,) = add(empty_desk, files.pdf(tmp_path / "bien ban.pdf")).pieces

    def full(_: object, copy: IO[bytes]) -> None:
        copy.write(b"half")
        raise OSError(errno.EDQUOT, "quota")

    with monkeypatch.context() as patched:
        patched.setattr(shutil, "copyfileobj", full)
        with pytest.raises(DiskFull):
            export_piece(empty_desk, piece, tmp_path / "ra.pdf")
    assert export_piece(empty_desk, piece, tmp_path / "ra.pdf").is_file()


def test_what_another_program_shows_is_a_copy(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (piece,) = add(empty_desk, files.pdf(tmp_path / "bien ban.pdf")).pieces
    first = copy_for_viewing(empty_desk, piece)
    first.write_bytes(b"changed by a viewer")
    second = copy_for_viewing(empty_desk, piece)
    assert second.name == "bien ban.pdf"
    assert second.read_bytes() == (tmp_path / "bien ban.pdf").read_bytes()
    assert [one for one in empty_desk.folder.viewing.rglob("*") if one.is_file()] == [second]


def test_a_piece_is_found_by_how_its_id_begins(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (piece,) = add(empty_desk, files.pdf(tmp_path / "1.pdf")).pieces
    assert find_piece(empty_desk, piece.id[:8]) == piece
    for text in ("", "zz"):
        with pytest.raises(UnknownEvidence):
            find_piece(empty_desk, text)
