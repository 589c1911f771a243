"""A commune under a misspelt name is seen at the upper level and settled there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFrame
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune
from tests.ui.desks import UPPER, enrolled, lead_desk, stick_of, upper_desk
from tests.ui.stage import Stage, named_controls
from ui.catalogue.screen import CatalogueScreen


@pytest.fixture
def upper(tmp_path: Path) -> Iterator[OpenDesk]:
    """The lead permitted an officer that had begun as "Ia Tơii"; all of it came up."""
    misspelt = start_commune(
        DataFolder(tmp_path / "o"), "Ia Tơii", upper_level=UPPER, villages=["Thôn 9"], person="A Thao"
    )
    with upper_desk(tmp_path) as desk, lead_desk(tmp_path) as lead, misspelt:
        stick = stick_of(tmp_path, desk, lead, misspelt)
        enrolled(lead, desk, stick, DeviceRole.LEAD)
        enrolled(misspelt, lead, stick)
        import_package(lead, export_package(misspelt, stick).path)
        import_package(desk, export_package(lead, stick).path)
        yield desk


@pytest.fixture
def stage(qtbot: QtBot, upper: OpenDesk) -> Stage:
    return Stage(qtbot, upper, CatalogueScreen)


def test_it_is_said_above_the_villages_and_joined_after_a_question(stage: Stage, upper: OpenDesk) -> None:
    assert stage.text("stray_words").startswith("⚠ Xã Ia Tơii: tên do máy của A Thao ghi lúc bắt đầu")
    assert named_controls(stage.screen) == []
    stage.click("stray_join")
    stage.answer("Gộp vào Xã Ia Tơi")
    assert stage.said == ["Đã gộp Xã Ia Tơii vào Xã Ia Tơi, chuyển 1 thôn"]
    assert stage.find(QFrame, "stray_bar").isHidden()
    assert [one.name for one in upper.villages(upper.communes()[0].id)] == ["Thôn 1", "Thôn 9", "Thôn 7"]


def test_it_may_be_a_commune_of_its_own(stage: Stage, upper: OpenDesk) -> None:
    stage.click("stray_keep")
    assert stage.said == ["Đã giữ Xã Ia Tơii"]
    assert stage.find(QFrame, "stray_bar").isHidden()
    assert [one.name for one in upper.communes()] == ["Ia Tơi", "Ia Tơii"]
