"""Papers outside the dossier: the note of delivery and the sheet for the safe."""

from dataclasses import replace
from pathlib import Path

from ntm_desktop.documents.delivery_note import DeliveryNote, compose_delivery_note
from ntm_desktop.documents.office_paper import draw_office_paper
from ntm_desktop.documents.recovery_sheet import compose_recovery_sheet
from tests.documents.pdf_reading import Page, plain_text, read_pdf

NOTE = DeliveryNote(
    own_place="Xã Ia Tơi",
    giver="Xã Ia Tơi",
    giver_person="Rơ Mah H'Lan",
    receiver="Huyện Ia H'Drai",
    receiver_person="",
    file_name="NTM-xa-ia-toi-so-0012.ntm",
    number=12,
    registered="05/02/2022 14:32, đã gửi",
    operations="1.234",
    sha256="0123456789abcdef" * 4,
    words="bắc cầu, hoa sen, bàn chải, bài hát, bậc thềm, bác sĩ",
    receipt="máy nhận báo đã nhận ngày 07/02/2022",
)


def drawn(tmp_path: Path, note: DeliveryNote) -> tuple[list[Page], str]:
    file = tmp_path / "note.pdf"
    file.write_bytes(draw_office_paper(compose_delivery_note(note)))
    return read_pdf(file), plain_text(file)


def test_a_delivery_note_says_everything_two_people_compare(tmp_path: Path) -> None:
    pages, text = drawn(tmp_path, NOTE)
    assert len(pages) == 1
    for words in (
        "BIÊN BẢN GIAO NHẬN",
        "1. Bên giao: Xã Ia Tơi",
        "Người giao: Rơ Mah H'Lan",
        "2. Bên nhận: Huyện Ia H'Drai",
        "NTM-xa-ia-toi-so-0012.ntm",
        "1.234",
        "bắc cầu, hoa sen",
        "05/02/2022 14:32, đã gửi",
        "đã nhận ngày 07/02/2022",
        "BÊN GIAO",
        "BÊN NHẬN",
    ):
        assert words in text
    assert NOTE.sha256 in text.replace(" ", "")
    assert "{" not in text


def test_who_is_unknown_is_left_to_the_pen(tmp_path: Path) -> None:
    _, text = drawn(tmp_path, NOTE)
    assert "Người nhận: ......" in text


def test_a_note_of_sample_data_says_so(tmp_path: Path) -> None:
    assert "SỐ LIỆU MINH HỌA" not in drawn(tmp_path, NOTE)[1]
    assert "SỐ LIỆU MINH HỌA" in drawn(tmp_path, replace(NOTE, is_sample=True))[1]


def test_a_province_words_its_note_itself(tmp_path: Path) -> None:
    own = """title = "Phiếu"
subject = "Phiếu"
name = "PHIẾU GIAO TỆP"
[letterhead]
parents = []
agency = ["{OWN_PLACE}"]
[[blocks]]
kind = "text"
text = "Tệp số {number}."
"""
    (tmp_path / "bien-ban-giao-nhan.toml").write_text(own, encoding="utf-8")
    file = tmp_path / "note.pdf"
    file.write_bytes(draw_office_paper(compose_delivery_note(NOTE, wording_folder=tmp_path)))
    assert "PHIẾU GIAO TỆP" in plain_text(file)
    assert "Tệp số 12." in plain_text(file)


def test_the_sheet_for_the_safe_holds_the_key_and_how_to_keep_it(tmp_path: Path) -> None:
    key = " ".join(f"{number:04d}" for number in range(11))
    sheet = compose_recovery_sheet(
        own_place="Xã Ia Tơi", person="A Nam", made_on="05/02/2022", words="bắc cầu", key=key
    )
    file = tmp_path / "sheet.pdf"
    file.write_bytes(draw_office_paper(sheet))
    text = plain_text(file)
    assert len(read_pdf(file)) == 1
    assert key in text
    assert "tủ có khóa" in text
