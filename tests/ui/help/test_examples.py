"""What help tells people to type is what the cells take."""

from collections.abc import Iterator

import pytest

import resources
from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.entries import parse_entry
from tests.domain.builders import average, count, k_of_n, ratio, yes_no

BY_KIND: dict[str, Indicator] = {
    "Đạt hoặc không đạt": yes_no(),
    "Tỷ lệ": ratio(),
    "Bình quân": average(),
    "Đếm": count(),
    "Nữ và nam riêng": ratio(by_sex=True),
    "Đạt mấy nội dung": k_of_n(),
    "Không áp dụng": ratio(not_applicable="không có"),
}


def examples() -> Iterator[tuple[str, str]]:
    """Kind and example of every line of the table under "Gõ gì vào ô"."""
    part = resources.text("help", "2-nhap-so-lieu.md").split("## Gõ gì vào ô", 1)[1].split("##", 1)[0]
    for line in part.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 3 and cells[0] in BY_KIND:
            yield cells[0], cells[2]


def test_the_table_has_every_kind() -> None:
    assert {kind for kind, _ in examples()} == set(BY_KIND)


@pytest.mark.parametrize(("kind", "example"), list(examples()))
def test_every_example_is_understood(kind: str, example: str) -> None:
    assert parse_entry(BY_KIND[kind], example) is not None
