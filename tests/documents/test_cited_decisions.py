"""The decisions behind the targets, as the papers cite them."""

import pytest

from ntm_desktop.documents.cited_decisions import decisions
from ntm_desktop.documents.wording_reader import load_wording
from ntm_desktop.domain.criteria import EVERY_COLUMN, Basis, Target, TargetMark, TargetSchedule
from tests.documents import builders


@pytest.mark.parametrize(
    ("source", "cited"),
    [
        ("Quyết định số 12/QĐ-UBND ngày 5/2/2022", "Quyết định số 12/QĐ-UBND ngày 05 tháng 02 năm 2022"),
        ("Quyết định số 12/QĐ-UBND ngày 15/11/2022", "Quyết định số 12/QĐ-UBND ngày 15 tháng 11 năm 2022"),
        ("Quyết định số 12/QĐ-UBND ngày 31/02/2022", "Quyết định số 12/QĐ-UBND ngày 31/02/2022"),
        ("Công văn số 7/UBND-NN", "Công văn số 7/UBND-NN"),
    ],
)
def test_a_decision_is_cited_with_its_date_in_words_where_there_is_such_a_day(source: str, cited: str) -> None:
    small = builders.small_set()
    first = small.criteria[0].indicators[0]
    target = Target(first.targets[EVERY_COLUMN].fixed.value, Basis.QUOTED, source, TargetMark.ENTERED)
    entered = first._replace(targets={EVERY_COLUMN: TargetSchedule(target)})
    criteria = small._replace(criteria=(small.criteria[0]._replace(indicators=(entered,)), *small.criteria[1:]))
    assert decisions(builders.dossier(criteria), load_wording(()).shared) == cited
