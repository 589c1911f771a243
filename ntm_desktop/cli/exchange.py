"""export, verify, import, exchange inspect, register."""

from pathlib import Path
from typing import Any

import click

from ntm_desktop.cli.options import free, with_data_dir, with_force, with_json
from ntm_desktop.cli.output import Answers, say, say_json, table
from ntm_desktop.cli.vietnamese import UsageSentence, command, group
from ntm_desktop.domain.numbers import format_number, grouped


@command("export", help="Xuất tệp .ntm gửi cấp trên (hoặc gửi xã) vào thư mục, hoặc đúng tên tệp.")
@click.argument("out", default=".", type=click.Path())
@click.option("--to-commune", is_flag=True, help="Gửi các máy trong xã thay vì gửi cấp trên.")
@click.option("--whole", is_flag=True, help="Gửi lại toàn bộ, để máy đã hỏng khôi phục được từ tệp này.")
@click.option("--households", is_flag=True, help="Kèm sổ hộ dân, khi bộ tiêu chí yêu cầu gửi lên cấp trên.")
@with_json
@with_data_dir
@click.pass_obj
def export(answers: Answers, out: str, to_commune: bool, whole: bool, households: bool, as_json: bool) -> None:
    from ntm_desktop.services.send_package import export_package

    with answers.open() as desk:
        made = export_package(desk, Path(out), to_commune=to_commune, whole=whole, households=households)
    if as_json:
        say_json(
            {"path": str(made.path), "number": made.number, "operations": made.operations, "sha256": made.sha256}
        )
        return
    say(made.sentence)


@command("verify", help="Kiểm tra một tệp .ntm: nguyên vẹn, chữ ký, nơi gửi.")
@click.argument("file", type=click.Path())
@with_json
@with_data_dir
@click.pass_obj
def verify(answers: Answers, file: str, as_json: bool) -> None:
    from ntm_desktop.services.check_package import is_known_sender, verify_package
    from ntm_desktop.services.known_machines import revoked_on

    report = verify_package(Path(file))
    known: bool | None = None
    gone = ""
    if answers.folder.database.is_file():
        with answers.open() as desk:
            known, gone = is_known_sender(desk, report), revoked_on(desk, report.public_key)
    if as_json:
        say_json(report.as_data() | {"is_known_sender": known})
        return
    say(report.sentence)
    say(f"Sáu từ của máy gửi: {report.words}")
    if gone:
        say(f"Máy gửi đã bị thu hồi giấy phép ngày {gone} nên tệp không được nhận.")
    say(f"Mã SHA-256 của tệp: {grouped(report.sha256)}")


@command("import", help="Nhận một tệp .ntm; --dry-run chỉ xem trước, không thay đổi gì.")
@click.argument("file", type=click.Path())
@click.option("--dry-run", is_flag=True, help="Chỉ xem trước.")
@click.option("--forget-backups", is_flag=True, help="Xóa cả các bản sao lưu cũ còn giữ hộ mà nơi gửi đã xóa hẳn.")
@with_json
@with_data_dir
@click.pass_obj
def import_(answers: Answers, file: str, dry_run: bool, forget_backups: bool, as_json: bool) -> None:
    from ntm_desktop.services.erase_households import forget_after_backing_up
    from ntm_desktop.services.receive_package import import_package

    forgotten = 0
    with answers.open() as desk:
        result = import_package(desk, Path(file), dry_run=dry_run)
        if forget_backups and result.older_backups:
            forgotten = forget_after_backing_up(desk, result.older_backups)
    if as_json:
        data: dict[str, Any] = {
            "added": result.added,
            "changed": result.changed,
            "quarantined": result.quarantined,
            "waits_for": result.waits_for,
            "known": result.known,
            "waiting": result.waiting,
            "conflicts": len(result.conflicts),
            "two_histories": list(result.apart),
            "by_kind": result.by_kind,
            "files": result.files,
            "reviews": result.remarked.reviews,
            "remarks": result.remarked.remarks,
            "answers": result.remarked.answers,
            "erased": result.erased,
            "older_backups": [] if forgotten else [str(one) for one in result.older_backups],
            "is_sample": result.report.is_sample,
            "dry_run": result.is_dry_run,
            "backup": str(result.backup) if result.backup else None,
        }
        say_json(data)
        return
    say(result.sentence)
    if forgotten:
        say(f"Đã sao lưu lại và xóa {format_number(forgotten)} bản sao lưu cũ đó.")
    elif result.older_backups:
        say("Các bản đó: " + ", ".join(str(one) for one in result.older_backups))


@group("exchange", help="Xem bên trong tệp trao đổi.")
def exchange() -> None:
    pass


@exchange.command("inspect", help="Tệp .ntm nói gì về chính nó; không cần là nơi nhận.")
@click.argument("file", type=click.Path())
@with_json
@with_data_dir
@click.pass_obj
def exchange_inspect(answers: Answers, file: str, as_json: bool) -> None:
    from ntm_desktop.services.check_package import verify_package

    if answers.folder.database.is_file():
        with answers.open() as desk:
            report = verify_package(Path(file), desk=desk)
    else:
        report = verify_package(Path(file))
    if as_json:
        say_json(report.as_data())
        return
    say(report.sentence)
    say(f"Mã SHA-256 của tệp: {grouped(report.sha256)}")
    for kind, count in sorted(report.kinds.items()):
        say(f"  {kind}: {count}")


@exchange.command("note", help="Lưu biên bản giao nhận của tệp số STT thành PDF.")
@click.argument("number")
@click.option("--received", is_flag=True, help="Tệp đã nhận.")
@click.option("--out", type=click.Path(), required=True, help="Tệp PDF.")
@with_force
@with_data_dir
@click.pass_obj
def exchange_note(answers: Answers, number: str, received: bool, out: str, force: bool) -> None:
    from ntm_desktop.services.list_packages import register as list_register
    from ntm_desktop.services.print_delivery_note import save_delivery_note

    direction = "received" if received else "sent"
    with answers.open() as desk:
        wanted = [one for one in list_register(desk) if (one.direction, str(one.number)) == (direction, number)]
        if not wanted:
            raise UsageSentence(f"không có tệp số {number} trong sổ tệp {'đã nhận' if received else 'đã gửi'}")
        say(f"Đã lưu {save_delivery_note(desk, wanted[0], free(Path(out), force=force))}.")


@command("register", help="Sổ các tệp đã gửi và đã nhận.")
@with_json
@with_data_dir
@click.pass_obj
def register(answers: Answers, as_json: bool) -> None:
    from dataclasses import asdict, replace

    from ntm_desktop.services.list_packages import register as list_register
    from ntm_desktop.services.list_packages import result_of
    from ntm_desktop.services.name_places import place_called

    with answers.open() as desk:
        lines = [replace(one, counterpart=place_called(desk, one.counterpart)) for one in list_register(desk)]
    if as_json:
        say_json([asdict(line) for line in lines])
        return
    words = {"sent": "Gửi", "received": "Nhận"}
    rows = [
        (words[one.direction], str(one.number), one.counterpart, one.file_name, result_of(one)) for one in lines
    ]
    table([("Chiều", "Số", "Nơi", "Tệp", "Kết quả"), *rows])


COMMANDS: tuple[click.Command, ...] = (export, verify, import_, exchange, register)
