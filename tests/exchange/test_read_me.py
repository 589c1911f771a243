"""DOC-TRUOC.txt: what whoever finds the stick reads: codes of places, and nobody's name."""

import pytest

from ntm_desktop.domain.counted_changes import FIGURES
from ntm_desktop.domain.operation import SAMPLE_PREFIX
from ntm_desktop.exchange.manifest import Contents, Draft, PlaceRef, Purpose, Recipient, SeqRange
from ntm_desktop.exchange.read_me import compose
from tests.exchange.packages import DEVICE, SEALED_TO, draft


def contents(device: str = DEVICE) -> Contents:
    return Contents(71, {FIGURES: 10}, (SeqRange(device, 1, 1, 71, 71),))


def text_of(made: Draft, of: Contents | None = None) -> str:
    stored = compose(made, of or contents())
    assert stored.startswith(b"\xef\xbb\xbf"), "Notepad tells Vietnamese by this mark"
    text = stored.decode("utf-8-sig")
    assert text.count("\n") == text.count("\r\n") == len(text.splitlines())
    return " ".join(text.split())


def test_it_says_what_the_package_is_and_whose_by_codes_alone() -> None:
    said = text_of(draft())
    for part in ("SỐ 12", "Nơi gửi (mã): 23500", "Nơi nhận (mã): 622", "Ngày lập: 05/02/2022", "tệp số 11"):
        assert part in said
    assert "10 số liệu và 61 thông tin khác" in said
    assert "Ia Tơi" not in said
    assert "Ia H'Drai" not in said
    assert "{" not in said


def test_every_recipient_is_named_and_that_nobody_is() -> None:
    two = (Recipient(PlaceRef("622", "Huyện")), Recipient(PlaceRef("23500", "Xã")))
    assert "Nơi nhận (mã): 622, 23500 " in text_of(draft(recipients=two))
    assert "Nơi nhận (mã): không ghi " in text_of(draft(recipients=()))


def test_what_must_come_first_is_said() -> None:
    assert "nối tiếp số liệu nơi nhận đã có" in text_of(draft(builds_on_package=None))
    assert "không cần tệp nào trước đó" in text_of(draft(builds_on_package=None, builds_on=()))


def test_whether_it_is_sealed_is_said() -> None:
    assert "không niêm phong, ai có chương trình cũng xem được" in text_of(draft())
    assert "đã niêm phong, chỉ máy của nơi nhận mở được" in text_of(draft(recipients=SEALED_TO))


def test_invented_figures_are_said_to_be_invented() -> None:
    assert "SỐ LIỆU MINH HỌA" not in text_of(draft())
    assert "SỐ LIỆU MINH HỌA" in text_of(draft(is_sample=True))
    assert "SỐ LIỆU MINH HỌA" in text_of(draft(), contents(f"{SAMPLE_PREFIX}0123"))


@pytest.mark.parametrize("purpose", list(Purpose))
def test_every_purpose_has_words(purpose: Purpose) -> None:
    assert "Đây là " in text_of(draft(purpose=purpose))
