"""What a village's dossier says, before any wording or layout: the papers are printed from this record alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from ntm_desktop.domain.checks import Finding
from ntm_desktop.domain.criteria import Basis, CriteriaSet, TargetMark
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.evaluation import PlaceAssessment, Verdict
from ntm_desktop.domain.evidence import Piece
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.review import Appraisal


@dataclass(frozen=True, slots=True)
class FundingLine:
    """Money of one source, in million đồng, as recorded; `amount` None when the paper leaves it to the pen."""

    source: str
    amount: Decimal | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class VillageFacts:
    """The village in general; None is left for the pen. `is_illustrative` when any of them is sample data."""

    households: Decimal | None = None
    people: Decimal | None = None
    ethnic_groups: str | None = None
    poor_households: Decimal | None = None
    near_poor_households: Decimal | None = None
    is_illustrative: bool = False


@dataclass(frozen=True, slots=True)
class VillageMeeting:
    """The meeting on the village's self-assessment; None is left for the pen."""

    held_on: date | None = None
    place: str | None = None
    chair: str | None = None
    secretary: str | None = None
    households_present: Decimal | None = None
    households_absent: Decimal | None = None
    votes_for: Decimal | None = None
    votes_total: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A piece of evidence as the papers show it; `photo` is where its picture lies, empty where there is none."""

    piece: Piece
    photo: str = ""


@dataclass(frozen=True, slots=True)
class VillageDossier:
    """Everything the papers of one village and period need.

    `printed_on` is the date on the papers, None to leave it for the pen. `is_draft` when the village does not
    meet every criterion yet, or a target it was judged by or an indicator's text was never compared with the
    decision that sets it: the papers then say DỰ THẢO. `is_illustrative` when any figure is sample data.
    `appraisals` is the upper level's word by criterion; `conflicts` are indicators that two laptops wrote apart.
    """

    village: Place
    commune: Place
    upper_level: Place
    province: str
    period: Period
    criteria_set: CriteriaSet
    column: str | None
    assessment: PlaceAssessment
    notes: dict[str, str]
    funding: tuple[FundingLine, ...] = ()
    printed_on: date | None = None
    is_sample: bool = False
    facts: VillageFacts = VillageFacts()
    meeting: VillageMeeting = VillageMeeting()
    appraisals: Mapping[int, Appraisal] = field(default_factory=dict)
    conflicts: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()
    """What does not add up and was not answered."""
    differs_today: Mapping[str, str] = field(default_factory=dict)
    """By indicator what the register of households says today, where a later figure has followed this one."""
    evidence: tuple[Exhibit, ...] = ()
    """In the order of the set."""
    missing_evidence: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By indicator the open lines of its checklist."""

    @property
    def is_illustrative(self) -> bool:
        """Whether a paper must say "số liệu minh họa"."""
        return self.assessment.is_illustrative

    @property
    def is_draft(self) -> bool:
        """Whether a paper must say "DỰ THẢO"."""
        return bool(self.unmet_criteria or self.unchecked_targets or self.unchecked_texts)

    @property
    def unmet_criteria(self) -> tuple[int, ...]:
        """Criteria that do not count as met, in their order."""
        return tuple(one.criterion.number for one in self.assessment.criteria if not one.counts_as_met)

    @property
    def unchecked_targets(self) -> tuple[str, ...]:
        """Indicators in force whose target is not a quotation of the decision that sets it."""
        return tuple(
            one.indicator.code
            for one in self.assessment.indicators
            if one.target and one.target.basis is not Basis.QUOTED and one.verdict is not Verdict.NOT_APPLICABLE
        )

    @property
    def unchecked_texts(self) -> tuple[str, ...]:
        """Indicators in force whose text is not a quotation of the decision that sets it."""
        return tuple(
            one.indicator.code
            for one in self.assessment.indicators
            if one.indicator.text_basis is not Basis.QUOTED and one.verdict is not Verdict.NOT_APPLICABLE
        )

    @property
    def decisions(self) -> dict[str, tuple[str, ...]]:
        """The decisions people named for targets they entered or compared, each once, with its indicators."""
        named: dict[str, list[str]] = {}
        for one in self.assessment.indicators:
            if one.target and one.target.mark is not TargetMark.PACKAGED and one.target.source:
                named.setdefault(one.target.source, []).append(one.indicator.code)
        return {source: tuple(codes) for source, codes in named.items()}


class Lack(StrEnum):
    """Why something stands in the list before printing."""

    RESULT = "result"
    CHECK = "check"
    REGISTER = "register"
    """Not what the register of households says today, of which nobody is asked any more."""
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Missing:
    """One thing the village's dossier still lacks, for the list before printing."""

    criterion: int
    code: str
    text: str
    verdict: Verdict
    what: str
    lack: Lack = Lack.RESULT
    blocks: bool = False
    """Whether the final paper cannot be printed over it."""


def missing_of(dossier: VillageDossier) -> tuple[Missing, ...]:
    """What does not add up, then every indicator that is not met, then evidence; in the order of the set."""
    return (
        *_contradicting(dossier),
        *_unlike_today(dossier),
        *_unmet(dossier.assessment),
        *_unproven(dossier),
    )


def _unproven(dossier: VillageDossier) -> Iterator[Missing]:
    """Open lines of the checklists of evidence; an indicator that does not apply needs none."""
    for one in dossier.assessment.indicators:
        titles = dossier.missing_evidence.get(one.indicator.code, ())
        if titles and one.verdict is not Verdict.NOT_APPLICABLE:
            what = f"thiếu minh chứng: {'; '.join(titles)}"
            yield Missing(one.criterion, one.indicator.code, one.indicator.text, one.verdict, what, Lack.EVIDENCE)


def _contradicting(dossier: VillageDossier) -> Iterator[Missing]:
    for one in dossier.findings:
        about = dossier.assessment.of(one.codes[0])
        yield Missing(
            about.criterion,
            one.codes[0],
            one.rule.title,
            about.verdict,
            one.text,
            Lack.CHECK,
            one.blocks_printing,
        )


def _unlike_today(dossier: VillageDossier) -> Iterator[Missing]:
    """A notice: households may have changed since, or the figure was never true."""
    for code, counted in dossier.differs_today.items():
        one = dossier.assessment.of(code)
        what = (
            f"ghi {entry_text(one.figure)}, sổ hộ hiện nay tính được {counted}; "
            "đã có số của kỳ sau nên chỉ nhắc để xem lại trước khi in"
        )
        yield Missing(one.criterion, code, one.indicator.text, one.verdict, what, Lack.REGISTER)


def _unmet(assessment: PlaceAssessment) -> tuple[Missing, ...]:
    listed = []
    for one in assessment.indicators:
        if one.verdict in (Verdict.MET, Verdict.NOT_APPLICABLE):
            continue
        what = one.gap_text or one.reason or "chưa đạt"
        listed.append(Missing(one.criterion, one.indicator.code, one.indicator.text, one.verdict, what))
    return tuple(listed)
