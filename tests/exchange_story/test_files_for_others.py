"""A file of somebody else: refused before anybody is asked to compare six words, with the place by its name."""

from pathlib import Path

import pytest

from ntm_desktop.domain.errors import ExpectedError, PackageNotForUs, PackageSealedForOthers, UnknownSender
from ntm_desktop.paths import DataFolder
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune
from tests.exchange_story.desks import DISTRICT, Laptops
from ui.exchange.looking import look


def refused(desk: OpenDesk, path: Path) -> ExpectedError:
    with pytest.raises(ExpectedError) as taken:
        import_package(desk, path)
    with pytest.raises(type(taken.value)):
        look(desk, path, lambda *_: None)
    return taken.value


def test_a_neighbour_is_not_asked_to_accept_the_sender_of_a_file_for_the_district(
    laptops: Laptops, tmp_path: Path
) -> None:
    path = export_package(laptops.lead, laptops.stick).path
    with start_commune(DataFolder(tmp_path / "khác"), "Ia Đal", upper_level=DISTRICT, villages=["Thôn 9"]) as other:
        error = refused(other, path)
    assert isinstance(error, PackageNotForUs)
    assert "gửi cho Huyện Ia H'Drai, không phải cho máy này" in sentence_for(error)


def test_what_is_sealed_to_another_laptop_of_the_same_place_asks_for_nothing(
    laptops: Laptops, tmp_path: Path
) -> None:
    path = export_package(laptops.officers[0], laptops.stick).path
    with start_commune(DataFolder(tmp_path / "mới"), "Ia Tơi", upper_level=DISTRICT, villages=["Thôn 1"]) as fresh:
        assert isinstance(refused(fresh, path), PackageSealedForOthers)


def test_a_file_for_this_place_from_a_laptop_nobody_knows_still_asks(laptops: Laptops, tmp_path: Path) -> None:
    alone = start_commune(DataFolder(tmp_path / "mới"), "Ia Tơi", upper_level=DISTRICT, villages=["Thôn 1"])
    with alone:
        path = export_package(alone, tmp_path, to_commune=True).path
    with pytest.raises(UnknownSender):
        import_package(laptops.lead, path)
    assert look(laptops.lead, path, lambda *_: None).dry_run is None
