import pytest
from PySide6.QtWidgets import QLineEdit, QListWidget, QTextBrowser
from pytestqt.qtbot import QtBot

from ntm_desktop.services.open_desk import OpenDesk
from tests.ui.stage import Stage, named_controls
from ui.help.pages import load_pages, pages_with
from ui.help.screen import HelpScreen


@pytest.fixture
def stage(qtbot: QtBot, empty_desk: OpenDesk) -> Stage:
    return Stage(qtbot, empty_desk, HelpScreen)


def titles(stage: Stage) -> list[str]:
    listed: QListWidget = stage.find(QListWidget, "help_pages")
    return [listed.item(row).text().strip() for row in range(listed.count())]


def shown(stage: Stage) -> str:
    browser: QTextBrowser = stage.find(QTextBrowser, "help_text")
    return browser.toPlainText()


def test_help_opens_at_its_first_page(stage: Stage) -> None:
    assert titles(stage)[0] == "Bắt đầu"
    assert len(titles(stage)) == len(load_pages())
    assert shown(stage).startswith("Bắt đầu")
    assert stage.find(QListWidget, "help_pages").hasFocus()


def test_help_is_searched_without_marks(stage: Stage) -> None:
    stage.screen.look_for("sau tu")
    assert "Trao đổi bằng USB" in titles(stage)
    assert "Kế hoạch" not in titles(stage)
    browser: QTextBrowser = stage.find(QTextBrowser, "help_text")
    assert browser.extraSelections()


def test_a_search_that_finds_nothing_says_so(stage: Stage) -> None:
    stage.find(QLineEdit, "help_search").setText("xyzzy")
    assert titles(stage) == []
    assert stage.text("help_none") == "Không có trang nào có các từ này."


def test_another_screen_can_open_a_page(stage: Stage) -> None:
    stage.screen.open_at("sao-luu")
    assert shown(stage).startswith("Sao lưu và khôi phục")


def test_the_keys_are_a_table(stage: Stage) -> None:
    stage.screen.open_at("nhap-so-lieu")
    for key in ("F1", "F2", "F4", "Ctrl+F", "Ctrl+Z", "Page Up, Page Down"):
        assert key in shown(stage)


@pytest.mark.parametrize("page", load_pages(), ids=lambda page: page.name)
def test_every_page_starts_with_its_title_and_has_words(page: object) -> None:
    markdown: str = page.markdown
    assert markdown.startswith("# ")
    assert len(markdown.split()) > 60


def test_no_words_find_every_page() -> None:
    assert pages_with(load_pages(), "") == load_pages()


def test_every_control_has_a_name(stage: Stage) -> None:
    assert named_controls(stage.screen) == []
