"""In the details pane: what the register says of the chosen cell."""

from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.households import Household, Member
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.services.keep_households import save_households
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import record_entry
from ui.messages import Messages
from ui.recording.details_register import RegisterSection
from ui.screen import Shell
from ui.tasks import Tasks

YEAR = parse_period("2021")


def _shown(qtbot: QtBot, desk: OpenDesk, code: str, village: str = "Thôn 1") -> tuple[RegisterSection, QWidget]:
    holder = QWidget()
    qtbot.addWidget(holder)
    section = RegisterSection(Shell(desk, Messages(holder), Tasks(desk.folder, holder)), holder)
    place = desk.find_place(village)
    section.show_reading(ReadingKey(place.id, desk.criteria_set(None, Level.VILLAGE).id, code, YEAR), place)
    return section, holder


def _said(section: RegisterSection) -> str:
    found = section.findChild(QLabel, "register_figure")
    assert isinstance(found, QLabel)
    return found.text()


def _fill(desk: OpenDesk) -> None:
    village = desk.find_place("Thôn 1")
    listed = [
        Household(village.id, (Member(f"A {at}", "male"),), answers={"house": house})
        for at, house in enumerate(("solid", "solid", "weak"))
    ]
    save_households(desk, desk.place, [*listed, Household(village.id, (Member("Y Lan"),))], "nhập hộ")


def test_both_figures_are_said_and_the_registers_is_taken_over(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    _fill(empty_desk)
    chosen = empty_desk.criteria_set(None, Level.VILLAGE)
    record_entry(empty_desk, empty_desk.find_place("Thôn 1"), chosen, "9.2", YEAR, "3/4")
    section, holder = _shown(qtbot, empty_desk, "9.2")
    assert _said(section) == "≠ Sổ hộ: 2/3 (chưa rõ 1 hộ); đã nhập 3/4."
    heard: list[str] = []
    section.saved.connect(heard.append)
    button = section.findChild(QPushButton, "register_section_take")
    assert isinstance(button, QPushButton)
    button.click()
    assert heard == []  # one household is unknown: it asks first
    box = holder.findChild(QMessageBox, "question")
    assert isinstance(box, QMessageBox)
    next(one for one in box.buttons() if one.text() == "Vẫn lấy 2/3").click()
    assert heard[0].startswith("Đã lấy 9.2 của Thôn 1 từ sổ hộ")
    assert _said(section) == "✓ Sổ hộ: 2/3 (chưa rõ 1 hộ), đúng với số đã nhập."
    assert button.isHidden()


def test_of_households_nobody_has_asked_only_that_is_said(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    village = empty_desk.find_place("Thôn 1")
    save_households(empty_desk, empty_desk.place, [Household(village.id, (Member("A Nam", "male"),))], "nhập hộ")
    record_entry(empty_desk, village, empty_desk.criteria_set(None, Level.VILLAGE), "9.2", YEAR, "3/4")
    section, _holder = _shown(qtbot, empty_desk, "9.2")
    assert _said(section) == "Sổ hộ: chưa rõ 1 hộ. Đã nhập: 3/4."


def test_why_an_earlier_figure_is_not_asked_about_is_said(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    _fill(empty_desk)
    village, chosen = empty_desk.find_place("Thôn 1"), empty_desk.criteria_set(None, Level.VILLAGE)
    record_entry(empty_desk, village, chosen, "9.2", YEAR, "4/4")
    section, _holder = _shown(qtbot, empty_desk, "9.2")
    assert _said(section) == "≠ Sổ hộ: 2/3 (chưa rõ 1 hộ); đã nhập 4/4."
    record_entry(empty_desk, village, chosen, "9.2", parse_period("2022"), "3/4")
    again, _other = _shown(qtbot, empty_desk, "9.2")
    assert _said(again) == (
        "≠ Sổ hộ: 2/3 (chưa rõ 1 hộ); đã nhập 4/4.\nSổ hộ ghi tình hình hôm nay, còn chỉ tiêu này đã có số của "
        "kỳ sau, nên chỗ khác nhau này không đưa vào Kiểm tra."
    )


def test_the_households_that_lack_it_are_asked_for(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    _fill(empty_desk)
    section, _holder = _shown(qtbot, empty_desk, "9.2")
    asked: list[object] = []
    section.list_asked.connect(asked.append)
    button = section.findChild(QPushButton, "register_section_list")
    assert isinstance(button, QPushButton)
    button.click()
    assert asked == [(empty_desk.find_place("Thôn 1").id, "9.2")]


def test_nothing_is_shown_where_the_register_cannot_say_anything(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    _fill(empty_desk)
    for code, village in (("3.1", "Thôn 1"), ("9.2", "Làng Lợt")):
        section, _holder = _shown(qtbot, empty_desk, code, village)
        assert section.isHidden()
        section.show_reading(None, None)
        assert section.isHidden()
