"""The line above the figures that says which indicators are shown while others are hidden."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from ui.eliding import ElidingLabel
from ui.recording.model import FigureModel
from ui.recording.rows import Narrowing, shown_rows

_ONLY = {Narrowing.ALL: "", Narrowing.NOT_MET: "chỉ tiêu chưa đạt", Narrowing.NO_DATA: "chỉ tiêu chưa có số liệu"}


class HiddenRows(ElidingLabel):
    """Takes no room while everything is shown; what is folded is not hidden."""

    def __init__(self, model: FigureModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("hidden_rows")
        self.setAccessibleName("Đang lọc những chỉ tiêu nào")
        self._model = model
        self.hide()
        model.modelReset.connect(self._say)

    @Slot()
    def _say(self) -> None:
        self.show_text(_sentence(self._model))
        self.setVisible(bool(self.whole_text))


def _sentence(model: FigureModel) -> str:
    words, only, grid = model.words.strip(), _ONLY[model.narrowing], model.grid
    if grid is None or not (words or only):
        return ""
    shown = sum(row.indicator is not None for row in shown_rows(grid, (), model.narrowing, model.words))
    total = len(grid.criteria_set.indicators())
    back = " và ".join(
        way for way, is_taken in (("Esc trong ô tìm", words), ("chọn Hiện: Tất cả", only)) if is_taken
    )
    what = ", ".join(part for part in (words, only) if part)
    return f"Đang lọc: {what} – hiện {shown}/{total} chỉ tiêu ({back} để bỏ lọc)"
