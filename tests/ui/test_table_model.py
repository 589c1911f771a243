"""What every read table has in common."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from ui.households.compare_model import CompareModel
from ui.table_model import RIGHT, TableModel


class Names(TableModel[str]):
    headers = ("Tên", "Số chữ")

    def cell(self, row: str, column: int, role: int) -> Any:
        return (row, len(row))[column] if role == Qt.ItemDataRole.DisplayRole else None


def test_a_table_shows_its_rows_under_its_headings(qtbot: QtBot) -> None:
    model = Names()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    with qtbot.waitSignal(model.modelReset):
        model.show_rows(["Thôn 1", "Làng Lợt"])
    assert (model.rowCount(), model.columnCount()) == (2, 2)
    assert [model.headerData(column, Qt.Orientation.Horizontal) for column in range(2)] == ["Tên", "Số chữ"]
    assert [model.index(1, column).data() for column in range(2)] == ["Làng Lợt", 8]
    assert model.data(QModelIndex()) is None
    assert model.rowCount(model.index(0, 0)) == model.columnCount(model.index(0, 0)) == 0
    tester.deleteLater()


def test_titles_of_numbers_stand_above_them() -> None:
    model = CompareModel()
    role, across = Qt.ItemDataRole.TextAlignmentRole, Qt.Orientation.Horizontal
    sides = [model.headerData(section, across, role) for section in range(len(model.headers))]
    assert [section for section, side in enumerate(sides) if side == RIGHT] == [4, 5]
