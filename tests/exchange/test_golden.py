"""Files of every version are read for ever: offices keep them for years."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ntm_desktop.domain.errors import PackageSealedForOthers
from ntm_desktop.exchange import keys
from ntm_desktop.exchange.enrolment import read_permit, read_request
from ntm_desktop.exchange.manifest import PlaceRef
from ntm_desktop.exchange.package import open_package, verify_package
from ntm_desktop.exchange.pins import is_pin
from ntm_desktop.exchange.recovery import Secrets, unwrap
from ntm_desktop.exchange.segments import Segment, is_authentic
from tests.exchange import enrolled, golden_files
from tests.exchange.packages import DRAFT, SEED, UPPER_SEED, draft

OF_FIRST_FORMAT = golden_files.golden_segments(b"")
"""Segments that name nothing before them."""


@pytest.mark.parametrize("path", [golden_files.FIRST, golden_files.OPEN], ids=["1", "2"])
def test_an_open_package_of_every_format_is_read(path: Path) -> None:
    with open_package(path, None) as opened:
        assert opened.manifest.about == draft(unknown=golden_files.UNKNOWN, is_sample=True)
        assert [row for rows in opened.operations() for row in rows] == golden_files.rows()
        found = list(opened.segments())
        stated = opened.manifest.contents.partitions
    is_first = path == golden_files.FIRST
    assert found == (OF_FIRST_FORMAT if is_first else golden_files.golden_segments())
    assert stated == (None if is_first else golden_files.golden_contents().partitions)
    assert [is_authentic(each, keys.public_key(SEED)) for each in found] == [True, True]
    assert b"theo bi\xc3\xaan b\xe1\xba\xa3n" in found[0].line


@pytest.mark.parametrize(
    ("path", "segments"),
    [
        (golden_files.FIRST_SEALED, OF_FIRST_FORMAT),
        (golden_files.SEALED, golden_files.golden_segments()),
    ],
    ids=["1", "2"],
)
def test_a_sealed_package_of_every_format_is_read_by_those_it_is_for(path: Path, segments: list[Segment]) -> None:
    for seed in (SEED, UPPER_SEED):
        with open_package(path, None, signing_key=seed) as opened:
            assert list(opened.segments()) == segments
            assert opened.manifest.about.sender == replace(DRAFT.sender, place=PlaceRef("23500"))
    assert isinstance(verify_package(path).fault, PackageSealedForOthers)


def test_the_first_requests_and_permits_are_read() -> None:
    assert read_request(golden_files.REQUEST) == enrolled.REQUEST
    found = read_permit(golden_files.PERMIT)
    assert (found.request, found.issuer, found.role) == (enrolled.REQUEST, enrolled.LEAD, enrolled.PERMIT.role)
    assert found.chain[0].issuer == enrolled.UPPER


def test_the_first_pins_and_wrapped_keys_still_open() -> None:
    assert is_pin(golden_files.PIN_TYPED, golden_files.PIN.read_text("ascii"))
    assert unwrap(golden_files.WRAPPED.read_bytes(), golden_files.RECOVERY) == Secrets(SEED)


@pytest.mark.parametrize("flag", ["--write-again", None])
def test_golden_files_are_not_written_in_ci(flag: str | None) -> None:
    before = {each: each.read_bytes() for each in golden_files.FOLDER.iterdir()}
    run = subprocess.run(
        [sys.executable, "-m", "tests.exchange.golden_files", *([flag] if flag else [])],
        cwd=Path(__file__).parents[2],
        env=os.environ | {"CI": "true"},
        capture_output=True,
        check=False,
    )
    assert run.returncode != 0
    assert {each: each.read_bytes() for each in golden_files.FOLDER.iterdir()} == before
