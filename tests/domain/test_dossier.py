from dataclasses import replace
from decimal import Decimal

import pytest

from ntm_desktop.domain.criteria import EVERY_COLUMN, Basis, CriteriaSet, Target, TargetSchedule
from ntm_desktop.domain.dossier import VillageDossier, missing_of
from ntm_desktop.domain.evaluation import Given, Verdict
from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import Answer, NotApplicable, Share
from tests.domain.assessing import assess_place
from tests.domain.builders import criteria_set, ratio, yes_no


def _quoted(value: str, basis: Basis = Basis.QUOTED) -> dict[str, TargetSchedule]:
    return {EVERY_COLUMN: TargetSchedule(fixed=Target(Decimal(value), basis))}


SET = criteria_set(
    yes_no("1.1", targets=_quoted("1")),
    ratio("2.1", targets=_quoted("75")),
    ratio("3.1", not_applicable="không có"),
    yes_no("4.1", targets=_quoted("1")),
)
FIGURES = {
    "1.1": Given(Answer(False), is_illustrative=True),
    "2.1": Given(Share(Decimal(140), Decimal(200))),
    "3.1": Given(NotApplicable("không có")),
}
MET = FIGURES | {
    "1.1": Given(Answer(True)),
    "2.1": Given(Share(Decimal(150), Decimal(200))),
    "4.1": Given(Answer(True)),
}


def _with_texts(basis: Basis) -> CriteriaSet:
    return SET._replace(
        criteria=tuple(
            each._replace(indicators=tuple(one._replace(text_basis=basis) for one in each.indicators))
            for each in SET.criteria
        )
    )


def _dossier(figures: dict[str, Given], texts: Basis = Basis.QUOTED) -> VillageDossier:
    return VillageDossier(
        village=Place("v", PlaceKind.VILLAGE, "Thôn 1"),
        commune=Place("c", PlaceKind.COMMUNE, "Ia Tơi"),
        upper_level=Place("u", PlaceKind.UPPER_LEVEL, "huyện Ia H'Drai"),
        province="tỉnh Kon Tum",
        period=year_of(2021),
        criteria_set=SET,
        column=None,
        assessment=assess_place(_with_texts(texts), figures, column=None, year=2021),
        notes={},
    )


def test_what_is_missing_is_listed_with_what_would_mend_it() -> None:
    listed = missing_of(_dossier(FIGURES))
    assert [(one.code, one.verdict, one.what) for one in listed] == [
        ("1.1", Verdict.NOT_MET, "chưa đạt"),
        ("2.1", Verdict.NOT_MET, "còn thiếu 10 hộ"),
        ("4.1", Verdict.NO_DATA, "Chưa có số liệu"),
    ]


def test_a_dossier_is_a_draft_until_every_criterion_counts_as_met() -> None:
    dossier = _dossier(FIGURES)
    assert dossier.is_draft
    assert dossier.unmet_criteria == (1, 2, 4)
    assert dossier.is_illustrative
    done = _dossier(MET)
    assert not done.is_draft
    assert not done.is_illustrative
    assert missing_of(done) == ()


@pytest.mark.parametrize("basis", [Basis.UNVERIFIED, Basis.SAMPLE])
def test_a_dossier_is_a_draft_while_a_target_was_not_compared_with_its_decision(basis: Basis) -> None:
    unchecked = SET.criteria[1].indicators[0]._replace(targets=_quoted("75", basis))
    criteria = (SET.criteria[0], SET.criteria[1]._replace(indicators=(unchecked,)), *SET.criteria[2:])
    met = assess_place(SET._replace(criteria=criteria), MET, column=None, year=2021)
    dossier = replace(_dossier(MET), assessment=met)
    assert dossier.unmet_criteria == ()
    assert dossier.unchecked_targets == ("2.1",)
    assert dossier.is_draft


def test_a_target_that_does_not_apply_to_the_village_keeps_no_dossier_a_draft() -> None:
    assert _dossier(MET).unchecked_targets == ()


def test_a_dossier_is_a_draft_while_a_text_in_force_was_not_compared() -> None:
    done = _dossier(MET, Basis.SAMPLE)
    assert done.is_draft
    assert done.unchecked_texts == ("1.1", "2.1", "4.1")
    assert not done.unchecked_targets
