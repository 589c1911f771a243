"""How Số liệu was left: which lines, which view, whether the details stood open; shown so again next time."""

from PySide6.QtWidgets import QWidget

from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.remember import recall, remember
from ui.recording.figure_views import FigureViews, View
from ui.recording.model import FigureModel
from ui.recording.rows import Narrowing
from ui.recording.toolbar import RecordingToolbar

_KEY = "recording"


def recall_look(
    desk: OpenDesk, model: FigureModel, views: FigureViews, toolbar: RecordingToolbar, details: QWidget
) -> None:
    """As it was left; every line, the grid and open details the first time."""
    stored = recall(desk, _KEY) or {}
    narrowing, view = stored.get("narrowing", ""), stored.get("view", "")
    is_open = bool(stored.get("details", True))
    model.narrowing = Narrowing(narrowing) if narrowing in set(Narrowing) else Narrowing.ALL
    toolbar.show_narrowing(model.narrowing)
    toolbar.show_details_open(is_open)
    details.setVisible(is_open)
    views.show_view(View(view) if view in set(View) else View.GRID)
    toolbar.show_view(views.view)


def remember_look(desk: OpenDesk, model: FigureModel, views: FigureViews, details: QWidget) -> None:
    stored = {"narrowing": model.narrowing, "details": not details.isHidden(), "view": views.view}
    remember(desk, _KEY, stored)
