"""Laptops to run commands on."""

from pathlib import Path

import pytest

from tests.cli.running import Runner


@pytest.fixture
def blank(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Commands on a folder where nothing is yet; its name is one that people choose."""
    return Runner(tmp_path / "Dữ liệu xã Ia Tơi", capsys)


@pytest.fixture
def commune(blank: Runner) -> Runner:
    """The laptop of xã Ia Tơi with the sample."""
    assert blank("init", "--sample", "ia-hdrai").status == 0
    return blank


@pytest.fixture
def district(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    """The district's desk with all three communes of the sample."""
    runner = Runner(tmp_path / "huyện", capsys)
    assert runner("init", "--sample", "ia-hdrai", "--upper-level").status == 0
    return runner
