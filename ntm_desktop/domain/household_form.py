"""What is asked of a household: fields and their choices, read from data, and how a person's text finds them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ntm_desktop.domain.errors import NotAChoice
from ntm_desktop.domain.names import squeeze


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer; `spellings` are further ways lists write it."""

    code: str
    title: str
    spellings: tuple[str, ...] = ()


class Asked(NamedTuple):
    """What a list's column asks whose title holds one of these words: the answers a plain yes and no give."""

    words: tuple[str, ...]
    yes: str
    no: str


@dataclass(frozen=True, slots=True)
class FormField:
    """One question with the answers it takes; `short` is the heading of its column."""

    code: str
    title: str
    short: str
    choices: tuple[Choice, ...]
    asked: tuple[Asked, ...] = ()
    _by_code: dict[str, Choice] = field(default_factory=dict, compare=False)
    _by_spelling: dict[str, Choice] = field(default_factory=dict, compare=False)

    def __post_init__(self) -> None:
        for one in self.choices:
            self._by_code[one.code] = one
            for spelling in one.spellings:
                self._by_spelling[squeeze(spelling)] = one
        for one in self.choices:  # last: the words themselves go before another answer's spelling
            self._by_spelling[squeeze(one.title)] = one

    @property
    def codes(self) -> Collection[str]:
        """The codes that can be answered."""
        return self._by_code

    def title_of(self, code: str) -> str:
        """The answer's words; a code of a later version stands for itself."""
        found = self._by_code.get(code)
        return found.title if found else code

    def starting_with(self, text: str) -> tuple[Choice, ...]:
        """Answers of which a word or spelling begins with what was typed, without marks; all for an empty text.

        Those that begin so themselves stand first.
        """
        wanted = squeeze(text)
        found = [one for one in self.choices if _begins(one, wanted)]
        return tuple(sorted(found, key=lambda one: not squeeze(one.title).startswith(wanted)))

    def parse(self, text: str) -> str:
        """The code of the answer a person means by `text`: its words, another spelling, or its beginning.

        Empty text is no answer. Raises NotAChoice where none or several begin so.
        """
        wanted = squeeze(text)
        if not wanted:
            return ""
        found = self._by_spelling.get(wanted)
        if found is None and text.strip() in self._by_code:
            found = self._by_code[text.strip()]
        if found is None:
            first = [one for one in self.choices if squeeze(one.title).startswith(wanted)]
            if len(first) != 1:
                raise NotAChoice(self.title, text.strip(), tuple(one.title for one in self.choices))
            found = first[0]
        return found.code


@dataclass(frozen=True, slots=True)
class PlainWords:
    """How lists say no more than yes or no, squeezed."""

    yes: frozenset[str]
    no: frozenset[str]

    def answer(self, one: FormField, title: str, text: str) -> str:
        """The answer where the column's title asks more than the field does; empty where it does not."""
        said, heading = squeeze(text), squeeze(title)
        if said not in self.yes | self.no:
            return ""
        asked = next((asked for asked in one.asked if any(squeeze(word) in heading for word in asked.words)), None)
        return "" if asked is None else asked.yes if said in self.yes else asked.no


@dataclass(frozen=True, slots=True)
class HouseholdForm:
    """Everything that is asked: of the household, of each member, what it lacks, and its sources of income."""

    title: str
    fields: tuple[FormField, ...]
    member_fields: tuple[FormField, ...]
    lacks: FormField
    income: FormField
    plain: PlainWords = PlainWords(frozenset(), frozenset())

    def field(self, code: str) -> FormField:
        """Raises LookupError."""
        return next(one for one in (*self.fields, self.lacks, self.income) if one.code == code)

    def member_field(self, code: str) -> FormField:
        """Raises LookupError."""
        return next(one for one in self.member_fields if one.code == code)


MEMBER_FIELDS = ("sex", "relation", "insured", "job", "away")
"""The fields a member has whatever the form asks; their choices are the form's."""


def read_form(data: Mapping[str, Any]) -> HouseholdForm:
    """The form from its parsed file. Raises KeyError, TypeError: a packaged file that is wrong is a bug."""
    return HouseholdForm(
        title=data["title"],
        fields=tuple(_field(one) for one in data["field"]),
        member_fields=tuple(_field(one) for one in data["member_field"]),
        lacks=FormField("lacks", data["lacks_title"], "Thiếu hụt", _choices(data["lacks"])),
        income=FormField("income", data["income_title"], "Thu nhập", _choices(data["income"])),
        plain=PlainWords(*(frozenset(map(squeeze, data[name])) for name in ("plain_yes", "plain_no"))),
    )


def _field(data: Mapping[str, Any]) -> FormField:
    asked = tuple(Asked(tuple(one["words"]), one["yes"], one["no"]) for one in data.get("asked", ()))
    return FormField(data["code"], data["title"], data["short"], _choices(data["choices"]), asked)


def _choices(data: list[Mapping[str, Any]]) -> tuple[Choice, ...]:
    return tuple(Choice(one["code"], one["title"], tuple(one.get("spellings", ()))) for one in data)


def _begins(choice: Choice, wanted: str) -> bool:
    words = (choice.title, *choice.title.replace(",", " ").split(), *choice.spellings)
    return any(squeeze(word).startswith(wanted) for word in words)
