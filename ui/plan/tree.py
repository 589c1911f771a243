"""The tree of the plan on screen: columns, headings across the row, keys as in a sheet."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from ntm_desktop.domain.plan import PlanTask
from ui.plan.cells import PlanCells
from ui.plan.model import CONTENT, COORDINATING, DEADLINE, EDITABLE, LEAD, NOTE, NUMBER, PROGRESS, STATUS, TaskTree
from ui.qt_override import override

_FIXED = {NUMBER: 88, DEADLINE: 108, STATUS: 150, PROGRESS: 68}
_SHARED = {CONTENT: 48, LEAD: 18, COORDINATING: 18, NOTE: 16}
"""Hundredths of the width that the fixed columns leave."""


class PlanTree(QTreeView):
    def __init__(self, model: TaskTree, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = model
        self.setObjectName("plan_tree")
        self.setAccessibleName("Các nhiệm vụ của kế hoạch")
        self.setModel(model)
        self.setItemDelegate(PlanCells(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        trigger = QAbstractItemView.EditTrigger
        self.setEditTriggers(trigger.DoubleClicked | trigger.EditKeyPressed | trigger.AnyKeyPressed)
        self.setAlternatingRowColors(False)
        self.setIndentation(16)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(56)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)

    def show_tasks(self, tasks: Sequence[PlanTask]) -> None:
        self._tasks.show(tasks)
        self._span(QModelIndex())
        self.expandAll()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        left = self.viewport().width() - sum(_FIXED.values())
        for column, width in _FIXED.items():
            self.header().resizeSection(column, width)
        for column, share in _SHARED.items():
            self.header().resizeSection(column, left * share // 100)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter edits, and on a text opens what can be edited; Tab goes on to the next editable cell."""
        index = self.currentIndex()
        # The editor's own Enter comes by here while its commit is still waiting.
        is_editing = self.state() is QAbstractItemView.State.EditingState
        if is_editing and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            if self._tasks.flags(index) & Qt.ItemFlag.ItemIsEditable:
                self.edit(index)
            elif self._tasks.hasChildren(index):
                self.setExpanded(index, not self.isExpanded(index))
            else:
                self.setCurrentIndex(index.siblingAtColumn(EDITABLE[0]))
            return
        super().keyPressEvent(event)

    def _span(self, parent: QModelIndex) -> None:
        for row in range(self._tasks.rowCount(parent)):
            index = self._tasks.index(row, 0, parent)
            if self._tasks.hasChildren(index):
                self.setFirstColumnSpanned(row, parent, True)
                self._span(index)
