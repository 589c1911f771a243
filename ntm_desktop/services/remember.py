"""What a person chose last on each screen, kept on this laptop."""

from typing import Any

from db.repositories import desk as settings
from ntm_desktop.services.open_desk import OpenDesk


def recall(desk: OpenDesk, name: str, default: Any = None) -> Any:
    return settings.setting(desk.database, f"screen.{name}", default)


def remember(desk: OpenDesk, name: str, value: Any) -> None:
    settings.save_setting(desk.database, f"screen.{name}", value)
