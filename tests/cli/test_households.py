"""The register on the command line: added, changed, found, counted, taken over, listed for the village head."""

from pathlib import Path

import pytest

from tests.cli.running import Runner
from tests.documents.pdf_reading import plain_text

AT = ("--village", "Thôn 1")
YEAR = ("--period", "2021")


@pytest.fixture
def register(commune: Runner) -> Runner:
    for head, number, house in (("Rơ Châm H'Đim", "1", "kiên cố"), ("A Đăm", "2", "tạm"), ("Y Thơi", "3", "")):
        said = commune("households", "add", *AT, "--head", head, f"number={number}", f"house={house}", "people=4")
        assert said.status == 0, said.err
    return commune


def test_a_household_is_added_shown_changed_moved_and_removed(register: Runner) -> None:
    assert "Rơ Châm H'Đim" in register("households", "list", "--search", "rchd").out
    said = register("households", "set", "ro cham hdim", "nước=giếng hợp vệ sinh", "income.2021.crops==50+10,5")
    assert said.out == (
        "Đã lưu hộ Rơ Châm H'Đim.\n"
        "Lưu ý: Chưa ghi nam hay nữ cho Rơ Châm H'Đim (hộ Rơ Châm H'Đim); "
        "người này tính là chưa rõ ở chỉ tiêu tách nam, nữ.\n"
    )
    shown = register("households", "show", "1", *AT, "--json").data
    assert (shown["water"], shown["income"]) == (
        "Giếng hợp vệ sinh",
        [{"year": 2021, "source": "crops", "amount": 60.5}],
    )
    assert register("households", "set", "A Đăm", "village=Thôn 7").status == 0
    assert register("households", "show", "A Đăm", "--json").data["village"] == "Thôn 7"
    assert "hoàn tác" in register("households", "remove", "A Đăm").out
    assert len(register("households", "list", *AT, "--json").data) == 2


def test_a_number_means_a_household_s_number_and_nothing_else(register: Runner) -> None:
    register("households", "set", "A Đăm", "head_birth=1991")
    said = register("households", "show", "1991").refused()
    assert "1991" in said
    assert "Có nhiều" not in said
    assert "Không" in said or "không" in said


def test_members_are_added_changed_and_removed(register: Runner) -> None:
    member = ("--member", "A Nam")
    register("households", "set", "Y Thơi", *member, "sex=nam", "birth=12/05/2001", "relation=con")
    register("households", "set", "Y Thơi", *member, "job=đi học")
    people = register("households", "show", "Y Thơi", "--json").data["members"]
    assert (people[1]["name"], people[1]["birth"], people[1]["job"]) == ("A Nam", "12/05/2001", "Đang đi học")
    register("households", "set", "Y Thơi", "--remove-member", "a nam")
    assert len(register("households", "show", "Y Thơi", "--json").data["members"]) == 1


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("set", "Y Thơi", "birth=2199"), 1, "Năm sinh “2199” không thể đúng"),
        (("set", "Y Thơi", "income.2021.crops=-5"), 1, "số âm"),
        (("set", "Y Thơi", "number=1"), 1, "Số hộ 1 đã là của hộ Rơ Châm H'Đim"),
        (("set", "Y Thơi", "village="), 1, "không thuộc thôn nào"),
        (("set", "Y Thơi", "house=lâu đài"), 1, "Hãy chọn: Kiên cố"),
        (("set", "Y Thơi", "lâu đài=có"), 2, "không có trường “lâu đài”"),
        (("set", "Y Thơi", "income.abc=5"), 2, "không có trường"),
        (("show", "không ai"), 1, "Không có hộ nào là “không ai”"),
        (("show", "a"), 1, "Có nhiều hộ là “a”"),
        (("against", "3.1", *YEAR), 1, "không tính được từ sổ hộ"),
        (("take", *YEAR), 2, "cần mã chỉ tiêu hoặc --all"),
        (("take", "17.1", *AT, *YEAR), 1, "chưa có thông tin cho chỉ tiêu 17.1"),
        (("take", "9.2", *AT, *YEAR), 1, "chưa rõ 1 hộ ở chỉ tiêu 9.2"),
        (("take", "9.2", *AT, *YEAR), 1, "--unsure"),
        (("take", "--all", "--unsure", *AT, *YEAR), 2, "--unsure chỉ đi với mã chỉ tiêu"),
    ],
)
def test_what_cannot_be_is_one_sentence(
    register: Runner, arguments: tuple[str, ...], status: int, said: str
) -> None:
    before = register("households", "list", "--json").data
    assert said in register("households", *arguments).refused(status)
    assert register("households", "list", "--json").data == before


