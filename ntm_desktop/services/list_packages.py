"""The register of every package sent and received."""

from db.repositories import exchange as packages
from db.repositories.exchange import RegisteredPackage
from ntm_desktop.domain.moments import day_text
from ntm_desktop.services.open_desk import OpenDesk

__all__ = ["RegisteredPackage", "register", "result_of"]


def register(desk: OpenDesk) -> list[RegisteredPackage]:
    """Every package sent and received, latest first."""
    return packages.list_packages(desk.database)


def result_of(package: RegisteredPackage) -> str:
    """The receipt of what was sent, what came of what was received."""
    if package.undone_at is not None:
        return "↶ đã hoàn tác"
    if package.direction == "received":
        return package.summary
    if package.acknowledged_at is None:
        given = len(set(package.awaited) & set(package.acknowledged_by))
        return f"… {given}/{len(package.awaited)} nơi nhận đã nhận" if given else "… chưa có báo nhận"
    return f"✓ đã được nhận ngày {day_text(package.acknowledged_at)}"
