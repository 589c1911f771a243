"""DOC-TRUOC.txt: what a person finds who opens the package with something else. Codes of places, no names."""

import tomllib
from functools import cache
from typing import Any

import resources
from ntm_desktop.domain.counted_changes import FIGURES, changes_text
from ntm_desktop.domain.moments import package_day_text
from ntm_desktop.exchange.manifest import Contents, Draft

_BYTE_ORDER_MARK = "\ufeff"


def compose(draft: Draft, contents: Contents) -> bytes:
    """UTF-8 with a byte order mark and CRLF, so that Notepad shows it on every Windows."""
    wording = _wording()
    is_sample = draft.is_sample or contents.holds_sample
    data = {
        "number": draft.number,
        "purpose": wording["purposes"][draft.purpose.value],
        "sender": draft.sender.place.code,
        "recipients": ", ".join(place.code for place in draft.recipients) or wording["nobody_named"],
        "date": package_day_text(draft.created_at),
        "operations": changes_text(contents.operations, contents.kinds.get(FIGURES, 0)),
        "sample": wording["sample"] if is_sample else "",
        "builds_on": _builds_on(draft, wording),
        "sealed": wording["sealed"] if draft.seals_to else wording["not_sealed"],
    }
    lines = wording["text"].format(**data).strip("\n").split("\n")
    return (_BYTE_ORDER_MARK + "\r\n".join(lines) + "\r\n").encode("utf-8")


def _builds_on(draft: Draft, wording: dict[str, Any]) -> str:
    if draft.builds_on_package is not None:
        return str(wording["builds_on"].format(number=draft.builds_on_package))
    return str(wording["builds_on_known" if draft.builds_on else "builds_on_nothing"])


@cache
def _wording() -> dict[str, Any]:
    return tomllib.loads(resources.text("exchange", "doc-truoc.toml"))
