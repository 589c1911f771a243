"""The page before a package is taken in: from whom, what would change, and the two answers."""

from html import escape

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.moments import moment_text
from ntm_desktop.domain.numbers import grouped
from ntm_desktop.services.check_package import PackageReport
from ui import style
from ui.exchange.looking import Looked, counted, kinds_text
from ui.naming import named


class PackagePage(QWidget):
    accepted = Signal()
    trusted = Signal()
    left = Signal()
    other_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = named(QLabel(), "package_title", "Tệp đang xem")
        style.make_title(self._title)
        self._about = named(QLabel(), "package_about", "Nguồn của tệp")
        self._about.setWordWrap(True)
        self._grid_box = QWidget()
        self._grid = QGridLayout(self._grid_box)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(style.WIDE)
        self._grid.setVerticalSpacing(style.GAP)
        self._grid.setColumnStretch(2, 1)
        self._words = named(QLabel(), "package_words", "Sáu từ của máy gửi")
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._advice = named(QLabel(), "package_advice", "Việc cần làm")
        self._advice.setWordWrap(True)
        self.accept = named(QPushButton("Nhận vào máy"), "package_accept", "Nhận tệp vào máy")
        trusting = "Đúng, chấp nhận máy gửi này"
        self.trust = named(QPushButton(trusting), "package_trust", trusting)
        self.leave = named(QPushButton("Không nhận"), "package_leave", "Không nhận tệp")
        self.other = named(QPushButton("Chọn tệp khác..."), "package_other", "Chọn tệp khác")
        for button in (self.accept, self.trust):
            style.make_main(button)
        self._lay_out()
        self.accept.clicked.connect(self._accept)
        self.trust.clicked.connect(self._trust)
        self.leave.clicked.connect(self._leave)
        self.other.clicked.connect(self._ask_other)

    def show_dry_run(self, looked: Looked, sender: str) -> None:
        """A known sender: what taking the file in would do."""
        assert looked.dry_run is not None
        found = looked.dry_run
        self._show_report(looked.report, sender)
        self._fill(counted(found))
        kinds = kinds_text(found.by_kind)
        waits = found.waits_for is not None
        nothing = not (found.added or found.waiting or found.quarantined or found.files or waits)
        if waits:
            text = (
                f"Tệp này nối tiếp tệp số {found.waits_for} chưa nhận. Nhận vào thì máy giữ tệp lại, số liệu chưa "
                "thay đổi; khi nhận tệp kia, tệp này tự được nhận tiếp."
            )
        elif nothing:
            is_told = found.received_before or found.apart
            text = found.sentence if is_told else "Tệp không có gì mới; không cần nhận."
        else:
            text = f"{kinds} Máy chưa thay đổi gì. Trước khi nhận, chương trình tự sao lưu.".strip()
        self._advice.setText(text)
        self._words.setText(f"Sáu từ của máy gửi: <b>{escape(looked.report.words)}</b>")
        self._offer(accept=not nothing, trust=False, leave="Đóng" if nothing else "Không nhận")

    def show_unknown(self, looked: Looked, sender: str) -> None:
        """Signed by a machine this one does not know yet."""
        self._show_report(looked.report, sender)
        self._fill([])
        self._words.setText(
            f"<p style='font-size:16pt;font-weight:600;margin:8px 0'>{escape(looked.report.words)}</p>"
        )
        self._advice.setText(
            "Máy này chưa biết máy gửi tệp. Gọi điện cho nơi gửi, nhờ đọc “Sáu từ của máy này” ở màn hình "
            "Trao đổi của họ và so với sáu từ trên. Giống hệt cả sáu từ mới chấp nhận; khác một từ là không nhận."
        )
        self._offer(accept=False, trust=True, leave="Không nhận")

    def show_revoked(self, looked: Looked, sender: str) -> None:
        """Signed by a laptop that was lost: nothing to accept."""
        self._show_report(looked.report, sender)
        self._fill([])
        self._words.setText("")
        self._advice.setText(
            f"✗ Máy gửi tệp này đã bị thu hồi giấy phép ngày {looked.revoked_on}: tệp không được nhận, dữ liệu "
            "trên máy không thay đổi. Nếu máy đó đã tìm lại được và muốn dùng tiếp thì phải xin giấy phép mới."
        )
        self._offer(accept=False, trust=False, leave="Đóng")

    def show_checked(self, report: PackageReport, sender: str, *, is_known: bool, revoked_on: str = "") -> None:
        """Only checked: the file is whole."""
        self._show_report(report, sender)
        self._fill([("✓", "Tệp nguyên vẹn, không bị cắt ngang, không bị sửa", "")])
        self._words.setText(f"Sáu từ của máy gửi: <b>{escape(report.words)}</b>")
        known = "Máy này đã chấp nhận máy gửi." if is_known else "Máy này chưa chấp nhận máy gửi."
        if revoked_on:
            known = f"Máy gửi đã bị thu hồi giấy phép ngày {revoked_on} nên tệp không được nhận."
        self._advice.setText(f"{kinds_text(report.kinds)} {known} Chưa có gì được nhận vào máy.")
        self._offer(accept=False, trust=False, leave="Đóng")

    def focus_answer(self) -> None:
        for button in (self.accept, self.trust, self.leave):
            if not button.isHidden():
                button.setFocus()
                return

    def _show_report(self, report: PackageReport, sender: str) -> None:
        self._title.setText(f"Tệp số {report.number} của {sender}")
        sample = f"<br><b style='color:{style.NO_TARGET}'>SỐ LIỆU MINH HỌA</b>" if report.is_sample else ""
        self._about.setText(
            f"Lập lúc {moment_text(report.created_at)} · {escape(report.path.name)}<br>"
            f"Mã SHA-256 của tệp: {grouped(report.sha256)}{sample}"
        )

    def _fill(self, lines: list[tuple[str, str, str]]) -> None:
        while item := self._grid.takeAt(0):
            if widget := item.widget():
                widget.deleteLater()
        for row, (sign, text, count) in enumerate(lines):
            number = QLabel(count)
            style.make_bold(number)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for column, label in enumerate((QLabel(sign), number, QLabel(text))):
                label.setAccessibleName(f"{count} {text}")
                self._grid.addWidget(label, row, column)
        self._grid_box.setVisible(bool(lines))

    def _offer(self, *, accept: bool, trust: bool, leave: str) -> None:
        self.accept.setVisible(accept)
        self.trust.setVisible(trust)
        self.leave.setText(leave)
        self.leave.setAccessibleName(leave)

    def _lay_out(self) -> None:
        answers = QHBoxLayout()
        answers.setSpacing(style.GAP)
        for button in (self.accept, self.trust, self.leave):
            answers.addWidget(button)
        answers.addStretch(1)
        answers.addWidget(self.other)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP + style.SMALL)
        for widget in (self._title, self._about, self._grid_box, self._words, self._advice):
            column.addWidget(widget)
        column.addLayout(answers)
        column.addStretch(1)

    @Slot()
    def _accept(self) -> None:
        self.accepted.emit()

    @Slot()
    def _trust(self) -> None:
        self.trusted.emit()

    @Slot()
    def _leave(self) -> None:
        self.left.emit()

    @Slot()
    def _ask_other(self) -> None:
        self.other_asked.emit()
