"""Pieces of evidence on papers: what they are called, and how photos stand beside each other."""

from dataclasses import replace
from itertools import permutations

from ntm_desktop.domain.criteria import Basis, Requirement
from ntm_desktop.domain.evidence import Details, EvidenceFile, Media, Piece, caption_of, side_by_side
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.recording import ReadingKey
from tests.domain.builders import yes_no

KEY = ReadingKey("thon-1", "bo-thu", "6.1", parse_period("2021"))
INDICATOR = yes_no("6.1", evidence=(Requirement("photo", "Ảnh nhà văn hóa", Basis.SAMPLE),))


def piece(abstract: str = "", media: Media = Media.JPEG, name: str = "IMG_0042.jpg", **details: str) -> Piece:
    return Piece(
        abstract or name, KEY, EvidenceFile("a" * 64, name, 9, media), Details(abstract=abstract, **details)
    )


def test_a_piece_is_called_by_its_abstract() -> None:
    assert caption_of(piece("Nhà văn hóa thôn 1"), INDICATOR) == "Nhà văn hóa thôn 1"
    assert caption_of(piece("Biên bản họp", Media.PDF, "scan01.pdf"), INDICATOR) == "Biên bản họp"


def test_a_photo_without_one_is_called_by_what_it_proves_and_never_by_the_cameras_name() -> None:
    assert caption_of(piece(requirement="photo"), INDICATOR) == "Ảnh nhà văn hóa"
    assert caption_of(piece(), INDICATOR) == INDICATOR.text


def test_another_file_without_one_is_called_by_its_name_without_the_ending() -> None:
    assert caption_of(piece(media=Media.PDF, name="Biên bản 12.3.pdf"), INDICATOR) == "Biên bản 12.3"
    assert caption_of(piece(media=Media.PDF, name="bien-ban"), INDICATOR) == "bien-ban"


BEFORE, AFTER, OTHER = piece("Trước khi làm đường"), piece("Sau khi làm đường"), piece("Cổng thôn")


def test_before_stands_left_of_after_in_whatever_order_they_came() -> None:
    for photos in permutations([BEFORE, AFTER, OTHER]):
        placed = side_by_side(photos)
        at = placed.index(BEFORE)
        assert placed[at + 1] == AFTER
        assert at % 2 == 0
        assert [one for one in placed if one is not None and one not in (BEFORE, AFTER)] == [OTHER]


def test_photos_of_other_things_and_of_other_figures_are_no_pair() -> None:
    elsewhere = replace(AFTER, key=KEY._replace(code="6.2"))
    for other in (piece("Sau khi làm cổng"), elsewhere, BEFORE, piece(name="sau khi làm đường")):
        assert side_by_side([other, BEFORE]) == [other, BEFORE]
