"""Sending the register of households up: offered where a criteria set asks, done only where it is chosen."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

import resources
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.households import Household, Member
from ntm_desktop.services.keep_households import list_households, save_households
from ntm_desktop.services.manage_places import add_criteria_set
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from tests.ui.desks import enrolled, lead_desk, stick_of, upper_desk
from tests.ui.stage import Stage, named_controls
from ui.exchange.screen import ExchangeScreen


@pytest.fixture
def upper(tmp_path: Path) -> Iterator[OpenDesk]:
    with upper_desk(tmp_path) as desk:
        yield desk


@pytest.fixture
def lead(tmp_path: Path, upper: OpenDesk) -> Iterator[OpenDesk]:
    """Permitted, with one household in its register."""
    with lead_desk(tmp_path) as desk:
        stick = stick_of(tmp_path, desk, upper)
        enrolled(desk, upper, stick, DeviceRole.LEAD)
        import_package(upper, export_package(desk, stick).path)
        village = desk.find_place("Thôn 1")
        save_households(desk, desk.place, [Household(village.id, (Member("Y Thẩm"),), "1")], "nhập sổ hộ")
        yield desk


def ask_for_them(upper: OpenDesk, lead: OpenDesk, folder: Path) -> None:
    document = json.loads(resources.text("criteria", "village-ntm-starter.json"))
    document |= {"id": "thon-hoi-ho", "title": "Bộ hỏi hộ", "asks_households": "Công văn 12/UBND-NN"}
    path = folder / "bo.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    add_criteria_set(upper, path)
    import_package(lead, export_package(upper, folder).path)
    lead.reread_criteria_sets()


def test_it_is_not_offered_while_nothing_asks_for_it(qtbot: QtBot, lead: OpenDesk) -> None:
    stage = Stage(qtbot, lead, ExchangeScreen)
    assert stage.find(QCheckBox, "export_households").isHidden()


def test_it_goes_along_once_it_is_chosen_and_is_never_chosen_by_itself(
    qtbot: QtBot, lead: OpenDesk, upper: OpenDesk, tmp_path: Path
) -> None:
    ask_for_them(upper, lead, tmp_path)
    stage = Stage(qtbot, lead, ExchangeScreen)
    choice: QCheckBox = stage.find(QCheckBox, "export_households")
    assert not choice.isHidden()
    assert not choice.isChecked()
    assert stage.text("households_asked") == (
        "Bộ tiêu chí “Bộ hỏi hộ” yêu cầu theo Công văn 12/UBND-NN. Không chọn thì sổ hộ không rời xã."
    )
    assert named_controls(stage.screen) == []
    choice.click()
    stage.screen.sending.export_to(str(tmp_path / "usb"))
    stage.wait()
    assert "Có kèm sổ hộ dân (dữ liệu cá nhân): “Bộ hỏi hộ” yêu cầu" in stage.text("exchange_result")
    assert not choice.isChecked()
    (path,) = [one for one in (tmp_path / "usb").glob("*.ntm") if "so-0001" not in one.name]
    import_package(upper, path)
    assert [one.head for one in list_households(upper, upper.communes()[0])] == ["Y Thẩm"]
