"""The words a wording file may use: placeholders by scope, conditions, columns, kinds of pieces."""

from collections.abc import Mapping

PAPER_PLACEHOLDERS = frozenset(
    [
        "village",
        "village_unit",
        "commune",
        "commune_name",
        "upper_level",
        "province",
        "year",
        "period",
        "date",
        "meeting_date",
        "criteria_set",
        "criteria_issued",
        "decisions",
        "decisions_of_targets",
        "criteria_met",
        "criteria_total",
        "counted_as_met",
        "indicators_met",
        "indicators_total",
        "indicators_not_applicable",
        "unmet_criteria",
        "not_met_criteria",
        "no_data_criteria",
        "no_target_criteria",
        "unchecked_texts",
        "lacking_evidence",
        "evidence_count",
        "photo_count",
        "households",
        "people",
        "ethnic_groups",
        "poor_households",
        "near_poor_households",
        "households_present",
        "households_absent",
        "votes_for",
        "votes_total",
        "votes_percent",
        "vote_needed",
        "notice_days",
        "meeting_place",
        "chair",
        "secretary",
        "mark_unverified",
        "mark_sample",
        "illustrative_facts",
        "illustrative_households",
    ]
)
CRITERION_PLACEHOLDERS = PAPER_PLACEHOLDERS | {
    "position",
    "criterion",
    "criterion_name",
    "criterion_verdict",
    "criterion_evidence",
    "lacking",
    "end",
}
INDICATOR_PLACEHOLDERS = CRITERION_PLACEHOLDERS | {
    "code",
    "indicator",
    "target",
    "result",
    "verdict",
    "what_is_missing",
    "note",
}

PHOTO_PLACEHOLDERS = PAPER_PLACEHOLDERS | {
    *("photo_number", "caption", "code", "indicator", "photo_date", "photo_place"),
}
"""Below a picture: its number among the pictures, when and where it was taken."""

CONDITIONS = frozenset(
    [
        "all_met",
        "has_unmet",
        "has_not_met_criterion",
        "has_no_data_criterion",
        "has_no_target_criterion",
        "has_not_applicable",
        "has_unverified_target",
        "has_sample_target",
        "has_unquoted_target",
        "has_missing_target",
        "has_unchecked_text",
        "has_decisions",
        "lists_decisions",
        "is_illustrative",
        "has_note",
        "has_evidence",
        "has_photos",
        "lacks_evidence",
        "is_lacking",
    ]
)

COLUMNS = frozenset(
    ["order", "criterion", "indicator", "target", "result", "self", "commune", "upper_level", "note"]
)
CRITERION_LISTS = ("each_criterion", "each_unmet", "each_not_met", "each_no_data", "each_no_target")
"""Kinds whose blocks are repeated for criteria: all, all that are not met, and these by what keeps them from it."""
EVIDENCE_COLUMNS = frozenset(["order", "number", "date", "issuer", "abstract", "page", "note"])
FUNDING_COLUMNS = frozenset(["order", "source", "amount", "note"])
TABLE_COLUMNS = frozenset(
    [
        *("order", "village", "number", "head", "birth", "people", "poverty", "phone", "what", "note"),
        *("told", "sources", "total", "average"),
    ]
)
"""Of papers whose rows the program gives: households, and villages with income ("sources" is one a source)."""


# What each kind of piece must and may say, and the scope its text is filled in.
REQUIRED: Mapping[str, tuple[str, ...]] = {
    "addressee": ("text",),
    "basis": ("text",),
    "heading": ("text", "level"),
    "text": ("text",),
    "note": ("text",),
    "fill": ("text",),
    "lines": ("count",),
    "funding": ("columns", "rows", "total"),
    "table": ("columns",),
    "evidence": ("columns",),
    "photos": ("rows",),
    "indicators": ("columns", "total"),
    "each_criterion": ("blocks",),
    "each_unmet": ("blocks",),
    "each_not_met": ("blocks",),
    "each_no_data": ("blocks",),
    "each_no_target": ("blocks",),
    "each_indicator": ("blocks",),
    "facts": ("rows",),
    "signatures": ("lines",),
}
OPTIONAL: Mapping[str, tuple[str, ...]] = {
    "heading": ("in_outline",),
    "facts": ("lines",),
    "signatures": ("hint", "left_lines", "recipients_title", "recipients"),
}
TYPES: Mapping[str, type] = {
    "text": str,
    "when": str,
    "level": int,
    "in_outline": bool,
    "count": int,
    "columns": list,
    "rows": list,
    "total": str,
    "lines": list,
    "hint": str,
    "left_lines": list,
    "recipients_title": str,
    "recipients": list,
    "blocks": list,
    "kind": str,
}
