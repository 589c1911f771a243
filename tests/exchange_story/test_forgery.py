"""Nobody writes in another's name, takes more rights than were granted, or gives receipts for others."""

from pathlib import Path

import pytest

from db.repositories import evidence, households
from ntm_desktop.domain.errors import PackageDamaged, SenderRevoked, UnknownSender
from ntm_desktop.domain.operation import SAMPLE_PREFIX
from ntm_desktop.domain.rights import REFUSAL_TITLES, Refusal
from ntm_desktop.exchange import keys
from ntm_desktop.exchange.manifest import Mark, Sender
from ntm_desktop.exchange.package import open_package
from ntm_desktop.exchange.segments import Segment, make_segments, sign_line
from ntm_desktop.services.assign import assign, officers
from ntm_desktop.services.enrol import list_devices, revoke
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.known_machines import signing_key
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from tests.exchange.packages import STRANGER_SEED, members_of, zipped
from tests.exchange_story.desks import (
    OFFICERS,
    VILLAGES,
    Laptops,
    carry,
    enter,
    everything,
    figure,
    full_round,
    village_set,
)
from tests.exchange_story.forged import (
    Fact,
    cell,
    draft,
    heads,
    operations,
    overreaching,
    package,
    partition,
    signed,
)

VALUE = {"n": "1", "d": "200"}


@pytest.fixture
def known(laptops: Laptops) -> Laptops:
    """All have heard of each other."""
    full_round(laptops)
    enter(laptops.officers[1], "9.2", "150/200")
    carry(laptops.officers[1], laptops.lead, laptops.stick)
    return laptops


def assert_refused(desk: OpenDesk, path: Path, error: type[Exception]) -> None:
    before = everything(desk)
    with pytest.raises(error):
        import_package(desk, path)
    assert everything(desk) == before


def reasons(desk: OpenDesk) -> list[str]:
    """Of everything put aside, but for what communes call their upper level."""
    found = desk.database.rows(
        "SELECT reason FROM quarantined JOIN operation USING (origin, seq) WHERE kind <> 'place'"
    )
    return [reason for (reason,) in found]


def assert_quarantined(desk: OpenDesk, path: Path, reason: Refusal, count: int = 1) -> None:
    """Kept in the log, said in the sentence and with its reason, and nothing of it shown."""
    shown = {name: rows for name, rows in everything(desk).items() if name in ("reading", "review", "remark")}
    looked = import_package(desk, path, dry_run=True)
    taken = import_package(desk, path)
    assert taken.quarantined == looked.quarantined == count
    assert "ngoài quyền người ghi" in taken.sentence
    assert f"{count} để riêng" in register(desk)[0].summary
    assert reasons(desk).count(reason) == count
    assert REFUSAL_TITLES[reason]
    assert shown == {name: everything(desk)[name] for name in shown}
    check(desk)


# In another's name


def test_a_package_signed_by_another_key_than_it_names_is_refused(known: Laptops) -> None:
    path = export_package(known.officers[0], known.stick).path
    members = members_of(path)
    members["manifest.sig"] = keys.sign(STRANGER_SEED, members["manifest.json"])
    path.write_bytes(zipped(members.items()))
    assert_refused(known.lead, path, PackageDamaged)


def test_a_package_of_a_laptop_nobody_knows_is_refused(known: Laptops) -> None:
    stranger = keys.public_key(STRANGER_SEED)
    known.officers[0].database.execute(
        "UPDATE setting SET value = ? WHERE name = 'signing_key'", (f'"{STRANGER_SEED.hex()}"',)
    )
    path = export_package(known.officers[0], known.stick).path
    before = everything(known.lead)
    with pytest.raises(UnknownSender) as refused:
        import_package(known.lead, path)
    assert refused.value.words == keys.six_words(stranger)
    assert everything(known.lead) == before


def test_a_segment_in_anothers_name_under_ones_own_signature_is_refused(known: Laptops) -> None:
    nam, hoa = known.officers
    stolen = operations(hoa, [("reading", cell(hoa), "figure", VALUE)])
    segments = [sign_line(one.line, stolen[0], 1, signing_key(nam)) for one in signed(hoa, stolen)]
    assert_refused(known.lead, package(nam, known.lead, known.stick, segments), PackageDamaged)


def test_a_segment_relabelled_as_anothers_is_refused(known: Laptops) -> None:
    nam, hoa = known.officers
    own = operations(nam, [("reading", cell(nam), "figure", VALUE)])
    held = {device: last for device, _, last in hoa.log.ranges()}
    relabelled = [
        one._replace(device=hoa.desk.device, first=held[hoa.desk.device] + 1, last=held[hoa.desk.device] + 1)
        for one in signed(nam, own)
    ]
    with pytest.raises(ValueError, match="other operations"):  # not even this program would write it
        package(nam, known.lead, known.stick, relabelled)


