"""From a dossier's records to the words that fill the placeholders of its papers."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from ntm_desktop.documents.cited_decisions import (
    decisions,
    decisions_of_targets,
    lists_decisions,
    set_issued,
    set_title,
)
from ntm_desktop.documents.place_names import province_name, village_name, village_unit, without_kind
from ntm_desktop.documents.wording import Shared, date_text, fill
from ntm_desktop.domain.criteria import Basis, IndicatorKind
from ntm_desktop.domain.dossier import VillageDossier
from ntm_desktop.domain.evaluation import (
    Assessment,
    CriterionAssessment,
    Verdict,
    display_target,
    display_value,
)
from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.recording import Share, SharesBySex
from ntm_desktop.domain.review import Appraisal, ReviewState


def paper_facts(dossier: VillageDossier, shared: Shared) -> dict[str, str]:
    """Every placeholder that any part of a paper may use; what is unknown is dots for the pen."""
    assessment, facts, meeting = dossier.assessment, dossier.facts, dossier.meeting
    is_sample = facts.is_illustrative or dossier.is_sample
    recognition = dossier.criteria_set.recognition
    blank = shared.blank
    commune = dossier.commune.title
    words: dict[str, str | None] = {
        "village": village_name(dossier.village, shared),
        "village_unit": village_unit(dossier.village, shared),
        "commune": commune[:1].lower() + commune[1:],
        "commune_name": without_kind(commune),
        "upper_level": dossier.upper_level.name,
        "province": province_name(dossier.province),
        "year": str(dossier.period.year),
        "period": dossier.period.title[:1].lower() + dossier.period.title[1:],
        "date": date_text(dossier.printed_on, shared),
        "meeting_date": date_text(meeting.held_on, shared),
        "criteria_set": set_title(dossier),
        "criteria_issued": set_issued(dossier, shared),
        "decisions": decisions(dossier, shared),
        "decisions_of_targets": decisions_of_targets(dossier),
        "criteria_met": str(assessment.criteria_met),
        "criteria_total": str(len(assessment.criteria)),
        "indicators_met": str(assessment.indicators_met),
        "indicators_total": str(assessment.indicators_in_force),
        "indicators_not_applicable": str(len(assessment.indicators) - assessment.indicators_in_force),
        "unmet_criteria": ", ".join(map(str, dossier.unmet_criteria)) or shared.no_unmet,
        "not_met_criteria": _numbers(dossier, Verdict.NOT_MET) or shared.no_unmet,
        "no_data_criteria": _numbers(dossier, Verdict.NO_DATA) or shared.no_unmet,
        "no_target_criteria": _numbers(dossier, Verdict.NO_TARGET) or shared.no_unmet,
        "unchecked_texts": ", ".join(dossier.unchecked_texts),
        "lacking_evidence": _lacking_evidence(dossier),
        "evidence_count": str(len(dossier.evidence)),
        "photo_count": str(sum(bool(one.photo) for one in dossier.evidence)),
        "households": _number(facts.households),
        "people": _number(facts.people),
        "ethnic_groups": facts.ethnic_groups,
        "poor_households": _number(facts.poor_households),
        "near_poor_households": _number(facts.near_poor_households),
        "households_present": _number(meeting.households_present),
        "households_absent": _number(meeting.households_absent),
        "votes_for": _number(meeting.votes_for),
        "votes_total": _number(meeting.votes_total),
        "votes_percent": _percent(meeting.votes_for, meeting.votes_total),
        "vote_needed": _number(recognition.vote_at_least.value if recognition.vote_at_least else None),
        "notice_days": _number(recognition.public_notice_days.value if recognition.public_notice_days else None),
        "meeting_place": meeting.place,
        "chair": meeting.chair,
        "secretary": meeting.secretary,
        "mark_unverified": shared.mark_unverified,
        "mark_sample": shared.mark_sample,
    }
    mark = f" {shared.illustrative_mark}" if is_sample else ""
    marks = {
        "counted_as_met": f" {assessment.counted_as_met}".rstrip(),
        "illustrative_households": mark if facts.households is not None else "",
        "illustrative_facts": mark if facts.households is not None or facts.people is not None else "",
    }
    return marks | {name: nfc(word) if word else blank for name, word in words.items()}


def criterion_facts(
    base: Mapping[str, str], one: CriterionAssessment, position: int, count: int, shared: Shared
) -> dict[str, str]:
    """`end` closes an item of a list: ";", and "." for the last of `count`."""
    return {
        **base,
        "end": "." if position == count else ";",
        "position": str(position),
        "criterion": str(one.criterion.number),
        "criterion_name": nfc(one.criterion.name),
        "criterion_verdict": criterion_verdict(one, shared),
        "lacking": lacking(one, shared),
    }


def indicator_facts(base: Mapping[str, str], one: Assessment, note: str, shared: Shared) -> dict[str, str]:
    """What a wording may say of one indicator, by name."""
    return {
        **base,
        "code": one.indicator.code,
        "indicator": nfc(one.indicator.text),
        "target": target(one, shared),
        "result": result(one, shared),
        "verdict": verdict(one.verdict, shared),
        "what_is_missing": _in_brackets(_missing_phrase(one)),
        "note": nfc(note).strip().rstrip(".;"),
    }


def conditions(dossier: VillageDossier) -> dict[str, bool]:
    """The questions a wording may ask of a dossier, answered, by name."""
    ones = dossier.assessment.indicators
    bases = {one.target.basis for one in ones if one.target}
    return {
        "all_met": not dossier.unmet_criteria,
        "has_unmet": bool(dossier.unmet_criteria),
        "has_not_met_criterion": bool(_numbers(dossier, Verdict.NOT_MET)),
        "has_no_data_criterion": bool(_numbers(dossier, Verdict.NO_DATA)),
        "has_no_target_criterion": bool(_numbers(dossier, Verdict.NO_TARGET)),
        "has_not_applicable": any(one.verdict is Verdict.NOT_APPLICABLE for one in ones),
        "has_unverified_target": Basis.UNVERIFIED in bases,
        "has_sample_target": Basis.SAMPLE in bases,
        "has_unquoted_target": bool(bases - {Basis.QUOTED}),
        "has_missing_target": any(one.target is None for one in ones),
        "has_unchecked_text": bool(dossier.unchecked_texts),
        "has_decisions": bool(dossier.decisions),
        "lists_decisions": lists_decisions(dossier),
        "is_illustrative": dossier.is_illustrative or dossier.is_sample,
        "has_note": False,
        "has_evidence": bool(dossier.evidence),
        "has_photos": any(one.photo for one in dossier.evidence),
        "lacks_evidence": bool(dossier.missing_evidence),
        "is_lacking": False,
    }


def indicator_conditions(one: Assessment, note: str) -> dict[str, bool]:
    """The questions a wording may ask of one indicator, answered, by name."""
    return {
        "has_note": bool(note.strip()),
        "is_lacking": one.verdict not in (Verdict.MET, Verdict.NOT_APPLICABLE),
    }


def verdict(value: Verdict, shared: Shared) -> str:
    """In words alone: a box in front of "Chưa đạt" reads as one left to tick."""
    return shared.verdicts[value.value]


def criterion_verdict(one: CriterionAssessment, shared: Shared) -> str:
    """A criterion's verdict in the words of the papers."""
    return verdict(one.verdict, shared)


