"""undo, redo, confirm, reopen, copy-last: what they say and do."""

from tests.cli.running import Runner

FIGURE = ("--period", "2021", "--numerator", "151", "--denominator", "200")


def figure(commune: Runner, code: str = "9.2", period: str = "2021") -> object:
    rows = commune("assess", "--village", "Thôn 1", "--period", period, "--json").data
    return next(row["figure"] for row in rows if row["code"] == code)


def test_what_was_recorded_is_undone_and_done_again_by_name(commune: Runner) -> None:
    before = figure(commune)
    commune("record", "Thôn 1", "9.2", *FIGURE)
    assert commune("undo").out == "Hoàn tác: nhập 9.2 của Thôn 1.\n"
    assert figure(commune) == before
    listed = commune("undo", "--list", "--json").data
    assert [(one["title"], one["undone"]) for one in listed[:1]] == [("nhập 9.2 của Thôn 1", True)]
    assert "đã hoàn tác" in commune("undo", "--list").out
    assert commune("redo", "--json").data == {"title": "nhập 9.2 của Thôn 1", "written": 1}
    assert figure(commune) == "151/200"
    assert "Không còn việc nào để làm lại" in commune("redo").refused()


def test_confirmed_figures_are_locked_until_reopened_with_a_reason(commune: Runner) -> None:
    commune("record", "Thôn 1", "9.2", *FIGURE)
    assert commune("confirm", "Thôn 1", "--period", "2021", "--checked").out.startswith("Đã đánh dấu đã soát 1 số")
    assert commune("confirm", "Thôn 1", "--period", "2021", "--criterion", "9").out.startswith("Đã xác nhận 1 số")
    said = commune("record", "Thôn 1", "9.2", "--period", "2021", "--clear").refused()
    assert "đang khóa" in said
    assert "lý do" in commune("reopen", "Thôn 1", "--period", "2021", "--reason", " ").refused()
    assert commune("reopen", "--period", "2021", "--reason", "thôn báo lại").out.startswith("Đã mở lại 1 số")
    assert commune("record", "Thôn 1", "9.2", "--period", "2021", "--clear").status == 0


def test_nothing_to_confirm_and_wrong_codes_are_said(commune: Runner) -> None:
    assert "Không có số liệu nào để xác nhận" in commune("confirm", "--period", "2021").refused()
    assert "99.9" in commune("confirm", "--period", "2021", "--code", "99.9").refused()
    assert commune("confirm", "--period", "2021", "--criterion", "99").status == 2


def test_the_last_period_is_copied_into_empty_cells(commune: Runner) -> None:
    commune("record", "Thôn 1", "9.2", *FIGURE)
    commune("record", "Thôn 1", "9.1", "--period", "2021", "--value", "3")
    commune("record", "Thôn 1", "9.1", "--period", "2022", "--value", "2")
    dry = commune("copy-last", "--period", "2022", "--dry-run").out
    assert "151/200" in dry
    assert dry.endswith("Sẽ chép 1 số của kỳ trước vào kỳ Năm 2022.\n")
    assert figure(commune, period="2022") is None
    assert commune("copy-last", "Thôn 1", "--period", "2022").out == "Đã chép 1 số của kỳ trước vào kỳ Năm 2022.\n"
    assert figure(commune, period="2022") == "151/200"
    assert figure(commune, "9.1", "2022") == "2"
    commune("copy-last", "Thôn 1", "--period", "2022", "--over")
    assert figure(commune, "9.1", "2022") == "3"
    assert commune("undo").out == "Hoàn tác: chép số kỳ trước cho 1 ô vào chỉ tiêu 9.1.\n"


def test_half_a_share_keeps_the_other_half_that_stands(commune: Runner) -> None:
    commune("record", "Thôn 1", "9.2", *FIGURE)
    commune("record", "Thôn 1", "9.2", "--period", "2021", "--numerator", "160")
    assert figure(commune) == "160/200"
    commune("record", "Thôn 1", "9.2", "--period", "2021", "--denominator", "=200+10")
    assert figure(commune) == "160/210"
    assert "9.2" in commune("record", "Thôn 1", "9.2", "--period", "2023", "--numerator", "5").refused()
