"""The tasks as a tree: section, subsection, task, in the printed order and with the printed numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.plan import TASK_STATUS_TITLES, PlanTask, TaskStatus, is_overdue
from ui import style
from ui.qt_override import override
from ui.table_model import NOWHERE, RIGHT, Index

NUMBER, CONTENT, DEADLINE, LEAD, COORDINATING, STATUS, PROGRESS, NOTE = range(8)
HEADERS = ("Số", "Nội dung", "Thời hạn", "Chủ trì", "Phối hợp", "Trạng thái", "Tiến độ", "Ghi chú")
EDITABLE = (STATUS, PROGRESS, NOTE)
OVERDUE = "⚠ Quá hạn"

TASK_ROLE = Qt.ItemDataRole.UserRole
"""The PlanTask of a row, None for a heading."""
OVERDUE_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(slots=True, eq=False)
class Node:
    """A heading (`task` None) or a task; `row` is its place under its parent."""

    title: str
    parent: "Node | None" = None
    task: PlanTask | None = None
    row: int = 0
    children: list["Node"] = field(default_factory=list)

    def add(self, title: str, task: PlanTask | None = None) -> "Node":
        child = Node(title, self, task, len(self.children))
        self.children.append(child)
        return child

    def tasks(self) -> list[PlanTask]:
        own = [self.task] if self.task else []
        return own + [task for child in self.children for task in child.tasks()]


class TaskTree(QAbstractItemModel):
    """Shows tasks; what a person edits is asked for by `edited` and comes back by `put`."""

    edited = Signal(object, int, object)
    """task, column, the new value (TaskStatus, int or str)."""

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._root = Node("")
        self._by_id: dict[str, Node] = {}
        self._bold = QFont()
        self._bold.setBold(True)
        self._shade = QBrush(QColor(style.SHADE))

    def show(self, tasks: Sequence[PlanTask]) -> None:
        self.beginResetModel()
        self._root = _tree_of(tasks)
        self._by_id = {node.task.id: node for node in _nodes(self._root) if node.task}
        self.endResetModel()

    def put(self, task: PlanTask) -> None:
        """Shows the task as it stands now, in its place."""
        node = self._by_id.get(task.id)
        if node is None:
            return
        node.task = task
        first = self.createIndex(node.row, 0, node)
        self.dataChanged.emit(first, first.siblingAtColumn(NOTE))
        heading = node.parent
        while heading is not None and heading is not self._root:
            index = self.createIndex(heading.row, 0, heading)
            self.dataChanged.emit(index, index)
            heading = heading.parent

    def index_of(self, task_id: str, column: int = 0) -> QModelIndex:
        node = self._by_id.get(task_id)
        return self.createIndex(node.row, column, node) if node else QModelIndex()

    def first_task(self) -> QModelIndex:
        node = next(iter(self._by_id.values()), None)
        return self.createIndex(node.row, STATUS, node) if node else QModelIndex()

    def tasks(self) -> list[PlanTask]:
        return self._root.tasks()

    @override
    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        children = self._node(parent).children
        if 0 <= row < len(children) and 0 <= column < len(HEADERS):
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    @override
    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]  # two overloads in Qt
        above = self._node(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return len(self._node(parent).children)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return len(HEADERS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and self._node(index).task and index.column() in EDITABLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        node = self._node(index)
        if node.task is None:
            return self._of_heading(node, index.column(), role)
        return self._of_task(node.task, index.column(), role)

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        task = self._node(index).task
        if task is None or index.column() not in EDITABLE or role != Qt.ItemDataRole.EditRole:
            return False
        if value == self._of_task(task, index.column(), Qt.ItemDataRole.EditRole):
            return False
        self.edited.emit(task, index.column(), value)
        return True

    def _node(self, index: Index) -> Node:
        if not index.isValid():
            return self._root
        node: Node = index.internalPointer()
        return node

    def _of_heading(self, node: Node, column: int, role: int) -> Any:
        if column:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            tasks = node.tasks()
            done = sum(task.status is TaskStatus.DONE for task in tasks)
            return f"{node.title}   ({format_number(done)}/{format_number(len(tasks))} hoàn thành)"
        if role == Qt.ItemDataRole.FontRole:
            return self._bold if node.parent is self._root else None
        return self._shade if role == Qt.ItemDataRole.BackgroundRole else None

    def _of_task(self, task: PlanTask, column: int, role: int) -> Any:
        if role == TASK_ROLE:
            return task
        if role == OVERDUE_ROLE:
            return is_overdue(task, self._today)
        if role == Qt.ItemDataRole.EditRole:
            return {STATUS: task.status, PROGRESS: task.progress, NOTE: task.note}.get(column)
        if role == Qt.ItemDataRole.TextAlignmentRole and column == PROGRESS:
            return RIGHT
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(task, column)
        return None

    def _text(self, task: PlanTask, column: int) -> str:
        texts = (
            *(task.number, task.content, task.deadline, task.lead, task.coordinating),
            *(TASK_STATUS_TITLES[task.status], f"{task.progress} %", task.note),
        )
        if column == DEADLINE and is_overdue(task, self._today):
            return f"{task.deadline}\n{OVERDUE}"
        return texts[column]


def _tree_of(tasks: Sequence[PlanTask]) -> Node:
    """Headings as they are printed one after the other; nothing is sorted or renumbered."""
    root = Node("")
    section = subsection = None
    section_key: tuple[str, ...] | None = None
    subsection_key: tuple[str, ...] | None = None
    for task in tasks:
        key = (task.plan_id, task.section, task.section_title)
        if key != section_key:
            section_key, subsection_key, subsection = key, None, None
            title = _heading(task.section, task.section_title)
            section = root.add(title) if title else None
        below = (task.subsection, task.subsection_title)
        if below != subsection_key:
            subsection_key = below
            title = _heading(*below)
            subsection = (section or root).add(title) if title else None
        (subsection or section or root).add(task.content, task)
    return root


def _heading(number: str, title: str) -> str:
    return ". ".join(part for part in (number, title) if part)


def _nodes(node: Node) -> list[Node]:
    return [node, *(one for child in node.children for one in _nodes(child))]


def printed_rows(model: TaskTree, parent: Index = NOWHERE) -> Iterator[tuple[str, ...]]:
    """Headings as one text, tasks as one text per column, top to bottom."""
    for row in range(model.rowCount(parent)):
        index = model.index(row, 0, parent)
        if index.data(TASK_ROLE) is None:
            yield (str(index.data()),)
            yield from printed_rows(model, index)
        else:
            yield tuple(str(index.siblingAtColumn(column).data() or "") for column in range(len(HEADERS)))
