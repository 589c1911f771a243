"""Evidence: a photo made small, the memory of a huge one, and the grid's question about 2,000 pieces."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from ntm_desktop.domain.evidence import Media
from ntm_desktop.domain.periods import year_of
from ntm_desktop.evidence.photos import make_small
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.list_evidence import evidence_state
from ntm_desktop.services.open_desk import OpenDesk, json_text
from ntm_desktop.services.start_desk import start_commune
from tests.benchmarks.figures import Figure, paired, process, seconds

_PEAK = """
import re, sys
from pathlib import Path
from ntm_desktop.domain.evidence import Media
from ntm_desktop.evidence.photos import make_small
def peak(): return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
make_small(Path(sys.argv[1]), Media.JPEG, "anh.jpg", Path(sys.argv[2]))
print((peak() - before) // 1024)
"""


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        yield _photo(folder)
        yield _peak(folder)
        with _desk_with_pieces(folder) as desk:
            yield _question(desk)


def _photo(folder: Path) -> Figure:
    source = folder / "12.jpg"
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(source, quality=90)

    def whole() -> None:
        with Image.open(source) as picture:
            picture.load()
            picture.resize((1600, 1200), Image.Resampling.LANCZOS).save(folder / "a", "JPEG", quality=85)

    ratio, ours, bare = paired(lambda: make_small(source, Media.JPEG, "12.jpg", folder / "b"), whole)
    detail = f"{ours * 1000:.0f} ms against {bare * 1000:.0f} ms decoded whole"
    return Figure("photo of 12 megapixels made small", ratio, 0.8, "x", detail)


def _peak(folder: Path) -> Figure:
    source = folder / "100.jpg"
    Image.new("L", (12_000, 8_400), 90).convert("RGB").save(source, quality=50)
    megabytes = int(process(_PEAK, str(source), str(folder / "c")))
    return Figure("memory for a photo of 100 megapixels", megabytes, 120, "MB", "302 MB when held whole")


def _desk_with_pieces(folder: Path) -> OpenDesk:
    desk = start_commune(DataFolder(folder / "desk"), "Ia Tơi", villages=[f"Thôn {one}" for one in range(20)])
    chosen = desk.criteria_set("village-ntm-starter", next(iter(desk.criteria_sets.values())).level)
    file = json_text({"sha256": "a" * 64, "name": "x.jpg", "size": 5, "media": "image/jpeg"})
    rows = (
        (village.id, f"{village.order}{indicator.code}{number}", f"{chosen.id}|{indicator.code}|2021", file, "x")
        for village in desk.villages(desk.place.id)
        for indicator in chosen.indicators()
        for number in range(3)
    )
    with desk.database.transaction():
        desk.database.execute_many(
            "INSERT INTO evidence (place, id, reading, file, requirement) VALUES (?, ?, ?, ?, ?)", rows
        )
    return desk


def _question(desk: OpenDesk) -> Figure:
    chosen = desk.criteria_sets["village-ntm-starter"]
    times = sorted(seconds(lambda: evidence_state(desk, desk.place, chosen, year_of(2021))) for _ in range(20))
    detail = "680 cells, 2,040 pieces"
    return Figure("what evidence is there and missing, 95th percentile", times[18] * 1000, 40, "ms", detail)
