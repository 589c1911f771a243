"""The page of the catalogue where the lead gives criteria of villages to officers."""

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.names import matches, nfc
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.assign import assign, officers, writers_of
from ui import style
from ui.assignments.model import AssignmentModel, Writers
from ui.criteria_by_place import CRITERION, FIRST_PLACE
from ui.naming import named
from ui.paper import Sheet, page_html, shown_texts
from ui.screen import Context, Shell

_SIDE = 260
_COLUMN = 130


class AssignmentsPage(QWidget):
    assigned = Signal(str)
    """The sentence that says what was given to whom."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._set: CriteriaSet | None = None
        self._year = 0
        self._title = named(QLabel(self), "assignments_title", "Phân công của năm")
        style.make_title(self._title)
        self._how = named(
            QLabel(
                "Chọn các ô (Shift, Ctrl; bấm tên thôn hay tên tiêu chí để chọn cả cột, cả dòng), đánh dấu cán bộ "
                "rồi giao. Người không được giao thì máy của người đó không cho nhập.",
                self,
            ),
            "assignments_how",
            "Cách phân công",
        )
        self._how.setWordWrap(True)
        style.make_quiet(self._how)
        self.model = AssignmentModel(self)
        self.table = named(QTableView(self), "assignments", "Phân công: tiêu chí theo thôn")
        self._chosen = named(QLabel(self), "assignments_chosen", "Các ô đang chọn")
        self._chosen.setWordWrap(True)
        self._chosen.setStyleSheet("font-weight: 600;")
        self.people = named(QListWidget(self), "officers", "Cán bộ được giao")
        self._name = named(QLineEdit(self), "officer_name", "Tên cán bộ khác")
        self._name.setPlaceholderText("Tên cán bộ khác, Enter để thêm")
        self._give = named(QPushButton("&Giao cho người đã đánh dấu", self), "assign", "Giao cho người đã đánh dấu")
        self._everyone = named(QPushButton("&Mọi cán bộ trong xã", self), "assign_everyone", "Mọi cán bộ trong xã")
        style.make_main(self._give)
        self._dress()
        self._lay_out()
        self._connect()

    def sheet(self) -> Sheet | None:
        """Who writes what, on paper; None where there is nothing to share."""
        if not self.model.rowCount():
            return None
        title = self._title.text()
        return Sheet(
            title, page_html(title, "Ai được giao nhập từng tiêu chí của từng thôn.", *shown_texts(self.model))
        )

    def show_context(self, context: Context) -> None:
        """Shows who writes what in the chosen commune, set and year."""
        desk = self._shell.desk
        self._set, self._year = context.criteria_set, context.period.year
        villages = desk.villages(context.commune.id)
        is_commune_set = context.criteria_set.level is Level.COMMUNE
        places = [context.commune, *villages] if is_commune_set else villages
        is_same = [one.id for one in places] == [one.id for one in self.model.places]
        is_same = is_same and list(context.criteria_set.criteria) == self.model.criteria
        self._title.setText(f"Phân công nhập số liệu năm {self._year}")
        if is_same:
            self.model.replace(self._writers())
        else:
            self.model.show(places, context.criteria_set.criteria, {})
            self.model.replace(self._writers())
            self.table.horizontalHeader().resizeSection(CRITERION, 250)
            if places:
                self.table.setCurrentIndex(self.model.index(0, FIRST_PLACE))
        self._offer_people(officers(desk))
        self._show_chosen()

    def focus_first(self) -> None:
        self.table.setFocus()

    def look_for(self, words: str) -> None:
        """Goes to the first criterion whose number or name has these words."""
        for row, criterion in enumerate(self.model.criteria):
            if words.strip() and matches(words, (str(criterion.number), criterion.name)):
                self.table.setCurrentIndex(
                    self.model.index(row, max(FIRST_PLACE, self.table.currentIndex().column()))
                )
                return

    def marked(self) -> list[str]:
        items = [self.people.item(row) for row in range(self.people.count())]
        return [item.text() for item in items if item.checkState() is Qt.CheckState.Checked]

    def _writers(self) -> Writers:
        desk = self._shell.desk
        return {
            (place.id, one.number): writers_of(desk, place, one.number, self._year)
            for place in self.model.places
            for one in self.model.criteria
        }

    def _dress(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        header = self.table.horizontalHeader()
        header.setFixedHeight(style.ROW_HEIGHT)
        header.setDefaultSectionSize(_COLUMN)
        header.setSectionsClickable(True)

    def _lay_out(self) -> None:
        label = named(QLabel("&Cán bộ:", self), "officers_label", "Cán bộ")
        label.setBuddy(self.people)
        side = QWidget(self)
        side.setFixedWidth(_SIDE)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(style.GAP)
        right.addWidget(self._chosen)
        right.addWidget(label)
        right.addWidget(self.people, 1)
        for widget in (self._name, self._give, self._everyone):
            right.addWidget(widget)
        row = QHBoxLayout()
        row.setSpacing(style.WIDE)
        row.addWidget(self.table, 1)
        row.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.WIDE, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._title)
        column.addWidget(self._how)
        column.addLayout(row, 1)

    def _connect(self) -> None:
        self.table.selectionModel().selectionChanged.connect(self._show_chosen)
        self._give.clicked.connect(self._assign_marked)
        self._everyone.clicked.connect(self._assign_everyone)
        self._name.returnPressed.connect(self._add_name)
        self.people.itemChanged.connect(self._follow_marks)

    def _offer_people(self, names: tuple[str, ...]) -> None:
        marked = set(self.marked())
        added = [self.people.item(row).text() for row in range(self.people.count())]
        self.people.blockSignals(True)
        self.people.clear()
        for name in sorted({*names, *added}):
            self._add_item(name, is_marked=name in marked)
        self.people.blockSignals(False)

    def _add_item(self, name: str, *, is_marked: bool) -> None:
        item = QListWidgetItem(name)
        item.setSizeHint(QSize(0, style.ROW_HEIGHT))
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if is_marked else Qt.CheckState.Unchecked)
        self.people.addItem(item)

    @Slot()
    def _show_chosen(self, *_: object) -> None:
        """The marks follow the selection: they show who writes it now, where that is the same everywhere."""
        indexes = self.table.selectionModel().selectedIndexes()
        chosen = self.model.chosen(indexes)
        villages = {place.id for place, _ in chosen}
        numbers = {number for _, number in chosen}
        self._chosen.setText(
            f"Đang chọn {len(numbers)} tiêu chí của {format_number(len(villages))} thôn"
            if chosen
            else "Chưa chọn ô nào"
        )
        standing = {self.model.writers_at(one) for one in indexes if one.column() != CRITERION}
        names = set(standing.pop() or ()) if len(standing) == 1 else set()
        self.people.blockSignals(True)
        for row in range(self.people.count()):
            item = self.people.item(row)
            item.setCheckState(Qt.CheckState.Checked if item.text() in names else Qt.CheckState.Unchecked)
        self.people.blockSignals(False)
        self._follow_marks()

    @Slot()
    def _follow_marks(self, *_: object) -> None:
        has_cells = self.table.selectionModel().hasSelection()
        self._give.setEnabled(has_cells and bool(self.marked()))
        self._everyone.setEnabled(has_cells)

    @Slot()
    def _add_name(self) -> None:
        name = nfc(self._name.text().strip())
        if name and not self.people.findItems(name, Qt.MatchFlag.MatchExactly):
            self._add_item(name, is_marked=True)
        self._name.clear()
        self._follow_marks()

    @Slot()
    def _assign_marked(self) -> None:
        self._assign(self.marked())

    @Slot()
    def _assign_everyone(self) -> None:
        self._assign(None)

    def _assign(self, names: list[str] | None) -> None:
        chosen = self.model.chosen(self.table.selectionModel().selectedIndexes())
        if self._set is None or not chosen:
            return
        changed = 0
        try:
            for number in dict.fromkeys(number for _, number in chosen):
                places = [place for place, of in chosen if of == number]
                changed += assign(self._shell.desk, places, self._set, [number], self._year, names)
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self.model.replace(self._writers())
        self._show_chosen()
        who = "mọi cán bộ trong xã" if names is None else ", ".join(names)
        self.assigned.emit(
            f"Đã giao {format_number(changed)} ô tiêu chí cho {who}; có hiệu lực khi máy của cán bộ nhận tệp"
        )
