"""The copy of the day: whether one is due, how it is made, and how the status bar speaks of the last one."""

from datetime import datetime

from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.remember import LAST_ELSEWHERE, recall


def is_due(desk: OpenDesk) -> bool:
    """Whether no copy was made today."""
    latest = _last_backup(desk)
    return latest is None or latest.date() != datetime.now().date()


def back_up_quietly(desk: OpenDesk, progress: Progress) -> object:
    """The copy that nobody asked for, as a task."""
    from ntm_desktop.services.keep_safe import back_up  # here, not above: a start only looks at the copies

    progress(0, 0, "")
    return back_up(desk, reason="tu-dong")


def backup_words(desk: OpenDesk) -> str:
    """When the last copy was made."""
    latest = _last_backup(desk)
    elsewhere = str(recall(desk, LAST_ELSEWHERE, ""))
    on_stick = f"USB {_when(datetime.fromisoformat(elsewhere))} ✓" if elsewhere else ""
    if latest is None:
        return f"Sao lưu ra {on_stick}" if on_stick else "Chưa sao lưu"
    return f"Sao lưu {_when(latest)} ✓" + (f", ra {on_stick}" if on_stick else "")


def _last_backup(desk: OpenDesk) -> datetime | None:
    for path in list_backups(desk.folder):
        try:
            return datetime.fromisoformat(path.name[4:19])
        except ValueError:
            continue
    return None


def _when(moment: datetime) -> str:
    today = moment.date() == datetime.now().date()
    return f"{'hôm nay' if today else moment.strftime('%d/%m/%Y')} {moment:%H:%M}"
