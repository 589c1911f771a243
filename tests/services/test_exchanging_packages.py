"""Packages between desks: in any order, as often as one likes, whole or not at all, never under a false name."""

import contextlib
import hashlib
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_desktop.domain.errors import (
    DiskFull,
    ExpectedError,
    FileMissing,
    PackageDamaged,
    PackageNotForUs,
    SenderWordsDiffer,
    UnknownSender,
)
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.check_package import verify_package
from ntm_desktop.services.find_packages import find_packages
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.known_machines import own_words, trust_sender
from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.name_places import place_called
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.print_delivery_note import delivery_note_of
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune, start_upper_level, start_with_sample
from tests.services.state import YEAR, enter, facts_of, names_in, state_of, village_set

DISTRICT = "huyện Kon Plông"


@pytest.fixture
def upper(tmp_path: Path) -> Iterator[OpenDesk]:
    """The upper level of the empty commune; it knows nobody yet."""
    with start_upper_level(DataFolder(tmp_path / "huyện"), DISTRICT, person="Phòng Nông nghiệp") as desk:
        yield desk


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "USB").mkdir()
    return tmp_path / "USB"


@pytest.fixture
def package(empty_desk: OpenDesk, stick: Path) -> Path:
    """A commune's first package: two figures of its villages."""
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    enter(empty_desk, "Làng Lợt", "9.2", "100/190")
    return export_package(empty_desk, stick).path


def trusted(upper: OpenDesk, package: Path) -> OpenDesk:
    trust_sender(upper, package, verify_package(package).words)
    return upper


def figure_at(desk: OpenDesk, village: str, code: str = "9.2") -> object:
    place = desk.find_place(village, "Măng Bút")
    commune = desk.find_commune("Măng Bút")
    return assess_grid(desk, commune, village_set(desk), YEAR).place(place.id).of(code).figure


def test_a_package_carries_the_figures_to_the_upper_level(
    empty_desk: OpenDesk, upper: OpenDesk, package: Path
) -> None:
    taken = import_package(trusted(upper, package), package)
    assert taken.added > 0
    assert not taken.is_dry_run
    for village in ("Thôn 1", "Làng Lợt"):
        assert figure_at(upper, village) == figure_at(empty_desk, village)
    check(upper)
    check(empty_desk)


def test_a_package_is_verified_with_its_words(empty_desk: OpenDesk, package: Path) -> None:
    report = verify_package(package)
    assert report.words == own_words(empty_desk)
    assert report.number == 1
    assert not report.is_sample
    assert "nguyên vẹn" in report.sentence


def test_nothing_but_the_package_is_left_on_the_stick(package: Path) -> None:
    assert names_in(package.parent) == {package.name}


def test_a_look_changes_nothing_and_counts_the_same(upper: OpenDesk, package: Path) -> None:
    trusted(upper, package)
    before, file = state_of(upper.folder), upper.folder.database.read_bytes()
    looked = import_package(upper, package, dry_run=True)
    assert state_of(upper.folder) == before
    assert upper.folder.database.read_bytes() == file
    assert list_backups(upper.folder) == []
    taken = import_package(upper, package)
    assert (looked.added, looked.known, looked.is_dry_run) == (taken.added, taken.known, True)


def test_taking_in_backs_up_first(upper: OpenDesk, package: Path) -> None:
    taken = import_package(trusted(upper, package), package)
    assert taken.backup is not None
    assert taken.backup in list_backups(upper.folder)


def test_the_same_package_again_changes_nothing(upper: OpenDesk, package: Path) -> None:
    import_package(trusted(upper, package), package)
    before = facts_of(upper.folder)
    again = import_package(upper, package)
    assert again.added == 0
    assert "không có gì mới" in again.sentence.lower()
    assert facts_of(upper.folder) == before


def test_packages_in_any_order_and_repeated_give_the_same(
    empty_desk: OpenDesk, upper: OpenDesk, stick: Path
) -> None:
    packages = []
    for number, text in enumerate(("100/200", "120/200", "151/200"), start=1):
        enter(empty_desk, "Thôn 1", "9.2", text)
        packages.append(export_package(empty_desk, stick / f"{number}.ntm").path)
    trusted(upper, packages[0])
    for position in (2, 0, 1, 2):
        import_package(upper, packages[position])
        check(upper)
    assert figure_at(upper, "Thôn 1") == figure_at(empty_desk, "Thôn 1")


def test_an_older_package_never_brings_an_old_figure_back(
    empty_desk: OpenDesk, upper: OpenDesk, package: Path, stick: Path
) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "160/200")
    later = export_package(empty_desk, stick).path
    import_package(trusted(upper, package), later)
    import_package(upper, package)
    assert figure_at(upper, "Thôn 1") == figure_at(empty_desk, "Thôn 1")


def test_packages_are_numbered_and_registered_on_both_sides(
    empty_desk: OpenDesk, upper: OpenDesk, package: Path, stick: Path
) -> None:
    second = export_package(empty_desk, stick)
    assert second.number == 2
    assert [(line.direction, line.number) for line in register(empty_desk)] == [("sent", 2), ("sent", 1)]
    import_package(trusted(upper, package), package)
    (line,) = register(upper)
    assert (line.direction, line.number, line.file_name) == ("received", 1, package.name)


