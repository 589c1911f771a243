"""The register: every package sent and received with its receipt, latest first."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt

from ntm_desktop.domain.counted_changes import changes_text
from ntm_desktop.domain.moments import moment_text
from ntm_desktop.domain.numbers import grouped
from ntm_desktop.services.list_packages import RegisteredPackage, result_of
from ui.qt_override import override
from ui.table_model import RIGHT, TableModel

HEADERS = ("Chiều", "Số", "Ngày", "Nơi gửi, nhận", "Tệp", "Nội dung", "Kết quả", "Mã SHA-256")
WIDTHS = (84, 40, 136, 192, 132, 226, 226, 92)
SHARES = {4: 22, 5: 39, 6: 39}
"""Hundredths of what the other columns leave: file, contents, result."""


class RegisterModel(TableModel[RegisteredPackage]):
    headers = HEADERS
    numbers = (HEADERS.index("Số"),)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name: Callable[[str], str] = str

    def show(self, packages: list[RegisteredPackage], name: Callable[[str], str]) -> None:
        """`name` turns the code of a counterpart into its name."""
        self._name = name
        self.show_rows(packages)

    def package(self, row: int) -> RegisteredPackage | None:
        return self.rows[row] if 0 <= row < len(self.rows) else None

    @override
    def cell(self, one: RegisteredPackage, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.ToolTipRole and column == len(HEADERS) - 1:
            return f"SHA-256 của cả tệp: {grouped(one.sha256)}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (
                "↑ Đã gửi" if one.direction == "sent" else "↓ Đã nhận",
                str(one.number),
                moment_text(one.at),
                self._name(one.counterpart),
                one.file_name,
                changes_text(one.operations, one.figures),
                result_of(one),
                one.sha256[:10],
            )[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and HEADERS[column] == "Số":
            return RIGHT
        return None
