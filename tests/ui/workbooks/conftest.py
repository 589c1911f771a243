"""A desk of two villages to take workbooks in at."""

from pathlib import Path

import pytest

from ntm_desktop.services.open_desk import OpenDesk
from tests.excel.lists import people_workbook


@pytest.fixture
def desk(empty_desk: OpenDesk) -> OpenDesk:
    return empty_desk


@pytest.fixture
def old_list(tmp_path: Path) -> Path:
    """Two households of Thôn 1 in .VnTime."""
    return people_workbook(tmp_path / "Hộ thôn 1.xlsx", ".VnTime")
