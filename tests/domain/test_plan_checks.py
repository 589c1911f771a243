"""The real contradictions that plans were printed with are found, and plans that add up are left alone."""

import tomllib
from collections.abc import Sequence

import pytest

import resources
from ntm_desktop.domain.checks import CheckRule, Finding, read_rules
from ntm_desktop.domain.plan import PlanFigure
from ntm_desktop.domain.plan_checks import check_plan_figures, with_doubts


@pytest.fixture(scope="module")
def rules() -> tuple[CheckRule, ...]:
    return read_rules(tomllib.loads(resources.text("checks", "rules.toml")))


def _figure(place: str, item: str, column: str, value: str, topic: str = "result") -> PlanFigure:
    return PlanFigure(f"{place}/{item}/{column}", place, topic, item, column, value, "triệu đồng")


def _ids(findings: Sequence[Finding]) -> list[str]:
    return [one.rule.id for one in findings]


def test_eleven_criteria_stated_but_ten_listed(rules: tuple[CheckRule, ...]) -> None:
    found = check_plan_figures(
        rules,
        [
            _figure("Ia A", "Các tiêu chí đã đạt", "Năm 2021", "1, 3, 4, 6, 7, 8, 12, 13, 14, 15"),
            _figure("Ia A", "Số tiêu chí đạt", "Năm 2021", "11 TC"),
        ],
    )
    assert _ids(found) == ["criteria-listed"]
    assert "ghi đạt 11 tiêu chí nhưng danh sách có 10" in found[0].text


def test_the_columns_58_is_57(rules: tuple[CheckRule, ...]) -> None:
    lists = [", ".join(map(str, range(1, count + 1))) for count in (10, 19, 14, 14)]
    figures = [_figure(f"xã {at}", "Các tiêu chí đã đạt", "Năm 2021", one) for at, one in enumerate(lists)]
    found = check_plan_figures(rules, [*figures, _figure("huyện", "Tổng số tiêu chí đạt", "Năm 2021", "58")])
    assert _ids(found) == ["criteria-total"]
    assert "tổng ghi 58 tiêu chí" in found[0].text
    assert "cộng lại là 57" in found[0].text


def test_33_houses_in_the_text_and_8_and_35_in_the_footnote(rules: tuple[CheckRule, ...]) -> None:
    found = check_plan_figures(
        rules,
        [
            _figure("xã", "Nhà tạm", "Năm 2021", "33"),
            _figure("xã", "Nhà tạm - làm mới", "Năm 2021", "8"),
            _figure("xã", "Nhà tạm - sửa chữa", "Năm 2021", "35"),
        ],
    )
    assert _ids(found) == ["parts-add-up"]
    assert "ghi 33, các phần cộng lại là 43" in found[0].text


def test_a_province_giving_10_000_for_five_years_and_36_683_for_one_of_them(rules: tuple[CheckRule, ...]) -> None:
    figures = [
        _figure("huyện", "Ngân sách địa phương - tỉnh", "Nhu cầu giai đoạn 2021-2025", "10.000", "funding"),
        _figure("huyện", "Ngân sách địa phương - tỉnh", "Kế hoạch năm 2022", "36.683", "funding"),
    ]
    found = check_plan_figures(rules, figures)
    assert _ids(found) == ["within-longer-period"]
    assert "36.683" in found[0].text
    assert "10.000" in found[0].text
    assert all(one.doubt for one in with_doubts(figures, found))


def test_poverty_at_25_36_falling_to_37_5(rules: tuple[CheckRule, ...]) -> None:
    item = "Tỷ lệ hộ nghèo khu vực nông thôn"
    found = check_plan_figures(
        rules,
        [
            _figure("huyện", item, "Năm 2020", "40,9"),
            _figure("huyện", item, "Ước thực hiện năm 2021", "25,36"),
            _figure("huyện", item, "Kế hoạch năm 2022", "37,5"),
        ],
    )
    assert _ids(found) == ["only-falls"]
    assert "ước thực hiện năm 2021 đã là 25,36" in found[0].text
    assert "lại “giảm còn” 37,5" in found[0].text


def test_13_of_13_communes_in_the_text_and_12_in_the_table(rules: tuple[CheckRule, ...]) -> None:
    rows = [_figure(f"xã {at}", "Các tiêu chí đã đạt", "Năm 2021", "1, 2") for at in range(12)]
    found = check_plan_figures(rules, [*rows, _figure("huyện", "Số xã báo cáo", "Năm 2021", "13/13")])
    assert _ids(found) == ["communes-listed"]
    assert "ghi 13 xã nhưng bảng có 12 xã" in found[0].text


def test_35_051_in_total_and_31_000_by_criterion(rules: tuple[CheckRule, ...]) -> None:
    found = check_plan_figures(
        rules,
        [
            _figure("xã", "Tổng số", "Năm 2022", "35.051", "needs"),
            _figure("xã", "Tiêu chí 2", "Năm 2022", "20.000", "needs"),
            _figure("xã", "Tiêu chí 6", "Năm 2022", "11.000", "needs"),
        ],
    )
    assert _ids(found) == ["parts-add-up"]
    assert "ghi 35.051, các phần cộng lại là 31.000" in found[0].text


def test_a_sum_below_the_whole_is_no_contradiction_while_a_part_is_blank(rules: tuple[CheckRule, ...]) -> None:
    figures = [
        _figure("xã", "Ngân sách", "Năm 2021", "100"),
        _figure("xã", "Ngân sách - tỉnh", "Năm 2021", ""),
        _figure("xã", "Ngân sách - huyện", "Năm 2021", "60"),
        _figure("xã", "Ngân sách - xã", "Năm 2021", "20"),
    ]
    assert check_plan_figures(rules, figures) == []


def test_totals_that_add_up_are_left_alone(rules: tuple[CheckRule, ...]) -> None:
    figures = [
        _figure("xã", "Tổng số", "Năm 2021", "34.083", "funding"),
        _figure("xã", "Ngân sách địa phương", "Năm 2021", "1.772", "funding"),
        _figure("xã", "Ngân sách địa phương - huyện", "Năm 2021", "352", "funding"),
        _figure("xã", "Ngân sách địa phương - xã", "Năm 2021", "1.420", "funding"),
        _figure("xã", "Vốn lồng ghép", "Năm 2021", "18.580", "funding"),
        _figure("xã", "Vốn tín dụng", "Năm 2021", "12.531", "funding"),
        _figure("xã", "Vốn doanh nghiệp", "Năm 2021", "1.200", "funding"),
    ]
    assert check_plan_figures(rules, figures) == []
