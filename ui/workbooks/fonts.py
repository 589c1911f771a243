"""Old fonts, wherever a workbook is taken in: what texts of no known font are, and how much was converted."""

from PySide6.QtWidgets import QComboBox

from ntm_desktop.domain.legacy_vietnamese import ENCODING_TITLES, Encoding
from ntm_desktop.domain.numbers import format_number

KEEP = "Giữ nguyên"
MOST_SHOWN = 300


def fill_fonts(box: QComboBox, chosen: Encoding | None = None) -> None:
    """The ways a text of no known font can be read, as it stands first."""
    box.addItems([KEEP, *(ENCODING_TITLES[one] for one in Encoding)])
    choose_font(box, chosen)


def choose_font(box: QComboBox, chosen: Encoding | None) -> None:
    """Shows what is chosen; None for texts that stay as they are."""
    box.setCurrentIndex(list(Encoding).index(chosen) + 1 if chosen else 0)


def font_of(box: QComboBox) -> Encoding | None:
    """What is chosen; None for texts that stay as they are."""
    at = box.currentIndex()
    return list(Encoding)[at - 1] if at > 0 else None


def fonts_sentence(told: int, said: int) -> str:
    """How many cells are converted by the names of their fonts, and how many because a person says so."""
    parts = []
    if told:
        parts.append(f"{format_number(told)} ô ghi bằng phông TCVN3, VNI được chuyển theo tên phông của từng ô")
    if said:
        parts.append(f"{format_number(said)} ô không rõ phông được chuyển theo phông đã chọn")
    return f"Phông chữ: {'; '.join(parts)}." if parts else ""
