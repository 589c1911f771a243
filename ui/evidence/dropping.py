"""What a drag or the clipboard brings: files, folders, or a picture."""

from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter


def clipboard() -> QMimeData:
    """What was copied; nothing where the clipboard is empty or cannot be asked."""
    given: QMimeData | None = QGuiApplication.clipboard().mimeData()
    return QMimeData() if given is None else given


def paths_in(data: QMimeData) -> list[Path]:
    """The files and folders of this machine among it; addresses of the net are none."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def brings_something(data: QMimeData) -> bool:
    return bool(paths_in(data)) or data.hasImage()


def picture_in(data: QMimeData) -> QImage | None:
    """The picture that was dropped or pasted, None where there is none or it cannot be read."""
    if not data.hasImage():
        return None
    image = QImage(data.imageData())
    return None if image.isNull() else image


def png_of(image: QImage) -> bytes:
    """A picture without a file as the bytes of one."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"PNG")).write(image)
    buffer.close()
    return bytes(content.data())
