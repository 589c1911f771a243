"""Where USB sticks are plugged in."""

import sys
from pathlib import Path

_MOUNTS = ("/media", "/run/media", "/mnt/usb")
_REMOVABLE = 2


def find_sticks() -> list[Path]:
    """Folders of removable drives that can be listed now; empty when there is none."""
    found = _windows_drives() if sys.platform == "win32" else _mounted()
    return [path for path in found if path.is_dir()]


def _windows_drives() -> list[Path]:
    if sys.platform != "win32":
        return []
    import ctypes
    import string

    drives = ctypes.windll.kernel32.GetLogicalDrives()
    letters = [letter for position, letter in enumerate(string.ascii_uppercase) if drives >> position & 1]
    return [
        Path(f"{letter}:/")
        for letter in letters
        if ctypes.windll.kernel32.GetDriveTypeW(f"{letter}:\\") == _REMOVABLE
    ]


def _mounted() -> list[Path]:
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    points = [line.split()[1].replace("\\040", " ") for line in lines if len(line.split()) > 1]
    return [Path(point) for point in points if point.startswith(_MOUNTS)]
