"""Writing a package, opening it, verifying it."""

import hashlib
import json
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.errors import (
    Cancelled,
    FileMissing,
    FileUnreadable,
    PackageDamaged,
    PackageNewer,
    PackageTooLarge,
)
from ntm_desktop.exchange import keys, operation_lines
from ntm_desktop.exchange.manifest import Purpose, SeqRange
from ntm_desktop.exchange.operation_lines import BLOCK_SIZE, encode
from ntm_desktop.exchange.package import open_package, verify_package
from ntm_desktop.exchange.package_writing import suggested_name, write_package
from ntm_desktop.exchange.segments import is_authentic, sign_line
from ntm_desktop.exchange.tally import MAX_OPERATIONS, Counted
from tests.exchange.packages import (
    DEVICE,
    DRAFT,
    SEALED_TO,
    SEED,
    draft,
    members_of,
    operation,
    operations,
    resigned,
    segments,
    whole_package,
    with_manifest,
    with_payload,
    zipped,
)


def test_what_was_packed_is_unpacked(tmp_path: Path) -> None:
    rows = operations(2 * BLOCK_SIZE + 5)
    path = whole_package(tmp_path, rows)
    with open_package(path, tmp_path) as opened:
        assert [row for batch in opened.operations() for row in batch] == rows
        assert opened.manifest.about == DRAFT
        assert opened.manifest.contents.kinds == {"reading": len(rows)}
        assert opened.manifest.contents.ranges == (SeqRange(DEVICE, 1, 1, len(rows), len(rows)),)
        assert opened.summary.path == str(path)
        assert opened.summary.size == path.stat().st_size
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_ranges_are_counted_for_each_laptop_and_incarnation(tmp_path: Path) -> None:
    other = "2222222222222222"
    rows = [
        *(operation(3), operation(4), operation(3, incarnation=2), operation(7)),
        *(operation(9, device=other), operation(5), operation(6)),
    ]
    with open_package(whole_package(tmp_path, rows), None) as opened:
        assert opened.manifest.contents.ranges == (
            SeqRange(DEVICE, 1, 3, 7, 5),
            SeqRange(DEVICE, 2, 3, 3, 1),
            SeqRange(other, 1, 9, 9, 1),
        )


def test_a_package_without_operations_is_whole(tmp_path: Path) -> None:
    with open_package(whole_package(tmp_path, []), None) as opened:
        assert list(opened.operations()) == []
        assert opened.manifest.contents.operations == 0


def test_the_same_operations_make_the_same_bytes(tmp_path: Path) -> None:
    first = whole_package(tmp_path).read_bytes()
    assert whole_package(tmp_path).read_bytes() == first


def test_operations_are_read_as_a_stream(tmp_path: Path) -> None:
    rows = (operation(seq) for seq in range(1, 3 * BLOCK_SIZE))
    with open_package(whole_package(tmp_path, rows), None) as opened:
        batches = opened.operations()
        assert len(next(batches)) == BLOCK_SIZE


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=50, deadline=None)
def test_any_text_survives_the_file(tmp_path_factory: pytest.TempPathFactory, text: str, person: str) -> None:
    rows = [operation(1, value=json.dumps(text), person=person, entity=text, kind=text, field=person)]
    with open_package(whole_package(tmp_path_factory.mktemp("p"), rows), None) as opened:
        assert [*opened.operations()] == [rows]


def test_fields_of_a_later_version_are_forwarded_as_they_were_signed(tmp_path: Path) -> None:
    """Through a program that knows neither the kind nor the columns, and into the next package."""
    rows = [operation(1, kind="drone", field="altitude", value='{"m":[1,2]}'), operation(2)]
    [(line, _)] = encode(rows, {rows[0].key: {"reason": "bay thử"}})
    sent = sign_line(line, rows[0], 2, SEED)
    for number in range(3):
        target = tmp_path / f"{number}.ntm"
        write_package(target, draft(unknown={"evidence": [1]}), [sent], SEED)
        with open_package(target, None) as opened:
            assert [*opened.operations()] == [rows]
            [sent] = opened.segments()
            assert opened.manifest.about.unknown == {"evidence": [1]}
            assert b'"evidence"' in opened.manifest_bytes
    assert sent.line == line
    assert is_authentic(sent, keys.public_key(SEED))


def test_segments_are_handed_over_without_decoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = operations(2 * BLOCK_SIZE)
    path = whole_package(tmp_path, rows)
    monkeypatch.delattr(operation_lines, "decode")
    with open_package(path, None) as opened:
        found = list(opened.segments())
    assert [(each.first, each.last) for each in found] == [(1, BLOCK_SIZE), (BLOCK_SIZE + 1, 2 * BLOCK_SIZE)]


def test_kinds_may_be_told_instead_of_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    some = list(segments(operations(5)))
    decoded = whole_package(tmp_path).read_bytes()
    with monkeypatch.context() as patched:
        patched.delattr(operation_lines, "decode")
        summary = write_package(tmp_path / "p.ntm", DRAFT, some, SEED, counted=Counted({"reading": 5}))
    assert Path(summary.path).read_bytes() == decoded
    with pytest.raises(ValueError):
        write_package(tmp_path / "p.ntm", DRAFT, some, SEED, counted=Counted({"reading": 4}))


