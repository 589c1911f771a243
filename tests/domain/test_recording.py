import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.entries import entry_text, figure_text, parse_entry
from ntm_desktop.domain.errors import (
    AmbiguousNumber,
    ExpectedError,
    FormulaFails,
    NegativeNumber,
    NotANumber,
    NotApplicableNotAllowed,
    NotWhole,
    NumeratorAboveDenominator,
    PercentTyped,
    UnclearShare,
    WrongFigureKind,
    ZeroDenominator,
)
from ntm_desktop.domain.recording import (
    Amount,
    Answer,
    Checked,
    Figure,
    NotApplicable,
    Share,
    SharesBySex,
    check_figure,
    figure_from_data,
    figure_to_data,
)
from ntm_desktop.sentences import sentence_for
from tests.domain.builders import average, count, decimals, k_of_n, ratio, wholes, yes_no

REASON = "thôn không có diện tích cần tưới"
KINDS = (
    yes_no(not_applicable=REASON),
    ratio(not_applicable=REASON),
    ratio(by_sex=True, not_applicable=REASON),
    ratio(quantity="km", is_whole=False, not_applicable=REASON),
    average(not_applicable=REASON),
    average(by_sex=True, not_applicable=REASON),
    count(not_applicable=REASON),
    count(quantity="km", is_whole=False, not_applicable=REASON),
    k_of_n(not_applicable=REASON),
)


def _shares(indicator: Indicator) -> st.SearchStrategy[Share]:
    numbers = wholes.map(Decimal) if indicator.is_whole else decimals
    pairs = st.tuples(numbers, numbers).filter(lambda pair: max(pair) > 0)
    if indicator.kind == "average":
        return pairs.filter(lambda pair: pair[1] > 0).map(lambda pair: Share(*pair))
    return pairs.map(lambda pair: Share(min(pair), max(pair)))


def figures_of(indicator: Indicator) -> st.SearchStrategy[Figure]:
    """Every figure that fits the indicator."""
    if indicator.kind == "yes_no":
        return st.booleans().map(Answer)
    if indicator.kind == "count":
        return (wholes.map(Decimal) if indicator.is_whole else decimals).map(Amount)
    if indicator.kind == "k_of_n":
        return st.frozensets(st.integers(min_value=1, max_value=len(indicator.items))).map(Checked)
    if indicator.by_sex:
        return st.builds(SharesBySex, _shares(indicator), _shares(indicator))
    return _shares(indicator)


pairs = st.sampled_from(KINDS).flatmap(lambda one: st.tuples(st.just(one), figures_of(one)))


@given(pairs)
def test_what_stands_in_the_cell_is_read_back(pair: tuple[Indicator, Figure]) -> None:
    indicator, figure = pair
    check_figure(indicator, figure)
    assert parse_entry(indicator, entry_text(figure)) == figure


@given(pairs, st.booleans())
def test_what_is_logged_is_read_back_with_its_mark(pair: tuple[Indicator, Figure], illustrative: bool) -> None:
    data = json.loads(json.dumps(figure_to_data(pair[1], is_illustrative=illustrative)))
    assert figure_from_data(data) == (pair[1], illustrative)


@pytest.mark.parametrize("indicator", KINDS, ids=lambda one: f"{one.kind}-{one.quantity}-{one.by_sex}")
def test_not_applicable_and_nothing_are_read_back_for_every_kind(indicator: Indicator) -> None:
    for text in ("-", "–", "KAD", "không áp dụng"):
        assert parse_entry(indicator, text) == NotApplicable("")
    assert parse_entry(indicator, entry_text(NotApplicable(REASON))) == NotApplicable(REASON)
    assert parse_entry(indicator, " ") is None
    assert entry_text(None) == ""
    assert figure_from_data(figure_to_data(None)) == (None, False)


@given(st.sampled_from(KINDS), st.text(max_size=15) | st.text(alphabet="0123456789/;,.=+-xkđ ", max_size=15))
def test_anything_typed_is_a_figure_or_an_expected_error(indicator: Indicator, text: str) -> None:
    try:
        figure = parse_entry(indicator, text)
    except ExpectedError:
        return
    if figure is not None:
        check_figure(indicator, figure)
        assert parse_entry(indicator, entry_text(figure)) == figure


