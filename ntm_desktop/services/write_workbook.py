"""Giving out workbooks to be filled: for one village, for a whole commune, or one for each village."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.documents.atomic import write_whole
from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.errors import FileExists, UnknownPlace
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place, PlaceKind, distinct_names
from ntm_desktop.domain.recording import Figure
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.make_folder import make_folder
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.record import is_recorded_for

_FORBIDDEN = str.maketrans(dict.fromkeys('\\/:*?"<>|', " "))


@dataclass(frozen=True, slots=True)
class WrittenWorkbook:
    """A form on disk, and how many of its figures stand in it already."""

    path: Path
    place: Place
    figures: int


def write_commune_workbook(
    desk: OpenDesk,
    commune: Place,
    criteria_set: CriteriaSet,
    period: Period,
    target: Path,
    *,
    is_filled: bool = True,
) -> WrittenWorkbook:
    """One form with every village as a column; of a commune's own set also the commune.

    Raises UnknownPlace without a village to fill it, FolderReadOnly, DiskFull, FileInUse, FileMissing.
    """
    places = [one for one in (*desk.villages(commune.id), commune) if _fills(one, criteria_set)]
    if not places:
        raise UnknownPlace("thôn", ())
    return _write(desk, commune, tuple(places), True, criteria_set, period, target, is_filled)


def write_village_workbook(
    desk: OpenDesk,
    village: Place,
    criteria_set: CriteriaSet,
    period: Period,
    target: Path,
    *,
    is_filled: bool = True,
) -> WrittenWorkbook:
    """One form for one village (or a commune under its own set). Raises as `write_commune_workbook`."""
    commune = next(one for one in desk.communes() if one.id in (village.id, village.parent_id))
    return _write(desk, commune, (village,), False, criteria_set, period, target, is_filled)


def write_village_workbooks(
    desk: OpenDesk,
    commune: Place,
    criteria_set: CriteriaSet,
    period: Period,
    folder: Path,
    progress: Progress,
    *,
    is_filled: bool = True,
    replaces: bool = False,
) -> list[WrittenWorkbook]:
    """A form for each village, named after it; one that lies there may be filled in and is kept unless `replaces`.

    Raises as `write_commune_workbook`, FileExists and Cancelled.
    """
    villages = desk.villages(commune.id)
    names = village_file_names(desk, commune, period)
    taken = next((folder / name for name in names.values() if (folder / name).exists()), None)
    if taken is not None and not replaces:
        raise FileExists(str(taken))
    make_folder(folder)
    written = []
    for at, village in enumerate(villages):
        progress(at, len(villages), village.name)
        target = folder / names[village.id]
        written.append(write_village_workbook(desk, village, criteria_set, period, target, is_filled=is_filled))
    return written


def village_file_names(desk: OpenDesk, commune: Place, period: Period) -> dict[str, str]:
    """By village what its form is called."""
    names = distinct_names(desk.villages(commune.id))
    return {village: file_name(commune, name, period) for village, name in names.items()}


def file_name(commune: Place, what: str, period: Period) -> str:
    """ "Bieu Ia Tơi - Thôn 1 - 2021.xlsx": what stands in it, in letters every file system takes."""
    name = f"Biểu {commune.name} - {what} - {period.code}".translate(_FORBIDDEN)
    return f"{' '.join(name.split())}.xlsx"


def _write(
    desk: OpenDesk,
    commune: Place,
    places: tuple[Place, ...],
    is_wide: bool,
    criteria_set: CriteriaSet,
    period: Period,
    target: Path,
    is_filled: bool,
) -> WrittenWorkbook:
    from ntm_desktop.excel.template_layout import Form
    from ntm_desktop.excel.template_writing import Template, template_bytes

    figures: dict[tuple[str, str], Figure] = {}
    illustrative = set()
    if is_filled:
        for key, figure, is_sample in _standing(desk, commune, places, criteria_set, period):
            figures[key] = figure
            if is_sample:
                illustrative.add(key)
    form = Form.COMMUNE if is_wide else Form.VILLAGE
    template = Template(form, commune, places, criteria_set, period, figures, frozenset(illustrative))
    write_whole(target, template_bytes(template))
    return WrittenWorkbook(target, commune if is_wide else places[0], len(figures))


def _standing(
    desk: OpenDesk, commune: Place, places: tuple[Place, ...], criteria_set: CriteriaSet, period: Period
) -> Iterator[tuple[tuple[str, str], Figure, bool]]:
    """What the grid shows in the cells that are filled in by hand."""
    grid = assess_grid(desk, commune, criteria_set, period)
    for place in places:
        for indicator in criteria_set.indicators():
            if not is_recorded_for(indicator, criteria_set, place.kind):
                continue
            one = (
                grid.totals[indicator.code].assessment
                if place.kind is PlaceKind.COMMUNE
                else grid.cells[(place.id, indicator.code)].assessment
            )
            if one.figure is not None:
                yield (place.id, indicator.code), one.figure, one.is_illustrative


def _fills(place: Place, criteria_set: CriteriaSet) -> bool:
    if criteria_set.level is Level.VILLAGE:
        return place.kind is PlaceKind.VILLAGE
    return any(is_recorded_for(one, criteria_set, place.kind) for one in criteria_set.indicators())
