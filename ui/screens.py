"""The screens of the window: each made when first shown, and loaded anew when others changed what it shows."""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.screen import Context, Screen, Shell

if TYPE_CHECKING:
    from ntm_desktop.services.record import Written


class Screens(QStackedWidget):
    made = Signal(Screen)
    """A screen was made, before anything is shown on it."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("screens")
        self.setAccessibleName("Màn hình")
        self._shell = shell
        self._made: dict[str, Screen] = {}
        self._seen: dict[str, int] = {}
        self._changes = 0
        self.name = ""
        """Of the screen that is shown; empty before the first is."""

    @property
    def shown(self) -> Screen | None:
        """The screen that is shown."""
        return self._made.get(self.name)

    def of(self, name: str) -> Screen:
        """The screen of that name, made now if it was never shown."""
        if name not in self._made:
            kind = getattr(import_module(f"ui.{name}.screen"), f"{name.title()}Screen")
            screen: Screen = kind(self._shell, self)
            self._made[name] = screen
            self.made.emit(screen)
            self.addWidget(screen)
        return self._made[name]

    def show_screen(self, name: str, context: Context) -> None:
        """That one, as things stand now."""
        screen = self.of(name)
        self.name = name
        self.load(context)
        self.setCurrentWidget(screen)
        screen.focus_first()

    def load(self, context: Context) -> None:
        """Reads again what the shown screen shows, where it changed since."""
        screen = self.shown
        if screen is not None and self._seen.get(screen.name) != self._changes:
            screen.show_context(context)
            self._seen[screen.name] = self._changes

    def take_back(self, written: "Sequence[Written]", context: Context) -> None:
        """The shown screen draws what was just undone, or reads everything again."""
        screen = self.shown
        is_last = screen is not None and self._seen.get(screen.name) == self._changes - 1
        if screen is not None and is_last and screen.take_back(written):
            self._seen[screen.name] = self._changes
        else:
            self.load(context)

    def note_change(self) -> None:
        """What is stored, or whose it is, changed: every screen reads it again before it is seen."""
        self._changes += 1

    def note_own_change(self) -> None:
        """The shown screen saved something: it has drawn its own change, every other reads again."""
        self._changes += 1
        self._seen[self.name] = self._changes

    def may_leave(self) -> bool:
        """Saves what is being typed; False where that is impossible and the shown screen must stay."""
        return self.shown is None or self.shown.finish_editing()
