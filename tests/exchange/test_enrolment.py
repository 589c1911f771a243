"""Requests, permits, and what may happen to them on a stick."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import (
    EnrolmentFileDamaged,
    FileMissing,
    FileUnreadable,
    FolderReadOnly,
    PackageDamaged,
    PackageNewer,
)
from ntm_desktop.exchange import keys, signed_document, stick
from ntm_desktop.exchange.enrolment import (
    Issuer,
    Permit,
    Request,
    permit_of,
    read_permit,
    read_request,
    request_of,
    sign_permit,
    suggested_permit_name,
    suggested_request_name,
    write_permit,
    write_request,
)
from tests.exchange.enrolled import LEAD, LEAD_PERMIT, LEAD_SEED, PERMIT, REQUEST
from tests.exchange.packages import SEED, STRANGER_SEED, UPPER_SEED


def signed(permit: Permit = PERMIT) -> Permit:
    return sign_permit(permit, LEAD_SEED)


def test_a_request_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = write_request(tmp_path / "máy.ntm-yeucau", REQUEST, SEED)
    assert path == tmp_path / "máy.ntm-yeucau"
    assert read_request(path) == REQUEST
    assert REQUEST.words == keys.six_words(keys.public_key(SEED))
    assert [each.name for each in tmp_path.iterdir()] == ["máy.ntm-yeucau"]


def test_a_permit_is_read_with_its_chain(tmp_path: Path) -> None:
    written = write_permit(tmp_path / "máy.ntm-giayphep", PERMIT, LEAD_SEED)
    found = read_permit(tmp_path / "máy.ntm-giayphep")
    assert found == written
    assert replace(found, stored=b"") == PERMIT
    assert found.chain == (LEAD_PERMIT,)
    assert found.words == keys.six_words(LEAD.public_key)
    assert permit_of(found.stored) == found


def test_what_was_granted_may_differ_from_what_was_asked() -> None:
    granted = signed(replace(PERMIT, role=DeviceRole.LEAD, place_code="xa-khac", place_id="", place_name=""))
    assert (granted.role, granted.place_code, granted.request) == (DeviceRole.LEAD, "xa-khac", REQUEST)


def test_a_chain_is_forwarded_as_it_was_signed() -> None:
    """A permit that came with fields of a later version keeps them, and they keep its signature right."""
    document = json.loads(LEAD_PERMIT.stored)
    del document["signature"], document["chain"]
    later = {**signed_document.signed(document | {"phone": "0260"}, UPPER_SEED), "chain": []}
    known = permit_of(signed_document.stored_bytes(later))
    assert b"0260" in signed(replace(PERMIT, chain=(known,))).stored


def test_files_are_named_for_place_and_laptop_and_hold_the_ending() -> None:
    assert suggested_request_name(REQUEST) == "NTM-xa-ia-toi-may-1f3a.ntm-yeucau"
    assert suggested_permit_name(PERMIT) == "NTM-xa-ia-toi-may-1f3a.ntm-giayphep"


def test_the_name_is_made_safe_and_the_ending_kept(tmp_path: Path) -> None:
    assert write_request(tmp_path / "xin: phép?", REQUEST, SEED).name == "xin- phép-.ntm-yeucau"


def test_texts_are_composed_and_on_one_line(tmp_path: Path) -> None:
    path = write_request(tmp_path / "r", replace(REQUEST, name="Ro\u031b \n Cha\u0302m"), SEED)
    assert read_request(path).name == "Rơ Châm"


def test_someone_who_opens_it_elsewhere_reads_what_it_is(tmp_path: Path) -> None:
    text = write_request(tmp_path / "r", REQUEST, SEED).read_text("utf-8")
    assert "Tệp yêu cầu cấp phép cho một máy" in text
    assert "Giấy phép cho một máy" in signed().stored.decode()


@pytest.mark.parametrize("stored", [b"", b"{}", b"[]", b"null", b"\xff", b"[" * 60_000, b"{" * 70_000])
def test_what_is_no_document_is_refused(tmp_path: Path, stored: bytes) -> None:
    _refused(tmp_path, stored, read_request)
    _refused(tmp_path, stored, read_permit)


def test_a_request_is_no_permit_and_a_permit_no_request(tmp_path: Path) -> None:
    _refused(tmp_path, signed().stored, read_request)
    _refused(tmp_path, write_request(tmp_path / "r", REQUEST, SEED).read_bytes(), read_permit)


def test_cut_off_at_any_byte_it_is_refused(tmp_path: Path) -> None:
    stored = signed().stored
    for length in range(len(stored)):
        with pytest.raises(EnrolmentFileDamaged):
            permit_of(stored[:length])
    request = write_request(tmp_path / "r", REQUEST, SEED).read_bytes()
    for length in range(len(request)):
        with pytest.raises(EnrolmentFileDamaged):
            request_of(request[:length])


def test_every_flipped_bit_is_noticed(tmp_path: Path) -> None:
    for stored, read in (
        (signed().stored, permit_of),
        (write_request(tmp_path / "r", REQUEST, SEED).read_bytes(), request_of),
    ):
        for bit in range(len(stored) * 8):
            flipped = bytearray(stored)
            flipped[bit // 8] ^= 1 << bit % 8
            with pytest.raises(EnrolmentFileDamaged):
                read(bytes(flipped))


@pytest.mark.parametrize("change", [b" ", b"\n", b"\0"])
def test_nothing_stands_before_or_behind(change: bytes) -> None:
    stored = signed().stored
    for wrong in (stored + change, change + stored, stored.replace(b": ", b":", 1), stored[:-1]):
        with pytest.raises(EnrolmentFileDamaged):
            permit_of(wrong)


def _forged(change: Callable[[dict[str, Any]], None]) -> bytes:
    document = json.loads(signed().stored)
    change(document)
    return signed_document.stored_bytes(document)


@pytest.mark.parametrize(
    "change",
    [
        lambda permit: permit.update(role="lead"),
        lambda permit: permit.update(place_id="ef" * 16),
        lambda permit: permit["request"].update(public_key=keys.public_key(STRANGER_SEED)),
        lambda permit: permit["request"].update(device="9" * 16),
        lambda permit: permit["issuer"].update(role="upper_level"),
        lambda permit: permit["issuer"].update(public_key=keys.public_key(STRANGER_SEED)),
        lambda permit: permit["chain"][0].update(role="upper_level"),
        lambda permit: permit["chain"][0]["request"].update(public_key=keys.public_key(STRANGER_SEED)),
        lambda permit: permit.update(chain=permit["chain"] * 2),
        lambda permit: permit.update(chain=permit["chain"] * 5),
        lambda permit: permit.update(chain=[[]]),
        lambda permit: permit.update(chain=None),
        lambda permit: permit["chain"][0].update(chain=[permit["chain"][0].copy()]),
        lambda permit: permit.update(issued_at=0),
        lambda permit: permit.update(more=1),
    ],
)
def test_an_altered_permit_is_refused(change: Callable[[dict[str, Any]], None]) -> None:
    with pytest.raises(EnrolmentFileDamaged):
        permit_of(_forged(change))


def test_a_permit_signed_by_another_than_its_issuer_is_refused() -> None:
    def sign_again(document: dict[str, Any]) -> None:
        unsigned = {name: value for name, value in document.items() if name not in ("signature", "chain")}
        document["signature"] = signed_document.signed(unsigned, STRANGER_SEED)["signature"]

    with pytest.raises(EnrolmentFileDamaged):
        permit_of(_forged(sign_again))
    with pytest.raises(ValueError):
        sign_permit(PERMIT, STRANGER_SEED)


@pytest.mark.parametrize(
    "claim",
    [
        replace(LEAD, role=DeviceRole.UPPER_LEVEL),
        replace(LEAD, place_id="ef" * 16),
        replace(LEAD, device="4" * 16),
        replace(LEAD, place_code="xa-khac"),
    ],
)
def test_an_issuer_who_claims_more_than_his_own_permit_says_is_refused(claim: Issuer) -> None:
    with pytest.raises(EnrolmentFileDamaged):
        signed(replace(PERMIT, issuer=claim))


def test_an_issuer_may_have_been_renamed_since() -> None:
    assert signed(replace(PERMIT, issuer=replace(LEAD, name="A Nam"))).issuer.name == "A Nam"


def test_the_permit_of_somebody_else_vouches_for_nobody() -> None:
    stranger = replace(LEAD, public_key=keys.public_key(STRANGER_SEED))
    with pytest.raises(EnrolmentFileDamaged):
        sign_permit(replace(PERMIT, issuer=stranger), STRANGER_SEED)


def test_a_request_needs_the_key_it_names(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        write_request(tmp_path / "r", REQUEST, STRANGER_SEED)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("device", "x"), ("device", None), ("public_key", "ab"), ("role", "king"), ("role", 3), ("name", None)),
        *(("created_at", -1), ("created_at", 1.5), ("created_at", True), ("place_code", ""), ("place_id", [])),
        *(("version", 0), ("version", "1"), ("program", "mới"), ("place_name", "x" * 301)),
    ],
)
def test_a_signed_request_with_a_wrong_value_is_refused(field: str, value: Any) -> None:
    with pytest.raises(EnrolmentFileDamaged):
        request_of(_request(**{field: value}))


def test_a_newer_document_names_the_program_it_needs() -> None:
    with pytest.raises(PackageNewer) as caught:
        request_of(_request(version=2, program="0.9.0", role="inspector"))
    assert caught.value.needed == "0.9.0"


def test_unknown_fields_are_let_be() -> None:
    assert request_of(_request(phone="0260")) == REQUEST


def test_a_large_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "r"
    path.write_bytes(b" " * 10**6)
    with pytest.raises(EnrolmentFileDamaged):
        read_request(path)


def test_what_the_disk_refuses_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(FileMissing):
        read_permit(tmp_path / "none")
    with pytest.raises(FileUnreadable):
        read_permit(tmp_path)
    with pytest.raises(FileMissing):
        write_request(tmp_path / "none" / "r", REQUEST, SEED)

    def refuse(*_: Any) -> Any:
        raise PermissionError(13, "no")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with pytest.raises(FolderReadOnly):
            write_request(tmp_path / "r", REQUEST, SEED)
    assert list(tmp_path.iterdir()) == []


def test_a_stick_that_gives_back_something_else_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle = stick.settle

    def worn_out(file: Any) -> None:
        settle(file)
        Path(file.name).write_bytes(b"\0")

    monkeypatch.setattr(stick, "settle", worn_out)
    with pytest.raises(PackageDamaged) as caught:
        write_request(tmp_path / "r", REQUEST, SEED)
    assert caught.value.reason == "not_written"
    assert list(tmp_path.iterdir()) == []


def _request(**changes: Any) -> bytes:
    """A request as its own laptop could sign it, right or wrong."""
    document = {
        **signed_document.opening("ntm-request", "x"),
        **{name: getattr(REQUEST, name) for name in Request.__dataclass_fields__},
        **changes,
    }
    return signed_document.stored_bytes(signed_document.signed(document, SEED))


def _refused(folder: Path, stored: bytes, read: Callable[[Path], object]) -> None:
    path = folder / "wrong"
    path.write_bytes(stored)
    with pytest.raises(EnrolmentFileDamaged) as caught:
        read(path)
    assert caught.value.path == str(path)
