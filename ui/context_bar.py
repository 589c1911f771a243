"""What is worked on, always visible: commune, period, criteria set; and the search of the screen."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QSizePolicy, QWidget

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.periods import Period, periods_of_year
from ntm_desktop.domain.places import Place
from ntm_desktop.services.open_desk import OpenDesk
from ui import style
from ui.icons import icon
from ui.qt_override import override
from ui.screen import Context

_PARTS = (
    "Cả năm",
    "6 tháng đầu năm",
    "6 tháng cuối năm",
    *(f"Quý {number}" for number in ("I", "II", "III", "IV")),
    *(f"Tháng {month}" for month in range(1, 13)),
)
"""In the order of `periods_of_year`."""
_SEARCH_LEAST, _SEARCH_MOST = 130, 220


class _SearchBox(QLineEdit):
    escaped = Signal()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Cancel):
            self.escaped.emit()
        else:
            super().keyPressEvent(event)


class ContextBar(QFrame):
    changed = Signal()
    """Another commune, period or criteria set was chosen."""
    searched = Signal(str)
    search_left = Signal()
    """Enter in the search, or Escape."""

    def __init__(self, desk: OpenDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setObjectName("context_bar")
        self.setAccessibleName("Xã, kỳ và bộ tiêu chí đang làm việc")
        self._communes: list[Place] = []
        self._set_ids: list[str] = []
        self._is_clearing = False
        self._commune_name = QLabel(self)
        self._commune_name.setObjectName("commune_name")
        self._commune_name.setAccessibleName("Xã đang làm việc")
        style.make_bold(self._commune_name)
        self._commune = _chooser("commune", "Xã", self)
        self._year = _chooser("year", "Năm", self)
        self._part = _chooser("part_of_year", "Kỳ trong năm", self)
        self._part.addItems(list(_PARTS))
        self._part.setMaxVisibleItems(len(_PARTS))
        self._set = _chooser("criteria_set", "Bộ tiêu chí", self)
        self._set.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._set.setMinimumContentsLength(10)
        self._set.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._outside = QLabel("⚠", self)
        self._outside.setObjectName("outside_validity")
        self._outside.setAccessibleName("Bộ tiêu chí áp dụng cho năm đã chọn")
        style.make_bold(self._outside)
        self._outside.setVisible(False)
        self._search = _SearchBox(self)
        self._search.setObjectName("search")
        self._search.setAccessibleName("Tìm trong màn hình")
        self._search.setPlaceholderText("Tìm (Ctrl+F)")
        self._search.setClearButtonEnabled(True)
        self._search.addAction(icon("search", style.MUTED), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setMinimumWidth(_SEARCH_LEAST)
        self._search.setMaximumWidth(_SEARCH_MOST)
        self._lay_out()
        for box in (self._commune, self._year, self._part, self._set):
            box.activated.connect(self._tell_changed)
        self._search.textChanged.connect(self._tell_searched)
        self._search.returnPressed.connect(self.search_left)
        self._search.escaped.connect(self._leave_search)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.focus_search)

    def offer(self, communes: Sequence[Place], sets: Iterable[CriteriaSet], years: Iterable[int]) -> None:
        """Fills the choosers; what was chosen stays chosen where it is still there."""
        standing = self.context() if self._communes else None
        offered = list(sets)
        self._communes, self._set_ids = list(communes), [one.id for one in offered]
        _fill(self._commune, [place.title for place in self._communes])
        _fill(self._set, [one.title for one in offered])
        _fill(self._year, [f"Năm {year}" for year in sorted(years)])
        one = len(self._communes) == 1
        self._commune_name.setVisible(one)
        self._commune_name.setText(self._communes[0].title)
        self._commune.setVisible(not one)
        if standing is not None:
            self.choose(standing.commune.id, standing.period, standing.criteria_set.id)

    def choose(self, commune_id: str, period: Period, set_id: str) -> None:
        """Shows a choice without telling; what is not on offer is left as it is."""
        _pick(self._commune, [place.id for place in self._communes], commune_id)
        _pick(self._set, self._set_ids, set_id)
        years = [self._year.itemText(row) for row in range(self._year.count())]
        _pick(self._year, years, f"Năm {period.year}")
        self._part.setCurrentIndex(periods_of_year(period.year).index(period))
        self._show_validity()

    def context(self) -> Context:
        """What is chosen now. The set is the desk's own: a target stored a moment ago holds in it."""
        year = int(self._year.currentText().removeprefix("Năm ") or date.today().year)
        period = periods_of_year(year)[max(self._part.currentIndex(), 0)]
        commune = self._communes[max(self._commune.currentIndex(), 0)]
        known = self._desk.criteria_sets
        chosen = known.get(self._set_ids[max(self._set.currentIndex(), 0)])
        # A backup that was restored may lack the chosen one.
        return Context(commune, period, chosen or next(iter(known.values())))

    def clear_search(self) -> bool:
        """Empties the search without telling; True where there was something."""
        had = bool(self._search.text())
        self._is_clearing = True  # not blockSignals: the box must hear itself to take its clear-sign away
        self._search.clear()
        self._is_clearing = False
        return had

    def focus_search(self) -> None:
        self._search.setFocus()
        self._search.selectAll()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(style.WIDE, style.GAP, style.WIDE, style.GAP)
        row.setSpacing(style.GAP)
        row.addWidget(self._commune_name)
        row.addWidget(self._commune)
        row.addSpacing(style.GAP)
        row.addWidget(_label("&Kỳ:", self._year))
        row.addWidget(self._year)
        row.addWidget(self._part)
        row.addSpacing(style.GAP)
        row.addWidget(_label("Bộ tiê&u chí:", self._set))
        row.addWidget(self._set, 3)
        row.addWidget(self._outside)
        row.addSpacing(style.GAP)
        row.addWidget(self._search, 1)

    def _leave_search(self) -> None:
        """Escape: everything is shown again, and the keys go back to the screen."""
        self._search.clear()
        self.search_left.emit()

    def _tell_searched(self, words: str) -> None:
        if not self._is_clearing:
            self.searched.emit(words)

    def _tell_changed(self) -> None:
        self._show_validity()
        self.changed.emit()

    def _show_validity(self) -> None:
        """Whoever works on a year the set is not for should know, and may."""
        context = self.context()
        remark = context.criteria_set.validity_remark(context.period.year)
        self._set.setToolTip("\n".join(filter(None, (self._set.currentText(), remark))))
        self._outside.setToolTip(remark)
        self._outside.setAccessibleDescription(remark)
        self._outside.setVisible(bool(remark))


def _chooser(name: str, title: str, parent: QWidget) -> QComboBox:
    box = QComboBox(parent)
    box.setObjectName(name)
    box.setAccessibleName(title)
    return box


def _label(text: str, buddy: QWidget) -> QLabel:
    label = QLabel(text, buddy.parentWidget())
    label.setObjectName(f"{buddy.objectName()}_label")
    label.setAccessibleName(text.replace("&", "").rstrip(":"))
    label.setBuddy(buddy)
    style.make_quiet(label)
    return label


def _fill(box: QComboBox, texts: list[str]) -> None:
    if [box.itemText(row) for row in range(box.count())] != texts:
        box.clear()
        box.addItems(texts)


def _pick(box: QComboBox, known: list[str], wanted: str) -> None:
    if wanted in known:
        box.setCurrentIndex(known.index(wanted))
