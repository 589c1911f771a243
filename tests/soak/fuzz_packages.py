"""Ten thousand spoilt packages, permits among them: each is refused as an expected error or read as what was sent.

    python -m tests.soak.fuzz_packages [--count 10000] [--seed 20220205]

Half are spoilt as a stick spoils (bits, holes, cuts), half as a bad program would: changed inside, then honestly
hashed and signed, open and sealed in turn. The same seed spoils the same way (sealing alone draws new keys); a
surprise is kept for looking at.
"""

import argparse
import io
import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any

from ntm_desktop.domain.errors import EnrolmentFileDamaged, PackageDamaged
from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange.enrolment import read_permit, sign_permit
from ntm_desktop.exchange.package import open_package, verify_package
from ntm_desktop.exchange.sealing import Deflater, Inflated, Sealer, unseal_key, unsealed
from tests.exchange import enrolled
from tests.exchange.packages import (
    DRAFT,
    SEALED_TO,
    SEED,
    Members,
    members_of,
    operation,
    operations,
    resigned,
    whole_package,
    with_manifest,
    with_payload,
    zipped,
)

_ODD: list[Any] = [
    *(None, True, False, -1, 0, 1, 2**31, 2**63, 2**70, 1.5, 1e308, "", "x", "\ud800", "\0", "ẩ" * 2000),
    *([], [[]], [0], ["x"], {}, {"of": [], "at": []}, {"of": ["x"], "at": [0]}, "../x", [None] * 5, [1] * 5),
]

Spoil = Callable[[Random, bytes, Members], bytes]


def _flip_bits(random: Random, data: bytes, members: Members) -> bytes:
    spoilt = bytearray(data)
    for _ in range(random.choice([1, 1, 2, 8])):
        spoilt[random.randrange(len(spoilt))] ^= 1 << random.randrange(8)
    return bytes(spoilt)


def _cut(random: Random, data: bytes, members: Members) -> bytes:
    start, end = sorted(random.sample(range(len(data) + 1), 2))
    return random.choice([data[:start], data[start:], data[:start] + data[end:], data[start:end]])


def _overwrite(random: Random, data: bytes, members: Members) -> bytes:
    start = random.randrange(len(data))
    length = random.choice([1, 2, 4, 8, 64, 512])
    piece = random.choice([bytes(length), b"\xff" * length, random.randbytes(length), data[:length]])
    return data[:start] + piece + data[start + (len(piece) if random.random() < 0.7 else 0) :]


def _overwrite_directory(random: Random, data: bytes, members: Members) -> bytes:
    """Sizes, offsets, flags and methods live in the ZIP's directory: aim there."""
    start = random.randrange(data.index(b"PK\x01\x02"), len(data) - 1)
    piece = random.choice([b"\xff\xff", b"\0\0", b"\xff\xff\xff\xff", b"\x01", b"\x08\x08", random.randbytes(4)])
    return data[:start] + piece + data[start + len(piece) :]


def _spoil_manifest(random: Random, data: bytes, members: Members) -> bytes:
    def change(document: dict[str, Any]) -> None:
        for _ in range(random.choice([1, 1, 3])):
            _spoil_value(random, document)

    return resigned(members, change)


def _spoil_manifest_text(random: Random, data: bytes, members: Members) -> bytes:
    return with_manifest(members, _overwrite(random, members["manifest.json"], members))


def _spoil_segments(random: Random, data: bytes, members: Members) -> bytes:
    """A value in a header or in a line of rows; whole lines left out, doubled or moved."""
    lines = _plain_lines(members)
    for _ in range(random.choice([1, 1, 3])):
        at = random.randrange(len(lines))
        if random.random() < 0.8:
            document = json.loads(lines[at])
            _spoil_value(random, document)
            lines[at] = json.dumps(document).encode() + b"\n"
        else:
            lines.insert(random.randrange(len(lines)), lines[at] if random.random() < 0.5 else lines.pop(at))
    return _with_lines(members, b"".join(lines))


def _spoil_segments_text(random: Random, data: bytes, members: Members) -> bytes:
    spoil = random.choice([_flip_bits, _cut, _overwrite])
    return _with_lines(members, spoil(random, b"".join(_plain_lines(members)), members))


def _spoil_sealed_bytes(random: Random, data: bytes, members: Members) -> bytes:
    """What was sealed, changed behind the seal and honestly hashed and signed."""
    name = "segments.sealed" if "segments.sealed" in members else "segments.jsonl"
    spoil = random.choice([_flip_bits, _cut, _overwrite])
    return with_payload(members, spoil(random, members[name], members), name=name)


def _spoil_evidence(random: Random, data: bytes, members: Members) -> bytes:
    """A file of evidence changed behind its seal, or another one's in its place; honestly hashed and signed."""
    names = [name for name in members if name.startswith("evidence-")]
    if not names:
        return _spoil_sealed_bytes(random, data, members)
    name = random.choice(names)
    spoil = random.choice([_flip_bits, _cut, _overwrite])
    spoilt = members[random.choice(names)] if random.random() < 0.2 else spoil(random, members[name], members)
    return with_payload(members, spoilt, name=name)


def _plain_lines(members: Members) -> list[bytes]:
    if "segments.jsonl" in members:
        return members["segments.jsonl"].splitlines(keepends=True)
    sealed = io.BytesIO(members["segments.sealed"])
    return io.BufferedReader(Inflated(unsealed(sealed, _payload_key(members)))).readlines()


