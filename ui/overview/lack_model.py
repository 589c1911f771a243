"""What is missing most: one indicator a line, with how many villages lack it."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QStandardItem, QStandardItemModel

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place, PlaceKind
from ui.cells import cell, heading
from ui.overview.lines import Lack

CODE, TEXT, NOT_MET, NO_DATA, GAP = range(5)
_HEADERS = ("Mã", "Chỉ tiêu", "✗ Chưa đạt", "– Thiếu số liệu", "Toàn xã")


class LackModel(QStandardItemModel):
    """Qt holds the cells itself, like those of the table of places."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(0, len(_HEADERS), parent)
        self.lacks: list[Lack] = []
        for section, title in enumerate(_HEADERS):
            self.setHorizontalHeaderItem(section, heading(title))

    def show(self, lacks: list[Lack]) -> None:
        self.lacks = lacks
        self.setRowCount(0)
        for lack in lacks:
            whole = f"{lack.code} {lack.text}"
            texts = cell(lack.code, whole), cell(lack.text, whole)
            self.appendRow([*texts, _villages(lack.not_met), _villages(lack.no_data), cell(lack.gap, lack.gap)])


def _villages(ones: tuple[Place, ...]) -> QStandardItem:
    if ones and ones[0].kind is not PlaceKind.VILLAGE:
        return cell("Xã", ones[0].title)
    return cell(f"{format_number(len(ones))} thôn" if ones else "", ", ".join(one.name for one in ones))
