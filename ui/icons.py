"""The packaged line icons, drawn in the colour asked for. They never stand without words."""

import math
from functools import cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

import resources
from ui.style import TEXT

SIZE = 20


@cache
def icon(name: str, colour: str = TEXT) -> QIcon:
    """The icon `resources/icons/<name>.svg` in that colour, sharp on every display."""
    source = resources.text("icons", f"{name}.svg").replace("currentColor", colour)
    renderer = QSvgRenderer(QByteArray(source.encode()))
    scale = _scale()
    picture = QPixmap(SIZE * scale, SIZE * scale)
    picture.fill(QColor(0, 0, 0, 0))
    with QPainter(picture) as painter:
        renderer.render(painter, QRectF(0, 0, SIZE * scale, SIZE * scale))
    picture.setDevicePixelRatio(scale)
    return QIcon(picture)


@cache
def _scale() -> int:
    """One drawing for the sharpest display there is: Qt makes it smaller where a display is coarser."""
    return max(1, math.ceil(max(screen.devicePixelRatio() for screen in QGuiApplication.screens())))