def test_an_unknown_sender_is_refused_with_the_six_words(upper: OpenDesk, package: Path) -> None:
    before = state_of(upper.folder)
    with pytest.raises(UnknownSender) as refused:
        import_package(upper, package)
    assert refused.value.words == verify_package(package).words
    assert state_of(upper.folder) == before


def test_a_sender_is_trusted_by_its_words_however_they_are_typed(upper: OpenDesk, package: Path) -> None:
    words = verify_package(package).words
    trust_sender(upper, package, f"  {words.upper().replace(', ', '   ')} ")
    assert import_package(upper, package).added > 0


@pytest.mark.parametrize("wrong", ["", "một, hai, ba, bốn, năm, sáu"])
def test_wrong_words_trust_nobody(upper: OpenDesk, package: Path, wrong: str) -> None:
    before = state_of(upper.folder)
    with pytest.raises(SenderWordsDiffer):
        trust_sender(upper, package, wrong)
    assert state_of(upper.folder) == before
    with pytest.raises(UnknownSender):
        import_package(upper, package)


def test_a_package_for_someone_else_is_refused(tmp_path: Path, package: Path) -> None:
    with start_upper_level(DataFolder(tmp_path / "khác"), "huyện Ia Grai") as other:
        trusted(other, package)
        before = facts_of(other.folder)
        with pytest.raises(PackageNotForUs) as refused:
            import_package(other, package)
        assert "kon-plong" in refused.value.recipient
        assert facts_of(other.folder) == before


def test_a_damaged_package_changes_nothing(upper: OpenDesk, package: Path) -> None:
    trusted(upper, package)
    whole, report = package.read_bytes(), verify_package(package)
    before, file = state_of(upper.folder), upper.folder.database.read_bytes()
    chosen = random.Random(5)
    for _ in range(60):
        at = chosen.randrange(len(whole))
        cut, flipped = whole[:at], bytearray(whole)
        flipped[at] ^= 1 << chosen.randrange(8)
        for data in (cut, whole + b"\0", whole[at + 1 :]):
            package.write_bytes(data)
            with pytest.raises(ExpectedError):
                verify_package(package)
            with pytest.raises(ExpectedError):
                import_package(upper, package)
        package.write_bytes(flipped)
        with contextlib.suppress(ExpectedError):  # a few bits of the ZIP around it say nothing
            assert verify_package(package).id == report.id
    assert state_of(upper.folder) == before
    assert upper.folder.database.read_bytes() == file
    assert names_in(upper.folder.incoming) == set()


def test_a_missing_package_is_said(upper: OpenDesk, tmp_path: Path) -> None:
    for path in (tmp_path / "none.ntm", tmp_path / "none" / "a.ntm"):
        with pytest.raises(FileMissing):
            import_package(upper, path)
        with pytest.raises(FileMissing):
            verify_package(path)


def test_a_folder_is_no_package(upper: OpenDesk, tmp_path: Path) -> None:
    with pytest.raises(ExpectedError):
        import_package(upper, tmp_path)


