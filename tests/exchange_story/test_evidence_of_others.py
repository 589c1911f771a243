"""Evidence follows assignments as figures do: criterion x village x year."""

from pathlib import Path

import pytest

from ntm_desktop.domain.errors import NotAllowed
from ntm_desktop.domain.evidence import Details, Piece
from ntm_desktop.domain.rights import REFUSAL_TITLES, Refusal
from ntm_desktop.evidence.store import EvidenceStore
from ntm_desktop.services.add_evidence import add_evidence
from ntm_desktop.services.assign import assign
from ntm_desktop.services.change_evidence import change_details, remove_evidence
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.list_evidence import evidence_of
from ntm_desktop.services.list_pending import list_put_aside
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from tests.exchange_story.desks import (
    OFFICERS,
    VILLAGES,
    Laptops,
    carry,
    full_round,
    reading_key,
    village_set,
)
from tests.exchange_story.forged import overreaching

NINE = "9.2"


@pytest.fixture
def assigned(laptops: Laptops, tmp_path: Path) -> Laptops:
    """A Nam writes criterion 6 of Thôn 1 in 2021, Y Hoa criterion 9; Y Hoa has a paper for hers; all know it."""
    lead = laptops.lead
    full_round(laptops)
    for number, name in ((6, OFFICERS[0]), (9, OFFICERS[1])):
        assign(lead, [lead.find_place(VILLAGES[0])], village_set(lead), [number], 2021, [name])
    full_round(laptops)
    attach(laptops.officers[1], tmp_path, NINE, "hoa.pdf")
    full_round(laptops)
    full_round(laptops)
    return laptops


def attach(desk: OpenDesk, folder: Path, code: str, name: str) -> tuple[Piece, ...]:
    path = folder / name
    path.write_bytes(f"%PDF-1.4 {name} %%EOF".encode())
    return add_evidence(desk, reading_key(desk, code), desk.find_place(VILLAGES[0]), [path], Details()).pieces


def pieces(desk: OpenDesk, code: str = NINE) -> tuple[Piece, ...]:
    return tuple(evidence_of(desk, reading_key(desk, code)).pieces)


def test_an_officer_adds_evidence_for_its_own_criterion_only(assigned: Laptops, tmp_path: Path) -> None:
    nam = assigned.officers[0]
    attach(nam, tmp_path, "6.1", "nam.pdf")
    files = list(EvidenceStore(nam.folder.evidence).list_files())
    with pytest.raises(NotAllowed) as refused:
        attach(nam, tmp_path, NINE, "khac.pdf")
    assert refused.value.why == REFUSAL_TITLES[Refusal.NOT_ASSIGNED]
    assert list(EvidenceStore(nam.folder.evidence).list_files()) == files


def test_an_officer_neither_changes_nor_removes_evidence_of_anothers_criterion(assigned: Laptops) -> None:
    nam = assigned.officers[0]
    piece = pieces(nam)[0]
    place = nam.find_place(VILLAGES[0])
    with pytest.raises(NotAllowed):
        change_details(nam, piece, place, Details(number="05/BC"))
    with pytest.raises(NotAllowed):
        remove_evidence(nam, [piece], place)
    assert pieces(nam) == (piece,)


def test_evidence_of_anothers_criterion_is_put_aside_with_its_reason(assigned: Laptops) -> None:
    """A program that did not refuse it: the whole piece stays out, at the lead's and at the upper level's."""
    nam, lead = assigned.officers[0], assigned.lead
    entity = f"{nam.find_place(VILLAGES[0]).id}|{'e' * 32}"
    file = {"sha256": "0" * 64, "name": "gia.pdf", "size": 3, "media": "application/pdf", "original": "0" * 64}
    reading = f"{village_set(nam).id}|{NINE}|2021"
    facts = [("evidence", entity, "reading", reading), ("evidence", entity, "file", file)]
    facts.append(("evidence", entity, "number", "05/BC"))
    before = pieces(lead)
    taken = import_package(lead, overreaching(nam, lead, assigned.stick, facts))
    assert taken.quarantined == 3
    assert pieces(lead) == before
    assert {one.reason for one in list_put_aside(lead)} == {REFUSAL_TITLES[Refusal.NOT_ASSIGNED]}
    check(lead)
    carry(lead, assigned.upper, assigned.stick)
    assert pieces(assigned.upper) == before
    check(assigned.upper)


@pytest.mark.parametrize(
    ("field", "value"), [("deleted", True), ("abstract", "Của tôi"), ("reading", "village-ntm-starter|6.1|2021")]
)
def test_a_piece_of_anothers_criterion_is_not_touched_by_a_package(
    assigned: Laptops, field: str, value: object
) -> None:
    """Nor moved to a criterion of one's own."""
    nam, lead = assigned.officers[0], assigned.lead
    before = pieces(lead)
    entity = f"{before[0].key.place_id}|{before[0].id}"
    taken = import_package(lead, overreaching(nam, lead, assigned.stick, [("evidence", entity, field, value)]))
    assert taken.quarantined == 1
    assert pieces(lead) == before
    check(lead)


def test_evidence_for_ones_own_criterion_comes_in(assigned: Laptops, tmp_path: Path) -> None:
    nam, lead = assigned.officers[0], assigned.lead
    attach(nam, tmp_path, "6.1", "nam.pdf")
    assert carry(nam, lead, assigned.stick).quarantined == 0
    assert [one.file.name for one in pieces(lead, "6.1")] == ["nam.pdf"]
    check(lead)
