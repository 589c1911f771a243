"""Short lists of choices: lines as high as everywhere else."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui import style


def fill(listed: QListWidget, texts: Sequence[str]) -> None:
    """Replaces the lines of a list; which one is current is the caller's to say."""
    listed.clear()
    for text in texts:
        item = QListWidgetItem(f" {text}")
        item.setSizeHint(QSize(0, style.ROW_HEIGHT + style.SMALL))
        item.setToolTip(text)
        listed.addItem(item)
