"""checks: what does not add up, for people and for machines."""

from tests.cli.running import Runner

AT = ("--village", "Thôn 1", "--period", "2021")


def _contradict(commune: Runner) -> None:
    commune("record", "Thôn 1", "4.1", "--period", "2021", "--numerator", "190", "--denominator", "200")
    commune("record", "Thôn 1", "9.2", "--period", "2021", "--numerator", "150", "--denominator", "198")


def test_contradicting_figures_are_listed_with_what_to_do(commune: Runner) -> None:
    _contradict(commune)
    said = commune("checks", *AT)
    assert said.status == 0
    assert "1. Lỗi, Thôn 1: Tổng số hộ ghi không giống nhau: " in said.out
    assert "sửa lại chỉ tiêu ghi sai" in said.out
    assert "SỐ LIỆU MINH HỌA" in said.out


def test_machines_get_rule_place_and_codes(commune: Runner) -> None:
    _contradict(commune)
    first = commune("checks", *AT, "--json").data[0]
    assert (first["rule"], first["severity"], first["place"]) == ("households-equal", "error", "Thôn 1")
    assert "9.2" in first["codes"]
    assert first["is_answered"] is False


def test_what_plans_state_is_checked_without_a_period(district: Runner) -> None:
    rules = {one["rule"] for one in district("checks", "--json").data}
    assert rules == {"within-longer-period", "only-falls", "villages-listed"}


def test_a_warning_is_answered_with_a_reason(commune: Runner) -> None:
    commune("record", "Thôn 1", "17.3", "--period", "2020", "--numerator", "50", "--denominator", "60")
    commune("record", "Thôn 1", "17.3", "--period", "2021", "--numerator", "1", "--denominator", "60")
    found = commune("checks", *AT, "--json").data
    number = next(str(one["number"]) for one in found if "17.3" in one["codes"])
    said = commune("checks", "answer", number, *AT, "--reason", "kiểm tra lại chuồng trại")
    assert said.status == 0
    again = next(one for one in commune("checks", *AT, "--json").data if "17.3" in one["codes"])
    assert (again["is_answered"], again["answer"]) == (True, "kiểm tra lại chuồng trại")


def test_an_error_is_not_answered_away(commune: Runner) -> None:
    _contradict(commune)
    said = commune("checks", "answer", "1", *AT, "--reason", "cứ in")
    assert said.refused().endswith("không ghi lý do để bỏ qua được.")


def test_a_number_that_is_not_listed_is_refused(commune: Runner) -> None:
    assert "99" in commune("checks", "answer", "99", *AT, "--reason", "x").refused()
