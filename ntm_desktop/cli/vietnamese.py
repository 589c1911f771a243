"""Click speaks English: its headings, metavars and usage errors as an office reads them."""

from collections.abc import Callable
from typing import Any

import click

_HEADINGS = {"Options": "Tùy chọn", "Commands": "Các lệnh", "Positional arguments": "Tham số"}
_KINDS = {"text": "CHỮ", "directory": "THƯ_MỤC", "path": "ĐƯỜNG_DẪN", "file": "TỆP", "integer range": "SỐ"}
_ARGUMENTS = {
    "place": "NƠI",
    "code": "MÃ",
    "file": "TỆP",
    "name": "TÊN",
    "task": "STT",
    "target": "TỆP",
    "source": "TỆP",
    "out": "OUT",
    "device": "MÁY",
    "number": "STT",
    "household": "HỘ",
    "values": "TRƯỜNG=GIÁ_TRỊ",
}


class UsageSentence(click.UsageError):
    """A usage error with a Vietnamese sentence of our own."""


class _Formatter(click.HelpFormatter):
    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, prefix or "Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Any, col_max: int = 30, col_spacing: int = 2) -> None:
        super().write_dl(
            [
                (name, text.replace("[required]", "(bắt buộc)").replace("; required]", "; bắt buộc]"))
                for name, text in rows
            ],
            col_max,
            col_spacing,
        )


class _Context(click.Context):
    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help and refusals are Vietnamese."""

    context_class = _Context

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"options_metavar": "[TÙY CHỌN]"} | settings)
        for param in self.params:
            if param.metavar is None and not getattr(param, "is_flag", False):
                param.metavar = _metavar(param)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Click's `--help`, explained in Vietnamese."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện hướng dẫn này."
        return option

    def get_short_help_str(self, limit: int = 45) -> str:
        """Whole: the list wraps a long line instead of cutting it."""
        return (self.help or "").strip()

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Raises UsageSentence for text that is none and for too many arguments, both with this command's name."""
        if unreadable := [one for one in args if _is_not_text(one)]:
            raise UsageSentence(f"“{ascii(unreadable[0])[1:-1]}” không phải là chữ đọc được", ctx)
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            if type(error) is click.UsageError:  # the one plain error of parsing: too many arguments
                raise UsageSentence(
                    "thừa tham số, hoặc tên có dấu cách mà chưa đặt trong ngoặc kép", ctx
                ) from error
            raise


class Group(Command, click.Group):
    """A group of such commands."""

    command_class = Command

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **{"subcommand_metavar": "LỆNH ..."} | settings)


def command(name: str, *, help: str) -> Callable[[Callable[..., Any]], Command]:
    """A decorator that makes a function a command of that name."""
    return click.command(name, cls=Command, help=help)


def group(name: str, *, help: str, acts_alone: bool = False) -> Callable[[Callable[..., Any]], Group]:
    """`acts_alone`: without a subcommand the group does its own work instead of asking for one."""
    return click.group(name, cls=Group, help=help, invoke_without_command=acts_alone)


def usage_sentence(error: click.UsageError) -> str:
    """What was wrong with the command, told apart by the type of Click's error."""
    path = error.ctx.command_path if error.ctx else "ntm-desktop"
    return f"Lệnh chưa đúng: {_said(error)}. Xem cách dùng: {path} --help"


def _said(error: click.UsageError) -> str:
    if isinstance(error, UsageSentence):
        return error.message
    if isinstance(error, click.NoSuchOption):
        return f"không có tùy chọn {error.option_name}"
    if isinstance(error, click.NoSuchCommand):
        return f"không có lệnh “{error.command_name}”; có: {_commands_of(error.ctx)}"
    if isinstance(error, click.MissingParameter):
        return f"thiếu {_name_of(error)}"
    if isinstance(error, click.BadParameter):
        return f"giá trị của {_name_of(error)} không đúng{_expected_of(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"tùy chọn {error.option_name} thiếu giá trị, hoặc có giá trị mà không cần"
    return f"thiếu tên lệnh; có: {_commands_of(error.ctx)}"


def _commands_of(context: click.Context | None) -> str:
    owner = context.command if context else None
    return ", ".join(owner.list_commands(context)) if isinstance(owner, click.Group) and context else ""


def _name_of(error: click.BadParameter) -> str:
    if error.param is None:
        return error.param_hint if isinstance(error.param_hint, str) else "tham số"
    name = error.param.opts[0]
    return name if name.startswith("-") else (error.param.metavar or name).strip("[]")


def _expected_of(error: click.BadParameter) -> str:
    kind = error.param.type if error.param else None
    if isinstance(kind, click.Choice):
        return f"; chọn một trong: {', '.join(kind.choices)}"
    if isinstance(kind, click.IntRange):
        return f"; cần một số nguyên từ {kind.min} đến {kind.max}"
    if isinstance(kind, click.Path):
        return "; cần một tệp, không phải thư mục" if not kind.dir_okay else "; cần một thư mục, không phải tệp"
    return ""


def _metavar(param: click.Parameter) -> str | None:
    if isinstance(param, click.Argument):
        shown = _ARGUMENTS.get(param.name or "", (param.name or "").upper())
        return shown if param.required else f"[{shown}]"
    return _KINDS.get(param.type.name)


def _is_not_text(text: str) -> bool:
    """Bytes of the command line that are no UTF-8 arrive as lone surrogates, which no file can hold."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)
