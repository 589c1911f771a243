"""How many changes there are, in the same words wherever they are counted: figures apart from all the rest."""

from ntm_desktop.domain.numbers import format_number

FIGURES = "reading"
"""The kind of operation that says a figure."""


def changes_text(total: int, figures: int | None) -> str:
    """ "10 số liệu và 61 thông tin khác", one part alone where the other is nothing.

    `figures` None where it was not counted: "71 thay đổi".
    """
    if figures is None:
        return f"{format_number(total)} thay đổi"
    others = total - figures
    if others and not figures:
        return f"{format_number(others)} thông tin"
    said = f"{format_number(figures)} số liệu"
    return f"{said} và {format_number(others)} thông tin khác" if others else said
