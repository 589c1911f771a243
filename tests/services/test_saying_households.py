"""What two laptops wrote apart about a household is said in the words of the register."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_desktop.domain.households import Household, Member
from ntm_desktop.services.keep_households import save_households
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.say_households import field_text, field_title, household_title
from tests.ui.desks import lead_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    with lead_desk(tmp_path) as opened:
        yield opened


def test_a_household_is_called_by_its_head_and_village(desk: OpenDesk) -> None:
    village = desk.villages(desk.place.id)[0]
    (saved,) = save_households(
        desk, desk.place, [Household(village.id, (Member("A Nam"),), "7")], "ghi hộ"
    ).households
    assert household_title(desk, f"{desk.place.id}|{saved.id}") == f"A Nam, {village.name}"
    assert household_title(desk, f"{desk.place.id}|never-heard-of") == ""


@pytest.mark.parametrize(
    ("field", "title"),
    [
        ("record", "Cả hộ"),
        ("members", "Nhân khẩu"),
        ("income", "Thu nhập"),
        ("deleted", "Bỏ khỏi sổ"),
        ("erased", "Bỏ khỏi sổ"),
        ("phone", "Điện thoại"),
        ("number", "Số hộ"),
        ("of_a_later_version", "Thông tin hộ"),
    ],
)
def test_a_field_is_called_as_in_the_register(field: str, title: str) -> None:
    assert field_title(field) == title


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("phone", '"0905"', "0905"),
        ("members", '[{"name":"A Nam","birth":"1980"},{"name":"Y Hoa"}]', "2 người: A Nam 1980, Y Hoa"),
        (
            "income",
            '[[2021,"crops","12.5"],[2020,"total",7]]',
            "Trồng trọt 2021: 12,5; Chưa chia theo nguồn 2020: 7",
        ),
        ("members", '"nobody"', "không đọc được"),
        ("members", '["nobody"]', "không đọc được"),
        ("lacks", '"water"', "không đọc được"),
        ("income", '[["a"]]', "không đọc được"),
        ("of_a_later_version", '"x"', '"x"'),
    ],
)
def test_what_one_side_says_is_said_as_it_is_typed(desk: OpenDesk, field: str, value: str, said: str) -> None:
    assert field_text(desk, f"{desk.place.id}|one", field, value) == said


def test_a_whole_household_is_said_in_the_order_of_the_register(desk: OpenDesk) -> None:
    village = desk.villages(desk.place.id)[0]
    value = f'{{"village":"{village.id}","number":"12","members":[{{"name":"A Nam"}}],"phone":"0905"}}'
    assert field_text(desk, f"{desk.place.id}|one", "record", value).startswith(f"{village.name}; 12; A Nam; ")
    assert field_text(desk, f"{desk.place.id}|one", "record", value).endswith("; 0905")
