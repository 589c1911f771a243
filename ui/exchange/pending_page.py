"""Đang chờ, để riêng: what came but does not count yet, and why."""

from PySide6.QtCore import QItemSelection, Signal, Slot
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.moments import moment_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.list_pending import PutAside, WaitingPackage
from ui import style
from ui.exchange.lines_model import LinesModel, lined_table
from ui.naming import named
from ui.paper import Sheet, page_html, shown_texts

_MOST = 2000


class PendingPage(QWidget):
    use_asked = Signal(list)
    """The chosen things that were put aside are to count: `PutAside`, all of them ones that may."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[PutAside] = []
        self._use = named(QPushButton("Dùng các mục đã chọn..."), "use_put_aside", "Dùng các mục để riêng đã chọn")
        self._waiting = LinesModel(("Nơi gửi", "Số", "Ngày lập", "Đang chờ"), self)
        self._aside = LinesModel(("Lý do", "Nội dung", "Nơi", "Giá trị", "Người ghi"), self)
        self._waiting_why = _told("waiting_why", "Tệp đang chờ")
        self._aside_why = _told("aside_why", "Mục để riêng")
        self._waiting_table = lined_table("waiting", "Các tệp đang chờ", self._waiting, (280, 60, 148, 0))
        self._aside_table = lined_table("put_aside", "Các mục để riêng", self._aside, (330, 250, 140, 0, 170))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.WIDE, 0, 0)
        column.setSpacing(style.GAP)
        for heading, why, table, share in (
            ("Tệp đang chờ tệp gửi trước", self._waiting_why, self._waiting_table, 1),
            ("Mục để riêng, không dùng", self._aside_why, self._aside_table, 2),
        ):
            title = QLabel(heading)
            style.make_title(title)
            column.addWidget(title)
            column.addWidget(why)
            column.addWidget(table, share)
            column.addSpacing(style.WIDE)
        answers = QHBoxLayout()
        answers.addWidget(self._use)
        answers.addStretch(1)
        column.addLayout(answers)
        column.addStretch(1)
        self._aside_table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._aside_table.selectionModel().selectionChanged.connect(self._follow_choice)
        self._use.clicked.connect(self._ask_use)

    def focus_first(self) -> None:
        """On the first list there is; an empty page is only read."""
        for table in (self._aside_table, self._waiting_table):
            if not table.isHidden():
                table.setFocus()

    def sheet(self, place: str) -> Sheet | None:
        """What waits and what was put aside, on paper; None where there is nothing."""
        title = f"Tệp đang chờ, mục để riêng – {place}"
        lists = [
            (heading, why, model)
            for heading, why, model in (
                ("Tệp đang chờ tệp gửi trước", self._waiting_why, self._waiting),
                ("Mục để riêng, không dùng", self._aside_why, self._aside),
            )
            if model.rows
        ]
        pages = [page_html(heading, why.text(), *shown_texts(model)) for heading, why, model in lists]
        return Sheet(title, "".join(pages)) if pages else None

    def show_pending(self, waiting: list[WaitingPackage], aside: list[PutAside]) -> None:
        self._waiting_why.setText(
            "Tệp được giữ trên máy, số liệu chưa đổi. Nhận tệp còn thiếu thì tệp này tự được nhận tiếp. Nếu tệp "
            "kia đã mất, báo nơi gửi xuất lại."
            if waiting
            else "Không có tệp nào đang chờ."
        )
        self._waiting.show_rows(
            [(one.sender, str(one.number), moment_text(one.created_at), _waits_for(one)) for one in waiting]
        )
        shown = aside[:_MOST]
        more = f" (hiện {format_number(_MOST)} mục mới nhất)" if len(aside) > len(shown) else ""
        self._aside_why.setText(
            f"{format_number(len(aside))} mục{more} nằm ngoài quyền của người ghi: được giữ, không dùng. "
            "Cấp giấy phép cho máy ghi thì mục của máy đó được dùng; mục ngoài phân công thì người phụ trách xã "
            "chọn rồi cho dùng, hoặc người được phân công nhập lại."
            if aside
            else "Không có mục nào để riêng."
        )
        self._aside.show_rows([(one.reason, one.what, one.place, one.value, one.person) for one in shown])
        self._shown = shown
        self._use.setVisible(any(one.may_be_used for one in shown))
        self._follow_choice()
        self._waiting_table.setVisible(bool(waiting))
        self._aside_table.setVisible(bool(aside))

    def _chosen(self) -> list[PutAside]:
        rows = sorted(index.row() for index in self._aside_table.selectionModel().selectedRows())
        return [self._shown[row] for row in rows if row < len(self._shown)]

    @Slot()
    def _follow_choice(self, *_: QItemSelection) -> None:
        chosen = self._chosen()
        self._use.setEnabled(bool(chosen) and all(one.may_be_used for one in chosen))
        self._use.setToolTip("" if self._use.isEnabled() else "Chọn các mục ngoài phân công trong danh sách trên.")

    @Slot()
    def _ask_use(self) -> None:
        if chosen := self._chosen():
            self.use_asked.emit(chosen)


def _told(name: str, title: str) -> QLabel:
    label = named(QLabel(), name, title)
    label.setWordWrap(True)
    style.make_quiet(label)
    return label


def _waits_for(one: WaitingPackage) -> str:
    return f"… Chờ tệp số {one.waits_for}" if one.waits_for else "… Chờ tệp gửi trước"
