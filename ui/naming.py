"""Every control has a name for tests (English) and one for screen readers (Vietnamese)."""

from typing import TypeVar

from PySide6.QtWidgets import QWidget

AnyWidget = TypeVar("AnyWidget", bound=QWidget)


def named(widget: AnyWidget, name: str, title: str) -> AnyWidget:
    """The widget with its object name and the accessible name `title`."""
    widget.setObjectName(name)
    widget.setAccessibleName(title)
    return widget