@pytest.mark.parametrize(
    ("indicator", "text", "figure"),
    [
        (yes_no(), "x", Answer(True)),
        (yes_no(), "Đ", Answer(True)),
        (yes_no(), "ĐẠT", Answer(True)),
        (yes_no(), "k", Answer(False)),
        (yes_no(), "Chưa đạt", Answer(False)),
        (ratio(), "151/200", Share(Decimal(151), Decimal(200))),
        (ratio(), " 151 / 200 ", Share(Decimal(151), Decimal(200))),
        (ratio(), "=45+32/=50+50", Share(Decimal(77), Decimal(100))),
        (ratio(), "=45+32/200", Share(Decimal(77), Decimal(200))),
        (ratio(), "=(90/2)+6/150+50", Share(Decimal(51), Decimal(200))),
        (ratio(), "151/=2*100", Share(Decimal(151), Decimal(200))),
        (ratio(), "1.051/1.200", Share(Decimal(1051), Decimal(1200))),
        (ratio(is_whole=False), "3,5/4,25", Share(Decimal("3.5"), Decimal("4.25"))),
        (average(), "4.500,5/120", Share(Decimal("4500.5"), Decimal(120))),
        (count(), "=4+3", Amount(Decimal(7))),
        (k_of_n(), "1, 3; 4", Checked(frozenset({1, 3, 4}))),
        (k_of_n(), "0", Checked(frozenset())),
        (
            ratio(by_sex=True),
            "40/52; 61/70",
            SharesBySex(Share(Decimal(40), Decimal(52)), Share(Decimal(61), Decimal(70))),
        ),
    ],
)
def test_entries_are_read_as_people_type_them(indicator: Indicator, text: str, figure: Figure) -> None:
    assert parse_entry(indicator, text) == figure


@pytest.mark.parametrize(
    ("indicator", "text", "error"),
    [
        (ratio(), "201/200", NumeratorAboveDenominator),
        (ratio(), "0/0", ZeroDenominator),
        (ratio(), "-1/200", NegativeNumber),
        (ratio(), "150,5/200", NotWhole),
        (ratio(), "151", WrongFigureKind),
        (ratio(), "151/", WrongFigureKind),
        (ratio(), "/200", WrongFigureKind),
        (ratio(), "x", WrongFigureKind),
        (ratio(), "/", WrongFigureKind),
        (ratio(), "75 %", PercentTyped),
        (ratio(), "15/1/2021", UnclearShare),
        (ratio(), "=90/2/200", UnclearShare),
        (ratio(), "=1/0*(3/0)", FormulaFails),
        (ratio(), "abc/200", NotANumber),
        (ratio(is_whole=False), "1.234/2.000", AmbiguousNumber),
        (ratio(by_sex=True), "40/52", WrongFigureKind),
        (ratio(by_sex=True), "53/52; 61/70", NumeratorAboveDenominator),
        (ratio(by_sex=True), "40/52; 71/70", NumeratorAboveDenominator),
        (average(), "4500/0", ZeroDenominator),
        (count(), "2,5", NotWhole),
        (count(), "đạt", NotANumber),
        (yes_no(), "151/200", WrongFigureKind),
        (k_of_n(), "5", WrongFigureKind),
        (k_of_n(), "một", WrongFigureKind),
        (k_of_n(), "-1", WrongFigureKind),
        (ratio(), "-", NotApplicableNotAllowed),
    ],
)
def test_a_slip_is_refused_by_name(indicator: Indicator, text: str, error: type[ExpectedError]) -> None:
    with pytest.raises(error):
        parse_entry(indicator, text)


STANDING = Share(Decimal(151), Decimal(200))


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("160/", Share(Decimal(160), Decimal(200))),
        ("160", Share(Decimal(160), Decimal(200))),
        ("/210", Share(Decimal(151), Decimal(210))),
        ("=45+32", Share(Decimal(77), Decimal(200))),
        ("=/200+10", Share(Decimal(151), Decimal(210))),
    ],
)
def test_half_a_share_keeps_the_other_half_that_stands(text: str, figure: Figure) -> None:
    assert parse_entry(ratio(), text, STANDING) == figure
    with pytest.raises(WrongFigureKind):
        parse_entry(ratio(), text)


