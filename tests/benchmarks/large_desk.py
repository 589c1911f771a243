"""A commune of 20 villages with 60 indicators recorded over 20 periods: 24,000 figures."""

import json
from random import Random

from db.operation_log import Change
from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.evaluation import display_value  # noqa: F401 -- keeps the rules loaded before measuring
from ntm_desktop.domain.periods import periods_of_year
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import OpenDesk, json_text, load_criteria_sets
from ntm_desktop.services.start_desk import start_commune
from tests.domain.criteria_writing import criteria_set_to_data

VILLAGES, INDICATORS = 20, 60
SET_ID = "village-large"


def large_set() -> CriteriaSet:
    """The starter village set with its ratio indicators repeated until there are 60."""
    starter = next(one for one in load_criteria_sets().values() if one.level is Level.VILLAGE)
    ratio = starter.indicator("9.2")
    missing = INDICATORS - len(starter.indicators())
    criteria = list(starter.criteria)
    for at in range(missing):
        home = at % len(criteria)
        number, indicators = criteria[home].number, criteria[home].indicators
        added = ratio._replace(code=f"{number}.{len(indicators) + 1}", from_households=None)
        criteria[home] = criteria[home]._replace(indicators=(*indicators, added))
    return starter._replace(id=SET_ID, title="Bộ tiêu chí lớn", criteria=tuple(criteria))


def large_desk(folder: DataFolder) -> OpenDesk:
    """20 periods: the years 2020 and 2021, then every half, quarter and month of 2021."""
    chosen = large_set()
    desk = start_commune(folder, "Xã Lớn", villages=[f"Thôn {one}" for one in range(1, VILLAGES + 1)])
    document = json_text(json_text(criteria_set_to_data(chosen)))
    changes = [Change("criteria_set", SET_ID, "document", document)]
    random = Random(7)
    periods = [*(one.code for one in periods_of_year(2021)), "2020"]
    for village in desk.villages(desk.place.id):
        for indicator in chosen.indicators():
            if indicator.code == "9.2":
                continue
            for period in periods:
                entity = f"{village.id}|{SET_ID}|{indicator.code}|{period}"
                value = _figure(indicator.kind, indicator.by_sex, random)
                changes.append(Change("reading", entity, "figure", json.dumps(value, separators=(",", ":"))))
    desk.log.write(changes, "A Nam")
    desk.criteria_sets = {SET_ID: chosen} | load_criteria_sets(desk.database)
    return desk


def _figure(kind: str, by_sex: bool, random: Random) -> dict[str, object]:
    if kind == "yes_no":
        return {"yes": random.random() < 0.8}
    if kind == "count":
        return {"value": str(random.randrange(6))}
    share: dict[str, object] = {"n": str(random.randrange(100, 200)), "d": "200"}
    return {"female": share, "male": share} if by_sex else share
