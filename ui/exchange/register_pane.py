"""The register on screen and what can be done with a line of it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.errors import CannotUndoImport
from ntm_desktop.domain.numbers import grouped
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.list_packages import RegisteredPackage
from ntm_desktop.services.wipe_package import has_arrived
from ui import style
from ui.exchange.lines_model import lined_table
from ui.exchange.register_model import SHARES, WIDTHS, RegisterModel
from ui.naming import named
from ui.paper import Sheet, page_html, shown_texts
from ui.qt_override import override

_LEAST_WIDTH = 60
_PAPER_WIDTHS = (7, 4, 11, 13, 18, 12, 12, 23)


class RegisterPane(QWidget):
    undo_asked = Signal()

    def __init__(self, why_empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = RegisterModel(self)
        heading = QLabel("Sổ tệp đã gửi và đã nhận")
        style.make_title(heading)
        self._none = named(QLabel(why_empty), "register_none", "Sổ còn trống")
        self._none.setWordWrap(True)
        style.make_quiet(self._none)
        self._table = lined_table("register", "Sổ tệp đã gửi và đã nhận", self._model, WIDTHS)
        self.print_note = _button("In biên bản giao nhận...", "note_print")
        self.save_note = _button("Lưu biên bản (PDF)...", "note_save")
        self.wipe = _button("Xóa tệp trên USB...", "wipe_package")
        self.undo = _button("Hoàn tác lần nhận này...", "undo_import")
        self.undo.setAccessibleName("Hoàn tác lần nhận tệp gần nhất")
        self.undo.hide()
        self._undo_why = named(QLabel(), "undo_why", "Vì sao không hoàn tác được lần nhận gần nhất")
        self._undo_why.setWordWrap(True)
        style.make_quiet(self._undo_why)
        self._undo_why.hide()
        self._acts = QWidget()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(style.GAP)
        for button in (self.print_note, self.save_note, self.wipe):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.undo)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(heading)
        column.addWidget(self._none)
        column.addWidget(self._table, 1)
        column.addWidget(self._acts)
        column.addWidget(self._undo_why)
        column.addStretch(0)
        column.setStretchFactor(self._table, 1)
        self.undo.clicked.connect(self._ask_undo)
        self._table.selectionModel().currentRowChanged.connect(self._follow_choice)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def show_register(self, packages: list[RegisteredPackage], name: Callable[[str], str]) -> None:
        self._model.show(packages, name)
        for widget in (self._table, self._acts):
            widget.setVisible(bool(packages))
        self._none.setVisible(not packages)
        if packages:
            self._table.setCurrentIndex(self._model.index(0, 0))
        self._follow_choice()
        self._share_room()

    def chosen(self) -> RegisteredPackage | None:
        return self._model.package(self._table.currentIndex().row())

    def _share_room(self) -> None:
        """What became of a file is in view on a narrow display too."""
        fixed = sum(width for column, width in enumerate(WIDTHS) if column not in SHARES)
        left = self._table.viewport().width() - fixed
        for column, share in SHARES.items():
            self._table.setColumnWidth(column, max(left * share // 100, _LEAST_WIDTH))

    def sheet(self, place: str) -> Sheet | None:
        """The register of that place on paper, hashes in full; None while it is empty."""
        if not self._model.rows:
            return None
        headers, rows = shown_texts(self._model)
        for row, package in zip(rows, self._model.rows, strict=True):
            row[-1] = grouped(package.sha256)
        below = "Mã SHA-256 là mã của cả tệp: tính lại trên máy nào cũng phải ra đúng như vậy."
        title = f"Sổ tệp đã gửi và đã nhận – {place}"
        return Sheet(title, page_html(title, below, headers, rows, _PAPER_WIDTHS))

    def offer_undo(self, latest: RegisteredPackage | CannotUndoImport, name: Callable[[str], str]) -> None:
        """Offers to undo the latest import, or says why it has to stay. `name` of who sent it."""
        self.undo.setHidden(isinstance(latest, CannotUndoImport))
        self._undo_why.setVisible(isinstance(latest, CannotUndoImport) and latest.reason != "none")
        if isinstance(latest, CannotUndoImport):
            self._undo_why.setText(sentence_for(latest))
            return
        text = f"Hoàn tác lần nhận tệp số {latest.number} của {name(latest.counterpart)}"
        self.undo.setText(f"{text}...")
        self.undo.setAccessibleName(text)

    @Slot()
    def _follow_choice(self, *_: QObject) -> None:
        chosen = self.chosen()
        may_wipe = chosen is not None and has_arrived(chosen)
        self.wipe.setEnabled(may_wipe)
        self.wipe.setToolTip("" if may_wipe else "Chờ nơi nhận báo đã nhận rồi mới xóa tệp.")

    @Slot()
    def _ask_undo(self) -> None:
        self.undo_asked.emit()


def _button(text: str, name: str) -> QPushButton:
    return named(QPushButton(text), name, text.rstrip("."))
