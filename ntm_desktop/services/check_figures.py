"""Checking that figures add up: each against the others, against earlier ones, and what plans state.

The rules are data (resources/checks/rules.toml). A warning may be answered with a reason; over an error the final
paper is not printed.
"""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

import resources
from db.operation_log import Change
from db.repositories import check_answers, plan
from ntm_desktop.domain.checks import PLAN, CheckAnswer, CheckRule, Finding, Severity, read_rules
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.errors import CannotAnswerCheck, MissingText, UnknownFinding
from ntm_desktop.domain.figure_checks import check_place
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.plan import PlanFigure
from ntm_desktop.domain.plan_checks import check_plan_figures, with_doubts
from ntm_desktop.domain.text_lengths import LONGEST_REASON, fitting
from ntm_desktop.services.act import act
from ntm_desktop.services.gather_figures import gather_figures
from ntm_desktop.services.open_desk import OpenDesk, json_text

__all__ = [
    "PLAN",
    "CheckRule",
    "Checked",
    "Finding",
    "Severity",
    "answer_finding",
    "check_at",
    "check_commune",
    "check_plans",
    "find_finding",
    "stated_figures",
]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of a commune's places in one period, in the order of villages, the commune itself first."""

    findings: tuple[Finding, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        """What nobody has answered yet."""
        return tuple(one for one in self.findings if not one.is_answered)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps final papers from being printed."""
        return tuple(one for one in self.findings if one.blocks_printing)

    def of(self, place_id: str) -> tuple[Finding, ...]:
        """What was found at that place."""
        return tuple(one for one in self.findings if one.place_id == place_id)

    def by_cell(self) -> dict[tuple[str, str], tuple[Finding, ...]]:
        """By place and indicator what is to be shown beside the figure."""
        cells: dict[tuple[str, str], tuple[Finding, ...]] = {}
        for one in self.findings:
            for code in one.codes:
                cells[one.place_id, code] = (*cells.get((one.place_id, code), ()), one)
        return cells


@cache
def _rules() -> tuple[CheckRule, ...]:
    return read_rules(tomllib.loads(resources.text("checks", "rules.toml")))


def check_commune(desk: OpenDesk, commune: Place, criteria_set: CriteriaSet, period: Period) -> Checked:
    """Checks the figures of a commune and of all its villages."""
    places = [commune, *desk.villages(commune.id)]
    return Checked(tuple(one for place in places for one in check_at(desk, place, criteria_set, period)))


def check_at(desk: OpenDesk, place: Place, criteria_set: CriteriaSet, period: Period) -> tuple[Finding, ...]:
    """Checks one village's or commune's figures against each other, earlier ones, its register and other set."""
    return _answered(desk, check_place(_rules(), gather_figures(desk, place, criteria_set, period)))


def check_plans(desk: OpenDesk) -> tuple[Finding, ...]:
    """Checks what the plans and reports on this desk state."""
    return _answered(desk, _check_plans(desk, plan.list_figures(desk.database)))


def stated_figures(desk: OpenDesk) -> tuple[PlanFigure, ...]:
    """The figures that plans and reports on this desk state, each with what does not add up beside it."""
    figures = plan.list_figures(desk.database)
    return with_doubts(figures, _check_plans(desk, figures))


def answer_finding(desk: OpenDesk, finding: Finding, reason: str) -> Finding:
    """Says why a warning may stand; an empty reason takes the answer back.

    Raises CannotAnswerCheck for an error, which has to be mended, MissingText, NotAllowed.
    """
    if finding.blocks_printing:
        raise CannotAnswerCheck(finding.text)
    cleaned = fitting(reason, "lý do", LONGEST_REASON)
    if not cleaned and finding.answer is None:
        raise MissingText("lý do")
    value = json_text({"reason": cleaned, "said": finding.text} if cleaned else None)
    title = f"trả lời cảnh báo ở {finding.codes[0]}" if finding.criteria_set != PLAN else "trả lời cảnh báo"
    act(desk, title, [Change("check_answer", finding.entity, "answer", value)])
    return _answered(desk, [finding.with_answer(None)])[0]


def find_finding(findings: Sequence[Finding], number: str) -> Finding:
    """The finding of that place in the list, from 1. Raises UnknownFinding."""
    if number.isdigit() and 1 <= int(number) <= len(findings):
        return findings[int(number) - 1]
    raise UnknownFinding(number)


def _check_plans(desk: OpenDesk, figures: Sequence[PlanFigure]) -> list[Finding]:
    """A commune's desk knows only its own part of what the upper level lists."""
    return check_plan_figures(_rules(), figures, sees_below=desk.desk.role is Role.UPPER_LEVEL)


def _answered(desk: OpenDesk, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    answers = check_answers.list_answers(desk.database)

    def answered(one: Finding) -> Finding:
        said = answers.get(one.entity)
        if not isinstance(said, dict):
            return one
        latest = desk.log.history(one.entity, "answer")[0]
        return one.with_answer(
            CheckAnswer(str(said.get("reason", "")), str(said.get("said", "")), latest.person, latest.at)
        )

    return tuple(map(answered, findings))
