"""A copied key signs other operations under the same numbers: where both meet it is said, and what came stays."""

from pathlib import Path

import pytest

from db.what_stands import history_at
from ntm_desktop.domain.errors import PackageDamaged, PackageNotAsStated
from ntm_desktop.domain.operation import Operation
from ntm_desktop.domain.partitions import Group, Partitions
from ntm_desktop.exchange.manifest import Mark
from ntm_desktop.exchange.package import read_outside
from ntm_desktop.exchange.package_writing import write_package
from ntm_desktop.exchange.segments import Segment, make_segments
from ntm_desktop.exchange.tally import Counted, counted
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.known_machines import signing_key
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import Imported, import_package
from ntm_desktop.services.send_package import export_package
from tests.exchange_story.desks import Laptops, carry, enter, everything, figure, full_round, shared_facts
from tests.exchange_story.forged import cell, draft, operations, package, signed

FORGED = {"n": "1", "d": "200"}


@pytest.fixture
def known(laptops: Laptops) -> Laptops:
    full_round(laptops)
    return laptops


def forgery(nam: OpenDesk, lead: OpenDesk, stick: Path) -> Path:
    """What a thief with a copy of the officer's laptop writes under its next number."""
    made = operations(nam, [("reading", cell(nam), "figure", FORGED)])
    return package(nam, lead, stick, signed(nam, made)).rename(stick / "gia-mao.ntm")


def assert_said(taken: Imported, name: str = "máy của A Nam") -> None:
    assert taken.apart == (name,)
    assert f"CẢNH BÁO: {name} có hai lịch sử" in taken.sentence
    assert (taken.added, taken.waiting, taken.conflicts) == (0, 0, ())


def log_of(desk: OpenDesk, author: OpenDesk) -> list[Operation]:
    return desk.log.operations_since(author.desk.device, 1, 0)


def test_a_forged_history_after_the_honest_one_is_said_and_changes_nothing(known: Laptops) -> None:
    lead, nam = known.lead, known.officers[0]
    forged = forgery(nam, lead, known.stick)
    enter(nam, "9.2", "150/200")
    carry(nam, lead, known.stick)
    before, shown = shared_facts(lead), figure(lead, "9.2")
    assert_said(import_package(lead, forged, dry_run=True))
    assert_said(import_package(lead, forged))
    assert shared_facts(lead) == before
    assert figure(lead, "9.2") == shown
    check(lead)


def test_the_honest_history_after_a_forged_one_is_said_and_never_merged(known: Laptops) -> None:
    """Nobody can know which is honest; what came first stays until people have decided."""
    lead, nam = known.lead, known.officers[0]
    import_package(lead, forgery(nam, lead, known.stick))
    enter(nam, "9.2", "150/200")
    enter(nam, "4.1", "150/200")
    before = shared_facts(lead)
    assert_said(carry(nam, lead, known.stick))
    assert shared_facts(lead) == before
    assert figure(lead, "4.1") is None
    check(lead)


def test_numbers_nobody_has_seen_are_refused_when_they_go_on_from_another_past(known: Laptops) -> None:
    lead, nam = known.lead, known.officers[0]
    import_package(lead, forgery(nam, lead, known.stick))
    held = {device: last for device, _, last in lead.log.ranges()}[nam.desk.device]
    for count in (150, 151, 152):
        enter(nam, "9.2", f"{count}/200")
    later = signed(nam, nam.log.operations_since(nam.desk.device, 1, held))
    base = (Mark(nam.desk.device, 1, held),)
    assert_said(import_package(lead, package(nam, lead, known.stick, later, builds_on=base)))
    assert "150" not in (figure(lead, "9.2") or "")


def test_everything_else_in_the_package_is_taken_in(known: Laptops) -> None:
    """The lead was deceived; what others wrote still reaches the upper level, which holds the honest history."""
    upper, lead, (nam, hoa) = known.upper, known.lead, known.officers
    forged = forgery(nam, lead, known.stick)
    enter(nam, "9.2", "150/200")
    import_package(upper, package(nam, upper, known.stick, signed(nam, own_since(nam, lead))))
    honest = figure(upper, "9.2")
    import_package(lead, forged)
    enter(hoa, "4.1", "160/200")
    carry(hoa, lead, known.stick)
    taken = carry(lead, upper, known.stick)
    assert taken.apart == ("máy của A Nam",)
    assert taken.added
    assert figure(upper, "9.2") == honest
    assert figure(upper, "4.1") == figure(lead, "4.1")
    check(upper)


