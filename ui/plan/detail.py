"""The whole text of the selected task, exactly as printed."""

from html import escape

from PySide6.QtWidgets import QTextBrowser, QWidget

from ntm_desktop.domain.plan import TASK_STATUS_TITLES, PlanTask
from ui import style
from ui.plan.model import OVERDUE

_WHERE = f'<p style="margin:0 0 4px 0;color:{style.MUTED}">%s</p>'
_PART = f'<span style="color:{style.MUTED}">%s:</span> %s'


class TaskDetail(QTextBrowser):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("plan_detail")
        self.setAccessibleName("Toàn văn nhiệm vụ đang chọn")
        self.setPlaceholderText("Chọn một nhiệm vụ để xem toàn văn.")

    def show_task(self, task: PlanTask | None, *, is_overdue: bool = False) -> None:
        if task is None:
            self.clear()
            return
        headings = (_joined(task.section, task.section_title), _joined(task.subsection, task.subsection_title))
        where = " › ".join(one for one in headings if one)
        parts = [
            ("Thời hạn", task.deadline + (f"  {OVERDUE}" if is_overdue else "")),
            ("Chủ trì", task.lead),
            ("Phối hợp", task.coordinating),
            ("Phục vụ tiêu chí", ", ".join(str(number) for number in task.criteria)),
            ("Trạng thái", f"{TASK_STATUS_TITLES[task.status]}, {task.progress} %"),
            ("Ghi chú", task.note),
        ]
        listed = " &nbsp; ".join(_PART % (name, escape(text)) for name, text in parts if text.strip())
        content = escape(task.content).replace("\n", "<br>")
        self.setHtml(
            f"{_WHERE % escape(where)}<p style='margin:0 0 6px 0'><b>{escape(task.number)}</b> {content}</p>"
            f"<p style='margin:0'>{listed}</p>"
        )


def _joined(number: str, title: str) -> str:
    return ". ".join(part for part in (number, title) if part)
