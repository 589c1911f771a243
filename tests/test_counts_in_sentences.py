"""A count before a noun is written as Vietnam writes it, 1.234 hộ, wherever the program says one."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from ntm_desktop.domain.errors import PlanFontUnknown, TextTooLong
from ntm_desktop.excel.problem import worded
from ntm_desktop.sentences import sentence_for

ROOT = Path(__file__).parents[1]
SOURCES = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "ntm_desktop").rglob("*.py")]
MANY = (
    " hộ",
    " ô",
    " người",
    " nhân khẩu",
    " số liệu",
    " minh chứng",
    " tệp",
    " nhiệm vụ",
    " thay đổi",
    " chỗ",
    " dòng",
)
"""Things of which a commune, or what is above it, may have a thousand."""


def _bare_counts(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        for part, behind in pairwise(node.values if isinstance(node, ast.JoinedStr) else []):
            if not isinstance(part, ast.FormattedValue) or not isinstance(behind, ast.Constant):
                continue
            if _is_length(part.value) and str(behind.value).startswith(MANY):
                yield f"{source.relative_to(ROOT)}:{part.lineno}"


def _is_length(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id in ("len", "sum")


def test_no_count_of_many_things_is_said_without_its_thousands() -> None:
    assert [found for source in SOURCES for found in _bare_counts(source)] == []


def test_sentences_of_errors_and_of_workbooks_group_thousands() -> None:
    assert "có 1.234 ô" in sentence_for(PlanFontUnknown("a.xlsx", 1234, ""))
    assert "dài quá 4.000 ký tự" in sentence_for(TextTooLong("ghi chú", 4000))
    assert worded("converted", count=1234, font="TCVN3") == "1.234 ô chữ TCVN3 được chuyển sang Unicode."
    assert worded("row_twice", other=1234, code="9.2").startswith("dòng này là bản chép của dòng 1234")
