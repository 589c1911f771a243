"""What the system's refusal to write somewhere is to a person."""

import errno

from ntm_desktop.domain.errors import DiskFull, FolderReadOnly


def not_writable(error: OSError, folder: object) -> DiskFull | FolderReadOnly:
    """The error for that folder; a used-up quota is a full disk."""
    return (DiskFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else FolderReadOnly)(str(folder))
