"""Killed at any moment while evidence is added: never a name without its file, and it can simply be done again."""

import os
import signal
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest

from ntm_desktop.paths import DataFolder
from ntm_desktop.services.check_evidence import check_evidence, clean_evidence
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.open_desk import open_desk
from ntm_desktop.services.start_desk import start_commune
from tests.evidence import files
from tests.evidence.desks import add, pieces, stored

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork; the store is the same")

_STEPS = {"execute", "executemany", "fsync", "replace", "rename", "unlink", "write", "open", "mkstemp", "chmod"}


def _add(folder: DataFolder, given: list[Path]) -> None:
    with open_desk(folder) as desk:
        add(desk, *given)


def _child(folder: DataFolder, given: list[Path], kill_at: int | None) -> int:
    """Steps that reach the disk, -1 where it was killed at one of them."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        steps = 0

        def count(frame: object, event: str, called: Any) -> None:
            nonlocal steps
            if event in ("c_call", "c_return") and called.__name__ in _STEPS:
                steps += 1
                if steps == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.setprofile(count)
            _add(folder, given)
            sys.setprofile(None)
            os.write(writing, str(steps).encode())
        finally:
            os._exit(0)
    os.close(writing)
    _, status = os.waitpid(child, 0)
    with os.fdopen(reading) as pipe:
        told = pipe.read()
    return -1 if os.WIFSIGNALED(status) else int(told)


def test_a_name_never_stands_without_its_file(tmp_path: Path) -> None:
    given = [files.photo(tmp_path / "1.jpg"), files.pdf(tmp_path / "2.pdf")]
    random, steps = Random(11), 0
    for number in range(25):
        folder = DataFolder(tmp_path / str(number))
        start_commune(folder, "Măng Bút", villages=["Thôn 1"]).close()
        if not steps:
            steps = _child(folder, given, None)
            assert steps > 20
            continue
        _child(folder, given, random.randint(1, steps))
        with open_desk(folder) as desk:
            check(desk)
            assert check_evidence(desk).problems == ()
            assert len(pieces(desk)) in (0, 2)
            add(desk, *given)
            assert len(pieces(desk)) == 2
            clean_evidence(desk)
            assert stored(desk) == {one.file.sha256 for one in pieces(desk)}
