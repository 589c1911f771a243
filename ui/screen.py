"""What every screen is: built once, told what is chosen, and heard when it changed something."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.services.open_desk import OpenDesk
from ui.messages import Messages
from ui.tasks import Tasks

if TYPE_CHECKING:
    from ntm_desktop.services.record import Written


class Context(NamedTuple):
    """What the context bar says: it is chosen once and holds on every screen."""

    commune: Place
    period: Period
    criteria_set: CriteriaSet


class Shell(NamedTuple):
    """What a screen is given: the desk, and the one door each for telling, asking and long work."""

    desk: OpenDesk
    messages: Messages
    tasks: Tasks


class Screen(QWidget):
    """Base of the screens in the navigation. `name` is the objectName and the file name of its picture."""

    name = ""
    title = ""
    icon = ""

    saved = Signal(str)
    """Something was stored: the sentence for the status bar ("Đã lưu 14:32"). Other screens reload when shown."""
    go_to = Signal(str, object)
    """Ask the frame to show another screen (by name) at something, e.g. ("recording", (village id, code))."""

    commune_asked = Signal(str)
    """Ask the frame to choose that commune in the context bar: what was just taken in is its."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shell = shell
        self.setObjectName(self.name)
        self.setAccessibleName(self.title)

    def show_context(self, context: Context) -> None:
        """Loads what the context asks for; called when shown, when the context changes, and after an import."""
        raise NotImplementedError

    def take_back(self, written: "Sequence[Written]") -> bool:
        """Draws what was undone or done again; False where all has to be read anew (`show_context`)."""
        return False

    def focus_first(self) -> None:
        """Puts the focus where work starts."""
        self.setFocus()

    def open_at(self, target: object) -> None:
        """Goes to what another screen asked for."""

    def look_for(self, words: str) -> None:
        """Looks for `words` without marks in what is shown (Ctrl+F)."""

    def leave_search(self) -> None:
        """Enter in the search: the focus goes to what was found."""
        self.focus_first()

    def finish_editing(self) -> bool:
        """Saves what is being typed; False where that is impossible and the screen must stay."""
        return True

    def show_keys(self) -> bool:
        """Shows the keys of this screen (F1); False where it has none of its own."""
        return False

    def print_shown(self) -> None:
        """Prints what the screen shows (Ctrl+P)."""
