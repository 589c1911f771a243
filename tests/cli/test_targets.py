"""targets: listed, entered from a decision, confirmed, taken back."""

from tests.cli.running import Runner

PAPER = ("--decision", "45/QĐ-UBND", "--date", "10/01/2022")
COMMUNE_SET = ("--set", "commune-ntm-2021-2025")


def test_what_is_missing_or_not_compared_is_listed(commune: Runner) -> None:
    said = commune("targets", "list", "--year", "2021", "--unchecked", *COMMUNE_SET)
    assert said.status == 0
    assert "chưa đối chiếu" in said.out
    assert "chưa có mức đạt" in said.out
    assert "theo bộ tiêu chí" not in said.out


def test_a_target_is_entered_shown_and_withdrawn(commune: Runner) -> None:
    said = commune("targets", "set", "2.1", "80", *PAPER, *COMMUNE_SET)
    assert said.out == "Mức đạt của 2.1: ≥ 80 % (Quyết định số 45/QĐ-UBND ngày 10/01/2022).\n"
    data = commune("targets", "list", "--year", "2024", "--json", *COMMUNE_SET).data
    found = next(one for one in data if one["code"] == "2.1")
    assert (found["value"], found["basis"], found["mark"]) == ("80", "quoted", "entered")
    assert commune("targets", "withdraw", "2.1", "--year", "2024", *COMMUNE_SET).status == 0
    data = commune("targets", "list", "--year", "2024", "--json", *COMMUNE_SET).data
    assert next(one for one in data if one["code"] == "2.1")["value"] is None


def test_all_unchecked_targets_are_confirmed_at_once_and_undone(commune: Runner) -> None:
    said = commune("targets", "confirm", "--year", "2021", *PAPER)
    assert said.out.startswith("Đã ghi đối chiếu ")
    assert commune("targets", "list", "--year", "2021", "--unchecked", "--json").data == []
    commune("undo")
    assert commune("targets", "list", "--year", "2021", "--unchecked", "--json").data


def test_nonsense_is_refused_in_a_sentence(commune: Runner) -> None:
    assert "tỷ lệ từ 0 đến 100" in commune("targets", "set", "2.1", "120", *PAPER, *COMMUNE_SET).refused()
    assert (
        "chưa có mức đạt" in commune("targets", "confirm", "2.1", "--year", "2021", *PAPER, *COMMUNE_SET).refused()
    )
    assert (
        "ngày" in commune("targets", "set", "2.1", "80", "--decision", "1", "--date", "x", *COMMUNE_SET).refused()
    )


def test_years_that_keep_a_target_of_their_own_are_named(commune: Runner) -> None:
    commune("targets", "confirm", "10.1", "--year", "2021", *PAPER)
    said = commune("targets", "set", "10.1", "30", *PAPER).out.splitlines()
    assert said[0].startswith("Mức đạt của 10.1: ≥ 30 triệu đồng")
    assert said[1] == (
        "Năm 2021 giữ mức riêng: ≥ 36 triệu đồng/người/năm (Quyết định số 45/QĐ-UBND ngày 10/01/2022); "
        "đổi mức đó bằng --year 2021."
    )
