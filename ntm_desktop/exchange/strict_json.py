"""JSON from strangers: every type checked, no key twice, no NaN, no half characters, and only ValueError raised."""

import json
import re
import unicodedata
from typing import Any, NoReturn

from ntm_desktop.domain.names import nfc

MAX_INTEGER = 2**63 - 1  # what SQLite holds
LATEST_TIME = 32_503_680_000  # the year 3000
MAX_NAME = 300

DEVICE = re.compile(r"[0-9a-f]{16}")
SHA256 = re.compile(r"[0-9a-f]{64}")  # and public keys, which are as long
SIGNATURE = re.compile(r"[0-9a-f]{128}")
MEMBER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\.[a-z0-9]{1,8})?")
PROGRAM = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}")


def one_line(text: str) -> str:
    """`text` as `Fields.text` takes it."""
    return nfc("".join(letter for letter in " ".join(nfc(text).split()) if letter.isprintable()))


def parse(text: str) -> Any:
    """Any JSON value. Raises ValueError."""
    try:
        return _decoder.decode(text)
    except RecursionError as error:
        raise ValueError("nested too deeply") from error


def parse_object(data: bytes) -> dict[str, Any]:
    """One JSON object, in UTF-8. Raises ValueError."""
    found = parse(data.decode("utf-8"))
    if type(found) is not dict:
        raise ValueError("not an object")
    if b"\\u" in data:
        refuse_half_characters(found)
    return found


def refuse_half_characters(found: object) -> None:
    """A lone surrogate can be written in JSON as an escape but stored nowhere. Raises ValueError."""
    json.dumps(found, ensure_ascii=False).encode("utf-8")


class Fields:
    """The fields of one object; each is asked for with the type and limits it must have. Raises ValueError."""

    def __init__(self, found: object) -> None:
        if type(found) is not dict:
            raise ValueError("not an object")
        self._found: dict[str, Any] = found

    def names(self) -> tuple[str, ...]:
        """The keys that are there."""
        return tuple(self._found)

    def text(
        self, name: str, pattern: re.Pattern[str] | None = None, *, longest: int = 100, may_be_empty: bool = False
    ) -> str:
        """Composed (NFC) text of one line."""
        found = self._get(name, str)
        if pattern is not None:
            if not pattern.fullmatch(found):
                raise ValueError(name)
        elif not (found or may_be_empty) or len(found) > longest or not _is_plain(found):
            raise ValueError(name)
        return str(found)

    def number(self, name: str, lowest: int, highest: int = MAX_INTEGER) -> int:
        """A whole number within its limits. Raises ValueError."""
        found = self._get(name, int)
        if not lowest <= found <= highest:
            raise ValueError(name)
        return int(found)

    def number_or_none(self, name: str, lowest: int, highest: int = MAX_INTEGER) -> int | None:
        """`null`, but not missing, where there is none."""
        if name in self._found and self._found[name] is None:
            return None
        return self.number(name, lowest, highest)

    def flag(self, name: str) -> bool:
        """True or false. Raises ValueError."""
        return bool(self._get(name, bool))

    def object(self, name: str) -> "Fields":
        """An object. Raises ValueError."""
        return Fields(self._get(name, dict))

    def objects(self, name: str) -> "list[Fields]":
        """A list of objects. Raises ValueError."""
        return [Fields(each) for each in self._get(name, list)]

    def texts(self, name: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
        """A list of texts. Raises ValueError."""
        found = self._get(name, list)
        if not all(type(each) is str and pattern.fullmatch(each) for each in found):
            raise ValueError(name)
        return tuple(found)

    def _get(self, name: str, kind: type) -> Any:
        found = self._found.get(name)
        if type(found) is not kind:  # not isinstance: True is no number
            raise ValueError(name)
        return found


def _is_plain(text: str) -> bool:
    return text.isprintable() and unicodedata.is_normalized("NFC", text)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found


def _refuse(constant: str) -> NoReturn:
    raise ValueError(constant)


_decoder = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_refuse)
