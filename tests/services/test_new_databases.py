"""A new database that cannot be written: the error speaks of the file people know."""

from pathlib import Path

import pytest

from ntm_desktop.domain.errors import DatabaseLocked, DiskFull
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.new_database import new_database


@pytest.mark.parametrize("error", [DiskFull, DatabaseLocked])
def test_the_file_it_is_written_in_first_is_named_to_nobody(
    tmp_path: Path, error: type[DiskFull] | type[DatabaseLocked]
) -> None:
    folder = DataFolder(tmp_path / "dữ liệu")

    def fails(part: Path) -> None:
        raise error(str(part))

    with pytest.raises(error) as raised, new_database(folder, fails):
        pass
    assert raised.value.path == str(folder.database)
    assert list(folder.root.iterdir()) == []


def test_an_error_about_another_file_keeps_its_name(tmp_path: Path) -> None:
    def fails(_: Path) -> None:
        raise DiskFull("/USB")

    with pytest.raises(DiskFull) as raised, new_database(DataFolder(tmp_path / "dữ liệu"), fails):
        pass
    assert raised.value.path == "/USB"
