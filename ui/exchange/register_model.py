"""The register: every package sent and received with its receipt, latest first."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.list_packages import RegisteredPackage
from ui.exchange.looking import moment
from ui.qt_override import override

Index = QModelIndex | QPersistentModelIndex
HEADERS = ("Chiều", "Số", "Ngày", "Nơi gửi, nhận", "Tệp", "Thay đổi", "Kết quả", "Mã SHA-256")
WIDTHS = (92, 48, 148, 200, 0, 84, 240, 104)


class RegisterModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._packages: list[RegisteredPackage] = []
        self._name: Callable[[str], str] = str

    def show(self, packages: list[RegisteredPackage], name: Callable[[str], str]) -> None:
        """`name` turns the code of a counterpart into its name."""
        self.beginResetModel()
        self._packages, self._name = packages, name
        self.endResetModel()

    def package(self, row: int) -> RegisteredPackage | None:
        return self._packages[row] if 0 <= row < len(self._packages) else None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._packages)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADERS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one, column = self._packages[index.row()], index.column()
        if role == Qt.ItemDataRole.ToolTipRole and column == len(HEADERS) - 1:
            return f"SHA-256: {one.sha256}"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return (
                "↑ Đã gửi" if one.direction == "sent" else "↓ Đã nhận",
                str(one.number),
                moment(one.at),
                self._name(one.counterpart),
                one.file_name,
                format_number(one.operations),
                result_of(one),
                one.sha256[:10],
            )[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and HEADERS[column] in ("Số", "Thay đổi"):
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None


def result_of(package: RegisteredPackage) -> str:
    """The receipt of what was sent, what came of what was received."""
    if package.undone_at is not None:
        return "↶ đã hoàn tác"
    if package.direction == "received":
        return package.summary
    if package.acknowledged_at is None:
        return "… chưa có báo nhận"
    return f"✓ đã được nhận ngày {datetime.fromtimestamp(package.acknowledged_at):%d/%m/%Y}"
