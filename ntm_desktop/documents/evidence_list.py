"""Danh mục minh chứng and phụ lục hình ảnh: the evidence of a village by criterion and indicator."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import groupby

from ntm_desktop.documents.blocks import Align, Cell, Column, Picture, Pictures, Row, Table
from ntm_desktop.documents.wording import ColumnWording, Piece, Shared, fill
from ntm_desktop.domain.dossier import Exhibit, VillageDossier
from ntm_desktop.domain.evidence import MEDIA_TITLES, caption_of, date_text, position_text, side_by_side
from ntm_desktop.domain.evidence import Piece as Evidence
from ntm_desktop.domain.names import nfc

_LONGEST_CAPTION = 220
"""Letters: four pictures stay on a page."""


def evidence_table(piece: Piece, dossier: VillageDossier, facts: Mapping[str, str]) -> Table:
    """A shaded row per criterion, one per indicator below it, then its pieces numbered through the whole list."""
    columns = tuple(Column(fill(one.title, facts), one.width, one.align) for one in piece.columns)
    return Table(columns, tuple(_rows(piece.columns, dossier)))


def evidence_of_criterion(dossier: VillageDossier, number: int, shared: Shared) -> str:
    """Its papers by number and date, its pictures by their number in the appendix; the blank where none are."""
    numbers = _photo_numbers(dossier)
    pictures, papers = [], []
    for one in dossier.evidence:
        if dossier.criteria_set.criterion_of(one.piece.key.code).number != number:
            continue
        if one.piece.id in numbers:
            pictures.append(numbers[one.piece.id])
        else:
            papers.append(_called(one.piece, dossier))
    if pictures:
        papers.append(f"ảnh {', '.join(map(str, sorted(pictures)))} (Phụ lục hình ảnh)")
    text = "; ".join(papers)
    return f"{text}." if text else shared.blank


def _called(piece: Evidence, dossier: VillageDossier) -> str:
    """Quyết định giao nhà văn hóa số 05/QĐ-UBND ngày 05/02/2022."""
    said = piece.details
    text = _caption(piece, dossier)
    text += f" số {nfc(said.number)}" if said.number else ""
    return text + (f" ngày {date_text(said.date)}" if said.date else "")


def _rows(columns: Sequence[ColumnWording], dossier: VillageDossier) -> Iterator[Row]:
    number_of = _photo_numbers(dossier)
    order = 0
    for criterion, of_criterion in groupby(dossier.evidence, lambda one: _criterion(dossier, one)):
        name = dossier.criteria_set.criterion_of(criterion).name
        number = dossier.criteria_set.criterion_of(criterion).number
        yield _title_row(columns, f"Tiêu chí {number}. {nfc(name)}", shaded=True)
        for code, exhibits in groupby(of_criterion, lambda one: one.piece.key.code):
            text = dossier.criteria_set.indicator(code).text
            yield _title_row(columns, f"{code} {nfc(text)}", shaded=False)
            for one in exhibits:
                order += 1
                words = _words(one, _caption(one.piece, dossier), order, number_of.get(one.piece.id))
                yield Row(tuple(Cell(words[column.id]) for column in columns))


def _criterion(dossier: VillageDossier, one: Exhibit) -> str:
    """The code of the first indicator of the criterion: what all its pieces share."""
    return dossier.criteria_set.criterion_of(one.piece.key.code).indicators[0].code


def _title_row(columns: Sequence[ColumnWording], text: str, *, shaded: bool) -> Row:
    return Row((Cell(text, bold=shaded, span=len(columns), align=Align.LEFT),), shaded=shaded)


def _caption(piece: Evidence, dossier: VillageDossier) -> str:
    return caption_of(piece, dossier.criteria_set.indicator(piece.key.code))


def _words(one: Exhibit, caption: str, order: int, photo_number: int | None) -> dict[str, str]:
    said, file = one.piece.details, one.piece.file
    kind = MEDIA_TITLES[file.media]
    note = f"Ảnh {photo_number}" if photo_number else "Ảnh, chưa có tệp" if file.is_photo else kind
    return {
        "order": str(order),
        "number": nfc(said.number),
        "date": date_text(said.date),
        "issuer": nfc(said.issuer),
        "abstract": caption,
        "page": "",
        "note": note,
    }


def pictures(piece: Piece, dossier: VillageDossier, shared: Shared, facts: Mapping[str, str]) -> Pictures:
    """Every photo in the order of the set; before and after of the same thing side by side."""
    number_of = _photo_numbers(dossier)
    paths = {one.piece.id: one.photo for one in dossier.evidence}
    made: list[Picture | None] = []
    for placed in _placed(dossier):
        if placed is None:
            made.append(None)
            continue
        words = {**facts, **_photo_facts(placed, number_of[placed.id], dossier, shared)}
        lines = tuple(text for text in (fill(row, words).strip() for row in piece.rows) if text)
        made.append(Picture(paths[placed.id], lines))
    return Pictures(tuple(made))


def _photo_facts(piece: Evidence, number: int, dossier: VillageDossier, shared: Shared) -> dict[str, str]:
    file = piece.file
    caption = _caption(piece, dossier)
    if len(caption) > _LONGEST_CAPTION:
        caption = f"{caption[:_LONGEST_CAPTION].rstrip()}…"
    taken = f"{datetime.fromisoformat(file.taken_at):%d/%m/%Y}" if file.taken_at else date_text(piece.details.date)
    place = nfc(dossier.village.title)
    if position := position_text(file):
        place += f" ({position})"
    return {
        "photo_number": str(number),
        "caption": caption,
        "code": piece.key.code,
        "indicator": nfc(dossier.criteria_set.indicator(piece.key.code).text),
        "photo_date": taken or shared.blank,
        "photo_place": place,
    }


def _placed(dossier: VillageDossier) -> list[Evidence | None]:
    return side_by_side([one.piece for one in dossier.evidence if one.photo])


def _photo_numbers(dossier: VillageDossier) -> dict[str, int]:
    """Pictures are numbered as they stand in the appendix, and the list names them by that number."""
    standing = [one for one in _placed(dossier) if one is not None]
    return {one.id: number for number, one in enumerate(standing, 1)}
