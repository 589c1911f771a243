"""Asking for a permit on the command line: as what the laptop is, and never becoming less without saying so."""

from pathlib import Path

import pytest

from ntm_desktop.services.enrol import read_request
from tests.cli.running import Runner


@pytest.fixture
def district_and_lead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[Runner, Runner]:
    district, lead = Runner(tmp_path / "huyện", capsys), Runner(tmp_path / "xã", capsys)
    assert district("init", "--upper-level", "huyện Ia H'Drai", "--person", "Phòng Nông nghiệp").status == 0
    assert lead("init", "--commune", "Ia Tơi", "--under", "huyện Ia H'Drai", "--person", "Rơ Châm").status == 0
    return district, lead


def permitted(district: Runner, lead: Runner, request: Path, folder: Path, *more: str) -> tuple[Path, str]:
    words = lead("sender", "words").out.strip()
    said = district("enrol", "permit", request, "--words", words, "--out", folder, *more)
    assert said.status == 0, said.err
    path, spoken = (line.partition(": ")[2] for line in said.out.splitlines()[:2])
    return Path(path), spoken


def test_a_leads_laptop_asks_to_be_a_leads(district_and_lead: tuple[Runner, Runner], tmp_path: Path) -> None:
    district, lead = district_and_lead
    (tmp_path / "usb").mkdir()
    said = lead("enrol", "request", tmp_path / "usb")
    assert "tệp xin giấy phép máy của người phụ trách xã:" in said.out
    (request,) = (tmp_path / "usb").iterdir()
    assert read_request(request).role == "lead"
    path, words = permitted(district, lead, request, tmp_path / "usb")
    assert lead("enrol", "accept", path, "--words", words).out.startswith(
        "Đã nhận giấy phép: Máy của người phụ trách"
    )


def test_another_role_is_asked_for_by_name(district_and_lead: tuple[Runner, Runner], tmp_path: Path) -> None:
    _, lead = district_and_lead
    (tmp_path / "usb").mkdir()
    lead("enrol", "request", tmp_path / "usb", "--role", "officer")
    (request,) = (tmp_path / "usb").iterdir()
    assert read_request(request).role == "officer"


def test_a_permit_of_a_lesser_role_is_taken_only_when_that_is_said(
    district_and_lead: tuple[Runner, Runner], tmp_path: Path
) -> None:
    district, lead = district_and_lead
    (tmp_path / "usb").mkdir()
    lead("enrol", "request", tmp_path / "usb")
    (request,) = (tmp_path / "usb").iterdir()
    path, words = permitted(district, lead, request, tmp_path / "usb", "--role", "officer")
    refused = lead("enrol", "accept", path, "--words", words).refused()
    assert "chỉ cho máy này làm máy của cán bộ, còn máy đã xin hoặc đang là máy của người phụ trách xã" in refused
    said = lead("enrol", "accept", path, "--words", words, "--lesser")
    assert said.out.startswith("Đã nhận giấy phép: Máy của cán bộ")
