"""Sổ hộ in the details pane: what the register says of the chosen cell, and taking it over."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.entries import figure_text
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.count_households import RegisterFigure, compare_with_register, is_from_households
from ntm_desktop.services.follow_figures import is_followed
from ntm_desktop.services.lock_figures import lock_of
from ntm_desktop.services.take_from_register import take_from_register as take
from ui import style
from ui.flow import Flow
from ui.naming import named
from ui.screen import Shell


def ask_if_unsure(shell: Shell, one: RegisterFigure, take: Callable[[], None]) -> None:
    """Takes the register's figure over; asked first where households are unknown."""
    if not one.is_unsure:
        take()
        return
    shell.messages.ask(
        f"Sổ hộ còn {one.unknown_text} ở chỉ tiêu {one.indicator.code} của {one.place.title}; số "
        f"{figure_text(one.figure)} không tính những nơi chưa rõ ấy nên có thể không khớp tổng số hộ, số dân.",
        f"Vẫn lấy {figure_text(one.figure)}",
        "Không lấy",
        take,
    )


_WHY_NOT_ASKED = (
    "Sổ hộ ghi tình hình hôm nay, còn chỉ tiêu này đã có số của kỳ sau, "
    "nên chỗ khác nhau này không đưa vào Kiểm tra."
)


class RegisterSection(QWidget):
    """Seen only where the indicator follows from households and the village has some in its register."""

    saved = Signal(str)
    """The register's figure was taken over: the sentence for the status bar. The cell is to be read anew."""
    list_asked = Signal(object)
    """(village id, code): the households that this indicator lacks, on the screen Hộ dân."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "register_section", "Sổ hộ")
        self._shell = shell
        self._key: ReadingKey | None = None
        self._place: Place | None = None
        self._found: RegisterFigure | None = None
        self._is_followed = False
        self._said = named(QLabel(), "register_figure", "Số liệu tính từ sổ hộ")
        self._said.setWordWrap(True)
        self._take = named(QPushButton("&Lấy từ sổ hộ"), "register_section_take", "Lấy số liệu này từ sổ hộ")
        self._list = named(QPushButton("Xem các hộ"), "register_section_list", "Xem các hộ chưa đạt chỉ tiêu này")
        self._take.clicked.connect(self._take_over)
        self._list.clicked.connect(self._ask_list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self._said)
        column.addLayout(Flow(self._take, self._list))
        self.hide()

    def show_reading(self, key: ReadingKey | None, place: Place | None) -> None:
        """What the register says of that cell; nothing for None."""
        self._key, self._place, self._found, self._is_followed = key, place, None, False
        chosen = self._shell.desk.criteria_sets.get(key.criteria_set) if key is not None else None
        if key is not None and place is not None and chosen is not None and place.kind is PlaceKind.VILLAGE:
            indicator = chosen.indicator(key.code)
            if is_from_households(indicator):
                found = compare_with_register(self._shell.desk, place, chosen, key.code, key.period)
                self._found = found if found.count is not None else None
                self._is_followed = found.differs and is_followed(
                    self._shell.desk, place, chosen, key.code, key.period
                )
        self.setVisible(self._found is not None)
        if self._found is not None:
            why = f"\n{_WHY_NOT_ASKED}" if self._is_followed else ""
            self._said.setText(f"{_sentence(self._found)}{why}")
            is_other = self._found.figure is not None and self._found.figure != self._found.typed
            self._take.setVisible(is_other)
            lock = lock_of(self._shell.desk, key) if key is not None else None
            self._take.setEnabled(lock is None)
            self._take.setToolTip(sentence_for(lock) if lock is not None else "")

    @Slot()
    def _take_over(self) -> None:
        if self._found is not None:
            ask_if_unsure(self._shell, self._found, self._write)

    @Slot()
    def _write(self) -> None:
        key, place = self._key, self._place
        if key is None or place is None:
            return
        desk = self._shell.desk
        try:
            take(desk, place, desk.criteria_sets[key.criteria_set], key.code, key.period, takes_unsure=True)
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self.show_reading(key, place)
        self.saved.emit(f"Đã lấy {key.code} của {place.title} từ sổ hộ {datetime.now():%H:%M}")

    @Slot()
    def _ask_list(self) -> None:
        if self._key is not None and self._place is not None:
            self.list_asked.emit((self._place.id, self._key.code))


def _sentence(found: RegisterFigure) -> str:
    """Such as "≠ Sổ hộ: 148/200; đã nhập 151/200": a sign where they differ or agree."""
    said = f"Sổ hộ: {found.text}"
    if found.typed is None:
        return f"{said}. Chưa nhập số liệu."
    if found.figure == found.typed:
        return f"✓ {said}, đúng với số đã nhập."
    if found.figure is None:
        return f"{said}. Đã nhập: {figure_text(found.typed)}."
    return f"≠ {said}; đã nhập {figure_text(found.typed)}."
