"""Dossiers: what is missing is listed, what is known is printed, and nothing is guessed."""

import os
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from ntm_desktop.domain.dossier import Lack, VillageDossier
from ntm_desktop.domain.errors import Cancelled, DiskFull, FileMissing, FolderReadOnly, NothingToPrint
from ntm_desktop.domain.evaluation import Verdict
from ntm_desktop.domain.households import Household, Member
from ntm_desktop.paths import DataFolder
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.build_dossier import build_dossier
from ntm_desktop.services.keep_households import save_households
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.prepare_dossier import (
    dossier_file_name,
    missing,
    paper_kinds,
    preview,
    save_dossier,
    save_village_dossiers,
)
from ntm_desktop.services.record import record_note
from ntm_desktop.services.start_desk import start_commune
from tests.services.state import YEAR, enter, names_in, state_of, village_set


def pages_of(path: Path) -> int:
    with PdfDocument(path) as document:
        return len(document)


def test_a_village_without_a_figure_has_nothing_to_print(empty_desk: OpenDesk, tmp_path: Path) -> None:
    village = empty_desk.find_place("Thôn 1")
    with pytest.raises(NothingToPrint) as refused:
        build_dossier(empty_desk, village, YEAR, village_set(empty_desk))
    assert refused.value.place == "Thôn 1"
    with pytest.raises(NothingToPrint):
        save_village_dossiers(empty_desk, empty_desk.place, YEAR, village_set(empty_desk), tmp_path / "hồ sơ")
    assert not (tmp_path / "hồ sơ").exists()


def test_everything_unmet_is_listed_with_what_would_mend_it(empty_desk: OpenDesk) -> None:
    village = empty_desk.find_place("Thôn 1")
    enter(empty_desk, village, "9.2", "138/200")
    enter(empty_desk, village, "16.2", "x")
    enter(empty_desk, village, "5.1", "-")
    lacks = missing(build_dossier(empty_desk, village, YEAR, village_set(empty_desk)))
    listed = {one.code: one for one in lacks if one.lack is Lack.RESULT}
    assert listed["9.2"].what == "còn thiếu 12 hộ"
    assert listed["1.1"].verdict is Verdict.NO_DATA
    assert not listed.keys() & {"16.2", "5.1"}


def test_households_are_printed_only_where_every_figure_agrees(empty_desk: OpenDesk) -> None:
    village, chosen = empty_desk.find_place("Thôn 1"), village_set(empty_desk)
    enter(empty_desk, village, "9.2", "151/200")
    enter(empty_desk, village, "11.1", "10/200")
    assert build_dossier(empty_desk, village, YEAR, chosen).facts.households == 200
    enter(empty_desk, village, "17.1", "10/201")
    assert build_dossier(empty_desk, village, YEAR, chosen).facts.households is None


def test_people_are_those_of_any_figure_that_counts_them_where_all_agree(empty_desk: OpenDesk) -> None:
    village, chosen = empty_desk.find_place("Thôn 1"), village_set(empty_desk)
    enter(empty_desk, village, "10.1", "4712/143")
    assert build_dossier(empty_desk, village, YEAR, chosen).facts.people == 143
    enter(empty_desk, village, "15.1", "60/70; 60/72")
    assert build_dossier(empty_desk, village, YEAR, chosen).facts.people is None


def test_what_no_figure_counts_is_taken_from_the_register_unless_its_households_are_others(
    empty_desk: OpenDesk,
) -> None:
    village, chosen = empty_desk.find_place("Thôn 1"), village_set(empty_desk)
    listed = [
        Household(village.id, (Member(name, "male"),), str(at), people)
        for at, (name, people) in enumerate((("A Nam", 4), ("A Bo", 3)))
    ]
    save_households(empty_desk, empty_desk.place, listed, "nhập hộ")
    enter(empty_desk, village, "16.2", "x")

    def facts() -> tuple[Decimal | None, Decimal | None]:
        found = build_dossier(empty_desk, village, YEAR, chosen).facts
        return found.households, found.people

    assert facts() == (2, 7)
    enter(empty_desk, village, "9.2", "1/2")
    assert facts() == (2, 7)
    enter(empty_desk, village, "9.2", "1/3")
    assert facts() == (3, None)
    enter(empty_desk, village, "9.2", "1/2")
    uncounted = Household(village.id, (Member("Y Lan", "female"),), "9")
    save_households(empty_desk, empty_desk.place, [uncounted], "nhập hộ")
    enter(empty_desk, village, "9.2", "1/3")
    assert facts() == (3, None)


