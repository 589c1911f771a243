"""A long name over a narrow column."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics


def wrap_name(name: str, metrics: QFontMetrics, room: int, most: int) -> list[str]:
    """At most that many lines, broken between words; what is too long ends in an ellipsis."""
    before, bracket, rest = name.partition(" (")
    if bracket and metrics.horizontalAdvance(name) > room >= metrics.horizontalAdvance(before):
        return [before, metrics.elidedText(f"({rest}", Qt.TextElideMode.ElideRight, room)]
    lines: list[str] = []
    words = name.split()
    while words and len(lines) < most - 1:
        taken = 1
        while taken < len(words) and metrics.horizontalAdvance(" ".join(words[: taken + 1])) <= room:
            taken += 1
        lines.append(" ".join(words[:taken]))
        words = words[taken:]
    if words:
        lines.append(" ".join(words))
    return [_fitting(line, metrics, room) for line in lines]


def _fitting(line: str, metrics: QFontMetrics, room: int) -> str:
    """Asked before it is cut: Qt's own rounding would cut a line that just fits."""
    if metrics.horizontalAdvance(line) <= room:
        return line
    return metrics.elidedText(line, Qt.TextElideMode.ElideRight, room)
