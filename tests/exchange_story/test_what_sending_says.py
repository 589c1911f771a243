"""The sentence after sending: whether anyone could read the file, and whether it lies on a stick at all."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_desktop.paths import DataFolder
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune
from tests.exchange_story.desks import DISTRICT, Laptops

MEMORY = Path("/dev/shm")  # another file system than the temporary folder's, as a stick is


@pytest.fixture
def real_stick(tmp_path: Path) -> Iterator[Path]:
    if not MEMORY.is_dir() or MEMORY.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second file system here")
    folder = Path(tempfile.mkdtemp(dir=MEMORY))
    yield folder
    shutil.rmtree(folder)


def test_a_file_that_nobody_is_known_to_open_alone_says_that_it_is_not_sealed(tmp_path: Path) -> None:
    with start_commune(DataFolder(tmp_path / "xã"), "Ia Tơi", upper_level=DISTRICT, villages=["Thôn 1"]) as alone:
        said = export_package(alone, tmp_path).sentence
    assert "Tệp chỉ được ký, CHƯA NIÊM PHONG vì máy này chưa biết máy của nơi nhận" in said
    assert "ai nhặt được cũng xem được nội dung" in said


def test_a_sealed_file_says_so_and_nothing_else(laptops: Laptops) -> None:
    said = export_package(laptops.lead, laptops.stick).sentence
    assert "đã niêm phong" in said
    assert "CHƯA NIÊM PHONG" not in said


def test_a_stick_may_be_pulled_out_once_the_file_was_read_back(laptops: Laptops, real_stick: Path) -> None:
    assert "đã đọc lại và khớp, có thể rút USB an toàn." in export_package(laptops.lead, real_stick).sentence


def test_a_folder_on_the_disk_of_the_data_is_no_stick(laptops: Laptops) -> None:
    """A stick that was pulled out may leave its folder behind."""
    said = export_package(laptops.lead, laptops.stick).sentence
    assert "rút USB an toàn" not in said
    assert "tệp nằm trên ổ đĩa của máy này, chưa ở trên USB nào." in said
