"""A commune that only laptops permitted elsewhere have named: they began under a misspelt name.

The upper level sees it and decides: joined to the commune that is meant, or kept as one of its own.
"""

from dataclasses import dataclass

from db.operation_log import Change
from db.repositories import places
from ntm_desktop.domain.errors import UnknownPlace
from ntm_desktop.domain.names import squeeze
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place, PlaceKind, find_place
from ntm_desktop.services.act import act
from ntm_desktop.services.open_desk import OpenDesk, json_text


@dataclass(frozen=True, slots=True)
class StrayCommune:
    """`persons` began under its name and are permitted for `into` now, None where that place is not known here.

    `figures` stand under its villages and are put aside.
    """

    place: Place
    persons: tuple[str, ...]
    into: Place | None
    villages: tuple[Place, ...]
    figures: int

    @property
    def sentence(self) -> str:
        """What it is and how it came."""
        whose = ", ".join(one for one in self.persons if one)
        now = f"; máy ấy nay có giấy phép làm việc cho {self.into.title}" if self.into else ""
        named = f"tên do máy của {whose or 'người chưa rõ tên'} ghi lúc bắt đầu"
        apart = f" {format_number(self.figures)} số liệu ghi dưới tên này đang để riêng." if self.figures else ""
        return f"{self.place.title}: {named}{now}.{apart}"


@dataclass(frozen=True, slots=True)
class JoinedCommune:
    """`moved` villages went over with their figures; `apart` figures stay put aside: such a village is there."""

    stray: Place
    into: Place
    moved: int
    apart: int

    @property
    def sentence(self) -> str:
        """What came of it."""
        moved = f", chuyển {format_number(self.moved)} thôn" if self.moved else ""
        left = f"; {format_number(self.apart)} số liệu của thôn trùng tên vẫn để riêng, xã nhập lại nếu cần"
        return f"Đã gộp {self.stray.title} vào {self.into.title}{moved}{left if self.apart else ''}"


def list_stray(desk: OpenDesk) -> list[StrayCommune]:
    """At the upper level, communes left behind by laptops that work elsewhere now; at a commune's none."""
    devices = desk.log.rights().devices
    found = []
    for commune in desk.left_behind():
        moved = [devices[one] for one in places.list_authors(desk.database, commune.id)]
        into = next(
            (place for one in moved if (place := places.find(desk.database, one.place_id)) is not None), None
        )
        villages = tuple(desk.villages(commune.id))
        figures = sum(places.count_put_aside(desk.database, village.id) for village in villages)
        names = tuple(dict.fromkeys(one.name for one in moved))
        found.append(StrayCommune(commune, names, into, villages, figures))
    return found


def find_stray(desk: OpenDesk, text: str) -> StrayCommune:
    """Raises UnknownPlace, AmbiguousPlace."""
    listed = list_stray(desk)
    place = find_place([one.place for one in listed], text)
    return next(one for one in listed if one.place == place)


def join_commune(desk: OpenDesk, stray: StrayCommune, into: Place | None = None) -> JoinedCommune:
    """Its villages go over to `into`, where its laptops work now; one that is there by that name stays behind.

    Can be undone like any act. Raises UnknownPlace where nobody knows where it belongs.
    """
    target = into or stray.into
    if target is None or target.kind is not PlaceKind.COMMUNE:
        raise UnknownPlace(stray.place.name, tuple(one.name for one in desk.communes()))
    there = {squeeze(one.name) for one in desk.villages(target.id)}
    moved = [one for one in stray.villages if squeeze(one.name) not in there]
    changes = [Change("place", one.id, "parent", json_text(target.id)) for one in moved]
    changes.append(Change("place", stray.place.id, "deleted", json_text(True)))
    act(desk, f"gộp {stray.place.title} vào {target.title}", changes)
    apart = sum(places.count_put_aside(desk.database, one.id) for one in stray.villages if one not in moved)
    return JoinedCommune(stray.place, target, len(moved), apart)


def keep_commune(desk: OpenDesk, stray: StrayCommune) -> Place:
    """The upper level says that it is a commune of its own: it stands among the others from now on."""
    act(desk, f"giữ {stray.place.title}", [Change("place", stray.place.id, "deleted", json_text(False))])
    return stray.place