def test_kinds_that_were_told_wrongly_are_found_by_verifying(tmp_path: Path) -> None:
    write_package(tmp_path / "p.ntm", DRAFT, segments(operations(5)), SEED, counted=Counted({"place": 5}))
    assert not verify_package(tmp_path / "p.ntm").is_ok


def test_a_member_of_a_later_version_is_accepted_when_announced(tmp_path: Path) -> None:
    members = members_of(whole_package(tmp_path))
    members["evidence-0a"] = b"jpeg"
    told = {"name": "evidence-0a", "sha256": hashlib.sha256(b"jpeg").hexdigest(), "size": 4}
    path = tmp_path / "later.ntm"
    path.write_bytes(resigned(members, lambda document: document["members"].append(told)))
    assert verify_package(path).is_ok


def test_verify_tells_the_senders_six_words(tmp_path: Path) -> None:
    path = whole_package(tmp_path)
    found = verify_package(path, tmp_path)
    assert found.is_ok
    assert found.words == keys.six_words(keys.public_key(SEED))
    assert found.summary is not None
    assert found.summary.manifest.about.number == 12


def test_verify_tells_what_is_wrong_instead_of_raising(tmp_path: Path) -> None:
    path = whole_package(tmp_path)
    path.write_bytes(path.read_bytes()[:-1])
    found = verify_package(path)
    assert (found.is_ok, found.summary, found.words) == (False, None, "")
    assert isinstance(found.fault, PackageDamaged)
    assert found.fault.reason == "cut_off"


def test_a_newer_version_names_the_program_it_needs(tmp_path: Path) -> None:
    def newer(document: dict[str, object]) -> None:
        document |= {"version": 3, "min_reader": {"version": 3, "program": "0.7.0"}, "purpose": "unheard of"}

    path = tmp_path / "newer.ntm"
    path.write_bytes(resigned(members_of(whole_package(tmp_path)), newer))
    with pytest.raises(PackageNewer) as caught, open_package(path, None):
        pass
    assert caught.value.needed == "0.7.0"


def test_an_unknown_capability_is_refused_with_the_program_it_needs(tmp_path: Path) -> None:
    path = tmp_path / "flown.ntm"
    members = members_of(whole_package(tmp_path))
    path.write_bytes(resigned(members, lambda document: document["capabilities"].update(flown="0.3.0")))
    with pytest.raises(PackageNewer) as caught, open_package(path, None):
        pass
    assert caught.value.needed == "0.3.0"


def test_a_newer_format_that_old_readers_may_read_is_read(tmp_path: Path) -> None:
    path = tmp_path / "newer.ntm"
    path.write_bytes(resigned(members_of(whole_package(tmp_path)), lambda document: document.update(version=2)))
    assert verify_package(path).is_ok


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.replace(b'"n":5', b'"n":4'),
        lambda line: line.replace(b'"last":5', b'"last":4'),
        lambda line: line.replace(b'"first":1', b'"first":2'),
        lambda line: line.replace(b'"first":1,"last":5', b'"first":11,"last":15'),
        lambda line: line.replace(b'"first":1,"last":5', b'"first":1,"last":100000'),
        lambda line: line.replace(b'{"device":"1f3a', b'{"device":"2f3a'),
        lambda line: line.replace(b'"incarnation":1', b'"incarnation":2', 1),
        lambda line: line.replace(b'"signature":"', b'"signature":"zz'),
        lambda line: line.replace(b'"signature"', b'"sign"'),
        lambda line: line.split(b"\n")[0] + b"\n",
        lambda line: line[:-1],
        lambda line: b" " * 5000 + line,
        lambda line: line.replace(b'"seq":[1', b'"seq":[0'),
        lambda line: line + b"{}\n",
        lambda line: line + b"\n",
        lambda line: line + line,
        lambda line: line.replace(b'"reading"', b'"rumour"'),
        lambda line: b"",
        lambda line: b"\xff",
        lambda line: b"[" * 100_000,
    ],
)
def test_wrong_rows_are_refused_even_when_honestly_signed(tmp_path: Path, change: Callable[[bytes], bytes]) -> None:
    members = members_of(whole_package(tmp_path))
    payload = change(members["segments.jsonl"])
    path = tmp_path / "wrong.ntm"
    path.write_bytes(with_payload(members, payload))
    with open_package(path, None) as opened, pytest.raises(PackageDamaged) as caught:
        list(opened.operations())
    assert caught.value.reason == "malformed"


@pytest.mark.parametrize(
    "stored",
    [
        *(b"", b"null", b"[]", b"{}", b"\xff\xfe\x00", b"[" * 100_000, b'{"a":1,"a":2}'),
        *(b'{"format":"ntm-package"}', b'{"format":"ntm-package","sender":{"public_key":"00"}}'),
        b'{"format":' + b"9" * 5000 + b"}",
    ],
)
def test_a_manifest_that_is_none_is_refused(tmp_path: Path, stored: bytes) -> None:
    path = tmp_path / "wrong.ntm"
    path.write_bytes(with_manifest(members_of(whole_package(tmp_path)), stored))
    with pytest.raises(PackageDamaged) as caught, open_package(path, None):
        pass
    assert caught.value.reason == "malformed"


