"""Sets up and runs NTM Desktop from source with nothing but Python 3.11 and pip.

python3 build/source.py run     the program with the sample district
python3 build/source.py test    every test
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "installed.txt"
SAMPLE = ROOT / "out" / "sample"
SYSTEM_LIBRARIES = "libgl1 libegl1 libdbus-1-3 libfontconfig1 libglib2.0-0 libxkbcommon0"
WINDOW_LIBRARIES = (
    "libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-render-util0 libxcb-shape0 libxcb-xkb1 "
    "libxkbcommon-x11-0"
)


def main(arguments: list[str]) -> int:
    if arguments[:1] not in (["run"], ["test"]):
        print(__doc__)
        return 2
    if sys.version_info < (3, 11):  # noqa: UP036 -- an older Python is told so here, before pip confuses it
        print(f"Python 3.11 or later is needed; this is {sys.version.split()[0]}.")
        return 1
    _set_up()
    return _run() if arguments[0] == "run" else _test(arguments[1:])


def _set_up() -> None:
    """A virtual environment beside the sources, made anew only when what it should hold has changed."""
    wanted = (ROOT / "constraints.txt").read_text() + (ROOT / "pyproject.toml").read_text()
    if STAMP.is_file() and STAMP.read_text() == wanted:
        return
    print("Đang chuẩn bị lần đầu / setting up .venv (about a minute the first time) ...", flush=True)
    subprocess.run([sys.executable, "-m", "venv", str(VENV)], check=True)
    constraints = ROOT / "constraints.txt"
    # Twice quiet: errors are shown, warnings about how this machine's pip is set up are not.
    pip = [str(PYTHON), "-m", "pip", "install", "-qq", "--disable-pip-version-check"]
    environment = os.environ | {"PIP_CONSTRAINT": str(constraints)}
    subprocess.run([*pip, "-c", str(constraints), "-e", f"{ROOT}[test]"], check=True, env=environment)
    STAMP.write_text(wanted)


def _run() -> int:
    if not _qt_loads("PySide6.QtWidgets"):
        return 1
    environment = os.environ | {"PYTHONUTF8": "1"}
    if not (SAMPLE / "ntm.db").is_file():
        made = [str(PYTHON), "-m", "ntm_desktop", "init", "--sample", "ia-hdrai", "--data-dir", str(SAMPLE)]
        subprocess.run(made, check=True, cwd=ROOT, env=environment)
    opened = [str(PYTHON), "-m", "ntm_desktop", "--data-dir", str(SAMPLE)]
    status = subprocess.run(opened, check=False, cwd=ROOT, env=environment).returncode
    if status < 0 and sys.platform.startswith("linux"):
        print("Không mở được cửa sổ / the window could not be shown.")
        print(f"Debian, Ubuntu: apt-get install {WINDOW_LIBRARIES}")
    if status != 0:
        print(f"Máy không có màn hình thì chạy / without a display: {PYTHON} -m ntm_desktop demo out/demo")
    return abs(status)


def _test(more: list[str]) -> int:
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    if not _qt_loads("PySide6.QtWidgets"):
        return 1
    return subprocess.run([str(PYTHON), "-m", "pytest", *more], check=False, cwd=ROOT, env=environment).returncode


def _qt_loads(module: str) -> bool:
    """A bare Debian lacks what Qt is linked with: say which line mends it."""
    tried = subprocess.run([str(PYTHON), "-c", f"import {module}"], check=False, capture_output=True, text=True)
    if tried.returncode == 0:
        return True
    print(tried.stderr.strip().splitlines()[-1] if tried.stderr.strip() else "Qt could not be loaded.")
    print(f"Qt needs system libraries. On Debian or Ubuntu: apt-get install {SYSTEM_LIBRARIES}")
    return False


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
