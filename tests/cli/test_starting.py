"""init, sample, village: the words of a first start."""

from pathlib import Path

import pytest

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import open_desk
from ntm_desktop.services.start_desk import start_commune
from tests.cli.running import Runner
from tests.exchange_story.desks import DISTRICT, carry, enrol, enrol_laptops
from tests.services.state import names_in, state_of


def test_the_sample_makes_a_laptop_of_ia_toi(blank: Runner) -> None:
    said = blank("init", "--sample", "ia-hdrai")
    assert said.status == 0
    assert said.out.startswith("Đã tạo máy của Xã Ia Tơi: 5 thôn")
    assert "Có số liệu minh họa." in said.out


@pytest.mark.parametrize("name", ["Ia Đal", "xã ia dal"])
def test_the_sample_makes_a_laptop_of_another_commune(blank: Runner, name: str) -> None:
    assert blank("init", "--sample", "ia-hdrai", "--commune", name).out.startswith(
        "Đã tạo máy của Xã Ia Đal: 8 thôn"
    )


def test_the_sample_makes_the_districts_desk(blank: Runner) -> None:
    said = blank("init", "--sample", "ia-hdrai", "--upper-level")
    assert said.out.startswith("Đã tạo bàn làm việc của Huyện Ia H'Drai: 3 xã, 13 thôn")


def test_an_empty_upper_level_is_made(blank: Runner) -> None:
    said = blank("init", "--upper-level", "huyện Ia H'Drai")
    assert said.out.startswith("Đã tạo bàn làm việc của Huyện Ia H'Drai: 0 xã, 0 thôn")


def test_an_empty_commune_is_made_with_its_villages(blank: Runner) -> None:
    said = blank(
        *("init", "--commune", "Măng Bút", "--under", "huyện Kon Plông", "--province", "tỉnh Kon Tum"),
        *("--village", "Thôn 1", "--village", "Làng Lợt", "--column", "special", "--person", "A Nam"),
    )
    assert said.out.startswith("Đã tạo máy của Xã Măng Bút: 2 thôn")
    with open_desk(DataFolder(blank.folder)) as desk:
        assert desk.desk.person == "A Nam"
        assert desk.place.column == "special"


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["init"], 2, "--commune"),
        (["init", "--sample", "ha-noi"], 1, "“ha-noi”"),
        (["init", "--sample", "ia-hdrai", "--commune", "Ia Grai"], 1, "Ia Grai"),
        (["init", "--upper-level"], 1, "tên đơn vị cấp trên"),
        (["init", "--upper-level", "  "], 1, "tên đơn vị cấp trên"),
        (["init", "--commune", ""], 1, "tên xã"),
        (["init", "--commune", "Ia Tơi", "--village", " "], 1, "tên thôn"),
        (["init", "--commune", "Ia Tơi", "--column", "nhóm 9"], 2, "tay_nguyen"),
    ],
)
def test_a_start_that_cannot_be_is_refused_and_leaves_nothing(
    blank: Runner, arguments: list[str], status: int, words: str
) -> None:
    assert words in blank(*arguments).refused(status)
    assert names_in(blank.folder) == set()


def test_an_existing_desk_is_refused(commune: Runner) -> None:
    before = state_of(DataFolder(commune.folder))
    assert "đã có dữ liệu" in commune("init", "--sample", "ia-hdrai").refused()
    assert state_of(DataFolder(commune.folder)) == before


def test_villages_are_listed_and_added(commune: Runner) -> None:
    assert "Ia Tơi: Thôn Ia Dơr" in commune("village", "list").out.splitlines()
    assert commune("village", "add", "Làng Groi").out == "Đã thêm Làng Groi vào Xã Ia Tơi.\n"
    rows = commune("village", "list", "--json").data
    assert {"commune", "village", "aliases", "id"} <= rows[0].keys()
    assert [row["village"] for row in rows][-1] == "Làng Groi"


def test_where_there_are_several_communes_one_is_named(district: Runner) -> None:
    said = district("village", "add", "Làng Groi").refused()
    assert "Xã Ia Đal" in said
    assert "--commune" in said
    assert district("village", "add", "Làng Groi", "--commune", "ia dom").status == 0


def test_villages_of_one_name_in_one_commune_are_told_apart_by_their_ids(blank: Runner) -> None:
    blank("init", "--commune", "Ia Grai", "--village", "Làng Lợt", "--village", "Làng Lợt")
    arguments = ("9.1", "--period", "2021", "--value", "4")
    assert "Có nhiều nơi tên “Làng Lợt”" in blank("record", "Làng Lợt", *arguments).refused()
    for row in blank("village", "list", "--json").data:
        assert blank("record", row["id"], *arguments).status == 0


def test_the_sample_is_deleted_in_one_step(commune: Runner) -> None:
    said = commune("sample", "delete")
    assert said.status == 0
    assert "số liệu mẫu" in said.out
    assert commune("village", "list").out == ""
    assert "không có dữ liệu mẫu" in commune("sample", "delete").refused()


