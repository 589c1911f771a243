import copy
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from ntm_desktop.domain.criteria import (
    Basis,
    CriteriaSet,
    IndicatorKind,
    Requirement,
    Rule,
    Target,
    TargetSchedule,
    VillageSource,
)
from ntm_desktop.domain.criteria_format import (
    criteria_from_json,
    parse_criteria_set,
)
from ntm_desktop.domain.criteria_reading import KEY_TITLES
from ntm_desktop.domain.errors import CriteriaSetInvalid
from tests.domain.criteria_writing import criteria_set_to_data, criteria_to_json

FILE = "bo-thu.json"


def document() -> dict[str, Any]:
    """A commune set that uses every key of the format."""
    sample = {"basis": "sample"}
    quoted = {"basis": "quoted", "source": "Kế hoạch huyện Kbang"}
    return {
        "$schema": "schema.json",
        "format": 1,
        "id": "bo-thu",
        "version": 2,
        "level": "commune",
        "title": "Bộ thử",
        "issued": "Quyết định thử",
        "valid_from": 2021,
        "valid_to": 2025,
        "status": "để kiểm thử",
        "columns": {"general": "Chung", "special": "Xã đặc biệt khó khăn"},
        "groups": {"I": "Quy hoạch", "II": "Hạ tầng"},
        "asks_households": "Công văn 12/UBND-NN",
        "recognition": {
            "criteria_required": "all",
            "not_applicable_counts_as_met": False,
            "vote_at_least": {"value": 90, **quoted},
            "public_notice_days": {"value": 10, **sample},
        },
        "criteria": [
            {
                "number": 1,
                "name": "Quy hoạch",
                "group": "I",
                "indicators": [
                    {
                        "code": "1.1",
                        "text": "Có quy hoạch",
                        "text_basis": "quoted",
                        "text_source": "Quyết định thử",
                        "kind": "yes_no",
                        "agencies": ["Phòng Kinh tế", "Phòng Nội vụ"],
                        "set_by_province": True,
                        "evidence": [
                            {"id": "quyet-dinh", "text": "Quyết định phê duyệt", **quoted},
                            {"id": "anh", "text": "Ảnh niêm yết", **sample},
                        ],
                        "targets": {"*": {"value": True, **quoted}},
                    },
                    {
                        "code": "1.2",
                        "text": "Đạt hai trong ba nội dung",
                        "text_basis": "sample",
                        "kind": "k_of_n",
                        "items": ["một", "hai", "ba"],
                        "targets": {"*": {"value": 2, **sample}},
                    },
                ],
            },
            {
                "number": 2,
                "name": "Nhà ở",
                "group": "II",
                "indicators": [
                    {
                        "code": "2.1",
                        "text": "Nhà tạm",
                        "text_basis": "unverified",
                        "kind": "count",
                        "rule": "at_most",
                        "quantity": "hộ",
                        "is_whole": True,
                        "count_label": "số hộ có nhà tạm",
                        "targets": {"general": {"value": 0, **sample}},
                    },
                    {
                        "code": "2.2",
                        "text": "Tỷ lệ bảo hiểm",
                        "text_basis": "unverified",
                        "kind": "ratio",
                        "rule": "at_least",
                        "quantity": "người",
                        "is_whole": True,
                        "numerator_label": "số người",
                        "denominator_label": "dân số",
                        "by_sex": True,
                        "sums_villages": True,
                        "village_source": {"criteria_set": "thon", "code": "15.1"},
                        "not_applicable": "không có ai",
                        "from_households": "health_insured",
                        "targets": {"general": {"value": 74.5, **sample}, "special": {"value": 75, **quoted}},
                    },
                    {
                        "code": "2.3",
                        "text": "Thu nhập",
                        "text_basis": "unverified",
                        "kind": "average",
                        "rule": "at_least",
                        "quantity": "triệu đồng/người/năm",
                        "numerator_label": "tổng thu nhập",
                        "denominator_label": "nhân khẩu",
                        "targets": {
                            "special": {
                                "by_year": {"2022": {"value": 39, **sample}, "2024": {"value": 45, **quoted}}
                            }
                        },
                    },
                    {
                        "code": "2.4",
                        "text": "Chưa có mức",
                        "text_basis": "sample",
                        "kind": "yes_no",
                        "targets": {},
                    },
                ],
            },
        ],
    }


