"""Danh mục: villages of the commune, criteria sets, who types, and the sample."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.desk import Desk
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import CriteriaSetInvalid, ExpectedError
from ntm_desktop.domain.names import squeeze
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.assign import knows_officers
from ntm_desktop.services.change_person import change_person
from ntm_desktop.services.delete_sample import DeletedSample, delete_sample
from ntm_desktop.services.known_machines import own_role
from ntm_desktop.services.manage_places import (
    AddedSet,
    add_criteria_set,
    add_village,
    change_place,
    read_criteria_file,
)
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.set_target import why_not_enter
from ui import style
from ui.assignments.page import AssignmentsPage
from ui.catalogue.laptop_page import LaptopPage
from ui.catalogue.sets_page import SetsPage
from ui.catalogue.stray_bar import StrayBar
from ui.catalogue.village_model import NAME
from ui.catalogue.villages_page import VillagesPage
from ui.files import ask_file
from ui.naming import named
from ui.paper import PaperJob
from ui.qt_override import override
from ui.screen import Context, Screen, Shell
from ui.targets.acts import TargetActs

_PAGES = {"villages": 0, "criteria": 1, "person": 2}


class CatalogueScreen(Screen):
    name = "catalogue"
    title = "Danh mục"
    icon = "catalogue"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._context: Context | None = None
        self._twin = ""
        self._villages = VillagesPage()
        self._stray = StrayBar(shell)
        self._villages.put_above(self._stray)
        self._stray.settled.connect(self._show_settled)
        self._sets = SetsPage()
        self._laptop = LaptopPage()
        self._tabs = named(QTabWidget(), "catalogue_tabs", "Các phần của danh mục")
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._villages, "Thôn của xã")
        self._tabs.addTab(self._sets, "Bộ tiêu chí")
        self._tabs.addTab(self._laptop, "Người nhập và dữ liệu mẫu")
        self._assignments = AssignmentsPage(shell)
        self._assignments.setParent(self)
        self._assignments.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.WIDE, style.GAP, style.WIDE, style.WIDE)
        outer.addWidget(self._tabs)
        self._villages.added.connect(self._add_village)
        self._villages.column_chosen.connect(self._choose_column)
        self._villages.model.edited.connect(self._change_village)
        self._sets.add_asked.connect(self._ask_set)
        self._targets = TargetActs(shell, self)
        self._sets.confirm_asked.connect(self._targets.ask_confirm)
        self._sets.enter_asked.connect(self._targets.ask_enter)
        self._sets.withdraw_asked.connect(self._targets.withdraw)
        self._targets.changed.connect(self._show_settled)
        self._laptop.person_given.connect(self._change_person)
        self._laptop.delete_asked.connect(self._ask_delete)
        self._assignments.assigned.connect(self.saved)

    @override
    def show_context(self, context: Context) -> None:
        self._context = context
        self._refresh()

    @override
    def focus_first(self) -> None:
        page = self._tabs.currentWidget()
        if isinstance(page, (VillagesPage, SetsPage, LaptopPage, AssignmentsPage)):
            page.focus_first()

    @override
    def open_at(self, target: object) -> None:
        """`target` is "villages", "criteria", "person" or "assignments"."""
        is_offered = self._tabs.indexOf(self._assignments) >= 0
        page = self._tabs.indexOf(self._assignments) if target == "assignments" and is_offered else None
        self._tabs.setCurrentIndex(_PAGES.get(str(target), 0) if page is None else page)
        if target == "villages" and not self._villages.model.rows:
            self._villages.focus_name()
        else:
            self.focus_first()

    @override
    def look_for(self, words: str) -> None:
        page = self._tabs.currentWidget()
        if isinstance(page, (VillagesPage, SetsPage, AssignmentsPage)):
            page.look_for(words)

    @override
    def print_shown(self) -> None:
        if job := self.paper():
            job.ask()

    def paper(self) -> PaperJob | None:
        """The list on the page that is shown, as it would be printed; None where there is none."""
        page = self._tabs.currentWidget()
        sheet = page.sheet() if isinstance(page, (VillagesPage, SetsPage, AssignmentsPage)) else None
        if sheet is None:
            self.shell.messages.tell("Trang này không có danh sách để in.")
            return None
        return PaperJob(self, *sheet, self.shell.messages.tell)

    def add_set(self, file: str) -> None:
        """Brings in the set in `file`; every problem of it is listed at once."""
        path = Path(file)
        try:
            read_criteria_file(path)
        except CriteriaSetInvalid as error:
            self.shell.messages.warn(sentence_for(error), "\n".join(error.problems))
            return
        except ExpectedError as error:
            self.shell.messages.tell_error(error)
            return

        def work(desk: OpenDesk, _: Progress) -> AddedSet:
            return add_criteria_set(desk, path)

        self.shell.tasks.run("Đang thêm bộ tiêu chí", work, self._show_added)

    def _refresh(self) -> None:
        if self._context is None:
            return
        desk = self.shell.desk
        wanted = self._context.commune.id
        commune = next((one for one in desk.communes() if one.id == wanted), self._context.commune)
        sets = list(desk.criteria_sets.values())
        self._stray.refresh()
        self._villages.show_commune(commune, desk.villages(commune.id), sets)
        year, can_enter = self._context.period.year, why_not_enter(desk, sets[0]) is None
        self._sets.show_sets(sets, self._context.criteria_set.id, commune.column, year, can_enter=can_enter)
        self._laptop.show_laptop(desk.desk.person, has_sample=desk.desk.has_sample)
        self._offer_assignments(self._context)

    def _offer_assignments(self, context: Context) -> None:
        """On the lead's laptop, once there is an officer's laptop to share the work with."""
        is_lead = own_role(self.shell.desk) is DeviceRole.LEAD and knows_officers(self.shell.desk)
        at = self._tabs.indexOf(self._assignments)
        if is_lead and at < 0:
            self._tabs.addTab(self._assignments, "Phân công")
        elif not is_lead and at >= 0:
            self._tabs.removeTab(at)
        if is_lead:
            self._assignments.show_context(context)

    def _commune(self) -> Place | None:
        if self._context is None:
            return None
        return next((one for one in self.shell.desk.communes() if one.id == self._context.commune.id), None)

    @Slot(str)
    def _add_village(self, name: str) -> None:
        commune = self._commune()
        if commune is None:
            return
        others = [one.name for one in self.shell.desk.villages(commune.id)]
        if any(squeeze(one) == squeeze(name) for one in others if name.strip()):
            self._twin = name
            self.shell.messages.ask(
                f"{commune.title} đã có {' '.join(name.split())}. Nếu đúng là hai thôn cùng tên thì thêm, "
                "rồi ghi “Tên khác” cho từng thôn để phân biệt.",
                "Thêm thôn cùng tên",
                "Không thêm",
                self._add_twin,
            )
            return
        self._add(name)

    @Slot()
    def _add_twin(self) -> None:
        self._add(self._twin, "; hãy ghi “Tên khác” cho từng thôn để phân biệt")

    def _add(self, name: str, more: str = "") -> None:
        commune = self._commune()
        if commune is None:
            return
        try:
            village = add_village(self.shell.desk, commune, name)
        except ExpectedError as error:
            self.shell.messages.tell_error(error)
            return
        self._refresh()
        self._villages.clear_name()
        self.saved.emit(f"Đã thêm {village.name}{more}")

    @Slot(object, int, str)
    def _change_village(self, village: Place, column: int, text: str) -> None:
        try:
            if column == NAME:
                change_place(self.shell.desk, village, name=text)
            else:
                change_place(self.shell.desk, village, aliases=text.split(";"))
        except ExpectedError as error:
            self.shell.messages.tell_error(error)
            return
        self._refresh()
        self.saved.emit(f"Đã lưu {datetime.now():%H:%M}")

    @Slot(str)
    def _choose_column(self, column: str) -> None:
        commune = self._commune()
        if commune is None or commune.column == column:
            return

        def work(desk: OpenDesk, _: Progress) -> Place:
            change_place(desk, commune, column=column)
            return commune

        self.shell.tasks.run("Đang đổi cột mức đạt", work, self._show_column)

    def _show_column(self, commune: Place) -> None:
        self._refresh()
        self.saved.emit(f"Đã đổi cột mức đạt của {commune.title}")

    @Slot()
    def _ask_set(self) -> None:
        kinds = "Bộ tiêu chí (*.json)"
        ask_file(self, "criteria_file", "Thêm bộ tiêu chí từ tệp", kinds, "Thêm", self.add_set)

    def _show_added(self, added: AddedSet) -> None:
        self.shell.desk.reread_criteria_sets()
        self._refresh()
        self._sets.choose(added.criteria_set.id)
        verb = "thêm" if added.is_new else "thay bản mới của"
        self.saved.emit(f"Đã {verb} bộ tiêu chí “{added.criteria_set.title}”")

    @Slot(str)
    def _show_settled(self, sentence: str) -> None:
        self._refresh()
        self.saved.emit(sentence)

    @Slot(str)
    def _change_person(self, name: str) -> None:
        if " ".join(name.split()) == self.shell.desk.desk.person:
            return

        def work(desk: OpenDesk, _: Progress) -> Desk:
            return change_person(desk, name)

        self.shell.tasks.run("Đang lưu tên", work, self._show_person)

    def _show_person(self, desk: Desk) -> None:
        self.shell.desk.desk = desk
        self._refresh()
        self.saved.emit(f"Người nhập từ bây giờ: {desk.person}")

    @Slot()
    def _ask_delete(self) -> None:
        self.shell.messages.ask(
            "Xóa toàn bộ dữ liệu mẫu trên máy? Kế hoạch mẫu và tiến độ đã ghi trên đó cũng bị xóa. "
            "Số liệu và thôn do bạn tự nhập được giữ lại; máy tự sao lưu trước.",
            "Xóa dữ liệu mẫu",
            "Giữ lại",
            self._delete,
        )

    @Slot()
    def _delete(self) -> None:
        self.shell.tasks.run("Đang xóa dữ liệu mẫu", _delete_sample, self._show_deleted)

    def _show_deleted(self, deleted: DeletedSample) -> None:
        self.shell.desk.reread()
        self._refresh()
        kept = f", giữ lại {format_number(deleted.places_kept)} nơi có số liệu thật" if deleted.places_kept else ""
        self.saved.emit(
            f"Đã xóa {format_number(deleted.values)} mục dữ liệu mẫu{kept}. Bản sao lưu: {deleted.backup.name}"
        )


def _delete_sample(desk: OpenDesk, progress: Progress) -> DeletedSample:
    progress(0, 0, "Đang xóa dữ liệu mẫu")
    return delete_sample(desk)