def test_too_many_declared_operations_are_refused_before_the_first(tmp_path: Path) -> None:
    def many(document: dict[str, dict[str, object]]) -> None:
        count = MAX_OPERATIONS + 1
        document["contents"] |= {"operations": count, "kinds": {"reading": count}}
        document["contents"]["ranges"] = [
            {"device": DEVICE, "incarnation": 1, "first": 1, "last": count, "count": count}
        ]

    path = tmp_path / "many.ntm"
    path.write_bytes(resigned(members_of(whole_package(tmp_path)), many))
    with pytest.raises(PackageTooLarge), open_package(path, None):
        pass


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing), open_package(tmp_path / "none.ntm", tmp_path):
        pass
    with pytest.raises(FileMissing):
        verify_package(tmp_path / "none.ntm")
    with pytest.raises(FileUnreadable), open_package(tmp_path, None):
        pass


def test_opening_can_be_cancelled_and_leaves_no_copy(tmp_path: Path) -> None:
    path = whole_package(tmp_path)
    for patience in range(5):
        asked = iter([False] * patience + [True] * 99)
        with pytest.raises(Cancelled):
            verify_package(path, tmp_path, cancelled=partial(next, asked))
        assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_progress_ends_at_the_total(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    with open_package(whole_package(tmp_path), None, progress=lambda done, total: told.append((done, total))):
        pass
    assert told[-1][0] == told[-1][1] > 0


def test_a_key_that_the_draft_does_not_name_signs_nothing(tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        write_package(tmp_path / "p.ntm", DRAFT, segments(operations(1)), bytes(32))
    assert list(tmp_path.iterdir()) == []


def test_the_suggested_name_holds_code_number_and_date() -> None:
    assert suggested_name(DRAFT) == "NTM-23500-so-0012-20220205.ntm"
    assert suggested_name(draft(is_sample=True)) == "NTM-MINH-HOA-23500-so-0012-20220205.ntm"


@pytest.mark.parametrize("purpose", Purpose)
def test_the_read_me_is_plain_vietnamese_that_notepad_shows(tmp_path: Path, purpose: Purpose) -> None:
    data = members_of(whole_package(tmp_path, purpose=purpose))["DOC-TRUOC.txt"]
    assert data.startswith(b"\xef\xbb\xbf")
    assert data.count(b"\n") == data.count(b"\r\n") > 15
    text = data.decode("utf-8-sig")
    for said in (
        "23500",
        "622",
        "SỐ 12",
        "05/02/2022",
        "5 số liệu",
        "nối tiếp tệp số 11",
        "không niêm phong",
        "NTM Desktop",
        "Không đổi tên",
    ):
        assert said in text
    assert "MINH HỌA" not in text
    assert "{" not in text


def test_the_read_me_says_when_it_is_sealed_or_needs_nothing_before_it(tmp_path: Path) -> None:
    path = whole_package(tmp_path, recipients=SEALED_TO, builds_on=(), builds_on_package=None)
    text = members_of(path)["DOC-TRUOC.txt"].decode("utf-8-sig")
    assert "đã niêm phong, chỉ máy của nơi nhận mở được" in text
    assert "không cần tệp nào trước đó" in text
    path = whole_package(tmp_path, builds_on_package=None)
    assert "nối tiếp số liệu nơi nhận đã có" in members_of(path)["DOC-TRUOC.txt"].decode("utf-8-sig")


def test_names_and_figures_stay_out_of_the_read_me(tmp_path: Path) -> None:
    text = members_of(whole_package(tmp_path))["DOC-TRUOC.txt"].decode("utf-8-sig")
    assert not any(said in text for said in ("Ia Tơi", "H'Drai", "H'Lan", "figure"))


def test_sample_data_says_so_even_when_the_draft_does_not(tmp_path: Path) -> None:
    path = whole_package(tmp_path, [operation(1, device="5a5a000000000001", parents="")], is_sample=False)
    assert "SỐ LIỆU MINH HỌA" in members_of(path)["DOC-TRUOC.txt"].decode("utf-8-sig")
    with open_package(path, None) as opened:
        assert opened.manifest.about.is_sample


def test_any_zip_program_can_look_inside(tmp_path: Path) -> None:
    with zipfile.ZipFile(whole_package(tmp_path)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["segments.jsonl", "DOC-TRUOC.txt", "manifest.json", "manifest.sig"]


def test_somebody_elses_archive_is_no_package(tmp_path: Path) -> None:
    for name, data in {
        "empty-archive": zipped([]),
        "workbook": zipped([("xl/workbook.xml", b"<x/>"), ("mimetype", b"")]),
        "text": "Kính gửi".encode(),
        "pdf": b"%PDF-1.7" * 50,
    }.items():
        path = tmp_path / name
        path.write_bytes(data)
        with pytest.raises(PackageDamaged) as caught, open_package(path, None):
            pass
        assert caught.value.reason == "not_a_package", name
