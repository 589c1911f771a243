"""A part of the details pane under a heading that folds it away; what is folded is remembered."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ui import style
from ui.naming import AnyWidget, named
from ui.qt_override import override


class Fold(QWidget):
    """Hidden where none of its parts has anything to say."""

    folded = Signal()
    """The person folded or unfolded it."""
    moved = Signal(int)
    """Up (-1) or down (+1) to the neighbouring heading."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, f"fold_{name}", title)
        self.name = name
        self._title = title
        self._parts: list[QWidget] = []
        self.heading = _Heading(name, self)
        self.heading.clicked.connect(self._toggle)
        self.heading.moved.connect(self.moved)
        self._body = named(QWidget(self), f"body_{name}", title)
        self._inner = QVBoxLayout(self._body)
        self._inner.setContentsMargins(0, 0, 0, style.SMALL)
        self._inner.setSpacing(style.SMALL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.SMALL, 0, 0)
        column.setSpacing(2)
        column.addWidget(self.heading)
        column.addWidget(self._body)
        self.fold(is_folded=False)

    @property
    def is_folded(self) -> bool:
        return not self.heading.isChecked()

    def hold(self, part: AnyWidget) -> AnyWidget:
        """Puts the part under the heading."""
        self._inner.addWidget(part)
        self._parts.append(part)
        return part

    def fold(self, *, is_folded: bool) -> None:
        """Folds the section or opens it."""
        self.heading.setChecked(not is_folded)
        self._body.setVisible(not is_folded)
        self.heading.setText(f"{'▸' if is_folded else '▾'} {self._title}")
        self.heading.setAccessibleName(f"{self._title}: {'đang gấp' if is_folded else 'đang mở'}")

    def settle(self) -> None:
        """After its parts were shown or hidden."""
        self.setVisible(any(not part.isHidden() for part in self._parts))

    def _toggle(self) -> None:
        self.fold(is_folded=not self.heading.isChecked())
        self.folded.emit()


class _Heading(QPushButton):
    """Enter and Space fold; Left folds, Right unfolds; Up and Down go to the other headings."""

    moved = Signal(int)

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"heading_{name}")
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setStyleSheet(
            f"QPushButton {{ border: none; border-top: 1px solid {style.RULE}; border-radius: 0; background: none;"
            f" font-weight: 600; text-align: left; padding: 3px 0 0 0; }}"
            f"QPushButton:hover {{ color: {style.ACCENT}; }}"
            f"QPushButton:focus {{ color: {style.ACCENT};"
            f" border-top: 2px solid {style.ACCENT}; padding: 2px 0 0 0; }}"
        )

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, super().sizeHint().height())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif (
            key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            or (key == Qt.Key.Key_Left and self.isChecked())
            or (key == Qt.Key.Key_Right and not self.isChecked())
        ):
            self.click()
        else:
            super().keyPressEvent(event)
