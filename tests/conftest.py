"""Tests run without a screen; a Qt warning, an unexpected log record or a Python warning fails the test."""

import logging
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.start_desk import start_commune, start_with_sample


@pytest.fixture(autouse=True)
def _no_stray_log_records(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    yield
    stray = [record for record in caplog.get_records("call") if record.levelno >= logging.WARNING]
    assert not stray, [record.getMessage() for record in stray]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def sample_desk(folder: DataFolder) -> Iterator[OpenDesk]:
    """The laptop of xã Ia Tơi with the sample district."""
    with start_with_sample(folder, "ia-hdrai") as desk:
        yield desk


@pytest.fixture
def empty_desk(folder: DataFolder) -> Iterator[OpenDesk]:
    """The laptop of a commune of two villages without a single figure."""
    with start_commune(
        folder,
        "Măng Bút",
        upper_level="huyện Kon Plông",
        province="tỉnh Kon Tum",
        villages=["Thôn 1", "Làng Lợt"],
        column="special",
        person="A Nam",
    ) as desk:
        yield desk
