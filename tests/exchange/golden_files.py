"""Files of each format version, which every later program must read.

    python -m tests.exchange.golden_files --write-again

A version that has been shipped is never written again: a new version adds files. CI refuses the flag.
"""

import argparse
import os
import sys
from pathlib import Path

from ntm_desktop.domain.history import START
from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange.enrolment import write_permit, write_request
from ntm_desktop.exchange.operation_lines import encode
from ntm_desktop.exchange.package_writing import write_package
from ntm_desktop.exchange.pins import hash_pin
from ntm_desktop.exchange.recovery import Secrets, public_half, wrap
from ntm_desktop.exchange.segments import Segment, sign_line
from ntm_desktop.exchange.tally import Counted, counted
from tests.exchange import enrolled
from tests.exchange.packages import SEALED_TO, SEED, draft, operation, operations, segments

FOLDER = Path(__file__).parent / "golden"
FIRST = FOLDER / "format-1.ntm"  # nothing writes these two any more
FIRST_SEALED = FOLDER / "format-1-sealed.ntm"
OPEN = FOLDER / "format-2.ntm"
SEALED = FOLDER / "format-2-sealed.ntm"
REQUEST = FOLDER / "version-1.ntm-yeucau"
PERMIT = FOLDER / "version-1.ntm-giayphep"
PIN = FOLDER / "pin.txt"
WRAPPED = FOLDER / "wrapped-key.bin"

PIN_TYPED = "2580"
RECOVERY = bytes(range(16))
UNKNOWN = {"evidence": [{"sha256": "00" * 32}]}
SAMPLE_ROW = operation(1, device="5a5a000000000001", parents="")


def rows() -> list[Operation]:
    return [*operations(9), SAMPLE_ROW]


def golden_segments(before: bytes = START) -> list[Segment]:
    """Nine operations, two of them with a field that no program knows yet, and sample data."""
    known = operations(9)
    [(line, _)] = encode(known, {known[1].key: {"reason": "theo biên bản"}, known[4].key: {"reason": 5}})
    return [sign_line(line, known[0], len(known), SEED, before), *segments([SAMPLE_ROW])]


def golden_contents() -> Counted:
    return counted(golden_segments(), len(rows()))


def write_packages() -> None:
    made, found = golden_segments(), golden_contents()
    write_package(OPEN, draft(unknown=UNKNOWN), made, SEED, counted=found)
    write_package(SEALED, draft(unknown=UNKNOWN, recipients=SEALED_TO), made, SEED, counted=found)


def write_again() -> None:
    FOLDER.mkdir(exist_ok=True)
    write_packages()
    write_request(REQUEST, enrolled.REQUEST, SEED)
    write_permit(PERMIT, enrolled.PERMIT, enrolled.LEAD_SEED)
    PIN.write_text(hash_pin(PIN_TYPED), "ascii")
    WRAPPED.write_bytes(wrap(Secrets(SEED), public_half(RECOVERY)))


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--write-again", action="store_true", required=True)
    arguments.parse_args()
    if os.environ.get("CI"):
        sys.stderr.write("golden files are not written in CI\n")
        return 1
    write_again()
    return 0


if __name__ == "__main__":
    sys.exit(main())
