"""What was put aside is said in words people read, whatever the log keeps."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.say_put_aside import value_words
from tests.ui.desks import lead_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[OpenDesk]:
    with lead_desk(tmp_path) as opened:
        yield opened


@pytest.mark.parametrize(
    ("kind", "field", "value", "words"),
    [
        ("place", "place_kind", '"upper_level"', "cấp trên"),
        ("place", "order", "3", "3"),
        ("place", "aliases", '["Làng Lợt"]', "Làng Lợt"),
        ("place", "parent", '"nobody"', "nơi chưa biết tên"),
        ("device", "role", '"officer"', "máy của cán bộ"),
        ("device", "permit", '{"role":"lead","place":"x","key":"k","name":"A Thút"}',
         "A Thút, máy của người phụ trách xã, nơi chưa biết tên"),
        ("device", "revoked", "[[1,7]]", "thu hồi giấy phép"),
        ("device", "public_key", '"0123456789abcdef"', "mã 01234567"),
        ("plan_task", "status", '"done"', "hoàn thành"),
        ("plan_task", "deleted", "true", "bỏ"),
        ("review", "state", '"returned"', "trả lại kèm ý kiến"),
        ("review", "snapshot", '{"hash":"abcdef0123"}', "mã abcdef01"),
        ("criteria_set", "document", '{"criteria":[]}', "cả bộ tiêu chí"),
        ("unheard_of", "thing", '{"a":1}', "nhiều mục"),
        ("place", "name", "null", "(xóa)"),
        ("device", "permit", '{"role":"king"}', "không đọc được"),
    ],
)  # fmt: skip
def test_each_value_is_said_in_words(desk: OpenDesk, kind: str, field: str, value: str, words: str) -> None:
    assert value_words(desk, kind, "one|two|three|2025", field, value) == words


def test_a_place_is_called_by_its_name(desk: OpenDesk) -> None:
    commune = desk.place
    assert value_words(desk, "place", "any", "parent", f'"{commune.id}"') == commune.title
