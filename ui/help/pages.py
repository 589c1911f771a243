"""The help pages as they lie in resources: a title, the words to look through, and Markdown."""

from dataclasses import dataclass

import resources
from ntm_desktop.domain.names import matches


@dataclass(frozen=True, slots=True)
class HelpPage:
    name: str
    title: str
    markdown: str


def load_pages() -> tuple[HelpPage, ...]:
    """In the order of their file names."""
    return tuple(_page(name) for name in resources.names("help", ".md"))


def pages_with(pages: tuple[HelpPage, ...], words: str) -> tuple[HelpPage, ...]:
    """The pages in which every word occurs, marks or not; all of them when there is nothing to look for."""
    return tuple(page for page in pages if matches(words, (page.markdown,)))


def _page(file_name: str) -> HelpPage:
    markdown = resources.text("help", file_name)
    heading = markdown.splitlines()[0].removeprefix("#").strip()
    return HelpPage(file_name.removesuffix(".md"), heading, markdown)
