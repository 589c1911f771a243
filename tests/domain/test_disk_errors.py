"""What a refusal of the system is to a person."""

import errno
import os

import pytest

from ntm_desktop.domain.disk_errors import not_writable
from ntm_desktop.domain.errors import DiskFull, ExpectedError, FolderReadOnly


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EACCES, FolderReadOnly),
        (errno.EROFS, FolderReadOnly),
    ],
)
def test_a_used_up_quota_is_a_full_disk_and_all_else_a_folder_that_takes_nothing(
    number: int, kind: type[ExpectedError]
) -> None:
    found = not_writable(OSError(number, os.strerror(number)), "E:/")
    assert type(found) is kind
    assert found.path == "E:/"
