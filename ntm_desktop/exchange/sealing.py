"""Sealing: a random key for the payload, that key in an envelope for each recipient, the payload in 64 KiB chunks.

Recipients are named by the Ed25519 keys they sign with, converted to X25519. The chunks are a libsodium
secretstream (XChaCha20-Poly1305): none can be changed, moved or left out, and the last one says that it is.
"""

import io
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any

from nacl import bindings
from nacl.exceptions import CryptoError
from nacl.public import SealedBox
from nacl.signing import SigningKey, VerifyKey

ALGORITHM = "x25519-sealedbox+deflate+xchacha20poly1305-secretstream-64k"
CHUNK = 64 * 2**10
KEY_SIZE = bindings.crypto_secretstream_xchacha20poly1305_KEYBYTES
SEALED_KEY_SIZE = KEY_SIZE + bindings.crypto_box_SEALBYTES
_HEADER = bindings.crypto_secretstream_xchacha20poly1305_HEADERBYTES
_SEALED_CHUNK = CHUNK + bindings.crypto_secretstream_xchacha20poly1305_ABYTES
_MORE = bindings.crypto_secretstream_xchacha20poly1305_TAG_MESSAGE
_FINAL = bindings.crypto_secretstream_xchacha20poly1305_TAG_FINAL
_push = bindings.crypto_secretstream_xchacha20poly1305_push
_pull = bindings.crypto_secretstream_xchacha20poly1305_pull


def new_payload_key() -> bytes:
    """32 random bytes, for one package."""
    return bindings.crypto_secretstream_xchacha20poly1305_keygen()


def seal_key(payload_key: bytes, public_key: str) -> bytes:
    """The envelope for the laptop that signs with `public_key` (hex). Raises ValueError for a key that is none."""
    try:
        box = SealedBox(VerifyKey(bytes.fromhex(public_key)).to_curve25519_public_key())
        return bytes(box.encrypt(payload_key))
    except CryptoError as error:
        raise ValueError("not a public key") from error


def can_seal_to(public_key: str) -> bool:
    """Whether that is a key at all: a laptop may say anything of itself."""
    try:
        VerifyKey(bytes.fromhex(public_key)).to_curve25519_public_key()
    except (CryptoError, ValueError, TypeError):
        return False
    return True


def unseal_key(envelope: bytes, seed: bytes) -> bytes | None:
    """The payload key, None where the envelope is not for this laptop."""
    try:
        found = bytes(SealedBox(SigningKey(seed).to_curve25519_private_key()).decrypt(envelope))
    except (CryptoError, ValueError):
        return None
    return found if len(found) == KEY_SIZE else None


class Sealer:
    """Seals what is written to it; without `close` the result is refused as cut off."""

    def __init__(self, payload_key: bytes, write: Callable[[bytes], object]) -> None:
        self._state = bindings.crypto_secretstream_xchacha20poly1305_state()
        self._write = write
        self._waiting = bytearray()
        write(bindings.crypto_secretstream_xchacha20poly1305_init_push(self._state, payload_key))

    def write(self, data: bytes) -> None:
        """Takes plain bytes of any length."""
        self._waiting += data
        done = 0
        while len(self._waiting) - done > CHUNK:  # not >=: the last chunk must be there to be marked
            self._write(_push(self._state, bytes(self._waiting[done : done + CHUNK]), None, _MORE))
            done += CHUNK
        del self._waiting[:done]

    def close(self) -> None:
        """Seals what is left with the mark of the end: a stream without it was cut off."""
        self._write(_push(self._state, bytes(self._waiting), None, _FINAL))
        self._waiting.clear()


def sealed_size(plain: int) -> int:
    """How many bytes `Sealer` makes of so many."""
    chunks = max(1, -(-plain // CHUNK))
    return _HEADER + plain + chunks * (_SEALED_CHUNK - CHUNK)


def unsealed(stream: IO[bytes], payload_key: bytes) -> Iterator[bytes]:
    """The chunks as they went in. Raises ValueError for anything that `Sealer` did not make with this key."""
    state = bindings.crypto_secretstream_xchacha20poly1305_state()
    try:
        bindings.crypto_secretstream_xchacha20poly1305_init_pull(state, stream.read(_HEADER), payload_key)
        tag = _MORE
        while tag == _MORE:
            sealed = stream.read(_SEALED_CHUNK)
            chunk, tag = _pull(state, sealed)
            if tag not in (_MORE, _FINAL) or (tag == _MORE and len(sealed) < _SEALED_CHUNK):
                raise ValueError("a chunk of another kind")
            yield chunk
    except CryptoError as error:
        raise ValueError("sealed by another key, or altered") from error
    if stream.read(1):
        raise ValueError("more after the last chunk")


class Deflater:
    """Deflates on the way to `write`: what is sealed can no longer be made smaller."""

    def __init__(self, write: Callable[[bytes], object]) -> None:
        self._zlib = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
        self._write = write

    def write(self, data: bytes) -> None:
        """Takes plain bytes of any length."""
        self._write(self._zlib.compress(data))

    def close(self) -> None:
        """Writes what is left; the stream below stays open."""
        self._write(self._zlib.flush())


class Inflated(io.RawIOBase):
    """Deflated chunks as a readable stream, never unfolding more than is asked for. Raises ValueError."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        super().__init__()
        self._chunks = chunks
        self._zlib = zlib.decompressobj(-zlib.MAX_WBITS)

    def readable(self) -> bool:
        """Always: it is a stream to read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fills the buffer with unpacked bytes, returns how many; 0 at the end. Raises ValueError, zlib.error."""
        room = len(buffer)
        while room and not self._zlib.eof:
            packed: bytes | None = self._zlib.unconsumed_tail or next(self._chunks, None)
            found = self._inflate(packed or b"", room)
            if found:
                buffer[: len(found)] = found
                return len(found)
            if packed is None:
                raise ValueError("deflated data that does not end")
        if self._zlib.unused_data or any(self._chunks):  # nothing hides behind the data; the last chunk is there
            raise ValueError("more after the end")
        return 0

    def _inflate(self, packed: bytes, room: int) -> bytes:
        try:
            return self._zlib.decompress(packed, room)
        except zlib.error as error:
            raise ValueError("not deflated data") from error
