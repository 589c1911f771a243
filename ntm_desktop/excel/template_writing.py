"""Writing the workbook that is given out to be filled: entry cells open, everything else protected."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from ntm_desktop.domain.criteria import CriteriaSet, Indicator, IndicatorKind
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place, distinct_names
from ntm_desktop.domain.recording import Figure
from ntm_desktop.excel.book import column_name
from ntm_desktop.excel.template_layout import (
    FORM_SHEET,
    HAS,
    HAS_NOT,
    HEADER_ROW,
    IDENTITY_SHEET,
    KEY_MARK,
    KEY_ROW,
    LABEL_KEYS,
    LABELS,
    NO,
    NOT_APPLICABLE,
    TEMPLATE_VERSION,
    YES,
    Column,
    Form,
    Identity,
    Line,
    checksum,
    columns,
    headings,
    is_filled_for,
    lines,
    part_at,
    parts_of,
    titles,
)

_CHUNK = 30_000
"""Characters of the identity in one cell; Excel takes 32,767."""
_FONT = "Times New Roman"
_TITLES = ("", "TT", "Nội dung chỉ tiêu", "Quy định", "Cách ghi")


@dataclass(frozen=True, slots=True)
class Template:
    """What is written out. `figures` by (place id, code); `illustrative` are those that are sample data."""

    form: Form
    commune: Place
    places: tuple[Place, ...]
    criteria_set: CriteriaSet
    period: Period
    figures: Mapping[tuple[str, str], Figure]
    illustrative: frozenset[tuple[str, str]] = frozenset()

    @property
    def identity(self) -> Identity:
        """What the file says of itself, the figures it was filled with included."""
        filled = {f"{place}|{code}": entry_text(figure) for (place, code), figure in self.figures.items()}
        return Identity(
            TEMPLATE_VERSION,
            self.form,
            self.commune.id,
            self.commune.title,
            self.titles,
            self.criteria_set.id,
            self.criteria_set.version,
            self.period.code,
            filled,
        )

    @property
    def titles(self) -> dict[str, str]:
        """What the places are called in it, by their ids."""
        return titles(self.places, distinct_names(self.places))


def template_bytes(template: Template) -> bytes:
    """The whole workbook (.xlsx)."""
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.title = FORM_SHEET
    _Writing(sheet, template).write()
    hidden = book.create_sheet(IDENTITY_SHEET)
    hidden.sheet_state = "veryHidden"
    text = template.identity.to_text()
    for value in ("NTM Desktop", TEMPLATE_VERSION, checksum(text)):
        hidden.append([value])
    for start in range(0, len(text), _CHUNK):
        hidden.append([text[start : start + _CHUNK]])
    hidden.protection.sheet = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


class _Looks:
    """The few styles of the form; made once a workbook, since each cell refers to them."""

    def __init__(self) -> None:
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        thin = Side(style="thin", color="9AA5B1")
        self.border = Border(thin, thin, thin, thin)
        self.text = Font(name=_FONT, size=11)
        self.bold = Font(name=_FONT, size=11, bold=True)
        self.title = Font(name=_FONT, size=14, bold=True)
        self.quiet = Font(name=_FONT, size=10, italic=True, color="5B6472")
        self.sample = Font(name=_FONT, size=11, italic=True, color="856404")
        self.shade = PatternFill("solid", fgColor="ECF0EE")
        self.entry = PatternFill("solid", fgColor="FFFBE6")
        self.closed = PatternFill("solid", fgColor="F1F3F4")
        self.wrapped = Alignment(vertical="center", wrap_text=True)
        self.centred = Alignment(horizontal="center", vertical="center", wrap_text=True)
        # "Không áp dụng" may stand where a number is expected: smaller rather than cut.
        self.right = Alignment(horizontal="right", vertical="center", shrink_to_fit=True)
        self.chosen = Alignment(horizontal="center", vertical="center", shrink_to_fit=True)
        self.open = Protection(locked=False)


class _Writing:
    def __init__(self, sheet: Any, template: Template) -> None:
        self._sheet, self._template, self._looks = sheet, template, _Looks()
        self._columns = columns(template.form, template.titles)
        self._kinds = {one.id: one.kind for one in template.places}
        self._parts: dict[tuple[str, str], dict[str, str | Decimal]] = {}
        self._last = LABELS + len(self._columns)

    def write(self) -> None:
        self._write_top()
        template = self._template
        row = HEADER_ROW + 1
        for line in lines(template.form, template.criteria_set, template.commune.column, template.period.year):
            row += 1
            self._write_line(row, line)
        self._add_lists(row)
        self._dress(row)

    def _write_top(self) -> None:
        template, looks = self._template, self._looks
        title, about = headings(
            template.form, template.commune.title, template.titles, template.criteria_set.title, template.period
        )
        said = "Chỉ ghi vào các ô nền vàng; không thêm, xóa, gộp dòng và cột. Ghi xong lưu tệp rồi gửi lại xã."
        if template.illustrative:
            said += " Số in nghiêng là số liệu minh họa, không phải số liệu thật."
        for row, text, font in ((1, title, looks.title), (2, about, looks.text), (3, said, looks.quiet)):
            self._put(row, 2, text, font)
        for at, key in enumerate((KEY_MARK, *LABEL_KEYS), start=1):
            self._put(KEY_ROW + 1, at, key, looks.quiet)
        for at, text in enumerate((*_TITLES, *(one.title for one in self._columns)), start=1):
            if text:
                cell = self._put(HEADER_ROW + 1, at, text, looks.bold)
                cell.fill, cell.border, cell.alignment = looks.shade, looks.border, looks.centred
        for at, column in enumerate(self._columns, start=LABELS + 1):
            self._put(KEY_ROW + 1, at, column.key, looks.quiet)

    def _write_line(self, row: int, line: Line) -> None:
        looks = self._looks
        is_heading = line.criterion is not None
        if line.key:
            self._put(row, 1, line.key, looks.quiet)
        for at, text in enumerate(line.labels, start=2):
            cell = self._put(row, at, text, looks.bold if is_heading else looks.text)
            cell.border = looks.border
            cell.alignment = looks.centred if at in (2, 4) else looks.wrapped
            if is_heading:
                cell.fill = looks.shade
        for at, column in enumerate(self._columns, start=LABELS + 1):
            self._write_entry(row, at, line, column)
        texts = (len(line.labels[1]) / 52, len(line.labels[3]) / 40)
        self._sheet.row_dimensions[row].height = 16 * max(1, *(int(one) + 1 for one in texts)) + 2

    def _write_entry(self, row: int, at: int, line: Line, column: Column) -> None:
        looks, template = self._looks, self._template
        cell = self._sheet.cell(row, at)
        cell.border, cell.font = looks.border, looks.text
        cell.fill = looks.shade if line.criterion is not None else looks.closed
        place, _, column_part = column.key.partition("|")
        if line.indicator is None or not line.key:
            return
        if not is_filled_for(line.indicator, template.criteria_set, self._kinds[place]):
            return
        part = part_at(line.key.rpartition("|")[2], column_part)
        if not part:
            return
        cell.fill, cell.protection = looks.entry, looks.open
        is_choice = line.indicator.kind in (IndicatorKind.YES_NO, IndicatorKind.K_OF_N)
        cell.alignment = looks.chosen if is_choice else looks.right
        key = (place, line.indicator.code)
        value = self._shown(key, line.indicator).get(part)
        if isinstance(value, str):
            _write_text(cell, value)
        elif value is not None:
            cell.value = int(value) if value == value.to_integral_value() else value
        if key in template.illustrative:
            cell.font = looks.sample

    def _shown(self, key: tuple[str, str], indicator: Indicator) -> dict[str, str | Decimal]:
        if key not in self._parts:
            self._parts[key] = parts_of(indicator, self._template.figures.get(key))
        return self._parts[key]

    def _put(self, row: int, column: int, text: str, font: Any) -> Any:
        cell = self._sheet.cell(row, column)
        _write_text(cell, text)
        cell.font = font
        return cell

    def _add_lists(self, last: int) -> None:
        """Lists to choose from, and a word from Excel where a number is expected."""
        wanted: dict[tuple[str, ...], list[str]] = {}
        first, end = column_name(LABELS), column_name(self._last - 1)
        for row in range(HEADER_ROW + 2, last + 1):
            key = self._sheet.cell(row, 1).value
            if not key:
                continue
            indicator = self._template.criteria_set.indicator(key.rpartition("|")[0])
            wanted.setdefault(_choices(indicator, key), []).append(f"{first}{row}:{end}{row}")
        for choices, ranges in wanted.items():
            self._sheet.add_data_validation(_validation(choices, " ".join(ranges)))

    def _dress(self, last: int) -> None:
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet, letter = self._sheet, column_name(self._last - 1)
        is_wide = self._template.form is Form.COMMUNE
        widths = [2.0, 7.0, 46.0, 15.0, 36.0, *([12.0 if is_wide else 18.0] * len(self._columns))]
        for at, width in enumerate(widths):
            sheet.column_dimensions[column_name(at)].width = width
        sheet.column_dimensions["A"].hidden = True
        sheet.row_dimensions[KEY_ROW + 1].hidden = True
        sheet.row_dimensions[1].height, sheet.row_dimensions[HEADER_ROW + 1].height = 22, 34
        sheet.freeze_panes = f"{column_name(LABELS)}{HEADER_ROW + 2}"
        sheet.sheet_view.zoomScale = 100
        protection = sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = False  # widths may be changed
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.print_title_rows = f"{HEADER_ROW + 1}:{HEADER_ROW + 1}"
        sheet.print_area = f"B1:{letter}{last}"
        sheet.page_margins.left, sheet.page_margins.right = 0.8, 0.6
        sheet.oddFooter.center.text = "Trang &P/&N"


def _write_text(cell: Any, text: str) -> None:
    """A text whatever it begins with: never a formula."""
    cell.value = text
    if text.startswith(("=", "+", "-", "@")):
        cell.data_type = "s"
        cell.quotePrefix = True


def _choices(indicator: Indicator, key: str) -> tuple[str, ...]:
    """What the list of a row offers; empty where a number is written."""
    left_out = (NOT_APPLICABLE,) if indicator.not_applicable else ()
    if indicator.kind is IndicatorKind.YES_NO:
        return (YES, NO, *left_out)
    if indicator.kind is IndicatorKind.K_OF_N:
        return (HAS, HAS_NOT, *(left_out if key.endswith("|i1") else ()))
    return ()


def _validation(choices: tuple[str, ...], cells: str) -> Any:
    from openpyxl.worksheet.datavalidation import DataValidation

    if choices:
        one = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True, sqref=cells)
        one.error = f"Hãy chọn trong danh sách: {', '.join(choices)}."
        if NOT_APPLICABLE in choices:  # its reason is written behind it
            one.errorStyle = "warning"
            one.error += f" Có lý do thì ghi “{NOT_APPLICABLE}: lý do”. Vẫn giữ nội dung vừa gõ?"
    else:
        one = DataValidation(
            type="decimal", operator="greaterThanOrEqual", formula1="0", allow_blank=True, sqref=cells
        )
        one.errorStyle = "warning"  # "không áp dụng" may stand there too
        one.error = "Ô này cần một số không âm. Vẫn giữ nội dung vừa gõ?"
    one.errorTitle, one.showErrorMessage = "Nhập số liệu", True
    return one
