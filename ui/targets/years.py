"""For which years a target is entered, and what stands there now: none is replaced without being named."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import Indicator, Target, TargetMark
from ntm_desktop.domain.evaluation import display_target
from ntm_desktop.services.set_target import TargetReach
from ui import style
from ui.naming import named


class YearsChoice(QWidget):
    changed = Signal()
    """Another sentence is shown: it may be higher."""

    def __init__(self, indicator: Indicator, year: int, reach: TargetReach, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "target_years", "Áp dụng cho năm nào")
        self._said_of_every_year = said_of_every_year(indicator, reach)
        self._only = named(
            QCheckBox(f"Chỉ áp dụng cho năm {year}", self), "target_one_year", "Chỉ áp dụng cho một năm"
        )
        self._only.setChecked(is_meant_for_one_year(year, reach))
        self._reach = named(QLabel(self), "target_reach", "Mức của các năm khác")
        self._reach.setWordWrap(True)
        self._reach.setTextFormat(Qt.TextFormat.PlainText)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self._only)
        column.addWidget(self._reach)
        self._only.toggled.connect(self._say)
        self._say()

    @property
    def is_one_year_only(self) -> bool:
        return self._only.isChecked()

    def _say(self) -> None:
        said = "Mức của các năm khác giữ nguyên." if self.is_one_year_only else self._said_of_every_year
        self._reach.setText(said)
        self._only.setAccessibleDescription(said)
        if (layout := self.layout()) is not None:
            layout.activate()
        self.updateGeometry()
        self.changed.emit()


def is_meant_for_one_year(year: int, reach: TargetReach) -> bool:
    """Where years have targets of their own, or the one that stands was compared with a decision."""
    standing = reach.replaced.get(year)
    is_by_year = len({one.value if one else None for one in reach.replaced.values()}) > 1
    return is_by_year or bool(reach.kept) or (standing is not None and standing.mark is TargetMark.CHECKED)


def said_of_every_year(indicator: Indicator, reach: TargetReach) -> str:
    """What becomes of each year's target where one for every year is entered."""
    years = sorted((*reach.replaced, *reach.kept))
    said = [f"Áp dụng cho mọi năm {years[0]}–{years[-1]} của bộ tiêu chí."]
    if replaced := _by_target(indicator, reach.replaced):
        said.append(f"Thay mức đang có: {replaced}.")
    if kept := _by_target(indicator, reach.kept):
        said.append(f"Giữ mức riêng của {kept}.")
    return "\n".join(said)


def _by_target(indicator: Indicator, targets: Mapping[int, Target | None]) -> str:
    """ "năm 2021: ≥ 36 triệu đồng (Quyết định số ...); năm 2022, 2023: ≥ 42 triệu đồng"."""
    years: dict[Target, list[int]] = {}
    for year, target in sorted(targets.items()):
        if target is not None:
            years.setdefault(target, []).append(year)
    return "; ".join(
        f"năm {_years(of)}: {_value(indicator, target)}{_basis(target)}" for target, of in years.items()
    )


def _value(indicator: Indicator, target: Target) -> str:
    """Without the unit: it stands beside the field."""
    return display_target(indicator, target).removesuffix(f" {indicator.quantity}")


def _years(years: list[int]) -> str:
    """ "2021–2025", or one by one where one between them is not meant."""
    is_row = len(years) > 1 and years == list(range(years[0], years[-1] + 1))
    return f"{years[0]}–{years[-1]}" if is_row else ", ".join(map(str, years))


def _basis(target: Target) -> str:
    if target.mark is TargetMark.PACKAGED:
        return ""
    return f" ({'đã đối chiếu' if target.mark is TargetMark.CHECKED else 'đã nhập'}: {target.source})"
