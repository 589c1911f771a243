"""Which lines of the figures are shown: those that are looked for, those of a kind, those that are not folded."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal, Slot

from ui.messages import Messages
from ui.recording.figure_views import FigureViews
from ui.recording.hidden_rows import HiddenRows
from ui.recording.model import FigureModel
from ui.recording.rows import Narrowing
from ui.recording.toolbar import RecordingToolbar


class ShownRows(QObject):
    """Nothing is hidden or shown while what is being typed cannot be left: `may_leave` says whether it can."""

    narrowed = Signal()
    """Another kind of lines was chosen; it is chosen again next time."""
    changed = Signal()
    """Other lines are shown: the current cell may be among what is hidden now."""

    def __init__(
        self,
        model: FigureModel,
        views: FigureViews,
        toolbar: RecordingToolbar,
        hidden: HiddenRows,
        messages: Messages,
        may_leave: Callable[[], bool],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._model, self._views, self._toolbar = model, views, toolbar
        self._hidden, self._messages, self._may_leave = hidden, messages, may_leave
        toolbar.narrowed.connect(self.narrow)
        toolbar.fold_all_asked.connect(self._fold_all)
        views.fold_asked.connect(self._toggle_fold)

    def look_for(self, words: str) -> None:
        """Only the indicators that hold these words; every one where there are none."""
        if not self._may_leave():
            return
        standing = self._views.standing()
        self._model.narrow(words=words)
        self._views.go_to(*standing)
        self._tell()

    def show_everything(self) -> None:
        """Nothing folded, nothing left out."""
        self._model.fold(())
        self.narrow(Narrowing.ALL)

    @Slot(object)
    def narrow(self, narrowing: Narrowing) -> None:
        """Only the lines of that kind."""
        if not self._may_leave():
            self._toolbar.show_narrowing(self._model.narrowing)
            return
        standing = self._views.standing()
        self._model.narrow(narrowing=narrowing)
        self._toolbar.show_narrowing(narrowing)
        self.narrowed.emit()
        self._views.go_to(*standing)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        if self._model.grid is not None:
            total = len(self._model.grid.criteria_set.indicators())
            self._messages.tell(self._hidden.whole_text or f"Hiện cả {total} chỉ tiêu")

    @Slot(int)
    def _toggle_fold(self, number: int) -> None:
        self._fold(self._model.folded ^ {number})

    @Slot(bool)
    def _fold_all(self, is_folding: bool) -> None:
        grid = self._model.grid
        if grid is not None:
            self._fold({one.number for one in grid.criteria_set.criteria} if is_folding else set())

    def _fold(self, numbers: set[int]) -> None:
        if not self._may_leave():
            return
        standing = self._views.standing()
        scroll_bar = self._views.places.verticalScrollBar()
        position = scroll_bar.value()
        self._model.fold(numbers)
        self._toolbar.show_folded(bool(numbers))
        scroll_bar.setValue(position)
        self._views.go_to(*standing)
