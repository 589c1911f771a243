"""Above the grid: what to show, folding, undo and redo, the details pane."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QUndoStack
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QWidget

from ui import style
from ui.icons import icon
from ui.recording.rows import Narrowing

_CHOICES = (
    (Narrowing.ALL, "Tất cả"),
    (Narrowing.NOT_MET, "Chưa đạt"),
    (Narrowing.NO_DATA, "Chưa có số liệu"),
)


class RecordingToolbar(QWidget):
    narrowed = Signal(Narrowing)
    fold_all_asked = Signal(bool)
    details_asked = Signal(bool)
    print_asked = Signal()

    def __init__(self, stack: QUndoStack, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recording_toolbar")
        self.setAccessibleName("Lọc và thao tác")
        self._filter = QComboBox(self)
        self._filter.setObjectName("narrowing")
        self._filter.setAccessibleName("Hiện những chỉ tiêu nào")
        self._filter.setToolTip("Hiện tất cả chỉ tiêu, hay chỉ những chỉ tiêu chưa đạt, chưa có số liệu")
        for _, title in _CHOICES:
            self._filter.addItem(title)
        self._fold = QPushButton("Thu gọn", self)
        self._fold.setObjectName("fold_all")
        self._fold.setAccessibleName("Chỉ hiện các dòng tiêu chí")
        self._fold.setToolTip("Chỉ hiện dòng tiêu chí (một tiêu chí: Alt+↑, Alt+↓)")
        self._fold.setCheckable(True)
        self._print = QPushButton(icon("print"), "In...", self)
        self._print.setObjectName("print_grid")
        self._print.setAccessibleName("In bảng số liệu")
        self._print.setToolTip("In các dòng đang hiện (Ctrl+P)")
        self._print.clicked.connect(self.print_asked)
        self._details = QPushButton(icon("details"), "Chi tiết", self)
        self._details.setObjectName("show_details")
        self._details.setAccessibleName("Hiện khung chi tiết")
        self._details.setToolTip("Hiện hoặc ẩn khung chi tiết (F4)")
        self._details.setCheckable(True)
        # A button's own shortcut clicks it a moment later; these act at once.
        QShortcut(QKeySequence("F4"), self).activated.connect(self._details.toggle)
        self._undo = ActButton("undo", "Hoàn tác", "Ctrl+Z", self)
        self._redo = ActButton("redo", "Làm lại", "Ctrl+Y", self)
        stack.canUndoChanged.connect(self._undo.setEnabled)
        stack.canRedoChanged.connect(self._redo.setEnabled)
        stack.undoTextChanged.connect(self._undo.name_act)
        stack.redoTextChanged.connect(self._redo.name_act)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(stack.undo)
        QShortcut(QKeySequence("Ctrl+Y"), self).activated.connect(stack.redo)
        self._undo.clicked.connect(stack.undo)
        self._redo.clicked.connect(stack.redo)
        self._filter.activated.connect(self._tell_narrowed)
        self._fold.toggled.connect(self.fold_all_asked)
        self._details.toggled.connect(self.details_asked)
        self._lay_out()

    def show_narrowing(self, narrowing: Narrowing) -> None:
        self._filter.setCurrentIndex([one for one, _ in _CHOICES].index(narrowing))

    def show_details_open(self, is_open: bool) -> None:
        self._details.setChecked(is_open)

    def show_folded(self, is_folded: bool) -> None:
        self._fold.blockSignals(True)
        self._fold.setChecked(is_folded)
        self._fold.setText("Mở ra" if is_folded else "Thu gọn")
        self._fold.setAccessibleName("Hiện lại các chỉ tiêu" if is_folded else "Chỉ hiện các dòng tiêu chí")
        self._fold.blockSignals(False)

    def focus_first(self) -> None:
        self._filter.setFocus()

    def _tell_narrowed(self, position: int) -> None:
        self.narrowed.emit(_CHOICES[position][0])

    def _lay_out(self) -> None:
        shown = QLabel("&Hiện:", self)
        shown.setObjectName("narrowing_label")
        shown.setAccessibleName("Hiện")
        shown.setBuddy(self._filter)
        style.make_quiet(shown)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.GAP)
        row.addWidget(shown)
        row.addWidget(self._filter)
        row.addWidget(self._fold)
        row.addStretch(1)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        row.addWidget(self._print)
        row.addWidget(self._details)


class ActButton(QPushButton):
    """Says the verb; its tooltip names the act: "Hoàn tác: nhập 9.2 của Thôn 1 (Ctrl+Z)"."""

    def __init__(self, name: str, verb: str, keys: str, parent: QWidget) -> None:
        super().__init__(icon(name), verb, parent)
        self._verb, self._keys = verb, keys
        self.setObjectName(name)
        self.setEnabled(False)
        self.name_act("")

    def name_act(self, act: str) -> None:
        named = f"{self._verb}: {act}" if act else self._verb
        self.setToolTip(f"{named} ({self._keys})")
        self.setAccessibleName(named)
