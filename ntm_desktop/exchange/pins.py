"""PINs of persons who share a laptop, kept as argon2id hashes.

64 MiB and two passes: a tenth of a second on an office laptop, while each guess of a thief costs the same.
"""

from nacl.exceptions import CryptoError
from nacl.pwhash import argon2id

from ntm_desktop.domain.names import nfc

_MEMORY = 64 * 2**20
_PASSES = 2


def hash_pin(pin: str) -> str:
    """A line of text that holds salt and limits too; another one each time."""
    return argon2id.str(_bytes(pin), _PASSES, _MEMORY).decode("ascii")


def is_pin(pin: str, pin_hash: str) -> bool:
    """False also for a hash that is none."""
    try:
        return argon2id.verify(pin_hash.encode("ascii"), _bytes(pin))
    except (CryptoError, ValueError):
        return False


def _bytes(pin: str) -> bytes:
    return nfc(pin.strip()).encode("utf-8", "replace")
