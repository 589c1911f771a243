"""Matching Vietnamese and minority names without marks; printing them stays exact."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

# Letters that Unicode does not decompose into base + mark (Vietnamese, Ba Na, Gia Rai, Ê Đê spelling).
_STROKES = str.maketrans({"đ": "d", "Đ": "d", "ƀ": "b", "Ƀ": "b", "ı": "i", "’": "'", "‘": "'", "ʼ": "'"})


def nfc(text: str) -> str:
    """Composed form, at every entrance: only then does Vietnamese need no shaping on paper."""
    return unicodedata.normalize("NFC", text)


class _Folded(dict[int, str]):
    """What becomes of each letter, worked out when it is first met: thousands of names share a few dozen."""

    def __missing__(self, letter: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(letter).translate(_STROKES))
        plain = "".join(c for c in decomposed if not unicodedata.combining(c))
        folded = self[letter] = plain.casefold().replace("'", "")
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Lower case, no marks, no apostrophes, single spaces: `ĐăkHlơ`, `Đăk Hlơ` differ only by a space."""
    return " ".join(text.translate(_FOLDED).split())


def squeeze(text: str) -> str:
    """`fold` without any space or punctuation, for names that people join or split (`ĐăkHlơ`)."""
    return "".join(c for c in fold(text) if c.isalnum())


def matches(query: str, texts: Iterable[str], abbreviations: Mapping[str, str] | None = None) -> bool:
    """Whether every word of `query` occurs, without marks, somewhere in `texts`, or spells initials there.

    `hn` finds "hộ nghèo": the first letters of words that follow each other within one text. `abbreviations` are
    full names by their short forms ("UBND"): either spelling is found by the other.
    """
    listed = [fold(text) for text in texts]
    haystack = " ".join(listed)
    full_names = {squeeze(short): _words(full) for short, full in (abbreviations or {}).items()}
    if full_names:
        haystack += " " + " ".join(full_names.get(squeeze(word), word) for word in haystack.split())
    words = _words(haystack) if full_names else haystack
    missing = [
        word
        for word in fold(query).split()
        if word not in haystack and full_names.get(squeeze(word), word) not in words
    ]
    if not all(len(word) > 1 and word.isalpha() for word in missing):
        return False
    initials = " ".join(_initials(text) for text in listed) if missing else ""
    return all(word in initials for word in missing)


def _words(text: str) -> str:
    """Folded, without what stands between words: offices write "Tài chính - Kế hoạch" with every kind of dash."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())


def _initials(folded: str) -> str:
    """The first letters of words; a number or a punctuation mark between words ends the row."""
    return "".join(" " if one is None else one for one in map(_first_letter, _WORDS.findall(folded)))


def _first_letter(word: str) -> str | None:
    return word[0] if word[0].isalpha() else None


_WORDS = re.compile(r"[^\W_]+|[^\w\s]")
