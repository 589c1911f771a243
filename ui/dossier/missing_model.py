"""What the dossier still lacks: a sign and code, the indicator, and what would mend it below it."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from ntm_desktop.domain.dossier import Lack, Missing
from ui import style
from ui.qt_override import override
from ui.table_model import TableModel

_LOOK_OF = {
    (Lack.CHECK, True): style.Look("✗", "Số liệu mâu thuẫn, phải sửa", style.NOT_MET, ""),
    (Lack.EVIDENCE, False): style.Look("☐", "Thiếu minh chứng", style.NO_TARGET, ""),
    (Lack.REGISTER, False): style.Look("≠", "Khác sổ hộ hiện nay", style.NO_TARGET, ""),
    (Lack.CHECK, False): style.Look(style.CONFLICT_SIGN, "Cần xem lại", style.NO_TARGET, ""),
}
HEADERS = ("Mã", "Chỉ tiêu và chỗ còn thiếu")


class MissingModel(TableModel[Missing]):
    headers = HEADERS

    @override
    def cell(self, one: Missing, column: int, role: int) -> Any:
        look = _LOOK_OF.get((one.lack, one.blocks)) or style.VERDICT_LOOK[one.verdict]
        if role == Qt.ItemDataRole.DisplayRole:
            what = f"{one.what[:1].upper()}{one.what[1:]}"
            return f"{look.sign} {one.code}" if column == 0 else f"{one.text}\n{what}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.code} {one.text}\n{look.word}: {one.what}"
        if role == Qt.ItemDataRole.ForegroundRole and column == 0:
            return QBrush(QColor(look.colour))
        return None
