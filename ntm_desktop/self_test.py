"""`--self-test`: the program proves on this very machine that it works, without a display and without a trace."""

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.sentences import sentence_for


def run_self_test() -> int:
    """Runs every part once in a temporary folder; 0 when all of them work, 1 with the part that does not."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory(prefix="ntm-", ignore_cleanup_errors=True) as folder:
        for name, step in _STEPS:
            try:
                step(Path(folder))
            except ExpectedError as error:
                sys.stderr.write(f"{name}: {sentence_for(error)}\n")
                return 1
            except Exception as error:  # noqa: BLE001 -- a self-test reports whatever is broken
                sys.stderr.write(f"{name}: {type(error).__name__}: {error}\n")
                return 1
            sys.stdout.write(f"{name}: đạt\n")
    return 0


def _main_job(folder: Path) -> None:
    from ntm_desktop.services.demonstrate import demonstrate

    summary = demonstrate(folder / "demo", lambda sentence: None)
    if not summary["same_figures"] or summary["import_again"]["added"]:
        raise AssertionError("the two desks differ after the exchange")


def _safety(folder: Path) -> None:
    from ntm_desktop.paths import DataFolder
    from ntm_desktop.services.keep_safe import back_up, check, restore
    from ntm_desktop.services.open_desk import open_desk

    desk_folder = DataFolder(folder / "demo" / "commune")
    with open_desk(desk_folder) as desk:
        copy = back_up(desk)
    restore(desk_folder, copy)
    with open_desk(desk_folder) as desk:
        check(desk)


def _window(folder: Path) -> None:
    from ntm_desktop.paths import DataFolder
    from ntm_desktop.services.open_desk import open_desk
    from ui.screenshots import take_screenshots

    with open_desk(DataFolder(folder / "demo" / "commune")) as desk:
        pictures = take_screenshots(desk, folder / "pictures")
    if not pictures or any(picture.stat().st_size < 5_000 for picture in pictures):
        raise AssertionError("a screen stayed empty")


_STEPS: tuple[tuple[str, Callable[[Path], None]], ...] = (
    ("Ghi, đánh giá, in, xuất, nhận", _main_job),
    ("Sao lưu, khôi phục, kiểm tra", _safety),
    ("Cửa sổ và mọi màn hình", _window),
)
