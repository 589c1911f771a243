"""What stands in the place of the grid while there is no village: why, and the one step that mends it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.places import Place, PlaceKind
from ui import style

_WIDTH = 520


class EmptyGrid(QWidget):
    asked = Signal(str, object)
    """The screen that mends it, and where on it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("empty_grid")
        self.setAccessibleName("Chưa có thôn nào")
        self._where = ("catalogue", "villages")
        self._title = QLabel(self)
        self._title.setObjectName("empty_title")
        style.make_title(self._title)
        self._why = QLabel(self)
        self._why.setObjectName("empty_why")
        self._why.setWordWrap(True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._why.setFixedWidth(_WIDTH)
        self._button = QPushButton(self)
        self._button.setObjectName("empty_button")
        self._button.setAccessibleName("Thêm thôn, làng")
        style.make_main(self._button)
        self._button.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setSpacing(style.GAP)
        column.addStretch(2)
        for widget in (self._title, self._why, self._button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
            if widget is self._why:
                column.addSpacing(style.GAP)
        column.addStretch(3)

    def explain(self, commune: Place, *, is_upper: bool) -> None:
        """Why there are no cells to fill in, and what leads to them: at the upper level the file of the commune."""
        act, self._where = "Nhận tệp của xã", ("exchange", "send")
        if commune.kind is PlaceKind.UPPER_LEVEL:
            title = "Chưa có số liệu của xã nào"
            why = f"{commune.title} chưa nhận tệp của xã nào. Nhận tệp .ntm của xã thì số liệu hiện ở đây."
        elif is_upper:
            title = f"Máy chưa có thôn nào của {commune.title}"
            why = f"Nhận tệp .ntm mà {commune.title} gửi lên thì các thôn và số liệu hiện ở đây."
        else:
            title = f"{commune.title} chưa có thôn nào"
            why = "Số liệu được nhập cho từng thôn. Hãy thêm các thôn, làng của xã, rồi quay lại đây để nhập."
            act, self._where = "Thêm thôn, làng", ("catalogue", "villages")
        for label, text in ((self._title, title), (self._why, why)):
            label.setText(text)
            label.setAccessibleName(text)
        self._why.setFixedHeight(self._why.heightForWidth(_WIDTH))
        self._button.setText(act)
        self._button.setAccessibleName(act)

    def focus_first(self) -> None:
        self._button.setFocus()

    def _ask(self) -> None:
        self.asked.emit(*self._where)