def problems_of(data: object) -> tuple[str, ...]:
    with pytest.raises(CriteriaSetInvalid) as caught:
        parse_criteria_set(data, FILE)
    assert caught.value.file == FILE
    return caught.value.problems


def problems_after(change: Callable[[dict[str, Any]], object]) -> tuple[str, ...]:
    data = document()
    change(data)
    return problems_of(data)


def indicator(data: dict[str, Any], code: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for criterion in data["criteria"] for one in criterion["indicators"] if one["code"] == code
    )
    return found


def test_every_key_of_the_format_is_read() -> None:
    parsed = parse_criteria_set(document(), FILE)
    insured = parsed.indicator("2.2")
    assert (insured.kind, insured.rule, insured.by_sex) == (IndicatorKind.RATIO, Rule.AT_LEAST, True)
    assert insured.village_source == VillageSource("thon", "15.1")
    assert insured.target("general", 2021) == Target(Decimal("74.5"), Basis.SAMPLE)
    assert parsed.indicator("2.3").target("special", 2024) == Target(
        Decimal(45), Basis.QUOTED, "Kế hoạch huyện Kbang"
    )
    assert parsed.indicator("2.3").target("special", 2023) is None
    assert parsed.indicator("1.1").targets["*"] == TargetSchedule(
        Target(Decimal(1), Basis.QUOTED, "Kế hoạch huyện Kbang")
    )
    assert parsed.indicator("1.1").evidence == (
        Requirement("quyet-dinh", "Quyết định phê duyệt", Basis.QUOTED, "Kế hoạch huyện Kbang"),
        Requirement("anh", "Ảnh niêm yết", Basis.SAMPLE),
    )
    assert parsed.indicator("1.2").items == ("một", "hai", "ba")
    assert parsed.indicator("2.1").numerator_label == "số hộ có nhà tạm"
    assert not parsed.recognition.not_applicable_counts_as_met
    assert parsed.recognition.public_notice_days == Target(Decimal(10), Basis.SAMPLE)


def test_everybody_may_be_asked_to_agree() -> None:
    data = document()
    data["recognition"]["vote_at_least"]["value"] = 100
    asked = parse_criteria_set(data, FILE).recognition.vote_at_least
    assert asked is not None
    assert asked.value == 100


def test_a_set_is_written_as_it_was_read() -> None:
    data = document()
    parsed = parse_criteria_set(data, FILE)
    del data["$schema"]
    assert criteria_set_to_data(parsed) == data
    assert criteria_from_json(criteria_to_json(parsed), FILE) == parsed


def test_numbers_in_a_file_stay_exact() -> None:
    text = json.dumps(document()).replace("74.5", "74.996").replace('"value": 39', '"value": 39.10')
    parsed = criteria_from_json(text, FILE)
    assert parsed.indicator("2.2").targets["general"].fixed == Target(Decimal("74.996"), Basis.SAMPLE)
    assert parsed.indicator("2.3").targets["special"].by_year[2022].value == Decimal("39.1")


def test_texts_are_composed_at_the_entrance() -> None:
    decomposed = "Thu nha\u0323\u0302p"
    data = document()
    indicator(data, "2.3")["text"] = decomposed
    assert parse_criteria_set(data, FILE).indicator("2.3").text == "Thu nhập"


# Every problem names its place, and all are told at once

AT_22 = "Tiêu chí 2, chỉ tiêu 2.2"


