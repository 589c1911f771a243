"""Every expected error is one Vietnamese sentence with nothing left to fill in."""

import re
import string
import tomllib
from decimal import Decimal
from typing import Any, get_args, get_type_hints

import pytest

import db.operation_log  # noqa: F401 -- error classes of every room are known once it is loaded
import resources
from ntm_desktop.domain import errors
from ntm_desktop.domain.errors import AmbiguousNumber, ExpectedError
from ntm_desktop.sentences import sentence_for

VIETNAMESE = re.compile("[À-ỹ]")
WORDING: dict[str, dict[str, str]] = tomllib.loads(resources.text("messages", "errors.toml"))


def subclasses(of: type[ExpectedError]) -> list[type[ExpectedError]]:
    found = [one for direct in of.__subclasses__() for one in (direct, *subclasses(direct))]
    return sorted(set(found), key=lambda one: one.__name__)


KINDS = subclasses(ExpectedError)


def example(kind: type[ExpectedError], **given: Any) -> ExpectedError:
    hints = get_type_hints(kind)
    return kind(**{name: given.get(name, value_of(hints[name])) for name in kind.names()})


def value_of(hint: Any) -> Any:
    if hint is Decimal:
        return Decimal("1234.5")
    if hint is int:
        return 3
    if get_args(hint):
        return ("Thôn 1", "Làng Lợt")
    return "Ia Tơi"


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_has_its_wording_and_every_placeholder_exists(kind: type[ExpectedError]) -> None:
    entry = WORDING[kind.__name__]
    for text in entry.values():
        assert {one.removesuffix("_to_type") for one in placeholders(text)} <= set(kind.names())


@pytest.mark.parametrize("kind", KINDS)
def test_every_error_reads_as_one_vietnamese_sentence(kind: type[ExpectedError]) -> None:
    reasons = set(WORDING[kind.__name__]) - {"text", "without"} if "reason" in kind.names() else {""}
    for reason in {*reasons, "unheard of"}:
        said = sentence_for(example(kind, reason=reason))
        assert VIETNAMESE.search(said)
        assert not set("{}") & set(said)
        assert "None" not in said
        assert "Decimal" not in said
        assert "  " not in said
        assert said[0].isupper() or said[0] == "“"
        assert said.rstrip()[-1] in ".:" or "\n- " in said


def test_every_wording_belongs_to_an_error() -> None:
    assert WORDING.keys() == {kind.__name__ for kind in KINDS}


def test_what_a_person_typed_is_shown_as_it_is_and_never_read_as_a_pattern() -> None:
    assert "“{code} {0} %s”" in sentence_for(errors.NotANumber("{code} {0} %s"))


def test_numbers_are_written_as_vietnam_writes_them() -> None:
    said = sentence_for(errors.NumeratorAboveDenominator(Decimal("1201.5"), Decimal(1200), "số hộ", "tổng số hộ"))
    assert "1.201,5 (số hộ)" in said
    assert "1.200 (tổng số hộ)" in said


def test_of_many_problems_the_first_are_listed_and_the_rest_counted() -> None:
    said = sentence_for(errors.CriteriaSetInvalid("bộ.json", tuple(f"chỗ {number}" for number in range(40))))
    assert "chỗ 11" in said
    assert "chỗ 12" not in said
    assert "28 chỗ nữa" in said


def test_an_empty_number_and_an_empty_list_are_said_otherwise() -> None:
    assert "để trống" in sentence_for(errors.NotANumber(""))
    assert "chưa có" in sentence_for(errors.UnknownPlace("Thôn 9", ()))


def test_a_number_of_two_readings_is_told_as_it_can_be_typed_again() -> None:
    said = sentence_for(AmbiguousNumber("1.234", Decimal(1234), Decimal("1.234")))
    assert said == (
        "“1.234” có thể hiểu là số nguyên 1234 hoặc số lẻ 1,234 nên chưa lưu. "
        "Hãy gõ lại 1234, hoặc 1,2340 nếu là số lẻ."
    )
