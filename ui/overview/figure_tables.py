"""What the plans state as printed tables: a topic each, with their own doubts."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ntm_desktop.domain.plan import PlanFigure

_NUMBER = re.compile(r"-?[\d.,]+( ?%)?")
TOPICS = {
    "criteria_met": "Tiêu chí đã đạt",
    "basic_indicator": "Chỉ tiêu cơ bản",
    "funding": "Nguồn vốn",
    "result": "Kết quả",
    "ocop": "Sản phẩm OCOP",
    "cooperative": "Hợp tác xã",
    "reporting": "Chế độ báo cáo",
}


class StatedTable(NamedTuple):
    """One topic: a row per place and item, a column per printed column; an empty cell stays empty."""

    topic: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, str, str, dict[str, PlanFigure]], ...]

    @property
    def title(self) -> str:
        return TOPICS.get(self.topic, self.topic)

    @property
    def unit(self) -> str:
        """The unit every row shares; then it stands in the heading and not in each row."""
        units = {row[2] for row in self.rows}
        return units.pop() if len(units) == 1 else ""

    def is_of_numbers(self, column: str) -> bool:
        """Whether every figure printed in that column is one number."""
        values = [row[3][column].value for row in self.rows if column in row[3] and row[3][column].value]
        return all(_NUMBER.fullmatch(value) for value in values)

    @property
    def doubts(self) -> tuple[PlanFigure, ...]:
        return tuple(one for row in self.rows for one in row[3].values() if one.doubt)


def tables_of(figures: Sequence[PlanFigure], names: Mapping[str, str]) -> list[StatedTable]:
    """One table per topic, topics, rows and columns in the order they are printed."""
    topics: dict[str, dict[tuple[str, str, str], dict[str, PlanFigure]]] = {}
    for one in figures:
        key = (names.get(one.place_id, ""), one.item, one.unit)
        topics.setdefault(one.topic, {}).setdefault(key, {})[one.column] = one
    tables = []
    for topic, rows in topics.items():
        columns = tuple(dict.fromkeys(column for row in rows.values() for column in row))
        tables.append(StatedTable(topic, columns, tuple((*key, cells) for key, cells in rows.items())))
    known = list(TOPICS)
    return sorted(tables, key=lambda one: known.index(one.topic) if one.topic in known else len(known))