@pytest.mark.parametrize(
    ("change", "place", "word"),
    [
        (lambda d: d.pop("title"), "Bộ tiêu chí", "thiếu mục “title”"),
        (lambda d: d.update(mau="x"), "Bộ tiêu chí", "“mau”"),
        (lambda d: d.update(format=2), "Bộ tiêu chí", "định dạng 2"),
        (lambda d: d.update(id="Bộ thử"), "Bộ tiêu chí", "“id”"),
        (lambda d: d.update(level="huyện"), "Bộ tiêu chí", "“commune”"),
        (lambda d: d.update(valid_to=2020), "Bộ tiêu chí", "năm bắt đầu"),
        (lambda d: d.update(valid_from="2021"), "Bộ tiêu chí", "số nguyên"),
        (lambda d: d.update(criteria=[]), "Bộ tiêu chí", "chưa có nội dung"),
        (lambda d: d.update(criteria={}), "Bộ tiêu chí", "danh sách"),
        (lambda d: d["columns"].update({"*": "Mọi cột"}), "Bộ tiêu chí, các cột", "“*”"),
        (lambda d: d["recognition"].pop("not_applicable_counts_as_met"), "Bộ tiêu chí, quy định", "thiếu"),
        (lambda d: d["recognition"].update(criteria_required="half"), "Bộ tiêu chí, quy định", "“all”"),
        (lambda d: d["recognition"]["vote_at_least"].update(value=101), "Bộ tiêu chí, quy định", "100"),
        (lambda d: indicator(d, "1.2").update(items=["một", 2, "ba"]), "Tiêu chí 1, chỉ tiêu 1.2", "dòng chữ"),
        (lambda d: indicator(d, "1.2").update(items=["một", " ", "ba"]), "Tiêu chí 1, chỉ tiêu 1.2", "dòng chữ"),
        (
            lambda d: indicator(d, "1.2").update(items=["một", "a\x07", "ba"]),
            "Tiêu chí 1, chỉ tiêu 1.2",
            "dòng chữ",
        ),
        (lambda d: d["criteria"][1].update(number=3), "Bộ tiêu chí", "thiếu tiêu chí số 2"),
        (lambda d: d["criteria"][1].update(number=1), "Bộ tiêu chí", "mang số 1"),
        (lambda d: d["criteria"].reverse(), "Bộ tiêu chí", "thứ tự"),
        (lambda d: indicator(d, "1.1").update(evidence=[]), "Tiêu chí 1, chỉ tiêu 1.1", "chưa có nội dung"),
        (
            lambda d: indicator(d, "1.1")["evidence"][1].update(id="quyet-dinh"),
            "Tiêu chí 1, chỉ tiêu 1.1",
            "hơn một",
        ),
        (
            lambda d: indicator(d, "1.1")["evidence"][0].pop("source"),
            "Tiêu chí 1, chỉ tiêu 1.1, minh chứng",
            "tên văn bản",
        ),
        (lambda d: d["criteria"][1].update(number="2"), "Tiêu chí thứ 2 trong tệp", "số nguyên"),
        (lambda d: d["criteria"][1].pop("name"), "Tiêu chí 2", "thiếu mục “name” (tên tiêu chí)"),
        (lambda d: d["criteria"][1].update(group="IX"), "Tiêu chí 2", "nhóm “IX”"),
        (lambda d: d["criteria"][1].update(indicators=[]), "Tiêu chí 2", "“indicators”"),
        (lambda d: d["criteria"].insert(0, None), "Tiêu chí thứ 1 trong tệp", "null"),
        (lambda d: indicator(d, "2.2").pop("code"), "Tiêu chí 2, chỉ tiêu thứ 2", "thiếu mục “code”"),
        (lambda d: indicator(d, "2.2").update(code="2.1"), "Tiêu chí 2, chỉ tiêu 2.1", "hơn một lần"),
        (lambda d: indicator(d, "2.2").update(code="3.2"), "Tiêu chí 2, chỉ tiêu 3.2", "“2.”"),
        (lambda d: indicator(d, "2.2").update(code="2|2"), "Tiêu chí 2, chỉ tiêu 2|2", "“2.1”"),
        (lambda d: indicator(d, "2.2").update(text="  "), AT_22, "để trống"),
        (lambda d: indicator(d, "2.2").update(text="a\x07b"), AT_22, "không in được"),
        (lambda d: indicator(d, "2.2").update(text=5), AT_22, "một con số"),
        (lambda d: indicator(d, "2.2").update(kind="tỷ lệ"), AT_22, "“k_of_n”"),
        (lambda d: indicator(d, "2.2").update(kind=["ratio"]), AT_22, "một danh sách"),
        (lambda d: indicator(d, "2.2").update(rule="more"), AT_22, "“at_most”"),
        (lambda d: indicator(d, "2.2").pop("numerator_label"), AT_22, "thiếu mục “numerator_label” (tên tử số)"),
        (lambda d: indicator(d, "2.2").pop("denominator_label"), AT_22, "(tên mẫu số)"),
        (lambda d: indicator(d, "2.2").pop("quantity"), AT_22, "(đơn vị tính)"),
        (lambda d: indicator(d, "2.2").update(by_sex="yes"), AT_22, "true hoặc false"),
        (lambda d: indicator(d, "2.2").update(items=["a"]), AT_22, "“items”"),
        (lambda d: indicator(d, "2.1").pop("count_label"), "Tiêu chí 2, chỉ tiêu 2.1", "(nội dung đếm)"),
        (lambda d: indicator(d, "2.1").update(by_sex=True), "Tiêu chí 2, chỉ tiêu 2.1", "“by_sex”"),
        (lambda d: indicator(d, "1.2").pop("items"), "Tiêu chí 1, chỉ tiêu 1.2", "“items” (các nội dung)"),
        (lambda d: indicator(d, "1.2").update(items=["a", "a"]), "Tiêu chí 1, chỉ tiêu 1.2", "lặp lại"),
        (lambda d: indicator(d, "1.2")["targets"]["*"].update(value=4), "Tiêu chí 1, chỉ tiêu 1.2", "từ 1 đến 3"),
        (lambda d: indicator(d, "1.2")["targets"]["*"].update(value=1.5), "Tiêu chí 1, chỉ tiêu 1.2", "từ 1 đến 3"),
        (lambda d: indicator(d, "1.1")["targets"]["*"].update(value=1), "Tiêu chí 1, chỉ tiêu 1.1", "true"),
        (lambda d: indicator(d, "1.1")["targets"]["*"].update(value=False), "Tiêu chí 1, chỉ tiêu 1.1", "true"),
        (lambda d: indicator(d, "1.1").update(text_basis="sample"), "Tiêu chí 1, chỉ tiêu 1.1", "“text_source”"),
        (lambda d: indicator(d, "1.1").pop("text_source"), "Tiêu chí 1, chỉ tiêu 1.1", "thiếu tên văn bản"),
        (
            lambda d: indicator(d, "2.2")["targets"]["special"].pop("source"),
            f"{AT_22}, mức đạt cột",
            "thiếu tên văn bản",
        ),
        (
            lambda d: indicator(d, "2.2")["targets"]["general"].pop("basis"),
            f"{AT_22}, mức đạt cột",
            "(căn cứ của mức đạt)",
        ),
        (lambda d: indicator(d, "2.2")["targets"]["general"].update(value="75"), f"{AT_22}, mức đạt cột", "“75”"),
        (
            lambda d: indicator(d, "2.2")["targets"]["general"].update(value=True),
            f"{AT_22}, mức đạt cột",
            "phải là số",
        ),
        (lambda d: indicator(d, "2.2")["targets"]["general"].update(value=-1), f"{AT_22}, mức đạt cột", "số âm"),
        (lambda d: indicator(d, "2.2")["targets"]["general"].update(value=100.5), f"{AT_22}, mức đạt cột", "100 %"),
        (
            lambda d: indicator(d, "2.2")["targets"]["general"].update(value=10**400),
            f"{AT_22}, mức đạt cột",
            "quá lớn",
        ),
        (
            lambda d: indicator(d, "2.2")["targets"]["general"].update(value=float("nan")),
            f"{AT_22}, mức đạt cột",
            "số",
        ),
        (
            lambda d: indicator(d, "2.1")["targets"]["general"].update(value=0.5),
            "Tiêu chí 2, chỉ tiêu 2.1",
            "số nguyên",
        ),
        (lambda d: indicator(d, "2.2")["targets"].update(north=1), f"{AT_22}, mức đạt", "cột “north”"),
        (
            lambda d: indicator(d, "2.2")["targets"].update({"*": {"value": 1, "basis": "sample"}}),
            f"{AT_22}, mức đạt",
            "“*”",
        ),
        (
            lambda d: indicator(d, "2.3")["targets"]["special"]["by_year"].update(
                {"2030": {"value": 1, "basis": "sample"}}
            ),
            "Tiêu chí 2, chỉ tiêu 2.3, mức đạt cột “Xã đặc biệt khó khăn”, năm 2030",
            "2021-2025",
        ),
        (
            lambda d: indicator(d, "2.3")["targets"]["special"]["by_year"].update(
                {"nay": {"value": 1, "basis": "sample"}}
            ),
            "Tiêu chí 2, chỉ tiêu 2.3",
            "bốn chữ số",
        ),
        (
            lambda d: indicator(d, "2.3")["targets"]["special"].update(by_year={}),
            "Tiêu chí 2, chỉ tiêu 2.3",
            "năm nào",
        ),
        (
            lambda d: indicator(d, "2.3")["targets"]["special"].update(value=5),
            "Tiêu chí 2, chỉ tiêu 2.3",
            "“value”",
        ),
        (lambda d: indicator(d, "2.2").update(village_source="15.1"), f"{AT_22}, chỉ tiêu của thôn", "ngoặc nhọn"),
        (lambda d: indicator(d, "2.2")["village_source"].pop("code"), f"{AT_22}, chỉ tiêu của thôn", "“code”"),
        (
            lambda d: indicator(d, "2.2")["village_source"].update(criteria_set="bo-thu"),
            f"{AT_22}, chỉ tiêu của thôn",
            "chính bộ này",
        ),
        (lambda d: indicator(d, "2.2").pop("sums_villages"), AT_22, "“village_source”"),
        (lambda d: d.update(level="village"), AT_22, "“sums_villages”"),
    ],
)
def test_a_problem_is_one_sentence_that_names_its_place(
    change: Callable[[dict[str, Any]], object], place: str, word: str
) -> None:
    problems = problems_after(change)
    assert any(one.startswith(place) and word in one for one in problems), problems
    assert all(one.endswith(".") and "\n" not in one for one in problems)


