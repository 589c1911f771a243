"""Running one command as a person would, and reading what it says."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ntm_desktop.cli import run

Run = Callable[..., "Said"]


@dataclass(frozen=True, slots=True)
class Said:
    """What one command answered."""

    status: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        return json.loads(self.out)

    def refused(self, status: int = 1) -> str:
        """The one sentence of a refusal; nothing else was said and nothing looks like a program's insides."""
        assert (self.status, self.out) == (status, "")
        assert "Traceback" not in self.err
        assert "ngoài dự kiến" not in self.err
        assert self.err.endswith("\n")
        return self.err.rstrip("\n")


class Runner:
    """Runs commands on one data folder."""

    def __init__(self, folder: Path, captured: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._captured = captured

    def __call__(self, *arguments: str | Path | int) -> Said:
        self._captured.readouterr()
        status = run([*(str(one) for one in arguments), "--data-dir", str(self.folder)])
        return Said(status, *self._captured.readouterr())

    def bare(self, *arguments: str | Path) -> Said:
        """Without naming the data folder."""
        self._captured.readouterr()
        status = run([str(one) for one in arguments])
        return Said(status, *self._captured.readouterr())
