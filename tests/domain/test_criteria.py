from decimal import Decimal

import pytest

from ntm_desktop.domain.criteria import EVERY_COLUMN, Basis, Target, TargetSchedule
from ntm_desktop.domain.errors import UnknownIndicator
from tests.domain.builders import criteria_set, ratio, yes_no

FORTY = Target(Decimal(40), Basis.UNVERIFIED)
FIFTY = Target(Decimal(50), Basis.QUOTED, "Kế hoạch")


def test_a_target_is_of_its_column_and_year() -> None:
    schedule = TargetSchedule(by_year={2022: FORTY, 2023: FIFTY})
    indicator = ratio(targets={"special": schedule, "general": TargetSchedule(fixed=FIFTY)})
    assert indicator.target("special", 2022) == FORTY
    assert indicator.target("special", 2021) is None
    assert indicator.target("general", 2021) == FIFTY
    assert indicator.target("tay_nguyen", 2022) is None
    assert indicator.target(None, 2022) is None


def test_the_column_for_all_serves_every_column() -> None:
    indicator = ratio(targets={EVERY_COLUMN: TargetSchedule(fixed=FIFTY)})
    assert indicator.target("special", 2030) == indicator.target(None, 1999) == FIFTY


def test_indicators_are_found_by_code_within_their_criterion() -> None:
    chosen = criteria_set(yes_no("1.1"), ratio("2.1"))
    assert chosen.indicator(" 2.1 ").code == "2.1"
    assert chosen.criterion_of("2.1").number == 2
    for find in (chosen.indicator, chosen.criterion_of):
        with pytest.raises(UnknownIndicator) as caught:
            find("9.9")
        assert caught.value.criteria_set == "Bộ thử"
