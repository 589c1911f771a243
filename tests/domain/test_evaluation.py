from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from ntm_desktop.domain.criteria import (
    EVERY_COLUMN,
    Basis,
    Criterion,
    Indicator,
    IndicatorKind,
    Rule,
    Target,
    TargetSchedule,
)
from ntm_desktop.domain.evaluation import (
    Assessment,
    Given,
    Verdict,
    assess_indicator,
    display_target,
    display_value,
)
from ntm_desktop.domain.recording import (
    Amount,
    Answer,
    Checked,
    Figure,
    NotApplicable,
    Share,
    SharesBySex,
)
from ntm_desktop.domain.village_sums import add_up
from tests.domain.assessing import assess_place
from tests.domain.builders import average, count, criteria_set, decimals, k_of_n, ratio, yes_no

counts = st.integers(min_value=0, max_value=5000)
percents = st.decimals(min_value=0, max_value=100, places=2)


def assess(
    indicator: Indicator, figure: Figure | None, *, column: str | None = None, year: int = 2021
) -> Assessment:
    return assess_indicator(9, indicator, Given(figure), column=column, year=year)


def share(numerator: int | str, denominator: int | str) -> Share:
    return Share(Decimal(numerator), Decimal(denominator))


# Exact comparison, honest display


def test_74_996_percent_is_not_75_and_is_not_shown_as_75() -> None:
    one = assess(ratio(), share(18749, 25000))
    assert one.value == Fraction(74996, 1000)
    assert one.verdict is Verdict.NOT_MET
    assert display_value(one) == "74,996 %"


def test_75_percent_exactly_is_met() -> None:
    one = assess(ratio(), share(150, 200))
    assert one.verdict is Verdict.MET
    assert display_value(one) == "75 %"


def test_a_third_is_met_where_a_third_is_asked_only_as_far_as_it_is_written() -> None:
    assert assess(ratio(least="33.33"), share(1, 3)).verdict is Verdict.MET
    assert assess(ratio(least="33.34"), share(1, 3)).verdict is Verdict.NOT_MET


@given(
    st.integers(min_value=0, max_value=10**12),
    st.integers(min_value=1, max_value=10**12),
    percents,
    st.sampled_from(Rule),
)
@example(130_000_001, 10**9, Decimal(13), Rule.AT_MOST)
@example(1_300_000_001, 10**10, Decimal(13), Rule.AT_MOST)
@example(7_499_999_999, 10**10, Decimal(75), Rule.AT_LEAST)
def test_what_is_shown_stands_on_the_same_side_of_the_target(n: int, d: int, wanted: Decimal, rule: Rule) -> None:
    assume(n <= d)
    one = assess(ratio(least=str(wanted), rule=rule), share(n, d))
    shown = Fraction(display_value(one).removesuffix(" %").replace(".", "").replace(",", "."))
    sign = 1 if rule is Rule.AT_LEAST else -1
    is_met = sign * Fraction(n, d) * 100 >= sign * Fraction(wanted)
    assert one.verdict is (Verdict.MET if is_met else Verdict.NOT_MET)
    assert (sign * shown >= sign * Fraction(wanted)) == is_met


# Gaps in things people can act on


def test_the_gap_of_a_ratio_is_in_households() -> None:
    one = assess(ratio(), share(140, 200))
    assert one.gap_text == "còn thiếu 10 hộ"
    assert one.gap_amount == 10


def test_part_of_a_household_is_a_household() -> None:
    assert assess(ratio(least="98"), share(90, 101)).gap_text == "còn thiếu 9 hộ"  # 98.98 needed


def test_too_many_poor_households_are_an_excess() -> None:
    one = assess(ratio(least="13", rule=Rule.AT_MOST), share(41, 200))
    assert one.gap_text == "còn vượt 15 hộ"
    assert one.gaps[0].is_excess


def test_kilometres_are_missing_to_the_metre_without_empty_zeros() -> None:
    one = assess(ratio(least="70", quantity="km", is_whole=False), share("2.6", "4.2"))
    assert one.gap_text == "còn thiếu 0,34 km"


