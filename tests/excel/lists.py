"""Lists of households as villages keep them: in old fonts, in .xls and .xlsx, a row a person or a household."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font

from ntm_desktop.domain.legacy_vietnamese import TCVN3_LETTERS, VNI_LETTERS

Row = Sequence[Any]

PEOPLE_HEADING: tuple[Row, Row] = (
    (
        "STT",
        "Số hộ",
        "Họ và tên",
        "Quan hệ với chủ hộ",
        "Năm sinh",
        None,
        "Dân tộc",
        "Thẻ BHYT",
        "Nhà tiêu",
        "Ghi chú",
    ),
    (None, None, None, None, "Nam", "Nữ", None, None, None, None),
)
PEOPLE: tuple[Row, ...] = (
    (1, 1, "Rơ Mah Hluân", "Chủ hộ", 1975, None, "Gia Rai", "x", "Không có", None),
    (2, None, "Nguyễn Thị Ánh Nguyệt", "Vợ", None, 1978, "Kinh", "x", None, None),
    (3, None, "Rơ Mah Đỗ Quyên", "Con", None, "12/05/2003", "Gia Rai", "x", None, "đi học xa"),
    (4, 2, "Đặng Văn Đức", "Chủ hộ", 1980, None, "Kinh", None, "Tự hoại", None),
    (5, None, "Kpă Hữu Thọ", "Con", 2010, None, "Kinh", "k", None, None),
)
MERGED = ("E3:F3", *(f"{letter}3:{letter}4" for letter in "ABCDGHIJ"))


def tcvn3(text: Any) -> Any:
    """As typed in .VnTime; letters it has no code for stay (the caller chooses texts that it has)."""
    codes = {letter: code for code, letter in TCVN3_LETTERS.items()}
    return "".join(codes.get(letter, letter) for letter in text) if isinstance(text, str) else text


def vni(text: Any) -> Any:
    """As typed in VNI-Times."""
    codes = {letter: code for code, letter in reversed(VNI_LETTERS.items())}
    return "".join(codes.get(letter, letter) for letter in text) if isinstance(text, str) else text


def people_rows() -> list[Row]:
    """Title, empty row, the heading of two rows, the people."""
    return [("Danh sách hộ thôn 1",), (), *PEOPLE_HEADING, *PEOPLE]


def people_workbook(
    path: Path, font: str = "", rows: Sequence[Row] | None = None, *, sheet: str = "Thôn 1"
) -> Path:
    """A row a person, in Unicode or (with that font) in TCVN3 or VNI."""
    book = Workbook()
    made = book.active
    made.title = sheet
    typed = vni if font.startswith("VNI") else tcvn3 if font else lambda text: text
    for at, row in enumerate(people_rows() if rows is None else rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                cell = made.cell(at, column, typed(value))
                if font:
                    cell.font = Font(name=font)
    if rows is None:
        for block in MERGED:
            made.merge_cells(block)
    book.save(path)
    return path


def people_old_workbook(path: Path, font: str = ".VnTime") -> Path:
    """The same as .xls, each cell in the old font."""
    import xlwt

    book = xlwt.Workbook()
    sheet = book.add_sheet("Thon 1")
    style = xlwt.easyxf(f"font: name {font}")
    typed = vni if font.startswith("VNI") else tcvn3
    for at, row in enumerate(people_rows()):
        for column, value in enumerate(row):
            if at == 2 and column == 4:
                sheet.write_merge(2, 2, 4, 5, typed(value), style)
            elif at == 2 and value is not None:
                sheet.write_merge(2, 3, column, column, typed(value), style)
            elif value is not None:
                sheet.write(at, column, typed(value), style)
    book.save(str(path))
    return path


def households_workbook(path: Path, header: Row, rows: Sequence[Row], *, sheet: str = "Danh sách") -> Path:
    """A row a household under one row of titles."""
    return people_workbook(path, rows=[("DANH SÁCH HỘ",), (), header, *rows], sheet=sheet)
