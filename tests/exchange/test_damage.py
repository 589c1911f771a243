"""Cut off, altered, swapped, swollen: whatever happened to the file, it is refused in one way."""

import hashlib
import io
import json
import stat
import struct
import time
import warnings
import zipfile
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.errors import PackageDamaged, PackageTooLarge
from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange import container
from ntm_desktop.exchange.container import _headers, zip_info
from ntm_desktop.exchange.package import open_package, verify_package
from tests.exchange.packages import (
    DRAFT,
    SEALED_TO,
    SEED,
    UPPER_SEED,
    Members,
    members_of,
    operation,
    resigned,
    whole_package,
    with_payload,
    zipped,
)

_WRONG: list[Any] = [None, [], "x", 1.5, {"a": []}, -1]
_WRONG_COLUMNS: list[Any] = [None, True, -1, 2**70, [], [None] * 5, [[]] * 5, {"of": [[]], "at": [0] * 5}]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole_package(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole_package(tmp_path_factory.mktemp("sealed"), recipients=SEALED_TO)


@pytest.fixture(params=["plain", "sealed"])
def whole(request: pytest.FixtureRequest, plain: Path, sealed: Path) -> Path:
    return plain if request.param == "plain" else sealed


@pytest.fixture
def members(whole: Path) -> Members:
    return members_of(whole)


def reason(path: Path, data: bytes) -> str:
    """Why `data` is refused; fails when it is not."""
    path.write_bytes(data)
    with pytest.raises(PackageDamaged) as caught, open_package(path, None, signing_key=UPPER_SEED) as opened:
        list(opened.operations())
    assert caught.value.path == str(path)
    return caught.value.reason


def payload_of(members: Members) -> str:
    return "segments.jsonl" if "segments.jsonl" in members else "segments.sealed"


def test_a_package_cut_off_at_any_byte_is_refused(whole: Path, tmp_path: Path) -> None:
    data = whole.read_bytes()
    reasons = {reason(tmp_path / "cut.ntm", data[:length]) for length in range(len(data))}
    assert reasons == {"cut_off"}


def test_a_package_whose_end_was_never_written_is_refused(whole: Path, tmp_path: Path) -> None:
    """A stick pulled out too early: the right length, but zeros from some point on."""
    data = whole.read_bytes()
    for length in range(0, len(data) - 1, 7):
        halted = data[:length].ljust(len(data), b"\0")
        if halted != data:
            assert reason(tmp_path / "cut.ntm", halted) in {"cut_off", "not_a_package", "altered"}


def test_bytes_before_or_after_the_package_are_refused(whole: Path, tmp_path: Path) -> None:
    data = whole.read_bytes()
    assert reason(tmp_path / "p.ntm", data + b"\0") == "cut_off"
    assert reason(tmp_path / "p.ntm", data + data) == "altered"
    assert reason(tmp_path / "p.ntm", b"MZ" + data) == "not_a_package"
    assert reason(tmp_path / "p.ntm", b"PK\x03\x04" + data) == "altered"


def test_every_flipped_bit_of_the_manifest_is_noticed(members: Members, tmp_path: Path) -> None:
    """Packed again with right check sums, so that only the signature stands between."""
    reasons = set()
    for bit in range(len(members["manifest.json"]) * 8):
        flipped = bytearray(members["manifest.json"])
        flipped[bit // 8] ^= 1 << bit % 8
        reasons.add(reason(tmp_path / "p.ntm", _stored({**members, "manifest.json": bytes(flipped)})))
    assert reasons == {"signature", "malformed"}


def test_every_flipped_bit_of_the_signature_is_noticed(members: Members, tmp_path: Path) -> None:
    for bit in range(64 * 8):
        flipped = bytearray(members["manifest.sig"])
        flipped[bit // 8] ^= 1 << bit % 8
        assert reason(tmp_path / "p.ntm", _stored({**members, "manifest.sig": bytes(flipped)})) == "signature"


@pytest.mark.parametrize("signature", [b"", b"\0" * 64, b"\0" * 63, b"\0" * 5000])
def test_a_signature_that_is_none_is_noticed(members: Members, tmp_path: Path, signature: bytes) -> None:
    assert reason(tmp_path / "p.ntm", zipped({**members, "manifest.sig": signature}.items())) == "signature"


def test_a_flipped_bit_in_the_file_is_noticed_or_changes_nothing(whole: Path, tmp_path: Path) -> None:
    """Times and version marks of the ZIP may change; nothing that is read may."""
    data = whole.read_bytes()
    with open_package(whole, None, signing_key=UPPER_SEED) as opened:
        expected = opened.manifest, list(opened.operations())
    path = tmp_path / "p.ntm"
    harmless = 0
    for position in range(len(data)):
        flipped = bytearray(data)
        flipped[position] ^= 1 << (position * 5) % 8
        path.write_bytes(flipped)
        try:
            with open_package(path, None, signing_key=UPPER_SEED) as opened:
                assert (opened.manifest, list(opened.operations())) == expected
                harmless += 1
        except (PackageDamaged, PackageTooLarge):
            pass
    assert harmless < len(data) / 10


@pytest.mark.parametrize("which", ["segments", "DOC-TRUOC.txt"])
def test_an_altered_member_is_noticed(members: Members, tmp_path: Path, which: str) -> None:
    name = payload_of(members) if which == "segments" else which
    flipped = bytes([members[name][0] ^ 1]) + members[name][1:]
    for altered in (b"", members[name] + b"\n", members[name][:-1], flipped):
        assert reason(tmp_path / "p.ntm", zipped({**members, name: altered}.items())) == "altered"


def test_swapped_members_are_noticed(members: Members, tmp_path: Path) -> None:
    swapped = {
        **members,
        payload_of(members): members["DOC-TRUOC.txt"],
        "DOC-TRUOC.txt": members[payload_of(members)],
    }
    assert reason(tmp_path / "p.ntm", zipped(swapped.items())) == "altered"


def test_the_segments_of_another_package_are_noticed(members: Members, tmp_path: Path) -> None:
    name = payload_of(members)
    recipients = SEALED_TO if name == "segments.sealed" else DRAFT.recipients
    other = members_of(whole_package(tmp_path, [operation(9)], recipients=recipients))
    mixed = {**members, name: other[name]}
    assert reason(tmp_path / "p.ntm", zipped(mixed.items())) == "altered"
    mixed = {**members, "manifest.json": other["manifest.json"]}
    assert reason(tmp_path / "p.ntm", zipped(mixed.items())) == "signature"


@pytest.mark.parametrize("which", ["segments", "DOC-TRUOC.txt", "manifest.json", "manifest.sig"])
def test_a_missing_or_doubled_member_is_noticed(members: Members, tmp_path: Path, which: str) -> None:
    name = payload_of(members) if which == "segments" else which
    left = [(other, data) for other, data in members.items() if other != name]
    assert reason(tmp_path / "p.ntm", zipped(left)) in {"altered", "not_a_package"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        doubled = zipped([*members.items(), (name, members[name])])
    assert reason(tmp_path / "p.ntm", doubled) == "altered"
    assert reason(tmp_path / "p.ntm", zipped([*members.items(), (name.swapcase(), b"")])) == "altered"


@pytest.mark.parametrize(
    "name",
    ["../x", "/etc/x", "a/b", "a\\b", "C:x", "..", ".", "x/", "CON", "ẩn.txt", "x" * 300, "unannounced.txt"],
)
def test_a_member_nobody_announced_is_refused_whatever_its_name(
    members: Members, tmp_path: Path, name: str
) -> None:
    assert reason(tmp_path / "p.ntm", zipped([*members.items(), (name, b"x")])) == "altered"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFBLK])
def test_links_folders_and_devices_are_refused(members: Members, tmp_path: Path, kind: int) -> None:
    info = zip_info("DOC-TRUOC.txt")
    info.external_attr = (kind | 0o777) << 16
    others = [(name, data) for name, data in members.items() if name != "DOC-TRUOC.txt"]
    assert reason(tmp_path / "p.ntm", zipped([*others, (info, members["DOC-TRUOC.txt"])])) == "altered"


def test_every_bit_around_the_members_is_as_the_program_writes_it(whole: Path, tmp_path: Path) -> None:
    """Times, attributes, versions, both headers of each member, the end: changing them is refused."""
    data = whole.read_bytes()
    for position in _around_the_members(whole):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[position] ^= 1 << bit
            (tmp_path / "p.ntm").write_bytes(flipped)
            with pytest.raises((PackageDamaged, PackageTooLarge)), open_package(tmp_path / "p.ntm", None):
                pass


@pytest.mark.parametrize(
    "change",
    [
        {"date_time": (2022, 2, 5, 7, 30, 0)},
        {"external_attr": 0o644 << 16},
        {"external_attr": 0o600 << 16 | 0x20},
        {"internal_attr": 1},
        {"create_system": 0},
        {"create_version": 45},
        {"extract_version": 45},
    ],
)
def test_times_and_attributes_of_another_archiver_are_refused(
    members: Members, tmp_path: Path, change: dict[str, Any]
) -> None:
    info = zip_info("manifest.sig")
    for field, value in change.items():
        setattr(info, field, value)
    others = [(name, data) for name, data in members.items() if name != "manifest.sig"]
    assert reason(tmp_path / "p.ntm", zipped([*others, (info, members["manifest.sig"])])) == "altered"


def test_members_listed_in_another_order_than_they_lie_are_refused(whole: Path, tmp_path: Path) -> None:
    data = whole.read_bytes()
    directory = struct.unpack("<L", data[-6:-2])[0]
    entries = data[directory:-22].split(b"PK\x01\x02")[1:]
    turned = data[:directory] + b"".join(b"PK\x01\x02" + entry for entry in reversed(entries)) + data[-22:]
    assert len(turned) == len(data)
    assert reason(tmp_path / "p.ntm", turned) == "altered"


@pytest.mark.parametrize("length", [1, 70_000])
def test_nothing_hides_behind_the_end_of_a_deflated_member(whole: Path, tmp_path: Path, length: int) -> None:
    for name in ("DOC-TRUOC.txt", "manifest.json", "manifest.sig"):
        assert reason(tmp_path / "p.ntm", _with_tail(whole, name, bytes(length))) == "altered", name


def test_attachments_of_the_archive_are_refused(members: Members, tmp_path: Path) -> None:
    buffer = io.BytesIO(zipped(members.items()))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.comment = b"remark"
    assert reason(tmp_path / "p.ntm", buffer.getvalue()) == "cut_off"
    for changes in ({"extra": b"\x99\x99\x02\x00ab"}, {"comment": b"remark"}):
        info = zip_info("manifest.sig")
        for field, value in changes.items():
            setattr(info, field, value)
        others = [(name, data) for name, data in members.items() if name != "manifest.sig"]
        assert reason(tmp_path / "p.ntm", zipped([*others, (info, members["manifest.sig"])])) == "altered"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_other_compressions_are_refused(members: Members, tmp_path: Path, method: int) -> None:
    info = zip_info("manifest.json", method)
    others = [(name, data) for name, data in members.items() if name != "manifest.json"]
    assert reason(tmp_path / "p.ntm", _mixed([*others, (info, members["manifest.json"])])) == "altered"


def test_a_bomb_that_declares_ten_gigabytes_is_refused_at_once(members: Members, tmp_path: Path) -> None:
    path = tmp_path / "bomb.ntm"
    path.write_bytes(_declaring(zipped([*members.items(), ("a", b"x"), ("b", b"x"), ("c", b"x")]), 2**32 - 2))
    started = time.perf_counter()
    with pytest.raises(PackageTooLarge), open_package(path, tmp_path):
        pass
    assert time.perf_counter() - started < 0.5


def test_a_bomb_that_really_unfolds_is_refused_at_once(members: Members, tmp_path: Path) -> None:
    path = tmp_path / "bomb.ntm"
    path.write_bytes(zipped({**members, payload_of(members): bytes(100 * 2**20)}.items()))
    started = time.perf_counter()
    with pytest.raises(PackageTooLarge), open_package(path, tmp_path):
        pass
    assert time.perf_counter() - started < 0.5


def test_a_file_larger_than_any_package_is_not_looked_into(
    whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = whole.stat().st_size
    monkeypatch.setattr(container, "MAX_FILE", size)
    with open_package(whole, tmp_path):
        pass
    monkeypatch.setattr(container, "MAX_FILE", size - 1)
    with pytest.raises(PackageTooLarge), open_package(whole, tmp_path):
        pass


def test_a_large_manifest_is_not_read(members: Members, tmp_path: Path) -> None:
    path = tmp_path / "bomb.ntm"
    path.write_bytes(zipped({**members, "manifest.json": b" " * (9 * 2**20)}.items()))
    with pytest.raises(PackageTooLarge), open_package(path, None):
        pass


def test_a_member_that_is_longer_than_it_declares_is_refused(members: Members, tmp_path: Path) -> None:
    assert reason(tmp_path / "p.ntm", _declaring(zipped(members.items()), 10)) == "altered"


def test_a_line_too_long_for_memory_is_refused(plain: Path, tmp_path: Path) -> None:
    path, members = tmp_path / "p.ntm", members_of(plain)
    header = members["segments.jsonl"].split(b"\n")[0] + b"\n"
    path.write_bytes(with_payload(members, header + b"[1]" * (12 * 2**20)))
    with pytest.raises(PackageTooLarge), open_package(path, None) as opened:
        list(opened.operations())


def test_a_wrong_type_in_a_signed_manifest_is_refused(members: Members, tmp_path: Path) -> None:
    for name in json.loads(members["manifest.json"]):
        for wrong in _WRONG:
            if wrong == [] and name in ("criteria_sets", "builds_on", "recipients", "holds", "received"):
                continue
            if wrong is None and name == "builds_on_package":
                continue
            data = resigned(members, partial(_put, name, wrong))
            assert reason(tmp_path / "p.ntm", data) in {"malformed", "altered"}, (name, wrong)


def test_a_wrong_type_in_signed_operations_is_refused(plain: Path, tmp_path: Path) -> None:
    members = members_of(plain)
    header, line = members["segments.jsonl"].splitlines(keepends=True)
    for column in Operation._fields:
        for wrong in _WRONG_COLUMNS:
            payload = header + json.dumps(json.loads(line) | {column: wrong}).encode() + b"\n"
            assert reason(tmp_path / "p.ntm", with_payload(members, payload)) == "malformed", (column, wrong)


@given(data=st.binary(max_size=200), begins=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06"]))
@settings(max_examples=200, deadline=None)
def test_no_bytes_raise_anything_else(data: bytes, begins: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "any.ntm"
    path.write_bytes(begins + data)
    assert not verify_package(path).is_ok


def test_damage_is_told_of_the_file_on_the_stick_and_the_copy_is_gone(whole: Path, tmp_path: Path) -> None:
    stick, incoming = tmp_path / "stick.ntm", tmp_path / "incoming"
    incoming.mkdir()
    stick.write_bytes(whole.read_bytes()[:-5])
    with pytest.raises(PackageDamaged) as caught, open_package(stick, incoming):
        pass
    assert caught.value.path == str(stick)
    assert list(incoming.iterdir()) == []


def test_what_is_read_is_what_was_checked_even_when_the_stick_changes(whole: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick.ntm"
    stick.write_bytes(whole.read_bytes())
    with open_package(stick, tmp_path, signing_key=SEED) as opened:
        stick.write_bytes(b"")
        assert len(next(opened.operations())) == 5


def _put(name: str, value: Any, document: dict[str, Any]) -> None:
    document[name] = value


def _stored(members: Members) -> bytes:
    """Quick to pack, for the loops over every bit."""
    return zipped((zip_info(name, zipfile.ZIP_STORED), data) for name, data in members.items())


def _with_tail(package: Path, hiding: str, tail: bytes) -> bytes:
    """The package with `tail` inside a member's compressed bytes; every header says so, as ours would."""
    data, written, directory = package.read_bytes(), b"", b""
    with zipfile.ZipFile(package) as archive:
        members = archive.infolist()
    for one in members:
        begins = one.header_offset + 30 + len(one.filename)
        content = data[begins : begins + one.compress_size] + (tail if one.filename == hiding else b"")
        one.compress_size = len(content)
        local, central = _headers(one, len(written))
        written, directory = written + local + content, directory + central
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, len(members), len(members), len(directory), len(written), 0)
    return written + directory + end


def _around_the_members(package: Path) -> list[int]:
    """Where every byte lies that belongs to no member's content."""
    with zipfile.ZipFile(package) as archive:
        members = archive.infolist()
    contents: set[int] = set()
    for one in members:
        begins = one.header_offset + 30 + len(one.filename)
        contents.update(range(begins, begins + one.compress_size))
    return [position for position in range(package.stat().st_size) if position not in contents]


def _mixed(members: list[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def _declaring(archive: bytes, size: int) -> bytes:
    """The same archive, every unpacked size in its directory a lie."""
    data = bytearray(archive)
    position = data.find(b"PK\x01\x02")
    while position != -1:
        struct.pack_into("<L", data, position + 24, size)
        position = data.find(b"PK\x01\x02", position + 4)
    return bytes(data)


def test_what_is_packed_again_here_is_itself_accepted(members: Members, tmp_path: Path) -> None:
    """Otherwise the tests above would prove nothing."""
    path = tmp_path / "p.ntm"
    for data in (
        zipped(members.items()),
        _stored(members),
        resigned(members, lambda document: None),
        with_payload(members, members[payload_of(members)], name=payload_of(members)),
    ):
        path.write_bytes(data)
        assert verify_package(path, signing_key=SEED).is_ok
    assert hashlib.sha256(members[payload_of(members)]).hexdigest() in members["manifest.json"].decode()
