from pathlib import Path

from ntm_desktop.domain.counted_changes import changes_text
from ntm_desktop.services.check_package import PackageReport
from ntm_desktop.services.receive_package import Imported
from ui.exchange.looking import counted, kinds_text

_REPORT = PackageReport(Path("a.ntm"), "xa-ia-toi", "", "", 1, 0, 10, {}, False, "", (), "")


def test_what_is_replaced_is_counted_apart_from_what_is_new() -> None:
    found = Imported(_REPORT, added=14, changed=5, known=2319, waiting=0)
    assert [(text, count) for _, text, count in counted(found)] == [
        ("Mới", "9"),
        ("Thay đổi mục đang có", "5"),
        ("Đã có, giữ nguyên", "2.319"),
    ]


def test_what_waits_and_what_must_be_decided_is_said() -> None:
    found = Imported(_REPORT, added=1, changed=0, known=0, waiting=3, conflicts=(("a", "figure"),))
    texts = [text for _, text, _ in counted(found)]
    assert any(text.startswith("Chờ tệp gửi trước") for text in texts)
    assert any("cần quyết định" in text for text in texts)


def test_the_changes_are_named_most_first() -> None:
    assert kinds_text({"place": 2, "reading": 10}) == "Các thay đổi: 10 ở số liệu chỉ tiêu, 2 ở thôn, xã."
    assert kinds_text({}) == ""


def test_figures_and_other_changes_are_counted_apart_in_the_same_words() -> None:
    assert changes_text(71, 10) == "10 số liệu và 61 thông tin khác"
    assert changes_text(10, 10) == "10 số liệu"
    assert changes_text(61, 0) == "61 thông tin"
    assert changes_text(1234, None) == "1.234 thay đổi"
