"""Small pictures of stored photos, made off the GUI thread and kept while the window lives."""

import contextlib
from collections import OrderedDict

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtGui import QImage

from ntm_desktop.paths import DataFolder
from ui.qt_override import override

_KEPT = 300


class Thumbnails(QObject):
    made = Signal(str)
    """The picture of the file with that SHA-256 can be shown."""
    _read = Signal(str, QImage)

    def __init__(self, folder: DataFolder, side: int, parent: QObject) -> None:
        super().__init__(parent)
        self._folder, self._side = folder, side
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._asked: set[str] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._read.connect(self._keep)

    def image(self, sha256: str) -> QImage | None:
        """The picture, or None: then it is being made and `made` says when; a file that is no photo has none."""
        if sha256 in self._images:
            self._images.move_to_end(sha256)
            image = self._images[sha256]
            return None if image.isNull() else image
        if sha256 not in self._asked:
            self._asked.add(sha256)
            self._pool.start(_Reading(self, self._folder, sha256, self._side))
        return None

    def forget_waiting(self) -> None:
        """Another figure is shown: what was not begun is not needed now."""
        self._pool.clear()
        self._asked &= self._images.keys()

    def deliver(self, sha256: str, image: QImage) -> None:
        """Called from the thread that reads."""
        self._read.emit(sha256, image)

    def _keep(self, sha256: str, image: QImage) -> None:
        self._images[sha256] = image
        self._asked.discard(sha256)
        while len(self._images) > _KEPT:
            self._images.popitem(last=False)
        self.made.emit(sha256)


class _Reading(QRunnable):
    """Borrows the signal of `Thumbnails`."""

    def __init__(self, thumbnails: Thumbnails, folder: DataFolder, sha256: str, side: int) -> None:
        super().__init__()
        self._thumbnails, self._folder = thumbnails, folder
        self._sha256, self._side = sha256, side

    @override
    def run(self) -> None:
        from ntm_desktop.services.list_evidence import thumbnail_of

        small = thumbnail_of(self._folder, self._sha256, self._side)
        image = QImage()
        if small is not None:
            view = QImage(small.rgb, small.width, small.height, 3 * small.width, QImage.Format.Format_RGB888)
            image = view.copy()  # the bytes are Python's and go with this method
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            self._thumbnails.deliver(self._sha256, image)
