"""The laptops this one knows, this one first."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt

from ntm_desktop.services.enrol import DEVICE_ROLE_TITLES, KnownDevice
from ui.qt_override import override
from ui.table_model import TableModel

HEADERS = ("Người dùng", "Vai trò", "Nơi", "Sáu từ của máy", "Tình trạng")
WIDTHS = (180, 190, 140, 0, 170)


class DeviceModel(TableModel[KnownDevice]):
    headers = HEADERS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: Mapping[str, str] = {}

    def show(self, devices: list[KnownDevice], places: Mapping[str, str]) -> None:
        """`places` names the places by their ids."""
        self._places = places
        self.show_rows(devices)

    @override
    def cell(self, one: KnownDevice, column: int, role: int) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        return (
            one.name or "(chưa rõ tên)",
            DEVICE_ROLE_TITLES[one.role] if one.role else "(chưa được cấp)",
            self._places.get(one.place_id, one.place_name),
            one.words,
            state_of(one),
        )[column]


def state_of(device: KnownDevice) -> str:
    """A sign and a word."""
    if device.is_own:
        return "● Máy này"
    if device.is_revoked:
        return "✗ Đã thu hồi"
    return "✓ Có giấy phép" if device.is_trusted else "? Chưa có giấy phép"
