"""What a package is called while it waits on this laptop, and what it was called on the stick."""

from pathlib import Path

from ntm_desktop.exchange.stick import safe_name

_ID = 16


def kept_name(package_id: str, name: str) -> str:
    """Its own name after what tells it from every other package."""
    return f"{package_id[:_ID]}-{safe_name(name)}"


def name_on_stick(path: Path, waiting: Path) -> str:
    """The file's own name, where it lies in the folder `waiting` too."""
    own = path.name[_ID + 1 :]
    return own if path.parent == waiting and path.name[_ID : _ID + 1] == "-" and own else path.name
