"""Places on disk: one data folder, chosen once at start (`--data-dir`) and passed on."""

import os
import sys
from pathlib import Path
from typing import NamedTuple


class DataFolder(NamedTuple):
    """Everything this program writes lies under `root`; nothing is written beside the program itself."""

    root: Path

    @property
    def database(self) -> Path:
        """The one SQLite file."""
        return self.root / "ntm.db"

    @property
    def window_lock(self) -> Path:
        """Empty; the open window holds the system's lock on it. What it may leave behind keeps nobody out."""
        return self.root / "window.lock"

    @property
    def backups(self) -> Path:
        """Verified copies of the database."""
        return self.root / "backups"

    @property
    def logs(self) -> Path:
        """Rotating, without personal data."""
        return self.root / "logs"

    @property
    def incoming(self) -> Path:
        """Where a package is copied to from the stick before anything is read from it."""
        return self.root / "incoming"

    @property
    def evidence(self) -> Path:
        """The files of evidence, each under its SHA-256."""
        return self.root / "evidence"

    @property
    def viewing(self) -> Path:
        """Copies of evidence under their own names, for other programs to show."""
        return self.root / "viewing"

    @property
    def waiting(self) -> Path:
        """Packages that wait for an earlier one."""
        return self.root / "waiting"


def default_root() -> Path:
    """Per user, without administrator rights: %LOCALAPPDATA% on Windows, the XDG data home elsewhere."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
        return Path(base) / "NTM Desktop"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "ntm-desktop"
