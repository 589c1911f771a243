"""Which line of the checklist a new piece proves: asked piece by piece, answered with one key or not at all."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import Requirement
from ntm_desktop.domain.evidence import Piece
from ui import style
from ui.eliding import elided
from ui.naming import named
from ui.qt_override import override

_MOST = 9
"""Lines with a key of their own; more are chosen in the form of the piece."""
_PADDING = 8


class AskWhatItProves(QWidget):
    """Hidden until `ask`; a piece nobody answers for proves no line of the checklist."""

    chosen = Signal(object, str)
    """The piece and the id of the requirement."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "evidence_ask", "Tệp vừa thêm thuộc mục nào")
        self._waiting: list[Piece] = []
        self._lines: list[Requirement] = []
        self._question = named(QLabel(self), "evidence_ask_question", "Tệp vừa thêm thuộc mục nào")
        self._question.setWordWrap(True)
        self._question.setTextFormat(Qt.TextFormat.PlainText)
        self._question.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.SMALL)
        self._column.addWidget(self._question)
        self._buttons = [self._button(number) for number in range(1, _MOST + 1)]
        self._none = self._button(0)
        self._none.setText("0  Không thuộc mục nào")
        self.hide()

    def ask(self, pieces: Sequence[Piece], lines: Sequence[Requirement], *, takes_focus: bool) -> None:
        """Asks for each piece which of the lines that were still open it proves; without lines nothing."""
        self._waiting, self._lines = list(pieces), list(lines[:_MOST])
        if not self._lines:
            self._waiting = []
        self._show_next()
        if takes_focus and self._waiting:
            self._buttons[0].setFocus()

    @property
    def waiting(self) -> tuple[Piece, ...]:
        """What is still asked about."""
        return tuple(self._waiting)

    def keep_asking(self, unanswered: Collection[str]) -> None:
        """Asks on about the pieces of these ids alone: the others were told in their form, or are gone."""
        left = [one for one in self._waiting if one.id in unanswered]
        if left != self._waiting:
            self._waiting = left
            self._show_next()

    def stop(self) -> None:
        """What was not answered for proves nothing."""
        self._waiting = []
        self._show_next()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_texts()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._waiting:
            self.stop()
        elif event.text().isdigit() and int(event.text()) <= len(self._lines) and self._waiting:
            self._answer(int(event.text()))
        else:
            super().keyPressEvent(event)

    def _answer(self, number: int) -> None:
        piece = self._waiting.pop(0)
        if number:
            self.chosen.emit(piece, self._lines[number - 1].id)
        self._show_next()

    def _show_next(self) -> None:
        self.setVisible(bool(self._waiting))
        if not self._waiting:
            return
        more = f" (còn {len(self._waiting) - 1} tệp nữa)" if len(self._waiting) > 1 else ""
        self._question.setText(f"“{self._waiting[0].title}” là minh chứng nào? Bấm số, hoặc Esc để thôi{more}.")
        self._question.setToolTip(self._waiting[0].title)
        for number, button in enumerate(self._buttons, 1):
            button.setVisible(number <= len(self._lines))
            if number <= len(self._lines):
                button.setToolTip(self._lines[number - 1].text)
                button.setAccessibleName(self._lines[number - 1].text)
        self._fit_texts()

    def _fit_texts(self) -> None:
        """As much of each line as the pane is wide, which no long line may widen; the tooltip has all of it."""
        for number, (button, line) in enumerate(zip(self._buttons, self._lines, strict=False), 1):
            room = self.width() - 2 * _PADDING - style.SMALL
            button.setText(elided(f"{number}  {line.text}", button.fontMetrics(), room).replace("&", "&&"))

    @Slot()
    def _take_press(self) -> None:
        pressed = [number for number, one in enumerate((self._none, *self._buttons)) if one is self.sender()]
        if pressed and self._waiting:
            self._answer(pressed[0])

    def _button(self, number: int) -> QPushButton:
        button = named(QPushButton(self), f"evidence_ask_{number}", "Không thuộc mục nào" if not number else "Mục")
        button.setStyleSheet(f"padding: 3px {_PADDING}px; text-align: left;")
        button.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self._take_press)
        self._column.addWidget(button)
        return button
