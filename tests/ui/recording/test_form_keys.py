"""The forms typed by the keyboard alone: every line is reached, and no number lands in another's place."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt

from ntm_desktop.domain.criteria import IndicatorKind
from ntm_desktop.domain.recording import Share
from ntm_desktop.services.open_desk import OpenDesk
from tests.ui.keys import press, type_text
from tests.ui.recording.conftest import GoTo
from tests.ui.recording.test_entering import stored
from tests.ui.recording.test_views import at
from ui.recording.form_model import DENOMINATOR, NUMERATOR
from ui.recording.screen import RecordingScreen


def walk(screen: RecordingScreen, key: Qt.Key) -> list[tuple[str, str, int]]:
    """Where the key leads from the first line, until it leads no further."""
    seen = [at(screen)]
    while True:
        press(key)
        if at(screen) == seen[-1]:
            return seen
        seen.append(at(screen))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Tab])
def test_enter_reaches_every_cell_of_a_village_exactly_once(
    screen: RecordingScreen, go_to: GoTo, key: Qt.Key
) -> None:
    go_to("Thôn 1", "1.1")
    press(Qt.Key.Key_F7)
    assert screen.model.grid is not None
    expected = []
    for one in screen.model.grid.criteria_set.indicators():
        expected.append(("Thôn 1", one.code, NUMERATOR))
        if one.kind in (IndicatorKind.RATIO, IndicatorKind.AVERAGE):
            expected.append(("Thôn 1", one.code, DENOMINATOR))
    assert walk(screen, key) == expected


def test_down_from_a_denominator_passes_no_line(screen: RecordingScreen, go_to: GoTo) -> None:
    assert screen.model.grid is not None
    codes = [one.code for one in screen.model.grid.criteria_set.indicators()]
    go_to("Thôn 1", "9.2")
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_Right)
    reached = walk(screen, Qt.Key.Key_Down)
    assert [code for _, code, _ in reached] == codes[codes.index("9.2") :]
    back = walk(screen, Qt.Key.Key_Up)
    assert [code for _, code, _ in back] == codes[::-1]


def test_shares_of_many_lines_typed_on_end_in_their_own_cells(
    screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk
) -> None:
    go_to("Thôn 1", "17.1")
    press(Qt.Key.Key_F7)
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Return):  # the second time over what stands
        screen.views.go_to(screen.views.standing()[0], "17.1")
        for numerator, denominator in (("148", "150"), ("135", "150")):
            type_text(numerator)
            press(key)
            type_text(denominator)
            press(Qt.Key.Key_Return)
        assert at(screen)[1:] == ("17.3", NUMERATOR)
        for code, expected in (("17.1", 148), ("17.2", 135)):
            figure = stored(empty_desk, "Thôn 1", code)
            assert isinstance(figure, Share)
            assert (figure.numerator, figure.denominator) == (Decimal(expected), Decimal(150))


def test_a_share_typed_whole_goes_to_the_next_line(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "17.1")
    press(Qt.Key.Key_F7)
    type_text("148/150")
    press(Qt.Key.Key_Return)
    assert at(screen) == ("Thôn 1", "17.2", NUMERATOR)


def test_one_indicator_goes_village_by_village(screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk) -> None:
    go_to("Thôn 1", "9.2")
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_F7)
    for village in ("Thôn 1", "Làng Lợt"):
        assert at(screen) == (village, "9.2", NUMERATOR)
        type_text("90")
        press(Qt.Key.Key_Return)
        type_text("100")
        press(Qt.Key.Key_Return)
        assert isinstance(stored(empty_desk, village, "9.2"), Share)
