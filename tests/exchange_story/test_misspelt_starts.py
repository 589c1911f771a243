"""A laptop started under a misspelt commune, then permitted elsewhere, leaves no second commune behind."""

from pathlib import Path

import pytest

from db.operation_log import Change
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import CommuneNearlyKnown, UnknownPlace
from ntm_desktop.domain.rights import REFUSAL_TITLES, Refusal
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.enrol import accept_permit, permit, revoke, write_request
from ntm_desktop.services.join_communes import find_stray, join_commune, keep_commune, list_stray
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.known_machines import own_words, trust_sender
from ntm_desktop.services.list_pending import list_put_aside
from ntm_desktop.services.name_places import place_called
from ntm_desktop.services.open_desk import OpenDesk, json_text
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune
from tests.exchange_story.desks import DISTRICT, VILLAGES, Laptops, carry, enrol, enter, everything, figure


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


def test_nobody_is_called_by_a_misspelling_that_a_permit_put_right(laptops: Laptops) -> None:
    _misspelt(laptops, "Ia Tợi")
    assert laptops["misspelt"].place.name == "Ia Tơi"
    for desk in (laptops.lead, laptops["misspelt"], laptops.upper):
        assert place_called(desk, "xa-ia-toi (A Thao)") == "Xã Ia Tơi (A Thao)"


def test_a_start_with_the_kind_in_front_is_the_same_commune(laptops: Laptops) -> None:
    _misspelt(laptops, "xã ia tơi", "H. Ia H'Drai")
    assert laptops["misspelt"].place.id == laptops.lead.place.id
    assert [one.name for one in laptops.upper.communes()] == ["Ia Tơi"]


def _left_behind(laptops: Laptops) -> None:
    """An officer began as "Ia Tơii", typed figures of a village of both and of one the lead does not have."""
    made = start_commune(
        *(DataFolder(laptops.root / "misspelt"), "Ia Tơii"),
        person="A Thao",
        upper_level=DISTRICT,
        villages=[*VILLAGES, "Thôn 9"],
    )
    laptops.open["misspelt"] = made
    enter(made, "9.2", "150/200")
    enter(made, "9.2", "90/100", "Thôn 9")
    enrol(laptops, made, laptops.lead, DeviceRole.OFFICER)
    carry(made, laptops.lead, laptops.stick)
    carry(laptops.lead, laptops.upper, laptops.stick)


def test_figures_of_a_misspelt_commune_are_seen_put_aside_as_soon_as_the_permit_is_taken(laptops: Laptops) -> None:
    """Not only when the next package comes: until then the laptop would show what no replay of its log shows."""
    _left_behind(laptops)
    made = laptops["misspelt"]
    check(made)
    assert [one.reason for one in list_put_aside(made)] == [REFUSAL_TITLES[Refusal.OTHER_COMMUNE]] * 2


def test_a_permit_and_a_revocation_count_at_once_where_they_are_given(laptops: Laptops) -> None:
    """A stranger's figures were here already; its permit lets them in, taking it back keeps later ones out."""
    made, request, words = _lead_of(laptops, "Ia Tơr")
    enter(made, "9.2", "150/200")
    carry(laptops.lead, laptops.upper, laptops.stick)
    path = export_package(made, laptops.stick).path
    trust_sender(laptops.upper, path, words)
    import_package(laptops.upper, path)
    permit(laptops.upper, request, words, laptops.stick, commune="Ia Tơi")
    check(laptops.upper)
    revoke(laptops.upper, made.desk.device)
    check(laptops.upper)


def test_a_commune_left_behind_is_seen_at_the_upper_level_and_says_whose_it_was(laptops: Laptops) -> None:
    _left_behind(laptops)
    stray = list_stray(laptops.upper)
    assert [one.place.name for one in stray] == ["Ia Tơii"]
    assert stray[0].sentence == (
        "Xã Ia Tơii: tên do máy của A Thao ghi lúc bắt đầu; máy ấy nay có giấy phép làm việc cho Xã Ia Tơi. "
        "2 số liệu ghi dưới tên này đang để riêng."
    )
    assert list_stray(laptops.lead) == []


