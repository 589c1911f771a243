"""check, backup, restore."""

from pathlib import Path

import click

from ntm_desktop.cli.evidence_words import evidence_data, evidence_sentences
from ntm_desktop.cli.options import with_data_dir, with_json
from ntm_desktop.cli.output import Answers, say, say_json
from ntm_desktop.cli.vietnamese import command
from ntm_desktop.domain.errors import EvidenceDamaged
from ntm_desktop.domain.numbers import format_number


@command("check", help="Kiểm tra dữ liệu: tệp nguyên vẹn, bảng số liệu khớp với nhật ký.")
@click.option("--rebuild", is_flag=True, help="Dựng lại các bảng từ nhật ký (sao lưu trước).")
@with_json
@with_data_dir
@click.pass_obj
def check(answers: Answers, rebuild: bool, as_json: bool) -> None:
    from ntm_desktop.services import keep_safe
    from ntm_desktop.services.check_evidence import check_evidence

    with answers.open() as desk:
        if rebuild:
            keep_safe.rebuild(desk)
        found = keep_safe.check(desk)
        evidence = check_evidence(desk)
    if as_json:
        say_json(
            {
                "ok": not evidence.problems,
                "operations": found.operations,
                "conflicts": found.conflicts,
                "waiting": found.waiting,
                "evidence": evidence_data(evidence),
            }
        )
    if evidence.problems:
        raise EvidenceDamaged(evidence.problems)
    if as_json:
        return
    say(
        f"Dữ liệu nguyên vẹn: {format_number(found.operations)} thay đổi trong nhật ký khớp với các bảng; "
        f"{format_number(found.conflicts)} chỗ cần quyết định, {format_number(found.waiting)} thay đổi đang chờ."
    )
    for sentence in evidence_sentences(evidence):
        say(sentence)


@command("backup", help="Sao lưu dữ liệu, đọc lại và so sánh.")
@click.argument("target", required=False, type=click.Path(dir_okay=False))
@with_data_dir
@click.pass_obj
def backup(answers: Answers, target: str | None) -> None:
    from ntm_desktop.services import keep_safe

    with answers.open() as desk:
        path = keep_safe.back_up(desk, Path(target) if target else None)
    say(f"Đã sao lưu và kiểm tra: {path}")


@command("restore", help="Khôi phục từ bản sao lưu; dữ liệu hiện có được sao lưu trước.")
@click.argument("source", type=click.Path())
@with_data_dir
@click.pass_obj
def restore(answers: Answers, source: str) -> None:
    from ntm_desktop.services import keep_safe

    saved = keep_safe.restore(answers.folder, Path(source))
    before = f" Dữ liệu trước khi khôi phục nằm ở: {saved}" if saved else ""
    say(f"Đã khôi phục từ {source}.{before}")


COMMANDS: tuple[click.Command, ...] = (check, backup, restore)
