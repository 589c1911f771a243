"""Small signed JSON files: written in one way only, so that no byte can be changed; read with limits."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ntm_desktop.domain.errors import EnrolmentFileDamaged, PackageDamaged, PackageNewer
from ntm_desktop.exchange import keys, stick
from ntm_desktop.exchange.container import Reason
from ntm_desktop.exchange.strict_json import PROGRAM, SIGNATURE, Fields, one_line, parse_object

MAX_SIZE = 64 * 2**10
VERSION = 1
_PROGRAM = "0.1.0"  # the first that reads this version
_NOT_COVERED = ("signature", "chain")  # the permits of a chain are each signed by themselves


def opening(wanted: str, about: str) -> dict[str, Any]:
    """What every such file begins with; `about` tells a person who opens it elsewhere what it is."""
    return {"format": wanted, "version": VERSION, "program": _PROGRAM, "about": about}


def signed(document: dict[str, Any], signing_key: bytes) -> dict[str, Any]:
    """The document, its texts composed and on one line, with its signature."""
    clean = {name: _clean(value) for name, value in document.items()}
    return {**clean, "signature": keys.sign(signing_key, _signed_bytes(clean)).hex()}


def stored_bytes(document: dict[str, Any]) -> bytes:
    """The document as it is stored, and the only bytes it may be stored as: indented JSON, keys in order."""
    return (json.dumps(document, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()


def parsed(stored: bytes, wanted: str) -> dict[str, Any]:
    """The document, when these are the only bytes it can be written as. Raises ValueError."""
    document = parse_object(stored)
    if len(stored) > MAX_SIZE or stored_bytes(document) != stored or document.get("format") != wanted:
        raise ValueError("format")
    return document


def check(document: dict[str, Any], public_key: str, path: Path) -> None:
    """Raises ValueError unless that key signed it, then PackageNewer for a version that is not known yet."""
    fields = Fields(document)
    signature = bytes.fromhex(fields.text("signature", SIGNATURE))
    if not keys.is_signed_by(public_key, _signed_bytes(document), signature):
        raise ValueError("signature")
    needed = fields.text("program", PROGRAM)
    if fields.number("version", 1) > VERSION:
        raise PackageNewer(str(path), needed)


@contextmanager
def damage(path: Path) -> Iterator[None]:
    """Whatever does not parse or was not signed so becomes EnrolmentFileDamaged."""
    try:
        yield
    except ValueError as error:
        raise EnrolmentFileDamaged(str(path)) from error


def read(path: Path) -> bytes:
    """Raises FileMissing, FileUnreadable, EnrolmentFileDamaged for more than such a file can be."""
    with stick.expected_errors(path, writing=False), path.open("rb") as file:
        stored = file.read(MAX_SIZE + 1)
    if len(stored) > MAX_SIZE:
        raise EnrolmentFileDamaged(str(path))
    return stored


def write(target: Path, suffix: str, stored: bytes) -> Path:
    """Where it was written, read back and found the same: `target` under a safe name that ends in `suffix`."""
    stem = target.name.removesuffix(suffix)
    target = target.with_name(stick.safe_name(f"{stem}.x").removesuffix(".x") + suffix)
    with stick.expected_errors(target, writing=True), stick.part_file(target) as part:
        with part.open("xb") as file:
            file.write(stored)
            stick.settle(file)
        if part.read_bytes() != stored:
            raise PackageDamaged(str(target), Reason.NOT_WRITTEN.value)
        stick.rename(part, target)
    return target


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _clean(each) for name, each in value.items()}
    return one_line(value) if isinstance(value, str) else value


def _signed_bytes(document: dict[str, Any]) -> bytes:
    covered = {name: value for name, value in document.items() if name not in _NOT_COVERED}
    return json.dumps(covered, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
