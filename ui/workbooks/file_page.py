"""The first step of taking in a list: which sheet, where its heading is, and what the sheet does not say."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place, distinct_names
from ntm_desktop.services.take_in_households import ListChoices, Sheet, column_name, shown
from ui import style
from ui.naming import named
from ui.workbooks.problem_table import RawModel, read_table

_ROWS, _COLUMNS = 25, 20
_WHAT = (
    "Chọn tệp Excel (.xlsx, .xls) có danh sách hộ: mỗi dòng một hộ, hoặc mỗi dòng một người kèm quan hệ với "
    "chủ hộ. Các cột được nhận ra theo tiêu đề; chữ TCVN3, VNI được chuyển theo phông của từng ô."
)


class FilePage(QWidget):
    file_asked = Signal()
    sheet_chosen = Signal(int)
    heading_moved = Signal(int)
    """The row of the heading, from 0."""

    def __init__(self, villages: list[Place], parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "list_file_page", "Tệp và trang tính")
        self._villages = villages
        self._file = named(QLabel("Chưa chọn tệp"), "list_file", "Tệp danh sách")
        self._choose = named(QPushButton("Chọn tệp..."), "list_choose", "Chọn tệp danh sách hộ")
        self._sheet = named(QComboBox(), "list_sheet", "Trang tính")
        self._row = named(QSpinBox(), "list_header", "Dòng tiêu đề")
        self._row.setRange(1, 1)
        self._row.setToolTip("Dòng đầu tiên của tiêu đề bảng; các dòng tô xanh bên dưới")
        self._village = named(QComboBox(), "list_village", "Thôn của các dòng không ghi thôn")
        self._village.addItems(["theo tên trang tính, nếu là tên thôn", *distinct_names(villages).values()])
        self._said = named(QLabel(_WHAT), "list_said", "Về trang tính")
        self._said.setWordWrap(True)
        style.make_quiet(self._said)
        self.model = RawModel(self)
        self._table = read_table("list_rows", "Các dòng đầu của trang tính", self.model)
        self._lay_out()
        self._choose.clicked.connect(self.file_asked)
        self._sheet.activated.connect(self.sheet_chosen)
        self._row.valueChanged.connect(self._tell_row)

    @property
    def village_id(self) -> str:
        at = self._village.currentIndex()
        return self._villages[at - 1].id if at > 0 else ""

    def show_reading(self, name: str) -> None:
        """The name of a file while it is read; what was shown of another one is gone."""
        self._file.setText(f"{name} (đang đọc)")
        self._file.setAccessibleName(name)

    def show_unread(self, name: str) -> None:
        """A file that could not be read; the sentence below says why."""
        self._file.setText(name)

    def show_file(self, name: str, sheets: list[Sheet], current: int, alike: int) -> None:
        """`alike` sheets have the heading of the current one: a last line takes all of them."""
        self._file.setText(name)
        self._file.setAccessibleName(name)
        self._sheet.clear()
        self._sheet.addItems([one.name for one in sheets])
        if alike > 1:
            self._sheet.addItem(f"Mọi trang có cùng tiêu đề ({format_number(alike)} trang)")
        self._sheet.setCurrentIndex(current)

    def show_sheet(self, sheet: Sheet, choices: ListChoices | None) -> None:
        """The first rows, the heading marked; without one the person says where it is."""
        self._row.blockSignals(True)
        self._row.setRange(1, max(1, len(sheet.rows)))
        self._row.setValue(choices.heading.row + 1 if choices else 1)
        self._row.blockSignals(False)
        heading = (choices.heading.row, choices.heading.first_row) if choices else (-1, -1)
        first = max(0, heading[0] - 4)
        rows = sheet.rows[first : first + _ROWS]
        width = min(_COLUMNS, max((len(one) for one in rows), default=0))
        listed = [(str(first + at + 1), *(shown(value) for value in row[:width])) for at, row in enumerate(rows)]
        self.model.show_sheet(listed, tuple(column_name(at) for at in range(width)), heading)
        header = self._table.horizontalHeader()
        for at in range(width + 1):
            header.resizeSection(at, 48 if at == 0 else 120)
        if choices is None:
            self._said.setText("Không tự nhận ra hàng tiêu đề; hãy chọn dòng có “Họ và tên”, “Năm sinh”...")
        else:
            count = max(0, len(sheet.rows) - choices.heading.first_row)
            self._said.setText(f"Tiêu đề ở dòng tô xanh; bên dưới có {format_number(count)} dòng.")

    def focus_first(self) -> None:
        self._choose.setFocus()

    def _lay_out(self) -> None:
        file = QHBoxLayout()
        file.addWidget(self._file, 1)
        file.addWidget(self._choose)
        form = QFormLayout()
        form.setHorizontalSpacing(style.WIDE)
        form.setVerticalSpacing(style.GAP)
        form.addRow("Tệp:", file)
        row = QHBoxLayout()
        row.setSpacing(style.WIDE)
        row.addWidget(self._sheet, 2, Qt.AlignmentFlag.AlignVCenter)
        label = named(QLabel("Dòng tiêu đề:"), "list_header_label", "Dòng tiêu đề")
        label.setBuddy(self._row)
        row.addWidget(label, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._row, 0, Qt.AlignmentFlag.AlignVCenter)
        form.addRow("Trang tính:", row)
        form.addRow("Dòng không ghi thôn:", self._village)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addLayout(form)
        column.addWidget(self._said)
        column.addWidget(self._table, 1)

    @Slot(int)
    def _tell_row(self, row: int) -> None:
        self.heading_moved.emit(row - 1)
