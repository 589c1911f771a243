"""The cells of a list of households: each different text is read once, each cell that cannot be read is told."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from ntm_desktop.domain.errors import AmbiguousNumber, AmbiguousPlace, ExpectedError, NotAChoice, UnknownPlace
from ntm_desktop.domain.household_form import FormField, HouseholdForm
from ntm_desktop.domain.household_rules import parse_birth
from ntm_desktop.domain.households import HEAD
from ntm_desktop.domain.legacy_vietnamese import Encoding
from ntm_desktop.domain.names import squeeze
from ntm_desktop.domain.numbers import format_entry, format_number, parse_number
from ntm_desktop.domain.places import Place, find_place
from ntm_desktop.excel.book import Sheet, Spot, column_name
from ntm_desktop.excel.list_columns import Heading
from ntm_desktop.excel.problem import Problem, worded
from ntm_desktop.excel.template_cells import shown
from ntm_desktop.sentences import sentence_for

_MARKED_SEX = (("sex=male", "male"), ("sex=female", "female"))
_BIRTHS = (("birth", ""), ("birth_male", "male"), ("birth_female", "female"), *_MARKED_SEX)
"""Columns that tell a birth, and whose."""
_MARKS = {"x", "v", "co", "1", "dat"}
_NO_MARKS = {"khong", "k", "ko", "chua", "khongco", "chuaco", "khongphai", "khongdat", "chuadat", "0", ""}
_MEMBER_FIELDS = ("sex", "relation", "ethnic", "insured", "job", "away")


@dataclass(frozen=True, slots=True)
class ListChoices:
    """What a person said about a sheet: which column is what, and what the sheet itself does not say.

    `encoding` is the old font of doubtful texts of the sheet, `encodings` those of single columns; `village_id`
    holds for rows that name none; `year` is that of the incomes, `unit` what one of their numbers is in triệu đồng.
    """

    heading: Heading
    columns: Mapping[int, str]
    encoding: Encoding | None = None
    encodings: Mapping[int, Encoding] = field(default_factory=dict)
    village_id: str = ""
    year: int | None = None
    unit: Decimal = Decimal(1)


class ListCells:
    """Reads single cells of a sheet by what their columns hold."""

    def __init__(
        self, sheet: Sheet, choices: ListChoices, form: HouseholdForm, villages: Sequence[Place], today: date
    ) -> None:
        self.sheet, self.choices, self.form, self.today = sheet, choices, form, today
        self.villages = villages
        self.problems: list[Problem] = []
        self.columns = sorted(choices.columns.items())
        self.at = {key: column for column, key in self.columns}
        self.fields: dict[str, FormField] = {one.code: one for one in form.fields}
        self.member_fields: dict[str, FormField] = {one.code: one for one in form.member_fields}
        self.known: dict[tuple[str, Any], Any] = {}
        self.said: Counter[tuple[int, str, str]] = Counter()
        self.own_village = choices.village_id or self.village_in(sheet.name)
        self.doubtful = set(sheet.doubtful) if choices.encoding or choices.encodings else set()
        self.lacks = {column: key[6:] for column, key in self.columns if key.startswith("lacks=")}
        self.answers = [(column, key) for column, key in self.columns if key in self.fields and key != "ethnic"]
        self.of_member = [(column, key) for column, key in self.columns if key in _MEMBER_FIELDS]
        self.incomes = [(column, key[7:]) for column, key in self.columns if key.startswith("income=")]

    def birth(self, row: Sequence[Any], at: int) -> tuple[str, str]:
        """The birth, and the sex where men's and women's years stand in columns of their own."""
        for key, sex in _BIRTHS:
            column = self.at.get(key)
            if column is not None and column < len(row) and (value := row[column]) is not None:
                if key.startswith("sex=") and is_mark(value, also_no=True):
                    continue
                memo = ("birth", value)
                if memo not in self.known:
                    self.known[memo] = self._try(partial(parse_birth, _birth_text(value), self.today))
                return str(self.told(memo, Spot(at, column), value)), sex
        return "", ""

    def marked_sex(self, row: Sequence[Any], at: int) -> str:
        """Of columns to be marked; where women alone have one, who is not marked there is a man."""
        columns = {sex: self.at[key] for key, sex in _MARKED_SEX if key in self.at}
        marked = [sex for sex, column in columns.items() if column < len(row) and is_mark(row[column])]
        if len(marked) > 1:
            self.tell(at, "sex=male", "both_sexes")
            return ""
        if marked:
            return marked[0]
        if columns.keys() == {"female"} and not self.at.keys() & {"sex", "birth_male", "birth_female"}:
            self.said[columns["female"], "(để trống)", "male"] += 1
            return "male"
        return ""

    def find_village(self, text: str) -> str | None:
        """A village as the list writes it, also within an address ("Thôn 1, xã Ia Tơi")."""
        memo = ("village", text)
        if memo not in self.known:
            self.known[memo] = self.village_in(text) or self.village_in(text.partition(",")[0]) or None
        found: str | None = self.known[memo]
        return found

    def village_in(self, text: str) -> str:
        """The id of the village the text names, empty where it names none or more than one."""
        try:
            return find_place(self.villages, text).id if squeeze(text) else ""
        except (UnknownPlace, AmbiguousPlace):
            return ""

    def value(self, row: Sequence[Any], key: str) -> Any:
        """What stands in the row under that heading, None where there is no such column."""
        column = self.at.get(key)
        return row[column] if column is not None and column < len(row) else None

    def text(self, row: Sequence[Any], key: str) -> str:
        """The same as it is shown."""
        value = self.value(row, key)
        return "" if value is None else shown(value)

    def choice(self, key: str, value: Any, spot: Spot) -> str:
        """The code of an answer; each different text is looked up once."""
        memo = (key, value)
        if memo not in self.known:
            self.known[memo] = self._try(partial(self._parse, key, shown(value), self._title(spot.column)))
        found = str(self.told(memo, spot, value))
        if found and key != "lacks":
            self.said[spot.column, shown(value), found] += 1
        return found

    def understood(self) -> tuple[Problem, ...]:
        """Words of the list that stand for an answer of another wording, most frequent first, with their cells."""
        found = []
        for (column, text, code), count in self.said.most_common():
            key = self.choices.columns[column].partition("=")[0]
            answer = (self.member_fields.get(key) or self.fields[key]).title_of(code)
            if squeeze(answer) != squeeze(text):
                sentence = worded(
                    "understood", title=self._title(column), text=text, answer=answer, count=format_number(count)
                )
                found.append(Problem(self.sheet.name, f"cột {column_name(column)}", text, sentence, stops=False))
        return tuple(found)

    def _title(self, column: int) -> str:
        titles = self.choices.heading.titles
        return titles[column] if column < len(titles) else ""

    def _parse(self, key: str, text: str, title: str) -> str:
        one = self.form.lacks if key == "lacks" else self.member_fields.get(key) or self.fields[key]
        if plain := self.form.plain.answer(one, title, text):
            return plain
        if key == "insured" and sum(c.isdigit() for c in text) >= 8:
            return "yes"  # the number of the card
        try:
            return one.parse(text)
        except NotAChoice:
            if key == "relation" and squeeze(text) in ("chu", "ch"):
                return HEAD
            if key == "relation" and "other" in one.codes:
                return "other"
            raise

    def amount(self, key: str, value: Any, spot: Spot, *, whole: bool) -> Decimal | None:
        """A number in the list's unit; None where the cell is empty or, with a problem noted, no number."""
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        memo = (f"{key} number", value)
        if memo not in self.known:
            is_small_unit = key == "income" and self.choices.unit < 1
            self.known[memo] = self._try(partial(_number_of, value, whole=whole, groups=is_small_unit))
        found = self.told(memo, spot, value)
        return found if isinstance(found, Decimal) else None

    def _try(self, read: Callable[[], Any]) -> Any:
        """What was read, or the error to tell at every cell that says the same."""
        try:
            return read()
        except ExpectedError as error:
            return error

    def told(self, memo: tuple[str, Any], spot: Spot, value: Any) -> Any:
        """What was read before for `memo`; a fault is noted for this cell too."""
        found = self.known[memo]
        if not isinstance(found, ExpectedError):
            return found
        if memo[0] == "ethnic" and "other" in self.fields["ethnic"].codes:
            self.note(spot, shown(value), worded("other_people"), stops=False)
            return "other"
        sentence = (
            worded("answer", title=found.label, known=", ".join(found.choices))
            if isinstance(found, NotAChoice)
            else sentence_for(found)
        )
        self.note(spot, shown(value), sentence)
        return ""

    def tell(self, at: int, key: str, name: str, *, stops: bool = True) -> None:
        """Notes the sentence called `name` for the cell of row `at` under that heading."""
        column = self.at.get(key, 0)
        value = self.sheet.value(Spot(at, column))
        self.note(Spot(at, column), shown(value), worded(name), stops=stops)

    def note_row(self, at: int, text: str, sentence: str, *, stops: bool) -> None:
        """Notes a problem of a whole row; `at` counts from 0."""
        self.problems.append(Problem(self.sheet.name, f"dòng {at + 1}", text, sentence, stops))

    def note(self, spot: Spot | None, text: str, sentence: str, *, stops: bool = True) -> None:
        """Notes a problem of one cell, or of the sheet; with one that `stops` nothing is taken in."""
        self.problems.append(Problem(self.sheet.name, spot.name if spot else "", text, sentence, stops))


def is_mark(value: Any, *, also_no: bool = False) -> bool:
    """Whether a cell is marked ("x", "có", 1); `also_no`: or says in so many words that it is not."""
    if isinstance(value, bool):
        return value or also_no
    text = squeeze(shown(value)) if value is not None else ""
    return text in _MARKS or (also_no and text in _NO_MARKS)


def is_no_mark(text: str) -> bool:
    """Whether a text says that nothing is marked."""
    return squeeze(text) in _NO_MARKS


def _birth_text(value: Any) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value) if isinstance(value, int) else shown(value)


def _number_of(value: Any, *, whole: bool, groups: bool) -> Decimal:
    """Raises what `parse_number` raises; where one `groups`, "30.000" đồng can only be thirty thousand."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        number = Decimal(format(value, ".15g")) if isinstance(value, float) else Decimal(value)
        return parse_number(format_entry(number), whole=whole)
    try:
        return parse_number(shown(value), whole=whole)
    except AmbiguousNumber as doubt:
        if groups:
            return Decimal(doubt.as_thousands)
        raise
