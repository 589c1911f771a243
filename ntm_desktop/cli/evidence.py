"""evidence add, list, change, remove, missing, export, open, clean."""

from collections.abc import Sequence
from pathlib import Path

import click

from ntm_desktop.cli.evidence_words import piece_data, place_of, say_pieces
from ntm_desktop.cli.options import (
    with_commune,
    with_commune_of_village,
    with_criteria_set,
    with_data_dir,
    with_json,
    with_period,
)
from ntm_desktop.cli.output import Answers, say, say_json, table
from ntm_desktop.cli.vietnamese import group
from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.errors import EvidenceRepeated
from ntm_desktop.domain.evidence import Details, size_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.open_desk import OpenDesk


@group("evidence", help="Minh chứng của chỉ tiêu: ảnh, PDF, Word, Excel.")
def evidence() -> None:
    pass


@evidence.command("add", help="Thêm tệp, hoặc mọi tệp trong thư mục, làm minh chứng cho một chỉ tiêu.")
@click.argument("files", nargs=-1, required=True, metavar="TỆP [TỆP]", type=click.Path(path_type=Path))
@click.option("--village", "place", required=True, help="Tên thôn (hoặc xã).")
@click.option("--code", required=True, help="Mã chỉ tiêu, ví dụ 6.1.")
@with_period
@with_criteria_set
@with_commune_of_village
@click.option("--requirement", default="", help="Mã minh chứng cần có trong bộ tiêu chí.")
@click.option("--number", default="", help="Số, ký hiệu văn bản.")
@click.option("--date", default="", help="Ngày văn bản, ví dụ 05/02/2022.")
@click.option("--issuer", default="", help="Cơ quan ban hành.")
@click.option("--abstract", default="", help="Trích yếu, hoặc chú thích ảnh.")
@with_json
@with_data_dir
@click.pass_obj
def evidence_add(
    answers: Answers,
    /,
    files: tuple[Path, ...],
    place: str,
    code: str,
    period: str,
    criteria_set: str | None,
    commune: str | None,
    as_json: bool,
    **said: str,
) -> int:
    from ntm_desktop.services.add_evidence import add_evidence, evidence_files_in

    given = [one for path in files for one in (evidence_files_in(path) if path.is_dir() else [path])]
    with answers.open() as desk:
        where, chosen = _chosen(desk, place, commune, criteria_set)
        key = ReadingKey(where.id, chosen.id, chosen.indicator(code).code, parse_period(period))
        added = add_evidence(desk, key, where, given, Details(**said))
        rows = [piece_data(desk, one) for one in added.pieces]
    # What was asked for and stands there already is no failure: the command may be run again.
    failed = [one for one in added.refused if not isinstance(one, EvidenceRepeated)]
    for error in added.refused:
        click.echo(sentence_for(error), err=True)
    if as_json:
        say_json({"added": rows, "refused": [sentence_for(one) for one in added.refused]})
    elif rows:
        say(f"Đã thêm {format_number(len(rows))} minh chứng cho chỉ tiêu {key.code}, {where.title}:")
        say_pieces(rows)
    return 1 if failed else 0


@evidence.command("list", help="Liệt kê minh chứng của một thôn, hoặc của cả xã.")
@click.option("--village", "place", help="Tên thôn (hoặc xã).")
@click.option("--code", help="Mã chỉ tiêu.")
@click.option("--period", required=True, help="Kỳ; gồm cả các kỳ nằm trong đó.")
@with_criteria_set
@with_commune
@with_json
@with_data_dir
@click.pass_obj
def evidence_list(
    answers: Answers,
    place: str | None,
    code: str | None,
    period: str,
    criteria_set: str | None,
    commune: str | None,
    as_json: bool,
) -> None:
    from ntm_desktop.services.list_evidence import list_pieces

    with answers.open() as desk:
        where, chosen = _chosen(desk, place, commune, criteria_set)
        listed = chosen.indicator(code).code if code else None
        found = list_pieces(desk, _places(desk, where, place), chosen, parse_period(period), listed)
        rows = [piece_data(desk, one) for one in found]
    if as_json:
        say_json(rows)
    elif rows:
        say_pieces(rows)
    else:
        say("Chưa có minh chứng nào.")


@evidence.command("missing", help="Liệt kê minh chứng còn thiếu so với danh mục của bộ tiêu chí.")
@click.option("--village", "place", help="Tên thôn (hoặc xã).")
@with_period
@with_criteria_set
@with_commune
@with_json
@with_data_dir
@click.pass_obj
def evidence_missing(
    answers: Answers, place: str | None, period: str, criteria_set: str | None, commune: str | None, as_json: bool
) -> None:
    from ntm_desktop.services.list_evidence import missing_evidence

    with answers.open() as desk:
        where, chosen = _chosen(desk, place, commune, criteria_set)
        owner = where if where.kind is PlaceKind.COMMUNE else desk.find_commune(commune or _name_above(desk, where))
        wanted = {one.id for one in _places(desk, where, place)}
        lacks = [
            one
            for one in missing_evidence(desk, owner, chosen, parse_period(period))
            if not place or one.place.id in wanted
        ]
    if as_json:
        say_json(
            [
                {
                    "place": one.place.name,
                    "code": one.indicator.code,
                    "present": one.state.present,
                    "required": one.state.required,
                    "missing": list(one.state.missing),
                }
                for one in lacks
            ]
        )
        return
    count = sum(len(one.state.missing) for one in lacks)
    say(
        f"Còn thiếu {format_number(count)} minh chứng." if count else "Đủ minh chứng theo danh mục của bộ tiêu chí."
    )
    table([(one.place.name, one.indicator.code, "; ".join(one.state.missing)) for one in lacks])


