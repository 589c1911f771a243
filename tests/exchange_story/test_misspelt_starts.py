"""A laptop started under a misspelt commune, then permitted elsewhere, leaves no second commune behind."""

from db.operation_log import Change
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import json_text
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune
from tests.exchange_story.desks import DISTRICT, VILLAGES, Laptops, carry, enrol


def _misspelt(laptops: Laptops, name: str = "Ia Tơii", above: str = DISTRICT) -> None:
    made = start_commune(
        DataFolder(laptops.root / "misspelt"), name, person="A Thao", upper_level=above, villages=VILLAGES
    )
    laptops.open["misspelt"] = made
    enrol(laptops, made, laptops.lead, DeviceRole.OFFICER)
    carry(made, laptops.lead, laptops.stick)
    carry(laptops.lead, laptops.upper, laptops.stick)


def test_a_misspelt_start_is_no_second_commune_at_the_upper_level(laptops: Laptops) -> None:
    _misspelt(laptops)
    assert [one.name for one in laptops.upper.communes()] == ["Ia Tơi"]
    sent = export_package(laptops.upper, laptops.stick)
    assert sent.is_sealed
    assert "Tơii" not in sent.sentence


def test_a_start_with_the_kind_in_front_is_the_same_commune(laptops: Laptops) -> None:
    _misspelt(laptops, "xã ia tơi", "H. Ia H'Drai")
    assert laptops["misspelt"].place.id == laptops.lead.place.id
    assert [one.name for one in laptops.upper.communes()] == ["Ia Tơi"]


def test_a_commune_without_a_known_laptop_is_left_out_and_named(laptops: Laptops) -> None:
    carry(laptops.lead, laptops.upper, laptops.stick)
    fields = {"place_kind": "commune", "name": "Ia Đal"}
    changes = [Change("place", "dal", field, json_text(value)) for field, value in fields.items()]
    laptops.upper.log.write(changes, "Phòng Nông nghiệp")
    sent = export_package(laptops.upper, laptops.stick)
    assert sent.is_sealed
    assert "Xã Ia Đal chưa có máy được cấp phép nên không mở được tệp này" in sent.sentence
    assert import_package(laptops.lead, sent.path).report.recipients == ("Xã Ia Tơi",)
