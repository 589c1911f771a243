"""The packaged line icons, drawn in the colour asked for. They never stand without words."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.style import TEXT

SIZE = 20
_SCALES = (1, 2)


@cache
def icon(name: str, colour: str = TEXT) -> QIcon:
    """The icon `resources/icons/<name>.svg` in that colour, sharp at 100 % and 200 %."""
    source = resources.text("icons", f"{name}.svg").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    drawn = QIcon()
    for scale in _SCALES:
        picture = QPixmap(SIZE * scale, SIZE * scale)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, SIZE * scale, SIZE * scale))
        painter.end()
        picture.setDevicePixelRatio(scale)
        drawn.addPixmap(picture)
    return drawn
