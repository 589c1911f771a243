"""The line under the grid that explains its signs."""

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from ntm_desktop.domain.figure_states import STATE_TITLES, FigureState
from ui import style
from ui.recording.cells import FINDING_SIGN, LACK_SIGN, STATE_SIGNS

_KEYS = "F1: phím tắt"


_SHORT = {FigureState.CHANGED: "đổi sau xác nhận"}


class Legend(QLabel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("legend")
        self.setAccessibleName("Chú giải các dấu")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        style.make_quiet(self)
        signs = [
            f'<b style="color: {look.colour}">{look.sign}</b> {escape(look.word.lower())}'
            for look in style.VERDICT_LOOK.values()
        ]
        conflict = f'<b style="color: {style.NOT_MET}">{style.CONFLICT_SIGN}</b> hai máy khác nhau (F8)'
        remark = f'<b style="color: {style.NOT_MET}">{style.REMARK_SIGN}!</b> cấp trên có ý kiến'
        found = f'<b style="color: {style.NOT_MET}">{FINDING_SIGN}</b> không khớp'
        lacking = f"<b>{LACK_SIGN}</b> thiếu minh chứng"
        sample = f'<b style="color: {style.NO_TARGET}">◥</b> <i>chữ nghiêng</i> minh họa'
        states = " &nbsp;".join(
            f"<b>{sign}</b> {escape(_SHORT.get(state, STATE_TITLES[state]))}"
            for state, sign in STATE_SIGNS.items()
            if sign
        )
        lines = (
            " &nbsp;".join([*signs, conflict, lacking]),
            f"{states} &nbsp;{sample} &nbsp;{remark} &nbsp;{found} &nbsp;{escape(_KEYS)}",
        )
        self.setText("<br>".join(lines))
