"""Forms of every kind of indicator: what is written into them is what is read from them."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from ntm_desktop.domain.criteria import CriteriaSet, Indicator, IndicatorKind
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import Amount, Answer, Checked, Figure, NotApplicable, Share, SharesBySex
from ntm_desktop.excel.open_book import read_book
from ntm_desktop.excel.template_layout import Form
from ntm_desktop.excel.template_reading import FilledTemplate, identity_of, read_filled
from ntm_desktop.excel.template_writing import Template, template_bytes
from tests.domain.builders import average, count, criteria_set, decimals, k_of_n, ratio, wholes, yes_no

COMMUNE = Place("c" * 32, PlaceKind.COMMUNE, "Măng Bút")
VILLAGES = tuple(
    Place(f"{at:032x}", PlaceKind.VILLAGE, name, COMMUNE.id) for at, name in enumerate(("Thôn 1", "Lợt"))
)
SET = criteria_set(
    yes_no("1.1", not_applicable="không có đất"),
    ratio("2.1"),
    ratio("3.1", by_sex=True, not_applicable="không có ai"),
    average("4.1"),
    count("5.1"),
    k_of_n("6.1", not_applicable="không xét"),
    count("7.1", quantity="%", is_whole=False),
)
PERIOD = parse_period("2021-Q3")
Figures = dict[tuple[str, str], Figure]


def written(folder: Path, form: Form, figures: Figures, chosen: CriteriaSet = SET) -> Path:
    places = VILLAGES[:1] if form is Form.VILLAGE else VILLAGES
    path = folder / f"{form}.xlsx"
    path.write_bytes(template_bytes(Template(form, COMMUNE, places, chosen, PERIOD, figures)))
    return path


def read(path: Path, chosen: CriteriaSet = SET) -> FilledTemplate:
    sheets = read_book(path)
    kinds = {one.id: one.kind for one in VILLAGES}
    return read_filled(sheets, identity_of(path, sheets), chosen, PERIOD, kinds, None)


def found(filled: FilledTemplate) -> Figures:
    return {(one.place_id, one.code): one.figure for one in filled.figures if one.figure is not None}


def shares(*, whole: bool) -> st.SearchStrategy[Share]:
    numbers = wholes.map(Decimal) if whole else decimals
    return st.tuples(numbers, numbers).map(lambda pair: Share(min(pair), max(pair) + 1))


def figures_of(indicator: Indicator) -> st.SearchStrategy[Figure]:
    kinds: dict[IndicatorKind, st.SearchStrategy[Any]] = {
        IndicatorKind.YES_NO: st.booleans().map(Answer),
        IndicatorKind.COUNT: (wholes.map(Decimal) if indicator.is_whole else decimals).map(Amount),
        IndicatorKind.K_OF_N: st.frozensets(st.integers(1, 4)).map(Checked),
        IndicatorKind.AVERAGE: shares(whole=False),
        IndicatorKind.RATIO: shares(whole=True),
    }
    if indicator.by_sex:
        kinds[IndicatorKind.RATIO] = st.builds(SharesBySex, shares(whole=True), shares(whole=True))
    own = kinds[indicator.kind]
    return own | st.just(NotApplicable(indicator.not_applicable)) if indicator.not_applicable else own


ALL = st.fixed_dictionaries(
    {}, optional={(place.id, one.code): figures_of(one) for place in VILLAGES for one in SET.indicators()}
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(figures=ALL, form=st.sampled_from(list(Form)))
def test_what_is_written_into_a_form_is_read_from_it(tmp_path: Path, figures: Figures, form: Form) -> None:
    own = {key: one for key, one in figures.items() if form is Form.COMMUNE or key[0] == VILLAGES[0].id}
    filled = read(written(tmp_path, form, own))
    assert found(filled) == own
    assert filled.problems == ()


def fill(path: Path, **values: Any) -> Path:
    """`v6_1_i2="Có"` fills the row of the second item."""
    book = load_workbook(path)
    sheet = book.worksheets[0]
    rows = {cell.value: cell.row for cell in sheet["A"]}
    for name, value in values.items():
        first, second, part = name[1:].split("_")
        sheet.cell(rows[f"{first}.{second}|{part}"], 6).value = value
    book.save(path)
    return path


def test_of_k_of_n_every_item_is_answered_or_none(tmp_path: Path) -> None:
    path = fill(written(tmp_path, Form.VILLAGE, {}), v6_1_i1="Có", v6_1_i2="không")
    assert "mới chọn một phần" in read(path).problems[0].sentence
    fill(path, v6_1_i3="x", v6_1_i4="k")
    assert found(read(path)) == {(VILLAGES[0].id, "6.1"): Checked(frozenset({1, 3}))}
    fill(path, v6_1_i4="có lẽ")
    assert "Có hoặc Không" in read(path).problems[0].sentence


@pytest.mark.parametrize("value", [75, "75", "75%", "75 %", "75,00"])
def test_where_a_percentage_is_asked_for_it_is_read_however_it_is_written(tmp_path: Path, value: Any) -> None:
    path = fill(written(tmp_path, Form.VILLAGE, {}), v7_1_v=value)
    assert found(read(path)) == {(VILLAGES[0].id, "7.1"): Amount(Decimal(75))}


def test_a_percentage_formatted_as_one_is_read_as_it_is_shown(tmp_path: Path) -> None:
    path = fill(written(tmp_path, Form.VILLAGE, {}), v7_1_v=0.75)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(cell.row for cell in sheet["A"] if cell.value == "7.1|v")
    sheet.cell(row, 6).number_format = "0%"
    book.save(path)
    assert found(read(path)) == {(VILLAGES[0].id, "7.1"): Amount(Decimal(75))}
