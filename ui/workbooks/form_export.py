"""Xuất biểu Excel: for the whole commune, for one village, or a file for each village."""

from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.places import Place, distinct_names
from ui import style
from ui.naming import named
from ui.screen import Context

_WIDTH = 560


class Scope(Enum):
    COMMUNE = "Cả xã trong một biểu, mỗi thôn một cột"
    VILLAGE = "Một thôn"
    EACH_VILLAGE = "Mỗi thôn một biểu riêng, lưu vào một thư mục"


class FormExportDialog(QDialog):
    asked = Signal(object, object, bool)
    """Scope, the village (or None), whether figures that stand are written in."""

    def __init__(self, context: Context, villages: list[Place], parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "form_export", "Xuất biểu Excel")
        self.setWindowTitle("Xuất biểu Excel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(_WIDTH)
        self._villages, self._context = villages, context
        self._choices = {
            one: named(QRadioButton(one.value), f"scope_{one.name.lower()}", one.value) for one in Scope
        }
        self._village = named(QComboBox(), "form_village", "Thôn")
        self._village.addItems(list(distinct_names(villages).values()))
        self._filled = named(QCheckBox("Ghi sẵn số liệu đang có"), "form_filled", "Ghi sẵn số liệu đang có")
        self._filled.setChecked(True)
        self._act = named(QPushButton("Chọn nơi lưu..."), "form_export_act", "Chọn nơi lưu biểu")
        style.make_main(self._act)
        self._act.setDefault(True)
        self._leave = named(QPushButton("Thôi"), "form_export_leave", "Thôi, không xuất")
        self._leave.setAutoDefault(False)
        self._lay_out()
        self._choices[Scope.COMMUNE].setChecked(True)
        self._choices[Scope.VILLAGE].toggled.connect(self._village.setEnabled)
        self._village.setEnabled(False)
        self._act.clicked.connect(self._ask)
        self._leave.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        context = self._context
        title = named(QLabel("Xuất biểu Excel để nhập số liệu"), "form_export_title", "Xuất biểu Excel")
        style.make_title(title)
        about = named(
            QLabel(f"{context.commune.title}, {context.period.within}, {context.criteria_set.title}"),
            "form_export_about",
            "Nơi, kỳ và bộ tiêu chí",
        )
        about.setWordWrap(True)
        style.make_quiet(about)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, style.WIDE)
        column.setSpacing(style.GAP)
        column.addWidget(title)
        column.addWidget(about)
        column.addWidget(self._choices[Scope.COMMUNE])
        one = QHBoxLayout()
        one.addWidget(self._choices[Scope.VILLAGE])
        one.addWidget(self._village, 1)
        column.addLayout(one)
        column.addWidget(self._choices[Scope.EACH_VILLAGE])
        if context.criteria_set.level is Level.COMMUNE or not self._villages:
            for scope in (Scope.VILLAGE, Scope.EACH_VILLAGE):
                self._choices[scope].setEnabled(False)
        column.addSpacing(style.GAP)
        column.addWidget(self._filled)
        said = named(
            QLabel(
                "Người nhận điền vào các ô nền vàng, lưu tệp rồi gửi lại; “Nhận biểu Excel...” chỉ nhận những ô đã "
                "được sửa và báo từng ô ghi sai trước khi ghi."
            ),
            "form_export_said",
            "Giải thích",
        )
        said.setWordWrap(True)
        style.make_quiet(said)
        column.addWidget(said)
        column.addSpacing(style.GAP)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.GAP)
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._act)
        column.addLayout(buttons)

    @Slot()
    def _ask(self) -> None:
        scope = next(one for one, button in self._choices.items() if button.isChecked())
        at = self._village.currentIndex()
        village = self._villages[at] if scope is Scope.VILLAGE and at >= 0 else None
        self.accept()
        self.asked.emit(scope, village, self._filled.isChecked())
