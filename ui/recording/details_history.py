"""Past values in the details pane: who wrote what and when, and the way back to it."""

from collections.abc import Collection, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.operation import OperationKey
from ntm_desktop.services.record import HistoryEntry
from ui import style
from ui.naming import named
from ui.recording import detail_texts as texts

_SHOWN = 12


class HistorySection(QWidget):
    restore_asked = Signal(object)
    """The person wants this past value back (HistoryEntry)."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "history_section", "Lịch sử của ô")
        self._rows: list[_HistoryRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.GAP)

    def show_entries(
        self,
        entries: Sequence[HistoryEntry],
        reasons: Mapping[OperationKey, str],
        undone: Collection[OperationKey] = (),
        *,
        can_restore: bool,
    ) -> None:
        """`reasons` by the entries that were decisions between laptops; `undone` took back what stood before."""
        shown = list(entries[:_SHOWN])
        while len(self._rows) < len(shown):
            row = _HistoryRow(len(self._rows) + 1, self)
            row.restore_asked.connect(self.restore_asked)
            self._rows.append(row)
            self._column.addWidget(row)
        for row, entry in zip(self._rows, shown, strict=False):
            text = texts.history_text(entry, reasons.get(entry.key, ""), is_undoing=entry.key in undone)
            row.show_entry(entry, text, can_restore=can_restore)
        for row in self._rows[len(shown) :]:
            row.hide()
        self.setVisible(bool(shown))


class _HistoryRow(QWidget):
    restore_asked = Signal(object)

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, f"history_{number}", f"Lần ghi {number}")
        self._entry: HistoryEntry | None = None
        self._text = named(QLabel(self), f"history_text_{number}", f"Lần ghi {number}")
        self._text.setWordWrap(True)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._button = QPushButton("Lấy lại giá trị này", self)
        self._button.setObjectName(f"restore_{number}")
        self._button.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._text)
        row = QHBoxLayout()
        row.addWidget(self._button)
        row.addStretch(1)
        column.addLayout(row)

    def show_entry(self, entry: HistoryEntry, text: str, *, can_restore: bool) -> None:
        self._entry = entry
        if entry.is_head and not entry.is_shown:
            text = f"{style.CONFLICT_SIGN} {text}, máy khác ghi"
        self._text.setText(text + (" (đang dùng)" if entry.is_shown else ""))
        self._button.setAccessibleName(f"Lấy lại giá trị {text.splitlines()[0]}")
        self._button.setVisible(can_restore and not entry.is_shown and texts.is_readable(entry))
        self.show()

    def _ask(self) -> None:
        self.restore_asked.emit(self._entry)