def appraisal(found: Appraisal | None, shared: Shared) -> str:
    """The upper level's word on a criterion; empty for the pen where it has said nothing final."""
    if found is None or found.state is ReviewState.RECEIVED:
        return ""
    key = "reopened" if found.is_reopened else found.state.value
    return fill(shared.appraisals[key], {"hash": found.accepted_hash})


def lacking(one: CriterionAssessment, shared: Shared) -> str:
    """Its indicators by what they lack: chưa đạt: 9.1 (còn thiếu 12 hộ); chưa có số liệu: 9.2, 9.3."""
    parts = []
    for kind in (Verdict.NOT_MET, Verdict.NO_DATA, Verdict.NO_TARGET):
        codes = [
            f"{each.indicator.code}{_in_brackets(each.gap_text)}" for each in one.indicators if each.verdict is kind
        ]
        if codes:
            parts.append(f"{shared.verdicts[kind.value].lower()}: {', '.join(codes)}")
    return nfc("; ".join(parts))


def target(one: Assessment, shared: Shared) -> str:
    """The target with the sign of its basis: only a quoted one stands bare."""
    if one.target is None:
        return shared.no_target
    marks = {Basis.UNVERIFIED: f" {shared.mark_unverified}", Basis.SAMPLE: f" {shared.mark_sample}"}
    return display_target(one.indicator, one.target) + marks.get(one.target.basis, "")


