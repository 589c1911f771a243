"""Getting a laptop known: it writes a request, a lead or the upper level answers with a permit, words are compared.

Each is one JSON object, signed over everything else in it and written in one way only, so that no byte can be
changed. A permit carries the permits of those who gave it, up to one whom the reader trusts by six words; who may
permit whom is not decided here.
"""

import tomllib
from dataclasses import asdict, dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import resources
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.exchange import keys, signed_document, stick
from ntm_desktop.exchange.strict_json import DEVICE, LATEST_TIME, MAX_NAME, SHA256, Fields, parse_object

REQUEST_SUFFIX = ".ntm-yeucau"
PERMIT_SUFFIX = ".ntm-giayphep"
MAX_CHAIN = 4
_REQUEST = "ntm-request"
_PERMIT = "ntm-permit"


@dataclass(frozen=True, slots=True)
class Request:
    """What a laptop asks for; `name` is the person's or the laptop's, `created_at` wall time."""

    device: str
    public_key: str
    place_code: str
    place_id: str
    place_name: str
    role: DeviceRole
    name: str
    created_at: int

    @property
    def words(self) -> str:
        """The six words of the laptop that asks, read aloud by its owner."""
        return keys.six_words(self.public_key)


@dataclass(frozen=True, slots=True)
class Issuer:
    """The laptop that permits."""

    device: str
    public_key: str
    place_code: str
    place_id: str
    place_name: str
    role: DeviceRole
    name: str

    @property
    def words(self) -> str:
        """The six words of whoever permits."""
        return keys.six_words(self.public_key)


@dataclass(frozen=True, slots=True)
class Permit:
    """The answer to a request: the role and place that were granted, not always those that were asked for.

    `chain` holds the issuer's own permit, then its issuer's, and so on. `stored` is the file as it stands, to be
    kept and forwarded; empty until the permit is signed.
    """

    request: Request
    role: DeviceRole
    place_code: str
    place_id: str
    place_name: str
    issuer: Issuer
    issued_at: int
    chain: tuple["Permit", ...] = ()
    stored: bytes = b""

    @property
    def words(self) -> str:
        """The six words of the issuer."""
        return self.issuer.words


# Writing


def suggested_request_name(request: Request) -> str:
    """By the code of the place and the laptop, as every disk can hold it."""
    return stick.safe_name(f"NTM-{request.place_code[:40]}-may-{request.device[:4]}") + REQUEST_SUFFIX


def suggested_permit_name(permit: Permit) -> str:
    """By the code of the place and the laptop, as every disk can hold it."""
    return stick.safe_name(f"NTM-{permit.place_code[:40]}-may-{permit.request.device[:4]}") + PERMIT_SUFFIX


def write_request(target: Path, request: Request, signing_key: bytes) -> Path:
    """Where it was written. Raises FileMissing, FolderReadOnly, DiskFull, PackageDamaged (`not_written`)."""
    _check_signer(request.public_key, signing_key)
    document = signed_document.opening(_REQUEST, _wording()["request"]) | asdict(request)
    stored = signed_document.stored_bytes(signed_document.signed(document, signing_key))
    request_of(stored)
    return signed_document.write(target, REQUEST_SUFFIX, stored)


def sign_permit(permit: Permit, signing_key: bytes) -> Permit:
    """The permit as it will be read, with its `stored` bytes; those of the chain are signed already."""
    _check_signer(permit.issuer.public_key, signing_key)
    told = asdict(replace(permit, chain=()))
    del told["stored"], told["chain"]
    document = signed_document.signed(signed_document.opening(_PERMIT, _wording()["permit"]) | told, signing_key)
    chain = [{**parse_object(each.stored), "chain": []} for each in permit.chain]
    return permit_of(signed_document.stored_bytes({**document, "chain": chain}))


