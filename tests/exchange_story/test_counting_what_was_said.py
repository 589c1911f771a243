"""What taking a package in says of reviews and remarks: how many of each, and where to read them."""

from ntm_desktop.domain.counted_changes import Remarked, changes_text
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.review import answer_remark, set_review, write_remark
from ntm_desktop.services.send_package import export_package
from tests.exchange_story.desks import VILLAGES, Laptops, carry, enter, full_round, reading_key, village_set


def test_each_kind_is_named_and_the_commune_is_told_where_to_read(laptops: Laptops) -> None:
    lead, upper = laptops.lead, laptops.upper
    full_round(laptops)
    enter(lead, "9.2", "150/200")
    carry(lead, upper, laptops.stick)
    for village in VILLAGES:
        where = upper.find_place(village)
        set_review(upper, where, village_set(upper), 9, 2021, ReviewState.RETURNED, "Thiếu hộ")
    for code in ("9.2", "4.1", "15.2"):
        write_remark(upper, reading_key(upper, code), "Đếm lại")
    path = export_package(upper, laptops.stick).path
    looked = import_package(lead, path, dry_run=True)
    assert "2 kết quả thẩm tra và 3 ý kiến của cấp trên mới" in looked.sentence
    assert "Xem ở" not in looked.sentence
    taken = import_package(lead, path)
    assert taken.remarked == Remarked(reviews=2, remarks=3, operations=9)
    assert "2 kết quả thẩm tra và 3 ý kiến của cấp trên mới" in taken.sentence
    assert taken.sentence.endswith("Xem ở mục Ý kiến cấp trên.")

    answer_remark(lead, reading_key(lead, "9.2"), "Đã đếm")
    enter(lead, "9.2", "151/200")
    back = carry(lead, upper, laptops.stick)
    assert "1 số liệu và 1 trả lời của xã mới" in back.sentence
    assert "Xem ở" not in back.sentence


def test_the_parts_stand_in_one_row() -> None:
    assert changes_text(20, 10, Remarked(2, 1, 0, 4)) == (
        "10 số liệu, 2 kết quả thẩm tra, 1 ý kiến của cấp trên và 6 thông tin khác"
    )
    assert changes_text(3, 0, Remarked(1, 0, 0, 3)) == "1 kết quả thẩm tra"
    assert changes_text(3, 0, Remarked()) == "3 thông tin"
