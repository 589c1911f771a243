"""Whether a recorded figure can be true beside what the register of households counts."""

from decimal import Decimal

from ntm_desktop.domain.household_indicators import INCOME, RegisterCount, Tally
from ntm_desktop.domain.recording import Amount, Figure, Share, SharesBySex


def contradicts(count: RegisterCount, figure: Figure, said: Figure | None) -> bool:
    """Whether no answer of the households that are still unknown could make the register say `figure`.

    `said` is what the register says now. Incomes that are unknown, and persons of unknown sex, decide nothing.
    """
    if said is None or type(figure) is not type(said):
        return False
    if not count.total.unknown:
        return figure != said
    if count.rule.of == INCOME or isinstance(figure, SharesBySex):
        return False
    if isinstance(figure, Amount):
        return not _within(figure.value, count.total.counted, count.total)
    if isinstance(figure, Share):
        known = count.total.counted + count.total.others
        return not (
            _within(figure.numerator, count.total.counted, count.total)
            and _within(figure.denominator, known, count.total)
        )
    return False


def _within(value: Decimal, known: Decimal | int, tally: Tally) -> bool:
    return known <= value <= known + tally.unknown
