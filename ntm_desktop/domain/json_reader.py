"""Strict reading of JSON that people edit by hand: every problem is noted, none ends the reading."""

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any, TypeVar

from ntm_desktop.domain.errors import NtmError
from ntm_desktop.domain.names import nfc

Choice = TypeVar("Choice", bound=StrEnum)
StandIn = TypeVar("StandIn")

_LARGEST = 10**9
_PLACES = 6  # with the limit above: fifteen digits, which a JSON number carries without loss
_ABSENT = object()


class JsonObject(dict[str, Any]):
    """A parsed object, its keys composed, that remembers which of them stood there more than once."""

    __slots__ = ("repeated",)

    def __init__(self, pairs: Sequence[tuple[str, Any]]) -> None:
        super().__init__([(nfc(key), value) for key, value in pairs])
        self.repeated: tuple[str, ...] = ()
        if len(self) < len(pairs):
            names = [nfc(key) for key, _ in pairs]
            self.repeated = tuple(sorted(name for name in self if names.count(name) > 1))


class JsonProblem(NtmError):
    """The text is no JSON; the message is the whole Vietnamese sentence."""


def load_json(text: str) -> object:
    """JSON with exact numbers, and repeated keys remembered. Raises JsonProblem."""
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=JsonObject,
        )
    except json.JSONDecodeError as error:
        raise JsonProblem(
            f"Dòng {error.lineno}, cột {error.colno}: sai cú pháp JSON (thường do thừa hoặc thiếu dấu phẩy, "
            "dấu ngoặc hoặc dấu ngoặc kép)."
        ) from error
    except RecursionError as error:
        raise JsonProblem("Dòng 1: các ngoặc lồng vào nhau quá sâu.") from error
    except (ValueError, ArithmeticError) as error:
        raise JsonProblem("Trong tệp có một con số không đọc được.") from error


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


