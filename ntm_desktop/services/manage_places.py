"""Villages of a commune: adding, renaming, aliases, the target column; criteria sets brought in from a file."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.operation_log import Change, Written
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.criteria_format import criteria_from_json
from ntm_desktop.domain.errors import CriteriaSetExists, FileMissing, FileUnreadable, MissingText
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.text_lengths import LONGEST_NAME, fitting
from ntm_desktop.services.act import act
from ntm_desktop.services.open_desk import OpenDesk, json_text, load_criteria_sets
from ntm_desktop.services.start_desk import village_changes


@dataclass(frozen=True, slots=True)
class AddedSet:
    """A criteria set that was read, and whether this desk did not have it."""

    criteria_set: CriteriaSet
    is_new: bool


def add_village(desk: OpenDesk, commune: Place, name: str) -> Place:
    """Adds the village after the last one. Raises MissingText, TextTooLong, NotAllowed."""
    if not name.strip():
        raise MissingText("tên thôn")
    name = fitting(name, "tên thôn", LONGEST_NAME)
    villages = desk.villages(commune.id)
    upper = desk.upper_level()
    above = [*([upper.name] if upper else []), commune.name]
    order = max((one.order for one in villages), default=0) + 1
    taken = [one.name for one in villages]
    changes = village_changes(above, commune.id, name, order, taken=taken)
    act(desk, f"thêm {name}", changes)
    return next(one for one in desk.villages(commune.id) if one.id == changes[0].entity)


def change_place(
    desk: OpenDesk,
    place: Place,
    *,
    name: str | None = None,
    aliases: Sequence[str] | None = None,
    column: str | None = None,
) -> list[Written]:
    """Saves what is given; the id, and so every figure of the place, stays. Raises MissingText, TextTooLong."""
    changes = []
    if name is not None:
        if not name.strip():
            raise MissingText("tên")
        changes.append(Change("place", place.id, "name", json_text(fitting(name, "tên", LONGEST_NAME))))
    if aliases is not None:
        cleaned = [fitting(alias, "tên khác", LONGEST_NAME) for alias in aliases if alias.strip()]
        changes.append(Change("place", place.id, "aliases", json_text(cleaned)))
    if column is not None:
        changes.append(Change("place", place.id, "column", json_text(column)))
    what = "đổi tên" if name is not None else "đổi tên khác của" if aliases is not None else "đổi cột chỉ tiêu của"
    return act(desk, f"{what} {place.title}", changes)


def read_criteria_file(path: Path) -> CriteriaSet:
    """Checks a criteria set's file. Raises FileMissing, FileUnreadable, CriteriaSetInvalid with every problem."""
    if not path.is_file():
        raise FileMissing(str(path))
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(str(path), "text_encoding") from error
    return criteria_from_json(text, path.name)


def add_criteria_set(desk: OpenDesk, path: Path) -> AddedSet:
    """Brings a set in as a whole document; it travels with the next package. Raises as `read_criteria_file`."""
    found = read_criteria_file(path)
    document = json_text(json.loads(path.read_text(encoding="utf-8-sig")))
    standing = load_criteria_sets(desk.database, with_targets=False).get(found.id)
    if standing is not None and standing != found and standing.version >= found.version:
        raise CriteriaSetExists(path.name, str(found.version))
    is_new = standing is None
    change = Change("criteria_set", found.id, "document", json_text(document))
    act(desk, f"thêm bộ tiêu chí {found.title}", [change])
    desk.reread_criteria_sets()
    return AddedSet(found, is_new)