def test_people_are_counted_women_and_men_together(empty_desk: OpenDesk) -> None:
    village = empty_desk.find_place("Thôn 1")
    enter(empty_desk, village, "15.1", "40/52; 61/70")
    assert build_dossier(empty_desk, village, YEAR, village_set(empty_desk)).facts.people == 122


def test_a_dossier_names_its_places_its_notes_and_its_day(empty_desk: OpenDesk) -> None:
    village = empty_desk.find_place("Làng Lợt")
    record_note(empty_desk, enter(empty_desk, village, "9.2", "151/200").reading.key, "theo phiếu")
    made = build_dossier(empty_desk, village, YEAR, village_set(empty_desk), printed_on=date(2022, 2, 5))
    assert (made.commune.title, made.upper_level.name, made.province) == (
        *("Xã Măng Bút", "huyện Kon Plông", "tỉnh Kon Tum"),
    )
    assert made.notes == {"9.2": "theo phiếu."}
    assert made.printed_on == date(2022, 2, 5)
    assert made.is_draft
    assert not made.is_sample
    assert not made.is_illustrative


def test_the_sample_says_that_it_is_one(sample_desk: OpenDesk) -> None:
    made = build_dossier(sample_desk, sample_desk.find_place("Thôn 1"), YEAR, village_set(sample_desk))
    assert made.is_sample
    assert made.is_illustrative


def test_the_chosen_papers_are_saved_and_counted(sample_desk: OpenDesk, tmp_path: Path) -> None:
    made = build_dossier(sample_desk, sample_desk.find_place("Thôn Ia Dơr"), YEAR, village_set(sample_desk))
    whole = save_dossier(made, tmp_path / "hồ sơ Ia Dơr.pdf")
    assert whole.pages == pages_of(whole.path)
    one = save_dossier(made, tmp_path / "biên bản.pdf", ["bien-ban-hop-thon"])
    assert 0 < one.pages < whole.pages
    assert len(preview(made, ["bien-ban-hop-thon"], dpi=20)) == one.pages


def test_papers_come_in_the_order_of_the_dossier() -> None:
    kinds = [kind.id for kind in paper_kinds(None)]
    assert [kind.id for kind in paper_kinds(list(reversed(kinds)))] == kinds
    assert paper_kinds([]) == ()


def test_every_village_gets_a_file_of_its_own(sample_desk: OpenDesk, tmp_path: Path) -> None:
    told: list[str] = []
    saved = save_village_dossiers(
        sample_desk, sample_desk.place, YEAR, village_set(sample_desk), tmp_path, lambda *step: told.append(step[2])
    ).saved
    assert len(saved) == len(told) == 5
    assert {one.path.name for one in saved} <= names_in(tmp_path)
    assert saved[0].path.name == "Hồ sơ Thôn 1 - Ia Tơi - 2021.pdf"


