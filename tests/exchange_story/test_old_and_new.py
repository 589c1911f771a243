"""A laptop with a later version among older ones: what they do not know passes through them unchanged."""

from db.operation_log import Change
from db.repositories import segments as stored_segments
from db.what_stands import history_at
from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange.operation_lines import decode, encode
from ntm_desktop.exchange.segments import Segment, sign_line
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.known_machines import signing_key
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.undo_import import undo_import
from tests.exchange_story.desks import Laptops, assert_same, enter, figure, full_round, shared_facts

LATER = {"reason": "theo biên bản kiểm kê", "weight": [1, {"a": None}]}


def _write_as_a_later_version(desk: OpenDesk) -> Segment:
    """A kind that is not known yet, and a figure with columns that are not known yet; signed by its laptop."""
    device, incarnation = desk.desk.device, 1
    packed = stored_segments.last_packed(desk.database, device, incarnation)
    village = desk.find_place("Thôn 1").id
    desk.log.write(
        [
            Change("drone", f"{village}|2021", "altitude", '{"m":[1,2]}'),
            Change("reading", f"{village}|village-ntm-starter|9.2|2021", "weather", '"mưa"'),
        ],
        desk.desk.person,
    )
    enter(desk, "9.2", "150/200")
    rows: list[Operation] = desk.log.operations_since(device, incarnation, packed)
    [(line, _)] = encode(rows, {rows[-1].key: LATER})
    before = history_at(desk.database, device, incarnation, packed).digest
    made = sign_line(line, rows[0], len(rows), signing_key(desk), before)
    stored_segments.add(desk.database, (*made,))
    return made


def _segment(desk: OpenDesk, made: Segment) -> Segment:
    found = [Segment(*one) for one in stored_segments.list_since(desk.database, {})]
    return next(one for one in found if one[:4] == made[:4])


def test_what_an_older_version_does_not_know_goes_round_every_laptop_and_back_unchanged(laptops: Laptops) -> None:
    full_round(laptops)
    nam, hoa = laptops.officers
    made = _write_as_a_later_version(nam)
    for _ in range(2):
        full_round(laptops)
    for desk in (nam, laptops.lead, laptops.upper, hoa):
        assert _segment(desk, made) == made  # line, signature and past as its author wrote them
        assert figure(desk, "9.2") == '{"d":"200","n":"150"}'
        assert desk.log.value(f"{desk.find_place('Thôn 1').id}|2021", "altitude") == '{"m":[1,2]}'
        check(desk)
    assert_same(nam, laptops.lead, laptops.upper, hoa)
    assert list(decode(_segment(hoa, made).line).extra.values()) == [LATER]


def test_what_is_not_known_is_taken_back_like_anything_else_and_comes_again(laptops: Laptops) -> None:
    full_round(laptops)
    nam, lead = laptops.officers[0], laptops.lead
    made = _write_as_a_later_version(nam)
    before = shared_facts(lead)
    path = export_package(nam, laptops.stick).path
    added = import_package(lead, path).added
    undo_import(lead)
    assert shared_facts(lead) == before
    assert import_package(lead, path).added == added
    assert _segment(lead, made) == made
    check(lead)
