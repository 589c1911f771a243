"""Reading filled forms and lists of households against bare openpyxl reading the same files."""

import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from random import Random

from openpyxl import Workbook, load_workbook

from ntm_desktop.domain.criteria import IndicatorKind, Level
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.excel.household_list import read_households
from ntm_desktop.excel.open_book import read_book
from ntm_desktop.excel.template_reading import identity_of, read_filled
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.keep_households import load_form
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.start_desk import start_commune
from ntm_desktop.services.take_in_households import (
    guess_choices,
    preview_households,
    read_sheets,
    take_in_households,
)
from ntm_desktop.services.take_in_workbook import preview_workbook
from ntm_desktop.services.write_workbook import write_commune_workbook
from tests.benchmarks.figures import Figure, paired, seconds

HOUSEHOLDS = 3_000
VILLAGES = [f"Thôn {at}" for at in range(1, 21)]
HEADER = (
    *("TT", "Thôn", "Số hộ", "Họ và tên", "Quan hệ với chủ hộ", "Giới tính", "Ngày sinh", "Dân tộc", "Thẻ BHYT"),
    *("Việc làm", "Diện hộ", "Nhà ở", "Nước sinh hoạt", "Nhà tiêu"),
)


def household_list(path: Path) -> Path:
    """3,000 households of two to six people, a row a person."""
    book, chosen = Workbook(write_only=True), Random(5)
    sheet = book.create_sheet("Danh sách")
    sheet.append(HEADER)
    count = 0
    for at in range(HOUSEHOLDS):
        village, number = VILLAGES[at % 20], at // 20 + 1
        for person in range(chosen.choice((2, 3, 4, 4, 5, 6))):
            count += 1
            own = ("Hộ nghèo", "Kiên cố", "Nước máy", "Không có") if person == 0 else (None,) * 4
            relation = "Chủ hộ" if person == 0 else "Vợ" if person == 1 else "Con"
            birth = f"{chosen.randrange(1, 28):02d}/{chosen.randrange(1, 13):02d}/{chosen.randrange(1940, 2020)}"
            sex, name = chosen.choice(("Nam", "Nữ")), f"Rơ Mah {chosen.randrange(10_000)}"
            sheet.append((count, village, number, name, relation, sex, birth, "Gia Rai", "x", "Làm nông", *own))
    book.save(path)
    return path


def bare(path: Path) -> int:
    """openpyxl's quickest way through every value."""
    book = load_workbook(path, read_only=True, data_only=True)
    count = sum(len(row) for sheet in book.worksheets for row in sheet.iter_rows(values_only=True))
    book.close()
    return count


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with start_commune(DataFolder(folder / "desk"), "Thử", villages=VILLAGES, person="A") as desk:
            yield from _form_figures(desk, folder)
            yield from _list_figures(desk, folder)


def _form_figures(desk: OpenDesk, folder: Path) -> Iterator[Figure]:
    path, commune = folder / "form.xlsx", desk.communes()[0]
    chosen, period = desk.criteria_set(None, Level.VILLAGE), parse_period("2021")
    write_commune_workbook(desk, commune, chosen, period, path)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows(min_row=7, min_col=6):
        for cell in row:
            if not cell.protection.locked:
                key = str(sheet.cell(cell.row, 1).value).partition("|")[0]
                cell.value = "Đạt" if chosen.indicator(key).kind is IndicatorKind.YES_NO else 100
    book.save(path)
    kinds = {one.id: one.kind for one in desk.villages(commune.id)}

    def ours() -> None:
        sheets = read_book(path)
        found = read_filled(sheets, identity_of(path, sheets), chosen, period, kinds, commune.column)
        assert len(found.figures) == len(kinds) * len(chosen.indicators())

    yield _figure("reading a filled form of 20 villages / bare openpyxl", ours, path, 1.3)
    compared = seconds(lambda: preview_workbook(desk, path))
    yield Figure("reading that form and comparing it with what stands", compared * 1000, 500, "ms", "660 figures")


def _list_figures(desk: OpenDesk, folder: Path) -> Iterator[Figure]:
    path, commune = household_list(folder / "list.xlsx"), desk.communes()[0]
    villages, today = desk.villages(commune.id), date(2022, 1, 1)

    def ours() -> None:
        sheet = read_sheets(path)[0]
        found = read_households(sheet, guess_choices(desk, sheet), load_form(), villages, today, _untold)
        assert len(found.households) == HOUSEHOLDS
        assert not found.problems

    yield _figure("3,000 households from Excel, read, checked, built / bare openpyxl", ours, path, 1.5)
    sheet = read_sheets(path)[0]
    parts = [(sheet, guess_choices(desk, sheet))]
    report = preview_households(desk, path, parts, commune, _untold, today=today)
    stored = seconds(lambda: take_in_households(desk, report, commune))
    yield Figure(
        "storing those 3,000 households as one act", stored * 1000, 5000, "ms", f"{report.people:,} people"
    )


def _figure(what: str, ours: Callable[[], None], path: Path, limit: float) -> Figure:
    ratio, mine, other = paired(ours, lambda: bare(path), runs=3)
    return Figure(what, ratio, limit, detail=f"{mine:.2f} s / {other:.2f} s")


def _untold(done: int, total: int, what: str) -> None:
    pass
