"""What two laptops wrote differently, listed and decided on the command line."""

import json
from pathlib import Path

import pytest

from ntm_desktop.services.demonstrate_laptops import laptops_that_met
from tests.cli.running import Runner


@pytest.fixture(scope="module")
def met(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a lead whose two officers wrote one figure and its note differently."""
    folder = tmp_path_factory.mktemp("hai máy")
    with laptops_that_met(folder):
        pass
    return folder / "lead"


def test_each_side_of_a_conflict_is_listed_and_one_is_taken(met: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lead = Runner(met, capsys)
    listed = lead("conflicts", "list")
    assert listed.status == 0, listed.err
    assert "151/200" in listed.out
    assert "138/200" in listed.out
    assert listed.out.endswith("2 chỗ cần quyết định.\n")
    figure = next(line for line in listed.out.splitlines() if line[0].isdigit() and "hi chú" not in line)
    decided = lead("conflicts", "decide", figure.split(".")[0], "--take", "A", "--reason", "theo biên bản rà soát")
    assert decided.status == 0, decided.err
    assert lead("conflicts", "list").out.endswith("1 chỗ cần quyết định.\n")
    listed = json.loads(lead("conflicts", "list", "--json").out)
    assert len(listed) == 1
    refused = lead("undo").refused()
    assert "“quyết định 9.2 của Thôn 1”" in refused
    assert "không hoàn tác được" in refused
    told = lead("history", "Thôn 1", "9.2", "--period", "2021")
    assert told.status == 0, told.err
    assert "đang dùng; quyết định, lý do: theo biên bản rà soát" in told.out.splitlines()[1]
    entries = json.loads(lead("history", "Thôn 1", "9.2", "--period", "2021", "--json").out)
    assert [one["decision"] for one in entries][:2] == ["theo biên bản rà soát", None]
    assert lead("history", "Thôn 1", "9.1", "--period", "2019").out.endswith("chưa có số liệu.\n")
