"""How a commune and its upper level are spelt at first start: as the places the program brings, if it is one.

Two laptops that spell their commune unlike each other would speak of two communes.
"""

import json
from functools import cache

import resources
from ntm_desktop.domain.places import as_commune, as_upper_level
from ntm_desktop.domain.spellings import near_name, spelt_as_known


def commune_name(text: str) -> str:
    """As it is printed: "Ia Tơi" of "xa ia toi"."""
    return spelt_as_known(as_commune(text), _bundled()[0])


def upper_level_name(text: str) -> str:
    """As it is printed: "huyện Ia H'Drai" of "h. ia h'drai"."""
    return spelt_as_known(as_upper_level(text), _bundled()[1])


def near_commune(text: str) -> str | None:
    """A bundled commune that may be meant by a name that is not quite its own, to be asked about."""
    return near_name(commune_name(text), _bundled()[0])


def near_upper_level(text: str) -> str | None:
    """The same of the upper level."""
    return near_name(upper_level_name(text), _bundled()[1])


@cache
def _bundled() -> tuple[list[str], list[str]]:
    """Communes and upper levels."""
    found = [json.loads(resources.text("sample", "ia-hdrai.json"))]
    return [commune["name"] for one in found for commune in one["communes"]], [
        one["upper_level"]["name"] for one in found
    ]
