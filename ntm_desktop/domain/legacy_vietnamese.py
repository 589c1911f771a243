"""Texts typed in the fonts offices used before Unicode: TCVN3 (".VnTime") and VNI ("VNI-Times").

Such a text is Latin-1 letters that only its font shows as Vietnamese, so the font decides, cell by cell. A text
that holds a letter above Latin-1 was typed in Unicode, whatever its font says.
"""

import re
import unicodedata
from enum import StrEnum


class Encoding(StrEnum):
    """Fonts that drew Vietnamese letters over other codes."""

    TCVN3 = "tcvn3"
    TCVN3_CAPITALS = "tcvn3_capitals"
    """The ".VnTimeH" kind: the codes of small letters, drawn as capitals."""
    VNI = "vni"


ENCODING_TITLES = {Encoding.TCVN3: "TCVN3", Encoding.TCVN3_CAPITALS: "TCVN3 chữ hoa", Encoding.VNI: "VNI"}

# TCVN 5712:1993, the third table: one byte a letter. Capitals with a tone mark have no code of their own.
_TCVN3_CODES = {
    "ăâêôơưđ": (0xA8, 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE),
    "ĂÂÊÔƠƯĐ": (0xA1, 0xA2, 0xA3, 0xA4, 0xA5, 0xA6, 0xA7),
    "àảãáạ": (0xB5, 0xB6, 0xB7, 0xB8, 0xB9),
    "ằẳẵắặ": (0xBB, 0xBC, 0xBD, 0xBE, 0xC6),
    "ầẩẫấậ": (0xC7, 0xC8, 0xC9, 0xCA, 0xCB),
    "èẻẽéẹ": (0xCC, 0xCE, 0xCF, 0xD0, 0xD1),
    "ềểễếệ": (0xD2, 0xD3, 0xD4, 0xD5, 0xD6),
    "ìỉĩíị": (0xD7, 0xD8, 0xDC, 0xDD, 0xDE),
    "òỏõóọ": (0xDF, 0xE1, 0xE2, 0xE3, 0xE4),
    "ồổỗốộ": (0xE5, 0xE6, 0xE7, 0xE8, 0xE9),
    "ờởỡớợ": (0xEA, 0xEB, 0xEC, 0xED, 0xEE),
    "ùủũúụ": (0xEF, 0xF1, 0xF2, 0xF3, 0xF4),
    "ừửữứự": (0xF5, 0xF6, 0xF7, 0xF8, 0xF9),
    "ỳỷỹýỵ": (0xFA, 0xFB, 0xFC, 0xFD, 0xFE),
}
TCVN3_LETTERS = {
    chr(code): letter
    for letters, codes in _TCVN3_CODES.items()
    for letter, code in zip(letters, codes, strict=True)
}

# VNI: a letter and a mark behind it, each a byte; a dozen letters are one byte.
_VNI_MARKED = {
    "a": {"ù": "á", "ø": "à", "û": "ả", "õ": "ã", "ï": "ạ", "ê": "ă", "é": "ắ", "è": "ằ", "ú": "ẳ", "ü": "ẵ",
          "ë": "ặ", "â": "â", "á": "ấ", "à": "ầ", "å": "ẩ", "ã": "ẫ", "ä": "ậ"},
    "e": {"ù": "é", "ø": "è", "û": "ẻ", "õ": "ẽ", "ï": "ẹ", "â": "ê", "á": "ế", "à": "ề", "å": "ể", "ã": "ễ",
          "ä": "ệ"},
    "o": {"ù": "ó", "ø": "ò", "û": "ỏ", "õ": "õ", "ï": "ọ", "â": "ô", "á": "ố", "à": "ồ", "å": "ổ", "ã": "ỗ",
          "ä": "ộ"},
    "ô": {"ù": "ớ", "ø": "ờ", "û": "ở", "õ": "ỡ", "ï": "ợ"},
    "u": {"ù": "ú", "ø": "ù", "û": "ủ", "õ": "ũ", "ï": "ụ"},
    "ö": {"ù": "ứ", "ø": "ừ", "û": "ử", "õ": "ữ", "ï": "ự"},
    "y": {"ù": "ý", "ø": "ỳ", "û": "ỷ", "õ": "ỹ"},
}  # fmt: skip  # a table: one base letter a line
_VNI_SINGLE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}


def _vni_letters() -> dict[str, str]:
    small = dict(_VNI_SINGLE)
    for base, marked in _VNI_MARKED.items():
        small |= {base + mark: letter for mark, letter in marked.items()}
    capitals = {code.upper(): letter.upper() for code, letter in small.items()}
    # "Aù": a capital typed with the mark of small letters is seen as often as "AÙ".
    mixed = {code[0].upper() + code[1]: letter.upper() for code, letter in small.items() if len(code) == 2}
    return small | mixed | capitals


VNI_LETTERS = _vni_letters()
_TCVN3 = str.maketrans(TCVN3_LETTERS)
_VNI = re.compile("|".join(sorted(map(re.escape, VNI_LETTERS), key=len, reverse=True)))


def encoding_of_font(name: str) -> Encoding | None:
    """The encoding a font's name tells; None for a Unicode font."""
    folded = name.strip().casefold()
    if folded.startswith("vni-"):
        return Encoding.VNI
    if folded.startswith(".vn"):
        return Encoding.TCVN3_CAPITALS if name.rstrip().endswith("H") else Encoding.TCVN3
    return None


def is_unicode(text: str) -> bool:
    """Whether a letter or mark above Latin-1 shows that the text was typed in Unicode."""
    return not text.isascii() and any(c > "\xff" and (c.isalpha() or unicodedata.combining(c)) for c in text)


def is_doubtful(text: str) -> bool:
    """Latin-1 letters or signs alone: Unicode "à" and TCVN3 "µ" cannot be told apart without the font.

    "Có" and "Không" can: in an old font they would read "Cú" and "Khụng".
    """
    if text.isascii() or is_unicode(text) or not any("\xa0" < c <= "\xff" for c in text):
        return False
    return not _PLAIN_WORDS.issuperset(text.casefold().split())


_PLAIN_WORDS = frozenset({"có", "không", "x", "k"})


def to_unicode(text: str, encoding: Encoding) -> str:
    """The text as its font showed it, in NFC; unchanged where it was typed in Unicode."""
    if is_unicode(text):
        return unicodedata.normalize("NFC", text)
    if encoding is Encoding.VNI:
        return unicodedata.normalize("NFC", _VNI.sub(lambda found: VNI_LETTERS[found[0]], text))
    shown = text if text.isascii() else text.translate(_TCVN3)
    return unicodedata.normalize("NFC", shown.upper() if encoding is Encoding.TCVN3_CAPITALS else shown)
