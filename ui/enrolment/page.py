"""Máy và giấy phép: what this laptop is, the one next step, and every laptop it knows."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QHeaderView, QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.services.enrol import (
    DEVICE_ROLE_TITLES,
    KnownDevice,
    list_devices,
    own_permit,
    proposed_role,
    revoke,
)
from ntm_desktop.services.known_machines import own_role, own_words
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.remember import recall
from ntm_desktop.services.send_package import Exported, export_package
from ui import style
from ui.enrolment.accept_dialog import AcceptDialog
from ui.enrolment.device_model import WIDTHS, DeviceModel
from ui.enrolment.grant_dialog import GrantDialog
from ui.enrolment.recovery_dialog import RecoveryDialog, recovery_words
from ui.enrolment.request_dialog import RequestDialog
from ui.enrolment.resend_dialog import ResendDialog
from ui.folder_chooser import note_folder
from ui.naming import named
from ui.notice import Notice
from ui.opening_table import OpeningTable
from ui.paper import Sheet, page_html, shown_texts
from ui.screen import Shell


class LaptopsPage(QWidget):
    saved = Signal(str)
    """Something changed that every screen may show."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._to_revoke: KnownDevice | None = None
        self._to_resend: KnownDevice | None = None
        self._own = named(QLabel(), "laptop_own", "Máy này")
        style.make_title(self._own)
        self._state = named(QLabel(), "laptop_state", "Giấy phép của máy này")
        self._state.setWordWrap(True)
        self._words = named(QLabel(), "laptop_words", "Sáu từ của máy này")
        self.ask = _button("Xin giấy phép cho máy này...", "ask_permit")
        self.accept = _button("Nhận giấy phép...", "accept_permit")
        self.grant = _button("Cấp giấy phép cho máy khác...", "grant_permit")
        self.recover = _button("In khóa khôi phục...", "recovery_key")
        self.revoke = _button("Thu hồi giấy phép máy này...", "revoke_permit")
        self.resend = _button("Gửi lại toàn bộ cho máy này...", "resend_all")
        self._recovery = named(QLabel(), "recovery_state", "Khóa khôi phục của máy này")
        self._recovery.setWordWrap(True)
        style.make_quiet(self._recovery)
        self._result = Notice("laptops_result", "Kết quả ghi tệp", style.ACCENT_TINT)
        self._model = DeviceModel(self)
        self._table = OpeningTable("devices", "Các máy đã biết")
        self._alone = named(QLabel(), "devices_alone", "Chưa có máy nào khác")
        self._alone.setWordWrap(True)
        style.make_quiet(self._alone)
        self._lay_out()
        self.ask.clicked.connect(self.ask_permit)
        self.accept.clicked.connect(self.accept_permit)
        self.grant.clicked.connect(self.grant_permit)
        self.recover.clicked.connect(self._make_recovery_key)
        self.revoke.clicked.connect(self._ask_revoke)
        self.resend.clicked.connect(self._ask_resend)
        self._table.selectionModel().currentRowChanged.connect(self._follow_choice)

    def refresh(self) -> None:
        """Reads again whose permit this is, who is known, and what can be done next."""
        desk = self._shell.desk
        role, asked = own_role(desk), recall(desk, "enrolment.asked")
        permit = own_permit(desk)
        is_upper = role is DeviceRole.UPPER_LEVEL
        wanted = DeviceRole(asked) if asked and permit is None else role
        self._own.setText(f"Máy này: {DEVICE_ROLE_TITLES[wanted].lower()}, {desk.place.title}")
        self._words.setText(f"Sáu từ của máy này: <b>{own_words(desk)}</b>")
        if permit is not None:
            day = f"{permit.issuer.name}, {permit.issuer.place_name}"
            self._state.setText(f"✓ Có giấy phép do {day} cấp.")
        elif is_upper:
            self._state.setText("Máy của cấp trên cấp giấy phép cho máy của người phụ trách từng xã.")
        elif asked and not _has_written(self._shell):
            self._state.setText("Chưa có giấy phép. Việc đầu tiên: bấm “Xin giấy phép cho máy này...”.")
        elif asked:
            self._state.setText(
                "Chưa có giấy phép. Đưa tệp xin cho người cấp, nhận lại USB rồi bấm “Nhận giấy phép...”."
            )
        else:
            self._state.setText(
                "Chưa có giấy phép của cấp trên. Máy vẫn nhập và gửi được; có giấy phép thì tệp gửi đi được niêm "
                "phong và cấp trên biết chắc là của xã."
            )
        self._recovery.setText(recovery_words(desk))
        for button, is_shown in (
            (self.ask, not is_upper),
            (self.accept, not is_upper),
            (self.grant, role is not DeviceRole.OFFICER and wanted is not DeviceRole.OFFICER),
        ):
            button.setVisible(is_shown)
        self._mark_main(bool(asked), permit is not None, is_upper)
        self._show_devices(wanted)

    def sheet(self, place: str) -> Sheet | None:
        """The list of laptops on paper."""
        title = f"Các máy đã biết – {place}"
        return Sheet(title, page_html(title, self._own.text(), *shown_texts(self._model)))

    def focus_first(self) -> None:
        for button in (self.ask, self.accept, self.grant):
            if not button.isHidden() and button.property("main"):
                button.setFocus()
                return
        self._table.setFocus()

    @Slot()
    def ask_permit(self) -> None:
        desk = self._shell.desk
        dialog = RequestDialog(desk, proposed_role(desk), self)
        dialog.written.connect(self._tell)
        dialog.open()

    @Slot()
    def accept_permit(self) -> None:
        dialog = AcceptDialog(self._shell.desk, self)
        dialog.accepted_permit.connect(self._tell)
        dialog.open()

    @Slot()
    def grant_permit(self) -> None:
        dialog = GrantDialog(self._shell.desk, self)
        dialog.granted.connect(self._tell)
        dialog.open()

    @Slot()
    def _make_recovery_key(self) -> None:
        dialog = RecoveryDialog(self._shell.desk, self)
        dialog.finished.connect(self.refresh)
        dialog.open()

    @Slot()
    def _ask_resend(self) -> None:
        self._to_resend = self._chosen()
        if self._to_resend is not None:
            dialog = ResendDialog(self._shell.desk, self._to_resend, self)
            dialog.chosen.connect(self.resend_to)
            dialog.open()

    @Slot(str)
    def resend_to(self, folder: str) -> None:
        """Writes everything for the chosen laptop into `folder`, as a task."""
        desk = self._shell.desk
        note_folder(desk, folder)
        is_lead = own_role(desk) is DeviceRole.LEAD
        is_below = self._to_resend is not None and self._to_resend.role is not DeviceRole.UPPER_LEVEL

        def work(desk: OpenDesk, progress: Progress) -> Exported:
            return export_package(desk, Path(folder), progress, to_commune=is_lead and is_below, whole=True)

        self._shell.tasks.run("Đang ghi tệp", work, self._show_resent)

    def _show_resent(self, exported: Exported) -> None:
        self._result.say(f"✓ {exported.sentence} Trên máy mới, chọn “Khôi phục từ khóa khôi phục”.")
        self.saved.emit(f"Đã ghi tệp số {exported.number}")

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        self.refresh()
        self._result.say("")
        self.saved.emit(sentence)

    @Slot()
    def _ask_revoke(self) -> None:
        device = self._chosen()
        if device is None:
            return
        self._to_revoke = device
        self._shell.messages.ask(
            f"Thu hồi giấy phép máy của {_called(device)}? Những gì máy đó đã gửi đến nay được giữ. Từ nay tệp của "
            "máy đó không được nhận; những gì nó ghi sau lúc này mà đến qua máy khác thì bị để riêng. Muốn dùng "
            "lại máy đó thì phải cấp giấy phép mới.",
            "Thu hồi giấy phép",
            "Giữ giấy phép",
            self._revoke,
        )

    @Slot()
    def _revoke(self) -> None:
        if self._to_revoke is None:
            return
        try:
            revoke(self._shell.desk, self._to_revoke.id)
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        done = f"Đã thu hồi giấy phép máy của {_called(self._to_revoke)}"
        self._tell(done)
        self._result.say(
            f"✓ {done}. Việc tiếp theo: sang “Gửi và nhận”, gửi tệp cho các nơi để nơi nào cũng biết việc thu hồi."
        )

    def _chosen(self) -> KnownDevice | None:
        row = self._table.currentIndex().row()
        return self._model.rows[row] if 0 <= row < len(self._model.rows) else None

    @Slot()
    def _follow_choice(self, *_: object) -> None:
        device, role = self._chosen(), own_role(self._shell.desk)
        may = role is DeviceRole.UPPER_LEVEL or (
            role is DeviceRole.LEAD and device is not None and device.role is DeviceRole.OFFICER
        )
        self.revoke.setEnabled(device is not None and may and not device.is_own and device.is_trusted)
        can_come_back = device is not None and device.is_trusted and device.has_recovery_key
        self.resend.setEnabled(device is not None and can_come_back and not device.is_own)
        self.resend.setToolTip(
            "Máy đó hỏng: tệp này cùng tờ khóa khôi phục dựng lại được máy."
            if can_come_back
            else "Máy đó chưa có khóa khôi phục nên tệp gửi lại không dựng lại được máy."
        )

    def _show_devices(self, wanted: DeviceRole) -> None:
        desk = self._shell.desk
        chosen = self._chosen()
        devices = [replace(one, role=wanted) if one.is_own else one for one in list_devices(desk)]
        self._model.show(devices, {place.id: place.title for place in desk.all_places()})
        self._alone.setText("Chưa biết máy nào khác. Khi cấp hoặc nhận giấy phép, máy kia hiện ở đây.")
        self._alone.setVisible(len(devices) < 2)
        self.revoke.setVisible(wanted is not DeviceRole.OFFICER)
        rows = [row for row, one in enumerate(devices) if chosen is not None and one.id == chosen.id]
        self._table.setCurrentIndex(self._model.index(rows[0] if rows else 0, 0))
        self._follow_choice()

    def _mark_main(self, is_asked: bool, is_permitted: bool, is_upper: bool) -> None:
        """One green button: what this laptop needs next."""
        main = self.grant
        if not is_upper and not is_permitted:
            main = self.accept if is_asked and _has_written(self._shell) else self.ask
        for button in (self.ask, self.accept, self.grant):
            button.setProperty("main", button is main)
            button.style().unpolish(button)
            button.style().polish(button)

    def _lay_out(self) -> None:
        acts = QHBoxLayout()
        acts.setSpacing(style.GAP)
        for button in (self.ask, self.accept, self.grant):
            acts.addWidget(button)
        acts.addStretch(1)
        acts.addWidget(self.recover)
        heading = QLabel("Các máy đã biết")
        style.make_title(heading)
        self._table.setModel(self._model)
        self._table.setShowGrid(False)
        self._table.setSelectionBehavior(OpeningTable.SelectionBehavior.SelectRows)
        header = self._table.horizontalHeader()
        for column, width in enumerate(WIDTHS):
            if width:
                header.resizeSection(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        below = QHBoxLayout()
        below.addWidget(self.revoke)
        below.addWidget(self.resend)
        below.addStretch(1)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, style.WIDE, 0, 0)
        page.setSpacing(style.GAP)
        for widget in (self._own, self._state, self._words, self._recovery):
            page.addWidget(widget)
        page.addSpacing(style.SMALL)
        page.addLayout(acts)
        page.addSpacing(style.WIDE)
        page.addWidget(heading)
        page.addWidget(self._table, 1)
        page.addWidget(self._alone)
        page.addWidget(self._result)
        page.addLayout(below)


def _button(text: str, name: str) -> QPushButton:
    return named(QPushButton(text), name, text.rstrip("."))


def _called(device: KnownDevice) -> str:
    return device.name or f"“{device.words}”"


def _has_written(shell: Shell) -> bool:
    """Whether a request lies with whoever permits: at first start only the wish is known."""
    return bool(recall(shell.desk, "enrolment.written"))
