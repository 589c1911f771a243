"""A command that is not right is answered in Vietnamese with exit status 2, and every command explains itself."""

import re
from collections.abc import Iterator

import click
import pytest

from ntm_desktop.cli import commands, run
from tests.cli.running import Runner

ENGLISH = re.compile(
    r"\b(Usage|Options|Commands|Arguments|Show this|message|and exit|required|default|Error|Try|Missing|No such|"
    r"Invalid|TEXT|PATH|DIRECTORY|INTEGER|RANGE|ARGS|OPTIONS|COMMAND|deprecated|the|this|with)\b"
)
VIETNAMESE = re.compile("[À-ỹ]")


def every_command(group: click.Group = commands, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from every_command(command, (*path, name))
        else:
            yield (*path, name)


COMMANDS = list(every_command())


def command_at(path: tuple[str, ...]) -> click.Command:
    found: click.Command = commands
    for name in path:
        assert isinstance(found, click.Group)
        found = found.commands[name]
    return found


def test_the_words_of_the_command_line_are_kept() -> None:
    kept = {
        *(
            "demo",
            "init",
            "record",
            "assess",
            "dossier",
            "export",
            "verify",
            "import",
            "check",
            "backup",
            "restore",
        ),
        *("screenshots", "criteria list", "criteria check", "plan list", "plan import"),
    }
    assert kept <= {" ".join(path) for path in COMMANDS}


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("option", ["--help", "-h"])
def test_every_command_explains_itself_in_vietnamese(
    path: tuple[str, ...], option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run([*path, option]) == 0
    said, nothing = capsys.readouterr()
    assert nothing == ""
    assert said.startswith(f"Cách dùng: {' '.join(('ntm-desktop', *path))} [TÙY CHỌN]")
    assert "Hiện hướng dẫn này." in said
    assert ENGLISH.findall(said) == []
    assert "..." not in re.sub(r"LỆNH \.\.\.|to-trinh, bao-cao-tu-danh-gia, \.\.\.", "", said)


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_says_what_it_is_for(path: tuple[str, ...]) -> None:
    command = command_at(path)
    assert command.help
    for param in command.params:
        if isinstance(param, click.Option):
            assert param.help, param.name
            assert VIETNAMESE.search(param.help), param.help


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_an_unknown_option_is_named(path: tuple[str, ...], blank: Runner) -> None:
    said = blank.bare(*path, "--không-có").refused(2)
    assert said.startswith("Lệnh chưa đúng: không có tùy chọn --không-có.")
    assert said.endswith(f"Xem cách dùng: {' '.join(('ntm-desktop', *path))} --help")


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_too_much_or_too_little_is_answered_in_vietnamese(path: tuple[str, ...], blank: Runner) -> None:
    said = blank(*path, "a", "b", "c", "d").refused(2)
    assert VIETNAMESE.search(said)
    assert ENGLISH.findall(said) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["lập-hồ-sơ"], "không có lệnh “lập-hồ-sơ”; có: assess, assign"),
        (["plan"], "thiếu tên lệnh; có: import, list, update"),
        (["plan", "xóa"], "không có lệnh “xóa”; có: import, list, update"),
        (["record"], "thiếu NƠI"),
        (["record", "Thôn 1"], "thiếu MÃ"),
        (["record", "Thôn 1", "9.2"], "thiếu --period"),
        (["record", "Thôn 1", "9.2", "--period"], "tùy chọn --period thiếu giá trị"),
        (["record", "Thôn", "1", "9.2", "--period", "2021"], "đặt trong ngoặc kép"),
        (["plan", "update", "1", "--status", "xong"], "chọn một trong: not_started, in_progress, done"),
        (["plan", "update", "1", "--progress", "101"], "cần một số nguyên từ 0 đến 100"),
        (["plan", "update", "1", "--progress", "nhiều"], "cần một số nguyên từ 0 đến 100"),
        (["check", "--json=có"], "tùy chọn --json"),
        (["verify"], "thiếu TỆP"),
        (["demo"], "thiếu OUT"),
        (["village", "list", "\udcff"], "không phải là chữ đọc được"),
    ],
)
def test_what_is_wrong_with_the_command_is_named(blank: Runner, arguments: list[str], words: str) -> None:
    said = blank.bare(*arguments).refused(2)
    assert words in said
    assert ENGLISH.findall(said) == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["record", "Thôn 1", "9.2", "--period", "2021"], "cần --numerator và --denominator"),
        (["record", "Thôn 1", "9.1", "--period", "2021", "--value", "1", "--yes"], "chỉ ghi một loại số liệu"),
        (["record", "Thôn 1", "15.1", "--period", "2021", "--female", "1/2"], "cần --numerator"),
        (["plan", "update", "1"], "cần --status, --progress hoặc --note"),
        (["assess", "--period", "2021"], "cần --village hoặc --commune"),
        (["dossier", "--period", "2021"], "cần --village TÊN hoặc --all"),
        (["dossier", "--period", "2021", "--all", "--village", "Thôn 1"], "cần --village TÊN hoặc --all"),
        (["dossier", "--period", "2021", "--all", "--paper", "thư"], "không có văn bản thư; có: to-trinh"),
    ],
)
def test_options_that_do_not_go_together_are_named(commune: Runner, arguments: list[str], words: str) -> None:
    assert words in commune(*arguments).refused(2)


def test_a_file_is_no_data_folder(blank: Runner, tmp_path: object) -> None:
    said = blank.bare("--data-dir", __file__, "village", "list").refused(2)
    assert "cần một thư mục, không phải tệp" in said


def test_the_version_is_said(blank: Runner) -> None:
    assert re.fullmatch(r"NTM Desktop \d+\.\d+\.\d+\n", blank.bare("--version").out)
