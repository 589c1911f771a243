"""The composition root: decides between window, self-test and command line, and hands each what it needs."""

import contextlib
import gc
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from ntm_desktop.domain.errors import DataFolderReadOnly, DeskMissing, ExpectedError, FolderReadOnly, Interrupted
from ntm_desktop.one_window import OneWindow
from ntm_desktop.paths import DataFolder, default_root
from ntm_desktop.sentences import sentence_for

_LOG_BYTES, _LOG_FILES = 500_000, 3


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit status: 0, 1 (an error with its sentence on stderr), 2 (usage)."""
    _speak_utf8()
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--self-test"]:
        from ntm_desktop.self_test import run_self_test

        return run_self_test()
    if not given:
        return open_window(DataFolder(default_root()))
    if given[0] == "--data-dir" and len(given) == 2:
        return open_window(DataFolder(Path(given[1])))
    try:
        from ntm_desktop.cli import run

        return run(given, start_logging)
    except KeyboardInterrupt:  # while the command line itself is loaded, or over its last words
        sys.stderr.write(f"\n{sentence_for(Interrupted())}\n")
        return 1


def open_window(folder: DataFolder) -> int:
    """Opens the window; where there is no display, says so and names the run without one."""
    if _has_no_display():
        sys.stderr.write(
            "Không có màn hình để mở cửa sổ. Hãy chạy thử không cần màn hình: python -m ntm_desktop demo OUT "
            "(kết quả nằm trong thư mục OUT).\n"
        )
        return 1
    start_logging(folder)
    try:
        with OneWindow(folder):
            return _run_window(folder)
    except ExpectedError as error:
        from ui.app import show_refusal

        sentence = sentence_for(why_not_opened(error))
        sys.stderr.write(sentence + "\n")
        sys.stderr.flush()
        show_refusal(sentence)
        return 1


def why_not_opened(error: ExpectedError) -> ExpectedError:
    """Before there is a window no other folder can be chosen: what can be done is said for the folder itself."""
    return DataFolderReadOnly(error.path) if isinstance(error, FolderReadOnly) else error


def _run_window(folder: DataFolder) -> int:
    with _nothing_to_collect():
        from ntm_desktop.services.open_desk import open_desk
        from ui.app import start

        try:
            desk = open_desk(folder)
        except DeskMissing:
            desk = None
        app = start(folder, desk)
    return app.exec()


def start_logging(folder: DataFolder) -> None:
    """Rotating logs in the data folder, without personal data; an unwritable folder is no reason to stop."""
    with contextlib.suppress(OSError):
        folder.logs.mkdir(parents=True, exist_ok=True)
        logging.getLogger().addHandler(_LogFile(folder.logs / "ntm.log"))


class _LogFile(logging.Handler):
    """The rotating log; its machinery is loaded with the first record, for most runs have none."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._path = path
        self._file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        if self._file is None:
            from logging.handlers import RotatingFileHandler

            self._file = RotatingFileHandler(
                self._path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8", delay=True
            )
            self._file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
        self._file.emit(record)


@contextlib.contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """What is made while starting stays: looking for garbage in it, then or later, would only take time."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def _has_no_display() -> bool:
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return False
    return not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _speak_utf8() -> None:
    """A Windows console of another code page must not turn a sentence into an exception."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
