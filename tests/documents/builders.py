"""Dossiers for the tests of papers, built from domain records alone."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

from ntm_desktop.domain.criteria import (
    EVERY_COLUMN,
    Basis,
    CriteriaSet,
    Criterion,
    Indicator,
    IndicatorKind,
    Level,
    Recognition,
    Rule,
    Target,
    TargetSchedule,
)
from ntm_desktop.domain.dossier import VillageDossier
from ntm_desktop.domain.evaluation import Given
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import (
    Amount,
    Answer,
    Checked,
    Figure,
    NotApplicable,
    Share,
    SharesBySex,
)
from tests.domain.assessing import assess_place

FIXTURE = Path(__file__).parent / "nineteen_criteria.txt"
_KINDS = {
    "đạt": IndicatorKind.YES_NO,
    "tỷ lệ": IndicatorKind.RATIO,
    "bình quân": IndicatorKind.AVERAGE,
    "số lượng": IndicatorKind.COUNT,
    "k/n": IndicatorKind.K_OF_N,
}


def indicator(
    code: str,
    text: str = "Tỷ lệ hộ sử dụng nước hợp vệ sinh",
    kind: IndicatorKind = IndicatorKind.RATIO,
    target: str | None = "75",
    *,
    basis: Basis = Basis.QUOTED,
    quantity: str = "hộ",
    rule: Rule = Rule.AT_LEAST,
    by_sex: bool = False,
    items: tuple[str, ...] = (),
    not_applicable: str | None = None,
    text_basis: Basis = Basis.QUOTED,
) -> Indicator:
    schedule = {EVERY_COLUMN: TargetSchedule(Target(Decimal(target), basis))} if target is not None else {}
    return Indicator(
        code,
        text,
        text_basis,
        kind,
        rule=rule,
        quantity=quantity,
        is_whole=quantity in ("hộ", "người"),
        numerator_label="số đạt",
        denominator_label="tổng số",
        by_sex=by_sex,
        items=items,
        targets=schedule,
        set_by_province=target is None,
        not_applicable=not_applicable,
    )


def criteria_set(*criteria: Criterion, title: str = "Bộ tiêu chí thôn, làng nông thôn mới") -> CriteriaSet:
    return CriteriaSet(
        "village-test",
        1,
        Level.VILLAGE,
        title,
        "Quyết định thử nghiệm",
        2021,
        2025,
        "test",
        {},
        {},
        Recognition(),
        criteria,
    )


def small_set() -> CriteriaSet:
    """Three criteria that hold every kind of indicator, and every basis a target may have."""
    return criteria_set(
        Criterion(
            1,
            "Quy hoạch",
            "",
            (indicator("1.1", "Thôn được công bố quy hoạch của xã", IndicatorKind.YES_NO, "1", quantity=""),),
        ),
        Criterion(
            9,
            "Nhà ở dân cư",
            "",
            (
                indicator(
                    "9.1", "Không còn nhà tạm", IndicatorKind.COUNT, "0", rule=Rule.AT_MOST, basis=Basis.UNVERIFIED
                ),
                indicator("9.2", "Tỷ lệ hộ có nhà ở kiên cố", target="75", basis=Basis.SAMPLE),
                indicator("9.3", "Tỷ lệ hộ có nhà tắm", target=None),
            ),
        ),
        Criterion(
            10,
            "Thu nhập và lao động",
            "",
            (
                indicator(
                    "10.1", "Thu nhập bình quân", IndicatorKind.AVERAGE, "36", quantity="triệu đồng/người/năm"
                ),
                indicator("10.2", "Tỷ lệ lao động có việc làm", target="90", quantity="người", by_sex=True),
                indicator(
                    "10.3", "Đủ nội dung", IndicatorKind.K_OF_N, "3", quantity="", items=("a", "b", "c", "d")
                ),
                indicator(
                    "10.4",
                    "Tỷ lệ diện tích được tưới",
                    target="80",
                    quantity="ha",
                    not_applicable="không có đất lúa",
                ),
            ),
        ),
    )


MET: Mapping[str, Figure] = {
    "1.1": Answer(True),
    "9.1": Amount(Decimal(0)),
    "9.2": Share(Decimal(151), Decimal(200)),
    "10.1": Share(Decimal(7300), Decimal(200)),
    "10.2": SharesBySex(Share(Decimal(48), Decimal(52)), Share(Decimal(66), Decimal(70))),
    "10.3": Checked(frozenset((1, 2, 4))),
    "10.4": NotApplicable("không có đất lúa"),
}
HALF: Mapping[str, Figure] = {
    "1.1": Answer(True),
    "9.1": Amount(Decimal(3)),
    "9.2": Share(Decimal(138), Decimal(200)),
    "9.3": Share(Decimal(120), Decimal(200)),
    "10.1": Share(Decimal(7300), Decimal(200)),
}


def nineteen_set() -> CriteriaSet:
    """19 criteria and 40 indicators; texts of the customary length."""
    criteria: list[Criterion] = []
    for line in FIXTURE.read_text(encoding="utf-8").splitlines():
        fields = [field.strip() for field in line.split("|")]
        if len(fields) == 2:
            criteria.append(Criterion(int(fields[0]), fields[1], "", ()))
            continue
        code, text, kind, target, quantity, rule = fields
        made = indicator(
            code,
            text,
            _KINDS[kind],
            target or None,
            quantity=quantity,
            rule=Rule.AT_MOST if rule == "<=" else Rule.AT_LEAST,
            basis=(Basis.QUOTED, Basis.UNVERIFIED, Basis.SAMPLE)[len(text) % 3],
            text_basis=Basis.SAMPLE if len(text) % 5 == 0 else Basis.QUOTED,
        )
        criteria[-1] = criteria[-1]._replace(indicators=(*criteria[-1].indicators, made))
    return criteria_set(*criteria)


def figures_of(criteria: CriteriaSet, share: float = 1.0) -> dict[str, Figure]:
    """Figures that meet every target, for the first `share` of the indicators."""
    indicators = criteria.indicators()
    made: dict[str, Figure] = {}
    for one in indicators[: round(len(indicators) * share)]:
        target = one.target(None, 2021)
        wanted = target.value if target else Decimal(50)
        if one.kind is IndicatorKind.YES_NO:
            made[one.code] = Answer(True)
        elif one.kind is IndicatorKind.COUNT:
            made[one.code] = Amount(wanted)
        elif one.kind is IndicatorKind.RATIO:
            made[one.code] = Share((wanted * 2).to_integral_value(), Decimal(200))
        else:
            made[one.code] = Share(wanted * 100 + 7, Decimal(100))
    return made


def dossier(
    criteria: CriteriaSet | None = None,
    figures: Mapping[str, Figure] | None = None,
    *,
    illustrative: bool = False,
    village: str = "Thôn 1",
    commune: str = "Ia Tơi",
    notes: dict[str, str] | None = None,
) -> VillageDossier:
    used = criteria or small_set()
    given = {code: Given(figure, illustrative) for code, figure in (figures or {}).items()}
    return VillageDossier(
        village=Place("v", PlaceKind.VILLAGE, village, "c"),
        commune=Place("c", PlaceKind.COMMUNE, commune, "u"),
        upper_level=Place("u", PlaceKind.UPPER_LEVEL, "huyện Ia H'Drai"),
        province="Kon Tum",
        period=parse_period("2021"),
        criteria_set=used,
        column=None,
        assessment=assess_place(used, given, column=None, year=2021),
        notes=notes or {},
    )


def all_met() -> VillageDossier:
    """The small set with every target given, quoted and met."""
    criteria = small_set()
    nine = criteria.criteria[1]
    quoted = (
        indicator("9.1", "Không còn nhà tạm", IndicatorKind.COUNT, "0", rule=Rule.AT_MOST),
        indicator("9.2", "Tỷ lệ hộ có nhà ở kiên cố", target="75"),
        indicator("9.3", "Tỷ lệ hộ có nhà tắm", target="80"),
    )
    whole = nine._replace(indicators=quoted)
    complete = criteria._replace(criteria=(criteria.criteria[0], whole, criteria.criteria[2]))
    return dossier(complete, {**MET, "9.3": Share(Decimal(170), Decimal(200))})
