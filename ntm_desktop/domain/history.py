"""The running hash of one laptop's log: two different histories under the same numbers can never have the same.

It is made of the operations alone, however they were cut into segments: over blocks of 4,096, each begun with the
hash of all before it. Personal values are left out, so that erasing them changes no history.
"""

import hashlib
from collections.abc import Sequence

from ntm_desktop.domain.operation import PERSONAL_KINDS, Operation

BLOCK = 4096
START = bytes(32)
"""The hash of a log in which nothing stands yet."""


class History:
    """What stands in a log up to running number `at`; `mark` is its hash where `at` is a multiple of BLOCK."""

    def __init__(self, at: int = 0, mark: bytes = START) -> None:
        if at % BLOCK:
            raise ValueError("not the end of a block")
        self.at = at
        self._hash = hashlib.sha256(mark)
        self._mark = mark

    @property
    def digest(self) -> bytes:
        """32 bytes for everything up to `at`."""
        return self._mark if self.at % BLOCK == 0 else self._hash.digest()

    def add(self, operations: Sequence[Operation]) -> None:
        """The operations that follow `at`, in running order."""
        done = 0
        while done < len(operations):
            taken = operations[done : done + BLOCK - self.at % BLOCK]
            self._hash.update(_text(taken).encode())
            done += len(taken)
            self.at += len(taken)
            if self.at % BLOCK == 0:
                self._mark = self._hash.digest()
                self._hash = hashlib.sha256(self._mark)


def _text(operations: Sequence[Operation]) -> str:
    """Eight fields a line; the number of separators leaves no two ways to read it."""
    return "".join(
        [
            f"{seq}\x1f{kind}\x1f{entity}\x1f{field}\x1f{'' if kind in PERSONAL_KINDS else value}\x1f{parents}"
            f"\x1f{person}\x1f{at}\n"
            for _, _, seq, kind, entity, field, value, parents, person, at in operations
        ]
    )
