"""The line under the grid that explains its signs."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui import style

_KEYS = "Enter, Tab, mũi tên: đi tiếp · F2: sửa · Delete: xóa · Esc: bỏ"


class Legend(QLabel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setAccessibleName("Chú giải các dấu")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        style.make_quiet(self)
        signs = [
            f'<b style="color: {look.colour}">{look.sign}</b> {escape(look.word.lower())}'
            for look in style.VERDICT_LOOK.values()
        ]
        conflict = f'<b style="color: {style.NOT_MET}">{style.CONFLICT_SIGN}</b> hai máy ghi khác nhau (F8)'
        remark = f'<b style="color: {style.NOT_MET}">{style.REMARK_SIGN}!</b> cấp trên có ý kiến'
        sample = f'<i>chữ nghiêng</i><span style="color: {style.NO_TARGET}">◥</span>: số liệu minh họa'
        lines = (" &nbsp; ".join([*signs, conflict]), f"{sample} &nbsp; {remark} &nbsp; {escape(_KEYS)}")
        self.setText("<br>".join(lines))