def test_an_unsigned_segment_of_a_real_laptop_is_refused(known: Laptops) -> None:
    nam = known.officers[0]
    own = operations(nam, [("reading", cell(nam), "figure", VALUE)])
    unsigned = [one._replace(signature=b"") for one in signed(nam, own)]
    assert_refused(known.lead, package(nam, known.lead, known.stick, unsigned), PackageDamaged)


def test_a_changed_line_under_the_old_signature_is_refused(known: Laptops) -> None:
    nam = known.officers[0]
    own = operations(nam, [("reading", cell(nam), "figure", VALUE)])
    (honest,) = signed(nam, own)
    changed = honest._replace(line=honest.line.replace(rb"\"200\"", rb"\"300\""))
    assert_refused(known.lead, package(nam, known.lead, known.stick, [changed]), PackageDamaged)


def test_receipts_in_another_laptops_name_are_refused(known: Laptops) -> None:
    nam, hoa = known.officers
    own = operations(nam, [("reading", cell(nam), "figure", VALUE)])
    sender = Sender(hoa.desk.device, draft(nam, known.lead).sender.place, draft(nam, known.lead).sender.public_key)
    holds = (Mark(known.lead.desk.device, 1, 10_000),)
    path = package(nam, known.lead, known.stick, signed(nam, own), sender=sender, holds=holds)
    assert_refused(known.lead, path, PackageDamaged)


def test_an_old_package_again_changes_nothing(known: Laptops) -> None:
    nam = known.officers[0]
    enter(nam, "9.2", "140/200")
    old = export_package(nam, known.stick / "cu.ntm").path
    import_package(known.lead, old)
    enter(nam, "9.2", "145/200")
    carry(nam, known.lead, known.stick)
    before = everything(known.lead)
    again = import_package(known.lead, old)
    assert again.added == 0
    assert "không có gì mới" in again.sentence
    assert everything(known.lead) == before
    assert figure(nam, "9.2") in {value for (value,) in known.lead.database.rows("SELECT value FROM operation")}


# Beyond one's rights


def test_an_officer_cannot_write_anothers_criterion(known: Laptops) -> None:
    lead, (nam, _) = known.lead, known.officers
    assign(lead, [lead.find_place(VILLAGES[0])], village_set(lead), [9], 2021, [OFFICERS[1]])
    path = overreaching(nam, lead, known.stick, [("reading", cell(nam), "figure", VALUE)])
    before = figure(lead, "9.2")
    assert_quarantined(lead, path, Refusal.NOT_ASSIGNED)
    assert figure(lead, "9.2") == before
    full_round(known)
    assert figure(known.upper, "9.2") == before  # the lead's word travels


@pytest.mark.parametrize(
    ("kind", "field", "value", "reason"),
    [
        ("remark", "text", "Số này sai", Refusal.UPPER_LEVEL_ONLY),
        ("review", "state", "accepted", Refusal.UPPER_LEVEL_ONLY),
        ("assignment", "writers", ["A Nam"], Refusal.LEAD_ONLY),
        ("criteria_set", "document", "{}", Refusal.UPPER_LEVEL_ONLY),
        ("plan", "title", "Kế hoạch của tôi", Refusal.UPPER_LEVEL_ONLY),
        ("quarantine", "reason", "not_assigned", Refusal.LEAD_ONLY),
    ],
)
def test_an_officer_writes_nothing_of_the_upper_level_or_the_lead(
    known: Laptops, kind: str, field: str, value: object, reason: Refusal
) -> None:
    nam = known.officers[0]
    entity = {"remark": cell(nam), "review": partition(nam), "assignment": partition(nam)}.get(kind, "x" * 32)
    path = overreaching(nam, known.lead, known.stick, [(kind, entity, field, value)])
    assert_quarantined(known.lead, path, reason)


def test_the_upper_level_never_edits_a_communes_figure(known: Laptops) -> None:
    path = overreaching(known.upper, known.lead, known.stick, [("reading", cell(known.lead), "figure", VALUE)])
    assert_quarantined(known.lead, path, Refusal.COMMUNE_ONLY)


def test_a_lead_writes_nothing_of_another_commune(known: Laptops) -> None:
    elsewhere: list[Fact] = [("reading", f"{'e' * 32}|{village_set(known.lead).id}|9.2|2021", "figure", VALUE)]
    path = overreaching(known.lead, known.upper, known.stick, elsewhere)
    assert_quarantined(known.upper, path, Refusal.OTHER_COMMUNE)