def result(one: Assessment, shared: Shared) -> str:
    """The value and the counts it comes from; illustrative figures say so."""
    text = measured(one, shared)
    if one.is_illustrative:
        text += f" {shared.illustrative_mark}"
    return nfc(text)


def measured(one: Assessment, shared: Shared) -> str:
    """The value of an indicator with its numerator and denominator, as the papers say it."""
    if one.verdict is Verdict.NOT_APPLICABLE:
        word = shared.verdicts[Verdict.NOT_APPLICABLE.value]
        return f"{word} ({one.reason})" if one.reason else word
    if one.value is None:
        return shared.blank
    value = display_value(one)
    if one.indicator.kind is IndicatorKind.K_OF_N:
        return f"{format_number(one.value)}/{len(one.indicator.items)} nội dung"
    counted = _counted(one)
    return f"{value} ({counted})" if counted else value


def _counted(one: Assessment) -> str:
    """As in 151/200 hộ or 7.300 triệu đồng/200 người; women and men apart where they are counted so."""
    if one.indicator.kind is IndicatorKind.AVERAGE and isinstance(one.figure, Share):
        return _added_up(one.figure, one.indicator.quantity)
    unit = one.indicator.quantity if one.indicator.kind is IndicatorKind.RATIO else ""
    figure = one.figure
    if isinstance(figure, Share):
        return f"{_fraction(figure)} {unit}".strip()
    if isinstance(figure, SharesBySex):
        return f"nữ {_fraction(figure.female)}, nam {_fraction(figure.male)} {unit}".strip()
    return ""


def _added_up(share: Share, quantity: str) -> str:
    """An average's unit names what is added up and over what: triệu đồng/người/năm."""
    upper, _, rest = quantity.partition("/")
    lower = rest.partition("/")[0]
    parts = (format_number(share.numerator), upper), (format_number(share.denominator), lower)
    return "/".join(f"{number} {unit}".strip() for number, unit in parts)


def what_is_missing(one: Assessment) -> str:
    """The gap ("Còn thiếu 12 hộ") or why there is no target; empty when the verdict says it all."""
    text = _missing_phrase(one)
    return text[:1].upper() + text[1:]


def _missing_phrase(one: Assessment) -> str:
    if one.verdict is Verdict.NOT_MET:
        return nfc(one.gap_text)
    return nfc(one.reason) if one.verdict is Verdict.NO_TARGET else ""


def _in_brackets(text: str) -> str:
    return f" ({text[:1].lower()}{text[1:]})" if text else ""


def _lacking_evidence(dossier: VillageDossier) -> str:
    return "; ".join(f"{code}: {', '.join(titles)}" for code, titles in dossier.missing_evidence.items())


def _numbers(dossier: VillageDossier, kind: Verdict) -> str:
    unmet = (one for one in dossier.assessment.criteria if not one.counts_as_met)
    return ", ".join(str(one.criterion.number) for one in unmet if one.verdict is kind)


def _fraction(share: Share) -> str:
    return f"{format_number(share.numerator)}/{format_number(share.denominator)}"


def _number(value: Decimal | None) -> str | None:
    return None if value is None else format_number(value)


def _percent(part: Decimal | None, whole: Decimal | None) -> str | None:
    if part is None or not whole:
        return None
    return format_number(Fraction(part) / Fraction(whole) * 100)
