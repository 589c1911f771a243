"""The register of every package sent and received."""

from db.repositories import exchange as packages
from db.repositories.exchange import RegisteredPackage
from ntm_desktop.services.open_desk import OpenDesk

__all__ = ["RegisteredPackage", "register"]


def register(desk: OpenDesk) -> list[RegisteredPackage]:
    """Every package sent and received, latest first."""
    return packages.list_packages(desk.database)
