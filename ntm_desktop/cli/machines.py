"""enrol, sender, person: which laptops and persons there are, and how they come to be trusted."""

from dataclasses import asdict
from pathlib import Path

import click

from ntm_desktop.cli.options import with_data_dir, with_json
from ntm_desktop.cli.output import Answers, say, say_json, table
from ntm_desktop.cli.vietnamese import UsageSentence, command, group
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import FileMissing
from ntm_desktop.domain.moments import package_day_text

_ROLES = click.Choice([one.value for one in DeviceRole])


@group("sender", help="Các máy gửi mà máy này tin.")
def sender() -> None:
    pass


@sender.command("trust", help="Chấp nhận máy đã ký tệp FILE, sau khi đối chiếu sáu từ qua điện thoại.")
@click.argument("file", type=click.Path())
@click.option("--words", required=True, help="Sáu từ nơi gửi đọc.")
@with_data_dir
@click.pass_obj
def sender_trust(answers: Answers, file: str, words: str) -> None:
    from ntm_desktop.services.known_machines import trust_sender
    from ntm_desktop.services.name_places import place_called

    with answers.open() as desk:
        name = place_called(desk, trust_sender(desk, Path(file), words))
    say(f"Đã chấp nhận máy gửi của {name}; bây giờ có thể nhận tệp.")


@sender.command("words", help="Đọc sáu từ của máy này.")
@with_data_dir
@click.pass_obj
def sender_words(answers: Answers) -> None:
    from ntm_desktop.services.known_machines import own_words

    with answers.open() as desk:
        say(own_words(desk))


@group("enrol", help="Cấp phép cho máy: xin, cấp, nhận giấy phép, thu hồi.")
def enrol() -> None:
    pass


@enrol.command("request", help="Ghi tệp xin giấy phép của máy này vào thư mục OUT.")
@click.argument("out", default=".", type=click.Path(file_okay=False))
@click.option("--role", type=_ROLES, help="Vai trò xin cấp; bỏ trống là vai trò máy này đang làm.")
@with_data_dir
@click.pass_obj
def enrol_request(answers: Answers, out: str, role: str | None) -> None:
    from ntm_desktop.services.enrol import DEVICE_ROLE_TITLES, proposed_role, write_request

    with answers.open() as desk:
        asked = DeviceRole(role) if role else proposed_role(desk)
        path, words = write_request(desk, Path(out), asked)
    say(f"Đã ghi tệp xin giấy phép {DEVICE_ROLE_TITLES[asked].lower()}: {path}")
    say(f"Sáu từ của máy này: {words}")


@enrol.command("permit", help="Cấp giấy phép cho tệp xin FILE, sau khi nghe đọc sáu từ.")
@click.argument("file", type=click.Path())
@click.option("--words", required=True, help="Sáu từ máy xin đọc.")
@click.option("--role", type=_ROLES, help="Vai trò được cấp, nếu khác vai trò xin.")
@click.option("--commune", help="Xã được cấp, khi tệp xin ghi khác tên xã ở đây.")
@click.option("--out", default=".", type=click.Path(file_okay=False), help="Thư mục ghi giấy phép.")
@with_data_dir
@click.pass_obj
def enrol_permit(answers: Answers, file: str, words: str, role: str | None, commune: str | None, out: str) -> None:
    from ntm_desktop.services.enrol import permit
    from ntm_desktop.services.known_machines import own_words

    with answers.open() as desk:
        path = permit(desk, Path(file), words, Path(out), DeviceRole(role) if role else None, commune=commune)
        spoken = own_words(desk)
    say(f"Đã cấp giấy phép: {path}")
    say(f"Sáu từ của máy cấp: {spoken}")


@enrol.command("accept", help="Nhận giấy phép FILE, sau khi nghe đọc sáu từ của máy cấp.")
@click.argument("file", type=click.Path())
@click.option("--words", required=True, help="Sáu từ máy cấp đọc.")
@click.option("--lesser", is_flag=True, help="Nhận cả khi giấy phép cho vai trò thấp hơn máy này xin hoặc đang có.")
@with_data_dir
@click.pass_obj
def enrol_accept(answers: Answers, file: str, words: str, lesser: bool) -> None:
    from ntm_desktop.services.enrol import DEVICE_ROLE_TITLES, accept_permit

    with answers.open() as desk:
        found = accept_permit(desk, Path(file), words, is_lesser_fine=lesser)
    say(f"Đã nhận giấy phép: {DEVICE_ROLE_TITLES[found.role]}, {found.place_name}.")


@enrol.command("list", help="Liệt kê các máy đã biết.")
@with_json
@with_data_dir
@click.pass_obj
def enrol_list(answers: Answers, as_json: bool) -> None:
    from ntm_desktop.services.enrol import DEVICE_ROLE_TITLES, list_devices

    with answers.open() as desk:
        devices = list_devices(desk)
    if as_json:
        say_json([asdict(one) for one in devices])
        return
    rows = []
    for one in devices:
        state = "đã thu hồi" if one.is_revoked else "được tin" if one.is_trusted else "chưa cấp phép"
        role = DEVICE_ROLE_TITLES[one.role] if one.role else "–"
        rows.append((one.id, one.name or "–", role, "máy này" if one.is_own else state, one.words))
    table([("Máy", "Người", "Vai trò", "Tình trạng", "Sáu từ"), *rows])


