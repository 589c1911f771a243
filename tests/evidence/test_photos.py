"""Photos: scaled, upright, stripped; time and place read before; bombs refused before they are opened."""

import contextlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from ntm_desktop.domain.errors import EvidenceRefused
from ntm_desktop.domain.evidence import Media
from ntm_desktop.evidence.photos import make_small, thumbnail
from tests.evidence import files


def test_a_large_photo_is_scaled_to_1600_pixels(tmp_path: Path) -> None:
    source = files.photo(tmp_path / "anh.jpg", (4000, 3000))
    made = make_small(source, Media.JPEG, "anh.jpg", tmp_path / "nho")
    assert (made.width, made.height) == (1600, 1200)
    with Image.open(tmp_path / "nho") as picture:
        assert picture.size == (1600, 1200)


def test_a_small_photo_is_never_blown_up(tmp_path: Path) -> None:
    made = make_small(files.photo(tmp_path / "anh.jpg"), Media.JPEG, "anh.jpg", tmp_path / "nho")
    assert (made.width, made.height) == (40, 30)


def test_time_and_place_are_read_and_the_stored_copy_holds_neither(tmp_path: Path) -> None:
    source = files.photo(tmp_path / "anh.jpg", taken="2021:05:03 10:12:00", place=(14.1234, 107.5678))
    made = make_small(source, Media.JPEG, "anh.jpg", tmp_path / "nho")
    assert made.taken_at == "2021-05-03T10:12:00"
    assert made.latitude == pytest.approx(14.1234, abs=1e-5)
    assert made.longitude == pytest.approx(107.5678, abs=1e-5)
    with Image.open(tmp_path / "nho") as picture:
        assert not dict(picture.getexif())
    assert b"Exif" not in (tmp_path / "nho").read_bytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_is_turned_as_the_camera_was_held(tmp_path: Path, orientation: int) -> None:
    """Any viewer that knows orientations shows the original as the copy stands."""
    from PIL import ImageOps

    source = files.photo(tmp_path / "anh.jpg", (80, 40), orientation=orientation)
    make_small(source, Media.JPEG, "anh.jpg", tmp_path / "nho")
    with Image.open(source) as original, Image.open(tmp_path / "nho") as copy:
        wanted = ImageOps.exif_transpose(original)
        assert copy.size == wanted.size
        corners = [(2, 2), (wanted.width - 3, 2), (2, wanted.height - 3), (wanted.width - 3, wanted.height - 3)]
        for corner in corners:
            difference = zip(copy.getpixel(corner), wanted.getpixel(corner), strict=True)
            assert all(abs(one - other) < 40 for one, other in difference), corner


@pytest.mark.parametrize("mode", ["L", "LA", "P", "RGBA", "1", "I;16", "CMYK"])
def test_every_kind_of_pixel_becomes_a_plain_photo(tmp_path: Path, mode: str) -> None:
    kind, media = ("JPEG", Media.JPEG) if mode == "CMYK" else ("PNG", Media.PNG)
    Image.new(mode, (30, 20)).save(tmp_path / "anh", kind)
    make_small(tmp_path / "anh", media, "anh", tmp_path / "nho")
    with Image.open(tmp_path / "nho") as picture:
        assert (picture.mode, picture.format) == ("RGB", "JPEG")


def test_a_scan_in_sixteen_bit_grey_keeps_its_greys(tmp_path: Path) -> None:
    Image.new("I;16", (30, 20), 0x8000).save(tmp_path / "anh", "PNG")
    make_small(tmp_path / "anh", Media.PNG, "anh", tmp_path / "nho")
    with Image.open(tmp_path / "nho") as picture:
        assert abs(picture.getpixel((5, 5))[0] - 128) < 4


def test_see_through_parts_become_white_paper(tmp_path: Path) -> None:
    Image.new("RGBA", (30, 20), (0, 0, 0, 0)).save(tmp_path / "anh", "PNG")
    make_small(tmp_path / "anh", Media.PNG, "anh", tmp_path / "nho")
    with Image.open(tmp_path / "nho") as picture:
        assert min(picture.getpixel((5, 5))) > 250


def test_a_png_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    (tmp_path / "bom.png").write_bytes(files.png_header(30_000, 30_000))
    with pytest.raises(EvidenceRefused) as caught:
        make_small(tmp_path / "bom.png", Media.PNG, "bom.png", tmp_path / "nho")
    assert caught.value.reason == "photo_too_large"


def test_a_progressive_photo_too_large_to_hold_whole_is_refused(tmp_path: Path) -> None:
    files.photo(tmp_path / "anh.jpg", (5200, 5200), progressive=True)
    with pytest.raises(EvidenceRefused) as caught:
        make_small(tmp_path / "anh.jpg", Media.JPEG, "anh.jpg", tmp_path / "nho")
    assert caught.value.reason == "photo_too_large"


_PEAK = """
import re, sys
from pathlib import Path
from ntm_desktop.domain.evidence import Media
from ntm_desktop.evidence.photos import make_small
def peak(): return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
before = peak()
made = make_small(Path(sys.argv[1]), Media.JPEG, "anh.jpg", Path(sys.argv[2]))
print(made.width, (peak() - before) // 1024)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of memory is read from /proc")
def test_a_photo_of_a_hundred_megapixels_is_scaled_in_little_memory(tmp_path: Path) -> None:
    Image.new("L", (12_000, 8_400), 90).convert("RGB").save(tmp_path / "anh.jpg", quality=50)
    said = subprocess.run(
        [sys.executable, "-c", _PEAK, str(tmp_path / "anh.jpg"), str(tmp_path / "nho")],
        capture_output=True,
        text=True,
        check=True,
    )
    width, megabytes = map(int, said.stdout.split())
    assert width == 1600
    assert megabytes < 120


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_damaged_photo_is_refused_and_nothing_else_happens(tmp_path: Path, data: st.DataObject) -> None:
    """Cut off or altered anywhere: it is refused as damaged, or what could be read is kept."""
    content = bytearray(files.photo(tmp_path / "anh.jpg", taken="2021:05:03 10:12:00").read_bytes())
    at = data.draw(st.integers(3, len(content) - 1))
    content = (
        content[:at]
        if data.draw(st.booleans())
        else content[:at] + bytes([data.draw(st.integers(0, 255))]) + content[at + 1 :]
    )
    (tmp_path / "hong.jpg").write_bytes(content)
    with contextlib.suppress(EvidenceRefused):
        assert make_small(tmp_path / "hong.jpg", Media.JPEG, "hong.jpg", tmp_path / "nho").width <= 1600


def test_a_thumbnail_is_small_and_a_broken_file_has_none(tmp_path: Path) -> None:
    small = thumbnail(files.photo(tmp_path / "anh.jpg", (400, 200)), 64)
    assert small is not None
    assert (small.width, small.height) == (64, 32)
    assert len(small.rgb) == 64 * 32 * 3
    assert thumbnail(files.pdf(tmp_path / "tep.pdf"), 64) is None
