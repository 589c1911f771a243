"""The criteria set and the decisions behind its targets, as the papers cite them."""

import re
from datetime import date

from ntm_desktop.documents.wording import Shared, date_text
from ntm_desktop.domain.dossier import VillageDossier
from ntm_desktop.domain.evaluation import Assessment, Verdict

_STARTER = " (bộ mẫu)"
_SHORT_DATE = re.compile(r"ngày (\d{1,2})/(\d{1,2})/(\d{4})$")


def decisions(dossier: VillageDossier, shared: Shared) -> str:
    """Every decision people named, with its date in words."""
    return "; ".join(_with_long_date(one, shared) for one in dossier.decisions)


def lists_decisions(dossier: VillageDossier) -> bool:
    """Whether the notes name the decisions; a starter set compared with them names them itself."""
    return bool(dossier.decisions) and not (_is_compared(dossier) and _is_starter(dossier))


def set_title(dossier: VillageDossier) -> str:
    """A starter set is one no longer, once all of it that is in force was compared with a decision."""
    title = dossier.criteria_set.title
    return title.removesuffix(_STARTER) if _is_compared(dossier) else title


def set_issued(dossier: VillageDossier, shared: Shared) -> str:
    """Who issued the set, or what a starter set was compared with."""
    if _is_compared(dossier) and _is_starter(dossier):
        return f"đã đối chiếu với {decisions(dossier, shared)}"
    return dossier.criteria_set.issued


def _is_starter(dossier: VillageDossier) -> bool:
    return dossier.criteria_set.title.endswith(_STARTER)


def _is_compared(dossier: VillageDossier) -> bool:
    return bool(dossier.decisions) and not (dossier.unchecked_targets or dossier.unchecked_texts)


def decisions_of_targets(dossier: VillageDossier) -> str:
    """With the codes only where there is more than one decision to tell apart, or a target without any."""
    named = dossier.decisions
    if len(named) == 1 and sum(map(len, named.values())) == sum(bool(one.target) for one in _in_force(dossier)):
        return next(iter(named))
    return "; ".join(f"{source} (chỉ tiêu {', '.join(codes)})" for source, codes in named.items())


def _in_force(dossier: VillageDossier) -> tuple[Assessment, ...]:
    return tuple(one for one in dossier.assessment.indicators if one.verdict is not Verdict.NOT_APPLICABLE)


def _with_long_date(source: str, shared: Shared) -> str:
    """Quyết định số 12/QĐ-UBND ngày 05 tháng 02 năm 2022: so a paper cites another."""
    found = _SHORT_DATE.search(source)
    if found is None:
        return source
    day, month, year = map(int, found.groups())
    try:
        return f"{source[: found.start()]}{date_text(date(year, month, day), shared)}"
    except ValueError:  # no such day: as the other laptop wrote it
        return source
