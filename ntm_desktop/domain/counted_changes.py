"""How many changes there are, in the same words wherever they are counted: figures apart from all the rest."""

from typing import NamedTuple

from ntm_desktop.domain.numbers import format_number

FIGURES = "reading"
"""The kind of operation that says a figure."""


class Remarked(NamedTuple):
    """What the upper level and the commune have said to each other: things, and how many operations say them."""

    reviews: int = 0
    remarks: int = 0
    answers: int = 0
    operations: int = 0

    @property
    def parts(self) -> list[str]:
        """ "11 kết quả thẩm tra", "3 ý kiến"."""
        counted = (
            (self.reviews, "kết quả thẩm tra"),
            (self.remarks, "ý kiến của cấp trên"),
            (self.answers, "trả lời của xã"),
        )
        return [f"{format_number(count)} {what}" for count, what in counted if count]


def changes_text(total: int, figures: int | None, remarked: Remarked | None = None) -> str:
    """ "10 số liệu và 61 thông tin khác", one part alone where the other is nothing.

    `figures` None where it was not counted: "71 thay đổi". What is `remarked` is named by what it is.
    """
    if figures is None:
        return f"{format_number(total)} thay đổi"
    if remarked and remarked.parts:
        others = total - figures - remarked.operations
        parts = [f"{format_number(figures)} số liệu"] if figures else []
        parts += [*remarked.parts, *([f"{format_number(others)} thông tin khác"] if others else [])]
        return ", ".join(parts[:-1]) + f" và {parts[-1]}" if parts[1:] else parts[0]
    others = total - figures
    if others and not figures:
        return f"{format_number(others)} thông tin"
    said = f"{format_number(figures)} số liệu"
    return f"{said} và {format_number(others)} thông tin khác" if others else said
