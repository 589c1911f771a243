"""Criteria sets as files: strict reading with every problem at once.

The format is described for people and editors by `resources/criteria/schema.json`.
"""

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.criteria_reading import KEY_TITLES, read_set
from ntm_desktop.domain.errors import CriteriaSetInvalid
from ntm_desktop.domain.json_reader import JsonProblem, JsonReader, load_json


def criteria_from_json(text: str, file: str) -> CriteriaSet:
    """Reads the text of a criteria file. Raises CriteriaSetInvalid with every problem at once."""
    try:
        data = load_json(text)
    except JsonProblem as error:
        raise CriteriaSetInvalid(file, (str(error),)) from error
    return parse_criteria_set(data, file)


def parse_criteria_set(data: object, file: str) -> CriteriaSet:
    """Checks any JSON value. Raises CriteriaSetInvalid; each problem is a sentence that names its place."""
    problems: list[str] = []
    parsed = read_set(JsonReader(data, "Bộ tiêu chí", problems, KEY_TITLES))
    if problems:
        raise CriteriaSetInvalid(file, tuple(dict.fromkeys(problems)))
    return parsed