def test_the_gap_of_an_average_is_in_what_is_added_up() -> None:
    assert assess(average(), share(7000, 200)).gap_text == "còn thiếu 200 triệu đồng"


def test_the_gap_of_a_k_of_n_is_in_contents() -> None:
    assert assess(k_of_n(least="3"), Checked(frozenset({1}))).gap_text == "còn thiếu 2 nội dung"


@given(counts, counts, percents, st.sampled_from(Rule))
def test_closing_the_gap_meets_the_target_and_one_household_less_does_not(
    n: int, d: int, wanted: Decimal, rule: Rule
) -> None:
    assume(d > 0 and n <= d)
    indicator = ratio(least=str(wanted), rule=rule)
    one = assess(indicator, share(n, d))
    assert (one.verdict is Verdict.MET) == (one.gap_amount is None)
    if one.gap_amount is None:
        return
    step = 1 if rule is Rule.AT_LEAST else -1
    closed = n + step * int(one.gap_amount)
    assert one.gap_amount >= 1
    assert assess(indicator, share(closed, d)).verdict is Verdict.MET
    assert assess(indicator, share(closed - step, d)).verdict is Verdict.NOT_MET


@given(decimals, decimals, percents)
def test_closing_the_gap_in_kilometres_meets_the_target_and_a_metre_less_does_not(
    n: Decimal, d: Decimal, wanted: Decimal
) -> None:
    assume(d > 0 and n <= d)
    indicator = ratio(least=str(wanted), quantity="km", is_whole=False)
    gap = assess(indicator, Share(n, d)).gap_amount
    if gap is not None:
        assert assess(indicator, Share(n + gap, d)).verdict is Verdict.MET
        assert assess(indicator, Share(n + gap - Decimal("0.001"), d)).verdict is Verdict.NOT_MET


@given(counts, counts, st.sampled_from(Rule))
def test_the_gap_of_a_count_closes_exactly(have: int, wanted: int, rule: Rule) -> None:
    one = assess(count(bound=str(wanted), rule=rule), Amount(Decimal(have)))
    assert one.gap_amount == (None if one.verdict is Verdict.MET else abs(wanted - have))


# Kinds


def test_yes_and_no() -> None:
    assert assess(yes_no(), Answer(True)).verdict is Verdict.MET
    assert assess(yes_no(), Answer(False)).verdict is Verdict.NOT_MET
    assert display_value(assess(yes_no(), Answer(False))) == "Không đạt"


def test_nothing_left_is_a_count_of_at_most_nothing() -> None:
    assert assess(count(), Amount(Decimal(0))).verdict is Verdict.MET
    assert assess(count(), Amount(Decimal(4))).gap_text == "còn vượt 4 hộ"


@given(counts, counts, counts, counts)
def test_both_sexes_must_reach_the_target(fn: int, fd: int, mn: int, md: int) -> None:
    (fn, fd), (mn, md) = sorted((fn, fd)), sorted((mn, md))
    assume(fd > 0 and md > 0)
    indicator = ratio(least="90", by_sex=True)
    one = assess(indicator, SharesBySex(share(fn, fd), share(mn, md)))
    each = [assess(ratio(least="90"), share(*pair)).verdict is Verdict.MET for pair in ((fn, fd), (mn, md))]
    assert (one.verdict is Verdict.MET) == all(each)
    assert [gap.group for gap in one.gaps] == [
        name for name, met in zip(("nữ", "nam"), each, strict=True) if not met
    ]
    assert one.value == Fraction(fn + mn, fd + md) * 100


def test_men_alone_below_the_target_are_named() -> None:
    one = assess(ratio(least="90", by_sex=True), SharesBySex(share(100, 100), share(89, 100)))
    assert one.verdict is Verdict.NOT_MET
    assert one.gap_text == "nam: còn thiếu 1 hộ"
    assert display_value(one) == "94,5 %"