class JsonReader:
    """One JSON object. Accessors note what is wrong and return a harmless stand-in; `finish` notes unknown keys.

    `where` begins every sentence ("Tiêu chí 9, chỉ tiêu 9.2"); `titles` are the Vietnamese names of the keys.
    """

    def __init__(self, value: object, where: str, problems: list[str], titles: Mapping[str, str]) -> None:
        self.where = where
        self._problems = problems
        self._titles = titles
        self._asked: set[str] = set()
        self._fields: dict[str, Any] = {}
        self.is_object = isinstance(value, dict)
        if not isinstance(value, dict):
            self.problem(f"phải là các mục đặt trong ngoặc nhọn {{ }}, không phải {_type_name(value)}")
            return
        if isinstance(value, JsonObject):
            self._fields = value
            for key in value.repeated:
                self.problem(f"mục {self._named(key)} ghi hai lần")
        else:
            self._fields = {nfc(str(key)): item for key, item in value.items()}

    def problem(self, text: str) -> None:
        """Notes what is wrong at this place of the document; reading goes on."""
        self._problems.append(f"{self.where}: {text}.")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self._fields

    def allow(self, *keys: str) -> None:
        """These keys may stand here although nobody reads them."""
        self._asked.update(keys)

    def finish(self) -> None:
        """Notes keys that nothing asked for: most are misspelt."""
        for key in self._fields:
            if key not in self._asked:
                self.problem(f"mục {self._named(key)} không thuộc chỗ này hoặc viết sai tên")

    def text(self, key: str, *, required: bool = True, pattern: str = "") -> str:
        """A text, composed; a problem and "" where it is none."""
        value = self._take(key, required)
        if value is _ABSENT:
            return ""
        if not isinstance(value, str):
            return self._wrong(key, "phải là chữ đặt trong ngoặc kép", value, "")
        if not value.strip():
            self.problem(f"mục {self._named(key)} để trống")
            return ""
        if not _is_printable(value):
            self.problem(f"mục {self._named(key)} có ký tự không in được")
            return ""
        if pattern and not re.fullmatch(pattern, nfc(value)):
            self.problem(f"mục {self._named(key)} viết “{shown(value)}” là không đúng cách viết")
            return ""
        return nfc(value)

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of different texts, at least one when it is required."""
        listed = self._list(key, required)
        for item in listed:
            if not isinstance(item, str) or not item.strip() or not _is_printable(item):
                return self._wrong(key, "phải là danh sách các dòng chữ", item, ())
        found = tuple(nfc(item) for item in listed if isinstance(item, str))
        if len(set(found)) < len(found):
            self.problem(f"mục {self._named(key)} có dòng lặp lại")
        if required and not found and self.has(key):
            self.problem(f"mục {self._named(key)} chưa có dòng nào")
        return found

    def whole(self, key: str, low: int, high: int) -> int | None:
        """A whole number within its limits; a problem where it is none."""
        value = self._take(key, True)
        if value is _ABSENT:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            return self._wrong(key, "phải là số nguyên, không đặt trong ngoặc kép", value, None)
        if not low <= value <= high:
            self.problem(f"mục {self._named(key)} phải từ {low} đến {high}")
            return None
        return value

    def number(self, key: str) -> Decimal | None:
        """A number from 0 to a thousand million, exact to six decimals."""
        value = self._take(key, True)
        if value is _ABSENT:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
            return self._wrong(key, "phải là số, không đặt trong ngoặc kép", value, None)
        exact = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
        exponent = exact.as_tuple().exponent
        if not isinstance(exponent, int):
            return self._wrong(key, "phải là số", value, None)
        if exact < 0:
            self.problem(f"mục {self._named(key)} là số âm")
            return None
        if exact > _LARGEST or exponent < -_PLACES:
            self.problem(f"mục {self._named(key)} quá lớn hoặc có quá {_PLACES} chữ số thập phân")
            return None
        return exact

    def flag(self, key: str, *, required: bool = False) -> bool:
        """True or false; a problem and False where it is neither."""
        value = self._take(key, required)
        if value is _ABSENT:
            return False
        return value if isinstance(value, bool) else self._wrong(key, "phải là true hoặc false", value, False)

    def choice(self, key: str, choices: type[Choice]) -> Choice | None:
        """One of the words on offer; a problem and None where it is none of them."""
        value = self._take(key, True)
        if value is _ABSENT:
            return None
        try:
            return choices(value)
        except ValueError:
            listed = ", ".join(f"“{one.value}”" for one in choices)
            return self._wrong(key, f"phải là một trong: {listed}", value, None)

    def child(self, key: str, where: str, *, required: bool = True) -> "JsonReader | None":
        """The object under the key, read under its own name; None where there is none."""
        value = self._take(key, required)
        return None if value is _ABSENT else self.reader(value, where)

    def names(self) -> tuple[str, ...]:
        """The keys of an object whose keys are data (columns, years)."""
        return tuple(self._fields)

    def members(self, key: str) -> list[object]:
        """The members of a list that must hold at least one."""
        listed = self._list(key, True)
        if not listed and isinstance(self._fields.get(key), list):
            self.problem(f"mục {self._named(key)} chưa có nội dung nào")
        return listed

    def reader(self, value: object, where: str) -> "JsonReader":
        """A reader of a value inside this document, which notes problems in the same list."""
        return JsonReader(value, where, self._problems, self._titles)

    def _take(self, key: str, required: bool) -> Any:
        self._asked.add(key)
        if key in self._fields:
            return self._fields[key]
        if required and self.is_object:
            self.problem(f"thiếu mục {self._named(key)}")
        return _ABSENT

    def _list(self, key: str, required: bool) -> list[object]:
        value = self._take(key, required)
        if value is _ABSENT:
            return []
        return (
            value if isinstance(value, list) else self._wrong(key, "phải là danh sách trong ngoặc [ ]", value, [])
        )

    def _wrong(self, key: str, wanted: str, value: object, stand_in: StandIn) -> StandIn:
        found = f"“{shown(value)}”" if isinstance(value, str) else _type_name(value)
        self.problem(f"mục {self._named(key)} {wanted}; trong tệp là {found}")
        return stand_in

    def _named(self, key: str) -> str:
        title = self._titles.get(key)
        return f"“{shown(key)}” ({title})" if title else f"“{shown(key)}”"


def shown(text: str) -> str:
    """A stranger's text inside our sentence: printable, on one line, not long."""
    clean = nfc(text)
    if not clean.isprintable():
        clean = "".join(c if c.isprintable() else "�" for c in clean)
    return clean if len(clean) <= 60 else f"{clean[:59]}…"


def _is_printable(text: str) -> bool:
    if text.isprintable():  # nearly every text; the loop is for line breaks and unusual spaces
        return True
    return all(c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Cn", "Co") for c in text)


def _type_name(value: object) -> str:
    if value is None:
        return "để trống (null)"
    if isinstance(value, bool):
        return "true hoặc false"
    if isinstance(value, int | float | Decimal):
        return "một con số"
    if isinstance(value, str):
        return "chữ"
    return "một danh sách" if isinstance(value, list) else "một nhóm mục"
