"""The recovery key on paper in the safe: with it, and with what was wrapped under it, a lost laptop comes back.

128 random bits as eleven groups of four digits, the last five of them a check of the others. Digits alone: a
Vietnamese keyboard makes other letters of letters. The key is random, so nobody guesses it and no slow hash is
needed. It opens as a pair of keys: the laptop keeps the public half, wraps its secrets anew whenever they change,
and others seal packages to it too; only the paper opens either.
"""

import hashlib
import json
import unicodedata
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey
from nacl.utils import random

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import RecoveryKeyWrong
from ntm_desktop.exchange import keys
from ntm_desktop.exchange.strict_json import MAX_NAME, SHA256, Fields, parse_object

_SIZE = 16
_DIGITS = 39  # what 2^128 needs
_CHECK_DIGITS = 5
_GROUP = 4
_VERSION = b"\x01"
_LOOK_ALIKES = str.maketrans("oODQlIi|zZsSbBgq", "0000111122558899")
_MAX_PERMIT = 64 * 2**10


@dataclass(frozen=True, slots=True)
class TrustedSender:
    """A machine whose six words were compared: its key, place code, and as what it is trusted."""

    public_key: str
    name: str
    role: str
    place: str


@dataclass(frozen=True, slots=True)
class Secrets:
    """What makes a laptop that laptop: its key, the permit it works under, and whom it trusts."""

    signing_key: bytes
    permit: str = ""
    senders: tuple[TrustedSender, ...] = ()

    def to_bytes(self) -> bytes:
        """As JSON, the same bytes for the same secrets."""
        senders = [[one.public_key, one.name, one.role, one.place] for one in self.senders]
        told = {"signing_key": self.signing_key.hex(), "permit": self.permit, "senders": senders}
        return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def new_recovery_key() -> tuple[str, bytes]:
    """As it is printed, and as `open_wrapped` takes it; it is kept nowhere but on the paper."""
    recovery = random(_SIZE)
    return printed(recovery), recovery


def printed(recovery: bytes) -> str:
    """The key in groups of digits, check digits at the end, as it stands on paper."""
    digits = f"{int.from_bytes(recovery, 'big'):0{_DIGITS}d}"
    digits += _check(digits)
    return " ".join(digits[start : start + _GROUP] for start in range(0, len(digits), _GROUP))


def read_recovery_key(text: str) -> bytes:
    """What a person typed from the paper: signs between the digits do not matter, O is read as 0, l as 1.

    Raises RecoveryKeyWrong for one that was never printed.
    """
    plain = unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKES)
    digits = "".join(letter for letter in plain if letter in "0123456789")
    if len(digits) != _DIGITS + _CHECK_DIGITS or _check(digits[:_DIGITS]) != digits[_DIGITS:]:
        raise RecoveryKeyWrong
    number = int(digits[:_DIGITS])
    if number >> 8 * _SIZE:
        raise RecoveryKeyWrong
    return number.to_bytes(_SIZE, "big")


def seed_of(recovery: bytes) -> bytes:
    """The secret half, which opens packages like a laptop's own signing key."""
    return hashlib.blake2b(recovery, digest_size=keys.SEED_SIZE, person=b"ntm-recovery-1").digest()


def public_half(recovery: bytes) -> str:
    """What the laptop keeps and others seal to: 64 hex digits."""
    return keys.public_key(seed_of(recovery))


def wrap(secrets: Secrets, public_key: str) -> bytes:
    """Worth nothing without the paper. Raises ValueError for a public key that is none."""
    try:
        box = SealedBox(VerifyKey(bytes.fromhex(public_key)).to_curve25519_public_key())
    except CryptoError as error:
        raise ValueError("not a public key") from error
    return _VERSION + bytes(box.encrypt(secrets.to_bytes()))


def unwrap(wrapped: bytes, recovery: bytes) -> Secrets:
    """Raises RecoveryKeyWrong for another laptop's paper or altered bytes."""
    if wrapped[:1] != _VERSION:
        raise RecoveryKeyWrong
    box = SealedBox(SigningKey(seed_of(recovery)).to_curve25519_private_key())
    try:
        return _secrets(bytes(box.decrypt(wrapped[1:])))
    except (CryptoError, ValueError, TypeError) as error:
        raise RecoveryKeyWrong from error


def _secrets(stored: bytes) -> Secrets:
    document = parse_object(stored)
    fields = Fields(document)
    listed = document.get("senders")
    permit = document.get("permit")
    if type(listed) is not list or type(permit) is not str or len(permit) > _MAX_PERMIT:
        raise ValueError("secrets")
    seed = bytes.fromhex(fields.text("signing_key", SHA256))
    return Secrets(seed, permit, tuple(_sender(one) for one in listed))


def _sender(found: object) -> TrustedSender:
    if type(found) is not list or len(found) != 4 or not all(type(one) is str for one in found):
        raise ValueError("sender")
    key, name, role, place = found
    if not SHA256.fullmatch(key) or (role and role not in set(DeviceRole)) or len(name + place) > 2 * MAX_NAME:
        raise ValueError("sender")
    return TrustedSender(key, name, role, place)


def _check(digits: str) -> str:
    number = int.from_bytes(hashlib.sha256(digits.encode()).digest(), "big")
    return f"{number % 10**_CHECK_DIGITS:0{_CHECK_DIGITS}d}"