def test_an_officer_permits_and_revokes_nobody(known: Laptops) -> None:
    nam, hoa = known.officers
    said = {"role": "lead", "place": known.lead.place.id, "key": keys.public_key(STRANGER_SEED)}
    facts: list[Fact] = [
        ("device", "f" * 16, "permit", said),
        ("device", hoa.desk.device, "revoked", []),
        ("device", nam.desk.device, "permit", said),
    ]
    assert_quarantined(known.lead, overreaching(nam, known.lead, known.stick, facts), Refusal.LEAD_ONLY, 3)
    assert not next(one for one in list_devices(known.lead) if one.id == hoa.desk.device).is_revoked


# Claims changed later


@pytest.mark.parametrize("field", ["public_key", "role", "place"])
def test_a_laptop_cannot_make_itself_something_else(known: Laptops, field: str) -> None:
    nam, lead = known.officers[0], known.lead
    claimed = {"public_key": keys.public_key(STRANGER_SEED), "role": "upper_level", "place": "e" * 32}[field]
    parents = heads(lead, nam.desk.device, field)
    path = overreaching(nam, lead, known.stick, [("device", nam.desk.device, field, claimed)], parents=parents)
    rights = lead.log.rights().devices[nam.desk.device]
    assert_quarantined(lead, path, Refusal.CLAIM_CHANGED)
    assert lead.log.rights().devices[nam.desk.device] == rights
    enter(nam, "4.1", "150/200")


def test_a_lead_cannot_make_itself_the_upper_level_for_its_officers(known: Laptops) -> None:
    lead, nam = known.lead, known.officers[0]
    parents = heads(lead, lead.desk.device, "role")
    facts: list[Fact] = [("device", lead.desk.device, "role", "upper_level")]
    assert_quarantined(nam, overreaching(lead, nam, known.stick, facts, parents=parents), Refusal.CLAIM_CHANGED)
    assert nam.log.rights().devices[lead.desk.device].role == "lead"


def claims_of_a_stranger(known: Laptops, role: str) -> tuple[str, list[Segment]]:
    """What a laptop that nobody has permitted says of itself before anything else."""
    device, lead = "e" * 16, known.lead
    claims: list[Fact] = [
        ("device", device, "public_key", keys.public_key(STRANGER_SEED)),
        ("device", device, "role", role),
        ("device", device, "place", lead.place.id if role == "lead" else known.upper.place.id),
        ("device", device, "name", "Người lạ"),
    ]
    return device, list(make_segments(operations(lead, claims, device=device), STRANGER_SEED))


@pytest.mark.parametrize("role", ["lead", "upper_level"])
def test_a_role_that_a_laptop_only_claims_is_neither_believed_nor_shown(known: Laptops, role: str) -> None:
    device, said = claims_of_a_stranger(known, role)
    nam = known.officers[0]
    import_package(known.lead, package(nam, known.lead, known.stick, said))
    carry(known.lead, known.upper, known.stick)
    for desk in (known.lead, known.upper):
        shown = next(one for one in list_devices(desk) if one.id == device)
        assert (shown.role, shown.place_id, shown.is_trusted) == (None, "", False)
        assert device not in desk.log.rights().devices
        assert "Người lạ" not in officers(desk)
        stranger = keys.public_key(STRANGER_SEED)
        with open_package(export_package(desk, known.stick, whole=True).path, None) as opened:
            assert stranger not in {key for one in opened.manifest.about.recipients for key in one.keys}
    check(known.lead)


def test_a_laptop_says_nothing_about_another(known: Laptops) -> None:
    nam, hoa = known.officers
    facts: list[Fact] = [("device", hoa.desk.device, "public_key", keys.public_key(STRANGER_SEED))]
    parents = heads(known.lead, hoa.desk.device, "public_key")
    path = overreaching(nam, known.lead, known.stick, facts, parents=parents)
    assert_quarantined(known.lead, path, Refusal.ANOTHERS_DEVICE)
    assert carry(hoa, known.lead, known.stick).added == 0  # still known by its own key


# Sample data, which nobody signs


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("device", "revoked", []),
        ("device", "permit", {"role": "lead", "place": "p", "key": "k"}),
        ("review", "state", "accepted"),
        ("quarantine", "reason", "not_assigned"),
        ("assignment", "writers", []),
    ],
)
def test_sample_data_grants_and_takes_nothing(known: Laptops, kind: str, field: str, value: object) -> None:
    nam = known.officers[0]
    entity = {"device": nam.desk.device, "review": partition(nam), "assignment": partition(nam)}.get(kind, "x")
    made = operations(nam, [(kind, entity, field, value)], device=SAMPLE_PREFIX + "0" * 12)
    path = package(nam, known.lead, known.stick, make_segments(made, None))
    assert_quarantined(known.lead, path, Refusal.UNKNOWN_DEVICE)