def test_a_contradiction_in_one_village_keeps_no_other_from_its_papers(
    empty_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    enter(empty_desk, "Thôn 1", "9.2", "150/198")
    enter(empty_desk, "Làng Lợt", "9.2", "151/200")
    monkeypatch.setattr(VillageDossier, "is_draft", False)
    done = save_village_dossiers(empty_desk, empty_desk.place, YEAR, village_set(empty_desk), tmp_path / "a")
    assert [one.village.name for one in done.saved] == ["Làng Lợt"]
    assert names_in(tmp_path / "a") == {done.saved[0].path.name}
    ((village, reason),) = [(one.village.name, one.reason) for one in done.refused]
    assert village == "Thôn 1"
    assert "mâu thuẫn" in sentence_for(reason)


def test_villages_of_one_name_do_not_overwrite_each_other(folder: DataFolder, tmp_path: Path) -> None:
    with start_commune(folder, "Ia Grai", villages=["Làng Lợt", "Làng Lợt", "LÀNG LỢT"]) as desk:
        for village in desk.villages(desk.place.id):
            enter(desk, village, "9.2", "151/200")
        saved = save_village_dossiers(desk, desk.place, YEAR, village_set(desk), tmp_path / "a").saved
    assert len({one.path.name.casefold() for one in saved}) == len(names_in(tmp_path / "a")) == 3


def test_a_name_that_no_disk_takes_becomes_one_that_it_does(folder: DataFolder) -> None:
    with start_commune(folder, 'Ia "Tơi"?', villages=["Thôn 1/2: a*b"]) as desk:
        village = desk.villages(desk.place.id)[0]
        enter(desk, village, "9.2", "151/200")
        name = dossier_file_name(build_dossier(desk, village, YEAR, village_set(desk)))
    assert not set('<>:"/\\|?*') & set(name)


def test_a_missing_folder_or_a_file_in_its_place_is_said(sample_desk: OpenDesk, tmp_path: Path) -> None:
    made = build_dossier(sample_desk, sample_desk.find_place("Thôn 1"), YEAR, village_set(sample_desk))
    with pytest.raises(FileMissing):
        save_dossier(made, tmp_path / "USB" / "a.pdf", ["to-trinh"])
    (tmp_path / "tệp").write_text("a")
    with pytest.raises(FolderReadOnly):
        save_village_dossiers(sample_desk, sample_desk.place, YEAR, village_set(sample_desk), tmp_path / "tệp")


def test_a_full_disk_leaves_the_earlier_paper(
    sample_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = build_dossier(sample_desk, sample_desk.find_place("Thôn 1"), YEAR, village_set(sample_desk))
    (tmp_path / "a.pdf").write_text("trước")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        save_dossier(made, tmp_path / "a.pdf", ["to-trinh"])
    assert (tmp_path / "a.pdf").read_text() == "trước"
    assert names_in(tmp_path) == {"a.pdf", "data"}


def test_printing_changes_nothing(sample_desk: OpenDesk, tmp_path: Path) -> None:
    before = state_of(sample_desk.folder)
    made = build_dossier(sample_desk, sample_desk.find_place("Thôn 1"), YEAR, village_set(sample_desk))
    save_dossier(made, tmp_path / "a.pdf")
    assert state_of(sample_desk.folder) == before


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="mounting needs an administrator")
def test_on_a_disk_too_small_for_all_dossiers_none_is_left(sample_desk: OpenDesk, tmp_path: Path) -> None:
    chosen = village_set(sample_desk)
    whole = save_village_dossiers(sample_desk, sample_desk.place, YEAR, chosen, tmp_path / "đủ chỗ").saved
    room = sum(one.path.stat().st_size for one in whole[:3]) + 20_000
    stick = tmp_path / "USB"
    stick.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={room}", "tmpfs", str(stick)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("mounting a file system needs an administrator")
    try:
        older = stick / whole[0].path.name
        older.write_bytes(b"older")
        with pytest.raises(DiskFull) as refused:
            save_village_dossiers(sample_desk, sample_desk.place, YEAR, chosen, stick)
        assert refused.value.path == str(stick)
        assert [path.name for path in stick.iterdir()] == [older.name]
        assert older.read_bytes() == b"older"
    finally:
        subprocess.run(["umount", str(stick)], check=True)


def test_stopping_in_the_middle_leaves_no_dossier_at_all(sample_desk: OpenDesk, tmp_path: Path) -> None:
    def stop(done: int, total: int, what: str) -> None:
        if done == 2:
            raise Cancelled

    folder = tmp_path / "hồ sơ"
    with pytest.raises(Cancelled):
        save_village_dossiers(sample_desk, sample_desk.place, YEAR, village_set(sample_desk), folder, progress=stop)
    assert not folder.exists()
