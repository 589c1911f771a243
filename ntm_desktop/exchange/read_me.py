"""DOC-TRUOC.txt: what a person finds who opens the package with something else. Places, nobody's name."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

import resources
from ntm_desktop.domain.counted_changes import FIGURES, changes_text
from ntm_desktop.domain.moments import package_day_text
from ntm_desktop.exchange.manifest import Contents, Draft

_BYTE_ORDER_MARK = "\ufeff"


def compose(draft: Draft, contents: Contents, titles: Mapping[str, str] | None = None) -> bytes:
    """UTF-8 with a byte order mark and CRLF, so that Notepad shows it on every Windows.

    `titles` say what people call the places of which the outside shows the codes.
    """
    known = titles or {}
    wording = _wording()
    is_sample = draft.is_sample or contents.holds_sample
    data = {
        "number": draft.number,
        "purpose": wording["purposes"][draft.purpose.value],
        "sender": _called(draft.sender.place.code, known),
        "recipients": ", ".join(_called(place.code, known) for place in draft.recipients)
        or wording["nobody_named"],
        "date": package_day_text(draft.created_at),
        "operations": changes_text(contents.operations, contents.kinds.get(FIGURES, 0)),
        "sample": wording["sample"] if is_sample else "",
        "builds_on": _builds_on(draft, wording),
        "sealed": wording["sealed"] if draft.seals_to else wording["not_sealed"],
    }
    lines = wording["text"].format(**data).strip("\n").split("\n")
    return (_BYTE_ORDER_MARK + "\r\n".join(lines) + "\r\n").encode("utf-8")


def _called(code: str, titles: Mapping[str, str]) -> str:
    return f"{titles[code]} (mã {code})" if code in titles else f"mã {code}"


def _builds_on(draft: Draft, wording: dict[str, Any]) -> str:
    if draft.builds_on_package is not None:
        return str(wording["builds_on"].format(number=draft.builds_on_package))
    return str(wording["builds_on_known" if draft.builds_on else "builds_on_nothing"])


@cache
def _wording() -> dict[str, Any]:
    return tomllib.loads(resources.text("exchange", "doc-truoc.toml"))
