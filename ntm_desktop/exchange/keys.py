"""Signing keys of a laptop (Ed25519) and the six words by which people compare them over a phone."""

import hashlib
from functools import cache

from nacl.exceptions import CryptoError
from nacl.signing import SigningKey, VerifyKey

import resources

SEED_SIZE = 32
SIGNATURE_SIZE = 64
WORDS_SPOKEN = 6
_BITS_A_WORD = 9
# Six words carry 54 bits; the slow hash makes each guess of a look-alike key cost 2^14 hashes more.
_ROUNDS = 20_000
_SALT = b"ntm-desktop six words 1"


def new_signing_key() -> bytes:
    """A fresh 32-byte seed, from the operating system's randomness."""
    return bytes(SigningKey.generate())


def public_key(seed: bytes) -> str:
    """64 hex digits, lower case."""
    return bytes(SigningKey(seed).verify_key).hex()


def sign(seed: bytes, message: bytes) -> bytes:
    """64 bytes of Ed25519; `seed` has 32 bytes."""
    return SigningKey(seed).sign(message).signature


def is_signed_by(public_key_hex: str, message: bytes, signature: bytes) -> bool:
    """False for anything that is not exactly that key's signature of that message."""
    if len(signature) != SIGNATURE_SIZE:
        return False
    try:
        VerifyKey(bytes.fromhex(public_key_hex)).verify(message, signature)
    except (CryptoError, ValueError):
        return False
    return True


@cache
def six_words(public_key_hex: str) -> str:
    """Equal keys give equal words; read aloud, the other side ticks them off ("bắc cầu, hoa sen, ...")."""
    words = spoken_words()
    digest = hashlib.pbkdf2_hmac("sha256", bytes.fromhex(public_key_hex), _SALT, _ROUNDS)
    number = int.from_bytes(digest, "big")
    picked = []
    for _ in range(WORDS_SPOKEN):
        picked.append(words[number % len(words)])
        number >>= _BITS_A_WORD
    return ", ".join(picked)


@cache
def spoken_words() -> tuple[str, ...]:
    """The 512 words, in their fixed order: changing the file changes what every key is called."""
    return tuple(resources.text("exchange", "words.txt").split("\n")[: 1 << _BITS_A_WORD])
