"""How far a figure is: typed, looked over by its writer, confirmed by the commune's lead."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any


class FigureState(StrEnum):
    """How far a figure is: written, checked, confirmed and thereby locked."""

    DRAFT = "draft"
    CHECKED = "checked"
    CONFIRMED = "confirmed"
    CHANGED = "changed"
    """Confirmed, and another figure stands there now: another laptop wrote it before it knew."""

    @property
    def is_locked(self) -> bool:
        """Whether the figure has to be reopened, with a reason, before it changes."""
        return self in (FigureState.CONFIRMED, FigureState.CHANGED)


STATE_TITLES = {
    FigureState.DRAFT: "bản nháp",
    FigureState.CHECKED: "đã soát",
    FigureState.CONFIRMED: "đã xác nhận",
    FigureState.CHANGED: "đã thay đổi sau khi xác nhận",
}


def state_of(
    figure: Mapping[str, Any] | None, checked: Mapping[str, Any] | None, confirmed: Mapping[str, Any] | None
) -> FigureState:
    """From the fields of a reading: each says of which figure it was said, so a later figure is a draft again.

    A confirmation is ended by `{"reopened": reason}` alone.
    """
    if isinstance(confirmed, Mapping) and "figure" in confirmed:
        return FigureState.CONFIRMED if confirmed["figure"] == figure else FigureState.CHANGED
    if figure is not None and isinstance(checked, Mapping) and checked.get("figure") == figure:
        return FigureState.CHECKED
    return FigureState.DRAFT
