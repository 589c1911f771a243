"""One side of a conflict: whose it is, what it says and means, who wrote it, and the button that keeps it."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.evaluation import Assessment
from ui import style
from ui.naming import named


class Card(NamedTuple):
    """`act` empty for what stood before: it is shown, not chosen."""

    title: str
    value: str
    meaning: Assessment | None
    rate: str
    who: str
    note: str
    act: str
    json_value: str


class SideCard(QFrame):
    chosen = Signal(str)
    """The JSON text of this side."""

    def __init__(self, number: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"side_{number}")
        self.setAccessibleName("Một giá trị")
        self._value_json = "null"
        self._title = named(QLabel(self), f"side_title_{number}", "Của ai")
        self._value = named(QLabel(self), f"side_value_{number}", "Giá trị")
        self._meaning = named(QLabel(self), f"side_meaning_{number}", "Kết luận")
        self._who = named(QLabel(self), f"side_who_{number}", "Ai ghi, lúc nào")
        self._note = named(QLabel(self), f"side_note_{number}", "Ghi chú, minh chứng")
        self.button = named(QPushButton(self), f"keep_{number}", "Lấy giá trị này")
        self._title.setStyleSheet("font-weight: 600;")
        self._value.setStyleSheet("font-size: 15pt; font-weight: 600;")
        for quiet in (self._who, self._note):
            style.make_quiet(quiet)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, style.GAP, 12, 12)
        column.setSpacing(style.SMALL)
        for label in (self._title, self._value, self._meaning, self._who, self._note):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        column.addStretch(1)
        column.addSpacing(style.GAP)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.button.clicked.connect(self._choose)

    def show_card(self, card: Card) -> None:
        self._value_json = card.json_value
        for label, text in ((self._title, card.title), (self._value, card.value), (self._who, card.who)):
            label.setText(text)
            label.setVisible(bool(text))
        self._note.setText(f"Ghi chú: {card.note}" if card.note else "")
        self._note.setVisible(bool(card.note))
        self._show_meaning(card)
        self.button.setText(card.act)
        self.button.setAccessibleName(f"{card.act.replace('&', '')}: {card.value}")
        self.button.setVisible(bool(card.act))
        shade = style.PAPER if card.act else style.DESK
        self.setStyleSheet(
            f"#{self.objectName()} {{ background: {shade}; border: 1px solid {style.RULE}; border-radius: 3px; }}"
        )
        self.setAccessibleName(f"{card.title}: {card.value}. {card.who}")
        self.show()

    def _show_meaning(self, card: Card) -> None:
        one = card.meaning
        self._meaning.setVisible(one is not None)
        if one is not None:
            look = style.VERDICT_LOOK[one.verdict]
            parts = [f"{look.sign} {look.word}", card.rate, one.gap_text]
            self._meaning.setText(" – ".join(part for part in parts if part))
            self._meaning.setStyleSheet(f"color: {look.colour};")

    def _choose(self) -> None:
        self.chosen.emit(self._value_json)