def test_one_mistake_makes_one_problem() -> None:
    def forget(data: dict[str, Any]) -> None:
        del indicator(data, "2.2")["quantity"]

    assert problems_after(forget) == (f"{AT_22}: thiếu mục “quantity” (đơn vị tính).",)


def test_all_problems_are_told_at_once() -> None:
    def spoil(data: dict[str, Any]) -> None:
        del data["title"]
        data["criteria"][0]["number"] = 4
        del indicator(data, "2.2")["numerator_label"]
        indicator(data, "2.1")["targets"]["general"]["value"] = "0"

    assert len(problems_after(spoil)) >= 4


def test_a_hole_in_the_numbering_is_named() -> None:
    data = json.loads(resources.text("criteria", "commune-ntm-2021-2025.json"))
    del data["criteria"][6]
    del data["criteria"][10]
    assert problems_of(data) == ("Bộ tiêu chí: thiếu tiêu chí số 7, 12; các tiêu chí phải đánh số liên tục từ 1.",)


# Text that is no JSON


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("", "Dòng 1"),
        ("{\n\n oops", "Dòng 3"),
        ('{"a": 1,}', "Dòng 1"),
        ('{"a": NaN}', "con số"),
        ('{"a": 1e99999999999999999999}', "con số"),
        ('{"a": ' + "9" * 5000 + "}", "con số"),
        ("[" * 100_000, "lồng"),
    ],
)
def test_text_that_is_no_json_is_one_problem(text: str, word: str) -> None:
    with pytest.raises(CriteriaSetInvalid) as caught:
        criteria_from_json(text, FILE)
    assert len(caught.value.problems) == 1
    assert word in caught.value.problems[0]


