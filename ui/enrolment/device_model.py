"""The laptops this one knows, this one first."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ntm_desktop.services.enrol import DEVICE_ROLE_TITLES, KnownDevice
from ui.qt_override import override

Index = QModelIndex | QPersistentModelIndex
HEADERS = ("Người dùng", "Vai trò", "Nơi", "Sáu từ của máy", "Tình trạng")
WIDTHS = (180, 190, 140, 0, 170)


class DeviceModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.devices: list[KnownDevice] = []
        self._places: Mapping[str, str] = {}

    def show(self, devices: list[KnownDevice], places: Mapping[str, str]) -> None:
        """`places` names the places by their ids."""
        self.beginResetModel()
        self.devices, self._places = devices, places
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.devices)

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
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        one = self.devices[index.row()]
        return (
            one.name or "(chưa rõ tên)",
            DEVICE_ROLE_TITLES[one.role] if one.role else "(chưa rõ)",
            self._places.get(one.place_id, ""),
            one.words,
            state_of(one),
        )[index.column()]


def state_of(device: KnownDevice) -> str:
    """A sign and a word."""
    if device.is_own:
        return "● Máy này"
    if device.is_revoked:
        return "✗ Đã thu hồi"
    return "✓ Có giấy phép" if device.is_trusted else "? Chưa có giấy phép"
