"""Pictures of every screen, and of what only laptops that have worked together can show."""

from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from ntm_desktop.services.decide_conflicts import list_conflicts
from ntm_desktop.services.demonstrate_laptops import COMMUNE, laptops_that_met
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.open_desk import OpenDesk
from ui.navigation import ENTRIES
from ui.screenshots import SIZE, take_screenshots

OTHERS = {"review", "remarks", "conflicts", "assignments", "enrolment", "persons", "first_start"}


@pytest.mark.usefixtures("qapp")
def test_every_screen_and_every_meeting_of_laptops_has_a_picture(
    sample_desk: OpenDesk, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saved = take_screenshots(sample_desk, tmp_path / "hình")
    assert not capsys.readouterr().err
    assert {path.stem for path in saved} == {entry.name for entry in ENTRIES} | OTHERS
    for path in saved:
        picture = QImage(str(path))
        assert len({picture.pixel(x, y) for x in range(0, 400, 7) for y in range(0, 300, 7)}) > 3, path.name
        if path.stem not in ("persons", "first_start"):
            assert picture.size() == SIZE


def test_the_laptops_of_the_pictures_have_something_to_show(tmp_path: Path) -> None:
    with laptops_that_met(tmp_path) as laptops:
        (_, figure) = sorted(list_conflicts(laptops.lead), key=lambda one: one.field == "figure")
        assert {side.person for side in figure.sides} == {"A Nam", "Y Hoa"}
        assert laptops.upper.find_commune(COMMUNE).is_sample
        for desk in (laptops.upper, laptops.lead, *laptops.officers):
            assert check(desk).waiting == 0
