"""What can be done with several cells at once, with its words and keys."""

from enum import Enum


class BulkAct(Enum):
    """Its title in the menu, its keys."""

    PASTE = ("Dán...", "Ctrl+V")
    FILL_DOWN = ("Điền xuống", "Ctrl+D")
    FILL_RIGHT = ("Điền sang phải", "Ctrl+R")
    CLEAR = ("Xóa số liệu", "Delete")
    COPY_LAST = ("Chép số kỳ trước...", "Ctrl+Shift+D")
    CHECK = ("Đánh dấu đã soát", "F9")
    CONFIRM = ("Xác nhận", "Ctrl+F9")
    REOPEN = ("Mở lại số đã xác nhận...", "Shift+F9")

    @property
    def title(self) -> str:
        return self.value[0]

    @property
    def keys(self) -> str:
        return self.value[1]
