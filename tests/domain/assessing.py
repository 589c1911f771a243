"""A place assessed from given figures alone, as the grid does it from recorded ones."""

from collections.abc import Mapping

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.evaluation import NOTHING, Given, PlaceAssessment, assess_criterion, assess_indicator


def assess_place(
    criteria_set: CriteriaSet, figures: Mapping[str, Given], *, column: str | None, year: int
) -> PlaceAssessment:
    """Assesses every indicator of the set; `figures` is by indicator code."""
    criteria = []
    for criterion in criteria_set.criteria:
        ones = tuple(
            assess_indicator(
                criterion.number, indicator, figures.get(indicator.code, NOTHING), column=column, year=year
            )
            for indicator in criterion.indicators
        )
        criteria.append(assess_criterion(criteria_set, criterion, ones))
    return PlaceAssessment(tuple(criteria))
