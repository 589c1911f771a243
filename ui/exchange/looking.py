"""Looking at a package before anything is taken in: whose it is, and what would change."""

from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.domain.errors import SenderRevoked, UnknownSender
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.check_package import PackageReport, verify_package
from ntm_desktop.services.known_machines import revoked_on, trust_sender
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.receive_package import Imported, import_package

KINDS = {
    "reading": "số liệu chỉ tiêu",
    "plan_task": "nhiệm vụ kế hoạch",
    "plan": "kế hoạch",
    "plan_figure": "số liệu của kế hoạch",
    "place": "thôn, xã",
    "criteria_set": "bộ tiêu chí",
    "evidence": "minh chứng",
    "review": "thẩm tra",
    "remark": "ý kiến",
    "device": "máy và giấy phép",
    "assignment": "phân công",
    "target": "mức đạt",
    "household": "hộ dân",
    "check_answer": "lý do khi kiểm tra",
    "quarantine": "quyết định để riêng",
}


@dataclass(frozen=True, slots=True)
class Looked:
    """`dry_run` None when the sender is not known yet, or its permit was taken back on that day."""

    report: PackageReport
    dry_run: Imported | None
    revoked_on: str = ""


def look(desk: OpenDesk, path: Path, progress: Progress) -> Looked:
    """Checks the whole file and, of a known sender, counts what taking it in would do. Changes nothing.

    Raises PackageNotForUs and PackageSealedForOthers, whoever sent it, and what `verify_package` raises.
    """
    report = verify_package(path, progress, desk=desk)
    try:
        return Looked(report, import_package(desk, path, dry_run=True, progress=progress))
    except (UnknownSender, SenderRevoked):
        return Looked(report, None, revoked_on(desk, report.public_key))


def trust_and_look(desk: OpenDesk, path: Path, words: str, progress: Progress) -> Looked:
    """Accepts the sender whose six words were compared, then looks."""
    trust_sender(desk, path, words)
    return look(desk, path, progress)


def counted(found: Imported) -> list[tuple[str, str, str]]:
    """Sign, what, how many: the lines of the page before taking in; what is nothing is left out but for "mới"."""
    lines = [
        ("+", "Mới", found.used - found.changed),
        ("↻", "Thay đổi mục đang có", found.changed),
        ("=", "Đã có, giữ nguyên", found.known),
        ("…", _waits_text(found), found.waiting),
        ("⊘", "Ngoài quyền của người ghi, để riêng, không dùng", found.quarantined),
        ("⊘", "Của máy này, để riêng, không dùng nữa", sum(found.own_aside.values())),
        ("☑", "Tệp minh chứng mới", found.files),
        ("⚠", "Máy có hai lịch sử dưới cùng số; giữ bản có trước, không nhận bản kia", len(found.apart)),
        ("⚠", "Hai nơi sửa khác nhau, cần quyết định; cả hai đều được giữ", len(found.conflicts)),
    ]
    return [(sign, text, format_number(count)) for sign, text, count in lines if count or text == "Mới"]


def _waits_text(found: Imported) -> str:
    if found.waits_for:
        return f"Chờ tệp số {found.waits_for}, sẽ tự vào khi nhận tệp đó"
    return "Chờ tệp gửi trước, sẽ tự vào khi nhận tệp còn thiếu"


def kinds_text(by_kind: dict[str, int]) -> str:
    """In what the changes are, most first; empty when there are none."""
    listed = sorted(by_kind.items(), key=lambda one: -one[1])
    parts = [f"{format_number(count)} ở {KINDS.get(kind, 'mục khác')}" for kind, count in listed if count]
    return f"Các thay đổi: {', '.join(parts)}." if parts else ""