def test_a_commune_left_behind_is_joined_to_the_one_its_laptop_works_for(laptops: Laptops) -> None:
    _left_behind(laptops)
    upper = laptops.upper
    joined = join_commune(upper, find_stray(upper, "ia toii"))
    assert joined.sentence == (
        "Đã gộp Xã Ia Tơii vào Xã Ia Tơi, chuyển 1 thôn; 1 số liệu của thôn trùng tên vẫn để riêng, xã nhập lại "
        "nếu cần"
    )
    assert list_stray(upper) == []
    assert [one.name for one in upper.communes()] == ["Ia Tơi"]
    assert figure(upper, "9.2", "Thôn 9") == '{"d":"100","n":"90"}'
    check(upper)
    carry(upper, laptops.lead, laptops.stick)
    assert figure(laptops.lead, "9.2", "Thôn 9") == '{"d":"100","n":"90"}'
    check(laptops.lead)
    carry(laptops.lead, laptops["misspelt"], laptops.stick, to_commune=True)
    assert figure(laptops["misspelt"], "9.2", "Thôn 9") == '{"d":"100","n":"90"}'


def test_a_commune_left_behind_can_be_kept_as_one_of_its_own(laptops: Laptops) -> None:
    _left_behind(laptops)
    upper = laptops.upper
    keep_commune(upper, find_stray(upper, "Ia Tơii"))
    assert list_stray(upper) == []
    assert [one.name for one in upper.communes()] == ["Ia Tơi", "Ia Tơii"]
    check(upper)


def _lead_of(laptops: Laptops, name: str) -> tuple[OpenDesk, Path, str]:
    """A lead's laptop started under that name, and what it asks for."""
    made = start_commune(
        DataFolder(laptops.root / "second"), name, person="A Thao", upper_level=DISTRICT, villages=VILLAGES
    )
    laptops.open["second"] = made
    return made, *write_request(made, laptops.stick, DeviceRole.LEAD)


def test_a_request_for_a_misspelt_commune_is_asked_about_before_it_becomes_a_second_one(laptops: Laptops) -> None:
    carry(laptops.lead, laptops.upper, laptops.stick)
    made, request, words = _lead_of(laptops, "Ia Tơii")
    before = everything(laptops.upper)
    with pytest.raises(CommuneNearlyKnown) as refused:
        permit(laptops.upper, request, words, laptops.stick)
    assert (refused.value.asked, refused.value.known) == ("Ia Tơii", "Ia Tơi")
    assert everything(laptops.upper) == before
    granted = permit(laptops.upper, request, words, laptops.stick, commune="ia toi")
    assert accept_permit(made, granted, own_words(laptops.upper)).place_name == "Ia Tơi"
    assert made.place.id == laptops.lead.place.id
    carry(made, laptops.upper, laptops.stick)
    assert [one.name for one in laptops.upper.communes()] == ["Ia Tơi"]


def test_a_commune_that_really_is_another_is_permitted_by_its_own_name(laptops: Laptops) -> None:
    carry(laptops.lead, laptops.upper, laptops.stick)
    made, request, words = _lead_of(laptops, "Ia Tơr")
    granted = permit(laptops.upper, request, words, laptops.stick, commune="Ia Tơr")
    accept_permit(made, granted, own_words(laptops.upper))
    carry(made, laptops.upper, laptops.stick)
    assert sorted(one.name for one in laptops.upper.communes()) == ["Ia Tơi", "Ia Tơr"]


def test_a_misspelt_commune_that_its_package_has_brought_is_asked_about_all_the_same(laptops: Laptops) -> None:
    carry(laptops.lead, laptops.upper, laptops.stick)
    made, request, words = _lead_of(laptops, "Ia Tơii")
    path = export_package(made, laptops.stick).path
    trust_sender(laptops.upper, path, own_words(made))
    import_package(laptops.upper, path)
    assert sorted(one.name for one in laptops.upper.communes()) == ["Ia Tơi", "Ia Tơii"]
    with pytest.raises(CommuneNearlyKnown):
        permit(laptops.upper, request, words, laptops.stick)


def test_a_commune_nobody_knows_by_that_name_is_refused(laptops: Laptops) -> None:
    _, request, words = _lead_of(laptops, "Ia Tơii")
    with pytest.raises(UnknownPlace):
        permit(laptops.upper, request, words, laptops.stick, commune="Mô Rai")


def test_a_commune_without_a_known_laptop_is_left_out_and_named(laptops: Laptops) -> None:
    carry(laptops.lead, laptops.upper, laptops.stick)
    fields = {"place_kind": "commune", "name": "Ia Đal"}
    changes = [Change("place", "dal", field, json_text(value)) for field, value in fields.items()]
    laptops.upper.log.write(changes, "Phòng Nông nghiệp")
    sent = export_package(laptops.upper, laptops.stick)
    assert sent.is_sealed
    assert "Xã Ia Đal chưa có máy được cấp phép nên không mở được tệp này" in sent.sentence
    assert import_package(laptops.lead, sent.path).report.recipients == ("Xã Ia Tơi",)
