"""The recovery key on paper in the safe: with it, and with what was wrapped under it, a lost device key comes back.

128 random bits as eleven groups of four digits, the last five of them a check of the others. Digits alone: a
Vietnamese keyboard makes other letters of letters.
"""

import hashlib

from nacl.exceptions import CryptoError
from nacl.secret import SecretBox
from nacl.utils import random

from ntm_desktop.domain.errors import RecoveryKeyWrong
from ntm_desktop.exchange.keys import SEED_SIZE

_SIZE = 16
_DIGITS = 39  # what 2^128 needs
_CHECK_DIGITS = 5
_GROUP = 4
_VERSION = b"\x01"


def new_recovery_key() -> tuple[str, bytes]:
    """As it is printed, and as `wrap` takes it; it is kept nowhere but on the paper."""
    recovery = random(_SIZE)
    return printed(recovery), recovery


def printed(recovery: bytes) -> str:
    digits = f"{int.from_bytes(recovery, 'big'):0{_DIGITS}d}"
    digits += _check(digits)
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def read_recovery_key(text: str) -> bytes:
    """What a person typed from the paper; spaces and signs between the digits do not matter.

    Raises RecoveryKeyWrong for one that was never printed.
    """
    digits = "".join(letter for letter in text if letter in "0123456789")
    if len(digits) != _DIGITS + _CHECK_DIGITS or _check(digits[:_DIGITS]) != digits[_DIGITS:]:
        raise RecoveryKeyWrong
    number = int(digits[:_DIGITS])
    if number >> 8 * _SIZE:
        raise RecoveryKeyWrong
    return number.to_bytes(_SIZE, "big")


def wrap(seed: bytes, recovery: bytes) -> bytes:
    """A laptop's signing key, to be kept beside the data: worth nothing without the paper."""
    return _VERSION + bytes(SecretBox(_box_key(recovery)).encrypt(seed))


def unwrap(wrapped: bytes, recovery: bytes) -> bytes:
    """The signing key. Raises RecoveryKeyWrong for another laptop's paper or altered bytes."""
    if wrapped[:1] != _VERSION:
        raise RecoveryKeyWrong
    try:
        seed = bytes(SecretBox(_box_key(recovery)).decrypt(wrapped[1:]))
    except (CryptoError, ValueError) as error:
        raise RecoveryKeyWrong from error
    if len(seed) != SEED_SIZE:
        raise RecoveryKeyWrong
    return seed


def _check(digits: str) -> str:
    number = int.from_bytes(hashlib.sha256(digits.encode()).digest(), "big")
    return f"{number % 10**_CHECK_DIGITS:0{_CHECK_DIGITS}d}"


def _box_key(recovery: bytes) -> bytes:
    return hashlib.blake2b(recovery, digest_size=SecretBox.KEY_SIZE, person=b"ntm-recovery-1").digest()