def _with_lines(members: Members, lines: bytes) -> bytes:
    if "segments.jsonl" in members:
        return with_payload(members, lines)
    out = bytearray()
    sealer = Sealer(_payload_key(members), out.extend)
    deflater = Deflater(sealer.write)
    deflater.write(lines)
    deflater.close()
    sealer.close()
    return with_payload(members, bytes(out), name="segments.sealed")


def _payload_key(members: Members) -> bytes:
    envelope = json.loads(members["manifest.json"])["sealed"]["keys"][0]["sealed_key"]
    key = unseal_key(bytes.fromhex(envelope), SEED)
    assert key is not None
    return key


def _reorder_members(random: Random, data: bytes, members: Members) -> bytes:
    pairs = [(name, members[random.choice([name, *members])]) for name in members]
    random.shuffle(pairs)
    return zipped(pairs[: random.randrange(len(pairs) + 1)])


def _spoil_value(random: Random, found: Any) -> None:
    """One value somewhere in the document, or one key."""
    while isinstance(found, dict | list) and found:
        steps = list(found) if isinstance(found, dict) else list(range(len(found)))
        step = random.choice(steps)
        if isinstance(found[step], dict | list) and found[step] and random.random() < 0.7:
            found = found[step]
            continue
        kind = random.randrange(4)
        if kind == 0:
            del found[step]
        elif kind == 1 and isinstance(found, dict):
            found[random.choice(["", "x", "n", "seq", "capabilities"])] = found.pop(step)
        else:
            found[step] = random.choice(_ODD)
        return


_SPOILERS: list[Spoil] = [
    *(_flip_bits, _cut, _overwrite, _overwrite_directory, _reorder_members),
    *(_spoil_manifest, _spoil_manifest_text, _spoil_segments, _spoil_segments_text, _spoil_sealed_bytes),
    _spoil_evidence,
]
_SIGNED_AGAIN = {
    *(_spoil_manifest, _spoil_manifest_text, _spoil_segments, _spoil_segments_text),
    *(_spoil_sealed_bytes, _spoil_evidence),
}
_ENROLMENT_EVERY = 20
_FILES = (b"%PDF-1.4 bien ban", bytes(range(256)) * 300)


def _rows() -> list[Operation]:
    odd = operation(4, entity="e" * 32, value='"Rơ Châm"', parents="2222222222222222:1:5 3333333333333333:2:1")
    return [*operations(3), odd, operation(9), operation(5, device="2222222222222222", incarnation=7)]


def _outcome(path: Path, sent: list[Operation], *, is_signed_again: bool) -> str:
    found = verify_package(path, signing_key=SEED)
    if found.fault is not None:
        detail = f" {found.fault.reason}" if isinstance(found.fault, PackageDamaged) else ""
        return f"{type(found.fault).__name__}{detail}"
    if is_signed_again:
        return "read (signed again)"
    with open_package(path, None, signing_key=SEED) as opened:
        rows = [row for batch in opened.operations() for row in batch]
    if rows != sent:
        raise AssertionError("unsigned changes were read")
    return "read as sent"


def _permit_outcome(random: Random, path: Path, whole: bytes) -> str:
    """A permit spoilt as a stick spoils, or changed by someone without the issuer's key."""
    if random.random() < 0.5:
        spoilt = random.choice([_flip_bits, _cut, _overwrite])(random, whole, {})
    else:
        document = json.loads(whole)
        _spoil_value(random, document)
        spoilt = json.dumps(document, sort_keys=True, indent=1).encode("utf-8", "surrogatepass") + b"\n"
    path.write_bytes(spoilt)
    try:
        found = read_permit(path)
    except EnrolmentFileDamaged:
        return "permit refused"
    if replace(found, stored=b"", chain=()) != replace(enrolled.PERMIT, chain=()):
        raise AssertionError("unsigned changes were read")
    return "permit read as sent" if found.chain else "permit without its chain"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--count", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=20220205)
    chosen = arguments.parse_args()
    random = Random(chosen.seed)
    outcomes: Counter[str] = Counter()
    slowest = 0.0
    folder = Path(tempfile.mkdtemp(prefix="ntm-fuzz-"))
    sent = _rows()
    kinds = []
    for recipients in (DRAFT.recipients, SEALED_TO):
        whole = whole_package(folder, sent, _FILES, recipients=recipients)
        kinds.append((whole.read_bytes(), members_of(whole)))
    permit = sign_permit(enrolled.PERMIT, enrolled.LEAD_SEED).stored
    path = folder / "spoilt.ntm"
    for number in range(chosen.count):
        spoil = random.choice(_SPOILERS)
        started = time.perf_counter()
        try:
            if number % _ENROLMENT_EVERY == 0:
                outcomes[_permit_outcome(random, path, permit)] += 1
                continue
            path.write_bytes(spoil(random, *kinds[number % 2]))
            started = time.perf_counter()
            outcomes[_outcome(path, sent, is_signed_again=spoil in _SIGNED_AGAIN)] += 1
        except Exception:
            sys.stderr.write(f"package {number} ({spoil.__name__}) is a surprise; kept as {path}\n")
            raise
        slowest = max(slowest, time.perf_counter() - started)
    for outcome, count in outcomes.most_common():
        sys.stdout.write(f"{count:7}  {outcome}\n")
    sys.stdout.write(f"{chosen.count:7}  packages, slowest {slowest * 1000:.0f} ms, no surprise\n")
    path.unlink(missing_ok=True)
    whole.unlink()
    folder.rmdir()
    return 0


if __name__ == "__main__":
    sys.exit(main())
