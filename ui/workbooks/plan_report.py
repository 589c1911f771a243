"""Nhận kế hoạch: texts of old fonts before and after, and what the plan would change; nothing is written yet."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.import_plan import PlanReport
from ui import style
from ui.naming import named
from ui.workbooks.fonts import MOST_SHOWN, fill_fonts, font_of, fonts_sentence
from ui.workbooks.problem_table import ConversionModel, read_table

_SIZE = (940, 560)
_UNSURE = (
    "Phần lớn chữ trong tệp không rõ ghi bằng phông nào. Hãy chọn phông sao cho cột “Chuyển sang Unicode” đọc "
    "được; chữ vốn đã đọc được thì chọn “Giữ nguyên”."
)


class PlanReportDialog(QDialog):
    """Its main button takes the plan in with the letters that are shown."""

    agreed = Signal(object)
    """The report that is to be taken in."""
    font_chosen = Signal(object, object)
    """The file is to be read again: its texts of no known font are of that Encoding (None: they stay)."""

    def __init__(self, report: PlanReport, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "plan_report", "Nhận kế hoạch")
        self.setWindowTitle("Nhận kế hoạch")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._report = report
        self._title = named(QLabel(), "plan_report_title", "Tệp")
        style.make_title(self._title)
        self._said = named(QLabel(), "plan_report_said", "Kế hoạch sẽ nhận")
        self._fonts = named(QLabel(), "plan_report_fonts", "Về phông chữ")
        self._unsure = named(QLabel(_UNSURE), "plan_report_unsure", "Cần chọn phông")
        for one in (self._said, self._fonts, self._unsure):
            one.setWordWrap(True)
        self._font = named(QComboBox(), "plan_report_font", "Chữ không rõ phông")
        fill_fonts(self._font, report.encoding)
        self._font.activated.connect(self._choose_font)
        self.conversions = ConversionModel(self)
        widths = (self.conversions.widths[0], 400)
        self._table = read_table("plan_report_texts", "Chữ trước và sau khi chuyển", self.conversions, widths)
        self._act = named(QPushButton("Nhận kế hoạch"), "plan_report_act", "Nhận kế hoạch")
        self._leave = named(QPushButton("Thôi"), "plan_report_leave", "Thôi, không nhận")
        self._lay_out()
        self._act.clicked.connect(self._agree)
        self._leave.clicked.connect(self.reject)
        self.show_report(report)

    def show_report(self, report: PlanReport) -> None:
        """The plan as it is read now."""
        self._report = report
        self._act.setEnabled(True)
        self._title.setText(report.path.name)
        self._said.setText(_sentence(report))
        told = sum(not one.is_said for one in report.texts)
        self._fonts.setText(fonts_sentence(told, len(report.texts) - told))
        self._fonts.setVisible(bool(report.texts))
        self._unsure.setVisible(report.is_unsure)
        self.conversions.show_rows([(one.cell, one.before, one.after) for one in report.texts[:MOST_SHOWN]])
        self._table.setVisible(bool(report.texts))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        column.setSpacing(style.GAP)
        for one in (self._title, self._said, self._unsure):
            column.addWidget(one)
        if self._report.doubtful:
            label = named(QLabel("Chữ không rõ phông:"), "plan_report_font_label", "Chữ không rõ phông")
            label.setBuddy(self._font)
            row = QHBoxLayout()
            row.setSpacing(style.GAP)
            row.addWidget(label)
            row.addWidget(self._font)
            row.addStretch(1)
            column.addLayout(row)
        else:
            self._font.hide()
            self._font.setParent(self)
        column.addWidget(self._fonts)
        column.addWidget(self._table, 1)
        column.addStretch(0)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.GAP)
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._act)
        column.addLayout(buttons)
        style.make_main(self._act)
        self._act.setDefault(True)
        (self._font if self._report.is_unsure else self._act).setFocus()

    @Slot()
    def _choose_font(self) -> None:
        self._act.setEnabled(False)  # until it is shown with these letters
        self.font_chosen.emit(self._report.path, font_of(self._font))

    @Slot()
    def _agree(self) -> None:
        self.accept()
        self.agreed.emit(self._report)


def _sentence(report: PlanReport) -> str:
    known = report.tasks - report.added
    said = f"Kế hoạch “{report.plan.title}”: {format_number(report.tasks)} nhiệm vụ"
    if known:
        said += f", {format_number(report.added)} nhiệm vụ mới, {format_number(report.changed)} nhiệm vụ thay đổi"
    return f"{said}. Nhận rồi vẫn hoàn tác được bằng một lần Ctrl+Z."
