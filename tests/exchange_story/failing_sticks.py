"""A stick that is pulled out or full at a certain byte."""

import os
from pathlib import Path
from typing import IO, Any

import pytest


class Failing:
    """A file on a stick that is pulled out (EIO) or full (ENOSPC) at a certain byte."""

    def __init__(self, file: IO[bytes], at: int, number: int) -> None:
        self._file, self._at, self._number = file, at, number

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)

    def __enter__(self) -> "Failing":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, data: bytes) -> int:
        if self._file.tell() + len(data) > self._at:
            self._file.write(data[: max(0, self._at - self._file.tell())])
            raise OSError(self._number, os.strerror(self._number))
        return self._file.write(data)

    def read(self, size: int = -1) -> bytes:
        if self._file.tell() >= self._at:
            raise OSError(self._number, os.strerror(self._number))
        return self._file.read(min(size, self._at - self._file.tell()) if size >= 0 else self._at)


def opened_with(monkeypatch: pytest.MonkeyPatch, at: int, number: int, mode: str, ending: str) -> None:
    honest = Path.open

    def opened(path: Path, asked: str = "r", *arguments: Any, **named: Any) -> Any:
        file = honest(path, asked, *arguments, **named)
        return Failing(file, at, number) if asked == mode and path.name.endswith(ending) else file

    monkeypatch.setattr(Path, "open", opened)
