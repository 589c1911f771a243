"""Seconds since 1970 as people read them: 05/02/2022 14:32."""

from datetime import datetime, timedelta, timezone

_VIETNAM = timezone(timedelta(hours=7))


def moment_text(at: int) -> str:
    """Day and minute by this laptop's clock, as whoever sits at it saw them."""
    return f"{datetime.fromtimestamp(at):%d/%m/%Y %H:%M}"


def day_text(at: int) -> str:
    """The day by this laptop's clock."""
    return f"{datetime.fromtimestamp(at):%d/%m/%Y}"


def vietnam_time(at: int) -> datetime:
    """Whatever the laptop is set to: a package shows the same day everywhere."""
    return datetime.fromtimestamp(at, _VIETNAM)


def package_day_text(at: int) -> str:
    """The day of a package, as `vietnam_time` has it."""
    return f"{vietnam_time(at):%d/%m/%Y}"