def test_the_data_folder_is_named_before_or_after_the_command(blank: Runner, tmp_path: Path) -> None:
    for name, place in (("trước", 0), ("sau", 3), ("giữa", 1)):
        arguments: list[str] = ["init", "--sample", "ia-hdrai"]
        arguments[place:place] = ["--data-dir", str(tmp_path / f"thư mục {name} Ia Ơ̆")]
        assert blank.bare(*arguments).status == 0
        assert (tmp_path / f"thư mục {name} Ia Ơ̆" / "ntm.db").is_file()


def test_the_folder_named_after_the_command_counts(commune: Runner, tmp_path: Path) -> None:
    said = commune.bare("--data-dir", str(tmp_path / "trống"), "village", "list", "--data-dir", str(commune.folder))
    assert said.status == 0


def test_without_a_named_folder_the_users_own_is_taken(
    blank: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "nhà"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "nhà"))
    assert str(tmp_path / "nhà") in blank.bare("village", "list").refused()


@pytest.mark.parametrize(
    "arguments",
    [
        ["village", "list"],
        ["village", "add", "Thôn 1"],
        ["sample", "delete"],
        ["record", "Thôn 1", "9.2", "--period", "2021", "--yes"],
        ["assess", "--commune", "--period", "2021"],
        ["plan", "list"],
        ["plan", "update", "1", "--progress", "5"],
        ["dossier", "--all", "--period", "2021"],
        ["export", "."],
        ["import", "a.ntm"],
        ["check"],
        ["backup"],
        ["screenshots", "out"],
    ],
)
def test_a_folder_without_data_is_said_and_nothing_is_made(blank: Runner, arguments: list[str]) -> None:
    said = blank(*arguments).refused()
    assert "chưa có dữ liệu" in said
    assert "init" in said
    assert not blank.folder.exists()


def test_a_burnt_laptop_comes_back_on_the_command_line(
    commune: Runner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "--yes" in commune("enrol", "recovery-key").refused(2)
    said = commune("enrol", "recovery-key", "--yes").out
    assert all(len(group) <= 5 for group in said.split())
    assert len(said.splitlines()) > 1
    assert "tờ giấy cũ" in commune("enrol", "recovery-key").refused(2)
    key = " ".join(said.split())
    words = commune("sender", "words").out.strip()
    saved = tmp_path / "sao lưu.db"
    assert commune("backup", saved).status == 0
    new = Runner(tmp_path / "máy mới", capsys)
    assert (
        "không-có.db" in new("enrol", "recover", tmp_path / "không-có.db").refused()
    )  # before any key is asked for
    assert "không mang chữ ký" in new("restore", saved).refused()
    assert "Khóa khôi phục không đúng" in new("enrol", "recover", saved, "--key", "1234").refused()
    assert "hãy chờ" in new("enrol", "recover", saved, "--key", key).refused()
    (new.folder / "recovery-attempts.json").unlink()
    said = new("enrol", "recover", saved, "--key", key)
    assert said.out == f"Đã khôi phục máy của người phụ trách xã, Xã Ia Tơi; sáu từ như cũ: {words}.\n"
    assert "đã có dữ liệu" in new("enrol", "recover", saved, "--key", key).refused()
    assert new("check").status == 0


def test_a_whole_package_is_asked_for_by_name(commune: Runner, tmp_path: Path) -> None:
    first = commune("export", tmp_path, "--json").data
    assert commune("export", tmp_path, "--whole", "--json").data["operations"] == first["operations"]


def test_a_commune_typed_without_marks_is_spelt_as_it_is_known(blank: Runner) -> None:
    said = blank("init", "--commune", "ia toi", "--under", "h. ia h'drai")
    assert (said.status, said.out.splitlines()[0].partition(":")[0]) == (0, "Đã tạo máy của Xã Ia Tơi")
    assert "Lưu ý" not in said.out


def test_a_commune_one_letter_off_a_known_one_is_remarked(blank: Runner) -> None:
    said = blank("init", "--commune", "Ia Tơii", "--under", "huyện Ia H'Drai")
    assert said.status == 0
    assert "“Xã Ia Tơii” gần giống “Ia Tơi”. Nếu gõ nhầm thì" in said.out


def test_a_commune_left_behind_is_listed_joined_and_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    laptops = enrol_laptops(tmp_path)
    made = start_commune(
        DataFolder(tmp_path / "misspelt"), "Ia Tơii", person="A Thao", upper_level=DISTRICT, villages=["Thôn 9"]
    )
    laptops.open["misspelt"] = made
    enrol(laptops, made, laptops.lead, DeviceRole.OFFICER)
    carry(made, laptops.lead, laptops.stick)
    carry(laptops.lead, laptops.upper, laptops.stick)
    laptops.close()
    upper = Runner(tmp_path / "upper", capsys)
    assert upper("commune", "list").out.splitlines()[1].startswith("Chưa rõ: Xã Ia Tơii: tên do máy của A Thao")
    assert [(one["commune"], one["left_behind"]) for one in upper("commune", "list", "--json").data] == [
        ("Ia Tơi", False),
        ("Ia Tơii", True),
    ]
    assert upper("commune", "join", "Mô Rai").status == 1
    assert upper("commune", "join", "ia toii").out == "Đã gộp Xã Ia Tơii vào Xã Ia Tơi, chuyển 1 thôn.\n"
    assert upper("commune", "list").out == "Xã Ia Tơi\n"
    assert upper("commune", "keep", "ia toii").status == 1
