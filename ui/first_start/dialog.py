"""The first start: whose laptop this is, in five plain choices."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.paths import DataFolder
from ntm_desktop.sentences import sentence_for
from ui import style
from ui.first_start.forms import CommuneForm, OfficerForm, RecoverForm, SampleForm, StartForm, UpperLevelForm

_CHOICES = (
    (
        "commune",
        "Bắt đầu làm việc cho xã (máy của người phụ trách)",
        "Nhập số liệu của các thôn, làm hồ sơ, gửi tệp lên cấp trên.",
    ),
    (
        "officer",
        "Máy của cán bộ trong xã (xin giấy phép từ người phụ trách)",
        "Xã đã có máy của người phụ trách; máy này nhập phần việc được phân công và gửi về máy đó.",
    ),
    ("upper_level", "Máy của cấp trên", "Nhận tệp của các xã, xem và tổng hợp số liệu."),
    (
        "recover",
        "Khôi phục từ khóa khôi phục (máy cũ hỏng, mất)",
        "Cần tờ giấy ghi khóa khôi phục, và bản sao lưu hoặc tệp nơi khác gửi lại cho máy cũ.",
    ),
    ("sample", "Xem thử với dữ liệu mẫu huyện Ia H'Drai", "Số liệu minh họa, xóa được bất cứ lúc nào."),
)


class FirstStart(QDialog):
    ready = Signal(object)
    """The OpenDesk that was made."""

    def __init__(self, folder: DataFolder, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("first_start")
        self.setWindowTitle("NTM Desktop – bắt đầu")
        self.setAccessibleName("Bắt đầu dùng chương trình")
        self._folder = folder
        self._group = QButtonGroup(self)
        self._pages = QStackedWidget(self)
        self._pages.setObjectName("start_forms")
        self._pages.setAccessibleName("Thông tin cần ghi")
        self._forms: list[StartForm] = [
            CommuneForm(self),
            OfficerForm(self),
            UpperLevelForm(self),
            RecoverForm(self),
            SampleForm(self),
        ]
        for form in self._forms:
            self._pages.addWidget(form)
        self._fault = QLabel(self)
        self._fault.setObjectName("start_fault")
        self._fault.setAccessibleName("Điều cần sửa")
        self._fault.setWordWrap(True)
        self._fault.setStyleSheet(f"color: {style.NOT_MET};")
        self._start = QPushButton("Bắt đầu", self)
        self._start.setObjectName("start")
        self._start.setAccessibleName("Bắt đầu")
        self._start.setDefault(True)
        style.make_main(self._start)
        self._close = QPushButton("Đóng", self)
        self._close.setObjectName("close")
        self._close.setAccessibleName("Đóng, chưa bắt đầu")
        self._close.setAutoDefault(False)
        self._start.clicked.connect(self._make)
        self._close.clicked.connect(self.reject)
        self._lay_out()
        self._group.idClicked.connect(self._choose)
        self._choose(0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, style.WIDE)
        column.setSpacing(style.GAP)
        title = QLabel("Máy này dùng để làm gì?", self)
        title.setObjectName("start_title")
        title.setAccessibleName("Máy này dùng để làm gì?")
        style.make_title(title)
        column.addWidget(title)
        for position, (name, words, meaning) in enumerate(_CHOICES):
            column.addLayout(self._choice(position, name, words, meaning))
        column.addSpacing(style.GAP)
        column.addWidget(self._pages, 1)
        column.addWidget(self._fault)
        where = QLabel(f"Số liệu nằm trong thư mục {self._folder.root}", self)
        where.setObjectName("data_folder")
        where.setAccessibleName("Thư mục số liệu")
        where.setWordWrap(True)
        style.make_quiet(where)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.GAP)
        buttons.addWidget(where, 1)
        buttons.addWidget(self._close)
        buttons.addWidget(self._start)
        column.addLayout(buttons)
        self.resize(680, 650)

    def _choice(self, position: int, name: str, words: str, meaning: str) -> QVBoxLayout:
        button = QRadioButton(words, self)
        button.setObjectName(f"choose_{name}")
        button.setAccessibleName(words)
        button.setAccessibleDescription(meaning)
        button.setChecked(position == 0)
        button.setStyleSheet("font-weight: 600;")
        self._group.addButton(button, position)
        explained = QLabel(meaning, self)
        explained.setObjectName(f"meaning_{name}")
        explained.setAccessibleName(meaning)
        explained.setContentsMargins(22, 0, 0, style.SMALL)
        style.make_quiet(explained)
        column = QVBoxLayout()
        column.setSpacing(2)
        column.addWidget(button)
        column.addWidget(explained)
        return column

    def _choose(self, position: int) -> None:
        self._pages.setCurrentIndex(position)
        self._start.setText(self._forms[position].act)
        self._start.setAccessibleName(self._forms[position].act)
        self._fault.clear()
        self._fault.hide()

    def _make(self) -> None:
        form = self._forms[self._pages.currentIndex()]
        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            desk = form.start(self._folder)
        except ExpectedError as error:
            self._fault.setText(sentence_for(error))
            self._fault.show()
            form.focus_first()
            return
        finally:
            QGuiApplication.restoreOverrideCursor()
        self.ready.emit(desk)
        self.accept()
