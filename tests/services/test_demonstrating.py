"""The main job without a display, from two empty folders to two desks that hold the same figures."""

import json
from pathlib import Path

import pytest

from ntm_desktop.domain.errors import DeskExists
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.demonstrate import demonstrate
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.open_desk import open_desk
from tests.services.state import names_in, state_of


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("trình diễn Ia Ơ̆")
    demonstrate(out, lambda _: None)
    return out


def test_everything_it_promises_is_there(out: Path) -> None:
    assert {"commune", "upper-level", "papers", "summary.json"} <= names_in(out)
    assert len(list(out.glob("*.ntm"))) == 1
    assert len(list((out / "papers").glob("*.pdf"))) == 5


def test_the_summary_says_that_both_sides_hold_the_same(out: Path) -> None:
    summary = json.loads((out / "summary.json").read_text(encoding="utf-8"))
    assert summary["same_figures"] is True
    assert summary["figures_differing"] == 0
    assert summary["figures_compared"] > 100
    assert [one["verdict"] for one in summary["recorded"]] == ["met", "not_met", "met"]
    assert summary["recorded"][1]["gap"] == "còn vượt 4 hộ"
    assert {one["village"] for one in summary["dossiers"]} == {
        *("Thôn 1", "Thôn 7", "Thôn 8", "Thôn 9", "Thôn Ia Dơr"),
    }


def test_both_desks_open_and_hold_together(out: Path) -> None:
    for name, villages in (("commune", 5), ("upper-level", 13)):
        with open_desk(DataFolder(out / name)) as desk:
            check(desk)
            assert sum(len(desk.villages(one.id)) for one in desk.communes()) == villages


def test_an_earlier_demonstration_is_never_overwritten(out: Path) -> None:
    before = state_of(DataFolder(out / "commune"))
    with pytest.raises(DeskExists):
        demonstrate(out, lambda _: None)
    assert state_of(DataFolder(out / "commune")) == before


def test_every_step_is_told_in_vietnamese(tmp_path: Path) -> None:
    told: list[str] = []
    demonstrate(tmp_path, told.append)
    assert len(told) >= 8
    assert told[-1] == f"Xong: {tmp_path / 'summary.json'}"
