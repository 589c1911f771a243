"""One screen on a stage: real desk, real messages, real tasks, and what it said and asked for."""

from pathlib import Path
from typing import Any

import pypdfium2
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QLabel, QMessageBox, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services.open_desk import OpenDesk
from ui.messages import Messages
from ui.paper import PaperJob
from ui.screen import Context, Screen, Shell
from ui.tasks import Tasks


class Stage:
    """Holds `screen` at the size it has inside the frame on a 1366x768 display."""

    def __init__(
        self,
        qtbot: QtBot,
        desk: OpenDesk,
        screen: type[Screen],
        *,
        period: str = "2021",
        level: Level = Level.VILLAGE,
    ) -> None:
        self._qtbot = qtbot
        self.desk = desk
        self.holder = QWidget()
        self.holder.resize(1190, 606)
        self.shell = Shell(desk, Messages(self.holder), Tasks(desk.folder, self.holder))
        self.screen: Any = screen(self.shell, self.holder)
        QVBoxLayout(self.holder).addWidget(self.screen)
        self.said: list[str] = []
        self.went: list[tuple[str, object]] = []
        self.failures: list[object] = []
        self.screen.saved.connect(self.said.append)
        self.shell.messages.told.connect(self.said.append)
        self.screen.go_to.connect(self._go)
        self.shell.tasks.failed.connect(self.failures.append)
        self.shell.tasks.broke.connect(self.failures.append)
        # A test that has ended lets go of its stage: kept here, it is not collected while it still paints.
        qtbot.addWidget(self.holder, before_close_func=self._end)
        with qtbot.waitActive(self.holder):
            self.holder.show()
            self.holder.activateWindow()
        commune = next(
            (one for one in desk.communes() if one.name == "Ia Tơi"), (desk.communes() or [desk.place])[0]
        )
        self.context = Context(commune, parse_period(period), desk.criteria_set(None, level))
        self.screen.show_context(self.context)
        self.screen.focus_first()

    def find(self, kind: type[Any], name: str) -> Any:
        found = self.screen.findChild(kind, name)
        assert found is not None, name
        return found

    def text(self, name: str) -> str:
        label: QLabel = self.find(QLabel, name)
        return label.text()

    def click(self, name: str) -> None:
        button: QAbstractButton = self.find(QAbstractButton, name)
        assert button.isEnabled(), name
        button.click()

    def wait(self) -> None:
        """Until the task under way is done."""
        self._qtbot.waitUntil(lambda: not self.shell.tasks.is_busy, timeout=20000)
        assert not self.failures, self.failures

    def answer(self, act: str) -> None:
        """Presses that button of the question on screen."""
        box = self.holder.findChild(QMessageBox, "question")
        assert box is not None
        next(button for button in box.buttons() if button.text() == act).click()

    def warning(self) -> str:
        """The sentence of the warning on screen, which is then closed."""
        box = self.holder.findChild(QMessageBox, "warning")
        assert box is not None
        text = box.text()
        box.close()
        return text

    def _end(self, _holder: QWidget) -> None:
        """What still runs after a test that failed ends before the objects it tells."""
        self.shell.tasks.wait()
        self.failures.clear()

    def _go(self, name: str, target: object) -> None:
        self.went.append((name, target))


def named_controls(screen: QWidget) -> list[str]:
    """Controls that a person can reach and that lack a name for tests or for screen readers."""
    lacking = []
    for widget in screen.findChildren(QWidget):
        is_reached = widget.focusPolicy().value & 1 and not widget.objectName().startswith("qt_")
        is_own = type(widget).__module__.startswith("ui.") or isinstance(widget, QAbstractButton)
        is_inner = widget.parentWidget() is not None and type(widget.parentWidget()).__name__ in (
            *("QComboBox", "QSpinBox", "QTabBar", "QLineEdit", "QComboBoxPrivateContainer"),
        )
        is_control = is_reached and (is_own or widget.metaObject().className() in _CONTROLS) and not is_inner
        if is_control and not (widget.objectName() and widget.accessibleName()):
            lacking.append(f"{widget.metaObject().className()} {widget.objectName()}")
    return lacking


_CONTROLS = {"QLineEdit", "QComboBox", "QTableView", "QTreeView", "QListWidget", "QTextBrowser", "QTabWidget"}


def plan_file(folder: Path) -> Path:
    """A plan with two tasks numbered 1.6, a deadline in the past and an empty one."""
    file = folder / "ke-hoach.json"
    file.write_text(
        """{"title": "Kế hoạch xã Măng Bút", "unit": "xã Măng Bút", "year": 2021, "tasks": [
        {"number": "1.6", "content": "Làm đường nội thôn", "section": "I", "section_title": "Giao thông",
         "deadline": "Năm 2020", "lead": "Phòng Kinh tế và Hạ tầng", "coordinating": "Thôn 1"},
        {"number": "1.6", "content": "Nạo vét kênh", "section": "I", "section_title": "Giao thông",
         "deadline": "", "lead": "Ủy ban nhân dân xã", "coordinating": ""},
        {"number": "2", "content": "Sửa nhà dột nát", "section": "II", "section_title": "Nhà ở",
         "subsection": "1", "subsection_title": "Hộ nghèo", "deadline": "Thường xuyên",
         "lead": "Ủy ban nhân dân xã"}
        ]}""",
        encoding="utf-8",
    )
    return file


def paper_text(job: PaperJob | None, folder: Path) -> str:
    """What comes out of the printer, its words in one line."""
    assert job is not None
    return " ".join(printed(job, folder / f"{len(list(folder.iterdir()))}.pdf"))


def printed(job: PaperJob, file: Path) -> list[str]:
    """The text of each sheet that comes out of the printer, its words in one line."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    job.print_on(printer)
    paper = pypdfium2.PdfDocument(file)
    try:
        assert paper.get_metadata_value("Title")
        return [" ".join(page.get_textpage().get_text_range().split()) for page in paper]
    finally:
        paper.close()
