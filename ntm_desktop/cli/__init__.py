"""The command line: the same services as the window. Exit status 0, 1 (one sentence on stderr) or 2 (usage)."""

import errno
import logging
from collections.abc import Callable, Sequence

import click

from ntm_desktop import __version__
from ntm_desktop.cli import (
    acts,
    checks,
    criteria,
    decisions,
    evidence,
    exchange,
    figures,
    household_figures,
    machines,
    papers,
    plans,
    review,
    safety,
    start,
    targets,
    workbooks,
)
from ntm_desktop.cli.output import Answers
from ntm_desktop.cli.vietnamese import Group, usage_sentence
from ntm_desktop.domain.errors import (
    DiskFull,
    ExpectedError,
    FileMissing,
    FileUnreadable,
    FolderReadOnly,
    Interrupted,
)
from ntm_desktop.paths import DataFolder
from ntm_desktop.sentences import sentence_for

_log = logging.getLogger(__name__)


@click.group(
    cls=Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="NTM Desktop: ghi số liệu, theo dõi kế hoạch, lập hồ sơ và trao đổi tệp nông thôn mới, không cần mạng. "
    "Chạy không kèm lệnh nào để mở cửa sổ.",
)
@click.version_option(__version__, "--version", help="In phiên bản.", message="NTM Desktop %(version)s")
@click.option("--data-dir", type=click.Path(file_okay=False), help="Thư mục dữ liệu.")
@click.pass_obj
def commands(answers: Answers, data_dir: str | None) -> None:
    answers.data_dir = data_dir


for _module in (
    start,
    criteria,
    figures,
    acts,
    workbooks,
    household_figures,
    checks,
    targets,
    plans,
    evidence,
    papers,
    exchange,
    decisions,
    review,
    machines,
    safety,
):
    for _command in _module.COMMANDS:
        commands.add_command(_command)


def run(arguments: Sequence[str], keep_log: Callable[[DataFolder], None] | None = None) -> int:
    """Runs one command. Never a traceback: a bug is said in one sentence and logged where `keep_log` says."""
    answers = Answers(None)
    try:
        result = commands.main(list(arguments), prog_name="ntm-desktop", standalone_mode=False, obj=answers)
    except click.exceptions.Exit as stop:
        return int(stop.exit_code)
    except SystemExit:  # Click's answer to a reader that closed the pipe
        return 1
    except click.Abort:
        return _fail(sentence_for(Interrupted()), 1)
    except click.UsageError as error:
        return _fail(usage_sentence(error), 2)
    except ExpectedError as error:
        return _fail(sentence_for(error), 1)
    except OSError as error:
        return _fail(sentence_for(_of_the_machine(error)), 1)
    except Exception:  # noqa: BLE001 -- the outermost place: a bug becomes a sentence and a log entry
        if keep_log is not None:
            keep_log(answers.folder)
        _log.exception("a command failed")
        return _fail("Chương trình gặp lỗi ngoài dự kiến; dữ liệu đã lưu không mất. Chi tiết ở tệp nhật ký.", 1)
    return result if isinstance(result, int) else 0


def _of_the_machine(error: OSError) -> ExpectedError:
    """The last net under the edges where files are opened: what a service did not foresee."""
    path = str(error.filename or "nơi in kết quả")
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DiskFull(path)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return FileMissing(path)
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS, errno.EEXIST):
        return FolderReadOnly(path)
    return FileUnreadable(path, "")


def _fail(sentence: str, status: int) -> int:
    click.echo(sentence, err=True)
    return status
