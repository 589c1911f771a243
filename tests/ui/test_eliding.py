"""Text on one line, shortened to its room."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from ui.eliding import elided


def test_a_text_that_has_room_stays_as_it_is(qapp: QApplication) -> None:
    metrics = QFontMetrics(QFont())
    text = "Hoàn tác: nhập 9.2 của Thôn 1"
    assert elided(text, metrics, metrics.horizontalAdvance(text)) == text


@given(text=st.text(st.sampled_from("aăđiM ộ.9"), min_size=1), room=st.integers(20, 300))
def test_a_longer_text_fills_its_room_and_ends_in_dots(qapp: QApplication, text: str, room: int) -> None:
    metrics = QFontMetrics(QFont())
    shown = elided(text, metrics, room)
    assert metrics.horizontalAdvance(shown) <= room
    if shown != text:
        kept = shown.removesuffix("…")
        assert text.startswith(kept)
        assert metrics.horizontalAdvance(f"{text[: len(kept) + 1]}…") > room
