"""Help calls buttons, tabs and screens what the window calls them."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import resources

ROOT = Path(__file__).parents[3]
PAGES = resources.names("help", ".md")
_NAMED = re.compile(r"(?:[Bb]ấm|[Nn]út|[Tt]hẻ|[Ôô]|[Mm]àn hình|chọn) (?:nút |thẻ )?\*\*(.+?)\*\*")
_BUTTON = re.compile(r"\*\*([^*]+?\.\.\.)\*\*")
_SCREEN = re.compile(r"(?<!\*)\*([^*\n]+?)\*(?!\*)")


@cache
def window_words() -> str:
    """Every text in the window's sources, and the titles of the help pages, which it lists."""
    texts = [resources.text("help", name).splitlines()[0].removeprefix("# ") for name in PAGES]
    for room in ("ui", "ntm_desktop/services", "ntm_desktop/domain"):
        for file in (ROOT / room).rglob("*.py"):
            tree = ast.walk(ast.parse(file.read_text("utf-8")))
            texts += [node.value for node in tree if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    return "\n".join(texts).replace("&", "")


@pytest.mark.parametrize("page", PAGES)
def test_help_speaks_of_what_is_there(page: str) -> None:
    text = resources.text("help", page)
    named = {*_NAMED.findall(text), *_BUTTON.findall(text), *_SCREEN.findall(text)}
    assert [name for name in sorted(named) if name.removesuffix("...").strip() not in window_words()] == []


def test_help_names_the_search_as_the_window_does() -> None:
    pages = "\n".join(resources.text("help", page) for page in PAGES)
    assert "ô tìm" not in pages
    assert "**Tìm (Ctrl+F)**" in pages
