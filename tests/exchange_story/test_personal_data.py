"""Personal data of households: inside the commune only, never on an unsealed stick, and gone when it is erased."""

import json
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

import resources
from db.repositories import segments as stored_segments
from ntm_desktop.domain.errors import HouseholdsStay
from ntm_desktop.domain.households import Household, Member
from ntm_desktop.domain.operation import is_withheld
from ntm_desktop.exchange import openings
from ntm_desktop.exchange.package import open_package
from ntm_desktop.exchange.segments import Segment, make_segments
from ntm_desktop.paths import DataFolder
from ntm_desktop.services import send_package
from ntm_desktop.services.act import undoable
from ntm_desktop.services.ask_households import households_asked
from ntm_desktop.services.erase_households import erase_households, forget_backups
from ntm_desktop.services.keep_households import list_households, save_households
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.known_machines import signing_key
from ntm_desktop.services.manage_places import add_criteria_set
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune
from tests.exchange_story.desks import Laptops, carry, full_round

SECRET = "Y Thẩm Quyên"


def _register(desk: OpenDesk, *names: str) -> None:
    village = desk.find_place("Thôn 1")
    households = [
        Household(village.id, (Member(name, sex="female"),), str(number), answers={"poverty": "poor"})
        for number, name in enumerate(names, start=1)
    ]
    save_households(desk, desk.place, households, "nhập sổ hộ")


def _names(desk: OpenDesk) -> list[str]:
    return [one.head for one in list_households(desk, desk.communes()[0])]


def _says(folder: Path, text: str) -> list[str]:
    """Files of a folder that hold the text, in any of the ways it is stored."""
    wanted = [text.encode(), text.encode("utf-16-le")]
    return [
        path.name for path in folder.rglob("*") if path.is_file() and any(w in path.read_bytes() for w in wanted)
    ]


def test_households_reach_the_lead_and_stay_in_the_commune(laptops: Laptops) -> None:
    officer, _ = laptops.officers
    _register(officer, SECRET, "A Nam")
    full_round(laptops)

    assert _names(laptops.lead) == [SECRET, "A Nam"]
    assert _names(laptops["hoa"]) == [SECRET, "A Nam"]
    assert list_households(laptops.upper, laptops.upper.communes()[0]) == []
    laptops.upper.close()
    assert _says(laptops.root / "upper", SECRET) == []


def test_the_upper_level_still_proves_and_forwards_what_it_cannot_read(laptops: Laptops) -> None:
    officer, _ = laptops.officers
    _register(officer, SECRET)
    full_round(laptops)
    full_round(laptops)

    kinds = laptops.upper.database.rows("SELECT field, value FROM operation WHERE kind = 'household'")
    assert [field for field, _ in kinds] == ["record"]
    assert all(is_withheld(value) for _, value in kinds)
    for desk in laptops.open.values():
        check(desk)