def test_a_key_that_stands_twice_is_a_problem() -> None:
    text = criteria_to_json(parse_criteria_set(document(), FILE))
    doubled = text.replace('"code": "2.2",', '"code": "2.2", "code": "2.2",')
    with pytest.raises(CriteriaSetInvalid) as caught:
        criteria_from_json(doubled, FILE)
    assert caught.value.problems == ("Tiêu chí 2, chỉ tiêu thứ 2: mục “code” (mã chỉ tiêu) ghi hai lần.",)


def test_a_mark_at_the_beginning_of_the_file_is_no_problem() -> None:
    assert criteria_from_json("\ufeff" + json.dumps(document()), FILE).id == "bo-thu"


# Whatever the file holds, never a traceback

json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=8)
    | st.sampled_from(["2", "quoted", "*"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(sorted(KEY_TITLES)) | st.text(max_size=5), inner, max_size=4)
    ),
    max_leaves=10,
)


def _parsed_or_told(data: object) -> CriteriaSet | None:
    """The set that survives the way to a file and back, or None where every problem is told in words."""
    problems: tuple[str, ...] = ()
    try:
        parsed = parse_criteria_set(data, FILE)
    except CriteriaSetInvalid as error:
        problems = error.problems
        parsed = None
    if parsed is not None:
        assert parse_criteria_set(criteria_set_to_data(parsed), FILE) == parsed
        return parsed
    assert problems
    for problem in problems:
        assert problem.startswith(("Bộ tiêu chí", "Tiêu chí "))
        problem.encode("utf-8")
    return None


