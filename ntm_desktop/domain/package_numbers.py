"""Running numbers of packages where a laptop cannot be sure what it has sent: the next hundred begins."""

_GAP = 100


def after_a_gap(last: int) -> int:
    """The first number of the hundred that comes after the one `last` lies in: 101 after 0 and after 7."""
    return 1 + _GAP * (1 + last // _GAP)
