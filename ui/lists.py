"""Short lists of choices: lines as high as everywhere else."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui import style


def fill(listed: QListWidget, texts: Sequence[str], *, lines: int = 1) -> None:
    """Replaces the lines of a list; which one is current is the caller's to say."""
    height = style.ROW_HEIGHT + style.SMALL + (lines - 1) * listed.fontMetrics().lineSpacing()
    listed.setWordWrap(lines > 1)
    listed.clear()
    for text in texts:
        item = QListWidgetItem(text if lines > 1 else f" {text}")
        item.setSizeHint(QSize(0, height))
        item.setToolTip(text)
        listed.addItem(item)
