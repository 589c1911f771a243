"""Trợ giúp: the pages at the left, the chosen one at the right."""

from PySide6.QtCore import Slot
from PySide6.QtGui import (
    QBrush,
    QColor,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextFrameFormat,
    QTextLength,
    QTextTable,
)
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.names import fold
from ui import style
from ui.help.pages import HelpPage, load_pages, pages_with
from ui.lists import fill
from ui.paper import PaperJob
from ui.qt_override import override
from ui.screen import Context, Screen, Shell

_FOUND = "#FFF3C4"


class HelpScreen(Screen):
    name = "help"
    title = "Trợ giúp"
    icon = "help"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._pages = load_pages()
        self._shown: tuple[HelpPage, ...] = ()
        self._search = QLineEdit()
        self._search.setObjectName("help_search")
        self._search.setAccessibleName("Tìm trong trợ giúp")
        self._search.setPlaceholderText("Tìm, không cần gõ dấu")
        self._search.setClearButtonEnabled(True)
        self._list = QListWidget()
        self._list.setObjectName("help_pages")
        self._list.setAccessibleName("Các trang trợ giúp")
        self._none = QLabel("Không có trang nào có các từ này.")
        self._none.setObjectName("help_none")
        self._none.setWordWrap(True)
        self._none.hide()
        self._browser = QTextBrowser()
        self._browser.setObjectName("help_text")
        self._browser.setAccessibleName("Nội dung trợ giúp")
        self._browser.setOpenLinks(False)
        self._browser.document().setDocumentMargin(20)
        self._lay_out()
        self._search.textChanged.connect(self._filter)
        self._search.returnPressed.connect(self._list.setFocus)
        self._list.currentRowChanged.connect(self._show_row)
        self._filter("")

    @override
    def show_context(self, context: Context) -> None:
        """Help is the same for every commune and period."""

    @override
    def focus_first(self) -> None:
        self._list.setFocus()

    @override
    def open_at(self, target: object) -> None:
        """`target` is a page's name, with or without its number ("5-trao-doi", "trao-doi")."""
        self._search.clear()
        for row, page in enumerate(self._shown):
            if str(target) in (page.name, page.name.partition("-")[2]):
                self._list.setCurrentRow(row)

    @override
    def look_for(self, words: str) -> None:
        self._search.setText(words)
        self._search.setFocus()

    @override
    def print_shown(self) -> None:
        if page := self._current():
            PaperJob(self, page.title, self._browser.toHtml(), self.shell.messages.tell).ask()

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(8)
        left.addWidget(self._search)
        left.addWidget(self._none)
        left.addWidget(self._list, 1)
        side = QWidget()
        side.setFixedWidth(260)
        side.setLayout(left)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(16)
        row.addWidget(side)
        row.addWidget(self._browser, 1)

    @Slot(str)
    def _filter(self, words: str) -> None:
        current = self._current()
        self._shown = pages_with(self._pages, words)
        fill(self._list, [page.title for page in self._shown])
        self._none.setVisible(not self._shown)
        if self._shown:
            self._list.setCurrentRow(self._shown.index(current) if current in self._shown else 0)
            self._mark(words)

    def _current(self) -> HelpPage | None:
        row = self._list.currentRow()
        return self._shown[row] if 0 <= row < len(self._shown) else None

    @Slot(int)
    def _show_row(self, row: int) -> None:
        if not 0 <= row < len(self._shown):
            return
        self._browser.setMarkdown(self._shown[row].markdown)
        _space_out(self._browser)
        self._mark(self._search.text())
        self._browser.moveCursor(QTextCursor.MoveOperation.Start)

    def _mark(self, words: str) -> None:
        """Marks the words where they stand, found without marks as everywhere else."""
        selections = []
        for word in {one for one in fold(words).split() if len(one) > 1}:
            block = self._browser.document().begin()
            while block.isValid():
                selections += _found_in(self._browser, block.position(), block.text(), word)
                block = block.next()
        self._browser.setExtraSelections(selections)


def _found_in(browser: QTextBrowser, start: int, text: str, word: str) -> list[QTextBrowser.ExtraSelection]:
    # Letter by letter, so that a folded hit is found again at its place in the text as printed.
    folded = "".join((fold(letter) or " ")[:1] for letter in text)
    found = []
    at = folded.find(word)
    while at >= 0:
        selection = QTextBrowser.ExtraSelection()
        cursor = QTextCursor(browser.document())
        cursor.setPosition(start + at)
        cursor.setPosition(start + at + len(word), QTextCursor.MoveMode.KeepAnchor)
        look = QTextCharFormat()
        look.setBackground(QColor(_FOUND))
        selection.cursor, selection.format = cursor, look  # type: ignore[attr-defined]  # stub lacks it
        found.append(selection)
        at = folded.find(word, at + len(word))
    return found


def _space_out(browser: QTextBrowser) -> None:
    """Room to read: Markdown comes without any between its lines, and its tables without rules."""
    document = browser.document()
    block = document.begin()
    while block.isValid():
        cursor = QTextCursor(block)
        if cursor.currentTable() is None:
            look = QTextBlockFormat(block.blockFormat())
            look.setTopMargin(14 if look.headingLevel() > 0 and block.blockNumber() else 2)
            look.setBottomMargin(6)
            look.setLineHeight(125, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(look)
        block = block.next()
    for frame in document.rootFrame().childFrames():
        if isinstance(frame, QTextTable):
            _rule(frame)


def _rule(table: QTextTable) -> None:
    """A thin rule under every row, nothing else."""
    shape = table.format().toTableFormat()
    shape.setBorder(0)
    shape.setCellSpacing(0)
    shape.setBorderCollapse(True)
    shape.setBottomMargin(12)
    shape.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table.setFormat(shape)
    for row in range(table.rows()):
        for column in range(table.columns()):
            cell = table.cellAt(row, column)
            look = cell.format().toTableCellFormat()
            look.setPadding(6)
            look.setBottomBorder(1)
            look.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBottomBorderBrush(QBrush(QColor(style.RULE)))
            cell.setFormat(look)
