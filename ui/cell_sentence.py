"""One sentence beside a cell of a grid: why what was typed there cannot be saved, or why nothing is typed there."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QLabel, QWidget

from ui import style


class CellSentence(QLabel):
    """One sentence under (or over) a cell: why it could not be saved, or why it is not entered here."""

    WIDTH = 340

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("cell_sentence")
        self.setAccessibleName("Vì sao chưa lưu được")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, cell: QRect, *, is_fault: bool) -> None:
        """Beside `cell`, given in the parent's coordinates; inside the parent whatever happens."""
        colour = style.NOT_MET if is_fault else style.MUTED
        self.setStyleSheet(
            f"background: {style.PAPER}; color: {colour}; border: 1px solid {colour}; padding: 4px 8px;"
        )
        self.setText(text)
        self.setAccessibleDescription(text)
        self.place(cell)
        self.show()
        self.raise_()

    def place(self, cell: QRect) -> None:
        """Under the cell, or over it where there is no room; in the parent's coordinates."""
        room = self._around.rect()
        width = min(self.WIDTH, room.width() - 8)
        # Measured by the text itself: the label's own hint forgets the frame of its style sheet.
        bounds = self.fontMetrics().boundingRect(
            QRect(0, 0, width - 20, 1000), Qt.TextFlag.TextWordWrap, self.text()
        )
        height = bounds.height() + 14
        x = max(4, min(cell.left(), room.right() - width - 4))
        below = cell.bottom() + 2
        y = below if below + height <= room.bottom() else cell.top() - height - 2
        self.setGeometry(x, max(0, y), width, height)
