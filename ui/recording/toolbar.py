"""Above the grid: what to show, folding, the details pane."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QWidget

from ui import style
from ui.icons import icon
from ui.recording.bulk_act import BulkAct
from ui.recording.figure_views import VIEW_TITLES, View
from ui.recording.rows import Narrowing

_CHOICES = (
    (Narrowing.ALL, "Tất cả"),
    (Narrowing.NOT_MET, "Chưa đạt"),
    (Narrowing.NO_DATA, "Chưa có số liệu"),
)


class RecordingToolbar(QWidget):
    view_asked = Signal(View)
    bulk_asked = Signal(BulkAct)
    narrowed = Signal(Narrowing)
    fold_all_asked = Signal(bool)
    details_asked = Signal(bool)
    print_asked = Signal()
    export_asked = Signal()
    receive_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("recording_toolbar")
        self.setAccessibleName("Lọc và thao tác")
        self._view = QComboBox(self)
        self._view.setObjectName("view")
        self._view.setAccessibleName("Cách xem")
        self._view.setToolTip("Bảng, biểu của một thôn, hay một chỉ tiêu của mọi thôn (F7)")
        self._view.addItems([VIEW_TITLES[one] for one in View])
        self._view.activated.connect(self._ask_view)
        self._acts = QPushButton("Thao tác", self)
        self._acts.setObjectName("bulk_acts")
        self._acts.setAccessibleName("Thao tác với các ô đang chọn")
        self._acts.setToolTip("Dán, điền, chép số kỳ trước, xác nhận các ô đang chọn")
        self._acts.setMenu(self._menu())
        self._excel = QPushButton("Excel", self)
        self._excel.setObjectName("excel")
        self._excel.setAccessibleName("Biểu Excel: xuất để điền, nhận biểu đã điền")
        self._excel.setToolTip("Xuất biểu Excel để thôn điền, nhận biểu đã điền")
        self._excel.setMenu(self._excel_menu())
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
        self._filter.activated.connect(self._tell_narrowed)
        self._fold.toggled.connect(self.fold_all_asked)
        self._details.toggled.connect(self.details_asked)
        for box, least in ((self._view, 72), (self._filter, 80)):  # on a display scaled to 125 %
            box.setMinimumWidth(least)
        # Its menus and buttons stand closer than elsewhere, for the same display.
        self.setStyleSheet("QPushButton { padding: 3px 8px; }")
        self._lay_out()

    def show_narrowing(self, narrowing: Narrowing) -> None:
        self._filter.setCurrentIndex([one for one, _ in _CHOICES].index(narrowing))

    def show_view(self, view: View) -> None:
        """What chooses among indicators is out of use on the form of one."""
        self._view.setCurrentIndex(list(View).index(view))
        for widget in (self._filter, self._fold):  # they choose among indicators
            widget.setEnabled(view is not View.INDICATOR)

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

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("bulk_menu")
        menu.setAccessibleName("Thao tác với các ô đang chọn")
        for act in BulkAct:
            if act in (BulkAct.COPY_LAST, BulkAct.CHECK):
                menu.addSeparator()
            action = menu.addAction(f"{act.title}\t{act.keys}")
            action.setObjectName(act.name.lower())
            action.setData(act)
        menu.triggered.connect(self._ask_bulk)
        return menu

    def _excel_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setObjectName("excel_menu")
        menu.setAccessibleName("Biểu Excel")
        for name, text, asked in (
            ("export_forms", "Xuất biểu Excel...", self.export_asked),
            ("receive_forms", "Nhận biểu Excel...", self.receive_asked),
        ):
            action = menu.addAction(text)
            action.setObjectName(name)
            action.triggered.connect(asked)
        return menu

    def _ask_bulk(self, action: QAction) -> None:
        self.bulk_asked.emit(action.data())

    def _ask_view(self, position: int) -> None:
        self.view_asked.emit(list(View)[position])

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
        row.setSpacing(6)
        seen = QLabel("&Xem:", self)
        seen.setObjectName("view_label")
        seen.setAccessibleName("Xem")
        seen.setBuddy(self._view)
        style.make_quiet(seen)
        row.addWidget(seen)
        row.addWidget(self._view)
        row.addWidget(shown)
        row.addWidget(self._filter)
        row.addWidget(self._fold)
        row.addStretch(1)
        row.addWidget(self._acts)
        row.addWidget(self._excel)
        row.addWidget(self._print)
        row.addWidget(self._details)
