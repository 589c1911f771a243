"""Places by id: villages, communes and the upper level. Names are matched without marks, printed exactly."""

import re
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from ntm_desktop.domain.errors import AmbiguousPlace, MissingText, UnknownPlace
from ntm_desktop.domain.names import nfc, squeeze


class PlaceKind(StrEnum):
    UPPER_LEVEL = "upper_level"
    COMMUNE = "commune"
    VILLAGE = "village"


class Place(NamedTuple):
    """`name` as printed ("Thôn 1", "Ia Tơi", "huyện Ia H'Drai"); `column` is the commune's target column."""

    id: str
    kind: PlaceKind
    name: str
    parent_id: str | None = None
    aliases: tuple[str, ...] = ()
    column: str | None = None
    order: int = 0
    is_sample: bool = False

    @property
    def title(self) -> str:
        """With its kind in front, once: "Xã Ia Tơi", "Thôn 1", "Huyện Ia H'Drai"."""
        name = f"xã {self.name}" if self.kind is PlaceKind.COMMUNE and not _has_kind(self.name) else self.name
        return name[:1].upper() + name[1:]


def place_id(*names: str) -> str:
    """The id of a place made from its names, uppermost first ("huyện Ia H'Drai", "Ia Tơi", "Thôn 1").

    Two laptops that set up the same commune apart from each other meet at the same id, whether they write
    "xã Ia Tơi" or "Ia Tơi", "H. Ia H'Drai" or "huyện Ia H'Drai"; a later renaming keeps it.
    """
    from uuid import UUID, uuid5  # here, not above: it takes two milliseconds of a start that makes no place

    return uuid5(UUID(_PLACES), "|".join(known_by(name) for name in names)).hex


def known_by(name: str) -> str:
    """What an id is made from: no kinds in front, written with or without their marks ("XA Ia Tơi").

    Wards and towns keep their kind: one may lie beside a commune of its name.
    """
    return squeeze(without_kind(name))


def without_kind(name: str) -> str:
    """The name alone, as it was typed: "Ia Tơi" of "xã Ia Tơi", "Ia H'Drai" of "H. Ia H'Drai"."""
    text = " ".join(nfc(name).split())
    while found := _KINDS.match(text):
        text = text[found.end() :]
    return text


def as_commune(name: str) -> str:
    """The name of a commune as a person may type it ("xã ia tơi"), as it is printed: "Ia Tơi".

    "Xa Dung" and "Xà Bang" are names: only "xã" with its mark is taken off.
    """
    text = _COMMUNE.sub("", " ".join(nfc(name).split()))
    return " ".join(word[:1].upper() + word[1:] for word in text.split()) if text == text.lower() else text


def as_upper_level(name: str) -> str:
    """With its kind spelt out: "huyện Ia H'Drai" of "H. Ia H'Drai"; what has no kind stays as it is."""
    text = " ".join(nfc(name).split())
    found = _SHORT_KINDS.match(text)
    return f"{_FULL_KINDS[found.group(1).lower()]} {text[found.end() :]}" if found else text


_FULL_KINDS = {"h": "huyện", "t": "tỉnh", "tp": "thành phố", "tx": "thị xã"}
_SHORT_KINDS = re.compile(r"(h|t|tp|tx)\.\s*(?=\S)", re.IGNORECASE)
_COMMUNE = re.compile(r"^(?:xã\s+|x\.\s*)(?=\S)", re.IGNORECASE)
_KINDS = re.compile(
    r"(?:(?:xã|xa|huyện|huyen|tỉnh|tinh|thành phố|thanh pho|thị xã|thi xa)\s+|(?:x|h|t|tp|tx)\.\s*)(?=\S)",
    re.IGNORECASE,
)
"""Spelt with all their marks or with none, or as offices shorten them; with other marks it is a name."""


_PLACES = "6f1c7a52-0d4e-5b7e-9a3c-3d0e8b2f4a11"


def _has_kind(name: str) -> bool:
    """With its marks: "Xà Bang" is a name, not a kind."""
    return name.lower().startswith(("xã ", "phường ", "thị trấn "))


def distinct_names(places: Iterable[Place]) -> dict[str, str]:
    """The name of each by id; where two share one, with what else they are called: "Thôn 1 (Làng Lợt)"."""
    listed = list(places)
    shared = Counter(squeeze(place.name) for place in listed)
    met: Counter[str] = Counter()
    names = {}
    for place in listed:
        spelling = squeeze(place.name)
        met[spelling] += 1
        other = place.aliases[0] if place.aliases else f"thứ {met[spelling]}" if met[spelling] > 1 else ""
        names[place.id] = f"{place.name} ({other})" if shared[spelling] > 1 and other else place.name
    return names


def find_place(places: Iterable[Place], text: str, *, parents: dict[str, Place] | None = None) -> Place:
    """The one place called `text`, by name or alias, without marks ("thon 1", "Làng Groi (Thôn 3)").

    `parents` names each candidate's commune when there are several.
    Raises UnknownPlace with the known names, AmbiguousPlace with the candidates.
    """
    known = list(places)
    wanted = squeeze(text)
    if not wanted:
        raise MissingText("tên thôn hoặc xã")
    found = [place for place in known if wanted in _spellings(place)]
    exact = [place for place in found if place.name == text.strip()]
    candidates = exact if len(exact) == 1 else found
    if not candidates:
        raise UnknownPlace(text, tuple(_described(place, parents) for place in known))
    if len(candidates) > 1:
        raise AmbiguousPlace(text, _told_apart(candidates, parents))
    return candidates[0]


def _spellings(place: Place) -> set[str]:
    names = {place.name, *place.aliases, f"{place.name} {' '.join(place.aliases)}"}
    if bracketed := _BRACKETED.fullmatch(place.name):  # "Làng Groi (Thôn 3)" is called by either name
        names |= set(bracketed.groups())
    if place.kind is PlaceKind.VILLAGE:
        names |= {f"thôn {name}" for name in set(names)}
        names |= {name[len("thôn ") :] for name in set(names) if name.lower().startswith("thôn ")}
    else:
        names |= {place.title}
    return {squeeze(name) for name in names}


def _told_apart(candidates: list[Place], parents: dict[str, Place] | None) -> tuple[str, ...]:
    """With their aliases, or the id that may be given instead, where the names say nothing."""
    described = [_described(place, parents) for place in candidates]
    if len(set(described)) == len(described):
        return tuple(described)
    return tuple(f"{words} [{place.id}]" for words, place in zip(described, candidates, strict=True))


_BRACKETED = re.compile(r"\s*(.+?)\s*\((.+)\)\s*")


def _described(place: Place, parents: dict[str, Place] | None) -> str:
    parent = (parents or {}).get(place.parent_id or "")
    name = f"{place.name} ({', '.join(place.aliases)})" if place.aliases else place.name
    return f"{name} ({parent.title})" if parent else name