def own_since(desk: OpenDesk, other: OpenDesk) -> list[Operation]:
    held = {device: last for device, _, last in other.log.ranges()}
    return desk.log.operations_since(desk.desk.device, 1, held[desk.desk.device])


def test_a_laptop_hears_that_somebody_writes_in_its_name(known: Laptops) -> None:
    lead, nam = known.lead, known.officers[0]
    import_package(lead, forgery(nam, lead, known.stick))
    enter(nam, "9.2", "150/200")
    before = figure(nam, "9.2")
    taken = carry(lead, nam, known.stick, to_commune=True)
    assert taken.apart == ("máy này",)
    assert figure(nam, "9.2") == before


def test_the_register_remembers_it(known: Laptops) -> None:
    lead, nam = known.lead, known.officers[0]
    forged = forgery(nam, lead, known.stick)
    enter(nam, "9.2", "150/200")
    carry(nam, lead, known.stick)
    import_package(lead, forged)
    (summary,) = lead.database.row("SELECT summary FROM package ORDER BY id DESC LIMIT 1") or ("",)
    assert "1 máy có hai lịch sử" in summary


def test_what_names_no_past_is_refused_from_a_laptop_that_named_it_before(known: Laptops) -> None:
    lead, nam = known.lead, known.officers[0]
    made = operations(nam, [("reading", cell(nam), "figure", FORGED)])
    without = package(nam, lead, known.stick, make_segments(made, signing_key(nam)))
    assert_said(import_package(lead, without))


def test_a_segment_beyond_a_hole_is_refused(known: Laptops) -> None:
    lead, nam = known.lead, known.officers[0]
    enter(nam, "9.2", "150/200")
    enter(nam, "4.1", "150/200")
    beyond = signed(nam, own_since(nam, lead)[1:])
    before = everything(lead)
    with pytest.raises(PackageDamaged):
        import_package(lead, package(nam, lead, known.stick, beyond))
    assert everything(lead) == before


def test_the_same_history_cut_otherwise_is_no_second_one(known: Laptops) -> None:
    """A laptop that went back to a backup from before it packed cuts its log anew."""
    lead, nam = known.lead, known.officers[0]
    for count in (150, 151, 152):
        enter(nam, "9.2", f"{count}/200")
    carry(nam, lead, known.stick)
    device = nam.desk.device
    rows = nam.log.operations_since(device, 1, 0)
    cuts: list[Segment] = []
    for first in range(0, len(rows), 2):
        history = history_at(nam.database, device, 1, first)
        cuts += make_segments(rows[first : first + 2], signing_key(nam), history)
    before = log_of(lead, nam)
    taken = import_package(lead, package(nam, lead, known.stick, cuts))
    assert (taken.apart, taken.added) == ((), 0)
    enter(nam, "9.2", "151/200")
    assert carry(nam, lead, known.stick).added == 1
    assert log_of(lead, nam)[:-1] == before


# What must stand at the end


def stated(known: Laptops, partitions: Partitions | None = None) -> Path:
    """A package of an officer's one figure, whose manifest states these partitions or the true ones."""
    lead, nam = known.lead, known.officers[0]
    enter(nam, "9.2", "150/200")
    made = list(signed(nam, own_since(nam, lead)))
    truth = counted(made, 1)
    said = truth if partitions is None else Counted(truth.kinds, partitions)
    return Path(write_package(known.stick / "ke.ntm", draft(nam, lead), made, signing_key(nam), counted=said).path)


def groups_of(path: Path) -> tuple[Group, ...]:
    found = read_outside(path).manifest.contents.partitions
    assert found is not None
    return found.filled


def test_what_stands_is_what_the_manifest_states(known: Laptops) -> None:
    assert import_package(known.lead, stated(known)).added == 1


@pytest.mark.parametrize("wrong", ["count", "digest", "group", "nothing"])
def test_an_import_that_ends_with_something_else_is_taken_back(known: Laptops, wrong: str) -> None:
    group = groups_of(stated(known))[0]
    changed = {
        "count": (group._replace(operations=2),),
        "digest": (group._replace(digest="0" * 32),),
        "group": (group._replace(number=(group.number + 1) % 64),),
        "nothing": (),
    }[wrong]
    path = stated(known, Partitions(64, changed))
    before = everything(known.lead)
    with pytest.raises(PackageNotAsStated):
        import_package(known.lead, path)
    assert everything(known.lead) == before


def test_a_desk_states_what_it_sends(known: Laptops) -> None:
    enter(known.officers[0], "9.2", "150/200")
    path = export_package(known.officers[0], known.stick).path
    assert sum(one.operations for one in groups_of(path)) >= 1