# Where there is no verdict


def test_no_figure_is_no_data_and_still_names_the_target() -> None:
    one = assess(ratio(), None)
    assert one.verdict is Verdict.NO_DATA
    assert one.target is not None


def test_a_missing_target_is_never_guessed() -> None:
    assert assess(ratio(targets={}), share(200, 200)).verdict is Verdict.NO_TARGET
    assert "UBND tỉnh" in assess(ratio(targets={}, set_by_province=True), share(1, 2)).reason


def test_targets_are_of_their_own_column_and_year() -> None:
    by_year = TargetSchedule(by_year={2022: Target(Decimal(39), Basis.UNVERIFIED)})
    indicator = average(targets={"special": by_year})
    figure = share(8000, 200)
    assert assess(indicator, figure, column="special", year=2022).verdict is Verdict.MET
    assert assess(indicator, figure, column="special", year=2021).verdict is Verdict.NO_TARGET
    assert assess(indicator, figure, column="tay_nguyen", year=2022).verdict is Verdict.NO_TARGET
    assert assess(indicator, figure, column=None, year=2022).verdict is Verdict.NO_TARGET


def test_a_denominator_of_nothing_is_no_data() -> None:
    one = assess(ratio(), share(0, 0))
    assert one.verdict is Verdict.NO_DATA
    assert one.reason == "Tổng số hộ bằng 0"


def test_not_applicable_tells_the_reason_a_person_gave_and_makes_none_up() -> None:
    indicator = ratio(not_applicable="không có hộ chăn nuôi")
    assert assess(indicator, NotApplicable("đã thôi nuôi")).reason == "đã thôi nuôi"
    unexplained = assess(indicator, NotApplicable(""))
    assert (unexplained.verdict, unexplained.reason) == (Verdict.NOT_APPLICABLE, "chưa ghi lý do")


# Criteria and places


@pytest.mark.parametrize("counts_as_met", [True, False])
def test_whether_not_applicable_counts_as_met_is_the_sets_rule(counts_as_met: bool) -> None:
    chosen = criteria_set(ratio("1.1", not_applicable="không có"), yes_no("2.1"), counts_as_met=counts_as_met)
    figures = {"1.1": Given(NotApplicable("không có")), "2.1": Given(Answer(True))}
    place = assess_place(chosen, figures, column=None, year=2021)
    assert place.criteria_met == (2 if counts_as_met else 1)
    assert (place.indicators_met, place.indicators_in_force) == (1, 1)
    why = " (trong đó 1 không áp dụng, tính là đạt theo bộ tiêu chí)"
    assert place.met_text == (f"2/2 tiêu chí{why}" if counts_as_met else "1/2 tiêu chí")


verdicts = st.sampled_from([Answer(True), Answer(False), None, NotApplicable("không có")])


@given(st.lists(verdicts, min_size=1, max_size=5))
def test_a_criterion_is_met_when_all_its_indicators_are(figures: list[Figure | None]) -> None:
    indicators = tuple(yes_no(f"1.{i}", not_applicable="không có") for i in range(len(figures)))
    joined = Criterion(1, "Tiêu chí 1", "", indicators)
    chosen = criteria_set()._replace(criteria=(joined,))
    given_figures = {one.code: Given(figure) for one, figure in zip(indicators, figures, strict=True)}
    place = assess_place(chosen, given_figures, column=None, year=2021)
    is_met = all(figure is not None and figure != Answer(False) for figure in figures)
    assert (place.criteria_met == 1) == is_met
    if Answer(False) in figures:
        assert place.criteria[0].verdict is Verdict.NOT_MET


def test_one_illustrative_figure_marks_the_whole_place() -> None:
    chosen = criteria_set(yes_no("1.1"), yes_no("2.1"))
    place = assess_place(chosen, {"1.1": Given(Answer(True), is_illustrative=True)}, column=None, year=2021)
    assert place.is_illustrative
    assert place.of("2.1").verdict is Verdict.NO_DATA