@evidence.command("change", help="Sửa số, ngày, cơ quan, trích yếu của một minh chứng; chỉ đổi phần được ghi.")
@click.argument("piece", metavar="MÃ_MINH_CHỨNG")
@click.option("--requirement", help="Mã minh chứng cần có; để trống là không thuộc mục nào.")
@click.option("--number", help="Số, ký hiệu văn bản.")
@click.option("--date", help="Ngày văn bản, ví dụ 05/02/2022.")
@click.option("--issuer", help="Cơ quan ban hành.")
@click.option("--abstract", help="Trích yếu, hoặc chú thích ảnh.")
@with_data_dir
@click.pass_obj
def evidence_change(answers: Answers, /, piece: str, **said: str | None) -> None:
    from dataclasses import replace

    from ntm_desktop.services.change_evidence import change_details
    from ntm_desktop.services.list_evidence import find_piece

    with answers.open() as desk:
        found = find_piece(desk, piece)
        details = replace(found.details, **{name: text for name, text in said.items() if text is not None})
        changed = change_details(desk, found, place_of(desk, found), details)
    say(f"Đã sửa thông tin minh chứng {found.id[:8]}." if changed else "Thông tin không có gì khác.")


@evidence.command("remove", help="Gỡ minh chứng; hoàn tác được, tệp còn giữ đến khi dọn (evidence clean).")
@click.argument("piece", metavar="MÃ_MINH_CHỨNG")
@with_data_dir
@click.pass_obj
def evidence_remove(answers: Answers, piece: str) -> None:
    from ntm_desktop.services.change_evidence import remove_evidence
    from ntm_desktop.services.list_evidence import find_piece

    with answers.open() as desk:
        found = find_piece(desk, piece)
        remove_evidence(desk, [found], place_of(desk, found))
    say(f"Đã gỡ minh chứng {found.title}; hoàn tác bằng lệnh undo.")


@evidence.command("export", help="Chép tệp của một minh chứng ra OUT (tệp hoặc thư mục).")
@click.argument("piece", metavar="MÃ_MINH_CHỨNG")
@click.argument("out", type=click.Path(path_type=Path))
@with_data_dir
@click.pass_obj
def evidence_export(answers: Answers, piece: str, out: Path) -> None:
    from ntm_desktop.services.list_evidence import export_piece, find_piece

    with answers.open() as desk:
        path = export_piece(desk, find_piece(desk, piece), out)
    say(f"Đã chép ra {path}.")


@evidence.command("open", help="Mở tệp của một minh chứng bằng chương trình xem của máy.")
@click.argument("piece", metavar="MÃ_MINH_CHỨNG")
@with_data_dir
@click.pass_obj
def evidence_open(answers: Answers, piece: str) -> None:
    from ntm_desktop.services.list_evidence import copy_for_viewing, find_piece

    with answers.open() as desk:
        path = copy_for_viewing(desk, find_piece(desk, piece))
    click.launch(str(path))
    say(f"Đã mở bản sao {path}.")


@evidence.command("clean", help="Xóa tệp minh chứng không còn dùng; không kèm --yes thì chỉ nêu sẽ xóa gì.")
@click.option("--yes", is_flag=True, help="Xóa thật; không hoàn tác được.")
@with_data_dir
@click.pass_obj
def evidence_clean(answers: Answers, yes: bool) -> None:
    from ntm_desktop.services.check_evidence import check_evidence, clean_evidence

    with answers.open() as desk:
        if yes:
            cleaned = clean_evidence(desk)
            say(f"Đã xóa {format_number(cleaned.files)} tệp không còn dùng, giải phóng {size_text(cleaned.bytes)}.")
            return
        found = check_evidence(desk)
    count = len(found.removed) + len(found.orphans)
    if not count:
        say("Không có tệp nào thừa.")
        return
    say(
        f"Sẽ xóa {format_number(len(found.removed))} tệp của minh chứng đã gỡ và "
        f"{format_number(len(found.orphans))} tệp không thuộc minh chứng "
        f"nào ({size_text(found.superfluous_bytes)}); sau đó không hoàn tác việc gỡ được nữa, bản sao lưu cũ trong "
        "máy cũng không còn các tệp này. Chạy lại kèm --yes để xóa."
    )


def _chosen(
    desk: OpenDesk, place: str | None, commune: str | None, criteria_set: str | None
) -> tuple[Place, CriteriaSet]:
    where = desk.find_place(place, commune) if place else desk.find_commune(commune)
    if not place and criteria_set is None:  # of all villages
        return where, desk.criteria_set(None, Level.VILLAGE)
    return where, desk.criteria_set_for(where, criteria_set)


def _places(desk: OpenDesk, where: Place, asked: str | None) -> Sequence[Place]:
    return [where] if asked else [where, *desk.villages(where.id)]


def _name_above(desk: OpenDesk, village: Place) -> str:
    return next(one.name for one in desk.communes() if one.id == village.parent_id)


COMMANDS: tuple[click.Command, ...] = (evidence,)
