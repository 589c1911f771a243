"""One window to a data folder: a second one would show old figures and ask for the same decisions twice.

The lock is the operating system's, on an open file: it ends with the process, however that ends (power cut, kill),
so that no left-over file ever keeps anybody out. Commands do not take it: SQLite lets them read beside a window and
write in turn with it.
"""

import errno
import sys
from types import TracebackType
from typing import IO

from ntm_desktop.domain.disk_errors import not_writable
from ntm_desktop.domain.errors import WindowOpen
from ntm_desktop.paths import DataFolder

_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK)


class OneWindow:
    """The right to be this folder's window, as a context manager.

    Entering raises WindowOpen where another window has it, FolderReadOnly, DiskFull. On a disk that knows no locks
    nobody is kept out.
    """

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._file: IO[bytes] | None = None

    def __enter__(self) -> "OneWindow":
        try:
            self._folder.root.mkdir(parents=True, exist_ok=True)
            self._file = self._folder.window_lock.open("ab")
        except OSError as error:
            raise not_writable(error, self._folder.root) from error
        try:
            _lock(self._file)
        except OSError as error:
            if error.errno in _TAKEN:
                self._file.close()
                raise WindowOpen(str(self._folder.root)) from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()  # the system gives the lock back with the file


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
