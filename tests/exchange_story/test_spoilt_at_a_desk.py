"""What comes spoilt or made up is refused with one sentence, and not a byte of the data folder changes."""

import hashlib
import json
import stat
import struct
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.exchange import keys
from ntm_desktop.exchange.container import zip_info
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.known_machines import signing_key
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from tests.exchange.packages import Members, members_of, zipped
from tests.exchange_story.desks import Laptops, enter, full_round

SEGMENTS = "segments.sealed"


@pytest.fixture
def whole(laptops: Laptops) -> Path:
    """From the lead to the upper level, sealed, with three figures."""
    full_round(laptops)
    for code, text in (("9.2", "150/200"), ("4.1", "190/200"), ("11.1", "160/200")):
        enter(laptops.lead, code, text)
    return export_package(laptops.lead, laptops.stick).path


def bytes_of(desk: OpenDesk) -> dict[str, str]:
    """Every file of the data folder by the hash of what is in it; SQLite's shared memory holds no data."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(desk.folder.root.rglob("*"))
        if path.is_file() and not path.name.endswith("-shm")
    }


class Refusing:
    """Brings one spoilt file after another to the upper level's desk."""

    def __init__(self, laptops: Laptops, whole: Path) -> None:
        self._desk, self._path = laptops.upper, laptops.stick / "hong.ntm"
        self.data, self.members = whole.read_bytes(), members_of(whole)
        self._key = signing_key(laptops.lead)
        self._before = bytes_of(laptops.upper)

    def refuses(self, data: bytes) -> str:
        """The sentence; fails where it is taken in, says more than one thing or leaves a trace."""
        self._path.write_bytes(data)
        with pytest.raises(ExpectedError) as refused:
            import_package(self._desk, self._path)
        assert bytes_of(self._desk) == self._before
        sentence = sentence_for(refused.value)
        assert sentence
        assert "\n" not in sentence
        assert not any(word in sentence for word in ("Traceback", "Error", "None"))
        return sentence

    def signed(self, change: Callable[[dict[str, Any]], None], **others: bytes) -> bytes:
        """What a bad program with the lead's own key could send."""
        members = self.members | {name.replace("__", "."): data for name, data in others.items()}
        document = json.loads(members["manifest.json"])
        for member in document["members"]:
            data = members[member["name"]]
            member |= {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data)}
        change(document)
        stored = json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")
        made: Members = {**members, "manifest.json": stored, "manifest.sig": keys.sign(self._key, stored)}
        return zipped(made.items())


@pytest.fixture
def desk(laptops: Laptops, whole: Path) -> Iterator[Refusing]:
    """At the end the honest package comes in all the same."""
    yield Refusing(laptops, whole)
    assert import_package(laptops.upper, whole).added == 3


def test_a_package_cut_anywhere_is_refused(desk: Refusing) -> None:
    for length in {0, 1, 21, 22, len(desk.data) - 1, *range(0, len(desk.data), 173)}:
        desk.refuses(desk.data[:length])


def test_each_flipped_bit_of_the_signature_and_any_of_the_manifest_is_refused(desk: Refusing) -> None:
    for name, step in (("manifest.sig", 3), ("manifest.json", 211)):
        for bit in range(0, len(desk.members[name]) * 8, step):
            spoilt = bytearray(desk.members[name])
            spoilt[bit // 8] ^= 1 << bit % 8
            desk.refuses(zipped({**desk.members, name: bytes(spoilt)}.items()))


def test_members_swapped_doubled_left_out_or_renamed_are_refused(desk: Refusing) -> None:
    members = desk.members
    for name in members:
        desk.refuses(zipped((other, data) for other, data in members.items() if other != name))
        for other in members:
            if other != name:
                desk.refuses(zipped({**members, name: members[other], other: members[name]}.items()))
        for renamed in (f"../{name}", f"/{name}", f"..\\{name}", name.upper(), f"{name}/"):
            desk.refuses(zipped((renamed if one == name else one, data) for one, data in members.items()))
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # zipfile remarks on the doubled name
            desk.refuses(zipped([*members.items(), (name, members[name])]))


def test_a_member_that_is_a_link_or_a_device_is_refused(desk: Refusing) -> None:
    for name in desk.members:
        for kind in (stat.S_IFLNK, stat.S_IFDIR, stat.S_IFIFO, stat.S_IFBLK):
            info = zip_info(name)
            info.external_attr = (kind | 0o777) << 16
            others = [(other, data) for other, data in desk.members.items() if other != name]
            desk.refuses(zipped([*others, (info, b"/etc/passwd")]))


def test_ten_gigabytes_that_are_only_declared_are_refused(desk: Refusing) -> None:
    def declares(document: dict[str, Any]) -> None:
        for member in document["members"]:
            member["size"] = 10 * 2**30

    desk.refuses(desk.signed(declares))
    data = bytearray(zipped([*desk.members.items(), *((name, b"x") for name in "abc")]))
    at = data.index(b"PK\x01\x02")
    while at >= 0:
        data[at + 24 : at + 28] = struct.pack("<L", 2**32 - 2)
        at = data.find(b"PK\x01\x02", at + 1)
    desk.refuses(bytes(data))


def test_a_package_in_a_package_is_refused(desk: Refusing) -> None:
    desk.refuses(zipped([("goi.ntm", desk.data)]))
    desk.refuses(zipped([*desk.members.items(), ("goi.ntm", desk.data)]))
    for name in (SEGMENTS, "DOC-TRUOC.txt"):
        desk.refuses(zipped({**desk.members, name: desk.data}.items()))
    desk.refuses(desk.signed(lambda document: None, segments__sealed=desk.data))


_ODD: list[object] = [None, True, -1, 2**70, 1.5, "x", [], [[]], {}, {"a": 1}]
_FITS = {
    *(("builds_on_package", "null"), ("is_sample", "true"), ("recipients", "[]"), ("criteria_sets", "[]")),
    *(("builds_on", "[]"), ("received", "[]"), ("holds", "[]")),
}
"""What a later or another program may honestly say."""


@pytest.mark.parametrize("odd", _ODD, ids=json.dumps)
def test_wrong_types_that_are_honestly_signed_are_refused(desk: Refusing, odd: object) -> None:
    """For every key of the manifest in turn."""
    said = json.loads(desk.members["manifest.json"])
    for key in said.keys() - {name for name, value in _FITS if value == json.dumps(odd)}:
        if said[key] != odd:
            desk.refuses(desk.signed(lambda one, key=key: one.update({key: odd})))  # type: ignore[misc]  # its default
