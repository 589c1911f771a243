"""The whole main job without a display: record, assess, print, export, take in at the upper level, compare."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.errors import DeskExists
from ntm_desktop.domain.evaluation import VERDICT_TITLES, Assessment, display_value
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import Period, parse_period
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.check_package import verify_package
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.prepare_dossier import save_village_dossiers
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.record import record_entry
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_with_sample
from ntm_desktop.services.track_plan import find_task, list_tasks, update_task

PERIOD = "2021"
ENTRIES = (("Thôn 1", "9.2", "151/200"), ("Thôn 7", "9.1", "4"), ("Thôn 8", "16.2", "x"))
"""What the officer enters: village, indicator, as typed."""


def demonstrate(out: Path, tell: Callable[[str], None]) -> dict[str, Any]:
    """Leaves commune, upper-level, papers, the package and summary.json in `out`; returns the summary.

    Raises DeskExists where an earlier demonstration stands, and the errors of the disk.
    """
    commune_folder, upper_folder = DataFolder(out / "commune"), DataFolder(out / "upper-level")
    for folder in (commune_folder, upper_folder):
        if folder.database.exists():
            raise DeskExists(str(folder.root))
    period = parse_period(PERIOD)
    with (
        start_with_sample(commune_folder, "ia-hdrai", person="Rơ Mah H'Lan") as commune,
        start_with_sample(upper_folder, "ia-hdrai", upper_level=True, person="Phòng Nông nghiệp") as upper,
    ):
        tell(f"1. {commune.place.title} và {upper.place.title}: đã tạo hai máy với dữ liệu mẫu.")
        recorded = _record(commune, period, tell)
        _tick(commune, tell)
        saved = save_village_dossiers(
            commune, commune.place, period, commune.criteria_set(None, Level.VILLAGE), out / "papers"
        ).saved
        pages = format_number(sum(one.pages for one in saved))
        tell(f"4. Đã lập hồ sơ {format_number(len(saved))} thôn, {pages} trang: {out / 'papers'}")
        exported = export_package(commune, out)
        tell(f"5. {exported.sentence}")
        verified = verify_package(exported.path)
        looked = import_package(upper, exported.path, dry_run=True)
        imported = import_package(upper, exported.path)
        tell(f"6. {imported.sentence}")
        again = import_package(upper, exported.path)
        tell(f"7. Nhận lại lần nữa: {again.sentence}")
        compared, differing = _compare(commune, upper, period)
        checks = {"commune": check(commune).operations, "upper_level": check(upper).operations}
        said = f"{format_number(compared)} số liệu: {format_number(differing)} chỗ khác nhau"
        tell(f"8. Hai bên so {said}; nhật ký hai bên khớp với các bảng.")
        summary = {
            "period": period.code,
            "recorded": recorded,
            "dossiers": [{"village": one.village.name, "file": one.path.name, "pages": one.pages} for one in saved],
            "package": {
                "file": exported.path.name,
                "operations": exported.operations,
                "id": exported.id,
                "words": verified.words,
            },
            "import": {"dry_run_added": looked.added, "added": imported.added, "known": imported.known},
            "import_again": {"added": again.added, "known": again.known},
            "check": checks,
            "figures_compared": compared,
            "figures_differing": differing,
            "same_figures": differing == 0,
        }
    (out / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    tell(f"Xong: {out / 'summary.json'}")
    return summary


def _record(desk: OpenDesk, period: Period, tell: Callable[[str], None]) -> list[dict[str, Any]]:
    criteria_set = desk.criteria_set(None, Level.VILLAGE)
    recorded = []
    for village, code, text in ENTRIES:
        place = desk.find_place(village)
        record_entry(desk, place, criteria_set, code, period, text)
        one = assess_grid(desk, desk.place, criteria_set, period).place(place.id).of(code)
        recorded.append(_as_data(village, one))
        verdict = one.gap_text or VERDICT_TITLES[one.verdict]
        tell(f"2. {village}, chỉ tiêu {code}: {text} → {display_value(one)}, {verdict}")
    return recorded


def _tick(desk: OpenDesk, tell: Callable[[str], None]) -> None:
    task = find_task(desk, "7")
    after, _ = update_task(desk, task, progress=60, note="Đã xong 3/5 tuyến")
    count = format_number(len(list_tasks(desk)))
    tell(f"3. Kế hoạch {count} nhiệm vụ; nhiệm vụ {after.number}: tiến độ {after.progress} %.")


def _compare(commune: OpenDesk, upper: OpenDesk, period: Period) -> tuple[int, int]:
    """Every figure of every village and of the commune, under every set, on both desks."""
    compared = differing = 0
    own = commune.place
    for criteria_set in commune.criteria_sets.values():
        here = assess_grid(commune, own, criteria_set, period)
        there = assess_grid(upper, own, upper.criteria_sets[criteria_set.id], period)
        for place_id in (own.id, *(village.id for village in here.villages)):
            pairs = zip(here.place(place_id).indicators, there.place(place_id).indicators, strict=True)
            for mine, theirs in pairs:
                compared += 1
                differing += mine != theirs
    return compared, differing


def _as_data(village: str, one: Assessment) -> dict[str, Any]:
    return {
        "village": village,
        "code": one.indicator.code,
        "figure": entry_text(one.figure),
        "value": display_value(one),
        "verdict": one.verdict,
        "gap": one.gap_text,
    }
