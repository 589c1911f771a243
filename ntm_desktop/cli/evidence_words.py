"""How the command line speaks of evidence, to people and to machines."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ntm_desktop.cli.output import table
from ntm_desktop.domain.evidence import MEDIA_TITLES, Piece, date_text, size_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place
from ntm_desktop.services.open_desk import OpenDesk

if TYPE_CHECKING:
    from ntm_desktop.services.check_evidence import EvidenceCheck


def evidence_data(found: "EvidenceCheck") -> dict[str, Any]:
    """What `check --json` says of the files."""
    return {
        "files": found.files,
        "bytes": found.bytes,
        "lost": [one.id for one in found.lost],
        "damaged": [one.id for one in found.damaged],
        "awaited": [one.id for one in found.awaited],
        "superfluous": len(found.removed) + len(found.orphans),
    }


def evidence_sentences(found: "EvidenceCheck") -> list[str]:
    """What `check` says of the files where none is lost."""
    said = (
        [f"Tệp minh chứng: {format_number(found.files)} tệp nguyên vẹn, {size_text(found.bytes)}."]
        if found.files
        else []
    )
    if found.awaited:
        said.append(f"{format_number(len(found.awaited))} minh chứng do máy khác thêm, tệp chưa đến máy này.")
    if count := len(found.removed) + len(found.orphans):
        size = size_text(found.superfluous_bytes)
        said.append(f"{format_number(count)} tệp không còn dùng ({size}); dọn bằng lệnh evidence clean.")
    return said


def piece_data(desk: OpenDesk, piece: Piece) -> dict[str, Any]:
    """What `--json` says of a piece."""
    from ntm_desktop.services.add_evidence import store_of

    file, said = piece.file, piece.details
    return {
        "id": piece.id,
        "place": place_of(desk, piece).name,
        "code": piece.key.code,
        "period": piece.key.period.code,
        "name": file.name,
        "kind": MEDIA_TITLES[file.media],
        "size": file.size,
        "sha256": file.sha256,
        "is_here": store_of(desk).has(file.sha256),
        "requirement": said.requirement,
        "number": said.number,
        "date": said.date,
        "issuer": said.issuer,
        "abstract": said.abstract,
        "taken_at": file.taken_at,
        "latitude": file.latitude,
        "longitude": file.longitude,
    }


def place_of(desk: OpenDesk, piece: Piece) -> Place:
    """The village or commune whose figure it proves."""
    return next(one for one in desk.all_places() if one.id == piece.key.place_id)


def say_pieces(rows: Sequence[dict[str, Any]]) -> None:
    """A line for each piece, as `piece_data` gives them."""
    head = ("Mã", "Nơi", "Chỉ tiêu", "Loại", "Số, ký hiệu", "Ngày", "Cơ quan", "Trích yếu, tên tệp")
    table(
        [
            head,
            *(
                (
                    one["id"][:8],
                    one["place"],
                    one["code"],
                    one["kind"],
                    one["number"] or "–",
                    date_text(one["date"]) or "–",
                    one["issuer"] or "–",
                    (one["abstract"] or one["name"]) + ("" if one["is_here"] else " (chưa có tệp trên máy này)"),
                )
                for one in rows
            ),
        ]
    )
