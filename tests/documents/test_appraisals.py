"""What the upper level decided, and figures in dispute, on the table of the dossier."""

from dataclasses import replace

from ntm_desktop.documents.phrases import appraisal
from ntm_desktop.documents.village_papers import PAPERS
from ntm_desktop.documents.wording_reader import load_wording
from ntm_desktop.domain.review import Appraisal, ReviewState

SHARED = load_wording(tuple(kind.id for kind in PAPERS)).shared


def test_an_acceptance_is_printed_with_its_short_code() -> None:
    assert appraisal(Appraisal(ReviewState.ACCEPTED, "ab12cd34"), SHARED) == "Chấp nhận, mã ab12cd34"


def test_a_return_says_so_and_a_receipt_leaves_the_column_to_the_pen() -> None:
    assert appraisal(Appraisal(ReviewState.RETURNED), SHARED) == "Trả lại"
    assert appraisal(Appraisal(ReviewState.RECEIVED), SHARED) == ""
    assert appraisal(None, SHARED) == ""


def test_figures_changed_after_acceptance_take_the_code_away() -> None:
    changed = replace(Appraisal(ReviewState.ACCEPTED, "ab12cd34"), is_reopened=True)
    assert appraisal(changed, SHARED) == "Số liệu đã đổi sau khi chấp nhận"
