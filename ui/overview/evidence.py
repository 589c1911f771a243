"""One sentence on how far the evidence is; loaded once the places are seen."""

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.list_evidence import count_evidence
from ntm_desktop.services.open_desk import OpenDesk
from ui.screen import Context


def evidence_sentence(desk: OpenDesk, context: Context) -> str:
    """Empty where the criteria set asks for no evidence and there is none."""
    found = count_evidence(desk, context.commune, context.criteria_set, context.period)
    if not found.needing:
        return f"Minh chứng: đã có {format_number(found.pieces)} tệp." if found.pieces else ""
    has = f"đã có {format_number(found.pieces)} tệp" if found.pieces else "chưa có tệp nào"
    if not found.lacking:
        return f"✓ Minh chứng: {has}, đủ theo danh mục của bộ tiêu chí."
    lacking = f"{format_number(found.lacking)}/{format_number(found.needing)}"
    return (
        f"☐ Minh chứng: {has}; {lacking} số liệu của các thôn còn thiếu minh chứng. Xem từng thôn ở màn hình Hồ sơ."
    )
