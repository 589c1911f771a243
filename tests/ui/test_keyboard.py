"""Every control can be reached with the keyboard, in the order of the eye; a letter with Alt means one thing."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.paths import DataFolder
from ntm_desktop.services.demonstrate_laptops import RETURNED, YEAR, Laptops, laptops_that_met, returned_village
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.remember import remember
from ntm_desktop.services.start_desk import start_upper_level
from ui.app import build_window
from ui.navigation import ENTRIES
from ui.persons.dialog import PersonDialog
from ui.window import MainWindow

SCREENS = [entry.name for entry in ENTRIES]
GRIDS = ("recording", "households")
"""Where Tab goes from cell to cell."""


@pytest.fixture
def window(qtbot: QtBot, sample_desk: OpenDesk) -> Iterator[MainWindow]:
    yield from opened(qtbot, sample_desk)


@pytest.fixture(scope="module")
def laptops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptops]:
    with laptops_that_met(Path(tmp_path_factory.mktemp("met"))) as made:
        yield made


def opened(qtbot: QtBot, desk: OpenDesk) -> Iterator[MainWindow]:
    window = build_window(desk)
    qtbot.addWidget(window)
    window.resize(1366, 690)
    window.show()
    qtbot.waitActive(window)
    yield window
    window.tasks.wait()
    window.close()


def repeated_letters(root: QWidget) -> list[str]:
    """Letters that more than one control on screen answers to with Alt."""
    found: Counter[str] = Counter()
    for one in root.findChildren(QWidget):
        is_label = isinstance(one, QLabel) and one.buddy() is not None
        if one.isVisible() and one.isEnabled() and (is_label or isinstance(one, QAbstractButton)):
            letter = QKeySequence.mnemonic(one.text()).toString()  # type: ignore[attr-defined]  # both have a text
            found.update([letter] if letter else [])
    return [letter for letter, count in found.items() if count > 1]


@pytest.mark.parametrize("name", SCREENS)
def test_a_letter_means_one_thing_on_a_screen(qtbot: QtBot, window: MainWindow, name: str) -> None:
    window.go_to(name)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20000)
    assert repeated_letters(window) == []


@pytest.mark.parametrize("name", SCREENS)
def test_a_letter_means_one_thing_on_every_page_of_a_screen(qtbot: QtBot, window: MainWindow, name: str) -> None:
    window.go_to(name)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20000)
    for tabs in window.made_screen(name).findChildren(QTabWidget):
        for page in range(tabs.count()):
            if tabs.isTabVisible(page):
                tabs.setCurrentIndex(page)
                QApplication.processEvents()
                assert repeated_letters(window) == [], tabs.tabText(page)


@pytest.mark.parametrize("name", [*SCREENS, "review", "conflicts"])
def test_a_letter_means_one_thing_on_an_empty_screen(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    folder = DataFolder(tmp_path / "empty")
    with start_upper_level(folder, "huyện Ia H'Drai", province="tỉnh Kon Tum", person="Y Thu") as desk:
        for window in opened(qtbot, desk):
            window.go_to(name)
            qtbot.waitUntil(lambda shown=window: not shown.tasks.is_busy, timeout=20000)
            assert repeated_letters(window) == []


def test_a_letter_means_one_thing_where_a_commune_reads_and_answers(qtbot: QtBot, laptops: Laptops) -> None:
    place = returned_village(laptops.upper)
    remember(laptops.lead, "frame.context", {"commune": place.parent_id, "period": str(YEAR)})
    for window in opened(qtbot, laptops.lead):
        window.ask_person = lambda: None  # type: ignore[method-assign]  # who sits here is not the matter
        window._body.show()
        window.go_to("review")
        assert repeated_letters(window) == []
        window.go_to("recording", (place.id, f"{RETURNED}", "answer"))
        assert repeated_letters(window) == []


def test_a_letter_means_one_thing_where_conflicts_are_decided(qtbot: QtBot, laptops: Laptops) -> None:
    for window in opened(qtbot, laptops.lead):
        window.ask_person = lambda: None  # type: ignore[method-assign]  # who sits here is not the matter
        window._body.show()
        window.go_to("conflicts")
        ask = window.findChild(QAbstractButton, "ask_other")
        assert ask is not None
        ask.click()
        assert repeated_letters(window) == []


def test_a_letter_means_one_thing_where_criteria_are_reviewed(qtbot: QtBot, laptops: Laptops) -> None:
    place = returned_village(laptops.upper)
    remember(laptops.upper, "frame.context", {"commune": place.parent_id, "period": str(YEAR)})
    for window in opened(qtbot, laptops.upper):
        window.go_to("review", (place.id, RETURNED))
        assert repeated_letters(window) == []


def test_a_letter_means_one_thing_where_a_person_signs_in(qtbot: QtBot, window: MainWindow) -> None:
    dialog = PersonDialog(window.desk, window)
    dialog.open()
    assert repeated_letters(dialog) == []
    dialog.reject()


@pytest.mark.parametrize("name", [one for one in SCREENS if one not in GRIDS])
def test_tab_goes_down_the_screen_and_ends_in_the_status_bar(qtbot: QtBot, window: MainWindow, name: str) -> None:
    window.go_to(name)
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20000)
    screen, order, one = window.made_screen(name), [], window.nextInFocusChain()
    while one is not None and one is not window:
        order.append(one)
        one = one.nextInFocusChain()
    reached = [one for one in order if one.isVisible() and one.focusPolicy().value & 1]
    names = [one.objectName() for one in reached]
    inside = [at for at, one in enumerate(reached) if screen.isAncestorOf(one)]
    assert inside
    assert names.index("search") < inside[0] < inside[-1] < names.index("person")