# Sums over villages


share_lists = st.lists(st.tuples(counts, counts).filter(lambda one: one[0] <= one[1]), min_size=1, max_size=8)


@given(share_lists)
def test_a_communes_figure_is_the_sum_of_numerators_and_denominators(pairs: list[tuple[int, int]]) -> None:
    total = add_up(ratio(), [(f"Thôn {i}", Given(share(*pair))) for i, pair in enumerate(pairs)])
    assert total.given.figure == share(sum(n for n, _ in pairs), sum(d for _, d in pairs))
    assert total.villages_with_figure == len(pairs)


def test_percentages_are_never_averaged() -> None:
    total = add_up(ratio(), [("Thôn 1", Given(share(10, 10))), ("Thôn 2", Given(share(0, 90)))])
    assert assess(ratio(), total.given.figure).value == 10


@given(share_lists, share_lists)
def test_both_sexes_are_summed_apart(women: list[tuple[int, int]], men: list[tuple[int, int]]) -> None:
    size = min(len(women), len(men))
    figures = [SharesBySex(share(*w), share(*m)) for w, m in zip(women[:size], men[:size], strict=True)]
    total = add_up(ratio(by_sex=True), [(str(i), Given(one)) for i, one in enumerate(figures)]).given.figure
    assert isinstance(total, SharesBySex)
    assert total.female == share(sum(n for n, _ in women[:size]), sum(d for _, d in women[:size]))
    assert total.male == share(sum(n for n, _ in men[:size]), sum(d for _, d in men[:size]))


def test_villages_without_a_figure_are_named_and_those_without_the_thing_are_left_out() -> None:
    villages = [
        ("Thôn 1", Given(share(10, 20), is_illustrative=True)),
        ("Thôn 7", Given(None)),
        ("Thôn 8", Given(NotApplicable("không có"))),
    ]
    total = add_up(ratio(), villages)
    assert total.given == Given(share(10, 20), is_illustrative=True)
    assert total.missing == ("Thôn 7",)


def test_where_it_applies_nowhere_it_does_not_apply_to_the_commune() -> None:
    figure = NotApplicable("không có")
    assert add_up(ratio(), [("Thôn 1", Given(figure))]).given.figure == figure
    assert add_up(ratio(), [("Thôn 1", Given(None))]).given.figure is None
    assert add_up(ratio(), []).given.figure is None


def test_a_commune_has_what_every_village_has() -> None:
    villages = [("Thôn 1", Given(Answer(True))), ("Thôn 7", Given(Answer(False)))]
    total = add_up(yes_no(), villages)
    assert total.given.figure == Answer(False)
    assert total.villages_met == 1
    both = [("Thôn 1", Given(Checked(frozenset({1, 2})))), ("Thôn 7", Given(Checked(frozenset({2, 3}))))]
    assert add_up(k_of_n(), both).given.figure == Checked(frozenset({2}))


def test_counts_are_added() -> None:
    villages = [("Thôn 1", Given(Amount(Decimal(4)))), ("Thôn 7", Given(Amount(Decimal(3))))]
    assert add_up(count(), villages).given.figure == Amount(Decimal(7))


# For people


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        (ratio(), "≥ 75 %"),
        (ratio(least="13", rule=Rule.AT_MOST), "≤ 13 %"),
        (count(), "0 hộ"),
        (count(bound="1", rule=Rule.AT_LEAST, quantity="mô hình"), "≥ 1 mô hình"),
        (average(), "≥ 36 triệu đồng/người/năm"),
        (average(least="1234.5"), "≥ 1.234,5 triệu đồng/người/năm"),
        (k_of_n(least="3"), "≥ 3/4 nội dung"),
        (yes_no(), "Đạt"),
    ],
)
def test_targets_are_written_for_people(indicator: Indicator, text: str) -> None:
    assert display_target(indicator, indicator.targets[EVERY_COLUMN].fixed) == text
    assert display_target(indicator, None) == ""
    assert indicator.kind in IndicatorKind