def test_sample_data_replaces_nothing_that_somebody_wrote(known: Laptops) -> None:
    nam, lead = known.officers[0], known.lead
    before, parents = figure(lead, "9.2"), heads(lead, cell(lead), "figure")
    assert parents
    made = operations(
        nam, [("reading", cell(nam), "figure", VALUE)], device=SAMPLE_PREFIX + "0" * 12, parents=parents
    )
    path = package(nam, lead, known.stick, make_segments(made, None))
    assert_quarantined(lead, path, Refusal.UNKNOWN_DEVICE)
    assert figure(lead, "9.2") == before


# A laptop that was lost


def test_what_a_revoked_laptop_writes_later_is_put_aside_and_what_it_wrote_before_stays(known: Laptops) -> None:
    lead, (nam, hoa) = known.lead, known.officers
    before = figure(lead, "9.2")
    revoke(lead, hoa.desk.device)
    carry(lead, known.upper, known.stick)
    enter(hoa, "9.2", "199/200")
    assert_refused(lead, export_package(hoa, known.stick).path, SenderRevoked)
    held = {device: last for device, _, last in lead.log.ranges()}[hoa.desk.device]
    later = signed(hoa, hoa.log.operations_since(hoa.desk.device, 1, held))
    assert_quarantined(lead, package(nam, lead, known.stick, later), Refusal.REVOKED)
    assert figure(lead, "9.2") == before
    carry(lead, known.upper, known.stick)
    assert figure(known.upper, "9.2") == before


def test_what_was_beyond_its_rights_stays_so_when_a_laptop_is_revoked(known: Laptops) -> None:
    lead, nam = known.lead, known.officers[0]
    import_package(lead, overreaching(nam, lead, known.stick, [("review", partition(nam), "state", "accepted")]))
    revoke(lead, nam.desk.device)
    assert reasons(lead) == [Refusal.UPPER_LEVEL_ONLY]
    check(lead)


def test_officers_of_a_revoked_lead_keep_their_permits(known: Laptops) -> None:
    carry(known.lead, known.upper, known.stick)
    before = figure(known.upper, "9.2")
    revoke(known.upper, known.lead.desk.device)
    check(known.upper)
    assert figure(known.upper, "9.2") == before
    trusted = {one.id for one in list_devices(known.upper) if one.is_trusted}
    assert {one.desk.device for one in known.officers} <= trusted


def test_what_a_revoked_lead_permits_later_counts_nothing(known: Laptops) -> None:
    carry(known.lead, known.upper, known.stick)
    revoke(known.upper, known.lead.desk.device)
    known.lead.log.take_in([known.upper.log.operations_since(known.upper.desk.device, 1, 0)])
    said = {"role": "officer", "place": known.lead.place.id, "key": keys.public_key(STRANGER_SEED)}
    late = overreaching(known.lead, known.upper, known.stick, [("device", "f" * 16, "permit", said)])
    assert_refused(known.upper, late, SenderRevoked)


@pytest.mark.parametrize("value", ["abc", "{", 5, [1], {"sha256": 5}])
def test_a_value_of_another_shape_stops_nobody_from_working_on(known: Laptops, value: object) -> None:
    """Text where every version writes an object: allowed, kept and passed on, and read as nothing."""
    lead, nam = known.lead, known.officers[0]
    village, commune = lead.find_place(VILLAGES[0]).id, lead.place.id
    facts = [("evidence", f"{village}|e1", "file", value), ("household", f"{commune}|h1", "record", value)]
    assert import_package(lead, overreaching(nam, lead, known.stick, facts)).used == len(facts)
    assert evidence.named_files(lead.database) == set()
    assert households.list_households(lead.database, commune, [village]) == []
    assert households.villages_with_real_households(lead.database) == set()
    assert import_package(known.upper, export_package(lead, known.stick).path).used


def test_a_dry_run_of_a_forgery_leaves_no_trace_either(known: Laptops) -> None:
    nam = known.officers[0]
    path = overreaching(nam, known.lead, known.stick, [("remark", cell(nam), "text", "Sai")])
    before = everything(known.lead)
    assert import_package(known.lead, path, dry_run=True).quarantined == 1
    assert everything(known.lead) == before
