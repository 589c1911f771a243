"""The four laptops, enrolled once and copied for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange_story.desks import Laptops, copied_laptops, enrol_laptops


@pytest.fixture(scope="session")
def enrolled_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("enrolled") / "laptops"
    enrol_laptops(root).close()
    return root


@pytest.fixture
def laptops(enrolled_template: Path, tmp_path: Path) -> Iterator[Laptops]:
    made = copied_laptops(enrolled_template, tmp_path / "laptops")
    yield made
    made.close()