@given(json_values)
def test_any_json_value_is_refused_with_a_list_of_problems(data: object) -> None:
    assert _parsed_or_told(data) is None


def _spots(node: object, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner: list[tuple[Any, Any]] = []
    if isinstance(node, dict):
        inner = list(node.items())
    elif isinstance(node, list):
        inner = list(enumerate(node))
    return [path, *(spot for key, child in inner for spot in _spots(child, (*path, key)))]


SPOTS = _spots(document())[1:]


@given(st.lists(st.tuples(st.sampled_from(SPOTS), json_values), min_size=1, max_size=3))
def test_a_set_with_anything_in_any_place_is_a_set_or_a_list_of_problems(
    changes: list[tuple[tuple[Any, ...], object]],
) -> None:
    data: Any = document()
    for path, value in changes:
        node = data
        for key in path[:-1]:
            if not isinstance(node, dict | list) or (isinstance(node, dict) and key not in node):
                break
            if isinstance(node, list) and not (isinstance(key, int) and key < len(node)):
                break
            node = node[key]
        else:
            if isinstance(node, dict) or (
                isinstance(node, list) and isinstance(path[-1], int) and path[-1] < len(node)
            ):
                node[path[-1]] = copy.deepcopy(value)
    _parsed_or_told(data)


@pytest.mark.parametrize(
    "spot", [spot for spot in SPOTS if spot != ("$schema",)], ids=lambda spot: "/".join(str(part) for part in spot)
)
def test_leaving_out_anything_gives_another_set_or_a_list_of_problems(spot: tuple[Any, ...]) -> None:
    data: Any = document()
    node = data
    for key in spot[:-1]:
        node = node[key]
    del node[spot[-1]]
    assert _parsed_or_told(data) != parse_criteria_set(document(), FILE)


@given(st.text(max_size=40) | json_values.map(json.dumps))
def test_any_text_is_a_set_or_a_list_of_problems(text: str) -> None:
    with pytest.raises(CriteriaSetInvalid) as caught:
        criteria_from_json(text, FILE)
    assert caught.value.problems


@given(st.decimals(min_value=0, max_value=100, places=6))
def test_any_target_survives_the_way_to_a_file_and_back(value: Decimal) -> None:
    data = document()
    indicator(data, "2.2")["targets"]["general"]["value"] = value
    parsed = parse_criteria_set(data, FILE)
    assert criteria_from_json(criteria_to_json(parsed), FILE) == parsed


# The description for people and editors


def test_the_schema_describes_exactly_the_keys_that_are_read() -> None:
    schema = json.loads(resources.text("criteria", "schema.json"))
    parts = [schema, schema["properties"]["recognition"], *schema["$defs"].values()]
    parts.append(schema["$defs"]["indicator"]["properties"]["village_source"])
    described = {key for part in parts for key in part.get("properties", {})}
    used = {spot[-1] for spot in SPOTS if isinstance(spot[-1], str)}
    assert described - {"$schema"} == set(KEY_TITLES)
    assert described <= used


def test_the_schema_names_the_choices_of_the_domain() -> None:
    indicator_keys = json.loads(resources.text("criteria", "schema.json"))["$defs"]["indicator"]["properties"]
    assert indicator_keys["kind"]["enum"] == [one.value for one in IndicatorKind]
    assert indicator_keys["rule"]["enum"] == [one.value for one in Rule]
