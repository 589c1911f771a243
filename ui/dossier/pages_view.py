"""Pages under one another, as wide as there is room; Page Up and Page Down go from page to page."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ntm_desktop.services.prepare_dossier import PageImage
from ui import style
from ui.qt_override import override

_GAP = 12
_WIDEST = 900


class PagesView(QAbstractScrollArea):
    moved = Signal(int, int)
    """page shown (from 1), pages."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dossier_pages")
        self.setAccessibleName("Xem trước hồ sơ")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._pages: Sequence[PageImage] = ()
        self._images: dict[int, QImage] = {}
        """Of the pages that are seen, by position."""
        self._frames: list[QRect] = []
        self._word = ""
        self.verticalScrollBar().valueChanged.connect(self._tell)

    @property
    def pages(self) -> int:
        return len(self._pages)

    @property
    def page(self) -> int:
        """The page at the top of the view, from 1; 0 when there is none."""
        top = self.verticalScrollBar().value() + _GAP * 2
        passed = [number for number, frame in enumerate(self._frames, start=1) if frame.top() <= top]
        return passed[-1] if passed else 0

    def show_pages(self, pages: Sequence[PageImage]) -> None:
        self._pages, self._images, self._word = pages, {}, ""
        self._place()
        self.verticalScrollBar().setValue(0)
        self._tell()

    def show_word(self, word: str) -> None:
        """One sentence in the place of pages."""
        self._pages, self._images, self._word = (), {}, word
        self._place()
        self._tell()

    def go_to_page(self, number: int) -> None:
        if 1 <= number <= len(self._frames):
            self.verticalScrollBar().setValue(self._frames[number - 1].top() - _GAP)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_PageDown:
            self.go_to_page(self.page + 1)
        elif event.key() == Qt.Key.Key_PageUp:
            self.go_to_page(self.page - 1)
        elif event.key() == Qt.Key.Key_Home:
            self.go_to_page(1)
        elif event.key() == Qt.Key.Key_End:
            self.go_to_page(self.pages)
        else:
            super().keyPressEvent(event)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        page = self.page
        self._place()
        self.go_to_page(page)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), QColor(style.SHADE))
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            for position, shown in self._seen().items():
                if shown.intersects(event.rect()):
                    painter.drawImage(shown, self._images[position])
                    painter.setPen(QColor("#C3CAD1"))
                    painter.drawRect(shown.adjusted(0, 0, -1, -1))
            if self._word:
                room = self.viewport().rect().adjusted(32, 0, -32, 0)
                painter.setPen(QColor(style.MUTED))
                flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
                painter.drawText(room, int(flags), self._word)

    def _seen(self) -> dict[int, QRect]:
        """Where the pages stand that are in view; only their pictures are unpacked."""
        top = self.verticalScrollBar().value()
        placed = {at: frame.translated(0, -top) for at, frame in enumerate(self._frames)}
        seen = {at: frame for at, frame in placed.items() if frame.intersects(self.viewport().rect())}
        self._images = {at: self._images.get(at) or as_image(self._pages[at]) for at in seen}
        return seen

    def _place(self) -> None:
        width = min(_WIDEST, self.viewport().width() - 2 * _GAP)
        left = (self.viewport().width() - width) // 2
        top = _GAP
        self._frames = []
        for page in self._pages:
            # A landscape page keeps the width: it is what has to fit.
            height = round(width * page.height / page.width)
            self._frames.append(QRect(left, top, width, height))
            top += height + _GAP
        bar = self.verticalScrollBar()
        # Room below the last page, so that it too can stand at the top.
        last = self._frames[-1].top() - _GAP if self._frames else 0
        bar.setRange(0, max(0, top - self.viewport().height(), last))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(60)
        self.viewport().update()

    def _tell(self) -> None:
        self.moved.emit(self.page, self.pages)


def as_image(page: PageImage) -> QImage:
    return QImage(page.rgb, page.width, page.height, page.stride, QImage.Format.Format_RGB888).copy()
