"""Names of places that a hand has typed, beside those that are known: without their marks, or one letter off."""

from collections.abc import Iterable

from ntm_desktop.domain.names import fold
from ntm_desktop.domain.places import known_by, without_kind

_SHORTEST = 4
"""Letters a name must have to be called near another: "Ia O" and "Ia A" are two communes."""


def spelt_as_known(name: str, known: Iterable[str]) -> str:
    """The known spelling of a name typed without any mark ("ia toi"); a name with marks stands as it was typed.

    Where two known names differ only by their marks nobody can say which is meant: it stands too.
    """
    found = {one for one in known if known_by(one) == known_by(name)}
    typed = without_kind(name)
    return found.pop() if len(found) == 1 and typed.lower() == _without_marks(typed) else name


def near_name(name: str, known: Iterable[str]) -> str | None:
    """The one known name that differs by its marks, or by one letter: wrong, doubled, left out or out of place."""
    typed = known_by(name)
    by_key = {known_by(one): one for one in known}
    if typed in by_key:
        return by_key[typed] if by_key[typed].casefold() != name.casefold() else None
    near = [one for key, one in by_key.items() if min(len(key), len(typed)) >= _SHORTEST and _one_apart(key, typed)]
    return near[0] if len(near) == 1 else None


def _without_marks(text: str) -> str:
    """Lower case and without marks; an apostrophe is a letter of its own, not a mark."""
    return "'".join(fold(part) for part in text.replace("’", "'").split("'"))


def _one_apart(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    at = next((place for place, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    if len(long) == len(short) + 1:
        return short[at:] == long[at + 1 :]
    if len(long) != len(short):
        return False
    return short[at + 1 :] == long[at + 1 :] or (
        short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    )
