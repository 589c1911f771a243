"""The register in people's words: files by their own names, what was undone, whose permit is gone."""

from pathlib import Path

import pytest

from ntm_desktop.services.enrol import revoke
from ntm_desktop.services.list_packages import register, result_of
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.undo_import import undo_import
from tests.cli.running import Runner
from tests.exchange_story.desks import Laptops, carry, enter, full_round


def test_a_file_that_waited_stands_under_its_own_name(laptops: Laptops) -> None:
    lead, upper = laptops.lead, laptops.upper
    full_round(laptops)
    enter(lead, "9.2", "150/200")
    first = carry(lead, upper, laptops.stick).report.path
    carry(upper, lead, laptops.stick)
    undo_import(upper)
    enter(lead, "4.1", "190/200")
    late = export_package(lead, laptops.stick).path
    assert import_package(upper, late).waits_for is not None
    assert import_package(upper, late).waits_for is not None
    assert len(list(upper.folder.waiting.glob("*.ntm"))) == 1
    assert import_package(upper, first).followed == 1
    assert register(upper)[0].file_name == late.name


def test_the_command_line_shows_what_was_undone(laptops: Laptops, capsys: pytest.CaptureFixture[str]) -> None:
    full_round(laptops)
    enter(laptops.officers[0], "9.2", "150/200")
    carry(laptops.officers[0], laptops.lead, laptops.stick)
    undo_import(laptops.lead)
    assert result_of(register(laptops.lead)[0]) == "↶ đã hoàn tác"
    said = Runner(laptops.lead.folder.root, capsys)("register").out.splitlines()
    assert said[1].endswith("↶ đã hoàn tác")


def test_checking_a_file_of_a_revoked_laptop_says_that_it_is_not_taken_in(
    laptops: Laptops, capsys: pytest.CaptureFixture[str]
) -> None:
    full_round(laptops)
    hoa = laptops.officers[1]
    path: Path = export_package(hoa, laptops.stick).path
    revoke(laptops.lead, hoa.desk.device)
    assert "đã bị thu hồi giấy phép ngày" in Runner(laptops.lead.folder.root, capsys)("verify", path).out