def test_the_register_is_counted_beside_what_was_typed_and_taken_over(register: Runner) -> None:
    rows = register("households", "recount", *YEAR, "--json").data
    found = next(one for one in rows if (one["place"], one["code"]) == ("Thôn 1", "9.2"))
    assert (found["register"], found["unknown"], found["differs"]) == ("1/2", 1, True)
    taken = register("households", "take", "9.2", *AT, *YEAR, "--unsure", "--json")
    assert taken.data[0]["figure"] == "1/2"
    assert taken.data[0]["unknown"] == 1
    rows = register("households", "recount", *YEAR, "--json").data
    assert not next(one for one in rows if (one["place"], one["code"]) == ("Thôn 1", "9.2"))["differs"]


def test_a_figure_with_unknown_households_is_taken_only_when_that_is_said(register: Runner) -> None:
    before = register("assess", *AT, *YEAR, "--json").data
    register("households", "take", "9.2", *AT, *YEAR).refused(1)
    assert register("assess", *AT, *YEAR, "--json").data == before
    said = register("households", "take", "9.2", *AT, *YEAR, "--unsure").out
    assert "1/2 (chưa rõ 1 hộ)" in said


def test_of_a_whole_commune_the_villages_that_are_wholly_known_are_taken(register: Runner) -> None:
    register("households", "set", "A Đăm", "village=Thôn 7")
    register("households", "set", "A Đăm", "house=kiên cố")
    taken = register("households", "take", "9.2", *YEAR, "--json")
    found = {one["place"]: one["figure"] for one in taken.data}
    assert found["Thôn 7"] == "1/1"
    assert "Thôn 1" not in found
    assert "Không lấy vì sổ hộ còn hộ chưa rõ: 9.2 (Thôn 1: chưa rõ 1 hộ)" in taken.err


def test_who_keeps_an_indicator_from_being_met_is_listed_and_printed(register: Runner, tmp_path: Path) -> None:
    out = tmp_path / "danh sách.pdf"
    said = register("households", "against", "9.1", *AT, *YEAR, "--out", out)
    assert "1 hộ còn ở nhà tạm, nhà dột nát; 1 hộ chưa rõ" in said.out
    text = plain_text(out)
    for words in ("DANH SÁCH HỘ", "THÔN 1", "A Đăm", "nhà tạm, dột nát", "Y Thơi", "Ghi chú"):
        assert words in text
    assert "H'Lan" not in text


def test_income_is_averaged_over_those_who_told(register: Runner) -> None:
    register("households", "set", "Y Thơi", "income.2021=100")
    rows = register("households", "income", "--year", "2021", "--json").data
    assert rows[0] | {"by_source": {}} == {
        "place": "Thôn 1",
        "households": 3,
        "told": 1,
        "people": 4,
        "by_source": {},
        "total": 100,
        "average": 25,
    }
    assert "Bình quân" in register("households", "income", "--year", "2021").out


def test_no_name_of_the_register_is_in_a_log_file(register: Runner) -> None:
    register("households", "show", "không ai")
    register("households", "set", "Y Thơi", "birth=2199")
    logs = [path for path in register.folder.rglob("*.log*") if path.is_file()]
    assert not any("Thu" in path.read_text("utf-8") for path in logs)


def test_a_household_is_erased_for_good_only_when_that_is_said(commune: Runner) -> None:
    commune("households", "add", "--village", "Thôn 1", "--head", "Y Thẩm Quyên", "number=901")
    assert "không hoàn tác được" in commune("households", "erase", "901", "--village", "Thôn 1").refused(2)

    said = commune("households", "erase", "901", "--village", "Thôn 1", "--for-good", "--forget-backups")
    assert said.out.startswith("Đã xóa hẳn hộ Y Thẩm Quyên")
    assert "Y Thẩm Quyên" not in commune("households", "list", "--village", "Thôn 1").out
    files = [path for path in commune.folder.rglob("*") if path.is_file()]
    assert [path.name for path in files if "Thẩm Quyên".encode() in path.read_bytes()] == []


def test_income_by_source_is_saved_as_a_paper(register: Runner, tmp_path: Path) -> None:
    target = tmp_path / "thu nhập.pdf"
    assert register("households", "income", "--year", "2021", "--out", str(target)).status == 0
    assert target.read_bytes().startswith(b"%PDF")