@enrol.command("revoke", help="Thu hồi giấy phép của máy bị mất; gửi đi cùng tệp kế tiếp.")
@click.argument("device")
@with_data_dir
@click.pass_obj
def enrol_revoke(answers: Answers, device: str) -> None:
    from ntm_desktop.services.enrol import revoke

    with answers.open() as desk:
        gone = revoke(desk, device)
    say(f"Đã thu hồi giấy phép của máy {gone.name or gone.id}; những gì máy đó đã gửi trước đây được giữ nguyên.")


@enrol.command("recovery-key", help="Lập khóa khôi phục mới của máy này; chép ra giấy, cất trong tủ có khóa.")
@click.option("--yes", is_flag=True, help="Lập khóa mới; tờ giấy cũ chỉ còn mở được dữ liệu từ trước.")
@with_data_dir
@click.pass_obj
def enrol_recovery_key(answers: Answers, yes: bool) -> None:
    from ntm_desktop.services.make_recovery_key import new_recovery_key, recovery_keys

    with answers.open() as desk:
        if not yes:
            has_one = bool(recovery_keys(desk, [desk.desk.device]))
            old = (
                "tờ giấy cũ chỉ còn mở được bản sao lưu và tệp có từ trước"
                if has_one
                else "khóa chỉ hiện một lần, không lưu ở đâu"
            )
            raise UsageSentence(f"thêm --yes để lập khóa khôi phục mới: {old}; hãy chuẩn bị chép ra giấy")
        groups = new_recovery_key(desk).split()
    for start in range(0, len(groups), 4):
        say(" ".join(groups[start : start + 4]))


@enrol.command("recover", help="Máy cũ hỏng: dựng lại trên máy mới từ bản sao lưu hoặc tệp gửi lại toàn bộ FILE.")
@click.argument("file", type=click.Path())
@click.option("--key", help="Dãy số trên tờ giấy; bỏ trống thì chương trình hỏi.")
@with_data_dir
@click.pass_obj
def enrol_recover(answers: Answers, file: str, key: str | None) -> None:
    from ntm_desktop.services.enrol import DEVICE_ROLE_TITLES
    from ntm_desktop.services.known_machines import own_role, own_words
    from ntm_desktop.services.recover_desk import recover_desk

    if not Path(file).is_file():
        raise FileMissing(file)
    typed = key if key is not None else click.prompt("Khóa khôi phục", err=True)
    with recover_desk(answers.folder, Path(file), typed) as desk:
        title, words = DEVICE_ROLE_TITLES[own_role(desk)].lower(), own_words(desk)
        say(f"Đã khôi phục {title}, {desk.place.title}; sáu từ như cũ: {words}.")


@group("person", help="Những người dùng chung máy này, và mã PIN.")
def person() -> None:
    pass


@person.command("list", help="Liệt kê những người đã làm việc trên máy.")
@with_json
@with_data_dir
@click.pass_obj
def person_list(answers: Answers, as_json: bool) -> None:
    from ntm_desktop.services.persons import list_persons

    with answers.open() as desk:
        persons = list_persons(desk)
    if as_json:
        say_json([one._asdict() for one in persons])
        return
    for one in persons:
        say(f"{one.name}{' (đang làm việc)' if one.is_signed_in else ''}{', có mã PIN' if one.has_pin else ''}")


@person.command("pin", help="Đặt hoặc đổi mã PIN cho một người.")
@click.argument("name")
@click.option("--pin", required=True, help="Mã PIN mới, ít nhất 4 ký tự.")
@click.option("--old-pin", default="", help="Mã PIN đang dùng, khi đổi.")
@with_data_dir
@click.pass_obj
def person_pin(answers: Answers, name: str, pin: str, old_pin: str) -> None:
    from ntm_desktop.services.persons import set_pin

    with answers.open() as desk:
        set_pin(desk, name, pin, old_pin)
    say(f"Đã đặt mã PIN cho {name}.")


@person.command("use", help="Từ nay ghi số liệu dưới tên người này.")
@click.argument("name")
@click.option("--pin", default="", help="Mã PIN.")
@with_data_dir
@click.pass_obj
def person_use(answers: Answers, name: str, pin: str) -> None:
    from ntm_desktop.services.persons import sign_in

    with answers.open() as desk:
        sign_in(desk, name, pin)
    say(f"Người nhập bây giờ là {name}.")


@command("receipts", help="Những tệp đã gửi, và nơi nhận đã báo nhận chưa.")
@with_json
@with_data_dir
@click.pass_obj
def receipts(answers: Answers, as_json: bool) -> None:
    from ntm_desktop.services.list_packages import register

    with answers.open() as desk:
        sent = [one for one in register(desk) if one.direction == "sent"]
    if as_json:
        say_json([asdict(one) for one in sent])
        return
    rows = [
        (
            str(one.number),
            one.counterpart,
            one.file_name,
            f"đã nhận {package_day_text(one.acknowledged_at)}" if one.acknowledged_at else "chưa báo nhận",
        )
        for one in sent
    ]
    table([("Số", "Nơi nhận", "Tệp", "Biên nhận"), *rows])


COMMANDS: tuple[click.Command, ...] = (sender, enrol, person, receipts)
