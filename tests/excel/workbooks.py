"""Plans as offices send them, and workbooks that are none."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

Row = Sequence[Any]

HEADER: Row = ("TT", "Nội dung nhiệm vụ", "Thời gian thực hiện", "Đơn vị chủ trì", "Đơn vị phối hợp")
ROWS: tuple[Row, ...] = (
    ("I", "Quy hoạch", None, None, None),
    (1, "Rà soát, điều chỉnh quy hoạch chung", "Năm 2020", "Phòng Kinh tế và Hạ tầng", "UBND các xã"),
    (2, "Công khai quy hoạch", None, "UBND các xã", None),
    ("II", "Hạ tầng kinh tế - xã hội", None, None, None),
    (1, "Giao thông", None, None, None),
    (1.5, "Bê tông hóa đường trục thôn", "Thường xuyên", "UBND xã Ia Tơi", "Các thôn"),
    (1.6, "Đường ĐăkHlơ – Ia Ơ̆", "quý III năm 2024", "UBND xã\nIa Đal", None),
    (1.6, "Đường nội thôn  ", "2024", "UBND xã Ia Dom", None),
    (2, "Thủy lợi", None, None, None),
)


def plan_workbook(path: Path, rows: Sequence[Row] = ROWS, header: Row = HEADER) -> Path:
    """A plan as printed: its title on top, an empty row, the header, then the rows."""
    book = Workbook()
    sheet = book.active
    sheet.append(["KẾ HOẠCH XÂY DỰNG NÔNG THÔN MỚI HUYỆN IA H'DRAI"])
    sheet.append([])
    sheet.append(list(header))
    for row in rows:
        sheet.append(list(row))
    book.save(path)
    return path


OLD_ROWS: tuple[Row, ...] = (
    ("I", "Quy hoạch", None, None, None),
    (1, "Rà soát quy hoạch chung", "quý III", "Phòng Kinh tế", "các xã"),
    (2, "Làm đường nội thôn", "Thường xuyên", "xã Ia Tơi", "các thôn"),
)


def old_plan_workbook(path: Path, font: str, typed: Callable[[Any], Any]) -> Path:
    """A plan typed in an old font; with an empty `font` the file does not tell which."""
    from openpyxl.styles import Font

    book = Workbook()
    sheet = book.active
    rows: tuple[Row, ...] = (("Kế hoạch xây dựng nông thôn mới năm 2022",), (), HEADER, *OLD_ROWS)
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row, start=1):
            if value is not None:
                cell = sheet.cell(at, column, typed(value))
                if font:
                    cell.font = Font(name=font)
    book.save(path)
    return path


def changed(path: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The same workbook after `change` was at its members."""
    import zipfile

    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    change(members)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path