def test_what_was_left_behind_at_first_is_filled_in_later(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer, other = laptops.officers
    _register(officer, SECRET)
    carry(officer, laptops.lead, laptops.stick)
    with monkeypatch.context() as patched:
        patched.setattr(send_package, "_for_recipient", lambda one, _: one._replace(opening=b""))
        carry(laptops.lead, other, laptops.stick, to_commune=True)
    assert _names(other) == []

    again = export_package(laptops.lead, laptops.stick, to_commune=True, whole=True).path
    import_package(other, again)
    assert _names(other) == [SECRET]
    check(other)


def test_values_that_come_in_parts_are_put_together(laptops: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    officer, other = laptops.officers
    _register(officer, SECRET, "A Nam")
    carry(officer, laptops.lead, laptops.stick)

    def without(segment: Segment, left_out: int) -> Segment:
        opening = openings.from_line(segment.opening)
        seqs = sorted(opening.values)[left_out:][:1]
        return segment._replace(opening=openings.to_line(openings.erase(opening, seqs)))

    for left_out, names in ((0, ["A Nam"]), (1, [SECRET, "A Nam"])):
        with monkeypatch.context() as patched:
            patched.setattr(send_package, "_for_recipient", lambda one, _, out=left_out: without(one, out))
            path = export_package(laptops.lead, laptops.stick, to_commune=True, whole=True).path
        import_package(other, path)
        assert _names(other) == names

    (opening,) = [one[7] for one in stored_segments.list_since(other.database, {}) if one[7]]
    assert len(openings.from_line(opening).values) == 2
    check(other)


def test_a_value_that_stands_in_two_segments_is_erased_from_both(laptops: Laptops) -> None:
    officer, _ = laptops.officers
    _register(officer, SECRET)
    export_package(officer, laptops.stick)
    (stored,) = [one for one in stored_segments.list_since(officer.database, {}) if one[7]]
    device, incarnation, first, _ = stored[:4]
    operations = officer.log.operations_since(device, incarnation, first)  # packed again from the second on
    for segment in make_segments(operations, signing_key(officer)):
        stored_segments.add(officer.database, segment)
    (household,) = list_households(officer, officer.place)
    erase_households(officer, officer.place.id, [household.id])

    assert [one for one in stored_segments.list_since(officer.database, {}) if one[7]] == []


def test_what_still_waits_for_its_base_is_erased_too(laptops: Laptops) -> None:
    officer, _ = laptops.officers
    _register(officer, SECRET)
    (household,) = list_households(officer, officer.place)
    entity = f"{officer.place.id}|{household.id}"
    officer.database.execute(
        "INSERT INTO waiting VALUES (?, 1, 9, 'household', ?, 'note', ?, '', 'ai', 1)",
        ("0123456789abcdef", entity, '"Y Thẩm Quyên"'),
    )
    erase_households(officer, officer.place.id, [household.id])
    assert SECRET not in str(officer.database.rows("SELECT value FROM waiting"))


def test_erasing_leaves_nothing_in_the_log_its_history_segments_and_acts(laptops: Laptops) -> None:
    officer, _ = laptops.officers
    _register(officer, SECRET, "A Nam")
    full_round(laptops)
    (first, _) = list_households(officer, officer.place)

    erased = erase_households(officer, officer.place.id, [first.id])
    forget_backups(erased.older_backups)

    assert _names(officer) == ["A Nam"]
    assert undoable(officer) is None
    check(officer)
    officer.close()
    assert _says(laptops.root / "nam", SECRET) == []


def test_the_word_of_it_erases_everywhere(laptops: Laptops) -> None:
    officer, other = laptops.officers
    _register(officer, SECRET, "A Nam")
    full_round(laptops)
    (first, _) = list_households(officer, officer.place)
    erase_households(officer, officer.place.id, [first.id])
    full_round(laptops)

    for desk in (laptops.lead, other):
        assert _names(desk) == ["A Nam"]
        values = desk.database.rows("SELECT value FROM operation WHERE kind = 'household' AND field = 'record'")
        assert sum(is_withheld(value) for (value,) in values) == 1
        check(desk)


def test_an_edit_that_arrives_after_the_erasing_is_erased_too(laptops: Laptops) -> None:
    officer, other = laptops.officers
    _register(officer, SECRET)
    full_round(laptops)
    (household,) = list_households(other, other.place)
    save_households(other, other.place, [replace(household, answers={"poverty": "near_poor"})], "sửa hộ")
    erase_households(officer, officer.place.id, [household.id])
    full_round(laptops)
    full_round(laptops)

    for desk in (laptops.lead, *laptops.officers):
        assert _names(desk) == []
        assert "near_poor" not in str(desk.database.rows("SELECT value FROM operation WHERE kind = 'household'"))
        check(desk)


def test_what_was_erased_before_it_was_ever_sent_is_never_sent(laptops: Laptops) -> None:
    officer, _ = laptops.officers
    _register(officer, SECRET)
    (household,) = list_households(officer, officer.place)
    erase_households(officer, officer.place.id, [household.id])
    full_round(laptops)

    assert _names(laptops.lead) == []
    values = laptops.lead.database.rows("SELECT value FROM operation WHERE kind = 'household' AND field = 'record'")
    assert all(is_withheld(value) for (value,) in values)


def test_the_same_household_can_be_written_again(laptops: Laptops) -> None:
    officer, _ = laptops.officers
    _register(officer, SECRET)
    (household,) = list_households(officer, officer.place)
    erase_households(officer, officer.place.id, [household.id])
    _register(officer, SECRET)
    full_round(laptops)

    assert _names(officer) == _names(laptops.lead) == [SECRET]


def test_an_unsealed_package_holds_no_personal_value(tmp_path: Path) -> None:
    alone = start_commune(
        DataFolder(tmp_path / "xã"), "Ia Tơi", upper_level="huyện", villages=["Thôn 1"], person="A Nam"
    )
    with alone:
        _register(alone, SECRET)
        exported = export_package(alone, tmp_path, to_commune=True)
    assert not exported.is_sealed
    with zipfile.ZipFile(exported.path) as archive:
        text = archive.read("segments.jsonl").decode()
    assert "withheld" in text
    assert SECRET not in text


def test_what_opens_a_segment_is_stored_apart_from_what_was_signed(laptops: Laptops) -> None:
    officer, _ = laptops.officers
    _register(officer, SECRET)
    export_package(officer, laptops.stick)
    (line,) = [line for *_, line, _, _, opening in stored_segments.list_since(officer.database, {}) if opening]
    assert SECRET.encode() not in line


def _asking(laptops: Laptops, by: str = "Công văn 12/UBND-NN") -> None:
    """The upper level sends a set down that asks for the register."""
    document = json.loads(resources.text("criteria", "village-ntm-starter.json"))
    document |= {"id": "thon-hoi-ho", "asks_households": by}
    path = laptops.root / "bo-tieu-chi.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    add_criteria_set(laptops.upper, path)
    carry(laptops.upper, laptops.lead, laptops.stick)
    laptops.lead.reread_criteria_sets()


def test_the_register_stays_in_the_commune_while_no_criteria_set_asks_for_it(laptops: Laptops) -> None:
    _register(laptops.lead, SECRET)
    full_round(laptops)
    assert households_asked(laptops.lead) == ""
    with pytest.raises(HouseholdsStay) as refused:
        export_package(laptops.lead, laptops.stick, households=True)
    assert refused.value.reason == "not_asked"


def test_where_a_criteria_set_asks_it_goes_up_only_when_it_is_chosen(laptops: Laptops) -> None:
    full_round(laptops)
    _register(laptops.lead, SECRET)
    _asking(laptops)
    assert "theo Công văn 12/UBND-NN" in households_asked(laptops.lead)
    carry(laptops.lead, laptops.upper, laptops.stick)
    assert _names(laptops.upper) == []

    sent = export_package(laptops.lead, laptops.stick, households=True)
    assert sent.is_sealed
    assert "Có kèm sổ hộ dân (dữ liệu cá nhân)" in sent.sentence
    assert _says(laptops.stick, SECRET) == []
    import_package(laptops.upper, sent.path)
    assert _names(laptops.upper) == [SECRET]
    check(laptops.upper)
    carry(laptops.upper, laptops.lead, laptops.stick)


def test_what_went_up_is_erased_there_too_and_forwarded_to_nobody(laptops: Laptops) -> None:
    full_round(laptops)
    _register(laptops.lead, SECRET)
    _asking(laptops)
    import_package(laptops.upper, export_package(laptops.lead, laptops.stick, households=True).path)
    down = export_package(laptops.upper, laptops.stick, whole=True).path
    with open_package(down, None, signing_key=signing_key(laptops.lead)) as opened:
        said = [one.value for batch in opened.operations() for one in batch if one.kind == "household"]
    assert said
    assert all(map(is_withheld, said))
    (household,) = list_households(laptops.lead, laptops.lead.place)
    erase_households(laptops.lead, laptops.lead.place.id, [household.id])
    carry(laptops.lead, laptops.upper, laptops.stick)
    assert _names(laptops.upper) == []
    assert SECRET not in str(laptops.upper.database.rows("SELECT value FROM operation"))
    check(laptops.upper)


def test_the_register_never_goes_up_unsealed_nor_from_an_officer(laptops: Laptops) -> None:
    full_round(laptops)
    _asking(laptops)
    carry(laptops.lead, laptops.officers[0], laptops.stick, to_commune=True)
    laptops.officers[0].reread_criteria_sets()
    with pytest.raises(HouseholdsStay) as refused:
        export_package(laptops.officers[0], laptops.stick, households=True)
    assert refused.value.reason == "not_upward"
    alone = start_commune(DataFolder(laptops.root / "alone"), "Mô Rai", upper_level="huyện Sa Thầy")
    laptops.open["alone"] = alone
    add_criteria_set(alone, laptops.root / "bo-tieu-chi.json")
    with pytest.raises(HouseholdsStay) as refused:
        export_package(alone, laptops.stick, households=True)
    assert refused.value.reason == "not_sealed"
