"""Why a figure is not typed in a cell, in one sentence; nothing where it is."""

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.places import Place
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.assess import Grid
from ntm_desktop.services.lock_figures import lock_of
from ntm_desktop.services.open_desk import OpenDesk
from ui.recording import cells
from ui.recording.reviews import Reviews, number_of
from ui.recording.rows import is_editable


def why_not(desk: OpenDesk, grid: Grid, reviews: Reviews, place: Place, indicator: Indicator) -> str:
    """Why nothing can be typed into the cell, empty where something can."""
    if is_editable(grid, place, indicator):
        assigned = reviews.locks.get((place.id, number_of(grid, indicator)), "")
        return assigned or _why_confirmed(desk, grid, place, indicator)
    if place.id == grid.commune.id:
        return "Cột Toàn xã được cộng từ các thôn, không nhập tay."
    if indicator.village_source is not None:
        return f"Số này lấy từ chỉ tiêu {indicator.village_source.code} của bộ tiêu chí thôn; hãy nhập ở đó."
    return f"Chỉ tiêu {indicator.code} chỉ nhập cho toàn xã."


def why_not_cleared(grid: Grid, place: Place, indicator: Indicator) -> str:
    """A figure of another period is cleared in that period."""
    reading = cells.reading_of(grid, place, indicator.code)
    if reading is None or reading.key.period == grid.period:
        return ""
    return f"Số này ghi ở {reading.key.period.title}; hãy chọn kỳ đó rồi xóa."


def _why_confirmed(desk: OpenDesk, grid: Grid, place: Place, indicator: Indicator) -> str:
    reading = cells.reading_of(grid, place, indicator.code)
    if reading is None or not reading.state.is_locked:
        return ""
    lock = lock_of(desk, reading.key)
    return sentence_for(lock) if lock else ""
