"""Files inside a package: sealed, named so that only a recipient knows them, read back whole or not at all."""

import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.errors import PackageDamaged
from ntm_desktop.exchange.container import Container, zip_info
from ntm_desktop.exchange.evidence_members import (
    CarriedFile,
    member_name,
    read_evidence,
    write_evidence,
)
from ntm_desktop.exchange.manifest import Member
from ntm_desktop.exchange.sealing import CHUNK, new_payload_key, sealed_size

KEY = bytes(range(32))


def written(folder: Path, *contents: bytes) -> tuple[Path, list[Member]]:
    """A file with these contents as members, and what was written."""
    carried = []
    for number, content in enumerate(contents):
        path = folder / str(number)
        path.write_bytes(content)
        carried.append(CarriedFile(hashlib.sha256(content).hexdigest(), len(content), path))
    package = folder / "goi.ntm"
    with zipfile.ZipFile(package, "w", allowZip64=False) as archive:
        members = write_evidence(archive, KEY, carried, lambda _: None)
        archive.writestr(zip_info("manifest.json"), b"{}")
    return package, members


def read(package: Path, member: Member, key: bytes = KEY) -> bytes:
    with Container(package, str(package)) as container:
        return b"".join(read_evidence(container, member, key))


@pytest.mark.parametrize("size", [1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK + 7])
def test_a_file_comes_out_as_it_went_in(tmp_path: Path, size: int) -> None:
    content = bytes(number % 251 for number in range(size))
    package, (member,) = written(tmp_path, content)
    assert member.size == sealed_size(size)
    assert read(package, member) == content


def test_neither_content_nor_hash_lies_open(tmp_path: Path) -> None:
    content = b"Danh sach ho ngheo" * 100
    package, (member,) = written(tmp_path, content)
    bare = package.read_bytes()
    assert b"Danh sach" not in bare
    assert hashlib.sha256(content).hexdigest().encode() not in bare
    assert member.name == member_name(KEY, hashlib.sha256(content).hexdigest())
    assert member.name != member_name(new_payload_key(), hashlib.sha256(content).hexdigest())


def test_members_are_stored_and_not_deflated_again(tmp_path: Path) -> None:
    package, _ = written(tmp_path, b"x" * 1000)
    with zipfile.ZipFile(package) as archive:
        assert {one.compress_type for one in archive.infolist() if one.filename != "manifest.json"} == {
            zipfile.ZIP_STORED
        }


def _swapped(data: bytes) -> bytes:
    return data[: len(data) // 2] + bytes([data[len(data) // 2] ^ 1]) + data[len(data) // 2 + 1 :]


@pytest.mark.parametrize(
    "change", [_swapped, lambda data: data[:-1], lambda data: data + b"x", lambda data: b"", lambda data: data[:30]]
)
def test_what_was_changed_is_refused(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    package, (member,) = written(tmp_path, b"bien ban" * 20_000)
    with zipfile.ZipFile(package) as archive:
        sealed = archive.read(member.name)
    forged = tmp_path / "gia.ntm"
    with zipfile.ZipFile(forged, "w") as archive:
        archive.writestr(zip_info(member.name, zipfile.ZIP_STORED), change(sealed))
        archive.writestr(zip_info("manifest.json"), b"{}")
    with pytest.raises(PackageDamaged):
        read(forged, member)


def test_another_files_bytes_under_a_name_are_refused(tmp_path: Path) -> None:
    """A sender that errs or lies: what is sealed there is not what the name says."""
    package, (first, second) = written(tmp_path, b"one", b"two")
    with zipfile.ZipFile(package) as archive:
        sealed = archive.read(second.name)
    forged = tmp_path / "gia.ntm"
    with zipfile.ZipFile(forged, "w") as archive:
        archive.writestr(zip_info(first.name, zipfile.ZIP_STORED), sealed)
        archive.writestr(zip_info("manifest.json"), b"{}")
    with pytest.raises(PackageDamaged):
        read(forged, first)


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    package, (member,) = written(tmp_path, b"one")
    with pytest.raises(PackageDamaged):
        read(package, member, new_payload_key())


def test_a_file_larger_than_any_evidence_is_not_unpacked(tmp_path: Path) -> None:
    package, (member,) = written(tmp_path, b"one")
    with pytest.raises(PackageDamaged):
        read(package, Member(member.name, member.sha256, 2**31))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(min_size=1, max_size=3000), unique=True, max_size=5))
def test_any_files_travel_together(tmp_path: Path, contents: list[bytes]) -> None:
    package, members = written(tmp_path, *contents)
    assert [read(package, member) for member in members] == contents


def test_a_file_that_vanished_is_not_half_written_in_silence(tmp_path: Path) -> None:
    gone = CarriedFile("ab" * 32, 5, tmp_path / "khong co")
    with zipfile.ZipFile(io.BytesIO(), "w") as archive, pytest.raises(FileNotFoundError):
        write_evidence(archive, KEY, [gone], lambda _: None)
