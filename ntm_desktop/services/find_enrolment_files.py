"""Requests and permits that lie on the sticks, the latest first."""

import contextlib
from collections.abc import Iterable
from pathlib import Path

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.exchange.enrolment import PERMIT_SUFFIX, REQUEST_SUFFIX, read_permit, read_request
from ntm_desktop.exchange.enrolment import Permit as Permit
from ntm_desktop.exchange.enrolment import Request as Request
from ntm_desktop.services.open_desk import OpenDesk

REQUEST_FILES = f"Tệp xin giấy phép (*{REQUEST_SUFFIX})"
PERMIT_FILES = f"Tệp giấy phép (*{PERMIT_SUFFIX})"


def find_requests(desk: OpenDesk, folders: Iterable[Path]) -> list[tuple[Path, Request]]:
    """Those of other laptops; what cannot be read is left out."""
    found: list[tuple[Path, Request]] = []
    for path in _files(folders, REQUEST_SUFFIX):
        with contextlib.suppress(ExpectedError):
            request = read_request(path)
            if request.device != desk.desk.device:
                found.append((path, request))
    return sorted(found, key=lambda one: -one[1].created_at)


def find_permits(desk: OpenDesk, folders: Iterable[Path]) -> list[tuple[Path, Permit]]:
    """Those that answer this laptop's request."""
    found: list[tuple[Path, Permit]] = []
    for path in _files(folders, PERMIT_SUFFIX):
        with contextlib.suppress(ExpectedError):
            permit = read_permit(path)
            if permit.request.device == desk.desk.device:
                found.append((path, permit))
    return sorted(found, key=lambda one: -one[1].issued_at)


def _files(folders: Iterable[Path], suffix: str) -> list[Path]:
    files: dict[Path, None] = {}
    for folder in folders:
        with contextlib.suppress(OSError):
            files |= dict.fromkeys(path for path in folder.glob(f"*{suffix}") if path.is_file())
    return list(files)
