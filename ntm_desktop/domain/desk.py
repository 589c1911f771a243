"""Whose laptop this is: what was chosen at first start. Local to the machine, never exchanged."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    COMMUNE = "commune"
    UPPER_LEVEL = "upper_level"


@dataclass(frozen=True, slots=True)
class Desk:
    """`place_id` is the commune, or the upper level, whose desk this is; `person` signs every edit."""

    role: Role
    place_id: str
    person: str
    device: str
    has_sample: bool = False
