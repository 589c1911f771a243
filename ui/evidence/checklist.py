"""The evidence an indicator must have, each line with its sign."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import Basis
from ntm_desktop.domain.evidence import EvidenceState
from ntm_desktop.services.list_evidence import ReadingEvidence
from ui import style
from ui.naming import named


class Checklist(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "evidence_checklist", "Minh chứng cần có")
        self._lines: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)

    def show_evidence(self, found: ReadingEvidence) -> None:
        """What the indicator asks for, a line each, ticked where a piece proves it."""
        required = found.indicator.evidence
        while len(self._lines) < len(required) + 1:
            self._lines.append(self._line(len(self._lines) + 1))
        met = {piece.details.requirement for piece in found.pieces}
        for label, one in zip(self._lines, required, strict=False):
            is_met = one.id in met
            sign, word = ("✓", "đã có") if is_met else ("✗", "còn thiếu")
            label.setText(f"{sign} {one.text}")
            label.setAccessibleName(f"{one.text}: {word}")
            label.setStyleSheet(f"color: {style.MET if is_met else style.NOT_MET};")
            label.show()
        for label in self._lines[len(required) :]:
            label.hide()
        if any(one.basis is not Basis.QUOTED for one in required):
            last = self._lines[len(required)]
            last.setText("Danh mục mẫu, chưa đối chiếu với quy định của tỉnh.")
            last.setAccessibleName(last.text())
            last.setStyleSheet(f"color: {style.MUTED};")
            last.show()
        self.setVisible(bool(required))

    def _line(self, number: int) -> QLabel:
        label = named(QLabel(self), f"evidence_required_{number}", "Minh chứng cần có")
        label.setWordWrap(True)
        label.setTextFormat(Qt.TextFormat.PlainText)
        self._column.addWidget(label)
        return label


def how_to_tell(found: ReadingEvidence) -> str:
    """Where something is lacking and a piece proves nothing yet: how to say what it proves."""
    is_open = any(not one.details.requirement for one in found.pieces)
    return "Tệp nào thuộc mục còn thiếu: chọn tệp rồi bấm Sửa... (F2)." if is_open and found.state.missing else ""


def count_text(state: EvidenceState) -> str:
    """How many pieces there are and how far the checklist is, as a phrase."""
    text = f"Có {state.present}" if state.present else "Chưa có"
    if state.missing:
        return f"{text}, còn thiếu {len(state.missing)}/{state.required} mục cần có"
    return f"{text}, đủ {state.required} mục cần có" if state.required else text