def test_a_failure_half_way_leaves_nothing(upper: OpenDesk, package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    trusted(upper, package)
    before = state_of(upper.folder)

    def stop(done: int, total: int, what: str) -> None:
        if what == "Đang nhận số liệu":
            raise DiskFull(str(upper.folder.root))

    with pytest.raises(DiskFull):
        import_package(upper, package, progress=stop)
    assert state_of(upper.folder) == before
    assert import_package(upper, package).added > 0


def test_a_package_taken_from_a_stick_that_is_gone_is_no_problem_afterwards(upper: OpenDesk, package: Path) -> None:
    import_package(trusted(upper, package), package)
    shutil.rmtree(package.parent)
    check(upper)
    assert names_in(upper.folder.incoming) == set()


def test_an_export_that_cannot_be_written_leaves_nothing(
    empty_desk: OpenDesk, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    before = facts_of(empty_desk.folder)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(DiskFull):
            export_package(empty_desk, stick)
    assert names_in(stick) == set()
    assert register(empty_desk) == []
    assert facts_of(empty_desk.folder) == before
    assert export_package(empty_desk, stick).number == 1


def test_the_sample_is_marked_wherever_it_goes(sample_desk: OpenDesk, stick: Path) -> None:
    exported = export_package(sample_desk, stick)
    report = verify_package(exported.path)
    assert report.is_sample
    assert "MINH-HOA" in exported.path.name
    assert "SỐ LIỆU MINH HỌA" in exported.sentence
    assert "SỐ LIỆU MINH HỌA" in report.sentence


def test_two_desks_of_the_sample_try_the_exchange_without_words(
    sample_desk: OpenDesk, tmp_path: Path, stick: Path
) -> None:
    enter(sample_desk, "Thôn 7", "9.2", "150/200")
    with start_with_sample(DataFolder(tmp_path / "huyện"), "ia-hdrai", upper_level=True) as upper:
        taken = import_package(upper, export_package(sample_desk, stick).path)
        assert taken.by_kind["reading"] == 1
        check(upper)


def test_a_desk_without_sample_never_takes_the_sample_for_real(
    sample_desk: OpenDesk, tmp_path: Path, stick: Path
) -> None:
    path = export_package(sample_desk, stick).path
    with start_upper_level(DataFolder(tmp_path / "huyện"), "huyện Ia H'Drai") as upper:
        with pytest.raises(UnknownSender):
            import_package(upper, path)
        import_package(trusted(upper, path), path)
        grid = assess_grid(upper, upper.find_commune("Ia Tơi"), village_set(upper), YEAR)
        assert all(
            one.is_illustrative
            for village in grid.villages
            for one in grid.place(village.id).indicators
            if one.figure is not None
        )


def test_a_figure_of_a_later_period_kind_travels_and_hinders_nobody(
    empty_desk: OpenDesk, upper: OpenDesk, stick: Path
) -> None:
    from db.operation_log import Change

    place = empty_desk.find_place("Thôn 1").id
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    odd = [
        Change("reading", f"{place}|village-ntm-starter|9.2|2021-W07", "figure", '{"n":"1","d":"2"}'),
        Change("reading", f"{place}|village-ntm-starter|9.1|2021", "figure", '{"later":true}'),
        Change("reading", f"{place}|village-ntm-starter|1.1|2021", "figure", "7"),
        Change("meeting", "m1", "held_on", '"2022-02-05"'),
    ]
    empty_desk.log.write(odd, "A Nam")
    path = export_package(empty_desk, stick).path
    import_package(trusted(upper, path), path)
    assert figure_at(upper, "Thôn 1") == figure_at(empty_desk, "Thôn 1")
    assert figure_at(upper, "Thôn 1", "9.1") is None
    assert figure_at(upper, "Thôn 1", "1.1") is None
    check(upper)


def test_a_commune_set_up_apart_meets_its_packages_at_the_same_villages(
    empty_desk: OpenDesk, package: Path, tmp_path: Path
) -> None:
    with start_commune(
        DataFolder(tmp_path / "máy hai"), "mang but", upper_level=DISTRICT, villages=["thon 1", "lang lot"]
    ) as second:
        trusted(second, package)
        import_package(second, package)
        assert len(second.villages(second.place.id)) == 2
        assert figure_at(second, "Thôn 1") == figure_at(empty_desk, "Thôn 1")


def test_an_altered_package_is_told_apart_from_one_that_was_cut_off(package: Path) -> None:
    whole = package.read_bytes()
    package.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(PackageDamaged) as refused:
        verify_package(package)
    assert refused.value.reason == "cut_off"


def test_what_a_killed_program_left_behind_goes_with_the_next_import(upper: OpenDesk, package: Path) -> None:
    trusted(upper, package)
    upper.folder.incoming.mkdir(exist_ok=True)
    (upper.folder.incoming / "tmpkilled.ntm").write_bytes(b"x" * 100_000)
    import_package(upper, package, dry_run=True)
    assert list(upper.folder.incoming.iterdir()) == []


def test_a_commune_nobody_has_heard_of_is_named_by_its_code_until_a_package_brings_its_name(
    upper: OpenDesk, package: Path, stick: Path
) -> None:
    unknown = "đơn vị chưa biết tên, mã xa-mang-but"
    assert verify_package(package, desk=upper).sender == unknown
    assert [one.sender for one in find_packages(upper, [stick])] == [unknown]
    trusted(upper, package)
    assert import_package(upper, package, dry_run=True).report.sender.startswith(unknown)
    taken = import_package(upper, package)
    assert taken.report.sender.startswith("Xã Măng Bút")
    assert unknown not in taken.sentence
    (line,) = register(upper)
    assert line.counterpart == taken.report.sender
    assert delivery_note_of(upper, line).giver == "Xã Măng Bút"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("xa-mang-but", "Xã Măng Bút"),
        ("xa-mang-but (A Nam)", "Xã Măng Bút (A Nam)"),
        ("xa-khac (A Nam)", "Máy của A Nam"),
        ("Xã Măng Bút", "Xã Măng Bút"),
        ("nơi nhận", "nơi nhận"),
    ],
)
def test_codes_are_spoken_as_names(empty_desk: OpenDesk, text: str, said: str) -> None:
    assert place_called(empty_desk, text) == said


def test_the_hash_that_people_compare_is_that_of_the_whole_file(
    empty_desk: OpenDesk, upper: OpenDesk, package: Path
) -> None:
    whole = hashlib.sha256(package.read_bytes()).hexdigest()
    trusted(upper, package)
    import_package(upper, package)
    (sent,), (received,) = register(empty_desk), register(upper)
    assert {sent.sha256, received.sha256, verify_package(package).sha256} == {whole}
    assert sent.package_id == received.package_id != whole
    assert delivery_note_of(upper, received).sha256 == delivery_note_of(empty_desk, sent).sha256 == whole
