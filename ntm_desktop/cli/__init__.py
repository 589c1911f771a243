"""The command line: the same services as the window. Exit status 0, 1 (one sentence on stderr) or 2 (usage)."""

import logging
from collections.abc import Sequence

import click

from ntm_desktop import __version__
from ntm_desktop.cli import exchange, figures, papers, plans, safety, start
from ntm_desktop.cli.output import Answers, UsageSentence
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.sentences import sentence_for

_log = logging.getLogger(__name__)


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="NTM Desktop: ghi số liệu, theo dõi kế hoạch, lập hồ sơ và trao đổi tệp nông thôn mới, không cần mạng. "
    "Chạy không kèm lệnh nào để mở cửa sổ.",
)
@click.version_option(__version__, "--version", help="In phiên bản.", message="NTM Desktop %(version)s")
@click.option("--data-dir", type=click.Path(file_okay=False), help="Thư mục dữ liệu.")
@click.pass_context
def commands(context: click.Context, data_dir: str | None) -> None:
    context.obj = Answers(data_dir)


for _module in (start, figures, plans, papers, exchange, safety):
    for _command in _module.COMMANDS:
        commands.add_command(_command)


def run(arguments: Sequence[str]) -> int:
    """Runs one command. Never a traceback: a bug is logged and said in one sentence."""
    try:
        result = commands.main(list(arguments), prog_name="ntm-desktop", standalone_mode=False)
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except click.Abort:
        return _fail("Đã dừng theo yêu cầu; không có gì thay đổi.", 1)
    except click.UsageError as error:
        return _fail(_usage_sentence(error), 2)
    except click.ClickException as error:
        return _fail(error.format_message(), 1)
    except ExpectedError as error:
        return _fail(sentence_for(error), 1)
    except BrokenPipeError:
        return 1
    except Exception:  # noqa: BLE001 -- the outermost place: a bug becomes a sentence and a log entry
        _log.exception("a command failed")
        return _fail("Chương trình gặp lỗi ngoài dự kiến; dữ liệu đã lưu không mất. Chi tiết ở tệp nhật ký.", 1)
    return result if isinstance(result, int) else 0


def _fail(sentence: str, status: int) -> int:
    click.echo(sentence, err=True)
    return status


def _usage_sentence(error: click.UsageError) -> str:
    """Click speaks English; its errors are told apart by type and said in Vietnamese."""
    command = error.ctx.command_path if error.ctx else "ntm-desktop"
    if isinstance(error, click.NoSuchOption):
        said = f"không có tùy chọn {error.option_name}"
    elif isinstance(error, click.MissingParameter):
        said = f"thiếu {_name_of(error)}"
    elif isinstance(error, click.BadParameter):
        said = f"giá trị của {_name_of(error)} không đúng"
    elif isinstance(error, UsageSentence):
        said = error.message
    else:
        said = "không có lệnh này hoặc thừa, thiếu phần"
    return f"Lệnh chưa đúng: {said}. Xem cách dùng: {command} --help"


def _name_of(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else "tham số"
    name = error.param.opts[0]
    return name if name.startswith("-") else name.upper()
