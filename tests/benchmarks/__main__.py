"""Every figure in one run, as ratios: `python -m tests.benchmarks [NAME ...]`; status 1 when a limit is broken."""

import importlib
import sys

NAMES = (
    *("start", "edit", "grid", "whole_window", "dossier", "importing", "exchange_figures"),
    *("workbooks", "evidence", "households"),
)


def main(names: list[str]) -> int:
    broken = 0
    for name in names or NAMES:
        for figure in importlib.import_module(f"tests.benchmarks.{name}").measure():
            sys.stdout.write(f"{figure}\n")
            broken += not figure.holds
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