def test_half_a_share_is_checked_against_the_half_that_stands() -> None:
    with pytest.raises(NumeratorAboveDenominator):
        parse_entry(ratio(), "201", STANDING)
    with pytest.raises(WrongFigureKind):
        parse_entry(ratio(), "/", STANDING)


def test_women_and_men_keep_their_own_halves() -> None:
    indicator = ratio(by_sex=True)
    standing = parse_entry(indicator, "40/52; 61/70")
    assert entry_text(parse_entry(indicator, "41; 60", standing)) == "41/52; 60/70"
    assert entry_text(parse_entry(indicator, "/60; 62/", standing)) == "40/60; 62/70"


@pytest.mark.parametrize("text", ["- thôn đã sáp nhập", "không áp dụng: thôn đã sáp nhập", "–  thôn đã  sáp nhập"])
def test_the_reason_for_not_applicable_is_kept(text: str) -> None:
    indicator = count(not_applicable=REASON)
    figure = parse_entry(indicator, text)
    assert figure == NotApplicable("thôn đã sáp nhập")
    assert entry_text(figure) == "Không áp dụng: thôn đã sáp nhập"
    assert parse_entry(indicator, entry_text(figure)) == figure


def test_an_average_may_be_above_one() -> None:
    check_figure(average(), Share(Decimal(9000), Decimal(200)))


def test_a_figure_of_another_kind_is_refused() -> None:
    for indicator, figure in (
        (yes_no(), Amount(Decimal(1))),
        (ratio(), SharesBySex(Share(Decimal(1), Decimal(2)), Share(Decimal(1), Decimal(2)))),
        (ratio(by_sex=True), Share(Decimal(1), Decimal(2))),
        (count(), Answer(True)),
        (k_of_n(), Checked(frozenset({9}))),
    ):
        with pytest.raises(WrongFigureKind):
            check_figure(indicator, figure)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_FIELDS = ("yes", "value", "n", "d", "female", "male", "items", "not_applicable")


@given(st.dictionaries(st.sampled_from(_FIELDS), json_values, max_size=3))
def test_foreign_data_is_a_figure_or_a_value_error(data: dict[str, object]) -> None:
    try:
        figure, is_illustrative = figure_from_data(data)
    except ValueError:
        return
    assert figure_from_data(figure_to_data(figure, is_illustrative=is_illustrative)) == (figure, is_illustrative)


@pytest.mark.parametrize("text", ["1e400", "1e-99999", "-1", "NaN", "Infinity", "abc", "", None])
def test_numbers_that_no_cell_takes_are_no_figure(text: object) -> None:
    with pytest.raises(ValueError):
        figure_from_data({"value": text})
    with pytest.raises(ValueError):
        figure_from_data({"n": "1", "d": text})


@pytest.mark.parametrize("text", ["75%", "75,5 %", "0%"])
def test_a_percentage_is_answered_with_how_to_enter_what_it_was_worked_out_from(text: str) -> None:
    shares = next(one for one in KINDS if one.kind == "ratio" and not one.by_sex)
    with pytest.raises(PercentTyped) as caught:
        parse_entry(shares, text)
    said = sentence_for(caught.value)
    assert said.startswith(f"“{text}” là tỷ lệ phần trăm nên chưa lưu. Hãy gõ tử số/mẫu số (")
    assert said.endswith("chương trình tự tính tỷ lệ.")
    with pytest.raises(NotANumber):
        parse_entry(next(one for one in KINDS if one.kind == "count"), text)


def test_thousands_stand_apart_wherever_a_figure_is_read() -> None:
    figures = [
        Share(Decimal("2006.5"), Decimal(148)),
        Share(Decimal("2126.0"), Decimal(1300)),
        Amount(Decimal(12345)),
    ]
    assert [figure_text(one) for one in figures] == ["2.006,5/148", "2.126/1.300", "12.345"]
    assert figure_text(SharesBySex(Share(Decimal(1200), Decimal(1300)), Share(Decimal(1), Decimal(2)))) == (
        "1.200/1.300; 1/2"
    )
