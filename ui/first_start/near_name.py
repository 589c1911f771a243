"""Under a name that is nearly a known one: a button that writes the known one instead."""

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFormLayout, QLineEdit, QPushButton

from ui.naming import named


class NearName(QPushButton):
    """Shown once the field is left with a name of which `near` knows a better spelling."""

    def __init__(self, field: QLineEdit, near: Callable[[str], str | None], form: QFormLayout) -> None:
        super().__init__()
        named(self, f"{field.objectName()}_near", "Ghi theo tên đã có")
        self._field, self._near, self._name = field, near, ""
        self.setAutoDefault(False)
        self.setFlat(True)
        self.setStyleSheet("text-align: left; text-decoration: underline;")
        self.hide()
        form.addRow("", self)
        field.editingFinished.connect(self._look)
        field.textEdited.connect(self.hide)
        self.clicked.connect(self._take)

    @Slot()
    def _look(self) -> None:
        self._name = self._near(self._field.text()) or ""
        words = f"Có phải “{self._name}” không? Bấm để ghi đúng tên này."
        self.setText(words)
        self.setAccessibleName(words)
        self.setVisible(bool(self._name))

    @Slot()
    def _take(self) -> None:
        self._field.setText(self._name)
        self.hide()
        self._field.setFocus()
