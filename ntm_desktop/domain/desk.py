"""Whose laptop this is: what was chosen at first start. Local to the machine, never exchanged."""

from enum import StrEnum
from typing import NamedTuple


class Role(StrEnum):
    """Whose laptop this is."""

    COMMUNE = "commune"
    UPPER_LEVEL = "upper_level"


class Desk(NamedTuple):
    """`place_id` is the commune, or the upper level, whose desk this is; `person` signs every edit."""

    role: Role
    place_id: str
    person: str
    device: str
    has_sample: bool = False
