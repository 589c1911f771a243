"""Papers from the register: the working list of a village, and the income of the households by village."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.documents.blocks import Paper
from ntm_desktop.documents.office_paper import TableRow, compose_office_paper
from ntm_desktop.documents.place_names import village_name, village_unit
from ntm_desktop.documents.wording_reader import load_wording
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place


@dataclass(frozen=True, slots=True)
class WorkingListPaper:
    """One village's list. `facts` fill the wording; rows are those against, then those of which it is not known."""

    village: Place
    facts: Mapping[str, str]
    against: Sequence[TableRow]
    unknown: Sequence[TableRow]
    is_sample: bool = False


def compose_working_list(one: WorkingListPaper, *, wording_folder: Path | None = None) -> Paper:
    """Raises WordingInvalid."""
    rows = [*one.against]
    if one.unknown:
        rows += [{"heading": f"Chưa rõ, cần hỏi lại: {format_number(len(one.unknown))} hộ"}, *one.unknown]
    numbered: list[TableRow] = []
    order = 0
    for row in rows:
        order = 0 if "heading" in row else order + 1
        numbered.append({"order": str(order), **row})
    shared = load_wording((), wording_folder).shared
    names = {"village": village_name(one.village, shared), "village_unit": village_unit(one.village, shared)}
    facts = {**one.facts, **names}
    return compose_office_paper(
        "danh-sach-ho", facts, rows=numbered, is_sample=one.is_sample, wording_folder=wording_folder
    )


def compose_income(
    facts: Mapping[str, str],
    rows: Sequence[TableRow],
    sources: Sequence[tuple[str, str]],
    *,
    is_sample: bool = False,
    wording_folder: Path | None = None,
) -> Paper:
    """`sources` are the codes and titles of the columns by source. Raises WordingInvalid."""
    return compose_office_paper(
        "thu-nhap-ho",
        facts,
        rows=rows,
        more_columns={"sources": sources},
        is_sample=is_sample,
        wording_folder=wording_folder,
    )