def write_permit(target: Path, permit: Permit, signing_key: bytes) -> Permit:
    """Signs and writes; `permit.chain` is the issuer's own permit and its chain. Raises as `write_request` does."""
    signed = sign_permit(permit, signing_key)
    signed_document.write(target, PERMIT_SUFFIX, signed.stored)
    return signed


# Reading


def read_request(path: Path) -> Request:
    """Raises FileMissing, FileUnreadable, EnrolmentFileDamaged, PackageNewer."""
    return request_of(signed_document.read(path), path)


def read_permit(path: Path) -> Permit:
    """Every signature of the chain is right and each vouches for the one before. Raises as `read_request` does."""
    return permit_of(signed_document.read(path), path)


def request_of(stored: bytes, path: Path = Path()) -> Request:
    """A request as it was stored. Raises EnrolmentFileDamaged, PackageNewer."""
    with signed_document.damage(path):
        document = signed_document.parsed(stored, _REQUEST)
        fields = Fields(document)
        signed_document.check(document, fields.text("public_key", SHA256), path)
        return _request(fields)


def permit_of(stored: bytes, path: Path = Path()) -> Permit:
    """A permit as it was stored. Raises EnrolmentFileDamaged, PackageNewer."""
    with signed_document.damage(path):
        document = signed_document.parsed(stored, _PERMIT)
        found = [_permit(each, path) for each in (document, *_chain(document))]
        for one, above in pairwise(found):
            if not _vouches(above, one.issuer):
                raise ValueError("a chain that does not hold together")
        return replace(found[0], chain=tuple(found[1:]), stored=stored)


def _chain(document: dict[str, Any]) -> list[dict[str, Any]]:
    chain = document.get("chain")
    if type(chain) is not list or len(chain) > MAX_CHAIN:
        raise ValueError("chain")
    if not all(type(each) is dict and each.get("format") == _PERMIT and each.get("chain") == [] for each in chain):
        raise ValueError("chain")
    return chain


def _permit(document: dict[str, Any], path: Path) -> Permit:
    fields = Fields(document)
    issuer = fields.object("issuer")
    signed_document.check(document, issuer.text("public_key", SHA256), path)
    return Permit(
        request=_request(fields.object("request")),
        **_place(fields),
        issuer=Issuer(
            device=issuer.text("device", DEVICE),
            public_key=issuer.text("public_key", SHA256),
            name=_name(issuer),
            **_place(issuer),
        ),
        issued_at=fields.number("issued_at", 0, LATEST_TIME),
        stored=signed_document.stored_bytes(document),
    )


def _request(fields: Fields) -> Request:
    return Request(
        device=fields.text("device", DEVICE),
        public_key=fields.text("public_key", SHA256),
        name=_name(fields),
        created_at=fields.number("created_at", 0, LATEST_TIME),
        **_place(fields),
    )


def _place(fields: Fields) -> dict[str, Any]:
    return {
        "place_code": fields.text("place_code", longest=MAX_NAME),
        "place_id": fields.text("place_id", longest=MAX_NAME, may_be_empty=True),
        "place_name": fields.text("place_name", longest=MAX_NAME, may_be_empty=True),
        "role": DeviceRole(fields.text("role")),
    }


def _name(fields: Fields) -> str:
    return fields.text("name", longest=MAX_NAME, may_be_empty=True)


def _vouches(above: Permit, issuer: Issuer) -> bool:
    """Names may have changed since; laptop, key, role and place may not."""
    asked = above.request
    return (asked.device, asked.public_key, above.role, above.place_id, above.place_code) == (
        *(issuer.device, issuer.public_key),
        *(issuer.role, issuer.place_id, issuer.place_code),
    )


def _check_signer(public_key: str, signing_key: bytes) -> None:
    if public_key != keys.public_key(signing_key):
        raise ValueError("another key than the one that signs")


@cache
def _wording() -> dict[str, str]:
    return tomllib.loads(resources.text("exchange", "enrolment.toml"))
