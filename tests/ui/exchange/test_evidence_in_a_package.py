"""A package that brings nothing but files of evidence can be taken in, and says how many."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.evidence import Details
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.services.add_evidence import add_evidence
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from tests.evidence import files
from tests.services.state import YEAR, village_set
from tests.ui.desks import enrolled, lead_desk, stick_of, upper_desk
from ui.exchange.looking import Looked, counted
from ui.exchange.package_page import PackagePage


def test_a_package_of_files_alone_is_offered_for_taking_in(qtbot: QtBot, tmp_path: Path) -> None:
    with lead_desk(tmp_path) as lead, upper_desk(tmp_path) as upper:
        stick = stick_of(tmp_path, lead, upper)
        enrolled(lead, upper, stick, DeviceRole.LEAD)
        import_package(lead, export_package(upper, stick / "xuong").path)
        village = lead.find_place("Thôn 1")
        key = ReadingKey(village.id, village_set(lead).id, "6.1", YEAR)
        (piece,) = add_evidence(lead, key, village, [files.pdf(tmp_path / "1.pdf")], Details()).pieces
        sent = export_package(lead, stick / "len")
        import_package(upper, sent.path)
        (upper.folder.evidence / piece.file.sha256[:2] / piece.file.sha256).unlink()
        looked = import_package(upper, sent.path, dry_run=True)
        page = PackagePage()
        qtbot.addWidget(page)
        page.show_dry_run(Looked(looked.report, looked), "Xã Ia Tơi")
        assert ("☑", "Tệp minh chứng mới", "1") in counted(looked)
        assert not page.accept.isHidden()
