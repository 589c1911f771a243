"""What a person chose last on each screen, kept on this laptop."""

from typing import Any

from db.repositories import desk as settings
from ntm_desktop.services.open_desk import OpenDesk

LAST_ELSEWHERE = "safety.elsewhere"
"""When the last backup went onto a stick, in ISO."""


def recall(desk: OpenDesk, name: str, default: Any = None) -> Any:
    """What was remembered under that name, or `default`."""
    return settings.setting(desk.database, f"screen.{name}", default)


def remember(desk: OpenDesk, name: str, value: Any) -> None:
    """Keeps a small JSON value on this laptop alone, such as the screen shown last."""
    settings.save_setting(desk.database, f"screen.{name}", value)
