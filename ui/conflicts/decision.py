"""Deciding one conflict: the sides beside each other, the reason, and another value where none is right."""

from itertools import pairwise

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import style
from ui.conflicts.side_card import Card, SideCard
from ui.naming import named

_OTHER = "&Nhập giá trị khác..."


class DecisionPane(QWidget):
    decided = Signal(str, str)
    """The value as JSON text, and the reason."""
    other_given = Signal(str, str)
    """What was typed as another value, and the reason."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("decision_pane")
        self.setAccessibleName("Quyết định chỗ khác nhau")
        self._cards: list[SideCard] = []
        self._title = named(QLabel(self), "decision_title", "Chỗ đang quyết định")
        self._title.setWordWrap(True)
        self._title.setStyleSheet("font-weight: 600; font-size: 11pt;")
        self._target = named(QLabel(self), "decision_target", "Quy định")
        style.make_quiet(self._target)
        self._row = QHBoxLayout()
        self._row.setSpacing(style.GAP)
        self.reason = named(QLineEdit(self), "reason", "Lý do quyết định, bắt buộc")
        self.reason.setPlaceholderText("Ví dụ: đã đối chiếu với biên bản kiểm tra ngày 05/02/2022")
        self.other = named(QLineEdit(self), "other_value", "Giá trị khác")
        self._use = named(QPushButton("&Dùng giá trị này", self), "use_other", "Dùng giá trị vừa gõ")
        self._ask = named(QPushButton(_OTHER, self), "ask_other", "Nhập giá trị khác")
        self._fault = named(QLabel(self), "decision_fault", "Vì sao chưa quyết định được")
        self._fault.setWordWrap(True)
        self._fault.setStyleSheet(f"color: {style.NOT_MET};")
        self._lay_out()
        self._connect()

    def show_conflict(self, title: str, target: str, cards: list[Card], *, other_hint: str, why_not: str) -> None:
        """`other_hint` empty where no other value can be typed; `why_not` says why nothing is decided here."""
        self._title.setText(title)
        self._target.setText(target)
        self._target.setVisible(bool(target))
        while len(self._cards) < len(cards):
            card = SideCard(len(self._cards) + 1, self)
            card.chosen.connect(self._choose)
            self._cards.append(card)
            self._row.addWidget(card, 1)
        for widget, one in zip(self._cards, cards, strict=False):
            widget.show_card(one)
        for widget in self._cards[len(cards) :]:
            widget.hide()
        self._ask.setVisible(bool(other_hint))
        self.other.setPlaceholderText(other_hint)
        self._offer_other(False)
        self.other.clear()
        self.reason.clear()
        self.complain(why_not)
        for part in (self.reason, self._ask):
            part.setEnabled(not why_not)
        for widget, one in zip(self._cards, cards, strict=False):
            widget.button.setEnabled(bool(one.act) and not why_not)
        self._order_tabs()

    def complain(self, sentence: str) -> None:
        """Why it was not decided; both values stay."""
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    @Slot()
    def ask_other(self) -> None:
        self._offer_other(True)
        self.other.setFocus()

    def _offer_other(self, is_offered: bool) -> None:
        for widget in (self._other_label, self.other, self._use):
            widget.setVisible(is_offered)
        self._ask.setVisible(not is_offered and bool(self.other.placeholderText()))

    def _lay_out(self) -> None:
        reason_label = named(QLabel("Lý d&o (bắt buộc):", self), "reason_label", "Lý do")
        reason_label.setBuddy(self.reason)
        self._other_label = named(QLabel("Giá t&rị khác:", self), "other_label", "Giá trị khác")
        self._other_label.setBuddy(self.other)
        form = QGridLayout()
        form.setHorizontalSpacing(style.GAP)
        form.setVerticalSpacing(style.GAP)
        form.addWidget(reason_label, 0, 0)
        form.addWidget(self.reason, 0, 1)
        form.addWidget(self._ask, 0, 2)
        form.addWidget(self._other_label, 1, 0)
        form.addWidget(self.other, 1, 1)
        form.addWidget(self._use, 1, 2)
        form.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._title)
        column.addWidget(self._target)
        column.addLayout(self._row, 1)
        column.addLayout(form)
        column.addWidget(self._fault)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        self._ask.clicked.connect(self.ask_other)
        self._use.clicked.connect(self._give_other)
        self.other.returnPressed.connect(self._give_other)
        self.reason.returnPressed.connect(self._after_reason)

    def _order_tabs(self) -> None:
        """The reason first, then the buttons that need it."""
        buttons = [card.button for card in self._cards]
        following = [self.reason, *buttons, self._ask, self.other, self._use]
        for one, next_ in pairwise(following):
            QWidget.setTabOrder(one, next_)

    @Slot()
    def _after_reason(self) -> None:
        """Enter goes on to the buttons; the decision itself is always a button of its own."""
        shown = [card.button for card in self._cards if card.button.isVisible()]
        if self.other.isVisible() and self.other.text().strip():
            self._use.setFocus()
        elif shown:
            shown[0].setFocus()

    @Slot(str)
    def _choose(self, value: str) -> None:
        self.decided.emit(value, self.reason.text())

    @Slot()
    def _give_other(self) -> None:
        self.other_given.emit(self.other.text(), self.reason.text())
