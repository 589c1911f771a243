"""How many changes there are, in words."""

import pytest

from ntm_desktop.domain.counted_changes import changes_text


@pytest.mark.parametrize(
    ("total", "figures", "said"),
    [
        (71, None, "71 thay đổi"),
        (71, 10, "10 số liệu và 61 thông tin khác"),
        (10, 10, "10 số liệu"),
        (1234, 0, "1.234 thông tin"),
        (0, 0, "0 số liệu"),
    ],
)
def test_figures_are_counted_apart_and_a_part_that_is_nothing_is_not_said(
    total: int, figures: int | None, said: str
) -> None:
    assert changes_text(total, figures) == said
