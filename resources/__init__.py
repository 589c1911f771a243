"""The one door to packaged files: criteria sets, wording, messages, help, fonts, icons, sample."""

from pathlib import Path

_ROOT = Path(__file__).parent


def path(*parts: str) -> Path:
    """Where a packaged file stands on disk; a missing one is a bug and raises FileNotFoundError."""
    found = _ROOT.joinpath(*parts)
    if not found.exists():
        raise FileNotFoundError(found)
    return found


def text(*parts: str) -> str:
    """The content of a packaged file; a missing one is a bug and raises FileNotFoundError."""
    return _ROOT.joinpath(*parts).read_text(encoding="utf-8")


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """Names of the packaged files of `folder` that end in `suffix`, in order."""
    return tuple(sorted(file.name for file in path(folder).iterdir() if file.name.endswith(suffix)))
