"""The keys of Số liệu on one small sheet (F1)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ui import style
from ui.recording.bulk_act import BulkAct

_GROUPS = (
    (
        "Đi lại",
        (
            ("Mũi tên, Tab, Enter", "sang ô bên cạnh, xuống ô dưới"),
            ("Home, End", "đầu dòng, cuối dòng"),
            ("Ctrl+Home, Ctrl+End", "ô đầu, ô cuối bảng"),
            ("Alt+↑, Alt+↓", "thu gọn, mở ra một tiêu chí"),
            ("F7", "đổi cách xem: bảng, một thôn, một chỉ tiêu"),
            ("Ctrl+PageUp, Ctrl+PageDown", "thôn hay chỉ tiêu trước, sau"),
            ("F4, F6", "khung chi tiết; sang phần khác"),
            ("Ctrl+F", "tìm; gõ tắt được: hn là hộ nghèo"),
        ),
    ),
    (
        "Nhập",
        (
            ("151/200", "tử số/mẫu số; 151 hoặc /200 giữ nửa kia"),
            ("=45+32/200", "cộng rồi ghi 77/200; phép chia để trong ngoặc"),
            ("x hoặc đ, k", "đạt, không đạt"),
            ("-", "không áp dụng, rồi ghi lý do"),
            ("F2, Esc", "sửa ô; bỏ đang gõ"),
            ("Ctrl+Z, Ctrl+Y", "hoàn tác, làm lại"),
        ),
    ),
    (
        "Nhiều ô",
        (
            ("Shift+mũi tên", "chọn nhiều ô"),
            ("Ctrl+A, Ctrl+Space, Shift+Space", "chọn tất cả, cả cột, cả dòng"),
            ("Ctrl+C", "chép các ô đang chọn"),
            *((act.keys, act.title.rstrip(".").lower()) for act in BulkAct),
        ),
    ),
)


class KeySheet(QDialog):
    help_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("key_sheet")
        self.setWindowTitle("Phím tắt của Số liệu")
        self.setAccessibleName("Phím tắt của Số liệu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        columns = QHBoxLayout()
        columns.setSpacing(3 * style.GAP)
        left, right = QVBoxLayout(), QVBoxLayout()
        for place, groups in ((left, _GROUPS[:2]), (right, _GROUPS[2:])):
            for title, keys in groups:
                place.addLayout(self._group(title, keys))
                place.addSpacing(style.GAP)
            place.addStretch(1)
            columns.addLayout(place)
        more = QPushButton("Mở trợ giúp", self)
        more.setObjectName("open_help")
        more.setAccessibleName("Mở trợ giúp")
        more.clicked.connect(self._ask_help)
        close = QPushButton("Đóng", self)
        close.setObjectName("close_keys")
        close.setAccessibleName("Đóng")
        close.setDefault(True)
        close.clicked.connect(self.accept)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(more)
        buttons.addWidget(close)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        whole.addLayout(columns)
        whole.addLayout(buttons)
        close.setFocus()

    def _group(self, title: str, keys: tuple[tuple[str, str], ...]) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(style.WIDE)
        grid.setVerticalSpacing(style.SMALL)
        heading = QLabel(title, self)
        heading.setObjectName("keys_heading")
        style.make_bold(heading)
        grid.addWidget(heading, 0, 0, 1, 2)
        for row, (key, meaning) in enumerate(keys, start=1):
            for column, text in enumerate((key, meaning)):
                label = QLabel(text, self)
                label.setObjectName(f"key_{column}")
                label.setTextFormat(Qt.TextFormat.PlainText)
                if column == 0:
                    style.make_quiet(label)
                grid.addWidget(label, row, column)
        grid.setColumnStretch(1, 1)
        return grid

    def _ask_help(self) -> None:
        self.accept()
        self.help_asked.emit()
