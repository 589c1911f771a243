"""dossier, screenshots."""

import os
from pathlib import Path

import click

from ntm_desktop.cli.options import (
    free,
    village_called,
    with_criteria_set,
    with_data_dir,
    with_force,
    with_json,
    with_period,
    with_village,
)
from ntm_desktop.cli.output import Answers, remark_validity, say, say_json
from ntm_desktop.cli.vietnamese import UsageSentence, command
from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.sentences import sentence_for


@command("dossier", help="Lập hồ sơ PDF của một thôn, hoặc mọi thôn của xã.")
@with_village
@click.option("--all", "every", is_flag=True, help="Mọi thôn của xã.")
@click.option("--commune", help="Tên xã, khi tên thôn không duy nhất hoặc máy có nhiều xã.")
@with_period
@with_criteria_set
@click.option("--out", default=".", type=click.Path(), help="Thư mục, hoặc tệp .pdf khi lập cho một thôn.")
@click.option("--paper", "papers", multiple=True, help="Chỉ in văn bản này (to-trinh, bao-cao-tu-danh-gia, ...).")
@with_force
@with_json
@with_data_dir
@click.pass_obj
def dossier(
    answers: Answers,
    village: str | None,
    every: bool,
    commune: str | None,
    period: str,
    criteria_set: str | None,
    out: str,
    papers: tuple[str, ...],
    force: bool,
    as_json: bool,
) -> int:
    from ntm_desktop.services import prepare_dossier as service
    from ntm_desktop.services.build_dossier import build_dossier

    known = [kind.id for kind in service.paper_kinds(None)]
    if unknown := [paper for paper in papers if paper not in known]:
        raise UsageSentence(f"không có văn bản {', '.join(unknown)}; có: {', '.join(known)}")
    if bool(village) == every:
        raise UsageSentence("cần --village TÊN hoặc --all")
    target = Path(out)
    with answers.open() as desk:
        chosen = desk.criteria_set(criteria_set, Level.VILLAGE)
        when = parse_period(period)
        if every:
            owner = desk.find_commune(commune)
            done = service.save_village_dossiers(desk, owner, when, chosen, target, replaces=force)
        else:
            where = village_called(desk, village or "", commune)
            made = build_dossier(desk, where, when, chosen)
            file = target if target.suffix.lower() == ".pdf" else target / service.dossier_file_name(made)
            free(file, force=force)
            file.parent.mkdir(parents=True, exist_ok=True)
            done = service.SavedDossiers((service.save_dossier(made, file, papers or None),))
    status = 1 if done.refused else 0
    if as_json:
        rows: list[dict[str, object]] = [
            {"village": one.village.name, "path": str(one.path), "pages": one.pages, "is_draft": one.is_draft}
            for one in done.saved
        ]
        rows += [{"village": one.village.name, "refused": sentence_for(one.reason)} for one in done.refused]
        say_json(rows)
        remark_validity(chosen, when, as_json=True)
        return status
    for one in done.saved:
        draft = (
            " (dự thảo: chưa đạt đủ tiêu chí, hoặc mức đạt hay nội dung chỉ tiêu chưa đối chiếu)"
            if one.is_draft
            else ""
        )
        say(f"Đã lưu hồ sơ {one.village.name}: {one.path}, {format_number(one.pages)} trang{draft}.")
    for refused in done.refused:
        click.echo(f"Chưa lập hồ sơ {refused.village.name}: {sentence_for(refused.reason)}", err=True)
    remark_validity(chosen, when, as_json=False)
    return status


@command("screenshots", help="Chụp mọi màn hình cỡ 1366x768 vào thư mục OUT.")
@click.argument("out", type=click.Path(file_okay=False))
@with_data_dir
@click.pass_obj
def screenshots(answers: Answers, out: str) -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # pictures need no display, and look alike everywhere
    from ui.screenshots import take_screenshots

    with answers.open() as desk:
        pictures = take_screenshots(desk, Path(out))
    say(f"Đã lưu {format_number(len(pictures))} hình vào {out}.")


COMMANDS: tuple[click.Command, ...] = (dossier, screenshots)
