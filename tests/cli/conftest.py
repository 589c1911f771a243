"""Laptops to run commands on."""

import shutil
from pathlib import Path

import pytest

from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import open_desk
from ntm_desktop.services.start_desk import start_with_sample
from tests.cli.running import Runner


@pytest.fixture
def blank(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Commands on a folder where nothing is yet; its name is one that people choose."""
    return Runner(tmp_path / "Dữ liệu xã Ia Tơi", capsys)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's laptops, made once."""
    made = tmp_path_factory.mktemp("mẫu")
    start_with_sample(DataFolder(made / "xã"), "ia-hdrai").close()
    start_with_sample(DataFolder(made / "huyện"), "ia-hdrai", upper_level=True).close()
    return made


@pytest.fixture
def commune(blank: Runner, samples: Path) -> Runner:
    """The laptop of xã Ia Tơi with the sample."""
    return _copied(samples / "xã", blank)


@pytest.fixture
def district(tmp_path: Path, capsys: pytest.CaptureFixture[str], samples: Path) -> Runner:
    """The district's desk with all three communes of the sample."""
    return _copied(samples / "huyện", Runner(tmp_path / "huyện", capsys))


def _copied(made: Path, runner: Runner) -> Runner:
    shutil.copytree(made, runner.folder)
    open_desk(DataFolder(runner.folder)).close()  # a copy settles in when it is opened first
    return runner
